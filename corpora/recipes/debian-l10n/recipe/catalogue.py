"""Message catalogues of gettext in their binary form (.mo)."""

import re
import struct
from collections.abc import Iterator
from pathlib import Path

from .texts import Pair

MAGIC = 0x950412DE
CHARSET = re.compile(rb"charset=([\w.-]+)", re.IGNORECASE)
KDE_CONTEXT = re.compile(r"^_: .*?\n", re.DOTALL)
BLANK_LINE = re.compile(r"\n[ \t]*\n")
BULLET = re.compile(r"\n(?=[ \t]*(?:[*•·]\s|-{1,2}\w|- ))")
CREDITS = re.compile(r"translator.credits|(NAME|EMAIL) OF TRANSLATORS|^Your (names|emails)$")


class CatalogueError(Exception):
    """Not a .mo file, or a damaged one."""


def read_catalogues(folder: Path) -> Iterator[Pair]:
    """The messages of all German catalogues below a folder, paragraph by paragraph."""
    for path in sorted(folder.glob("**/LC_MESSAGES/*.mo")):
        try:
            messages = list(read_messages(path.read_bytes()))
        except CatalogueError:
            continue
        for message in messages:
            yield from paragraphs(message)


def read_messages(data: bytes) -> Iterator[Pair]:
    """Message and translation; of plural forms the first and the last."""
    originals, translations = read_strings(data)
    charset = "utf-8"
    for original, translation in zip(originals, translations):
        if not original:
            charset = declared_charset(translation)
            continue
        english = decode(original, charset).rpartition("\x04")[2].split("\0")
        german = decode(translation, charset).split("\0")
        forms = [Pair(english[0], german[0]), Pair(english[-1], german[-1])]
        for form in dict.fromkeys(forms):
            message = Pair(KDE_CONTEXT.sub("", form.english), form.german)
            if message.german and not CREDITS.search(message.english):
                yield message


def read_strings(data: bytes) -> tuple[list[bytes], list[bytes]]:
    """Both string tables; the header stands under the empty original and comes first."""
    for order in "<>":
        if len(data) >= 20 and struct.unpack_from(order + "I", data)[0] == MAGIC:
            break
    else:
        raise CatalogueError("no .mo magic number")
    count, originals, translations = struct.unpack_from(order + "III", data, 8)

    def table(offset: int) -> list[bytes]:
        entries = struct.unpack_from(f"{order}{2 * count}I", data, offset)
        return [data[at : at + size] for size, at in zip(entries[::2], entries[1::2])]

    try:
        return table(originals), table(translations)
    except struct.error as error:
        raise CatalogueError(f"table out of bounds: {error}") from None


def declared_charset(header: bytes) -> str:
    match = CHARSET.search(header)
    name = match.group(1).decode("ascii") if match else "utf-8"
    try:
        "".encode(name)
    except LookupError:
        return "utf-8"
    return name


def decode(text: bytes, charset: str) -> str:
    """Undecodable bytes become U+FFFD, which the cleaning step rejects."""
    return text.decode(charset, errors="replace")


def paragraphs(message: Pair) -> Iterator[Pair]:
    """Cuts at blank lines, then before bullets, wherever both sides have equally many."""
    for paragraph in cut(message, BLANK_LINE):
        yield from cut(paragraph, BULLET)


def cut(pair: Pair, boundary: re.Pattern) -> list[Pair]:
    english, german = boundary.split(pair.english.strip()), boundary.split(pair.german.strip())
    return list(map(Pair, english, german)) if len(english) == len(german) else [pair]
