"""A race of programs that translate: what each is asked to do, and how a race is held."""

import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import NamedTuple, Protocol

import measuring
from measuring import Outcome, Tokenizer


class Task(NamedTuple):
    """A text to translate, and how."""

    text: Path
    pieces: Path  # the text as a tokenizer's pieces, with spaces between them
    first_text: Path  # its first line alone
    first_pieces: Path
    sentencepiece: Path  # the tokenizer in the format of SentencePiece
    folder: Path  # for what a contestant writes
    beam: int
    batch: int
    threads: int


class Translated(NamedTuple):
    """One round of translating the whole text."""

    seconds: float  # without the start
    output: Path  # the translation: text, or pieces in a file of that name
    others: float  # cores that other processes kept busy


class Answered(NamedTuple):
    """One round of translating line by line."""

    latencies: list[float]  # seconds, one for each line
    others: float  # cores that other processes kept busy


class Contestant(Protocol):
    """A program with a model in one precision."""

    name: str
    measure: str  # the name of the contestant that it is compared with

    def settle(self, task: Task, *, singly: bool) -> str:
        """Chooses the fastest of the settings that there are, and tells it."""

    def translate(self, task: Task) -> Translated:
        """Translates the whole text."""

    def whole(self, task: Task) -> Outcome:
        """A process from its start to the end of the text."""

    def answer(self, task: Task) -> Answered:
        """Translates line by line, each when the one before is answered."""

    def start(self, task: Task) -> Outcome:
        """From nothing to the translation of one line."""


def without_first_batches(
    task: Task, text: Path, output: Path, run: Callable[[Path, Path], Outcome]
) -> Translated:
    """A process whose text begins with a batch for each thread, less one with these batches only.

    So neither the start nor memory that is used for the first time counts. `run` translates one
    file into another.
    """
    lines = measuring.lines(text)
    first = lines[: task.batch] * task.threads
    begin = measuring.write_lines(task.folder / f"begin{text.suffix}", first)
    whole = measuring.write_lines(task.folder / f"whole{text.suffix}", first + lines)
    seconds = run(begin, output).seconds
    outcome = run(whole, output)
    measuring.write_lines(output, measuring.lines(output)[len(first) :])
    return Translated(outcome.seconds - seconds, output, outcome.others)


def hold(
    contestants: list[Contestant], rounds: int, run: Callable[[Contestant], dict], label: str
) -> dict[str, list[dict]]:
    """All rounds of all contestants, in turn, so that a noisy minute harms each alike."""
    outcomes: dict[str, list[dict]] = {contestant.name: [] for contestant in contestants}
    for number in range(1, rounds + 1):
        for contestant in contestants:
            outcome = run(contestant)
            outcomes[contestant.name].append(outcome)
            shown = ", ".join(f"{key} {value:,.4g}" for key, value in outcome.items())
            print(f"{label}, round {number}, {contestant.name}: {shown}", file=sys.stderr)
    return outcomes


def throughput(contestant: Contestant, task: Task, tokenizer: Tokenizer) -> dict:
    result = contestant.translate(task)
    text = result.output
    if text.suffix == ".pieces":
        text = tokenizer.decode(text, task.folder / "decoded.txt")
    tokens = tokenizer.count(text)
    return {
        "tokens_per_second": tokens / result.seconds,
        "tokens": tokens,
        "seconds": result.seconds,
        "others": result.others,
    }


def latency(contestant: Contestant, task: Task) -> dict:
    result = contestant.answer(task)
    ordered = sorted(result.latencies)
    return {
        "p50_ms": 1000 * quantile(ordered, 0.5),
        "p99_ms": 1000 * quantile(ordered, 0.99),
        "others": result.others,
    }


def quantile(ordered: list[float], share: float) -> float:
    """The smallest value that no less than a share of all do not exceed."""
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def start(contestant: Contestant, task: Task) -> dict:
    outcome = contestant.start(task)
    return {
        "seconds": outcome.seconds,
        "peak_mebibytes": outcome.peak_mebibytes,
        "others": outcome.others,
    }


def summary(
    contestants: list[Contestant], outcomes: dict[str, list[dict]], key: str, higher_is_better: bool
) -> dict:
    """Medians, and ratios taken within a round: a machine that slows down slows both sides.

    A ratio above 1 says that the one compared with, Apus, is so many times as fast.
    """
    results = {}
    for contestant in contestants:
        own = outcomes[contestant.name]
        ratios = [
            first[key] / second[key] if higher_is_better else second[key] / first[key]
            for first, second in zip(outcomes[contestant.measure], own, strict=True)
        ]
        results[contestant.name] = {
            "measure": contestant.measure,
            "rounds": own,
            "median": median(outcome[key] for outcome in own),
            "ratio": median(ratios),
        }
    return results
