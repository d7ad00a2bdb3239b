#!/usr/bin/env python3
"""Split phrasebook.tsv into the train, valid and test sides beside it.

Every twelfth pair of a theme goes to valid and another twelfth to test, so that each split
covers each theme and the same table always gives the same files.
"""

import sys
from collections import defaultdict
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
LANGUAGES = ("en", "de")
PERIOD = 12
VALID_POSITION = 3
TEST_POSITION = 9


def read_pairs(path):
    """Return the (theme, English, German) rows of a table; stop at the first malformed one."""
    pairs = []
    lines = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    for number, line in enumerate(lines, 1):
        fields = line.split("\t")
        if len(fields) != 3 or not all(field and field == field.strip() for field in fields):
            sys.exit(f"{path.name}:{number}: expected theme, English and German, separated by tabs")
        pairs.append(tuple(fields))
    return pairs


def refuse_repeated_sides(pairs):
    """A sentence that stands twice could be trained on and tested on; stop if there is one."""
    for side, language in enumerate(LANGUAGES, 1):
        first_line = {}
        for number, pair in enumerate(pairs, 1):
            sentence = pair[side].casefold()
            if sentence in first_line:
                lines = f"lines {first_line[sentence]} and {number}"
                sys.exit(f"{lines} share one {language} sentence: {pair[side]}")
            first_line[sentence] = number


def split(pairs):
    """Return the pairs of each split, in the order of the table."""
    splits = {"train": [], "valid": [], "test": []}
    position_in_theme = defaultdict(int)
    for theme, *sentences in pairs:
        position = position_in_theme[theme] % PERIOD
        position_in_theme[theme] += 1
        name = {VALID_POSITION: "valid", TEST_POSITION: "test"}.get(position, "train")
        splits[name].append(sentences)
    return splits


def main():
    pairs = read_pairs(FOLDER / "phrasebook.tsv")
    refuse_repeated_sides(pairs)
    for name, sentences in split(pairs).items():
        for side, language in enumerate(LANGUAGES):
            lines = "".join(pair[side] + "\n" for pair in sentences)
            (FOLDER / f"{name}.{language}").write_text(lines, encoding="utf-8", newline="\n")
        print(f"{name}: {len(sentences)} pairs")


if __name__ == "__main__":
    main()
