"""Writes NormalizationTest-excerpt.txt: lines of Unicode 15.0's NormalizationTest.

Run in this folder on Debian 12 with the package unicode-data 15.0.0, or with the path of the file as
the argument. Lines are taken evenly from each part, so that all parts are in the excerpt.
Unicode data files are free to use under the Unicode licence, https://www.unicode.org/license.txt.
"""

import bz2
import sys

PATH = sys.argv[1] if len(sys.argv) > 1 else "/usr/share/unicode/NormalizationTest.txt.bz2"
COUNTS = {"@Part0": 20, "@Part1": 300, "@Part2": 200, "@Part3": 80}


def parts(lines):
    part, members = None, {}
    for line in lines:
        if line.startswith("@"):
            part = line.split()[0]
            members[part] = []
        elif line[:1].isalnum():
            members[part].append(line.split(" #")[0].rstrip())
    return members


def evenly(lines, count):
    return [lines[index * len(lines) // count] for index in range(count)]


if __name__ == "__main__":
    with (bz2.open if PATH.endswith("bz2") else open)(PATH, "rt", encoding="utf-8") as file:
        members = parts(file)
    with open("NormalizationTest-excerpt.txt", "w", encoding="ascii") as file:
        file.write("# Unicode 15.0.0, NormalizationTest; (c) 2022 Unicode, Inc.\n")
        for part, count in COUNTS.items():
            file.write("".join(line + "\n" for line in [part] + evenly(members[part], count)))
