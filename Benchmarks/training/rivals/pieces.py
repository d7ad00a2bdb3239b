"""Text as the pieces of our tokenizer, for rivals that split at spaces and look words up."""

import argparse
import json
import subprocess
from functools import cached_property
from pathlib import Path

from contest import LONGEST_SIDE


class Pieces:
    """The corpus without empty and over-long pairs, in files train.SRC and train.TGT."""

    def __init__(self, options: argparse.Namespace, folder: Path):
        self.options = options
        self.prefix = folder / "train"
        sides = [encode(f"{options.corpus}.{side}", options) for side in self.languages]
        lengths = range(1, LONGEST_SIDE + 1)
        self.pairs = [
            pair for pair in zip(*sides, strict=True) if all(len(side) in lengths for side in pair)
        ]
        for path, side in zip(self.paths, zip(*self.pairs, strict=True), strict=True):
            path.write_text("".join(" ".join(line) + "\n" for line in side), encoding="utf-8")

    @property
    def languages(self) -> tuple[str, str]:
        return self.options.src, self.options.tgt

    @property
    def paths(self) -> list[Path]:
        return [Path(f"{self.prefix}.{language}") for language in self.languages]

    @cached_property
    def token_counts(self) -> list[int]:
        """Of source and target, each sentence with its </s>."""
        return [sum(len(pair[side]) + 1 for pair in self.pairs) for side in (0, 1)]

    @property
    def tokens_per_target_token(self) -> float:
        """What makes target tokens per second, which all rivals log, source and target tokens."""
        source, target = self.token_counts
        return (source + target) / target

    @cached_property
    def vocabulary(self) -> list[str]:
        """All pieces but the special ones, which every rival names and numbers itself."""
        tokenizer = json.loads(self.options.tokenizer.read_text(encoding="utf-8"))
        special = {token["content"] for token in tokenizer["added_tokens"]}
        ids = tokenizer["model"]["vocab"]
        return [piece for piece in sorted(ids, key=ids.get) if piece not in special]

    def list_vocabulary(self, path: Path, special: list[str], after: str = "") -> Path:
        lines = [piece + after for piece in special + self.vocabulary]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path


def encode(path: str, options: argparse.Namespace) -> list[list[str]]:
    command = [str(options.apus), "tokenizer", "encode", "--tokenizer", str(options.tokenizer)]
    with open(path, "rb") as text:
        process = subprocess.run(command, stdin=text, capture_output=True, check=True)
    return [line.split(" ") if line else [] for line in process.stdout.decode().split("\n")[:-1]]
