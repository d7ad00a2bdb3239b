"""JoeyNMT 2.3 as a contestant."""

import argparse
import json
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

SPECIAL = {"unk": "<unk>", "pad": "<pad>", "bos": "<s>", "eos": "</s>"}
NEVER = 1_000_000 * LOG_EVERY  # updates
SPEED = r"Tokens per Sec:\s*([\d.]+)"  # target tokens with </s>, without padding
PARAMETERS = r"Total params: (\d+)"


def contestant(options: argparse.Namespace, pieces: Pieces) -> Contestant:
    def command(folder: Path) -> list[str]:
        path = folder / "joeynmt.yaml"
        path.write_text(json.dumps(configuration(options, pieces, folder)))  # JSON is YAML
        return [str(options.joeynmt_python), "-m", "joeynmt", "train", str(path), "--skip-test"]

    return Contestant(
        "JoeyNMT f32",
        command,
        read=lambda log: read_log(log, SPEED, PARAMETERS, pieces.tokens_per_target_token),
        measure=apus.name("f32"),
        variables={"OMP_NUM_THREADS": str(options.threads)},
        preloaded=[options.tcmalloc] if options.tcmalloc else [],
    )


def configuration(options: argparse.Namespace, pieces: Pieces, folder: Path) -> dict:
    return {
        "name": "race",
        "joeynmt_version": "2.3.0",
        "model_dir": str(folder / "model"),
        "use_cuda": False,
        "fp16": False,
        "random_seed": 1,
        "data": data(pieces, folder),
        "testing": {"beam_size": 1, "batch_size": 64, "eval_metrics": ["bleu"]},
        "training": training(options),
        "model": {
            "initializer": "xavier_uniform",
            "tied_embeddings": True,
            "tied_softmax": True,
            "encoder": stack(options.preset),
            "decoder": stack(options.preset),
        },
    }


def data(pieces: Pieces, folder: Path) -> dict:
    vocabulary = pieces.list_vocabulary(folder / "vocabulary", list(SPECIAL.values()))
    source, target = (
        {
            "lang": language,
            "level": "word",
            "max_length": LONGEST_SIDE,
            "voc_file": str(vocabulary),
        }
        for language in pieces.languages
    )
    symbols = {f"{name}_token": token for name, token in SPECIAL.items()}
    ids = {f"{name}_id": index for index, name in enumerate(SPECIAL)}
    return {
        "train": str(pieces.prefix),
        "dev": str(pieces.prefix),  # it wants one, and never reads it
        "dataset_type": "plain",
        "src": source,
        "trg": target,
        "special_symbols": symbols | ids,
    }


def training(options: argparse.Namespace) -> dict:
    return {
        "optimizer": "adam",
        "adam_betas": [0.9, 0.98],
        "scheduling": "noam",
        "learning_rate": 1.0,
        "learning_rate_min": 0.0,  # it ends the training below this, and so in the warm-up
        "learning_rate_factor": 1,
        "learning_rate_warmup": WARM_UP_UPDATES,
        "clip_grad_norm": 1.0,
        "loss": "crossentropy",
        "label_smoothing": LABEL_SMOOTHING,
        "normalization": "tokens",
        "batch_type": "token",
        "batch_size": options.batch_tokens,  # padding counted; larger batches are no faster
        "updates": options.updates,
        "epochs": NEVER,
        "validation_freq": NEVER,
        "logging_freq": LOG_EVERY,
        "shuffle": True,
        "overwrite": True,
    }


def stack(preset: str) -> dict:
    size = PRESETS[preset]
    return {
        "type": "transformer",
        "num_layers": size.layers,
        "num_heads": size.heads,
        "embeddings": {"embedding_dim": size.model, "scale": True, "dropout": 0.0},
        "hidden_size": size.model,
        "ff_size": size.feed_forward,
        "dropout": DROPOUT,
        "layer_norm": "post",
    }
