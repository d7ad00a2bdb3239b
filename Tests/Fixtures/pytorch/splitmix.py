"""Numbers that Python and Swift compute alike: splitmix64 of a counter, no stored data."""

import numpy

SIGN_SEED = 777
WEIGHT_SEED = 12345
WORD_SEED = 4242


def splitmix64(state: numpy.ndarray) -> numpy.ndarray:
    """The one output that follows each state (Steele, Lea and Flood, 2014)."""
    with numpy.errstate(over="ignore"):
        z = state.astype(numpy.uint64) + numpy.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> numpy.uint64(30))) * numpy.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> numpy.uint64(27))) * numpy.uint64(0x94D049BB133111EB)
        return z ^ (z >> numpy.uint64(31))


def counters(start: int, count: int) -> numpy.ndarray:
    return numpy.arange(count, dtype=numpy.uint64) + numpy.uint64(start)


def centred(position: int, count: int) -> numpy.ndarray:
    """Multiples of 2^-24 in [-0.5, 0.5) for the parameter at `position`."""
    words = splitmix64(counters(WEIGHT_SEED + (position << 32), count))
    return (words >> numpy.uint64(40)).astype(numpy.float64) / 2.0**24 - 0.5


def signs(stream: int, count: int) -> numpy.ndarray:
    """-1 where the top bit is set, +1 elsewhere."""
    words = splitmix64(counters(SIGN_SEED + (stream << 40), count))
    return numpy.where(words >> numpy.uint64(63), -1.0, 1.0)


def word_ids(stream: int, count: int, vocabulary_size: int) -> list[int]:
    """Ordinary words: ids 0 to 2 are padding, begin and end of sentence."""
    words = splitmix64(counters(WORD_SEED + (stream << 32), count))
    return [int(word % (vocabulary_size - 3)) + 3 for word in words]
