"""The list of packages: one row a source, in the order of its yield."""

from pathlib import Path
from typing import NamedTuple

GOALS = ["small", "medium", "full"]


class Source(NamedTuple):
    """Packages that are read together; each may name later alternatives: `a|b`."""

    goal: str
    group: str
    packages: list[str]


def read_sources(path: Path, goal: str) -> list[Source]:
    """The rows of a goal include those of the smaller ones."""
    included = GOALS[: GOALS.index(goal) + 1]
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines()[1:])
    return [Source(row[0], row[1], row[2].split()) for row in rows if row[0] in included]


def available(source: Source, names: set[str]) -> list[str]:
    """The first alternative of each package that this distribution has."""
    choices = (choice.split("|") for choice in source.packages)
    found = (next((name for name in choice if name in names), None) for choice in choices)
    return [name for name in found if name]
