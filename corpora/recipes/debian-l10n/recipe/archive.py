"""apt without root: a private package index, downloads into a folder, members of packages."""

import os
import re
import shutil
import subprocess
import tarfile
from pathlib import Path, PurePosixPath

WANTED = re.compile(
    r"/(locale|locale-langpack)/de(_DE)?/LC_MESSAGES/[^/]+\.mo$"
    r"|/man/(de/)?man[1-8]/[^/]+$"
    r"|/help/(de|en|en-US|C)/.+\.(page|docbook|xml|html)$"
    r"|/html/(de-DE|en-US)/.+\.html$"
    r"|/doc/HTML/(de|en)/.+\.(docbook|html)$"
    r"|/customization/.*\.entities$"
)
CHUNK_SIZE = 50


class RecipeError(Exception):
    """What went wrong and what to do, for the person at the terminal."""


class Archive:
    """The package archive that this machine's apt is configured for."""

    def __init__(self, folder: Path):
        self.lists = folder / "apt-lists"
        self.downloads = folder / "packages"
        for path in (self.lists / "partial", self.downloads):
            path.mkdir(parents=True, exist_ok=True)
        self.options = [
            f"-oDir::State::lists={self.lists.resolve()}",
            "-oDir::Cache::pkgcache=",
            "-oDir::Cache::srcpkgcache=",
            "-oAcquire::Languages=en,de",
            "-oAcquire::GzipIndexes=false",
        ]
        if os.geteuid() == 0:
            self.options.append("-oAPT::Sandbox::User=root")

    def update(self) -> None:
        """Fetches the index with the package descriptions in both languages."""
        process = run(["apt-get", *self.options, "update"])
        if not self.description_files("de"):
            raise RecipeError(
                "apt-get update brought no German package descriptions (Translation-de).\n"
                "Is this machine online, and does /etc/apt name a Debian or Ubuntu mirror?\n"
                + last_lines(process)
            )

    def description_files(self, language: str) -> list[Path]:
        return sorted(self.lists.glob(f"*_Translation-{language}"))

    def package_names(self) -> set[str]:
        process = run(["apt-cache", *self.options, "pkgnames"])
        names = set(process.stdout.split())
        if not names:
            raise RecipeError("apt knows no packages.\n" + last_lines(process))
        return names

    def download(self, packages: list[str]) -> None:
        """Fetches what is not there yet; what fails is left out and named by `file_of`."""
        missing = [name for name in packages if self.file_of(name) is None]
        for start in range(0, len(missing), CHUNK_SIZE):
            chunk = missing[start : start + CHUNK_SIZE]
            process = run(["apt-get", *self.options, "-q", "download", *chunk], self.downloads)
            if not any(self.file_of(name) for name in chunk):
                raise RecipeError("apt-get download failed.\n" + last_lines(process))

    def file_of(self, package: str) -> Path | None:
        return max(self.downloads.glob(f"{package}_*.deb"), default=None)


def run(command: list[str], folder: Path | None = None) -> subprocess.CompletedProcess:
    try:
        return subprocess.run(
            command, cwd=folder, text=True, capture_output=True, env=os.environ | {"LC_ALL": "C"}
        )
    except FileNotFoundError:
        raise RecipeError(
            f"{command[0]} is not on this machine; the recipe needs Debian or Ubuntu"
            " with the packages apt and dpkg."
        ) from None


def last_lines(process: subprocess.CompletedProcess) -> str:
    lines = (process.stdout + process.stderr).strip().splitlines()
    return "\n".join(f"  {line}" for line in lines[-4:])


def unpack(packages: list[Path], folder: Path) -> None:
    """Writes the texts of the packages below `folder`, which appears whole or not at all."""
    if folder.exists():
        return
    partial = folder.with_name(folder.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    for package in packages:
        unpack_one(package, partial)
    partial.rename(folder)


def unpack_one(package: Path, folder: Path) -> None:
    command = ["dpkg-deb", "--fsys-tarfile", str(package)]
    try:
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            extract(process.stdout, folder)
    except FileNotFoundError:
        raise RecipeError("dpkg-deb is not on this machine; install the package dpkg.") from None
    except tarfile.TarError as error:
        raise RecipeError(
            f"{package} cannot be unpacked ({error}); delete it and start again."
        ) from None


def extract(stream, folder: Path) -> None:
    """Regular files only, under their own names: no links, no owners, no way out of `folder`."""
    with tarfile.open(fileobj=stream, mode="r|") as archive:
        for member in archive:
            parts = PurePosixPath(member.name).parts
            if not member.isreg() or ".." in parts or not WANTED.search(member.name):
                continue
            path = folder.joinpath(*(part for part in parts if part != "/"))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(archive.extractfile(member).read())
