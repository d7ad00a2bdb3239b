"""OpenNMT-py 3.5 as a contestant."""

import argparse
import json
from pathlib import Path

import apus
from contest import DROPOUT, LABEL_SMOOTHING, LOG_EVERY, WARM_UP_UPDATES, Contestant, read_log
from rivals.pieces import Pieces
from rivals.shapes import PRESETS

SPECIAL = ["<blank>", "<unk>", "<s>", "</s>"]
MAIN = "from onmt.bin.train import main; main()"
SPEED = r"/\s*([\d.]+) tok/s"  # target tokens with </s>, without padding
PARAMETERS = r"number of parameters: (\d+)"


def contestant(options: argparse.Namespace, pieces: Pieces) -> Contestant:
    def command(folder: Path) -> list[str]:
        path = folder / "opennmt.yaml"
        path.write_text(json.dumps(configuration(options, pieces, folder)))  # JSON is YAML
        return [str(options.opennmt_python), "-c", MAIN, "-config", str(path)]

    return Contestant(
        "OpenNMT-py f32",
        command,
        read=lambda log: read_log(log, SPEED, PARAMETERS, pieces.tokens_per_target_token),
        measure=apus.name("f32"),
        variables={"OMP_NUM_THREADS": str(options.threads), "CUDA_VISIBLE_DEVICES": ""},
        preloaded=[options.tcmalloc] if options.tcmalloc else [],
    )


def configuration(options: argparse.Namespace, pieces: Pieces, folder: Path) -> dict:
    return data(pieces, folder) | training(options, pieces, folder) | model(options.preset)


def data(pieces: Pieces, folder: Path) -> dict:
    source, target = map(str, pieces.paths)
    vocabulary = str(pieces.list_vocabulary(folder / "vocabulary", SPECIAL, after="\t1"))
    return {
        "data": {"race": {"path_src": source, "path_tgt": target, "transforms": [], "weight": 1}},
        "src_vocab": vocabulary,
        "tgt_vocab": vocabulary,
        "share_vocab": True,
        "n_sample": 0,
    }


def training(options: argparse.Namespace, pieces: Pieces, folder: Path) -> dict:
    return {
        "save_model": str(folder / "model"),
        "train_steps": options.updates,
        "save_checkpoint_steps": options.updates + 1,
        "valid_steps": options.updates + 1,
        "report_every": LOG_EVERY,
        "world_size": 1,
        "gpu_ranks": [],
        "num_workers": 0,  # batches are made by the process that trains: it keeps to its cores
        "bucket_size": len(pieces.pairs),  # all pairs are sorted by length
        "batch_type": "tokens",
        "batch_size": options.batch_tokens,
        "normalization": "tokens",
        "optim": "adam",
        "adam_beta2": 0.98,
        "learning_rate": 1.0,
        "decay_method": "noam",
        "warmup_steps": WARM_UP_UPDATES,
        "max_grad_norm": 1.0,
        "label_smoothing": LABEL_SMOOTHING,
        "param_init": 0.0,
        "param_init_glorot": True,
        "seed": 1,
    }


def model(preset: str) -> dict:
    size = PRESETS[preset]
    return {
        "encoder_type": "transformer",
        "decoder_type": "transformer",
        "position_encoding": True,
        "layers": size.layers,
        "heads": size.heads,
        "hidden_size": size.model,
        "word_vec_size": size.model,
        "transformer_ff": size.feed_forward,
        "add_qkvbias": True,
        "add_ffnbias": True,
        "dropout": [DROPOUT],
        "attention_dropout": [0.0],
        "share_embeddings": True,
        "share_decoder_embeddings": True,
    }
