"""PyTorch as a contestant: the baseline beside this file, as it comes and at its best."""

import argparse
import sys
from importlib.metadata import version
from pathlib import Path

import apus
from contest import Contestant, read_log

BASELINE = Path(__file__).with_name("pytorch_baseline.py")
SPEED = r"^update .*?([\d,]+) tok/s"


def contestants(options: argparse.Namespace, precision: str) -> list[Contestant]:
    name = f"PyTorch {version('torch')} {'bf16 autocast' if precision == 'bf16' else precision}"
    entered = [contestant(options, precision, f"{name} as installed", [])]
    # Products in bf16 are not MKL's, so its shim is of no use there.
    candidates = [options.tcmalloc, options.mkl_shim if precision == "f32" else None]
    preloaded = [path for path in candidates if path]
    if preloaded:
        entered.append(contestant(options, precision, f"{name} at its best", preloaded))
    return entered


def contestant(
    options: argparse.Namespace, precision: str, name: str, preloaded: list[Path]
) -> Contestant:
    program = [sys.executable, str(BASELINE), "--precision", precision]
    return Contestant(
        name,
        command=lambda _: program + apus.recipe(options, options.threads),
        read=lambda log: read_log(log, SPEED, apus.PARAMETERS),
        measure=apus.name(precision),
        variables={"OMP_NUM_THREADS": str(options.threads)},
        preloaded=preloaded,
    )
