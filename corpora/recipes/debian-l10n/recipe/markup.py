"""Reads HTML, Mallard and DocBook as a sequence of blocks."""

import html
import re

from .texts import Block

BLOCKS = frozenset(
    """
    p para simpara title subtitle desc item li dt dd td th tr entry row term listitem caption
    varlistentry itemizedlist orderedlist variablelist list steps terms ul ol dl table tbody thead
    tgroup informaltable div section sect1 sect2 sect3 sect4 chapter preface appendix article book
    page info body html note warning tip caution important example figure procedure step substeps
    abstract question answer qandaentry glossentry glossterm glossdef refentry refsect1 refsect2
    bridgehead blockquote formalpara mediaobject textobject h1 h2 h3 h4 h5 h6 hr
    """.split()
)
SKIPPED = frozenset(
    """
    script style head pre screen programlisting literallayout synopsis cmdsynopsis indexterm
    credit mal:credit license legalnotice authorgroup author othercredit copyright keywordset
    releaseinfo date edition revision revhistory shortcut remark
    """.split()
)
VOID = {"br", "hr", "img", "input", "link", "meta", "col", "imagedata", "xref", "colspec"}
CODE_PARENTS = {"page", "section", "item", "note", "example"}
JOINTS = dict.fromkeys(["guimenu", "guisubmenu", "guimenuitem", "gui"], " \N{RIGHTWARDS ARROW} ")
JOINTS |= dict.fromkeys(["key", "keycap"], "+")
JOINT_END = "\N{ZERO WIDTH SPACE}"
GENERATED_TEXT = "\N{OBJECT REPLACEMENT CHARACTER}"

TOKEN = re.compile(
    r"<!--.*?-->|<!\[CDATA\[(?P<data>.*?)\]\]>|<\?.*?\?>|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>"
    r"|<(?P<close>/?)(?P<name>[A-Za-z][\w:.-]*)(?P<attributes>[^<>]*?)(?P<empty>/?)>"
    r"|(?P<text>[^<]+|<)",
    re.DOTALL | re.IGNORECASE,
)
ENTITY = re.compile(r"<!ENTITY\s+([\w.-]+)\s+(?:\"([^\"]*)\"|'([^']*)')\s*>")
REFERENCE = re.compile(r"&([A-Za-z][\w.-]*);")
IDENTIFIER = re.compile(r"""(?:^|\s)(?:xml:)?id=["']([^"']*)["']""")
GENERATED = re.compile(r"id[mp-]?[\d.-]*$")
DEEPEST_ENTITY = 5

Entities = dict[str, str]


def read_blocks(document: str, entities: Entities) -> list[Block]:
    """The blocks of a document; code, indexes and credits are left out."""
    own = entities | entity_values(document)
    reader = MarkupReader()
    for token in TOKEN.finditer(expand(document, own)):
        if token["name"]:
            reader.read_tag(token)
        else:
            reader.text += token["data"] or html.unescape(token["text"] or "")
    reader.end_block()
    return reader.blocks


def entity_values(document: str) -> Entities:
    """What the document type declaration or a file of entities defines."""
    return {name: double or single for name, double, single in ENTITY.findall(document)}


def expand(document: str, entities: Entities) -> str:
    """Resolves entities but those of HTML; an unknown one stands for its own name."""

    def value(match: re.Match) -> str:
        name = match[1]
        if f"{name};" in html.entities.html5:
            return match[0]
        return entities.get(name, name)

    for _ in range(DEEPEST_ENTITY):
        expanded = REFERENCE.sub(value, document)
        if expanded == document:
            break
        document = expanded
    return document


class MarkupReader:
    """One document, token by token."""

    def __init__(self):
        self.blocks: list[Block] = []
        self.open: list[str] = []
        self.text = ""
        self.anchor = ""
        self.skipped = ""
        self.skipped_depth = 0
        self.text_before_skipped = ""

    def read_tag(self, token: re.Match) -> None:
        name, closes = token["name"].lower(), bool(token["close"])
        empty = bool(token["empty"]) or name in VOID
        if self.skipped:
            self.read_skipped(name, closes, empty)
        elif not closes and not empty and self.skips(name, token["attributes"]):
            self.skipped, self.skipped_depth = name, 1
            self.text_before_skipped = self.text
        elif name in BLOCKS:
            self.end_block()
            self.move(name, closes, empty)
            self.anchor = "" if closes else anchor(token["attributes"])
        elif name == "br":
            self.text += " "
        elif name in JOINTS:
            self.read_joint(name, closes)
        elif name == "xref" or (name == "link" and empty and "xref=" in token["attributes"]):
            self.text += GENERATED_TEXT

    def read_joint(self, name: str, closes: bool) -> None:
        """Menu entries and keys with nothing between them: `File -> Open`, `Ctrl+O`."""
        before = self.text.rstrip()
        if closes:
            self.text += JOINT_END
        elif before.endswith(JOINT_END):
            self.text = before + JOINTS[name]

    def read_skipped(self, name: str, closes: bool, empty: bool) -> None:
        if name == self.skipped and not empty:
            self.skipped_depth += -1 if closes else 1
        if self.skipped_depth == 0:
            self.skipped, self.text = "", self.text_before_skipped

    def skips(self, name: str, attributes: str) -> bool:
        """Also block code of Mallard, and the cases of LibreOffice for other systems."""
        if name == "code":
            return bool(self.open) and self.open[-1] in CODE_PARENTS
        if name == "span" and 'hidden="true"' in attributes:
            return 'id="default' not in attributes
        return name in SKIPPED

    def move(self, name: str, closes: bool, empty: bool) -> None:
        if not closes and not empty:
            self.open.append(name)
        elif closes and name in self.open:
            while self.open.pop() != name:
                pass

    def end_block(self) -> None:
        text = " ".join(self.text.replace(JOINT_END, "").split())
        if text:
            tag = self.open[-1] if self.open else ""
            self.blocks.append(Block(tag, text, self.anchor))
        self.text = ""


def anchor(attributes: str) -> str:
    """The identifier, unless the formatter made it up: those differ between languages."""
    match = IDENTIFIER.search(attributes)
    return match[1] if match and not GENERATED.match(match[1]) else ""
