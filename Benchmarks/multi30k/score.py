#!/usr/bin/env python3
"""Scores German translations of Multi30k in the form that is published, and in sacreBLEU's.

Usage: score.py REFERENCE HYPOTHESIS...

Published figures of this test set count text whose punctuation was normalised, in lower case,
tokenised as by Moses (data/task1/tok of the corpus). sacreBLEU's default counts the text as it is.
Needs sacrebleu and sacremoses.
"""

import sys
from pathlib import Path
from statistics import mean, stdev

import sacrebleu
from sacremoses import MosesPunctNormalizer, MosesTokenizer

NORMALIZER = MosesPunctNormalizer(lang="de")
TOKENIZER = MosesTokenizer(lang="de")


def lines(path: str) -> list[str]:
    """Only LF ends a line."""
    return Path(path).read_bytes().decode("utf-8").removesuffix("\n").split("\n")


def prepared(line: str) -> str:
    text = NORMALIZER.normalize(line).lower()
    return TOKENIZER.tokenize(text, return_str=True, escape=False)


def published(hypotheses: list[str], references: list[str]) -> sacrebleu.metrics.bleu.BLEUScore:
    return sacrebleu.corpus_bleu(
        [prepared(line) for line in hypotheses], [[prepared(line) for line in references]],
        smooth_method="none", tokenize="none", force=True)


def main(reference: str, *paths: str) -> None:
    references = lines(reference)
    scores = []
    for path in paths:
        hypotheses = lines(path)
        if len(hypotheses) != len(references):
            sys.exit(f"{path} has {len(hypotheses)} lines, {reference} has {len(references)}")
        score = published(hypotheses, references)
        raw = sacrebleu.corpus_bleu(hypotheses, [references])
        scores.append((score.score, raw.score))
        parts = score.format(width=2).removeprefix("BLEU = ")
        print(f"{path}: {parts}, sacreBLEU 13a, mixed case {raw.score:.2f}")
    if len(scores) > 1:
        for name, values in zip(("published form", "sacreBLEU 13a"), zip(*scores)):
            print(f"{name}: mean {mean(values):.2f}, standard deviation {stdev(values):.2f}")


if len(sys.argv) < 3:
    sys.exit(__doc__)
main(*sys.argv[1:])
