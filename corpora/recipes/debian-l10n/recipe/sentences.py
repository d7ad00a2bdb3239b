"""Cuts paragraphs into sentences where both languages agree on their number."""

import re

from .cleaning import defect
from .texts import Pair

BOUNDARY = re.compile(r"(?<=[.!?…])([\"”“»’)]*)\s+(?=[\"„“«»(]*[A-ZÄÖÜ])")
ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:\w|z\.\s?B|d\.\s?h|u\.\s?a|e\.g|i\.e|etc|usw|bzw|ca|vgl|evtl|ggf|inkl|Nr|Dr|Mr"
    r"|Mrs|St|vs|Abb|engl|cf|No|max|min|sog|Std|Str|Jh)\.$"
)


def split(pair: Pair) -> list[Pair]:
    """The sentences if they pair up and each pair is sound, else the whole."""
    english, german = sentences(pair.english), sentences(pair.german)
    if len(english) != len(german):
        return [pair]
    pairs = list(map(Pair, english, german))
    return [pair] if any(map(defect, pairs)) else pairs


def sentences(text: str) -> list[str]:
    result, start = [], 0
    for boundary in BOUNDARY.finditer(text):
        sentence = text[start : boundary.end(1)]
        if not ABBREVIATION.search(sentence):
            result.append(sentence)
            start = boundary.end()
    return [*result, text[start:]]
