"""Apus as a contestant."""

import argparse
from pathlib import Path

from contest import DROPOUT, LABEL_SMOOTHING, LOG_EVERY, WARM_UP_UPDATES, Contestant, read_log

# Source and target tokens, in the metrics.
SPEED = r'"tokens_per_second":([\d.]+)'
PARAMETERS = r"([\d,]+) parameters"


def name(precision: str) -> str:
    return f"Apus {precision}"


def contestant(
    options: argparse.Namespace, precision: str, threads: int, called: str = "", measure: str = ""
) -> Contestant:
    def command(folder: Path) -> list[str]:
        return [
            *(str(options.apus), "train", "--precision", precision),
            *recipe(options, threads),
            # A new folder, or the run before would go on; and no checkpoint within the race.
            *("--output", str(folder / "model"), "--save-every", str(options.updates + 1)),
        ]

    own = called or name(precision)
    return Contestant(own, command, lambda log: read_log(log, SPEED, PARAMETERS), measure or own)


def recipe(options: argparse.Namespace, threads: int) -> list[str]:
    """Text, model and training, in arguments that the PyTorch baseline understands too."""
    return [
        *("--src", options.src, "--tgt", options.tgt, "--train", options.corpus),
        *("--tokenizer", str(options.tokenizer), "--preset", options.preset),
        *("--threads", str(threads), "--batch-tokens", str(options.batch_tokens)),
        *("--dropout", str(DROPOUT), "--label-smoothing", str(LABEL_SMOOTHING)),
        *("--warmup", str(WARM_UP_UPDATES)),
        *("--max-updates", str(options.updates), "--log-every", str(LOG_EVERY)),
    ]
