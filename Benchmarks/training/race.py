"""Races training in Apus against training in other programs, and prints medians and ratios.

All train the same model on the same ids with the same recipe, one after the other, round by round
on one machine. Tokens are source and target tokens, each sentence with its </s>, without padding.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

import apus
import contest
from contest import Contestant, Run
from rivals import joeynmt, marian, opennmt, pytorch
from rivals.pieces import Pieces

SLACK = 0.01  # of other toolkits' parameter counts: some have an output bias, or one norm more


def main() -> None:
    options = parse_options()
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        contestants = enter(options, Path(folder))
        runs = contest.hold(contestants, options.rounds, check_sizes)
    report = contest.circumstances(options, load)
    report["contestants"] = contest.results(contestants, runs)
    print(table(report))
    contest.write(report, options.json)


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    contest.add_options(parser)
    parser.add_argument("--threads", type=int, default=2, help="of each side (default: 2)")
    parser.add_argument(
        "--tcmalloc",
        type=contest.file,
        help="preloaded for PyTorch at its best and what is made of it",
    )
    parser.add_argument("--mkl-shim", type=contest.file, help="preloaded for PyTorch at its best")
    parser.add_argument(
        "--joeynmt-python", type=contest.program, metavar="PATH", help="races JoeyNMT"
    )
    parser.add_argument(
        "--opennmt-python", type=contest.program, metavar="PATH", help="races OpenNMT-py"
    )
    parser.add_argument("--marian", metavar="COMMAND", help="that trains; races Marian")
    parser.add_argument(
        "--only", nargs="+", metavar="WORD", help="rivals with one of these words in their names"
    )
    options = parser.parse_args()
    contest.check(options, parser)
    return options


def enter(options: argparse.Namespace, folder: Path) -> list[Contestant]:
    contestants = []
    for precision in options.precisions:
        rivals = pytorch.contestants(options, precision)
        if precision == "f32":
            rivals += toolkits(options, folder)
        own = apus.contestant(options, precision, options.threads)
        contestants += [own, *filter(lambda rival: wanted(rival, options.only), rivals)]
    return contestants


def toolkits(options: argparse.Namespace, folder: Path) -> list[Contestant]:
    modules = [
        (options.joeynmt_python, joeynmt),
        (options.opennmt_python, opennmt),
        (options.marian, marian),
    ]
    given = [module for program, module in modules if program]
    pieces = Pieces(options, folder) if given else None
    return [module.contestant(options, pieces) for module in given]


def wanted(rival: Contestant, words: list[str] | None) -> bool:
    return not words or any(word.lower() in rival.name.lower() for word in words)


def check_sizes(runs: dict[str, list[Run]]) -> None:
    """Stops a race of unequal models: the baseline's is ours, the toolkits' nearly so."""
    counts = {name: own[0].parameter_count for name, own in runs.items()}
    ours = next(iter(counts.values()))
    for name, count in counts.items():
        slack = 0 if name.startswith(("Apus", "PyTorch")) else SLACK * ours
        if count is not None and abs(count - ours) > slack:
            sys.exit(f"race.py: the model of {name} has {count:,} parameters, Apus' has {ours:,}")


def table(report: dict) -> str:
    settings = report["settings"]
    first = next(iter(report["contestants"].values()))
    title = (
        f"Preset {settings['preset']}, {first['parameters']:,} parameters, threads: "
        f"{settings['threads']}, target tokens in a batch: {settings['batch_tokens']}, medians "
        f"of {settings['rounds']} rounds."
    )
    return contest.table(report, title, "Apus ÷ trainer", lambda result: result["ratio"])


if __name__ == "__main__":
    main()
