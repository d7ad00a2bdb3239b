"""What each source gave, and whether that is what it gave before."""

from collections import Counter
from pathlib import Path
from typing import NamedTuple

from .texts import Pair

TOLERANCE = 0.25


class Count(NamedTuple):
    """Pairs of at least four English words, and their English words."""

    pairs: int
    words: int


class Row(NamedTuple):
    """A kind of source in this run and in the recorded one, if that had it."""

    kind: str
    found: Count
    expected: Count | None

    @property
    def is_near(self) -> bool:
        if self.expected is None:
            return True
        return abs(self.found.pairs - self.expected.pairs) <= TOLERANCE * self.expected.pairs


def count(pairs: list[Pair], origins: dict[Pair, str]) -> dict[str, Count]:
    """Counts by kind of source (the part of the origin before the colon)."""
    lines, words = Counter(), Counter()
    for pair in pairs:
        kind = origins[pair].partition(":")[0]
        lines[kind] += 1
        words[kind] += len(pair.english.split())
    return {kind: Count(lines[kind], words[kind]) for kind in sorted(lines)}


def read_expected(path: Path, goal: str) -> dict[str, Count]:
    """The recorded run of the goal, in the form of `counts.tsv`."""
    fields = (line.split("\t") for line in path.read_text("utf-8").splitlines())
    return {kind: Count(int(pairs), int(words)) for at, kind, pairs, words in fields if at == goal}


def rows(found: dict[str, Count], expected: dict[str, Count]) -> list[Row]:
    kinds = sorted(found.keys() | expected.keys())
    return [Row(kind, found.get(kind, Count(0, 0)), expected.get(kind)) for kind in kinds]


def table(rows: list[Row]) -> str:
    """For people; `!` marks what is outside the tolerance."""
    lines = [f"{'source':14}{'pairs':>9}{'words':>10}{'expected':>10}"]
    for row in rows:
        wanted = row.expected.pairs if row.expected else "-"
        mark = "" if row.is_near else "  !"
        lines.append(f"{row.kind:14}{row.found.pairs:9}{row.found.words:10}{wanted:>10}{mark}")
    return "\n".join(lines)
