"""Man pages written with the man macros; pages in mdoc give no blocks."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

from .alignment import align
from .texts import Block, Pair

BREAKS = {"SH", "SS", "PP", "P", "LP", "TP", "TQ", "IP", "HP", "RS", "RE", "sp", "br", "UR", "UE"}
TITLES, TERMS = {"SH", "SS"}, {"TP", "TQ"}
FONTS_SPACED = {"B", "I", "SM", "SB", "R"}
FONTS_JOINED = {"BI", "BR", "IB", "IR", "RB", "RI"}
SKIPPED_UNTIL = {"nf": "fi", "EX": "EE", "TS": "TE", "de": ".", "SY": "YS", "ig": "."}

CHARACTERS = {
    "em": "\u2014", "en": "\u2013", "aq": "'", "cq": "\u2019", "oq": "\u2018", "dq": '"',
    "lq": "\u201c", "rq": "\u201d", "Bq": "\u201e", "bq": "\u201a", "Fo": "\u00ab", "Fc": "\u00bb",
    "fo": "\u2039", "fc": "\u203a", "bu": "\u2022", "co": "\u00a9", "ti": "~", "ha": "^",
    "ga": "`", "rs": "\\", "hy": "-", "mi": "-", "ss": "\u00df", ":a": "\u00e4", ":o": "\u00f6",
    ":u": "\u00fc", ":A": "\u00c4", ":O": "\u00d6", ":U": "\u00dc", "->": "\u2192", "mu": "\u00d7",
    "+-": "\u00b1", ">=": "\u2265", "<=": "\u2264", "at": "@", "sh": "#",
}  # fmt: skip
SINGLES = {"-": "-", "e": "\\", "\\": "\\", "~": " ", " ": " ", "0": " ", "'": "'", "`": "`"}
ESCAPE = re.compile(
    r"""\\(?:\((?P<pair>..)|\[(?P<name>[^\]]*)\]|\*\((?P<string>..)|\*\[(?P<longstring>[^\]]*)\]
    |\*.|[fFmMgYn](?:\(..|\[[^\]]*\]|.)|s[-+]?\d{1,2}|[hvwlLDXoNbxz]'[^']*'|".*|(?P<single>.))""",
    re.VERBOSE,
)
ARGUMENT = re.compile(r'"((?:[^"]|"")*)"?|(\S+)')
OPTION = re.compile(r"(?<!\w)--?\w[\w-]*")


def read_manuals(folder: Path) -> Iterator[Pair]:
    """German pages below a folder against the English pages of the same section and name."""
    english = {"/".join(path.parts[-2:]): path for path in sorted(folder.glob("**/man/man[1-8]/*"))}
    for path in sorted(folder.glob("**/man/de/man[1-8]/*")):
        page = "/".join(path.parts[-2:])
        if page in english:
            yield from align(blocks(read_page(english[page])), blocks(read_page(path)))


def read_page(path: Path) -> str:
    data = path.read_bytes()
    text = gzip.decompress(data) if path.suffix == ".gz" else data
    return text.decode("utf-8", errors="replace")


def blocks(page: str) -> list[Block]:
    """Titles, paragraphs, terms and list items; code and tables are left out."""
    reader = PageReader()
    for line in page.replace("\\\n", "").split("\n"):
        reader.read(line)
    reader.end_block()
    return reader.blocks


class PageReader:
    """One page, line by line."""

    def __init__(self):
        self.blocks: list[Block] = []
        self.tag = "P"
        self.words: list[str] = []
        self.skipped_until = ""
        self.line_ends_block = False

    def read(self, line: str) -> None:
        macro, arguments = split_request(line)
        if self.skipped_until:
            if macro == self.skipped_until:
                self.skipped_until = ""
        elif macro in SKIPPED_UNTIL:
            self.end_block()
            self.skipped_until = SKIPPED_UNTIL[macro]
        elif macro in BREAKS:
            self.begin_block(macro, arguments)
        elif macro is None or macro in FONTS_SPACED | FONTS_JOINED:
            self.read_text(line, macro, arguments)

    def begin_block(self, macro: str, arguments: str) -> None:
        self.end_block()
        self.tag = macro
        self.line_ends_block = macro in TITLES | TERMS
        if macro in TITLES and arguments:
            self.words = split_arguments(arguments)
            self.end_block()

    def read_text(self, line: str, macro: str | None, arguments: str) -> None:
        words = [line] if macro is None else split_arguments(arguments)
        self.words += ["".join(words)] if macro in FONTS_JOINED else words
        if not line.strip() or (self.line_ends_block and words):
            self.end_block()

    def end_block(self) -> None:
        text = " ".join(plain(word) for word in self.words).strip()
        self.words = []
        if not text:
            return
        if self.line_ends_block and self.tag in TERMS:
            self.blocks.append(Block("term", text, " ".join(OPTION.findall(text))))
        else:
            self.blocks.append(Block(self.tag, text))
        self.line_ends_block = False


def split_request(line: str) -> tuple[str | None, str]:
    """Macro and arguments; None for a line of text, an empty macro for a comment."""
    if not line.startswith((".", "'")):
        return None, ""
    name, _, arguments = line[1:].lstrip().partition(" ")
    return ("." if line.startswith("..") else name.split("\\")[0]), arguments


def split_arguments(arguments: str) -> list[str]:
    protected = arguments.replace("\\ ", "\\~")
    return [
        (quoted.replace('""', '"') if quoted else bare)
        for quoted, bare in ARGUMENT.findall(protected)
    ]


def plain(text: str) -> str:
    """The text without fonts, sizes and other escapes."""
    return ESCAPE.sub(replace_escape, text)


def replace_escape(match: re.Match) -> str:
    name = match["pair"] or match["name"] or match["string"] or match["longstring"]
    if name:
        return CHARACTERS.get(name, unicode_character(name))
    return SINGLES.get(match["single"], "") if match["single"] else ""


def unicode_character(name: str) -> str:
    """The groff names of any character: u2014."""
    return chr(int(name[1:], 16)) if re.fullmatch(r"u[0-9A-F]{4,5}", name) else ""
