"""The presets of Apus: layers of encoder and of decoder, dimensions, heads of attention."""

from typing import NamedTuple


class Size(NamedTuple):
    layers: int
    model: int
    feed_forward: int
    heads: int


PRESETS = {
    "tiny": Size(layers=4, model=128, feed_forward=256, heads=4),
    "small": Size(layers=3, model=256, feed_forward=1024, heads=4),
    "base": Size(layers=6, model=512, feed_forward=2048, heads=8),
    "big": Size(layers=6, model=1024, feed_forward=4096, heads=16),
}
