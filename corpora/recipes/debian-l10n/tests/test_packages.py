import io
import tarfile
import tempfile
import unittest
from pathlib import Path

from recipe.archive import extract
from recipe.counts import Count, rows
from recipe.packages import GOALS, Source, available, read_sources

LIST = Path(__file__).parents[1] / "packages.tsv"


def tar(names: list[str]) -> io.BytesIO:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name in names:
            member = tarfile.TarInfo(name)
            member.size = 4
            archive.addfile(member, io.BytesIO(b"text"))
    stream.seek(0)
    return stream


class ArchiveTests(unittest.TestCase):
    def test_only_wanted_members_inside_the_folder_are_written(self):
        catalogue = "usr/share/locale/de/LC_MESSAGES/a.mo"
        names = [f"./{catalogue}", f"../{catalogue}", f"/abs/{catalogue}", "./usr/bin/a"]
        with tempfile.TemporaryDirectory() as root:
            folder = Path(root, "inside")
            extract(tar(names), folder)
            written = sorted(str(p.relative_to(root)) for p in Path(root).rglob("*.mo"))
        self.assertEqual(written, [f"inside/abs/{catalogue}", f"inside/{catalogue}"])


class PackageTests(unittest.TestCase):
    def test_the_first_alternative_of_the_distribution_is_taken(self):
        source = Source("small", "gcc", ["gcc-14|gcc-13|gcc-12", "other"])
        self.assertEqual(available(source, {"gcc-12", "gcc-13"}), ["gcc-13"])

    def test_goals_include_the_smaller_ones(self):
        sizes = [len(read_sources(LIST, goal)) for goal in GOALS]
        self.assertEqual(sizes, sorted(set(sizes)))

    def test_groups_are_listed_once(self):
        groups = [source.group for source in read_sources(LIST, "full")]
        self.assertEqual(len(groups), len(set(groups)))


class CountTests(unittest.TestCase):
    def test_a_quarter_more_or_less_is_near(self):
        expected = {"messages": Count(100, 0)}
        near = {n: rows({"messages": Count(n, 0)}, expected)[0].is_near for n in (74, 75, 125, 126)}
        self.assertEqual(near, {74: False, 75: True, 125: True, 126: False})

    def test_a_lost_source_is_not_near(self):
        self.assertFalse(rows({}, {"manuals": Count(9, 0)})[0].is_near)
