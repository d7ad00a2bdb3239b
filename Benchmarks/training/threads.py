"""Times training in Apus on one thread against several, and prints what the others bring."""

import argparse
import os

import apus
import contest
from contest import Contestant


def main() -> None:
    options = parse_options()
    load = os.getloadavg()[0]
    contestants = enter(options)
    report = contest.circumstances(options, load)
    report["contestants"] = contest.results(contestants, contest.hold(contestants, options.rounds))
    print(table(report))
    contest.write(report, options.json)


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    contest.add_options(parser)
    parser.add_argument("--threads", type=int, default=2, help="against one (default: 2)")
    options = parser.parse_args()
    contest.check(options, parser)
    return options


def enter(options: argparse.Namespace) -> list[Contestant]:
    """One thread and several in turn, the several measured in units of the one."""
    contestants = []
    for precision in options.precisions:
        one = f"{apus.name(precision)}, threads: 1"
        several = f"{apus.name(precision)}, threads: {options.threads}"
        contestants += [
            apus.contestant(options, precision, 1, one),
            apus.contestant(options, precision, options.threads, several, measure=one),
        ]
    return contestants


def table(report: dict) -> str:
    settings = report["settings"]
    title = (
        f"Preset {settings['preset']}, target tokens in a batch: {settings['batch_tokens']}, "
        f"medians of {settings['rounds']} rounds."
    )
    return contest.table(report, title, "times one thread", lambda result: 1 / result["ratio"])


if __name__ == "__main__":
    main()
