"""An Apus model folder as numbers of NumPy, for scripts that hand it over to other programs."""

import json
from pathlib import Path

import numpy as np


class ApusModel:
    """The sizes, pieces and f32 parameters of a model folder.

    Weights of linear maps are [inputs, outputs], as Apus stores them.
    """

    def __init__(self, folder: Path) -> None:
        configuration = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        self.source = configuration["sourceLanguage"]
        self.target = configuration["targetLanguage"]
        sizes = configuration["transformer"]
        self.layers = {
            "encoder": sizes["encoderLayerCount"],
            "decoder": sizes["decoderLayerCount"],
        }
        self.dimension = sizes["modelDimension"]
        self.feed_forward_dimension = sizes["feedForwardDimension"]
        self.heads = sizes["headCount"]
        self.norm_epsilon = sizes["layerNormEpsilon"]
        self.pieces = read_pieces(folder / "tokenizer.json", sizes["vocabularyCount"])
        self.parameters = read_safetensors(folder / "model.safetensors")

    def __getitem__(self, name: str) -> np.ndarray:
        return self.parameters[name]

    def positions(self, count: int) -> np.ndarray:
        """The sinusoids that Apus adds, [count, D]: sine and cosine of a frequency side by side."""
        columns = np.arange(0, self.dimension, 2) / self.dimension
        angles = np.arange(count)[:, None] / 10_000.0**columns
        return np.stack([np.sin(angles), np.cos(angles)], axis=2).reshape(count, -1).astype("f4")


def read_pieces(path: Path, count: int) -> list[str]:
    """The pieces of a tokenizer.json, in the order of their ids."""
    tokenizer = json.loads(path.read_text(encoding="utf-8"))
    ids = dict(tokenizer["model"]["vocab"])
    ids.update((token["content"], token["id"]) for token in tokenizer["added_tokens"])
    pieces = sorted(ids, key=ids.__getitem__)
    if [ids[piece] for piece in pieces] != list(range(count)):
        raise SystemExit(f"{path}: its ids are not those from 0 to {count - 1}, each once")
    return pieces


def read_safetensors(path: Path) -> dict[str, np.ndarray]:
    """All tensors of a file as f32; those of other types than F32 and BF16 are refused."""
    data = path.read_bytes()
    start = 8 + int.from_bytes(data[:8], "little")
    header = json.loads(data[8:start])
    header.pop("__metadata__", None)
    return {name: tensor(data, start, name, entry) for name, entry in header.items()}


def tensor(data: bytes, start: int, name: str, entry: dict) -> np.ndarray:
    first, end = (start + offset for offset in entry["data_offsets"])
    match entry["dtype"]:
        case "F32":
            numbers = np.frombuffer(data[first:end], "<f4")
        case "BF16":
            bits = np.frombuffer(data[first:end], "<u2").astype("<u4") << 16
            numbers = bits.view("<f4")
        case other:
            raise SystemExit(f"{name} holds {other}; hand over a model of f32 or bf16")
    return numbers.reshape(entry["shape"])
