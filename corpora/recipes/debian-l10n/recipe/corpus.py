"""Cleans, deduplicates and splits the pairs, and writes them with their counts."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from .cleaning import clean, defect
from .sentences import split
from .texts import Pair

LEAST_WORDS = 4
HELD_OUT_COUNT = 1000
SMALLEST_SHARE = 20  # one twentieth each of a small corpus


class Corpus:
    """The clean pairs, each once, with the source that gave them first."""

    def __init__(self):
        self.origins: dict[Pair, str] = {}
        self.rejected: Counter[str] = Counter()
        self.keys: set[str] = set()

    def add(self, raw: Iterable[Pair], origin: str) -> None:
        for pair in map(clean, raw):
            reason = defect(pair)
            if reason:
                self.rejected[reason] += 1
                continue
            for sentence in split(pair):
                self.add_once(sentence, origin)

    def add_once(self, pair: Pair, origin: str) -> None:
        key = "\t".join(pair).lower()
        if key in self.keys:
            self.rejected["duplicate"] += 1
        else:
            self.keys.add(key)
            self.origins[pair] = origin

    def parts(self) -> dict[str, list[Pair]]:
        """Test and dev are drawn by digest, so that they hardly depend on the release.

        No text of theirs stands on the same side of train or short.
        """
        long = [pair for pair in self.origins if len(pair.english.split()) >= LEAST_WORDS]
        size = min(HELD_OUT_COUNT, len(long) // SMALLEST_SHARE)
        by_digest = sorted(long, key=digest)
        test = by_digest[:size]
        dev = unlike(by_digest[size : 2 * size], test)
        rest = unlike(self.origins, test + dev)
        is_long = set(long).__contains__
        return {
            "train": [pair for pair in rest if is_long(pair)],
            "short": [pair for pair in rest if not is_long(pair)],
            "dev": dev,
            "test": test,
        }

    def write(self, folder: Path) -> dict[str, list[Pair]]:
        """`train.en`, `train.de`, `train.origin`; likewise short, dev and test."""
        parts = self.parts()
        for name, pairs in parts.items():
            write_lines(folder / f"{name}.en", (pair.english for pair in pairs))
            write_lines(folder / f"{name}.de", (pair.german for pair in pairs))
            write_lines(folder / f"{name}.origin", (self.origins[pair] for pair in pairs))
        return parts


def unlike(pairs: Iterable[Pair], others: list[Pair]) -> list[Pair]:
    """The pairs that share neither side with the others, numbers and case aside."""
    english = {skeleton(pair.english) for pair in others}
    german = {skeleton(pair.german) for pair in others}
    return [
        pair
        for pair in pairs
        if skeleton(pair.english) not in english and skeleton(pair.german) not in german
    ]


def skeleton(text: str) -> str:
    return re.sub(r"[\W\d_]+", " ", text.lower()).strip()


def digest(pair: Pair) -> bytes:
    return hashlib.sha256(skeleton(pair.english).encode()).digest()


def write_lines(path: Path, lines: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in lines)
