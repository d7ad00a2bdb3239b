"""Pairs the blocks of a document with those of its translation."""

from difflib import SequenceMatcher

from .texts import Block, Pair

SHORTEST_RUN = 3
BAD_RATIO_SHARE = 0.2
LENGTH_RATIO = (0.4, 2.4)


def align(english: list[Block], german: list[Block]) -> list[Pair]:
    """One to one if both documents have the same outline, else their common runs."""
    ours, theirs = outline(english), outline(german)
    if ours == theirs:
        return plausible(list(zip(english, german)))
    pairs = []
    for a, b, size in SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks():
        if size >= SHORTEST_RUN:
            pairs += plausible(list(zip(english[a : a + size], german[b : b + size])))
    return pairs


def outline(blocks: list[Block]) -> list[tuple[str, str]]:
    return [(block.tag, block.anchor) for block in blocks]


def plausible(run: list[tuple[Block, Block]]) -> list[Pair]:
    """The run, or nothing if too many lengths disagree: then it is shifted."""
    low, high = LENGTH_RATIO
    bad = sum(not low <= len(b.text) / len(a.text) <= high for a, b in run)
    return [Pair(a.text, b.text) for a, b in run] if bad <= BAD_RATIO_SHARE * len(run) else []
