"""Races apus score against sacrebleu on invented text, and prints medians and ratios.

Both are whole processes, from their start to the printed score, in turn, round by round. sacreBLEU
scores one system on one thread, so Apus runs on one thread too, and then on as many as are given.
"""

import argparse
import json
import multiprocessing
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

import texts

APUS, PEER = "apus", "sacrebleu"
DROPPED_VARIABLES = re.compile(r"(OPENBLAS|OMP|MKL)_.*|LD_PRELOAD|MALLOC_.*|SACREBLEU_.*")


class Run(NamedTuple):
    seconds: float
    mebibytes: float
    output: str


def main() -> None:
    options = parse_options()
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # In a process of its own: what this one takes would count as the peak of its children.
        maker = multiprocessing.get_context("spawn").Process(
            target=prepare, args=(folder, options.segments, options.distinct))
        maker.start()
        maker.join()
        report = {metric: race(metric, options, folder) for metric in options.metrics}
    report = {
        "segments": options.segments, "distinct": options.distinct, "threads": options.threads,
        "rounds": options.rounds,
        "load_before": load, "machine": f"{os.cpu_count()} cores, {platform.platform()}",
        "metrics": report,
    }
    print(table(report))
    if options.json:
        options.json.write_text(json.dumps(report, indent=2) + "\n")


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--apus", type=Path, required=True, help="the program, built for release")
    parser.add_argument("--sacrebleu", type=Path, required=True, help="sacreBLEU's program")
    parser.add_argument("--segments", type=int, default=1_000_000, help="(default: 1000000)")
    parser.add_argument(
        "--metrics", nargs="+", default=["bleu", "chrf", "ter"], choices=["bleu", "chrf", "ter"])
    parser.add_argument("--threads", type=int, default=os.cpu_count(), help="(default: all cores)")
    parser.add_argument("--rounds", type=int, default=3, help="(default: 3)")
    parser.add_argument(
        "--distinct", action="store_true", help="put its number into each line")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where to write all numbers")
    return parser.parse_args()


def prepare(folder: Path, count: int, is_distinct: bool) -> None:
    """A part of the text is made anew, the rest repeats it."""
    part = texts.invented(min(count, 20_000), 0)
    translated = texts.translation(part, 1, 0.25)
    for name, lines in {"reference": part, "hypothesis": translated}.items():
        repeated = (lines * (count // len(lines) + 1))[:count]
        if is_distinct:
            repeated = [numbered(line, number) for number, line in enumerate(repeated)]
        texts.write(folder / name, repeated)


def numbered(line: str, number: int) -> str:
    """The line with a number in its middle."""
    words = line.split(" ")
    middle = len(words) // 2
    return " ".join([*words[:middle], str(number), *words[middle:]])


def race(metric: str, options: argparse.Namespace, folder: Path) -> dict:
    arguments = ["reference", "-i", "hypothesis", "-m", metric, "-w", "6"]
    own = [str(options.apus.resolve()), "score", *arguments, "--threads"]
    sides = {
        f"{APUS}, 1 thread": [*own, "1"],
        f"{APUS}, {options.threads} threads": [*own, str(options.threads)],
        PEER: [str(options.sacrebleu.absolute()), *arguments],
    }
    runs: dict[str, list[Run]] = {name: [] for name in sides}
    for round_number in range(1, options.rounds + 1):
        for name, command in sides.items():
            run = execute(command, folder)
            runs[name].append(run)
            print(f"round {round_number}, {metric}, {name}: {run.seconds:.2f} s", file=sys.stderr)
    scores = {run.output for values in runs.values() for run in values}
    if len(scores) > 1:
        sys.exit(f"race.py: the sides disagree: {scores}")
    return {name: [run._asdict() for run in values] for name, values in runs.items()}


def execute(command: list[str], folder: Path) -> Run:
    environment = {k: v for k, v in os.environ.items() if not DROPPED_VARIABLES.fullmatch(k)}
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=output, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            errors.seek(0)
            sys.exit(f"race.py: {command} failed: {errors.read().decode()[-2000:]}")
        output.seek(0)
        return Run(seconds, usage.ru_maxrss / 1024, output.read().decode())


def table(report: dict) -> str:
    rows = [
        "| Metric | program | seconds | from, to | segments/s | peak MiB | sacreBLEU ÷ this |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for metric, sides in report["metrics"].items():
        seconds = {name: [run["seconds"] for run in runs] for name, runs in sides.items()}
        for name, runs in sides.items():
            own = median(seconds[name])
            peak = median(run["mebibytes"] for run in runs)
            rows.append(
                f"| {metric} | {name} | {own:.2f} | {min(seconds[name]):.2f}, "
                f"{max(seconds[name]):.2f} | {report['segments'] / own:,.0f} | {peak:.0f} "
                f"| {median(seconds[PEER]) / own:.1f} |")
    return "\n".join(rows)


if __name__ == "__main__":
    main()
