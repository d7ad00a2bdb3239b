"""CTranslate2 as a contestant, in a process of its own that tells what it took."""

import json
import sys
from pathlib import Path

import measuring
from contest import Answered, Task, Translated

WORKER = Path(__file__).parent / "ct2_worker.py"
STARTER = Path(__file__).parent / "ct2_starter.py"
# On AMD it takes AVX2 by itself, and refuses to start with what the processor lacks.
INSTRUCTION_SETS = ["", "AVX512"] if measuring.has_avx512() else [""]


class CTranslate2:
    def __init__(self, form: str, model: Path, measure: str) -> None:
        self.name = f"CTranslate2 {form}"
        self.measure = measure
        self.model = model
        self.setting = (1, 1, "")

    def settle(self, task: Task, *, singly: bool) -> str:
        """A batch on each of several threads, or one batch on all; AVX2 or AVX-512."""
        splits = sorted({(task.threads, 1), (1, task.threads)}, reverse=True)
        settings = [(*split, name) for split in splits for name in INSTRUCTION_SETS]
        self.setting = min(
            settings, key=lambda setting: self.run(task, setting, singly=singly)[0]["seconds"]
        )
        return describe(self.setting)

    def run(
        self, task: Task, setting: tuple[int, int, str], *, singly: bool = False
    ) -> tuple[dict, measuring.Outcome]:
        """What the process tells, and what it took."""
        inter, intra, instruction_set = setting
        report = task.folder / "ct2.json"
        variables = {"CT2_FORCE_CPU_ISA": instruction_set} if instruction_set else {}
        command = [
            *(sys.executable, WORKER, self.model, task.pieces, task.folder / "ct2.pieces"),
            *("--beam", task.beam, "--batch", task.batch, "--inter", inter, "--intra", intra),
            *(["--singly"] if singly else []),
        ]
        outcome = measuring.execute(command, output=report, **variables)
        return json.loads(report.read_text()), outcome

    def translate(self, task: Task) -> Translated:
        told, outcome = self.run(task, self.setting)
        return Translated(told["seconds"], task.folder / "ct2.pieces", outcome.others)

    def whole(self, task: Task) -> measuring.Outcome:
        return self.run(task, (task.threads, 1, ""))[1]

    def answer(self, task: Task) -> Answered:
        told, outcome = self.run(task, self.setting, singly=True)
        return Answered(told["latencies"], outcome.others)

    def start(self, task: Task) -> measuring.Outcome:
        """Text in and text out, as Apus has it."""
        line = measuring.lines(task.first_text)[0]
        return measuring.execute(
            [sys.executable, STARTER, self.model, task.sentencepiece, task.beam, line]
        )


def describe(setting: tuple[int, int, str]) -> str:
    inter, intra, instruction_set = setting
    return f"inter_threads {inter}, intra_threads {intra}, {instruction_set or 'its own ISA'}"
