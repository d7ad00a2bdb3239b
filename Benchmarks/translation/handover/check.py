"""Compares the translations of a model with those of the models that are made of it.

Prints for each program, greedily and with a beam, how many sentences it translates otherwise than
Apus in f32 does, and the first ones.
"""

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1]))
import measuring
from contest import Task
from measuring import Tokenizer
from race import enter, prepare
from rivals import marian
from rivals.apus import Apus


def main() -> None:
    options = parse_options()
    with tempfile.TemporaryDirectory() as name:
        rows = compare(options, Path(name))
    columns = ["program", *(f"beam {beam}" for beam in options.beams)]
    print(measuring.table(columns, rows))


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    measuring.add_options(parser)
    parser.add_argument("--source", type=measuring.file, required=True, help="sentences")
    parser.add_argument("--limit", type=int, default=100, help="sentences (default: 100)")
    parser.add_argument("--beams", type=int, nargs="+", default=[1, 4], help="(default: 1 4)")
    parser.add_argument("--show", type=int, default=2, help="differences (default: 2)")
    parser.add_argument("--marian-forms", nargs="*", default=marian.FASTEST_FORMS)
    parser.add_argument("--only", nargs="+", metavar="WORD", help="words of rivals' names")
    return parser.parse_args(namespace=argparse.Namespace(translate=None))


def compare(options: argparse.Namespace, folder: Path) -> list[list[str]]:
    contestants = enter(options, folder)
    tokenizer = Tokenizer(options.apus, options.model, folder)
    texts = prepare(options, tokenizer, folder)
    sentences = measuring.lines(texts[0])
    rows = {contestant.name: [] for contestant in contestants}
    for beam in options.beams:
        task = Task(*texts, folder, beam, batch=64, threads=1)
        wanted = None
        for contestant in contestants:
            found = translations(contestant, task, tokenizer)
            wanted = wanted or found
            different = [line for line, own in enumerate(found) if own != wanted[line]]
            rows[contestant.name].append(f"{len(different)} of {len(sentences)}")
            for line in different[: options.show]:
                print(f"{contestant.name}, beam {beam}: {sentences[line]}", file=sys.stderr)
                print(f"  - {wanted[line]}\n  + {found[line]}", file=sys.stderr)
    return [[name, *cells] for name, cells in rows.items()]


def translations(contestant, task: Task, tokenizer: Tokenizer) -> list[str]:
    output = contestant.translate(task).output
    if not isinstance(contestant, Apus):
        output = tokenizer.decode(output, task.folder / "decoded.txt")
    return measuring.lines(output)


if __name__ == "__main__":
    main()
