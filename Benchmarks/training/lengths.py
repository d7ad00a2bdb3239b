"""Trains and translates sequences of given lengths, and prints time and peak memory of each.

A batch is one pair, both of whose sides have the length. Translation has a source of the length and
a model that has learnt to answer with one word, so that the source is what counts.
"""

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

import contest

WORD = re.compile(r"[a-z]+")
SHORT = 8  # words of the sources from which a model learns its answer
SHORT_UPDATES = 60


class Run(NamedTuple):
    seconds: float
    peak: int  # bytes
    log: str


class Measurement(NamedTuple):
    length: int  # tokens
    seconds_per_update: float
    training_peak: int  # bytes
    seconds_to_translate: float
    translation_peak: int  # bytes


def main() -> None:
    options = parse_options()
    load = os.getloadavg()[0]
    generator = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        words = single_token_words(options)
        model = train_short(words, generator, options, Path(folder))
        rows = []
        for length in options.lengths:
            rows.append(measure(length, words, model, generator, options))
            print(row(rows[-1], rows[-2] if len(rows) > 1 else None), file=sys.stderr)
    report = contest.circumstances(options, load)
    report["lengths"] = [measurement._asdict() for measurement in rows]
    print(table(report, rows))
    contest.write(report, options.json)


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--apus", type=contest.program, required=True, help="the program, built for release"
    )
    parser.add_argument(
        "--tokenizer", type=contest.file, required=True, help="made by apus tokenizer train"
    )
    parser.add_argument(
        "--lengths", type=int, nargs="+", default=[1024, 2048, 4096, 8192], metavar="TOKENS"
    )
    parser.add_argument("--preset", default="small", choices=["tiny", "small", "base", "big"])
    parser.add_argument("--precision", default="f32", choices=["f32", "bf16"])
    parser.add_argument("--threads", type=int, default=2, help="(default: 2)")
    parser.add_argument("--updates", type=int, default=4, help="of each length (default: 4)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where to write all numbers")
    options = parser.parse_args()
    if options.updates < 2:
        parser.error("--updates is below 2; the first is left out")
    return options


def single_token_words(options: argparse.Namespace) -> list[str]:
    """Words of the vocabulary that the tokenizer leaves whole, so that a line's length is known."""
    vocabulary = json.loads(options.tokenizer.read_text(encoding="utf-8"))["model"]["vocab"]
    words = [piece[1:] for piece in vocabulary if piece[0] == "▁" and WORD.fullmatch(piece[1:])]
    command = [str(options.apus), "tokenizer", "encode", "--tokenizer", str(options.tokenizer)]
    encoded = subprocess.run(
        command, input="\n".join(words) + "\n", capture_output=True, text=True, check=True
    )
    lines = encoded.stdout.splitlines()
    return [word for word, line in zip(words, lines, strict=True) if line == "▁" + word]


def train_short(
    words: list[str], generator: random.Random, options: argparse.Namespace, folder: Path
) -> Path:
    """A model that answers everything with one word."""
    sources = [line(words, SHORT, generator) for _ in range(1000)]
    write_pairs(folder, sources, [words[0]] * len(sources))
    model = folder / "model"
    recipe = [
        "--warmup",
        "10",
        "--learning-rate-factor",
        "0.2",
        "--max-updates",
        str(SHORT_UPDATES),
        "--batch-tokens",
        "128",
    ]
    execute(training(folder, model, options) + recipe)
    return model


def measure(
    length: int,
    words: list[str],
    model: Path,
    generator: random.Random,
    options: argparse.Namespace,
) -> Measurement:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sides = [[line(words, length, generator) for _ in range(options.updates)] for _ in "st"]
        write_pairs(folder, *sides)
        trained = execute(
            training(folder, folder / "model", options) + one_pair_each(length, options)
        )
    arguments = ["translate", "--model", str(model), "--precision", options.precision]
    arguments += ["--threads", str(options.threads)]
    translated = execute([str(options.apus), *arguments], line(words, length, generator) + "\n")
    return Measurement(
        length,
        seconds_per_update(trained.log, length),
        trained.peak,
        translated.seconds,
        translated.peak,
    )


def line(words: list[str], length: int, generator: random.Random) -> str:
    return " ".join(generator.choices(words, k=length))


def write_pairs(folder: Path, sources: list[str], targets: list[str]) -> None:
    for side, lines in (("source", sources), ("target", targets)):
        (folder / f"pairs.{side}").write_text("\n".join(lines) + "\n", encoding="utf-8")


def training(folder: Path, model: Path, options: argparse.Namespace) -> list[str]:
    return [
        *(str(options.apus), "train", "--src", "source", "--tgt", "target"),
        *("--train", str(folder / "pairs"), "--tokenizer", str(options.tokenizer)),
        *("--preset", options.preset, "--precision", options.precision),
        *("--threads", str(options.threads), "--log-every", "1", "--output", str(model)),
    ]


def one_pair_each(length: int, options: argparse.Namespace) -> list[str]:
    return [
        *("--max-length", str(length), "--batch-tokens", str(length + 1)),  # with </s>
        *("--max-updates", str(options.updates)),
    ]


def execute(command: list[str], text: str = "") -> Run:
    """Runs a program and asks the system for the peak of its resident memory."""
    with tempfile.TemporaryFile("w+") as source, tempfile.TemporaryFile("w+") as log:
        source.write(text)
        source.seek(0)
        start = time.perf_counter()
        process = subprocess.Popen(command, stdin=source, stdout=subprocess.DEVNULL, stderr=log)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        log.seek(0)
        text = log.read()
    if process.returncode:
        sys.exit(f"lengths.py: {' '.join(command)} failed: {text[-2000:]}")
    return Run(seconds, usage.ru_maxrss * 1024, text)


def seconds_per_update(log: str, length: int) -> float:
    """From the log's target words per second: an update has a target of the length and </s>."""
    speeds = [contest.number(text) for text in re.findall(r" : ([\d.]+) words/s : ", log)]
    return (length + 1) / median(speeds[1:])


def table(report: dict, rows: list[Measurement]) -> str:
    settings = report["settings"]
    lines = [
        f"Preset {settings['preset']}, {settings['precision']}, threads: {settings['threads']}, "
        f"one pair in a batch.",
        f"{report['machine']}, load {report['load_before']:.1f} before the race.",
        "",
        "| tokens a side | s/update | peak MiB, training | bytes per token more "
        "| s to translate | peak MiB, translation | bytes per token more |",
        "|---:|---:|---:|---:|---:|---:|---:|",
    ]
    return "\n".join(lines + [row(*pair) for pair in zip(rows, [None, *rows], strict=False)])


def row(measurement: Measurement, before: Measurement | None) -> str:
    cells = [
        f"{measurement.length:,}",
        f"{measurement.seconds_per_update:.2f}",
        f"{measurement.training_peak / 2**20:,.0f}",
        growth("training_peak", measurement, before),
        f"{measurement.seconds_to_translate:.2f}",
        f"{measurement.translation_peak / 2**20:,.0f}",
        growth("translation_peak", measurement, before),
    ]
    return f"| {' | '.join(cells)} |"


def growth(peak: str, measurement: Measurement, before: Measurement | None) -> str:
    """Bytes that a further token of length takes: the same in all rows where memory is linear."""
    if before is None:
        return ""
    added = getattr(measurement, peak) - getattr(before, peak)
    return f"{added / (measurement.length - before.length):,.0f}"


if __name__ == "__main__":
    main()
