"""Writes the fixtures beside it: what sacreBLEU 2.6.0 makes of hostile lines.

    pip install sacrebleu==2.6.0 numpy==2.4.6 && python generate.py

bleu.json, words.json: BLEU's scores and words. cases.jsonl: scores of all metrics, as fuzz.py makes
them. significance.jsonl: paired tests. numpy.json: random numbers. All texts were written for this
purpose.
"""

import json
import logging
import os
import pathlib
import random

import numpy
import sacrebleu
from sacrebleu.metrics.bleu import BLEU, _get_tokenizer
from sacrebleu.significance import PairedTest

import fuzz
from cases import METRICS, case

FOLDER = pathlib.Path(__file__).parent
TOKENIZERS = ["13a", "intl", "zh", "char", "none"]

HOSTILE_LINES = [
    "",
    " ",
    ".",
    "...",
    "x..5 x...5 ..5 5.. .5. ,.,",
    "Hello, world!",
    'He paid $3.50 (or 1,000.25 EUR) for "it".',
    "a-b c - d 1-2 3-a -5 5- 1--2",
    "&quot;quoted&quot; &amp; &lt;tag&gt; &amp;lt; &apos; &",
    "<skipped>kept<skipped>",
    "soft-\nbroken\nline\n",
    "trailing hyphen-\n",
    "The U.S.A. isn't 2.5% bigger...",
    "mail@example.org http://a.b/c?d=e&f=g x=y+z; a\\c {q} [r] ^_` ~|",
    "tab\tfeed\x0cunit\x1fnext\x85line\u00a0no-break\u2003em\u3000wide",
    " \u3000 leading and trailing \u2028 ",
    "„Straße“ – «guillemets» … ‘it’s’ a’b",
    "中文，测试。Chinese 混合 text１２３, 5.5％",
    "。.5 .5。 5.中 中.5",
    "日本語の文章です。東京へ行く",
    "नमस्ते दुनिया। मराठी",
    "مرحبا، كيف حالك؟",
    "x²+y²=z² Ⅷ ½ 50€ §5 №7",
    "👍🏽 👨‍👩‍👧 🇩🇪 e\u0301 \ufeffmark \u200bzero",
    "ΟΔΟΣ ΣΑΣ Σ. ΑΣ’Α İstanbul ẞ ǅ",
    "(5) 5) (a) a.b 5.b a.5 2020.",
]

HYPOTHESES = [
    "The cat sat on the mat.",
    "A dog ran over the hill, and came back again.",
    "It's 3.5 km to the town - perhaps 4,000 steps.",
    "She said: \"We will SEE what the tomorrow brings\".",
    "Der Zug nach Köln fährt um 12.30 Uhr ab!",
    "",
    "Rain rain rain rain rain rain",
    "Ein sehr, sehr langer Satz ohne rechtes Ende und ohne Ziel",
]
FIRST_REFERENCES = [
    "The cat sat on the mat.",
    "A dog ran across the hill and came back.",
    "It is 3.5 km to town, maybe 4,000 steps.",
    "She said, \"We will see what tomorrow brings.\"",
    "Der Zug nach Köln fährt um 12.30 Uhr.",
    "Nothing was said.",
    "Rain, rain, go away",
    "Ein sehr langer Satz ohne Ende und ohne Ziel.",
]
SECOND_REFERENCES = [
    "On the mat sat the cat.",
    "A dog ran over the hill, then back again.",
    "The town is 3.5 km away - perhaps 4,000 steps.",
    "\"We will see what tomorrow brings\", she said.",
    "Um 12.30 Uhr fährt der Zug nach Köln ab!",
    "",
    "rain rain rain",
    "Ein Satz, der sehr lang ist und kein Ende hat",
]

CORPORA = {
    "one reference": (HYPOTHESES, [FIRST_REFERENCES]),
    "two references": (HYPOTHESES, [FIRST_REFERENCES, SECOND_REFERENCES]),
    "hostile lines": (HOSTILE_LINES, [HOSTILE_LINES[1:] + HOSTILE_LINES[:1], HOSTILE_LINES[::-1]]),
    "everything empty": ([""], [[""]]),
    "empty hypothesis": ([""], [["something to say"]]),
    "empty reference": (["something to say"], [[""]]),
    "no match": (["one two three four"], [["five six seven eight"]]),
    "one word": (["word"], [["word"]]),
    "three words": (["one two three"], [["one two three"]]),
    "unigrams only": (["b a d c"], [["a b c d"]]),
    "two references as near": (["a b c d e"], [["a b c d"], ["a b c d e f"]]),
    "case only": (["THE CAT SAT ON MATS"], [["the cat sat on mats"]]),
}
SMOOTHINGS = [
    {"smooth_method": "exp"},
    {"smooth_method": "floor"},
    {"smooth_method": "floor", "smooth_value": 0.01},
    {"smooth_method": "add-k"},
    {"smooth_method": "add-k", "smooth_value": 2.5},
    {"smooth_method": "none"},
]


def settings():
    """Yields the name of a corpus and the options to score it with."""
    for tokenizer in TOKENIZERS:
        for lowercase in [False, True]:
            for corpus in ["hostile lines", "two references"]:
                yield corpus, {"tokenize": tokenizer, "lowercase": lowercase}
    for smoothing in SMOOTHINGS:
        for corpus in CORPORA:
            yield corpus, smoothing
    for smoothing in SMOOTHINGS:
        for corpus in ["one reference", "one word", "three words", "unigrams only", "no match"]:
            yield corpus, {**smoothing, "effective_order": True}
    for order in [1, 2, 3, 6]:
        yield "one reference", {"max_ngram_order": order}


def bleu_case(corpus, options):
    metric = BLEU(**options)
    hypotheses, references = CORPORA[corpus]
    score = metric.corpus_score(hypotheses, references)
    segments = metric._extract_corpus_statistics(hypotheses, references)
    order = metric.max_ngram_order
    sums = [sum(column) for column in zip(*segments)]
    signature = metric.get_signature()
    case = {
        "corpus": corpus,
        "tokenizer": options.get("tokenize", "13a"),
        "isLowercased": options.get("lowercase", False),
        "smoothing": options.get("smooth_method", "exp"),
        "smoothingValue": options.get("smooth_value"),
        "usesEffectiveOrder": options.get("effective_order", False),
        "maximumOrder": order,
        "hypothesisLength": sums[0],
        "referenceLength": sums[1],
        "matchCounts": sums[2 : 2 + order],
        "totalCounts": sums[2 + order :],
        "score": score.score,
        "precisions": score.precisions,
        "brevityPenalty": score.bp,
        "signature": str(signature),
        "shortSignature": signature.format(short=True),
        "text": score.format(width=4, signature=str(signature)),
    }
    if corpus == "two references":
        case["json"] = score.format(width=1, signature=str(signature), is_json=True)
    return case


def words_case(tokenizer, line):
    prepared = line.rstrip()
    return {
        "tokenizer": tokenizer,
        "line": line,
        "words": _get_tokenizer(tokenizer)()(prepared).split(),
    }


def lines(items):
    return "[\n" + ",\n".join(json.dumps(item) for item in items) + "\n]"


METRIC_OPTIONS = [
    ("chrF", {}),
    ("chrF", {"word_order": 1}),
    ("chrF", {"word_order": 2}),
    ("chrF", {"char_order": 3, "beta": 1, "lowercase": True}),
    ("chrF", {"whitespace": True}),
    ("chrF", {"eps_smoothing": True, "word_order": 2}),
    ("TER", {}),
    ("TER", {"normalized": True}),
    ("TER", {"no_punct": True}),
    ("TER", {"case_sensitive": True}),
    ("TER", {"normalized": True, "asian_support": True}),
    ("TER", {"normalized": True, "no_punct": True, "asian_support": True}),
    ("BLEU", {}),
]
# Words that stand elsewhere, and more of them than TER's beam is wide.
ROTATED = " ".join(f"w{index % 70}" for index in range(90))
SHIFTS = [
    ("b c d a", "a b c d"),
    ("a b c d e f g", "e f g a b c d"),
    ("the day before yesterday it rained", "it rained the day before yesterday"),
    ("x a b x c d x", "c d a b"),
    (" ".join(ROTATED.split()[30:] + ROTATED.split()[:30]), ROTATED),
    ("a " * 40, "b a " * 30),
    ("a b " * 60, "b a c " * 30),
    ("one", "one " * 60),
    ("", "one two"),
    ("one two", ""),
    ("", ""),
    ("it's. It's 'S x's", "it's. It's 'S x's."),
]


def metric_cases():
    """Scores of the corpora above, of shifts, of lacking references, and random ones."""
    lacking = [None if index % 3 else line for index, line in enumerate(SECOND_REFERENCES)]
    for name, options in METRIC_OPTIONS:
        yield case(name, options, HYPOTHESES, [FIRST_REFERENCES], 30)
        yield case(name, options, HYPOTHESES, [FIRST_REFERENCES, SECOND_REFERENCES])
        yield case(name, options, HYPOTHESES, [FIRST_REFERENCES, lacking])
        yield case(
            name, options, HOSTILE_LINES, [HOSTILE_LINES[1:] + HOSTILE_LINES[:1], HOSTILE_LINES])
        yield case(name, options, [""], [[""]])
    for hypothesis, reference in SHIFTS:
        yield case("TER", {}, [hypothesis], [[reference]])
        yield case("TER", {"normalized": True}, [hypothesis], [[reference]])
    generator = random.Random(6)
    for _ in range(60):
        result = fuzz.random_case(generator)
        if result and sum(map(len, result["hypotheses"])) < 600:
            yield result


def paired_case(method, name, options, references, seed, interval_samples=-1):
    generator = random.Random(seed)
    vocabulary = " ".join(FIRST_REFERENCES).split()
    systems = [
        [fuzz.changed(generator, line, vocabulary) for line in references[0]] for _ in range(3)
    ]
    os.environ["SACREBLEU_SEED"] = str(seed)
    named = [(str(index), lines) for index, lines in enumerate(systems)]
    test = PairedTest(
        named, {name: METRICS[name](**options)}, references, method, 150, interval_samples)
    signatures, scores = test()
    (key,) = signatures
    return {
        "metric": name,
        "options": options,
        "systems": systems,
        "references": references,
        "expected": {
            "method": method,
            "samples": 150,
            "interval_samples": interval_samples if interval_samples > 0 else None,
            "seed": seed,
            "signature": str(signatures[key]),
            "results": [
                {
                    "score": float(result.score),
                    "p_value": result.p_value,
                    "mean": None if result.mean is None else float(result.mean),
                    "ci": None if result.ci is None else float(result.ci),
                }
                for result in scores[key]
            ],
        },
    }


def paired_cases():
    one = [FIRST_REFERENCES]
    two = [FIRST_REFERENCES, SECOND_REFERENCES]
    lacking = [FIRST_REFERENCES, [None] + SECOND_REFERENCES[1:]]
    for method in ["bs", "ar"]:
        for references, seed in [(one, 12345), (two, 7), (lacking, 2**40 + 1)]:
            for name, options in [
                ("BLEU", {}),
                ("BLEU", {"smooth_method": "add-k", "smooth_value": 2.5}),
                ("BLEU", {"smooth_method": "floor", "effective_order": True}),
                ("chrF", {}),
                ("chrF", {"word_order": 2, "eps_smoothing": True}),
                ("TER", {}),
            ]:
                yield paired_case(method, name, options, references, seed)
    yield paired_case("ar", "BLEU", {}, one, 12345, interval_samples=90)
    yield paired_case("ar", "TER", {}, two, 3, interval_samples=33)


def numpy_stream(seed):
    generator = numpy.random.default_rng(seed)
    raw = [int(value) for value in numpy.random.PCG64(seed).random_raw(9)]
    bits = generator.integers(2, size=(3, 15), dtype=bool).astype(int).flatten().tolist()
    bounds = [1, 2, 3, 600, 3004, 3_000_000_000, 2**32 - 1]
    integers = [generator.choice(bound, size=(2, 5)).flatten().tolist() for bound in bounds]
    return {
        "seed": seed, "raw": raw, "bits": bits, "bounds": bounds, "integers": integers}


if __name__ == "__main__":
    assert sacrebleu.__version__ == "2.6.0"
    logging.disable(logging.WARNING)
    corpora = lines(
        {"name": name, "hypotheses": hypotheses, "references": references}
        for name, (hypotheses, references) in CORPORA.items()
    )
    cases = lines(bleu_case(*setting) for setting in settings())
    (FOLDER / "bleu.json").write_text(f'{{"corpora": {corpora}, "cases": {cases}}}\n')
    words = lines(words_case(t, line) for t in TOKENIZERS for line in HOSTILE_LINES)
    (FOLDER / "words.json").write_text(f"{words}\n")
    for name, items in [("cases", metric_cases()), ("significance", paired_cases())]:
        text = "".join(json.dumps(item) + "\n" for item in items)
        (FOLDER / f"{name}.jsonl").write_text(text)
    streams = lines(numpy_stream(seed) for seed in [0, 1, 12345, 2**32, 2**63 + 5])
    (FOLDER / "numpy.json").write_text(f"{streams}\n")
