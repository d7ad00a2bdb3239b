"""A contest of programs that train: who takes part, how a run is made, and what a log tells."""

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import NamedTuple

LOG_EVERY = 10  # updates
WARM_UP_LINES = 2  # of the log, left out
DROPOUT = 0.1
LABEL_SMOOTHING = 0.1
WARM_UP_UPDATES = 4000  # of the paper's learning rate
LONGEST_SIDE = 256  # tokens; longer pairs are left out, as `apus train` leaves them out
# What a shell may have set for one side, and what would make it another program.
DROPPED_VARIABLES = re.compile(r"(OPENBLAS|OMP|GOMP|KMP|MKL)_.*|LD_PRELOAD|MALLOC_.*")


class Run(NamedTuple):
    speed: float  # tokens per second, the median of the log's lines
    parameter_count: int | None  # none where the log does not tell


class Contestant(NamedTuple):
    """A program, and the one whose speed is divided by its own."""

    name: str
    command: Callable[[Path], list[str]]  # writes what it needs into an empty folder
    read: Callable[[str], Run]  # the log
    measure: str  # the name of the contestant that it is compared with
    variables: dict[str, str] = {}
    preloaded: list[Path] = []


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of every contest."""
    parser.add_argument(
        "--apus", type=program, required=True, help="the program, built for release"
    )
    parser.add_argument("--corpus", required=True, metavar="PREFIX", help="PREFIX.SRC, PREFIX.TGT")
    parser.add_argument("--src", default="en", help="ending of the source file (default: en)")
    parser.add_argument("--tgt", default="de", help="ending of the target file (default: de)")
    parser.add_argument(
        "--tokenizer", type=file, required=True, help="made by apus tokenizer train"
    )
    parser.add_argument("--preset", default="small", choices=["tiny", "small", "base", "big"])
    parser.add_argument(
        "--precisions", nargs="+", default=["f32", "bf16"], choices=["f32", "bf16"],
        help="(default: both)",
    )  # fmt: skip
    parser.add_argument(
        "--batch-tokens", type=int, default=4096, help="target tokens, at most (default: 4096)"
    )
    parser.add_argument("--updates", type=int, default=60, help="of each run (default: 60)")
    parser.add_argument("--rounds", type=int, default=3, help="(default: 3)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where to write all numbers")


def check(options: argparse.Namespace, parser: argparse.ArgumentParser) -> None:
    least = LOG_EVERY * (WARM_UP_LINES + 1)
    if options.updates < least:
        parser.error(f"--updates is {options.updates}; the warm-up leaves nothing below {least}")
    if options.rounds < 1:
        parser.error(f"--rounds is {options.rounds}; wanted 1 or more")


def file(name: str) -> Path:
    """An absolute path: the loader passes over a preloaded library that it does not find."""
    path = Path(name).absolute()
    if not path.is_file():
        raise argparse.ArgumentTypeError(f"there is no file {name}")
    return path


def program(name: str) -> Path:
    """An absolute path, links kept: a virtual environment is found by the link to its Python."""
    path = file(name)
    if not os.access(path, os.X_OK):
        raise argparse.ArgumentTypeError(f"{name} is no program")
    return path


def hold(
    contestants: list[Contestant],
    rounds: int,
    check: Callable[[dict[str, list[Run]]], None] = lambda runs: None,
) -> dict[str, list[Run]]:
    """All rounds of all contestants, in turn, so that a noisy minute harms each alike."""
    runs = {contestant.name: [] for contestant in contestants}
    for round_number in range(1, rounds + 1):
        for contestant in contestants:
            run = train(contestant)
            runs[contestant.name].append(run)
            print(
                f"round {round_number}, {contestant.name}: {run.speed:,.0f} tok/s", file=sys.stderr
            )
        check(runs)
    return runs


def train(contestant: Contestant) -> Run:
    with tempfile.TemporaryDirectory() as folder:
        command = contestant.command(Path(folder))
        process = subprocess.run(
            command,
            env=environment(contestant),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        metrics = Path(folder, "model", "logs", "metrics.jsonl")
        log = process.stdout + (metrics.read_text() if metrics.exists() else "")
    if process.returncode != 0:
        sys.exit(f"{' '.join(command)} failed:\n{process.stdout[-2000:]}")
    try:
        return contestant.read(log)
    except ValueError as error:
        sys.exit(f"the log of {contestant.name} tells {error}:\n{process.stdout[-2000:]}")


def environment(contestant: Contestant) -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if not DROPPED_VARIABLES.fullmatch(name)
    }
    if contestant.preloaded:
        kept["LD_PRELOAD"] = ":".join(map(str, contestant.preloaded))
    return kept | contestant.variables


def read_log(log: str, speed: str, parameters: str | None, scale: float = 1) -> Run:
    """A run of patterns: of a number in each line of progress, and of the model's size."""
    speeds = [number(text) for text in re.findall(speed, log, re.MULTILINE)]
    if len(speeds) <= WARM_UP_LINES:
        raise ValueError(f"{len(speeds)} speeds, not more than the {WARM_UP_LINES} of the warm-up")
    count = re.search(parameters, log) if parameters else None
    if parameters and not count:
        raise ValueError("no number of parameters")
    return Run(median(speeds[WARM_UP_LINES:]) * scale, int(number(count[1])) if count else None)


def number(text: str) -> float:
    return float(text.replace(",", ""))


def results(contestants: list[Contestant], runs: dict[str, list[Run]]) -> dict:
    """Medians, and ratios taken within a round: a machine that slows down slows both sides."""
    speeds = {name: [run.speed for run in own] for name, own in runs.items()}
    table = {}
    for contestant in contestants:
        own, measure = speeds[contestant.name], speeds[contestant.measure]
        ratios = [first / second for first, second in zip(measure, own, strict=True)]
        table[contestant.name] = {
            "measure": contestant.measure,
            "rounds": own,
            "median": median(own),
            "ratio": median(ratios),
            "parameters": runs[contestant.name][0].parameter_count,
        }
    return table


def circumstances(options: argparse.Namespace, load: float) -> dict:
    settings = {name: plain(value) for name, value in vars(options).items() if value is not None}
    return {"machine": machine(), "load_before": load, "settings": settings}


def plain(value):
    return value if isinstance(value, (int, str, list)) else str(value)


def machine() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    text = cpuinfo.read_text() if cpuinfo.exists() else ""
    model = re.search(r"^model name\s*: (.*)$", text, re.MULTILINE)
    return f"{os.cpu_count()} cores of {model[1] if model else platform.processor()}"


def table(report: dict, title: str, column: str, ratio: Callable[[dict], float]) -> str:
    """Contestants with their speeds and, but for those that others are compared with, a ratio."""
    lines = [
        title,
        f"{report['machine']}, load {report['load_before']:.1f} before the race.",
        "",
        f"| trainer | tokens/s | slowest to fastest round | {column} |",
        "|---|---:|---:|---:|",
    ]
    for name, result in report["contestants"].items():
        cell = "" if name == result["measure"] else f"{ratio(result):.2f}"
        lines.append(f"| {name} | {spread(result)} | {cell} |")
    return "\n".join(lines)


def spread(result: dict) -> str:
    """Cells of a table: the median, and the slowest and the fastest round."""
    slowest, fastest = min(result["rounds"]), max(result["rounds"])
    return f"{result['median']:,.0f} | {slowest:,.0f} to {fastest:,.0f}"


def write(report: dict, path: Path | None) -> None:
    if path:
        path.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n")
