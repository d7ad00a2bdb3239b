"""BLEU of a model in f32, in bf16 and in int8 on several test sets, and the differences.

Each test set is named as --sets NAME=SOURCE,REFERENCE.
"""

import argparse
import tempfile
from pathlib import Path
from statistics import mean
from typing import NamedTuple

import measuring
import sacrebleu


class TestSet(NamedTuple):
    name: str
    source: Path
    reference: Path


def main() -> None:
    options = parse_options()
    report = measuring.circumstances(options)
    forms = measuring.apus_forms(options)
    with tempfile.TemporaryDirectory() as folder:
        report["sets"] = {
            own.name: score(own, forms, options, Path(folder)) for own in options.sets
        }
    print(measuring.heading(report), table(report, list(forms)), report["signature"], sep="\n\n")
    measuring.write(report, options.json)


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    measuring.add_options(parser)
    parser.add_argument("--sets", type=test_set, nargs="+", required=True, metavar="SET")
    parser.add_argument("--beam", type=int, default=4, help="(default: 4)")
    parser.add_argument("--limit", type=int, help="only the first N sentences of each set")
    return parser.parse_args()


def test_set(text: str) -> TestSet:
    name, equals, paths = text.partition("=")
    source, comma, reference = paths.partition(",")
    if not equals or not comma:
        raise argparse.ArgumentTypeError(f"{text} is not NAME=SOURCE,REFERENCE")
    return TestSet(name, measuring.file(source), measuring.file(reference))


def score(own: TestSet, forms: dict, options: argparse.Namespace, folder: Path) -> dict:
    sources = measuring.lines(own.source)
    references = measuring.lines(own.reference)
    if len(sources) != len(references):
        raise SystemExit(
            f"quality.py: {own.source} has {len(sources)} lines, {own.reference} {len(references)}"
        )
    text = measuring.write_lines(folder / "source.txt", sources[: options.limit])
    results = {"sentences": len(sources[: options.limit]), "bleu": {}, "changed": {}}
    translations = {}
    for form, arguments in forms.items():
        output = folder / f"{form}.txt"
        command = [options.apus, "translate", *arguments, "--beam", options.beam]
        measuring.execute(command, text, output)
        translations[form] = measuring.lines(output)
        bleu = sacrebleu.metrics.BLEU()
        scored = bleu.corpus_score(translations[form], [references[: options.limit]])
        results["bleu"][form] = scored.score
        results["signature"] = str(bleu.get_signature())
        results["changed"][form] = sum(
            first != second for first, second in zip(translations["f32"], translations[form])
        )
    return results


def table(report: dict, forms: list[str]) -> str:
    """BLEU, and how much of it and how many sentences differ from f32."""
    columns = ["test set", "sentences", *forms]
    for form in forms[1:]:
        columns += [f"{form} - f32", f"other sentences, {form}"]
    rows, differences = [], {form: [] for form in forms[1:]}
    for name, own in report["sets"].items():
        row = [name, f"{own['sentences']:,}", *(f"{own['bleu'][form]:.2f}" for form in forms)]
        for form in forms[1:]:
            differences[form].append(own["bleu"][form] - own["bleu"]["f32"])
            share = own["changed"][form] / own["sentences"]
            row += [f"{differences[form][-1]:+.2f}", f"{share:.1%}"]
        rows.append(row)
    report["signature"] = next(iter(report["sets"].values()))["signature"]
    report["mean_difference"] = {form: mean(values) for form, values in differences.items()}
    means = [f"{form} - f32 on average: {value:+.3f} BLEU" for form, value in
             report["mean_difference"].items()]  # fmt: skip
    return measuring.table(columns, rows) + "\n\n" + "\n".join(means)


if __name__ == "__main__":
    main()
