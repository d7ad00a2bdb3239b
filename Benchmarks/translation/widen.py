#!/usr/bin/env python3
"""Makes a model of the preset `base` that computes what a smaller one does, to race with.

Every number between layers stands twice, and layers beyond the smaller model's pass on what they
get, so that translations are about the smaller model's, with their lengths, on any text that it
knows: hours of training do not make a race fairer. The result has the shapes, and so the speed, of
any `base` model; apart from that it is of no use.
"""

import argparse
import json
import shutil
from pathlib import Path

import numpy as np
import xxhash
from handover.apus_model import ApusModel

DIMENSION, FEED_FORWARD, HEADS, LAYERS = 512, 2048, 8, 6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="its folder: half as wide as base")
    parser.add_argument("--output", type=Path, required=True, help="the folder of the new model")
    options = parser.parse_args()
    model = ApusModel(options.model)
    sizes = (2 * model.dimension, 2 * model.feed_forward_dimension, 2 * model.heads)
    if sizes != (DIMENSION, FEED_FORWARD, HEADS) or max(model.layers.values()) > LAYERS:
        parser.error(f"{options.model} is not half as wide as base, or deeper")
    options.output.mkdir(parents=True)
    configuration = json.loads((options.model / "config.json").read_text())
    configuration["transformer"] |= {
        "encoderLayerCount": LAYERS, "decoderLayerCount": LAYERS, "modelDimension": DIMENSION,
        "feedForwardDimension": FEED_FORWARD, "headCount": HEADS,
    }  # fmt: skip
    (options.output / "config.json").write_text(json.dumps(configuration, indent=2) + "\n")
    shutil.copy(options.model / "tokenizer.json", options.output)
    write(options.output / "model.safetensors", Widening(model).parameters())


class Widening:
    """The copies of number 2i and 2i + 1 stand at 4i to 4i + 3, of which the first two have the
    sinusoids of the smaller model (the others have those between), and are alone read."""

    def __init__(self, model: ApusModel) -> None:
        self.model = model
        old = np.arange(model.dimension)
        self.read = 4 * (old // 2) + old % 2  # where the first copy of each number stands
        self.source = np.empty(DIMENSION, int)  # whose copy each number is
        self.source[self.read] = self.source[self.read + 2] = old

    def parameters(self) -> dict[str, np.ndarray]:
        # Apus multiplies embeddings with the root of the dimension.
        table = self.model["embedding.weight"][:, self.source] / np.sqrt(2)
        found = {"embedding.weight": table}
        for side in ("encoder", "decoder"):
            for layer in range(LAYERS):
                for sublayer in sublayers(side):
                    found |= self.sublayer(side, layer, sublayer)
        # Logits are those of the first copies, by a table that was divided by the root of 2.
        last = f"decoder.layers.{LAYERS - 1}.feed_forward.norm."
        unread = np.setdiff1d(np.arange(DIMENSION), self.read)
        for name in ("gain", "bias"):
            found[last + name] = found[last + name] * np.sqrt(2)
            found[last + name][unread] = 0
        return found

    def sublayer(self, side: str, layer: int, sublayer: str) -> dict[str, np.ndarray]:
        new = f"{side}.layers.{layer}.{sublayer}"
        existing = min(layer, self.model.layers[side] - 1)
        old = f"{side}.layers.{existing}.{sublayer}"
        found = {}
        for name, kind in linear_maps(sublayer):
            weight, bias = self.model[f"{old}.{name}.weight"], self.model[f"{old}.{name}.bias"]
            if kind == "in":
                parts = {"query_key_value": 3, "key_value": 2}.get(name, 1)
                wide = np.zeros((DIMENSION, 2 * weight.shape[1]), "f4")
                wide[self.read] = doubled(weight, parts)
                bias = doubled(bias, parts)
            else:
                wide = np.concatenate([weight, weight])[:, self.source] / 2
                bias = bias[self.source]
                if layer != existing:
                    wide, bias = 0 * wide, 0 * bias
            found |= {f"{new}.{name}.weight": wide, f"{new}.{name}.bias": bias}
        gain, bias = (self.norm(side, layer, sublayer, name) for name in ("gain", "bias"))
        return found | {f"{new}.norm.gain": gain, f"{new}.norm.bias": bias}

    def norm(self, side: str, layer: int, sublayer: str, name: str) -> np.ndarray:
        """The last layer has the gain and the bias of the smaller model's last; those that pass on,
        and what they get, have neither: normalising twice is normalising once."""
        existing, is_end = self.model.layers[side] - 1, sublayer == "feed_forward"
        if layer < existing or layer == existing and not is_end:
            return self.model[f"{side}.layers.{layer}.{sublayer}.norm.{name}"][self.source]
        if layer == LAYERS - 1 and is_end:
            return self.model[f"{side}.layers.{existing}.{sublayer}.norm.{name}"][self.source]
        return np.full(DIMENSION, 1 if name == "gain" else 0, "f4")


def sublayers(side: str) -> list[str]:
    cross = ["cross_attention"] if side == "decoder" else []
    return ["self_attention", *cross, "feed_forward"]


def linear_maps(sublayer: str) -> list[tuple[str, str]]:
    """Their names, and whether they read or write what passes between layers."""
    return {
        "self_attention": [("query_key_value", "in"), ("output", "out")],
        "cross_attention": [("query", "in"), ("key_value", "in"), ("output", "out")],
        "feed_forward": [("inner", "in"), ("outer", "out")],
    }[sublayer]


def doubled(x: np.ndarray, parts: int) -> np.ndarray:
    """Each of several parts of the columns, twice."""
    pieces = np.split(x, parts, axis=-1)
    return np.concatenate([piece for part in pieces for piece in (part, part)], axis=-1)


def write(path: Path, parameters: dict[str, np.ndarray]) -> None:
    """A safetensors file with Apus' checksums: XXH64 of the header, with zeros in its own place, and
    of the numbers."""
    arrays = [np.ascontiguousarray(x, "<f4").tobytes() for x in parameters.values()]
    data = b"".join(arrays)
    blank = "0" * 16
    sums = f"{blank} {xxhash.xxh64(data).hexdigest()}"
    header, end = {"__metadata__": {"checksums": sums, "format": "apus"}}, 0
    for (name, x), array in zip(parameters.items(), arrays, strict=True):
        header[name] = {
            "dtype": "F32", "shape": list(x.shape), "data_offsets": [end, end + len(array)],
        }  # fmt: skip
        end += len(array)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    start = len(text).to_bytes(8, "little") + text
    start = start.replace(blank.encode(), xxhash.xxh64(start).hexdigest().encode(), 1)
    path.write_bytes(start + data)


if __name__ == "__main__":
    main()
