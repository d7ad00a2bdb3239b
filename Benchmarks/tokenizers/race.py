"""Races training and encoding of tokenizers against other programs, and prints medians and ratios.

All sides run in turn, round by round, on one machine. Training is a whole process: start, read the
text, train, write the model; its memory is the peak of resident pages. Encoding is lines in memory
to ids in memory, without the start of the process and the reading of the model.
"""

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import NamedTuple

from peers import ENCODING, TRAINING

APUS = "apus"
DROPPED_VARIABLES = re.compile(r"(OPENBLAS|OMP|MKL)_.*|LD_PRELOAD|MALLOC_.*")
TIMER = """
import json, time
lines = open(TEXT, encoding="utf-8").read().split("\\n")[:-1]
encode(lines[:100])
start = time.perf_counter()
ids = encode(lines)
print(json.dumps({"seconds": time.perf_counter() - start}))
"""


class Run(NamedTuple):
    seconds: float
    mebibytes: float


def main() -> None:
    options = parse_options()
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        race = {"train": race_training, "encode": race_encoding}[options.race]
        report = race(options, Path(folder))
    report = {"race": options.race, "load_before": load, "threads": options.threads, **report}
    print(table(report))
    if options.json:
        options.json.write_text(json.dumps(report, indent=2) + "\n")


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("race", choices=["train", "encode"])
    parser.add_argument("--apus", required=True, help="the program, built for release")
    parser.add_argument("--text", type=Path, required=True, help="UTF-8, one sentence a line")
    parser.add_argument("--size", type=int, default=8000, help="of the vocabulary (default: 8000)")
    parser.add_argument("--threads", type=int, default=2, help="of each side (default: 2)")
    parser.add_argument("--rounds", type=int, default=5, help="(default: 5)")
    parser.add_argument("--only", nargs="+", choices=sorted(TRAINING), default=sorted(TRAINING))
    parser.add_argument("--json", type=Path, metavar="FILE", help="where to write all numbers")
    return parser.parse_args()


def race_training(options: argparse.Namespace, folder: Path) -> dict:
    names = [APUS, *options.only]
    return collect(names, options, lambda name: train(name, options, folder / name))


def race_encoding(options: argparse.Namespace, folder: Path) -> dict:
    names = [APUS, *(name for name in options.only if name in ENCODING)]
    for name in names:
        train(name, options, folder / name)
    return collect(names, options, lambda name: encode(name, options, folder / name))


def collect(names: list[str], options: argparse.Namespace, measure) -> dict:
    """All rounds of all names, in turn, so that a noisy minute harms each alike."""
    runs = {name: [] for name in names}
    for round_number in range(1, options.rounds + 1):
        for name in names:
            run = measure(name)
            runs[name].append(run)
            print(
                f"round {round_number}, {name}: {run.seconds:.3f} s, {run.mebibytes:.0f} MiB",
                file=sys.stderr,
            )
    return {
        "bytes": options.text.stat().st_size,
        "size": options.size,
        "machine": f"{os.cpu_count()} cores, {platform.platform()}",
        "runs": {name: [run._asdict() for run in values] for name, values in runs.items()},
        "versions": {name: version(name) for name in names if name != APUS},
    }


def train(name: str, options: argparse.Namespace, model: Path) -> Run:
    if name != APUS:
        return execute([sys.executable, "-c", peer(TRAINING[name], options, model)], options)
    arguments = ["tokenizer", "train", "--input", options.text, "--vocab-size", options.size]
    arguments += ["--threads", options.threads, "--output", model]
    return execute([options.apus, *map(str, arguments)], options)


def encode(name: str, options: argparse.Namespace, model: Path) -> Run:
    if name == APUS:
        arguments = ["bench", "tokenizer", "--tokenizer", model, "--input", options.text]
        arguments += ["--threads", options.threads]
        return execute([options.apus, *map(str, arguments)], options)
    program = peer(ENCODING[name], options, model) + f"\nTEXT = {str(options.text)!r}" + TIMER
    return execute([sys.executable, "-c", program], options)


def peer(program: str, options: argparse.Namespace, model: Path) -> str:
    return (
        f"FILE = {str(options.text)!r}; SIZE = {options.size}; MODEL = {str(model)!r}; "
        f"THREADS = {options.threads}\n{program}\n"
    )


def execute(command: list[str], options: argparse.Namespace) -> Run:
    """Runs a process; its time is what it prints as JSON, or else that from start to end."""
    environment = {k: v for k, v in os.environ.items() if not DROPPED_VARIABLES.fullmatch(k)}
    environment["RAYON_NUM_THREADS"] = str(options.threads)
    environment["TOKENIZERS_PARALLELISM"] = "true" if options.threads > 1 else "false"
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            errors.seek(0)
            sys.exit(f"race.py: {command[:4]} failed: {errors.read().decode()[-2000:]}")
        output.seek(0)
        last = output.read().decode().strip().splitlines()[-1:]
    if last and last[0].startswith("{"):
        seconds = json.loads(last[0])["seconds"]
    return Run(seconds, usage.ru_maxrss / 1024)


def table(report: dict) -> str:
    medians = {name: medians_of(runs) for name, runs in report["runs"].items()}
    own = medians[APUS].seconds
    rows = ["| Program | seconds | MB/s | peak MiB | program ÷ Apus |", "| --- | ---: | ---: | ---: | ---: |"]
    for name, run in sorted(medians.items(), key=lambda item: item[1].seconds):
        speed = report["bytes"] / 1e6 / run.seconds
        label = f"{name} {report['versions'].get(name, '')}".strip()
        rows.append(
            f"| {label} | {run.seconds:.3f} | {speed:.1f} | {run.mebibytes:.0f} "
            f"| {run.seconds / own:.2f} |"
        )
    return "\n".join(rows)


def medians_of(runs: list[dict]) -> Run:
    return Run(median(r["seconds"] for r in runs), median(r["mebibytes"] for r in runs))


if __name__ == "__main__":
    main()
