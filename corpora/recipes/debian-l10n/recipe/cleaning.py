"""Turns raw texts into plain ones and says which pairs are no translations."""

import html
import re
import unicodedata

from .texts import Pair

LONGEST_WORDS, LONGEST_CHARACTERS = 100, 600
LENGTH_RATIO = (0.4, 2.4)
LONGEST_LABEL = 8
LEAST_LETTERS = 0.5
LEAST_SHARED_TOKENS = 0.5
MOST_SHARED_WORDS = 0.75
CONTROLS = {"Cc", "Co", "Cn"}
UNKNOWN = "\ufffc\ufffd"  # text that the reader of a document makes up; undecodable bytes

TAG = re.compile(
    r"</?(?:a|b|i|u|s|p|q|br|hr|em|tt|big|small|sub|sup|code|kbd|pre|var|samp|strong|span|font|div"
    r"|center|nobr|html|head|body|meta|title|h[1-6]|ul|ol|li|dl|dt|dd|table|tr|td|th|img|qt|link"
    r"|interface|command|filename|application|shortcut|resource|emphasis|placeholder|note|warning"
    r"|para|item|list|icode|bcode|numid|email|envar|message|subtitle|ref|literal|userinput|keycap"
    r"|guibutton|guilabel|guimenu|guimenuitem|bold|italic|ahelp|bookmark\w*)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200e\u200f\u2060\ufeff"))
ACCELERATOR = re.compile(r"[&_~](?=\w)")
TECHNICAL = re.compile(r"(?<!\w)--?[A-Za-z][\w-]*|(?<!\w)~?/[\w./-]*\w|%\w+|\d+(?:[.,:]\d+)*")
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")

# Words of one language that the other one does not have.
ENGLISH = frozenset("the and of this that are you be by from which not it or with for to".split())
GERMAN = frozenset(
    "der die das und oder nicht ein eine einen einem einer ist sind mit von zu für auf den dem des"
    " wird werden kann sie ihr ihre im zum zur bei als wenn aus nach auch wie".split()
)


def clean(pair: Pair) -> Pair:
    """Plain text on one line: no tags, entities, invisible characters or accelerators."""
    english, german = plain(pair.english), plain(pair.german)
    if len(english.split()) > LONGEST_LABEL:
        return Pair(english, german)
    return Pair(without_accelerator(english, german), without_accelerator(german, english))


def plain(text: str) -> str:
    """Tags may stand behind entities too; what is invisible may part a letter from its accent."""
    unescaped = html.unescape(TAG.sub("", text))
    visible = TAG.sub("", unescaped).translate(INVISIBLE)
    return " ".join(unicodedata.normalize("NFC", visible).split())


def without_accelerator(label: str, other: str) -> str:
    """`&Open` and `Sa_ve` name a key; `R&D` and `a_b`, alike in both languages, do not."""
    marks = ACCELERATOR.findall(label)
    if len(marks) != 1:
        return label
    word = next(word for word in label.split() if ACCELERATOR.search(word))
    belongs = word in other.split() and not word.startswith(marks[0])
    return label if belongs else ACCELERATOR.sub("", label)


def defect(pair: Pair) -> str | None:
    """The first reason against a clean pair, or None if it is fit for training."""
    for reason, applies in DEFECTS.items():
        if applies(pair):
            return reason
    return None


def is_empty(pair: Pair) -> bool:
    return not any(map(str.isalpha, pair.english)) or not any(map(str.isalpha, pair.german))


def is_equal(pair: Pair) -> bool:
    return pair.english.casefold() == pair.german.casefold()


def is_too_long(pair: Pair) -> bool:
    return any(len(text) > LONGEST_CHARACTERS or len(text.split()) > LONGEST_WORDS for text in pair)


def has_bad_ratio(pair: Pair) -> bool:
    low, high = LENGTH_RATIO
    return not low <= len(pair.german) / len(pair.english) <= high


def has_odd_characters(pair: Pair) -> bool:
    """Control characters, text that is not there, or more signs than letters."""
    return any(has_control(text) or letter_share(text) < LEAST_LETTERS for text in pair)


def has_control(text: str) -> bool:
    return any(c in UNKNOWN or unicodedata.category(c) in CONTROLS for c in text)


def letter_share(text: str) -> float:
    signs = text.replace(" ", "")
    return sum(map(str.isalpha, signs)) / len(signs)


def loses_tokens(pair: Pair) -> bool:
    """Options, paths, numbers and placeholders stay the same in a translation."""
    wanted, found = technical_tokens(pair.english), technical_tokens(pair.german)
    return bool(wanted) and len(wanted & found) < LEAST_SHARED_TOKENS * len(wanted)


def technical_tokens(text: str) -> set[str]:
    return {re.sub(r"(?<=\d)[.,](?=\d)", "", token) for token in TECHNICAL.findall(text)}


def is_wrong_language(pair: Pair) -> bool:
    return speaks(pair.german, ENGLISH, GERMAN) or speaks(pair.english, GERMAN, ENGLISH)


def speaks(text: str, foreign: frozenset, own: frozenset) -> bool:
    words = [word.lower() for word in WORD.findall(text)]
    strange = sum(word in foreign for word in words)
    return strange >= 2 and strange > sum(word in own for word in words)


def is_untranslated(pair: Pair) -> bool:
    english = {word.lower() for word in WORD.findall(pair.english)}
    german = {word.lower() for word in WORD.findall(pair.german)}
    return len(english & german) > MOST_SHARED_WORDS * len(english)


DEFECTS = {
    "no letters": is_empty,
    "equal": is_equal,
    "too long": is_too_long,
    "length ratio": has_bad_ratio,
    "odd characters": has_odd_characters,
    "technical tokens": loses_tokens,
    "wrong language": is_wrong_language,
    "untranslated": is_untranslated,
}
