"""Help in HTML, Mallard and DocBook: pairs of files, then pairs of blocks."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from .alignment import align
from .markup import Entities, entity_values, read_blocks
from .texts import Block, Pair

SUFFIXES = {".page", ".docbook", ".xml", ".html"}
INDEX_ENDING = "-xrefs.xml"  # all titles of a handbook once more
ENGLISH_FOLDERS = {"de": ("C", "en", "en-US"), "de-DE": ("en-US",)}
LIBREOFFICE = "libreoffice"


def read_documents(folder: Path, entities: dict[str, Entities]) -> Iterator[Pair]:
    """All German documents below a folder against their English originals."""
    for english, german in document_pairs(folder):
        ours = read_blocks(english.read_text("utf-8", "replace"), entities["en"])
        theirs = read_blocks(german.read_text("utf-8", "replace"), entities["de"])
        by_identifier = LIBREOFFICE in german.parts
        yield from align_identifiers(ours, theirs) if by_identifier else align(ours, theirs)


def document_pairs(folder: Path) -> Iterator[tuple[Path, Path]]:
    for german in sorted(folder.glob("**/*")):
        if german.suffix not in SUFFIXES or german.name.endswith(INDEX_ENDING):
            continue
        english = english_original(folder, german)
        if english:
            yield english, german


def english_original(folder: Path, german: Path) -> Path | None:
    """The same path with an English folder in the place of the German one."""
    parts = german.relative_to(folder).parts
    for position, part in enumerate(parts[:-1]):
        for replacement in ENGLISH_FOLDERS.get(part, ()):
            path = folder.joinpath(*parts[:position], replacement, *parts[position + 1 :])
            if path.is_file():
                return path
    return None


def align_identifiers(english: list[Block], german: list[Block]) -> list[Pair]:
    """LibreOffice numbers its paragraphs: the same identifier is the same paragraph."""
    originals = {block.anchor: block for block in english if block.anchor}
    return [
        Pair(originals[block.anchor].text, block.text)
        for block in german
        if block.anchor in originals
    ]


def read_entities(folders: Iterable[Path]) -> dict[str, Entities]:
    """The names that all KDE handbooks use, by language (package kdoctools)."""
    result: dict[str, Entities] = {"en": {}, "de": {}}
    paths = (path for folder in folders for path in folder.glob("**/customization/*/*.entities"))
    for path in sorted(paths):
        values = entity_values(path.read_text("utf-8", "replace"))
        for language, entities in result.items():
            if path.parent.name in (language, "entities"):
                entities |= values
    return result
