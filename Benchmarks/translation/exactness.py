"""Compares translations that must be the same bytes: whatever the batches, the order of lines and
the number of threads are.

All candidates of the beam are compared, with their log-probabilities in six digits. The exit status
is 1 where anything differs.
"""

import argparse
import random
import sys
import tempfile
from itertools import product
from pathlib import Path

import measuring


def main() -> None:
    options = parse_options()
    report = measuring.circumstances(options)
    with tempfile.TemporaryDirectory() as folder:
        report["precisions"] = {
            form: compare(form, arguments, options, Path(folder))
            for form, arguments in measuring.apus_forms(options).items()
        }
    print(measuring.heading(report), table(report), sep="\n\n")
    measuring.write(report, options.json)
    if any(run["different"] for runs in report["precisions"].values() for run in runs):
        sys.exit("exactness.py: translations differ")


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    measuring.add_options(parser)
    measuring.add_sentences(parser)
    parser.add_argument("--beam", type=int, default=4, help="(default: 4)")
    parser.add_argument("--batches", type=int, nargs="+", default=[64, 1, 7], help="sentences")
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2], help="(default: 1 2)")
    parser.add_argument("--orders", nargs="+", default=list(ORDERS), choices=list(ORDERS))
    return parser.parse_args()


def shuffled(sentences: list[str]) -> list[int]:
    return random.Random(1).sample(range(len(sentences)), len(sentences))


ORDERS = {
    "as it is": lambda sentences: list(range(len(sentences))),
    "sorted": lambda sentences: sorted(range(len(sentences)), key=sentences.__getitem__),
    "shuffled": shuffled,
}


def compare(
    form: str, arguments: list, options: argparse.Namespace, folder: Path
) -> list[dict]:
    """The runs of a precision, each with the number of lines unlike those of the first."""
    sentences = measuring.lines(options.source)[: options.limit]
    runs, first = [], None
    for order, batch, threads in product(options.orders, options.batches, options.threads):
        own = [*arguments, "--batch-size", batch, "--threads", threads]
        found = translate(sentences, ORDERS[order](sentences), own, options, folder)
        first = first or found
        different = [line for line, lines in enumerate(found) if lines != first[line]]
        run = {"order": order, "batch": batch, "threads": threads, "different": len(different)}
        runs.append(run)
        print(f"{form}: {run}", file=sys.stderr, flush=True)
        for line in different[:3]:
            print(f"  {sentences[line]}\n  - {first[line]}\n  + {found[line]}", file=sys.stderr)
    return runs


def translate(
    sentences: list[str], order: list[int], arguments: list, options: argparse.Namespace,
    folder: Path,
) -> list[list[str]]:  # fmt: skip
    """The candidates of each sentence with their scores, in the order of `sentences`."""
    source = measuring.write_lines(folder / "source.txt", [sentences[line] for line in order])
    output = folder / "output.txt"
    search = ["--beam", options.beam, "--n-best", options.beam]
    command = [options.apus, "translate", *arguments, *search]
    measuring.execute(command, source, output)
    found: list[list[str]] = [[] for _ in sentences]
    for number, entry in enumerate(measuring.lines(output)):
        if options.beam > 1:  # else there are no lists
            position, _, entry = entry.partition(" ||| ")
            number = int(position)
        found[order[number]].append(entry)
    if not all(found):
        sys.exit(f"exactness.py: {found.count([])} lines have no translation")
    return found


def table(report: dict) -> str:
    rows = []
    for form, runs in report["precisions"].items():
        worst = max(run["different"] for run in runs)
        rows.append([form, str(len(runs)), str(worst)])
    return measuring.table(["precision", "runs", "lines that differ, at most"], rows)


if __name__ == "__main__":
    main()
