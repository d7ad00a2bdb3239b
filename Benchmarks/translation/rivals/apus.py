"""Apus as a contestant. Unlike its rivals it reads text, and splits it itself."""

import os
import subprocess
import time
from pathlib import Path

import contest
import measuring
from contest import Answered, Task, Translated

WARM_UP = 5  # lines


class Apus:
    def __init__(self, precision: str, program: Path, arguments: list, starter: Path) -> None:
        """A contestant.

        `arguments` name the model, of `apus translate` as of `translate`, which is `starter`.
        """
        self.name = f"Apus {precision}"
        self.measure = self.name
        self.program = program
        self.arguments = arguments
        self.starter = starter

    def settle(self, task: Task, *, singly: bool) -> str:
        return f"--threads {task.threads}"

    def command(self, task: Task, batch: int) -> list:
        return [
            *(self.program, "translate", *self.arguments, "--beam", task.beam),
            *("--batch-size", batch, "--threads", task.threads),
        ]

    def translate(self, task: Task) -> Translated:
        command = self.command(task, task.batch)
        return contest.without_first_batches(
            task, task.text, task.folder / "apus.txt",
            lambda text, output: measuring.execute(command, text, output),
        )  # fmt: skip

    def whole(self, task: Task) -> measuring.Outcome:
        command = self.command(task, task.batch)
        return measuring.execute(command, task.text, task.folder / "apus.txt")

    def answer(self, task: Task) -> Answered:
        return converse(list(map(str, self.command(task, 1))), task.text)

    def start(self, task: Task) -> measuring.Outcome:
        line = measuring.lines(task.first_text)[0]
        return measuring.execute([self.starter, *self.arguments, "--beam", task.beam, line])


def converse(command: list[str], text: Path, **variables: str) -> Answered:
    """Gives a program line by line, each when the one before is answered, and times the answers."""
    lines, latencies = measuring.lines(text), []
    busy, start = measuring.busy_seconds(), time.perf_counter()
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env=measuring.environment(**variables),
    )  # fmt: skip
    for line in WARM_UP * lines[:1] + lines:
        asked = time.perf_counter()
        process.stdin.write(line.encode() + b"\n")
        process.stdin.flush()
        if not process.stdout.readline():
            raise SystemExit(f"{' '.join(command)} ended after {len(latencies)} lines")
        latencies.append(time.perf_counter() - asked)
    process.stdin.close()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    busy = measuring.busy_seconds() - busy - usage.ru_utime - usage.ru_stime
    return Answered(latencies[WARM_UP:], max(0.0, busy) / (time.perf_counter() - start))
