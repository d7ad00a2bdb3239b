"""Writes events.bin: an event file by TensorBoard 2.21.0's own classes.

    pip install tensorboard==2.21.0 && python generate.py
"""

import pathlib

from tensorboard.compat.proto import event_pb2, summary_pb2, tensor_pb2
from tensorboard.summary.writer.record_writer import RecordWriter

FOLDER = pathlib.Path(__file__).parent


def scalars(**values):
    summary = summary_pb2.Summary()
    for tag, value in values.items():
        summary.value.add(tag=tag.replace("__", "/"), simple_value=value)
    return summary


def text(tag, content):
    metadata = summary_pb2.SummaryMetadata(data_class=summary_pb2.DATA_CLASS_TENSOR)
    metadata.plugin_data.plugin_name = "text"
    tensor = tensor_pb2.TensorProto(dtype=7, string_val=[content.encode()])
    tensor.tensor_shape.SetInParent()
    summary = summary_pb2.Summary()
    summary.value.add(tag=tag, tensor=tensor, metadata=metadata)
    return summary


def events():
    Event, Session = event_pb2.Event, event_pb2.SessionLog
    yield Event(wall_time=1795262709.0, file_version="brain.Event:2")
    yield Event(wall_time=1795262709.25, step=1, session_log=Session(status=Session.START))
    yield Event(
        wall_time=1795262710.5, step=100,
        summary=scalars(train__loss=3.14, train__learning_rate=1.875e-4))
    yield Event(wall_time=1795262711.0, step=300_000, summary=scalars(valid__bleu=27.125))
    yield Event(
        wall_time=1795262712.0, step=300_000, summary=text("valid/samples", "Größe | „Maß“ 字"))


with open(FOLDER / "events.bin", "wb") as file:
    writer = RecordWriter(file)
    for event in events():
        writer.write(event.SerializeToString(deterministic=True))
