"""The peak memory of translation in batches against the size of a model's file, on all sides.

Peaks are those of resident pages of whole processes, the pages of a mapped file among them.
"""

import argparse
import tempfile
from pathlib import Path
from statistics import median

import measuring
from contest import Task
from measuring import Tokenizer
from race import enter, prepare
from rivals import marian
from rivals.apus import Apus
from rivals.ct2 import CTranslate2


def main() -> None:
    options = parse_options()
    report = measuring.circumstances(options)
    with tempfile.TemporaryDirectory() as name:
        report["programs"] = measure(options, Path(name))
    print(measuring.heading(report), table(report, options), sep="\n\n")
    measuring.write(report, options.json)


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    measuring.add_options(parser)
    measuring.add_sentences(parser)
    parser.add_argument("--threads", type=int, default=1, help="(default: 1)")
    parser.add_argument("--beam", type=int, default=4, help="(default: 4)")
    parser.add_argument("--batch", type=int, default=64, help="sentences (default: 64)")
    parser.add_argument("--rounds", type=int, default=3, help="(default: 3)")
    parser.add_argument("--marian-forms", nargs="*", default=marian.FASTEST_FORMS)
    parser.add_argument("--only", nargs="+", metavar="WORD", help="words of rivals' names")
    return parser.parse_args(namespace=argparse.Namespace(translate=None))


def measure(options: argparse.Namespace, folder: Path) -> dict:
    contestants = enter(options, folder)
    tokenizer = Tokenizer(options.apus, options.model, folder)
    task = Task(
        *prepare(options, tokenizer, folder), folder, options.beam, options.batch, options.threads
    )
    return {
        contestant.name: {
            "file_mebibytes": size(contestant) / 2**20,
            "rounds": [peak(contestant, task) for _ in range(options.rounds)],
        }
        for contestant in contestants
    }


def peak(contestant, task: Task) -> float:
    """Mebibytes of a process that translates the whole text; Marian's has its workspace in it."""
    return contestant.whole(task).peak_mebibytes


def size(contestant) -> int:
    """Bytes of the one file with the model's numbers."""
    if isinstance(contestant, Apus):
        return Path(contestant.arguments[1], "model.safetensors").stat().st_size
    if isinstance(contestant, CTranslate2):
        return Path(contestant.model, "model.bin").stat().st_size
    return contestant.model.stat().st_size


def table(report: dict, options: argparse.Namespace) -> str:
    title = f"Beam {options.beam}, batches of {options.batch}, threads {options.threads}."
    rows = []
    for name, own in report["programs"].items():
        middle, file = median(own["rounds"]), own["file_mebibytes"]
        rows.append([name, f"{file:.1f}", f"{middle:.0f}", f"{middle / file:.1f}"])
    columns = ["program", "file, MiB", "peak, MiB", "peak ÷ file"]
    return title + "\n\n" + measuring.table(columns, rows)


if __name__ == "__main__":
    main()
