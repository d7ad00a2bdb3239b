"""Writes the model of Marian that computes nearly what an Apus model computes.

    marian_model.py MODEL OUTPUT [--forms intgemm8 packed8avx512]

OUTPUT becomes a folder with model.npz (f32), vocabulary.yml, decoder.yml, and model.FORM.bin for
each form that Marian's converter is asked for. It takes pieces and gives pieces.

What Marian has not is made up for as far as it can be:

- It has no begin-of-sentence token: the first input of its decoder is a zero. So the embedding of
  <s> is subtracted from all embeddings, and added back by the biases of the first layers, exactly.
  The logits fall by the same number for every word, which the softmax does not see.
- Its sines stand before its cosines: the model's columns are reordered, exactly.
- Its frequencies are 10000^(-i/(D/2-1)), those of Apus 10000^(-i/(D/2)). There is no way around
  that, so that positions differ a little, and some translations do.
"""

import argparse
import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
from apus_model import ApusModel

COMMAND = Path(__file__).parents[2] / "training" / "rivals" / "marian_command.py"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("model", type=Path, help="the folder of an Apus model in f32 or bf16")
    parser.add_argument("output", type=Path, help="a folder, replaced")
    parser.add_argument(
        "--forms", nargs="*", default=[], metavar="FORM",
        help="what to convert to, such as intgemm8 or packed8avx512 (default: f32 only)",
    )  # fmt: skip
    options = parser.parse_args()
    write(ApusModel(options.model), options.output, options.forms)


def write(model: ApusModel, output: Path, forms: list[str]) -> None:
    shutil.rmtree(output, ignore_errors=True)
    output.mkdir(parents=True)
    numbers = Parameters(model).all()
    configuration = "".join(
        f"{name}: {json.dumps(value)}\n" for name, value in model_configuration(model).items()
    )
    numbers["special:model.yml"] = np.frombuffer(configuration.encode() + b"\0", dtype="i1")
    np.savez(output / "model.npz", **numbers)
    vocabulary = {piece: index for index, piece in enumerate(model.pieces)}
    (output / "vocabulary.yml").write_text(json.dumps(vocabulary, indent=0))  # JSON is YAML
    (output / "decoder.yml").write_text(json.dumps(decoder_configuration(), indent=2))
    for form in forms:
        convert(output, form)


def convert(folder: Path, form: str) -> None:
    command = [sys.executable, str(COMMAND), "convert", "-f", str(folder / "model.npz")]
    command += ["-t", str(folder / f"model.{form}.bin"), "-g", form]
    process = subprocess.run(command, capture_output=True, text=True)
    if process.returncode:
        sys.exit(f"marian_model.py: Marian does not convert to {form}:\n{process.stderr[-2000:]}")


def decoder_configuration() -> dict:
    """Paths are relative to the folder; sentences are limited by their model only."""
    return {
        "relative-paths": True,
        "models": ["model.npz"],
        "vocabs": ["vocabulary.yml", "vocabulary.yml"],
        "max-length": 4096,
        "max-length-factor": 3,
        "normalize": 0.6,
    }


class Parameters:
    """Marian's parameters, by its names."""

    def __init__(self, model: ApusModel) -> None:
        self.model = model
        # Sines first: the even columns, then the odd ones.
        self.order = np.r_[0 : model.dimension : 2, 1 : model.dimension : 2]
        begin = model["embedding.weight"][model.pieces.index("<s>")]
        self.shift = begin * np.float32(model.dimension**0.5)
        self.numbers: dict[str, np.ndarray] = {}

    def all(self) -> dict[str, np.ndarray]:
        embedding = self.model["embedding.weight"]
        begin = embedding[self.model.pieces.index("<s>")]
        self.numbers["Wemb"] = np.ascontiguousarray((embedding - begin)[:, self.order])
        for side, count in self.model.layers.items():
            for index in range(count):
                self.add_layer(side, index)
        return self.numbers

    def add_layer(self, side: str, index: int) -> None:
        name, own = f"{side}.layers.{index}", f"{side}_l{index + 1}"
        shift = self.shift if index == 0 else np.zeros_like(self.shift)
        self_attention = f"{name}.self_attention"
        self.add_inputs(f"{own}_self", "qkv", f"{self_attention}.query_key_value", shift)
        self.add_output(f"{own}_self", self_attention, shift)
        if side == "decoder":
            cross, nothing = f"{name}.cross_attention", np.zeros_like(self.shift)
            self.add_inputs(f"{own}_context", "q", f"{cross}.query", nothing)
            self.add_inputs(f"{own}_context", "kv", f"{cross}.key_value", nothing)
            self.add_output(f"{own}_context", cross, nothing)
        inner, outer = f"{name}.feed_forward.inner", f"{name}.feed_forward.outer"
        self.add(f"{own}_ffn_W1", self.model[f"{inner}.weight"][self.order])
        self.add(f"{own}_ffn_b1", self.model[f"{inner}.bias"][None])
        self.add(f"{own}_ffn_W2", self.model[f"{outer}.weight"][:, self.order])
        self.add(f"{own}_ffn_b2", self.model[f"{outer}.bias"][None, self.order])
        self.add_norm(f"{own}_ffn_ffn", f"{name}.feed_forward.norm")

    def add_inputs(self, own: str, parts: str, name: str, shift: np.ndarray) -> None:
        """Maps that read the residual stream, which lacks `shift`: x W + b + shift W."""
        weight = self.model[f"{name}.weight"]
        bias = self.model[f"{name}.bias"] + shift @ weight
        weights = np.split(weight[self.order], len(parts), axis=1)
        for part, own_weight, own_bias in zip(parts, weights, np.split(bias, len(parts))):
            self.add(f"{own}_W{part}", own_weight)
            self.add(f"{own}_b{part}", own_bias[None])

    def add_output(self, own: str, name: str, shift: np.ndarray) -> None:
        """The map that writes to the residual stream, and the norm behind it."""
        self.add(f"{own}_Wo", self.model[f"{name}.output.weight"][:, self.order])
        self.add(f"{own}_bo", (self.model[f"{name}.output.bias"] + shift)[None, self.order])
        self.add_norm(f"{own}_Wo", f"{name}.norm")

    def add_norm(self, own: str, name: str) -> None:
        self.add(f"{own}_ln_scale", self.model[f"{name}.gain"][None, self.order])
        self.add(f"{own}_ln_bias", self.model[f"{name}.bias"][None, self.order])

    def add(self, name: str, numbers: np.ndarray) -> None:
        self.numbers[name] = np.ascontiguousarray(numbers)


def model_configuration(model: ApusModel) -> dict:
    """What Marian keeps inside of a model: all that decides how it is computed."""
    count = len(model.pieces)
    return {
        "type": "transformer",
        "version": "v1.12.0",
        "dim-emb": model.dimension,
        "dim-vocabs": [count, count],
        "enc-depth": model.layers["encoder"],
        "dec-depth": model.layers["decoder"],
        "transformer-heads": model.heads,
        "transformer-dim-ffn": model.feed_forward_dimension,
        "transformer-decoder-dim-ffn": 0,
        "transformer-ffn-depth": 2,
        "transformer-decoder-ffn-depth": 0,
        "transformer-ffn-activation": "relu",
        "transformer-dim-aan": 2048,
        "transformer-aan-depth": 2,
        "transformer-aan-activation": "swish",
        "transformer-aan-nogate": False,
        "transformer-decoder-autoreg": "self-attention",
        "transformer-preprocess": "",
        "transformer-postprocess": "dan",
        "transformer-postprocess-emb": "d",
        "transformer-postprocess-top": "",
        "transformer-tied-layers": [],
        "transformer-guided-alignment-layer": "last",
        "transformer-train-position-embeddings": False,
        "transformer-no-projection": False,
        "transformer-no-bias": False,
        "transformer-no-affine": False,
        "transformer-depth-scaling": False,
        "transformer-rnn-projection": False,
        "transformer-pool": False,
        "tied-embeddings": False,
        "tied-embeddings-src": False,
        "tied-embeddings-all": True,
        "ulr": False,
        "ulr-dim-emb": 0,
        "ulr-trainable-transformation": False,
        "lemma-dim-emb": 0,
        "lemma-dependency": "",
        "factors-combine": "sum",
        "factors-dim-emb": 0,
        "factor-predictor": "soft",
        "skip": False,
        "layer-normalization": False,
        "right-left": False,
        "input-types": [],
        "output-omit-bias": True,
    }


if __name__ == "__main__":
    main()
