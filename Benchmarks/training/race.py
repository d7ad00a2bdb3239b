"""Races training in Apus against training in PyTorch, and prints medians and ratios.

Both train the same model on the same ids with the same recipe, one after the other, round by round
on one machine. Tokens are source and target tokens, each sentence with its </s>, without padding.
"""

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import NamedTuple

APUS = "Apus"
LOG_EVERY = 10  # updates
WARM_UP_LINES = 2  # of the log, left out
DROPOUT = "0.1"
LABEL_SMOOTHING = "0.1"
# What a shell may have set for one side, and what would make it another program.
DROPPED_VARIABLES = re.compile(r"(OPENBLAS|OMP|GOMP|KMP|MKL)_.*|LD_PRELOAD|MALLOC_.*")


class Contestant(NamedTuple):
    name: str
    program: list[str]
    saves_model: bool = False
    preloaded: list[Path] = []


class Run(NamedTuple):
    speed: float  # tokens per second, the median of the log's lines
    parameter_count: int


def main() -> None:
    options = parse_options()
    load = os.getloadavg()[0]
    contestants = enter(options)
    speeds = {contestant.name: [] for contestant in contestants}
    sizes = set()
    for round_number in range(1, options.rounds + 1):
        for contestant in contestants:
            run = measure(contestant, options)
            speeds[contestant.name].append(run.speed)
            sizes.add(run.parameter_count)
            name, speed = contestant.name, run.speed
            print(f"round {round_number}, {name}: {speed:,.0f} tok/s", file=sys.stderr)
            if len(sizes) > 1:
                sys.exit(f"race.py: the models differ in size: {sorted(sizes)} parameters")
    report = {"load_before": load, "parameter_count": sizes.pop(), **results(speeds, options)}
    print(table(report))
    if options.json:
        options.json.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n")


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
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
    parser.add_argument("--threads", type=int, default=2, help="of each side (default: 2)")
    parser.add_argument(
        "--batch-tokens", type=int, default=4096, help="target tokens, at most (default: 4096)"
    )
    parser.add_argument("--updates", type=int, default=60, help="of each run (default: 60)")
    parser.add_argument("--rounds", type=int, default=3, help="(default: 3)")
    parser.add_argument("--tcmalloc", type=file, help="preloaded for PyTorch at its best")
    parser.add_argument("--mkl-shim", type=file, help="preloaded for PyTorch at its best")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where to write all numbers")
    options = parser.parse_args()
    least = LOG_EVERY * (WARM_UP_LINES + 1)
    if options.updates < least:
        parser.error(f"--updates is {options.updates}; the warm-up leaves nothing below {least}")
    if options.rounds < 1:
        parser.error(f"--rounds is {options.rounds}; wanted 1 or more")
    return options


def file(name: str) -> Path:
    """An absolute path: the loader passes over a preloaded library that it does not find."""
    path = Path(name).resolve()
    if not path.is_file():
        raise argparse.ArgumentTypeError(f"there is no file {name}")
    return path


def program(name: str) -> Path:
    path = file(name)
    if not os.access(path, os.X_OK):
        raise argparse.ArgumentTypeError(f"{name} is no program")
    return path


def enter(options: argparse.Namespace) -> list[Contestant]:
    baseline = [sys.executable, str(Path(__file__).with_name("pytorch_baseline.py"))]
    rival = f"PyTorch {version('torch')}"
    contestants = [
        Contestant(APUS, [str(options.apus), "train"], saves_model=True),
        Contestant(f"{rival} as installed", baseline),
    ]
    preloaded = [path for path in (options.tcmalloc, options.mkl_shim) if path]
    if preloaded:
        contestants.append(Contestant(f"{rival} at its best", baseline, preloaded=preloaded))
    return contestants


def measure(contestant: Contestant, options: argparse.Namespace) -> Run:
    command = contestant.program + recipe(options)
    with tempfile.TemporaryDirectory() as output:
        if contestant.saves_model:
            # A new folder, or the run before would go on; and no checkpoint within the race.
            command += ["--output", output, "--save-every", str(options.updates + 1)]
        process = subprocess.run(
            command, env=environment(contestant, options), capture_output=True, text=True
        )
    if process.returncode != 0:
        sys.exit(f"race.py: {' '.join(command)} failed:\n{process.stderr[-2000:]}")
    return parse(process.stderr, contestant)


def recipe(options: argparse.Namespace) -> list[str]:
    """The arguments that both sides understand."""
    return [
        *("--src", options.src, "--tgt", options.tgt, "--train", options.corpus),
        *("--tokenizer", str(options.tokenizer), "--preset", options.preset),
        *("--threads", str(options.threads), "--batch-tokens", str(options.batch_tokens)),
        *("--dropout", DROPOUT, "--label-smoothing", LABEL_SMOOTHING),
        *("--max-updates", str(options.updates), "--log-every", str(LOG_EVERY)),
    ]


def environment(contestant: Contestant, options: argparse.Namespace) -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if not DROPPED_VARIABLES.fullmatch(name)
    }
    kept["OMP_NUM_THREADS"] = str(options.threads)
    if contestant.preloaded:
        kept["LD_PRELOAD"] = ":".join(map(str, contestant.preloaded))
    return kept


def parse(log: str, contestant: Contestant) -> Run:
    speeds = [integer(text) for text in re.findall(r"^update .*?([\d,]+) tok/s", log, re.MULTILINE)]
    parameter_count = re.search(r"([\d,]+) parameters", log)
    if len(speeds) <= WARM_UP_LINES or parameter_count is None:
        sys.exit(f"race.py: cannot read the log of {contestant.name}:\n{log[-2000:]}")
    return Run(median(speeds[WARM_UP_LINES:]), integer(parameter_count[1]))


def integer(text: str) -> int:
    return int(text.replace(",", ""))


def results(speeds: dict[str, list[float]], options: argparse.Namespace) -> dict:
    """Medians, and ratios taken within a round: a machine that slows down slows both sides."""
    contestants = {}
    for name, own in speeds.items():
        ratios = [apus / rival for apus, rival in zip(speeds[APUS], own, strict=True)]
        contestants[name] = {"rounds": own, "median": median(own), "ratio": median(ratios)}
    settings = {name: str(value) for name, value in vars(options).items() if value is not None}
    return {"machine": machine(), "settings": settings, "contestants": contestants}


def machine() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    text = cpuinfo.read_text() if cpuinfo.exists() else ""
    model = re.search(r"^model name\s*: (.*)$", text, re.MULTILINE)
    return f"{os.cpu_count()} cores of {model[1] if model else platform.processor()}"


def table(report: dict) -> str:
    settings = report["settings"]
    lines = [
        f"Preset {settings['preset']}, {report['parameter_count']:,} parameters, threads: "
        f"{settings['threads']}, target tokens in a batch: {settings['batch_tokens']}, medians "
        f"of {settings['rounds']} rounds.",
        f"{report['machine']}, load {report['load_before']:.1f} before the race.",
        "",
        "| trainer | tokens/s | slowest to fastest round | Apus ÷ trainer |",
        "|---|---:|---:|---:|",
    ]
    for name, result in report["contestants"].items():
        slowest, fastest = min(result["rounds"]), max(result["rounds"])
        ratio = "" if name == APUS else f"{result['ratio']:.2f}"
        lines.append(
            f"| {name} | {result['median']:,.0f} | {slowest:,.0f} to {fastest:,.0f} | {ratio} |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
