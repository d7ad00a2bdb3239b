"""Marian's decoder as a contestant, out of the wheel of pymarian."""

import sys
from pathlib import Path

import contest
import measuring
from contest import Answered, Task, Translated
from rivals.apus import converse

COMMAND = Path(__file__).parents[2] / "training" / "rivals" / "marian_command.py"
# Its own threads are the parallel ones; those of a library under them would fight.
VARIABLES = {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
WORKSPACE = 1000  # MiB a thread, more than any batch here takes
MAXIMUM_BATCHES = 1000  # sorted by length at once
FORMS = ["intgemm8", "packed8avx512", "packed8avx2"]
FASTEST_FORMS = ["intgemm8", "packed8avx512" if measuring.has_avx512() else "packed8avx2"]


class Marian:
    def __init__(self, form: str, folder: Path, measure: str) -> None:
        self.name = f"Marian {form}"
        self.measure = measure
        self.folder = folder
        self.model = folder / ("model.npz" if form == "f32" else f"model.{form}.bin")

    def settle(self, task: Task, *, singly: bool) -> str:
        return f"--cpu-threads {task.threads}"

    def command(self, task: Task, batch: int, maximum_batches: int) -> list:
        return [
            *(sys.executable, COMMAND, "decode", "--config", self.folder / "decoder.yml"),
            *("--models", self.model, "--quiet-translation", "--beam-size", task.beam),
            *("--mini-batch", batch, "--maxi-batch", maximum_batches, "--maxi-batch-sort", "src"),
            *("--cpu-threads", task.threads, "--workspace", WORKSPACE),
            # With a beam of one, the best logit is the best word: no softmax is needed.
            *(["--skip-cost"] if task.beam == 1 else []),
        ]

    def translate(self, task: Task) -> Translated:
        command = self.command(task, task.batch, MAXIMUM_BATCHES)
        return contest.without_first_batches(
            task, task.pieces, task.folder / "marian.pieces",
            lambda pieces, output: measuring.execute(command, pieces, output, **VARIABLES),
        )  # fmt: skip

    def whole(self, task: Task) -> measuring.Outcome:
        output = task.folder / "marian.pieces"
        command = self.command(task, task.batch, MAXIMUM_BATCHES)
        return measuring.execute(command, task.pieces, output, **VARIABLES)

    def answer(self, task: Task) -> Answered:
        return converse(list(map(str, self.command(task, 1, 1))), task.pieces, **VARIABLES)

    def start(self, task: Task) -> measuring.Outcome:
        output = task.folder / "marian.pieces"
        command = self.command(task, task.batch, MAXIMUM_BATCHES)
        return measuring.execute(command, task.first_pieces, output, **VARIABLES)
