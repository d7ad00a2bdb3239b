#!/usr/bin/env python3
"""Draws the validations of some runs, and prints them as a table.

Usage: curves.py PICTURE NAME=MODEL...

PICTURE is the SVG file to write; each MODEL is the folder of a run of `apus train`.
"""

import json
import sys
from html import escape
from pathlib import Path

COLOURS = ["#1f6feb", "#d1495b", "#2a9d5c", "#8e5ea2", "#c77d11"]
WIDTH, HEIGHT, LEFT, TOP = 420, 240, 48, 32


def validations(model: Path) -> list[dict]:
    """A run's validations in order; of an update that was validated twice, the last."""
    lines = (model / "logs" / "metrics.jsonl").read_text(encoding="utf-8").splitlines()
    events = [event for event in map(json.loads, lines) if event["event"] == "valid"]
    return sorted({event["update"]: event for event in events}.values(), key=lambda e: e["update"])


class Chart:
    """One quantity of all runs over the updates."""

    def __init__(self, title: str, name: str, runs: dict[str, list[dict]], offset: float):
        self.title, self.offset = title, offset
        self.runs = {run: [(e["update"], e[name]) for e in events] for run, events in runs.items()}
        points = [point for run in self.runs.values() for point in run]
        self.end = max(x for x, _ in points)
        low, high = min(y for _, y in points), max(y for _, y in points)
        self.step = next(s for s in (0.1, 0.2, 0.5, 1, 2, 5, 10, 20) if (high - low) / s <= 7)
        self.low = low // self.step * self.step
        self.high = -(-high // self.step) * self.step

    def place(self, x: float, y: float) -> tuple[float, float]:
        share = (y - self.low) / (self.high - self.low)
        return self.offset + LEFT + x / self.end * WIDTH, TOP + (1 - share) * HEIGHT

    def svg(self) -> list[str]:
        x, _ = self.place(0, self.low)
        parts = [f'<text x="{x}" y="18" class="title">{escape(self.title)}</text>']
        for index in range(round((self.high - self.low) / self.step) + 1):
            value = self.low + index * self.step
            _, y = self.place(0, value)
            parts.append(f'<path d="M{x} {y:.1f}h{WIDTH}" class="grid"/>')
            parts.append(f'<text x="{x - 6}" y="{y + 4:.1f}" class="value">{value:g}</text>')
        for update in range(0, self.end + 1, 2000):
            across, bottom = self.place(update, self.low)
            parts.append(f'<text x="{across:.1f}" y="{bottom + 16}" class="update">{update:,}</text>')
        for (name, points), colour in zip(self.runs.items(), COLOURS):
            line = " ".join(f"{px:.1f},{py:.1f}" for px, py in (self.place(*p) for p in points))
            parts.append(f'<polyline points="{line}" stroke="{colour}"><title>{escape(name)}</title></polyline>')
        return parts


STYLE = """text{font:12px sans-serif;fill:#57606a}.title{font-weight:bold;fill:#24292f}.value{text-anchor:end}
.update{text-anchor:middle}.grid{stroke:#d0d7de;stroke-width:.5}polyline{fill:none;stroke-width:1.5}"""


def picture(runs: dict[str, list[dict]]) -> str:
    step = WIDTH + LEFT + 24
    charts = [
        Chart("validation loss (nats a token)", "loss", runs, 0),
        Chart("validation BLEU (greedy)", "bleu", runs, step),
    ]
    legend = [
        f'<text x="{LEFT + 80 * index}" y="{TOP + HEIGHT + 40}" style="fill:{colour}">{escape(name)}</text>'
        for index, (name, colour) in enumerate(zip(runs, COLOURS))
    ]
    body = "\n".join(part for chart in charts for part in chart.svg())
    size = f'width="{2 * step}" height="{TOP + HEIGHT + 52}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}>\n<style>{STYLE}</style>\n'
        f'<rect width="100%" height="100%" fill="#fff"/>\n{body}\n' + "\n".join(legend) + "\n</svg>\n")


def table(runs: dict[str, list[dict]]) -> str:
    updates = sorted({e["update"] for events in runs.values() for e in events if e["update"] % 1000 == 0})
    lines = [
        "| update | " + " | ".join(f"{update:,}" for update in updates) + " |",
        "| --- | " + " | ".join("---:" for _ in updates) + " |",
    ]
    for name, events in runs.items():
        found = {event["update"]: event for event in events}
        for field, digits in (("loss", 3), ("bleu", 1)):
            values = [f"{found[u][field]:.{digits}f}" if u in found else "" for u in updates]
            lines.append(f"| {name}, {field} | " + " | ".join(values) + " |")
    return "\n".join(lines)


def main(output: str, *models: str) -> None:
    named = [model.split("=", 1) for model in models]
    runs = {name: validations(Path(folder)) for name, folder in named}
    Path(output).write_text(picture(runs), encoding="utf-8")
    print(table(runs))


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
