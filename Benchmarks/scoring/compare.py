"""Runs apus score and sacrebleu with the same command lines, and shows where they differ.

Standard output and the exit status have to be equal to the last character, warnings in what they
say. Exits with 1 where something differs.
"""

import argparse
import difflib
import gzip
import os
import pty
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import texts

ALL = "-m bleu chrf ter"
TABS = "ref.tabs -nr 2"
RESET = "\x1b[0m"


class Case(NamedTuple):
    """A command line, what it reads, what is set for it, and whether it writes to a terminal."""

    arguments: str
    stdin: str = ""
    environment: dict[str, str] = {}
    terminal: bool = False


def cases() -> list[Case]:
    single = [
        "ref -i a", f"ref -i a {ALL}", f"ref ref2 -i a {ALL}", "ref -i a -m ter chrf -w 4",
        f"ref -i a {ALL} -f text", f"ref -i a {ALL} -f text -w 2 -sh", f"ref -i a {ALL} -b",
        f"ref -i a {ALL} -b -f text -w 3", "ref -i a -b", "ref -i a -b -w 0", "ref -i a -w 12",
        "ref -i a -f latex", "ref -i a -sh", "ref -i a -f text --short --width 5",
        *(f"{r} -i a -f text -w 4 -tok {t}"
          for r in ("ref", "ref ref2") for t in ("13a", "intl", "zh", "char", "none")),
        *(f"odd -i odd.hyp {ALL} -f text -w 6 -tok {t}" for t in ("13a", "intl", "zh", "char", "none")),
        "ref -i a -lc -w 4", "ref -i a -s floor -w 4", "ref -i a -s floor -sv 0.25 -w 4",
        "ref -i a -s add-k -w 4", "ref -i a -s add-k -sv 2 -w 4", "ref -i a -s none -w 4",
        "far -i a -s exp -w 6", "far -i a -s floor -w 6", "far -i a -s add-k -w 6",
        "far -i a -s none -w 6", "ref -i a -m chrf --chrf-word-order 2 -w 4",
        "ref -i a -m chrf -cw 1 -cc 4 --chrf-beta 3 -w 4", "ref -i a -m chrf --chrf-whitespace -w 4",
        "ref -i a -m chrf --chrf-lowercase -w 4", "ref -i a -m chrf --chrf-eps-smoothing -w 4",
        "ref ref2 -i a -m chrf -cw 2 --chrf-eps-smoothing -w 4 -f text",
        *(f"ref ref2 -i a -m ter -w 4 {o}" for o in (
            "", "--ter-case-sensitive", "--ter-no-punct", "--ter-normalized", "--ter-asian-support",
            "--ter-normalized --ter-asian-support --ter-no-punct")),
        f"odd -i odd.hyp {ALL} -w 8 --ter-normalized --ter-asian-support --ter-no-punct",
        f"odd -i odd.hyp {ALL} -w 8 -cw 2 --chrf-whitespace -lc --chrf-lowercase",
        "zh -i zh.hyp -l en-zh -w 4", "zh -i zh.hyp -tok zh -w 4", "ref -i a -l en-de -w 4",
        f"same -i same {ALL} -f text", f"ref -i a -m bleu bleu -f text",
        "crlf -i crlf.hyp -w 4", "bom -i a -w 8", "ref.gz -i a.gz -w 4",
        "latin -i latin.hyp -e latin-1 -w 4", "utf16 -i utf16 -e utf-16", "noend -i noend.hyp -w 4",
        f"{TABS} -i a {ALL} -w 4", f"{TABS} -i a -f text", "blank -i blank.hyp -f text -w 4",
        f"blank -i blank.hyp {ALL}", f"one -i one {ALL} -f text",
    ]
    sentences = [
        "ref -i a -sl", "ref ref2 -i a -sl -w 4", "ref -i a -sl -m chrf -b -w 6",
        "ref -i a -sl -m ter -sh", "odd -i odd.hyp -sl -w 8", "odd -i odd.hyp -m chrf -cw 2 -sl -w 8",
        "odd -i odd.hyp -m ter -sl -w 8", "ref -i a -sl -s floor -w 4", "ref -i a -sl -s add-k -w 4",
        f"{TABS} -i a -sl -m ter -w 4", "ref -i a -sl -f json",
    ]
    resampled = [
        "ref -i a -ci", f"ref ref2 -i a -ci {ALL} -f text -w 4", f"ref -i a -ci {ALL}",
        f"ref -i a -ci -cin 97 {ALL} -f text -w 8", f"ref -i a -ci {ALL} -b -f text",
        "ref -i a -ci -cin 1", "far -i a -ci -f text", f"one -i one -ci {ALL} -f text -w 3",
        f"ref -i a b c {ALL} --paired-bs -f text", f"ref -i a b c {ALL} --paired-ar -f text -w 2",
        f"ref ref2 -i a b {ALL} --paired-bs --paired-bs-n 333 -f text -w 3 -sh",
        "ref -i a b --paired-bs", "ref -i a b c --paired-ar --paired-ar-n 500",
        f"ref -i a b {ALL} --paired-ar -f json -w 3", "ref -i a b --paired-bs -f latex -w 2",
        f"ref -i a b c {ALL} --paired-ar -f latex", "ref -i a b -m ter bleu --paired-bs -f text",
        "ref -i a b a c --paired-bs -f text -pbsn 200", "ref -i a same_as_a --paired-ar -f text",
        "ref -i a b --paired-bs --paired-bs-n 0 -f text", "ref -i a b -m chrf --paired-bs -f text -w 6",
        "ref -i a b -m bleu --paired-bs", "ref ref2 -i a b -m ter --paired-ar -w 9",
        "ref ref2 c -i a b -m ter --paired-bs -f text -w 9",
        "ref ref2 c -i a -m ter -w 9", "far -i a b --paired-bs -f text -w 6",
        "ref -i a b -m bleu --paired-bs -s floor -f text -w 6",
    ]
    several = [
        f"ref -i a b c {ALL}", f"ref -i a b c {ALL} -f text", f"ref -i a b {ALL} -f latex -w 3",
        "ref -i a b -f text -w 0", f"ref -i a b -f text {ALL} -sh -b", "ref -i 1 2 -f text",
        "ref -i 1.5 2 -f text -w 2", "ref -i x_y%z$ b -f latex", "ref -i größe b -f json",
        "ref -i größe b -f text",
    ]
    given = [
        Case("ref", "a"), Case(f"ref {ALL} -f text", "a"), Case("ref -f text", "ab.tabs"),
        Case("ref --paired-bs -f text", "ab.tabs"), Case("ref --paired-ar", "ab.tabs"),
        Case("crlf", "crlf.hyp"), Case("cr", "cr"), Case("one", "empty"), Case("ref -sl", "a"),
        Case(f"{TABS} -w 3", "a"), Case("ref -f text", "ragged.tabs"), Case("ref", "short"),
        Case("one", "ragged.tabs"),
        Case("ref -sl", "ab.tabs"), Case("ref -ci", "ab.tabs"), Case("empty", "empty"),
    ]
    settings = [
        Case("ref -i a", environment={"SACREBLEU_FORMAT": "TEXT"}),
        Case("ref -i a b", environment={"SACREBLEU_FORMAT": "latex"}),
        Case("ref -i a -f text", environment={"SACREBLEU_FORMAT": "nonsense"}),
        Case(f"ref -i a -ci {ALL} -f text -w 5", environment={"SACREBLEU_SEED": "7"}),
        Case("ref -i a b --paired-bs -f text -w 5", environment={"SACREBLEU_SEED": "99999999999"}),
        Case("ref -i a -ci", environment={"SACREBLEU_SEED": "seven"}),
        Case("ref -i a b --paired-bs -f text", environment={"NO_COLOR": "1"}),
    ]
    colored = [
        "ref -i a b c -m bleu chrf --paired-bs -pbsn 200 -f text", "ref -i a -ci -f text",
        "ref -i a b -f text", "ref -i a b --paired-ar -parn 200 -f latex", "ref -i a b -f text -nc",
    ]
    wrong = [
        "ref -i missing", "missing -i a", "-i a", "ref -i short", "short -i a", "ref ref2.short -i a",
        "empty -i empty", "ref -i a a", "ref -i a b --confidence", "ref -i a --paired-bs",
        "ref -i a b --paired-bs --paired-ar", "ref -i a -sl -m bleu chrf", "ref -i a b -sl",
        "ref -i a -sl -ci", "ref ref2 -nr 2 -i a", "ref.tabs -nr 3 -i a", "ref -nr 2 -i a",
        "ref -i bytes", "bytes -i a", "ref -i a -m rouge", "ref -i a -f xml", "ref -i a -tok moses",
        "ref -i a -w x", "ref -i a -e klingon", "ref.broken.gz -i a", "ref -i a --nonsense",
    ]
    warned = ["tokenized -i tokenized", "tokenized -i tokenized --force",
              "tokenized -i tokenized -m chrf", "tokenized -i tokenized -q",
              "tokenized -i tokenized -sl", "ref -i a tokenized.a -f text", "ref -i a b -f text -q"]
    return [
        *map(Case, single + sentences + resampled + several), *given, *settings,
        *(Case(line, terminal=True) for line in colored),
        *map(Case, wrong + warned),
    ]


def prepare(folder: Path, reference: list[str]) -> None:
    """Writes all files that the command lines name."""
    second = texts.translation(reference, 1, 0.3)
    systems = {name: texts.translation(reference, seed, rate)
               for name, seed, rate in (("a", 2, 0.25), ("b", 3, 0.3), ("c", 4, 0.27))}
    odd = [
        "", "   ", "It's 3.5 °C — isn't it? „Ja“, 50%!", "a\u00a0b\u2003c\u3000d", "\u2028x\u0085y",
        "ＡＢＣ　１２３，中文字符。標點", "日本語のテキスト、カタカナ。", "한국어 문장입니다.", "ΑΣ ΣΑΣ ΌΔΟΣ İI ẞß",
        "&quot;quoted&quot; &amp;amp; &lt;tag&gt; <skipped>", "e\u0301 é ﬁ \u200d👩\u200d👩\u200d👧 👍🏽",
        "1.000,50 1,000.50 3-4 a-b -5 $5.00 U.S. x.y. .5 5. ,5", "(a) [b] {c} <d> a/b a\\b a|b ~ ^ _ `",
        "\x1c\x1d tab\tinside \x0b\x0c end \x1f", "no-break\u2011hyphen soft\u00adhyphen", "...", "a" * 300,
        "word " * 120, "ä ö ü Ä Ö Ü", "१२३ ٣٤٥ ⅷ ½ ²", "?!?! .,.,", "'t 's n't 'll", "x",
    ]
    odd_hypothesis = [line[::-1] if n % 3 == 0 else line.replace("a", "b") if n % 3 == 1 else line
                      for n, line in enumerate(odd)]
    chinese = ["今天天气很好，我们去公园吧。", "他说：“3.5 kg！”", "机器翻译 BLEU 评分"] * 5
    files = {
        "ref": reference, "ref2": second, "ref2.short": second[:-1], **systems,
        "same": reference, "same_as_a": systems["a"], "short": systems["a"][:-2],
        "far": texts.invented(len(reference), 5), "odd": odd, "odd.hyp": odd_hypothesis,
        "zh": chinese, "zh.hyp": [line[1:] for line in chinese],
        "ref.tabs": [f"{a}\t{b}" for a, b in zip(reference, second)],
        "ab.tabs": [f"{a}\t{b}" for a, b in zip(systems["a"], systems["b"])],
        "ragged.tabs": ["a\tb", "a"] + reference[2:],
        "crlf": [f"{line}\r" for line in reference], "crlf.hyp": [f"{line} \r" for line in systems["a"]],
        "blank": [""] * 3, "blank.hyp": ["", "x", " "], "one": ["One sentence, no more."],
        "tokenized": [f"{line} ." for line in reference[:150]], "empty": [],
        "tokenized.a": [f"{line} ." for line in systems["a"]], "latin": ["Größe", "Maß"],
        "1": systems["a"], "2": systems["b"], "1.5": systems["a"], "x_y%z$": systems["a"],
        "größe": systems["a"],
    }
    for name, content in files.items():
        texts.write(folder / name, content)
    texts.write(folder / "latin", ["Größe ist wichtig für die Maße", "Süß"], "latin-1")
    texts.write(folder / "latin.hyp", ["Größe ist für die Maße", "Süß"], "latin-1")
    texts.write(folder / "utf16", ["Größe ist wichtig für alle", "Maß"], "utf-16")
    (folder / "bom").write_bytes(b"\xef\xbb\xbf" + (folder / "ref").read_bytes())
    (folder / "cr").write_bytes(b"one two three four five\rsix seven eight nine ten\n")
    (folder / "noend").write_bytes(b"one two three four five\nsix seven eight nine")
    (folder / "noend.hyp").write_bytes(b"one two three four\nsix seven eight nine ten")
    (folder / "bytes").write_bytes(b"good\nbad \xff\xfe\n" * (len(reference) // 2))
    for name in ("ref", "a"):
        (folder / f"{name}.gz").write_bytes(gzip.compress((folder / name).read_bytes()))
    (folder / "ref.broken.gz").write_bytes((folder / "ref.gz").read_bytes()[:100])


class Outcome(NamedTuple):
    output: str
    errors: str
    status: int


def run(command: list[str], case: Case, folder: Path) -> Outcome:
    dropped = {"SACREBLEU_FORMAT", "SACREBLEU_SEED", "NO_COLOR"}
    environment = {k: v for k, v in os.environ.items() if k not in dropped}
    stdin = (folder / case.stdin).read_bytes() if case.stdin else b""
    if case.terminal:
        return run_in_terminal([*command, *shlex.split(case.arguments)], folder, environment)
    process = subprocess.run(
        [*command, *shlex.split(case.arguments)], cwd=folder, input=stdin, capture_output=True,
        env=environment | case.environment)
    return Outcome(process.stdout.decode(), process.stderr.decode(), process.returncode)


def run_in_terminal(command: list[str], folder: Path, environment: dict[str, str]) -> Outcome:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        command, cwd=folder, stdin=subprocess.DEVNULL, stdout=theirs, stderr=subprocess.PIPE,
        env=environment)
    os.close(theirs)
    output = b""
    try:
        while part := os.read(ours, 1 << 16):
            output += part
    except OSError:  # the end, on Linux
        pass
    os.close(ours)
    _, errors = process.communicate()
    # The package colorama ends every program that uses it with a reset of the colors.
    return Outcome(output.decode().removesuffix(RESET), errors.decode(), process.returncode)


def facts(outcome: Outcome) -> dict[str, int]:
    """What standard error says, without its wording."""
    return {
        "warnings of tokenized text": outcome.errors.count("tokenized period") + outcome.errors.count("seem to be tokenized"),
        "says something of a failure": int(outcome.status != 0 and bool(outcome.errors.strip())),
    }


def differences(ours: Outcome, theirs: Outcome) -> list[str]:
    found = []
    if ours.status != theirs.status:
        found.append(f"status {ours.status}, wanted {theirs.status}")
    if ours.output != theirs.output:
        lines = difflib.unified_diff(
            theirs.output.splitlines(), ours.output.splitlines(), "sacrebleu", "apus", lineterm="", n=0)
        found += list(lines)[:12]
    if facts(ours) != facts(theirs):
        found.append(f"standard error: {facts(ours)}, wanted {facts(theirs)}")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--apus", type=Path, required=True, help="the program, built for release")
    parser.add_argument("--sacrebleu", type=Path, required=True, help="sacreBLEU's program")
    parser.add_argument("--reference", type=Path, help="UTF-8, a sentence a line (default: invented)")
    parser.add_argument("--only", help="command lines that hold this text")
    options = parser.parse_args()
    reference = texts.lines(options.reference) if options.reference else texts.invented(300, 0)
    chosen = [case for case in cases() if not options.only or options.only in case.arguments]
    differing = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder, reference)
        for case in chosen:
            ours = run([str(options.apus.resolve()), "score"], case, folder)
            theirs = run([str(options.sacrebleu.absolute())], case, folder)
            found = differences(ours, theirs)
            if found:
                differing += 1
                given = f" < {case.stdin}" if case.stdin else ""
                print(f"DIFFERS: score {case.arguments}{given} {case.environment or ''}".rstrip())
                print(*(f"    {line}" for line in found), sep="\n")
                if ours.status and not theirs.status:
                    print(f"    {ours.errors.strip()}")
    print(f"{len(chosen) - differing} of {len(chosen)} command lines agree")
    sys.exit(1 if differing else 0)


if __name__ == "__main__":
    main()
