"""Writes a large text in many languages: Debian's package descriptions and their translations.

    mixed_text.py OUTPUT [--megabytes N]

Needs apt-get and a network; nothing of the system's own lists is touched. Each paragraph is a line,
no line comes twice (77 MB on Debian 12). With --megabytes the text goes on beyond that: sentences of
the paragraphs are put together anew at random (seeded), so that words stay as frequent as they are.
"""

import argparse
import os
import random
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

LANGUAGES = (
    "en de fr it es ru ja pt_BR pt pl nl da fi cs sv uk zh_CN zh_TW ko hu sk tr eo eu ca".split()
)
HEADING = re.compile(r"Description-(?!md5)\w+: (.*)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("output", type=Path)
    parser.add_argument("--megabytes", type=int, help="go on until so many (10^6 bytes)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        fetch(Path(folder))
        lines = list(dict.fromkeys(paragraphs(Path(folder) / "lists")))
    size = 0
    with options.output.open("w", encoding="utf-8") as output:
        for line in endless(lines) if options.megabytes else lines:
            output.write(line + "\n")
            size += len(line.encode()) + 1
            if options.megabytes and size >= options.megabytes * 10**6:
                break
    print(f"{size / 1e6:.1f} MB from {len(lines):,} paragraphs: {options.output}")


def fetch(folder: Path) -> None:
    """Lets apt fetch the translations into a folder of its own."""
    for name in ["lists/partial", "cache/archives/partial", "parts"]:
        (folder / name).mkdir(parents=True)
    for part in Path("/etc/apt/apt.conf.d").iterdir():
        if not re.search("Languages|GzipIndexes", part.read_text()):
            shutil.copy(part, folder / "parts")
    names = " ".join(f'"{language}";' for language in LANGUAGES)
    (folder / "apt.conf").write_text(
        f'Dir::Etc::parts "{folder}/parts";\nDir::State::lists "{folder}/lists";\n'
        f'Dir::Cache "{folder}/cache";\nAcquire::GzipIndexes "false";\n'
        f"Acquire::Languages {{ {names} }};\n"
    )
    environment = {**os.environ, "APT_CONFIG": str(folder / "apt.conf")}
    subprocess.run(
        ["apt-get", "update", "-q"], check=True, env=environment, stdout=subprocess.DEVNULL
    )


def paragraphs(lists: Path):
    for file in sorted(lists.glob("*_Translation-*")):
        paragraph: list[str] = []
        for line in file.read_text(encoding="utf-8").split("\n"):
            heading = HEADING.match(line)
            continues = line.startswith(" ") and line.strip() != "." and not heading
            if not continues or line.startswith("  "):
                yield from joined(paragraph)
                paragraph = []
            if heading:
                yield from joined([heading[1]])
            elif continues:
                paragraph.append(line.strip())
        yield from joined(paragraph)


def joined(paragraph: list[str]):
    text = " ".join(paragraph).strip()
    if len(text) > 20:
        yield text


def endless(lines: list[str]):
    """The lines, and then lines made of three random sentences each."""
    yield from lines
    chance = random.Random(1)
    while True:
        parts = [chance.choice(lines).split(". ") for _ in range(3)]
        yield ". ".join(chance.choice(sentences) for sentences in parts)


if __name__ == "__main__":
    main()
