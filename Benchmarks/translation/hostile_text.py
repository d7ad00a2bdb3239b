"""Lines of all kinds that a translator may be given, at random but the same for one seed.

    hostile_text.py [--lines N] [--seed N] [--source FILE] [OUTPUT]
"""

import argparse
import random
import string
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

SENTENCES = [
    "I see your cat in the garden.", "Where is the station?", "She didn't say anything to me.",
    "Could you please tell me what time the next train leaves?", "It was raining all day.",
]  # fmt: skip
SCRIPTS = [
    "Где находится вокзал?", "駅はどこですか。", "车站在哪里？", "أين المحطة؟", "איפה התחנה?", "स्टेशन कहाँ है?",
    "สถานีอยู่ที่ไหน", "역이 어디에 있습니까?", "Πού είναι ο σταθμός;",
    "Hvor er stationen?",
]  # fmt: skip
EMOJI = ["😀", "👍🏽", "👩‍👩‍👧‍👦", "🏳️‍🌈", "🇩🇪", "❤️", "1️⃣", "🧑🏿‍🚀", "☺", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"]
MARKUP = [
    "<b>Hello</b> <i class='x'>world</i>", "&amp;&lt;&#x41;&nbsp;", "a ||| b ||| c", "{{ name }}",
    "$HOME `rm -rf` ; | && > /dev/null", "<s> </s> <unk> <pad> <0x0A> ▁▁", "%s %n %d", "\\n\\0\\x00",
    "' OR 1=1 --", "#### | a | b |", "\\frac{1}{2}", "if (x < 3) { return y[0] && *p; }",
]  # fmt: skip
SPACES = " \t\v\f\r\u0085\u00a0\u1680\u2003\u2028\u2029\u202f\u3000\ufeff\u200b"


class Line(NamedTuple):
    kind: str
    text: str  # without a line end
    address: str = ""  # what has to come out as it is


class HostileText:
    """Makes lines, of which those with hundreds of tokens are rare."""

    def __init__(self, seed: int, source: list[str] | None = None) -> None:
        self.random = random.Random(seed)
        self.source = source or SENTENCES
        kinds = {
            self.sentence: 600, self.empty: 60, self.spaces: 20, self.address: 60,
            self.emoji: 50, self.binary: 40, self.script: 40, self.markup: 40, self.numbers: 20,
            self.repetition: 20, self.marks: 10, self.code_points: 10, self.word: 2,
            self.long: 0.05,
        }  # fmt: skip
        self.kinds, self.weights = list(kinds), list(kinds.values())

    def lines(self, count: int) -> Iterator[Line]:
        for _ in range(count):
            kind = self.random.choices(self.kinds, self.weights)[0]
            yield kind()

    def sentence(self) -> Line:
        return Line("sentence", self.random.choice(self.source))

    def empty(self) -> Line:
        return Line("empty", "")

    def spaces(self) -> Line:
        return Line("spaces", self.some(SPACES, 8))

    def address(self) -> Line:
        """An address inside of a sentence: of the web, of mail, or of a file."""
        name, path = self.some(string.ascii_lowercase, 10), self.some(string.ascii_letters, 8)
        number = self.random.randrange(10_000)
        address = self.random.choice([
            f"https://www.{name}.org/{path}/{number}?q={path}&p={number}#{name}",
            f"http://{name}.example.com:{1024 + number}/~{path}/index.html",
            f"www.{name}.de/{path}",
            f"{name}.{path}@{name}.example.org",
            f"https://{name}.io/a_b-c/%20{number}",
        ])  # fmt: skip
        form = self.random.choice(["See {} for more.", "{}", "Write to {} today", "({}) is new."])
        return Line("address", form.format(address), address)

    def emoji(self) -> Line:
        parts = [self.random.choice(EMOJI) for _ in range(self.random.randint(1, 4))]
        if self.random.random() < 0.6:
            parts.insert(self.random.randrange(len(parts)), self.random.choice(self.source))
        return Line("emoji", self.random.choice(["", " "]).join(parts))

    def binary(self) -> Line:
        """All control characters but the line end, NUL among them, as they are in no text."""
        codes = [code for code in range(160) if code != 10]
        return Line("binary", "".join(chr(self.random.choice(codes)) for _ in range(60)))

    def script(self) -> Line:
        return Line("script", " ".join(self.random.choices(SCRIPTS, k=self.random.randint(1, 4))))

    def markup(self) -> Line:
        return Line("markup", self.random.choice(MARKUP) + self.random.choice(self.source))

    def numbers(self) -> Line:
        digits = self.some(string.digits + ".,:/-%€", 16)
        return Line("numbers", f"{digits} {self.random.choice(self.source)} {digits[::-1]}")

    def repetition(self) -> Line:
        part = self.random.choice(["ha", "a", "!", "no ", "€", "\u0301", "ﷺ", "😀", "word ", "ſ"])
        return Line("repetition", part * self.random.randint(1, 40))

    def marks(self) -> Line:
        """Letters under piles of combining marks, and text that turns around."""
        marks = [chr(code) for code in (*range(0x300, 0x370), 0x202E, 0x202D, 0x2066, 0x200D)]
        letters = self.some(string.ascii_letters, 6)
        piles = ["".join(self.random.choices(marks, k=4)) for _ in letters]
        return Line("marks", "".join(letter + pile for letter, pile in zip(letters, piles)))

    def code_points(self) -> Line:
        """Any scalars, private and unassigned ones too."""
        codes = (self.random.randrange(0x20, 0x110000) for _ in range(self.random.randint(1, 12)))
        return Line("code points", "".join(chr(c) for c in codes if not 0xD800 <= c < 0xE000))

    def word(self) -> Line:
        """A word without an end in sight."""
        return Line("word", self.some(string.ascii_letters, 600))

    def long(self) -> Line:
        count = self.random.randint(30, 250)
        return Line("long", " ".join(self.random.choices(self.source, k=count)))

    def some(self, characters: str, most: int) -> str:
        return "".join(self.random.choices(characters, k=self.random.randint(1, most)))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("output", type=Path, nargs="?", help="(default: standard output)")
    parser.add_argument("--lines", type=int, default=1000, help="(default: 1,000)")
    parser.add_argument("--seed", type=int, default=1, help="(default: 1)")
    parser.add_argument("--source", type=Path, help="sentences to mix in")
    options = parser.parse_args()
    source = options.source and options.source.read_text(encoding="utf-8").split("\n")[:-1]
    with open(options.output or sys.stdout.fileno(), "wb") as output:
        for line in HostileText(options.seed, source).lines(options.lines):
            output.write(line.text.encode() + b"\n")


if __name__ == "__main__":
    main()
