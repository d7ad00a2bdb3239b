"""Package descriptions of the Debian Description Translation Project."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from .texts import Block, Pair

BULLET = re.compile(r"\s*[-*+o•]\s+(?=\S)")


def read_descriptions(english: list[Path], german: list[Path]) -> Iterator[Pair]:
    """Descriptions with the same digest, cut into blocks if both have the same pattern."""
    translations = dict(read_entries(german, "de"))
    for digest, description in read_entries(english, "en"):
        if digest not in translations:
            continue
        ours, theirs = blocks(description), blocks(translations.pop(digest))
        if [block.tag for block in ours] == [block.tag for block in theirs]:
            yield from (Pair(a.text, b.text) for a, b in zip(ours, theirs) if a.tag != "verbatim")


def read_entries(paths: list[Path], language: str) -> Iterator[tuple[str, list[str]]]:
    """Description-md5 and the lines of the description."""
    for path in paths:
        with path.open(encoding="utf-8", errors="replace") as lines:
            yield from parse_entries(lines, language)


def parse_entries(lines: Iterable[str], language: str) -> Iterator[tuple[str, list[str]]]:
    digest, description = "", []
    for line in [*lines, "\n"]:
        field, _, value = line.rstrip("\r\n").partition(": ")
        if line.startswith(" ") and description:
            description.append(line.rstrip("\r\n")[1:])
        elif field == "Description-md5":
            digest = value
        elif field == f"Description-{language}":
            description = [value]
        elif not line.strip():
            if digest and description:
                yield digest, description
            digest, description = "", []


def blocks(description: list[str]) -> list[Block]:
    """The short description, then paragraphs, bullets and verbatim lines."""
    result = [Block("short", description[0])]
    open_block = False
    for line in description[1:]:
        bullet = BULLET.match(line)
        continues = open_block and (result[-1].tag == "item") == line.startswith(" ")
        if line.strip() == ".":
            open_block = False
        elif bullet:
            result.append(Block("item", line[bullet.end() :]))
            open_block = True
        elif continues:
            result[-1] = Block(result[-1].tag, f"{result[-1].text} {line.strip()}")
        else:
            tag = "verbatim" if line.startswith(" ") else "paragraph"
            result.append(Block(tag, line.strip()))
            open_block = tag == "paragraph"
    return result
