#!/usr/bin/env python3
"""Joins free English-German corpora into the text that the bundled models are trained on.

Usage: prepare.py OUTPUT --tatoeba PREFIX --europarl PREFIX --debian TSV --phrasebook PREFIX

A prefix stands for two files of equal line counts, PREFIX.en and PREFIX.de (or .en.gz, .de.gz). TSV
holds source, English and German (corpora/recipes/debian-l10n makes it; .gz or .zst). The same input
gives the same bytes: OUTPUT.en and OUTPUT.de.
"""

import argparse
import gzip
import random
import re
import subprocess
import sys

# Markup, placeholders and commands: no sentences for everyday use.
ODD = re.compile(r"[<>%{}\\|@#$*_=~^`/\[\]&]")


def read(path):
    """The text of a file, unpacked."""
    if path.endswith(".gz"):
        return gzip.open(path, "rb").read().decode("utf-8")
    if path.endswith(".zst"):
        return subprocess.run(
            ["zstd", "-dcq", path], check=True, capture_output=True).stdout.decode("utf-8")
    return open(path, "rb").read().decode("utf-8")


def lines(text):
    """Only LF ends a line."""
    return text.split("\n")[:-1]


def pairs(prefix):
    """The pairs of a prefix."""
    sides = []
    for language in ("en", "de"):
        path = f"{prefix}.{language}"
        try:
            sides.append(lines(read(path)))
        except FileNotFoundError:
            sides.append(lines(read(path + ".gz")))
    if len(sides[0]) != len(sides[1]):
        sys.exit(f"{prefix}: {len(sides[0])} English and {len(sides[1])} German lines")
    return list(zip(*sides))


def words(text):
    return len(text.split())


def is_sentence(english, german):
    """Whether a pair of software texts is a whole sentence without markup."""
    return (
        4 <= words(english) <= 22 and words(german) <= 26 and not ODD.search(english + german)
        and english[0].isupper() and english[-1] in ".!?" and german[-1] in ".!?")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("output")
    for corpus in ("tatoeba", "europarl", "debian", "phrasebook"):
        parser.add_argument("--" + corpus, required=True)
    parser.add_argument("--debian-pairs", type=int, default=45_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()

    debates = [
        pair for pair in pairs(options.europarl) if all(3 <= words(side) <= 30 for side in pair)]
    software = {tuple(line.split("\t")[1:3]) for line in lines(read(options.debian))}
    software = sorted(pair for pair in software if is_sentence(*pair))
    random.Random(options.seed).shuffle(software)
    parts = {
        "Tatoeba": pairs(options.tatoeba),
        "Europarl": debates,
        "Debian": software[:options.debian_pairs],
        "phrasebook": pairs(options.phrasebook),
    }
    for name, part in parts.items():
        print(f"{name}: {len(part):,} pairs", file=sys.stderr)
    for side, language in enumerate(("en", "de")):
        with open(f"{options.output}.{language}", "w", encoding="utf-8", newline="\n") as file:
            for part in parts.values():
                file.writelines(pair[side] + "\n" for pair in part)


if __name__ == "__main__":
    main()
