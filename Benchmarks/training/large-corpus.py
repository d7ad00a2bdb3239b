"""Writes a synthetic parallel corpus of any size, to see what training takes of memory.

    python3 large-corpus.py SEED SIZE PREFIX

writes PREFIX.en and PREFIX.de with SIZE bytes together, such as 5GB or 200MB. Sentences have
lengths like those of real text (log-normal, some 7 words as a median), words are drawn by Zipf's
law from 200,000 made-up ones; one line in a thousand is empty on one side. The same seed and size
give the same bytes. Needs numpy.
"""

import sys

import numpy

WORD_COUNT = 200_000
BLOCK_LINE_COUNT = 50_000
UNITS = {"KB": 10**3, "MB": 10**6, "GB": 10**9}


def size_in_bytes(text):
    for unit, factor in UNITS.items():
        if text.upper().endswith(unit):
            return int(float(text[: -len(unit)]) * factor)
    return int(text)


def made_up_words(random, letters):
    """Words of syllables, the frequent ones shorter, each with a space."""
    consonants, vowels = letters
    words = []
    for rank in range(WORD_COUNT):
        syllable_count = 1 + random.integers(0, 2 + int(numpy.log10(rank + 1)))
        syllables = (
            consonants[random.integers(len(consonants))] + vowels[random.integers(len(vowels))]
            for _ in range(syllable_count)
        )
        words.append(("".join(syllables) + " ").encode())
    return words


class Vocabulary:
    """Words end to end, from which text of any length is gathered at once."""

    def __init__(self, words):
        words = words + [b" "]  # The only word of an empty line.
        self.bytes = numpy.frombuffer(b"".join(words), numpy.uint8)
        self.lengths = numpy.array([len(word) for word in words])
        self.starts = self.lengths.cumsum() - self.lengths

    def lines(self, numbers, sentence_lengths):
        """The sentences of words by number, and where each ends."""
        word_lengths = self.lengths[numbers]
        ends = word_lengths.cumsum()
        shifts = numpy.repeat(self.starts[numbers] - (ends - word_lengths), word_lengths)
        text = self.bytes[numpy.arange(ends[-1]) + shifts]
        sentence_ends = ends[sentence_lengths.cumsum() - 1]
        text[sentence_ends - 1] = ord("\n")
        return text, sentence_ends


def block(random, vocabularies, zipf):
    """Some lines of both sides, and where they end."""
    lengths = numpy.exp(random.normal(2.0, 0.6, BLOCK_LINE_COUNT)).astype(int).clip(1, 120)
    stretched = (lengths * random.normal(1, 0.15, BLOCK_LINE_COUNT)).astype(int).clip(1)
    empty = random.random(BLOCK_LINE_COUNT) < 0.001
    stretched[empty] = 1
    sides = []
    for vocabulary, side_lengths in zip(vocabularies, (lengths, stretched)):
        numbers = zipf[random.integers(len(zipf), size=side_lengths.sum())]
        if side_lengths is stretched:
            numbers[(stretched.cumsum() - 1)[empty]] = WORD_COUNT
        sides.append(vocabulary.lines(numbers, side_lengths))
    return sides


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    random = numpy.random.default_rng(int(sys.argv[1]))
    rest, prefix = size_in_bytes(sys.argv[2]), sys.argv[3]
    weights = 1 / numpy.arange(1, WORD_COUNT + 1)
    cumulative = (weights / weights.sum()).cumsum()
    zipf = numpy.searchsorted(cumulative[:-1], random.random(1 << 22))
    letters = ("bcdfghjklmnpqrstvwz", "aeiou"), ("bcdfghjklmnprstvwzß", "aeiouäöü")
    vocabularies = [Vocabulary(made_up_words(random, language)) for language in letters]

    with open(prefix + ".en", "wb") as source, open(prefix + ".de", "wb") as target:
        while rest > 0:
            (english, english_ends), (german, german_ends) = block(random, vocabularies, zipf)
            count = min(numpy.searchsorted(english_ends + german_ends, rest) + 1, BLOCK_LINE_COUNT)
            source.write(english[: english_ends[count - 1]].tobytes())
            target.write(german[: german_ends[count - 1]].tobytes())
            rest -= english_ends[count - 1] + german_ends[count - 1]


if __name__ == "__main__":
    main()
