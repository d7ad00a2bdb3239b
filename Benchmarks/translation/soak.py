"""Translates a very long text of all kinds of lines, and checks what has to hold for any text.

A line comes out for each line in, an empty one for an empty one, in UTF-8 and without control
characters but spaces and its own; memory does not grow when the same text comes again; the exit status is 0.
Addresses of web and mail that come out as they went in are counted. Then: a reader that goes away
ends the program quietly, and bytes that are not UTF-8 are replaced, so that their line is not lost.

The exit status is 1 where any of that does not hold, addresses aside.
"""

import argparse
import signal
import sys
import tempfile
from collections import Counter
from pathlib import Path
from subprocess import PIPE
from threading import Thread

import measuring
from hostile_text import HostileText, Line

BLOCK = 1000  # lines that are written at once
SLACK = 1.15  # of the last pass' memory over the second one's
# Of a program whose reader has gone: it ends well, or as by the signal SIGPIPE.
QUIET = {0, -signal.SIGPIPE, 128 + signal.SIGPIPE}
CONTROLS = {*range(32), 127} - {*range(9, 14)}  # those that are spaces may stay


def main() -> None:
    options = parse_options()
    report = measuring.circumstances(options)
    report |= soak(options) | {"head": head(options), "not_utf8": not_utf8(options)}
    report["failures"] = failures(report)
    print(measuring.heading(report), summary(report), sep="\n\n")
    measuring.write(report, options.json)
    if report["failures"]:
        sys.exit("soak.py: " + "; ".join(report["failures"]))


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    measuring.add_options(parser)
    parser.add_argument("--source", type=measuring.file, help="sentences to mix in")
    parser.add_argument("--lines", type=int, default=1_000_000, help="(default: 1,000,000)")
    parser.add_argument(
        "--passes", type=int, default=4, help="that the same text is given (default: 4)"
    )
    parser.add_argument("--seed", type=int, default=1, help="(default: 1)")
    parser.add_argument("--precision", help="(default: int8 with --quantized, or else f32)")
    parser.add_argument("--beam", type=int, default=1, help="(default: 1)")
    parser.add_argument("--threads", type=int, default=2, help="(default: 2)")
    options = parser.parse_args()
    if options.passes < 1 or options.lines % options.passes:
        parser.error(f"--lines is {options.lines}; wanted a multiple of --passes")
    return options


def command(options: argparse.Namespace) -> list:
    forms = measuring.apus_forms(options)
    precision = options.precision or ("int8" if "int8" in forms else "f32")
    if precision not in forms:
        sys.exit(f"soak.py: --precision is {precision}; wanted one of {', '.join(forms)}")
    speed = ["--beam", options.beam, "--threads", options.threads]
    return [options.apus, "translate", *forms[precision], *speed]


def text(options: argparse.Namespace):
    """The same lines at each call, so that none has to be kept."""
    source = measuring.lines(options.source) if options.source else None
    for _ in range(options.passes):
        yield from HostileText(options.seed, source).lines(options.lines // options.passes)


def soak(options: argparse.Namespace) -> dict:
    with tempfile.TemporaryFile() as errors:
        process = measuring.Process(command(options), PIPE, PIPE, errors)
        writer = Thread(target=feed, args=(process, options))
        writer.start()
        checks = Checks()
        for number, line in enumerate(text(options)):
            output = process.process.stdout.readline()
            if not output:
                break
            checks.add(number + 1, line, output)
            if (number + 1) % (options.lines // options.passes) == 0:
                checks.memory.append(process.resident_mebibytes())
                print(f"{number + 1:,} lines", file=sys.stderr, flush=True)
        checks.surplus = len(process.process.stdout.readlines())
        writer.join()
        outcome = process.end()
    return {"outcome": outcome._asdict(), "lines_in": options.lines} | vars(checks)


def feed(process: measuring.Process, options: argparse.Namespace) -> None:
    try:
        block: list[bytes] = []
        for line in text(options):
            block.append(line.text.encode() + b"\n")
            if len(block) == BLOCK:
                process.process.stdin.write(b"".join(block))
                block.clear()
        process.process.stdin.write(b"".join(block))
        process.process.stdin.close()
    except BrokenPipeError:
        pass  # the reader finds out


class Checks:
    """What was found in the lines that came out."""

    def __init__(self) -> None:
        self.lines_out = 0
        self.surplus = 0  # lines after the last one
        self.kinds: Counter = Counter()
        self.addresses_whole = 0
        self.broken_addresses: list[str] = []  # the first ones
        self.wrong: list[str] = []  # the first ones
        self.memory: list[float] = []

    def add(self, number: int, line: Line, output: bytes) -> None:
        self.lines_out += 1
        self.kinds[line.kind] += 1
        problem = self.problem(line, output)
        if problem and len(self.wrong) < 10:
            self.wrong.append(f"line {number}, {line.text[:80]!r}: {problem}")
        if line.address and line.address.encode() in output:
            self.addresses_whole += 1
        elif line.address and len(self.broken_addresses) < 10:
            self.broken_addresses.append(f"{line.text} → {output.decode('utf-8', 'replace')}")

    def problem(self, line: Line, output: bytes) -> str | None:
        if not output.endswith(b"\n"):
            return "the line has no end"
        if line.kind == "empty" and output != b"\n":
            return f"an empty line became {output!r}"
        if CONTROLS.intersection(output[:-1]).difference(line.text.encode()):
            return f"control characters that the line does not have in {output!r}"
        try:
            output.decode("utf-8")
        except UnicodeDecodeError as error:
            return str(error)
        return None


def head(options: argparse.Namespace) -> dict:
    """What `| head -n 3` makes of the program."""
    with tempfile.TemporaryFile() as errors:
        process = measuring.Process(command(options), PIPE, PIPE, errors)
        writer = Thread(target=feed, args=(process, options))
        writer.start()
        first = [process.process.stdout.readline() for _ in range(3)]
        process.process.stdout.close()
        outcome = process.end()
        writer.join()
    return {"lines": sum(map(bool, first)), "status": outcome.status, "errors": outcome.errors}


def not_utf8(options: argparse.Namespace) -> dict:
    with tempfile.TemporaryDirectory() as folder:
        source, output = Path(folder, "source"), Path(folder, "output")
        source.write_bytes(b"Where is the station?\nHello \xff there.\nGood morning.\n")
        outcome = measuring.attempt(command(options), source, output)
        written = output.read_bytes().count(b"\n")
        text = output.read_bytes().decode("utf-8", "strict")
    return {"lines": written, "status": outcome.status, "replaced": "\ufffd" in text}


def failures(report: dict) -> list[str]:
    found = list(report["wrong"])
    if report["outcome"]["status"]:
        found.append(f"status {report['outcome']['status']}: {report['outcome']['errors'][-500:]}")
    total = report["lines_out"] + report["surplus"]
    if total != report["lines_in"]:
        found.append(f"{total:,} lines came out of {report['lines_in']:,}")
    if grows(report["memory"]):
        found.append(f"memory grows: {[round(value) for value in report['memory']]} MiB")
    own = report["head"]
    if own["errors"] or own["lines"] != 3 or own["status"] not in QUIET:
        found.append(f"a reader that went away: {own}")
    own = report["not_utf8"]
    if own["status"] != 0 or own["lines"] != 3 or not own["replaced"]:
        found.append(f"bytes that are not UTF-8: {own}")
    return found


def grows(memory: list[float]) -> bool:
    """What the longest lines took is kept; where they come again, they take no more.

    The first pass begins with few lines at once, so that the second one is the measure.
    """
    return None not in memory and len(memory) > 2 and memory[-1] > SLACK * memory[1]


def summary(report: dict) -> str:
    outcome, head = report["outcome"], report["head"]
    addresses = report["kinds"]["address"]
    rows = [
        ["lines in, out", f"{report['lines_in']:,}, {report['lines_out'] + report['surplus']:,}"],
        ["exit status", str(outcome["status"])],
        ["seconds", f"{outcome['seconds']:,.0f}"],
        ["lines/s", f"{report['lines_out'] / outcome['seconds']:,.0f}"],
        ["cores that others kept busy", f"{outcome['others']:.1f}"],
        ["peak, MiB", f"{outcome['peak_mebibytes']:,.0f}"],
        ["resident after each pass, MiB", ", ".join(f"{v:.0f}" for v in report["memory"] if v)],
        ["addresses that came out whole", f"{report['addresses_whole']:,} of {addresses:,}"],
        ["`| head`: exit status, errors", f"{head['status']}, {head['errors']!r}"],
        ["lines of a text that is not UTF-8", str(report["not_utf8"]["lines"])],
    ]  # fmt: skip
    return measuring.table(["", ""], rows)


if __name__ == "__main__":
    main()
