"""Writes sentence-break.txt and word-break.txt: a part of Unicode's own tests, without comments.

Run in this folder with the folder that holds SentenceBreakTest and WordBreakTest of Unicode 15.0
(https://www.unicode.org/Public/15.0.0/ucd/auxiliary/), plain or as .gz:

    python generate.py FOLDER
"""

import gzip
import pathlib
import sys


def lines(folder, name):
    for path in sorted(pathlib.Path(folder).glob(f"{name}*.txt*")):
        opened = gzip.open(path, "rt") if path.suffix == ".gz" else open(path)
        with opened as file:
            cases = (line.split("#")[0].strip() for line in file)
            return [case for case in cases if case]
    raise FileNotFoundError(f"{folder}/{name}*.txt*")


def write(folder, name, output):
    """Keeps every third case of pairs, and all longer ones, whose rules look further."""
    cases = lines(folder, name)
    kept = [case for i, case in enumerate(cases) if i % 3 == 0 or len(case.split()) > 9]
    pathlib.Path(output).write_text("".join(case + "\n" for case in kept))


write(sys.argv[1], "SentenceBreakTest", "sentence-break.txt")
write(sys.argv[1], "WordBreakTest", "word-break.txt")
