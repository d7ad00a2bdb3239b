"""Compares the TensorBoard files of a run with its metrics.jsonl, value by value.

    pip install tensorboard==2.21.0
    python check.py MODEL_FOLDER

TensorBoard's own reader loads the files. It fails where a step or a value is missing, is there
twice, or differs from the one in metrics.jsonl by more than a 32-bit number does.
"""

import json
import pathlib
import struct
import sys

from tensorboard.backend.event_processing import plugin_event_accumulator
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

TAGS = {
    ("train", "loss"): "train/loss",
    ("train", "perplexity"): "train/perplexity",
    ("train", "learning_rate"): "train/learning_rate",
    ("train", "gradient_norm"): "train/gradient_norm",
    ("train", "tokens_per_second"): "train/tokens_per_second",
    ("valid", "loss"): "valid/loss",
    ("valid", "perplexity"): "valid/perplexity",
    ("valid", "bleu"): "valid/bleu",
}


def as_float32(value):
    return struct.unpack("<f", struct.pack("<f", float(value)))[0]


def main(folder):
    logs = pathlib.Path(folder) / "logs"
    records = [json.loads(line) for line in open(logs / "metrics.jsonl")]
    accumulator = EventAccumulator(str(logs), size_guidance={"scalars": 0, "tensors": 0})
    accumulator.Reload()
    count = 0
    for (event, field), tag in TAGS.items():
        wanted = [
            (record["update"], as_float32(record[field]))
            for record in records
            if record["event"] == event and field in record
        ]
        found = []
        if tag in accumulator.Tags()["scalars"]:
            found = [(entry.step, entry.value) for entry in accumulator.Scalars(tag)]
        assert found == wanted, f"{tag}:\n{found}\nis not\n{wanted}"
        count += len(found)
    samples = [record["update"] for record in records if record.get("samples")]
    if samples:
        # Unlike the one above, this reader drops texts, too, that a later session voids.
        texts = plugin_event_accumulator.EventAccumulator(str(logs), tensor_size_guidance={"text": 0})
        texts.Reload()
        entries = texts.Tensors("valid/samples")
        assert [entry.step for entry in entries] == samples, "valid/samples"
        for entry, record in zip(entries, (r for r in records if r.get("samples"))):
            text = entry.tensor_proto.string_val[0].decode()
            assert len(text.splitlines()) == 2 + len(record["samples"]), text
    files = len(list(logs.glob("events.out.tfevents.*")))
    print(f"{count} values and {len(samples)} texts in {files} files are those of metrics.jsonl")


main(*sys.argv[1:])
