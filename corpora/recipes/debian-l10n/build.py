#!/usr/bin/env python3
"""Builds an English-German corpus from Debian or Ubuntu packages, with apt alone."""

import argparse
import sys
from pathlib import Path

from recipe import counts
from recipe.archive import Archive, RecipeError, unpack
from recipe.catalogue import read_catalogues
from recipe.corpus import Corpus
from recipe.descriptions import read_descriptions
from recipe.documents import read_documents, read_entities
from recipe.manual import read_manuals
from recipe.packages import GOALS, Source, available, read_sources

HERE = Path(__file__).parent


def main() -> int:
    arguments = parse_arguments()
    try:
        return build(arguments)
    except (RecipeError, OSError) as error:
        print(f"build.py: {error}", file=sys.stderr)
        return 1


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--goal", choices=GOALS, default="small", help="how many packages")
    parser.add_argument("--output", type=Path, default=Path("debian-l10n"), help="folder to fill")
    parser.add_argument("--strict", action="store_true", help="exit 1 on unexpected counts")
    return parser.parse_args()


def build(arguments: argparse.Namespace) -> int:
    """Download, unpack, align, clean, deduplicate, split, write, count."""
    archive = Archive(arguments.output / "work")
    log("apt-get update")
    archive.update()
    sources = read_sources(HERE / "packages.tsv", arguments.goal)
    folders = fetch(archive, sources)
    corpus = read(archive, folders)
    parts = corpus.write(arguments.output)
    for name, pairs in parts.items():
        log(f"{name}: {len(pairs)} pairs")
    return compare(arguments, counts.count(parts["train"], corpus.origins))


def fetch(archive: Archive, sources: list[Source]) -> dict[str, Path]:
    """Downloads and unpacks; returns one folder a group."""
    names = archive.package_names()
    wanted = {source.group: available(source, names) for source in sources}
    packages = sorted({package for found in wanted.values() for package in found})
    log(f"download {len(packages)} packages")
    archive.download(packages)
    root = archive.downloads.with_name("unpacked")
    for group, found in wanted.items():
        files = {package: archive.file_of(package) for package in found}
        lost = [package for package, file in files.items() if file is None]
        if lost or not found:
            log(f"left out: {group} ({' '.join(lost) or 'not in this distribution'})")
        else:
            unpack(list(files.values()), root / group)
    return {group: root / group for group in wanted if (root / group).exists()}


def read(archive: Archive, folders: dict[str, Path]) -> Corpus:
    """Reads each group with every reader, the descriptions last."""
    entities = read_entities(folders.values())
    corpus = Corpus()
    for group, folder in folders.items():
        corpus.add(read_catalogues(folder), f"messages:{group}")
        corpus.add(read_manuals(folder), f"manuals:{group}")
        corpus.add(read_documents(folder, entities), f"documents:{group}")
    english, german = map(archive.description_files, ("en", "de"))
    corpus.add(read_descriptions(english, german), "descriptions:apt")
    for reason, number in corpus.rejected.most_common():
        log(f"rejected: {number} {reason}")
    return corpus


def compare(arguments: argparse.Namespace, found: dict[str, counts.Count]) -> int:
    """Writes counts.tsv and says where it differs from the recorded run."""
    lines = (f"{arguments.goal}\t{kind}\t{n.pairs}\t{n.words}\n" for kind, n in found.items())
    (arguments.output / "counts.tsv").write_text("".join(lines), encoding="utf-8")
    expected = counts.read_expected(HERE / "expected-counts.tsv", arguments.goal)
    rows = counts.rows(found, expected)
    print(counts.table(rows))
    outside = [row.kind for row in rows if not row.is_near]
    if outside:
        log(f"more than {counts.TOLERANCE:.0%} from the recorded counts: {', '.join(outside)}")
    return 1 if outside and arguments.strict else 0


def log(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
