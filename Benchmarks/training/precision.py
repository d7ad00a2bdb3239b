"""Trains in f32 and in bf16 from several seeds, and prints the BLEU of each run and the means.

Runs have one thread each, and two of them go side by side; results depend on neither. A run whose
score stands in the output folder is not repeated, and one that was stopped goes on.

What follows `--` is handed to `apus train`.
"""

import argparse
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import mean, stdev

import contest


def main() -> None:
    options = parse_options()
    runs = [(precision, seed) for seed in options.seeds for precision in options.precisions]
    with ThreadPoolExecutor(options.jobs) as pool:
        scores = list(pool.map(lambda run: score(*run, options), runs))
    report = {
        "machine": contest.machine(),
        "updates": options.updates,
        "training": options.training,
        "bleu": {precision: {} for precision in options.precisions},
    }
    for (precision, seed), bleu in zip(runs, scores, strict=True):
        report["bleu"][precision][seed] = bleu
    print(table(report, options))
    contest.write(report, options.json)


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--apus", type=contest.program, required=True, help="the program, built for release"
    )
    for text in ("train", "valid", "test"):
        parser.add_argument(
            f"--{text}", required=text != "valid", metavar="PREFIX", help="PREFIX.SRC, PREFIX.TGT"
        )
    parser.add_argument("--src", default="en", help="ending of the source files (default: en)")
    parser.add_argument("--tgt", default="de", help="ending of the target files (default: de)")
    parser.add_argument(
        "--tokenizer", type=contest.file, required=True, help="made by apus tokenizer train"
    )
    parser.add_argument("--updates", type=int, default=5000, help="of each run (default: 5000)")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3], metavar="SEED")
    parser.add_argument("--precisions", nargs="+", default=["f32", "bf16"], choices=["f32", "bf16"])
    parser.add_argument("--jobs", type=int, default=2, help="runs side by side (default: 2)")
    parser.add_argument("--output", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where to write all numbers")
    own, training = split(sys.argv[1:])
    return parser.parse_args(own, argparse.Namespace(training=training))


def split(arguments: list[str]) -> tuple[list[str], list[str]]:
    """Our arguments, and what follows `--`."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    return arguments[:end], arguments[end + 1 :]


def score(precision: str, seed: int, options: argparse.Namespace) -> float:
    """The BLEU of a run, which is made if it has none yet."""
    folder = options.output / f"{precision}-seed{seed}"
    settings = recipe(precision, seed, options)
    result = folder / "result.json"
    if result.exists():
        found = json.loads(result.read_text())
        if found["settings"] != settings:
            sys.exit(f"precision.py: {result} is of other settings: {found['settings']}")
        return found["bleu"]
    folder.mkdir(parents=True, exist_ok=True)
    bleu = make(folder, precision, settings, options)
    result.write_text(json.dumps({"bleu": bleu, "settings": settings}, indent=2) + "\n")
    print(f"{folder.name}: BLEU {bleu:.2f}", file=sys.stderr, flush=True)
    return bleu


def make(folder: Path, precision: str, settings: list[str], options: argparse.Namespace) -> float:
    """Trains, translates the test text, and scores the translation."""
    model, hypothesis = folder / "model", folder / "test.hyp"
    apus = str(options.apus)
    train = [apus, "train", *settings, "--threads", "1", "--output", str(model)]
    translate = [apus, "translate", "--model", str(model), "--threads", "1"]
    reference = f"{options.test}.{options.tgt}"
    with open(folder / "train.log", "a") as log:
        call(train, stderr=log)
    with open(f"{options.test}.{options.src}") as source, open(hypothesis, "w") as output:
        call(translate + ["--precision", precision], stdin=source, stdout=output)
    scored = call(
        [apus, "score", reference, "-i", str(hypothesis), "-b", "-w", "2"], stdout=subprocess.PIPE
    )
    return float(scored.stdout)


def recipe(precision: str, seed: int, options: argparse.Namespace) -> list[str]:
    valid = ["--valid", options.valid] if options.valid else []
    return [
        *("--src", options.src, "--tgt", options.tgt, "--train", options.train, *valid),
        *("--tokenizer", str(options.tokenizer), "--precision", precision, "--seed", str(seed)),
        *("--max-updates", str(options.updates), *options.training),
    ]


def call(command: list[str], **streams) -> subprocess.CompletedProcess:
    environment = {
        name: value
        for name, value in os.environ.items()
        if not contest.DROPPED_VARIABLES.fullmatch(name)
    }
    process = subprocess.run(command, env=environment, text=True, **streams)
    if process.returncode:
        raise SystemExit(f"precision.py: {' '.join(command)} failed")
    return process


def table(report: dict, options: argparse.Namespace) -> str:
    seeds = " | ".join(f"seed {seed}" for seed in options.seeds)
    lines = [
        f"BLEU of {options.test} after {report['updates']:,} updates, {' '.join(options.training)}",
        "",
        f"| precision | {seeds} | mean | standard deviation |",
        f"|---|{'---:|' * (len(options.seeds) + 2)}",
    ]
    for precision, bleu in report["bleu"].items():
        scores = list(bleu.values())
        cells = [f"{score:.2f}" for score in (*scores, mean(scores))]
        deviation = f"{stdev(scores):.2f}" if len(scores) > 1 else ""
        lines.append(f"| {precision} | {' | '.join(cells)} | {deviation} |")
    means = {precision: mean(bleu.values()) for precision, bleu in report["bleu"].items()}
    if len(means) == 2:
        lines += ["", f"bf16 - f32: {means['bf16'] - means['f32']:+.2f} BLEU"]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
