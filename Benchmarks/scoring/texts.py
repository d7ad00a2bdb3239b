"""Texts for scoring: translations that a reference is made into by seeded mistakes."""

import random
from pathlib import Path

WORDS = (
    "der die das ein eine Hund Katze Haus Baum Mann Frau Kind läuft steht sitzt isst trinkt rot "
    "groß klein schnell über unter neben und oder aber nicht sehr 12 3,5 1.000 z.B. E-Mail – ..."
).split()


def lines(path: Path) -> list[str]:
    """Only LF ends a line."""
    return path.read_bytes().decode("utf-8").removesuffix("\n").split("\n")


def write(path: Path, texts: list[str], encoding: str = "utf-8") -> Path:
    path.write_bytes("".join(f"{text}\n" for text in texts).encode(encoding))
    return path


def translation(reference: list[str], seed: int, rate: float) -> list[str]:
    """The reference with words left out, added, replaced and moved."""
    chance = random.Random(seed)
    return [" ".join(mistaken(line.split(), chance, rate)) for line in reference]


def mistaken(words: list[str], chance: random.Random, rate: float) -> list[str]:
    result = []
    for word in words:
        if chance.random() >= rate:
            result.append(word)
            continue
        kind = chance.randrange(4)
        if kind == 0:
            result.append(chance.choice(WORDS))
        elif kind == 1:
            result += [word, chance.choice(WORDS)]
        elif kind == 2 and result:
            result.insert(chance.randrange(len(result)), word)
    return result


def invented(count: int, seed: int) -> list[str]:
    """Sentences of words drawn at random, of 1 to 40 words and sometimes none."""
    chance = random.Random(seed)
    texts = []
    for _ in range(count):
        words = chance.choices(WORDS, k=chance.choice([0, *range(1, 41)]))
        mark = chance.choice([".", "!", "?", "", " ."])
        texts.append((" ".join(words) + mark).strip())
    return texts
