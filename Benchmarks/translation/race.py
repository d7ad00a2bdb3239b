"""Races translation in Apus against CTranslate2 and Marian, and prints medians and ratios.

All translate the same sentences with the same model, handed over by handover/, one after the other,
round by round on one machine. Three disciplines: target tokens per second in batches, the time to
answer one sentence, and that from the start of a process to its first translation.
"""

import argparse
import sys
import tempfile
from pathlib import Path

import contest
import measuring
from contest import Contestant, Task
from measuring import Tokenizer

sys.path.append(str(Path(__file__).parent / "handover"))
import ctranslate2_model
import marian_model
from apus_model import ApusModel
from rivals import marian
from rivals.apus import Apus
from rivals.ct2 import CTranslate2
from rivals.marian import Marian

DISCIPLINES = ["throughput", "latency", "start"]


def main() -> None:
    options = parse_options()
    report = measuring.circumstances(options)
    with tempfile.TemporaryDirectory() as name:
        report["results"] = race(options, Path(name))
    print(measuring.heading(report), *map(table, report["results"]), sep="\n\n")
    measuring.write(report, options.json)


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    measuring.add_options(parser)
    parser.add_argument(
        "--translate", type=measuring.program, metavar="PROGRAM",
        help="the program `translate`, whose start is timed (default: beside --apus)",
    )  # fmt: skip
    measuring.add_sentences(parser)
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2], help="(default: 1 2)")
    parser.add_argument("--beams", type=int, nargs="+", default=[4, 1], help="(default: 4 1)")
    parser.add_argument("--batch", type=int, default=64, help="sentences (default: 64)")
    parser.add_argument("--rounds", type=int, default=3, help="(default: 3)")
    parser.add_argument("--disciplines", nargs="+", default=DISCIPLINES, choices=DISCIPLINES)
    parser.add_argument(
        "--marian-forms", nargs="*", default=marian.FASTEST_FORMS, choices=marian.FORMS
    )
    parser.add_argument(
        "--only", nargs="+", metavar="WORD", help="rivals with one of these words in their names"
    )
    options = parser.parse_args()
    if options.rounds < 1:
        parser.error(f"--rounds is {options.rounds}; wanted 1 or more")
    beside = options.apus.with_name("translate")
    options.translate = options.translate or (beside if beside.is_file() else None)
    if "start" in options.disciplines and not options.translate:
        parser.error(f"there is no {beside}; give --translate")
    return options


def race(options: argparse.Namespace, folder: Path) -> list[dict]:
    contestants = enter(options, folder)
    tokenizer = Tokenizer(options.apus, options.model, folder)
    texts = prepare(options, tokenizer, folder)
    results = []
    for threads in options.threads:
        for beam in options.beams:
            task = Task(*texts, folder, beam, options.batch, threads)
            for discipline in options.disciplines:
                # A start has nothing to do with threads, and is timed once.
                if discipline != "start" or not any(r["discipline"] == "start" for r in results):
                    results += hold(discipline, contestants, task, tokenizer, options.rounds)
    return results


def prepare(
    options: argparse.Namespace, tokenizer: Tokenizer, folder: Path
) -> tuple[Path, Path, Path, Path, Path]:
    """The text and its first line, as text and as pieces, and SentencePiece's form of the tokenizer."""
    sentences = measuring.filled_sentences(options)
    text = measuring.write_lines(folder / "source.txt", sentences)
    first = measuring.write_lines(folder / "first.txt", sentences[:1])
    pieces = tokenizer.encode(text, folder / "source.pieces")
    first_pieces = tokenizer.encode(first, folder / "first.pieces")
    return text, pieces, first, first_pieces, tokenizer.export(folder / "sentencepiece.model")


def enter(options: argparse.Namespace, folder: Path) -> list[Contestant]:
    forms = measuring.apus_forms(options)
    starter = options.translate or options.apus
    own = [Apus(form, options.apus, arguments, starter) for form, arguments in forms.items()]
    whole, packed = own[0].name, own[-1].name  # rivals in int8 meet int8, or what there is
    model = ApusModel(options.model)
    rivals: list[Contestant] = [
        CTranslate2("int8", folder / "ct2-int8", packed),
        CTranslate2("float32", folder / "ct2", whole),
        *(Marian(form, folder / "marian", packed) for form in options.marian_forms),
        Marian("f32", folder / "marian", whole),
    ]
    rivals = [rival for rival in rivals if wanted(rival.name, options.only)]
    if any(rival.name.startswith("CTranslate2") for rival in rivals):
        ctranslate2_model.write(model, folder / "ct2")
        ctranslate2_model.write(model, folder / "ct2-int8", "int8")
    if any(rival.name.startswith("Marian") for rival in rivals):
        marian_model.write(model, folder / "marian", options.marian_forms)
    return [*own, *rivals]


def wanted(name: str, words: list[str] | None) -> bool:
    return not words or any(word.lower() in name.lower() for word in words)


def hold(
    discipline: str, contestants: list[Contestant], task: Task, tokenizer: Tokenizer, rounds: int
) -> list[dict]:
    """The results of a discipline: one for each of the figures that it has."""
    chosen = {contestant.name: "" for contestant in contestants}
    if discipline != "start":
        singly = discipline == "latency"
        chosen = {rival.name: rival.settle(task, singly=singly) for rival in contestants}
    run, figures = {
        "throughput": (
            lambda contestant: throughput(contestant, task, tokenizer), ["tokens_per_second"]
        ),
        "latency": (lambda contestant: contest.latency(contestant, task), ["p50_ms", "p99_ms"]),
        "start": (lambda contestant: contest.start(contestant, task), ["seconds"]),
    }[discipline]  # fmt: skip
    label = f"{discipline}, threads {task.threads}, beam {task.beam}"
    outcomes = contest.hold(contestants, rounds, run, label)
    return [
        {
            "discipline": discipline,
            "figure": figure,
            "threads": task.threads,
            "beam": task.beam,
            "batch": task.batch if discipline == "throughput" else 1,
            "settings": chosen,
            "contestants": contest.summary(
                contestants, outcomes, figure, higher_is_better=figure == "tokens_per_second"
            ),
        }
        for figure in figures
    ]


def throughput(contestant: Contestant, task: Task, tokenizer: Tokenizer) -> dict:
    return contest.throughput(contestant, task, tokenizer)


NAMES = {
    "tokens_per_second": "target tokens/s",
    "p50_ms": "p50, ms",
    "p99_ms": "p99, ms",
    "seconds": "s to the first translation",
}


def table(result: dict) -> str:
    digits = {"tokens_per_second": ",.0f", "seconds": ".3f"}.get(result["figure"], ".2f")
    title = f"**{result['discipline']}**, threads {result['threads']}, beam {result['beam']}"
    if result["discipline"] == "throughput":
        title += f", batches of {result['batch']}"
    rows = []
    for name, own in result["contestants"].items():
        values = [outcome[result["figure"]] for outcome in own["rounds"]]
        others = max(outcome["others"] for outcome in own["rounds"])
        compared = own["measure"] != name
        rows.append([
            name,
            f"{own['median']:{digits}}",
            f"{min(values):{digits}} to {max(values):{digits}}",
            f"{own['ratio']:.2f} × ({own['measure']})" if compared else "",
            f"{others:.1f}",
            result["settings"][name],
        ])  # fmt: skip
    columns = ["program", NAMES[result["figure"]], "range", "Apus is faster by", "others", "with"]
    return title + "\n\n" + measuring.table(columns, rows)


if __name__ == "__main__":
    main()
