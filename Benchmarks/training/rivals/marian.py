"""Marian as a contestant, training on CPU threads that each take a batch of their own."""

import argparse
import json
import shlex
from pathlib import Path

import apus
from contest import (
    DROPOUT,
    LABEL_SMOOTHING,
    LOG_EVERY,
    LONGEST_SIDE,
    WARM_UP_UPDATES,
    Contestant,
    read_log,
)
from rivals.pieces import Pieces
from rivals.shapes import PRESETS

SPECIAL = ["</s>", "<unk>"]
SPEED = r": ([\d.]+) words/s"  # target tokens with </s>, without padding


def contestant(options: argparse.Namespace, pieces: Pieces) -> Contestant:
    def command(folder: Path) -> list[str]:
        path = folder / "marian.yml"
        path.write_text(json.dumps(configuration(options, pieces, folder)))  # JSON is YAML
        return [*shlex.split(options.marian), "--config", str(path)]

    return Contestant(
        "Marian f32",
        command,
        read=lambda log: read_log(log, SPEED, None, pieces.tokens_per_target_token),
        measure=apus.name("f32"),
        # Its own threads are the parallel ones; those of a library under them would fight.
        variables={"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"},
    )


def configuration(options: argparse.Namespace, pieces: Pieces, folder: Path) -> dict:
    return data(pieces, folder) | training(options, folder) | model(options.preset)


def data(pieces: Pieces, folder: Path) -> dict:
    vocabulary = folder / "vocabulary.yml"
    ids = {piece: index for index, piece in enumerate(SPECIAL + pieces.vocabulary)}
    vocabulary.write_text(json.dumps(ids, ensure_ascii=False, indent=0), encoding="utf-8")
    return {
        "train-sets": list(map(str, pieces.paths)),
        "vocabs": [str(vocabulary)] * 2,
        "dim-vocabs": [len(ids)] * 2,
        "max-length": LONGEST_SIDE,
        "tempdir": str(folder),
    }


def training(options: argparse.Namespace, folder: Path) -> dict:
    return {
        "model": str(folder / "model.npz"),
        "overwrite": True,
        "cpu-threads": options.threads,
        "sync-sgd": True,
        "workspace": 4000,
        "mini-batch": 1000,
        "mini-batch-words": options.batch_tokens,  # of an update, split over the threads
        "maxi-batch": 1000,
        "maxi-batch-sort": "trg",
        "shuffle-in-ram": True,
        "after": f"{options.updates}u",
        "disp-freq": f"{LOG_EVERY}u",
        "disp-label-counts": True,
        "cost-type": "ce-mean-words",
        "optimizer-params": [0.9, 0.98, 1e-9],
        "learn-rate": PRESETS[options.preset].model ** -0.5 * WARM_UP_UPDATES**-0.5,
        "lr-warmup": WARM_UP_UPDATES,
        "lr-decay-inv-sqrt": [WARM_UP_UPDATES],
        "clip-norm": 1,
        "label-smoothing": LABEL_SMOOTHING,
        "seed": 1,
    }


def model(preset: str) -> dict:
    size = PRESETS[preset]
    return {
        "type": "transformer",
        "enc-depth": size.layers,
        "dec-depth": size.layers,
        "dim-emb": size.model,
        "transformer-dim-ffn": size.feed_forward,
        "transformer-heads": size.heads,
        "transformer-ffn-activation": "relu",
        "transformer-preprocess": "",
        "transformer-postprocess": "dan",
        "transformer-postprocess-emb": "d",
        "transformer-dropout": DROPOUT,
        "tied-embeddings-all": True,
    }
