"""The two values that pass between the steps."""

from typing import NamedTuple


class Pair(NamedTuple):
    """An English text and its German translation, raw or clean."""

    english: str
    german: str


class Block(NamedTuple):
    """A paragraph, title, item or term of a document; `anchor` is alike in both languages."""

    tag: str
    text: str
    anchor: str = ""
