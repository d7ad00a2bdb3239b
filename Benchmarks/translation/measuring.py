"""What all scripts here measure with: clean processes, what else ran, and reports."""

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

# What a shell may have set for one side, and what would make it another program.
DROPPED_VARIABLES = re.compile(r"(OPENBLAS|OMP|GOMP|KMP|MKL|CT2)_.*|LD_PRELOAD|MALLOC_.*")
TICKS = os.sysconf("SC_CLK_TCK")
# The peak of resident pages of a process begins with that of the one that started it, so that
# something small has to do that.
LAUNCHER = """
import json, os, sys, time
writer = int(sys.argv[1])
os.set_inheritable(writer, False)
start = time.perf_counter()
child = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
os.closerange(0, 2)  # so that the pipes have no end but the child's
_, status, usage = os.wait4(child, 0)
seconds = time.perf_counter() - start
own = usage.ru_utime + usage.ru_stime
told = [seconds, own, usage.ru_maxrss, os.waitstatus_to_exitcode(status)]
os.write(writer, json.dumps(told).encode())
"""


class Outcome(NamedTuple):
    """What a process took, from start to end."""

    seconds: float
    cpu_seconds: float
    peak_mebibytes: float
    others: float  # cores that other processes kept busy meanwhile
    status: int
    errors: str


def environment(**variables: str) -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if not DROPPED_VARIABLES.fullmatch(name)
    }
    return kept | variables


def execute(
    command: list, source: Path | None = None, output: Path | None = None, **variables: str
) -> Outcome:
    """Runs a command from a file to a file, and stops the script where it fails."""
    outcome = attempt(command, source, output, **variables)
    if outcome.status:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{outcome.errors[-2000:]}")
    return outcome


def attempt(
    command: list, source: Path | None = None, output: Path | None = None, **variables: str
) -> Outcome:
    """The same, whatever the command's exit status is."""
    with (
        open(source or os.devnull, "rb") as stdin,
        open(output or os.devnull, "wb") as stdout,
        tempfile.TemporaryFile() as stderr,
    ):
        process = Process(command, stdin, stdout, stderr, **variables)
        return process.end()


class Process:
    """A process under measurement, with files or pipes as its streams."""

    def __init__(self, command: list, stdin, stdout, stderr, **variables: str) -> None:
        """Starts it; `stderr` is a file, which is read in the end."""
        self.stderr = stderr
        self.busy = busy_seconds()
        reader, writer = os.pipe()
        self.told = open(reader, "rb")
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", LAUNCHER, str(writer), *map(str, command)],
            stdin=stdin, stdout=stdout, stderr=stderr, pass_fds=[writer],
            env=environment(**variables),
        )  # fmt: skip
        os.close(writer)

    def end(self) -> Outcome:
        """Waits for it."""
        with self.told:
            told = json.loads(self.told.read() or "[1, 0, 0, 127]")
        self.process.wait()
        seconds, own, peak, status = told
        others = max(0.0, busy_seconds() - self.busy - own) / seconds
        self.stderr.seek(0)
        errors = self.stderr.read().decode("utf-8", "replace")
        return Outcome(seconds, own, peak / 1024, others, status, errors)

    def resident_mebibytes(self) -> float | None:
        """Now, where the system tells."""
        try:
            own = self.process.pid
            child = Path(f"/proc/{own}/task/{own}/children").read_text().split()[0]
            status = Path(f"/proc/{child}/status").read_text()
        except (OSError, IndexError):
            return None
        found = re.search(r"^VmRSS:\s*(\d+) kB", status, re.MULTILINE)
        return int(found[1]) / 1024 if found else None


def busy_seconds() -> float:
    """Of all cores since the machine's start, idling and waiting for disks left out."""
    try:
        fields = Path("/proc/stat").read_text().splitlines()[0].split()[1:]
    except OSError:
        return 0.0
    user, nice, system, _, _, interrupt, soft_interrupt, stolen = map(int, fields[:8])
    return (user + nice + system + interrupt + soft_interrupt + stolen) / TICKS


def lines(path: Path) -> list[str]:
    """Only LF ends a line."""
    return path.read_bytes().decode("utf-8").removesuffix("\n").split("\n")


def write_lines(path: Path, texts: list[str]) -> Path:
    path.write_bytes("".join(text + "\n" for text in texts).encode())
    return path


class Tokenizer:
    """Apus' tokenizer of a model, for pieces that rivals read and write, and to count tokens."""

    def __init__(self, apus: Path, model: Path, folder: Path) -> None:
        self.command = [apus, "tokenizer"]
        self.options = ["--tokenizer", model / "tokenizer.json"]
        self.folder = folder

    def encode(self, text: Path, pieces: Path) -> Path:
        execute([*self.command, "encode", *self.options], text, pieces)
        return pieces

    def decode(self, pieces: Path, text: Path) -> Path:
        execute([*self.command, "decode", *self.options], pieces, text)
        return text

    def export(self, path: Path) -> Path:
        """Writes the tokenizer in the format of SentencePiece."""
        execute([*self.command, "export", *self.options, "--format", "sentencepiece", "--output", path])
        return path

    def count(self, text: Path) -> int:
        """The tokens of a text, each line with its </s>."""
        pieces = self.encode(text, self.folder / "counted.pieces")
        return sum(len(line.split(" ")) + 1 if line else 1 for line in lines(pieces))


def file(name: str) -> Path:
    path = Path(name).absolute()
    if not path.is_file():
        raise argparse.ArgumentTypeError(f"there is no file {name}")
    return path


def folder(name: str) -> Path:
    path = Path(name).absolute()
    if not (path / "config.json").is_file():
        raise argparse.ArgumentTypeError(f"{name} is no folder of a model")
    return path


def program(name: str) -> Path:
    """An absolute path, links kept: a virtual environment is found by the link to its Python."""
    path = file(name)
    if not os.access(path, os.X_OK):
        raise argparse.ArgumentTypeError(f"{name} is no program")
    return path


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of every script here."""
    parser.add_argument(
        "--apus", type=program, required=True, help="the program, built for release"
    )
    parser.add_argument(
        "--model", type=folder, required=True, help="the folder of a model in f32 or bf16"
    )
    parser.add_argument(
        "--quantized", type=folder, metavar="FOLDER", help="the same model in int8, of Apus"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="where to write all numbers")


def add_sentences(parser: argparse.ArgumentParser) -> None:
    """The options of scripts that translate one text."""
    parser.add_argument("--source", type=file, required=True, help="sentences")
    parser.add_argument("--limit", type=int, help="only the first N sentences")


def filled_sentences(options: argparse.Namespace) -> list[str]:
    """The sentences asked for. Empty lines are no work for anyone."""
    return [line for line in lines(options.source) if line.strip()][: options.limit]


def apus_forms(options: argparse.Namespace) -> dict[str, list]:
    """The arguments of `apus translate` for each precision."""
    model = ["--model", options.model]
    forms = {"f32": [*model, "--precision", "f32"], "bf16": [*model, "--precision", "bf16"]}
    if options.quantized:
        forms["int8"] = ["--model", options.quantized]
    return forms


def circumstances(options: argparse.Namespace) -> dict:
    """Where a measurement is made; called before it."""
    settings = {name: plain(value) for name, value in vars(options).items() if value is not None}
    return {"machine": machine(), "load_before": os.getloadavg()[0], "settings": settings}


def plain(value):
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value if isinstance(value, (int, float, str, bool)) else str(value)


def machine() -> str:
    """Models of one name differ in their instructions, which decide a race."""
    name = processor("model name") or platform.processor()
    widest = "AVX-512" if has_avx512() else "no AVX-512"
    return f"{os.cpu_count()} cores of {name} ({widest})"


def has_avx512() -> bool:
    return "avx512f" in processor("flags").split()


def processor(entry: str) -> str:
    """What the system tells of its first processor; nothing where it does not."""
    cpuinfo = Path("/proc/cpuinfo")
    text = cpuinfo.read_text() if cpuinfo.exists() else ""
    found = re.search(rf"^{entry}\s*: (.*)$", text, re.MULTILINE)
    return found[1] if found else ""


def heading(report: dict) -> str:
    return f"{report['machine']}, load {report['load_before']:.1f} before."


def table(columns: list[str], rows: list[list[str]]) -> str:
    """Markdown; all columns but the first hold numbers."""
    rule = "|---|" + "---:|" * (len(columns) - 1)
    return "\n".join(["| " + " | ".join(row) + " |" for row in [columns]] + [rule]
                     + ["| " + " | ".join(row) + " |" for row in rows])  # fmt: skip


def write(report: dict, path: Path | None) -> None:
    if path:
        path.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n")
