"""Writes cases of hostile text with sacreBLEU 2.6.0's scores, one JSON object a line.

    pip install sacrebleu==2.6.0 && python fuzz.py 20000 > cases.jsonl
    APUS_SACREBLEU_CASES=cases.jsonl swift test --filter SacreBLEUFuzzTests

A second argument is the seed. Characters that Unicode has got since version 14, which Python 3.11
goes by, are left out.
"""

import json
import random
import sys
import unicodedata

from cases import case

WORDS = """the cat sat on mat and then it wasn't there's it's dogs' The THE Cat a b c d e f g h i
    Straße groß ÄÖÜ äöü İstanbul ΟΔΟΣ Σ ΑΣ ς naïve e\u0301te\u0301 1 2 3.5 1,000.25 5. .5 2020. 1-2
    3-a a-b -5 5- U.S.A. ... .. ., ,. x..5 don't 'quoted' ''s 's s' 'S it's. it's, it's! &quot; &amp;
    &lt; &gt; &amp;lt; &apos; <skipped> & &; &#39; ( ) (hi) ?! ; : " „ “ « » … – — ’ ’s % $3.50 €5
    100% @ # a@b.c http://a.b/c?d=e&f=g \\ [x] {y} ~ ` ^ _ | = + * / 中文 测试 。 ， 中.5 5.中
    日本語の文章 ひらがな カタカナ ー・「」 １２３ ，． 。。 ㈱ ㍿ 〇 한국어 문장 हिन्दी नमस्ते । مرحبا ، ไทย ภาษา
    👍🏽 👨‍👩‍👧 🇩🇪 ™ ½ Ⅷ ² №7 \u200b \ufeff \u00ad \u0000 \u001c \u001f \u0085 \u00a0 \u2003
    \u2028 \u3000 \u1680 \t \x0b \n - -\n \n- \r \u0300 \ud7ff \ue000 \U0001F600 \U00020000 ǅ ẞ ﬁ
    """.replace("\n    ", " ").split(" ") + ["\n", "-\n", "\n-", " ", "  ", "\t", "."]
SEPARATORS = [" "] * 12 + ["", "  ", "\t", "\u00a0", "\u3000", "\u001d", ". ", ", ", "-", "'s "]


def random_character(generator):
    while True:
        value = generator.choice(
            [
                generator.randrange(0x80),
                generator.randrange(0x250),
                generator.randrange(0x3000),
                generator.randrange(0x10000),
                generator.randrange(0x20000),
            ]
        )
        if not 0xD800 <= value < 0xE000 and unicodedata.category(chr(value)) != "Cn":
            return chr(value)


def random_line(generator, vocabulary):
    if generator.random() < 0.03:
        return generator.choice(["", " ", ".", "\u3000", "\n"])
    length = int(generator.choice([3, 8, 20, 20, 40, 70, 120]) * generator.random()) + 1
    parts = []
    for _ in range(length):
        parts.append(generator.choice(vocabulary))
        if generator.random() < 0.01:
            parts.append(random_character(generator))
        parts.append(generator.choice(SEPARATORS) if generator.random() < 0.4 else " ")
    return "".join(parts)


def changed(generator, line, vocabulary):
    """The line with some words dropped, doubled, replaced, moved or changed in case."""
    words = line.split(" ")
    for _ in range(generator.choice([0, 1, 2, 4, 8])):
        place = generator.randrange(len(words) + 1)
        end = min(len(words), place + generator.choice([1, 1, 2, 3, 12]))
        part = words[place:end]
        kind = generator.randrange(6)
        if kind == 0:
            words[place:end] = []
        elif kind == 1:
            words[place:place] = part
        elif kind == 2:
            words[place:end] = [generator.choice(vocabulary)]
        elif kind < 5:
            words[place:end] = []
            target = generator.randrange(len(words) + 1)
            words[target:target] = part
        else:
            words[place:end] = [word.swapcase() for word in part]
    return " ".join(words)


def random_options(generator, name):
    def maybe(probability=0.3):
        return generator.random() < probability

    if name == "TER":
        flags = ["normalized", "no_punct", "asian_support", "case_sensitive"]
        return {flag: True for flag in flags if maybe(0.5)}
    if name == "chrF":
        options = {"word_order": generator.choice([0, 0, 1, 2, 2, 3])}
        if maybe():
            options["char_order"] = generator.choice([1, 2, 4, 8])
        if maybe():
            options["beta"] = generator.choice([0, 1, 3])
        flags = ["lowercase", "whitespace", "eps_smoothing"]
        return options | {flag: True for flag in flags if maybe()}
    options = {"tokenize": generator.choice(["13a", "13a", "intl", "zh", "char", "none"])}
    options["smooth_method"] = generator.choice(["exp", "exp", "floor", "add-k", "none"])
    if options["smooth_method"] in ("floor", "add-k") and maybe(0.5):
        options["smooth_value"] = generator.choice([0.01, 0.5, 1, 2.5])
    if maybe():
        options["max_ngram_order"] = generator.choice([1, 2, 3, 5, 6])
    flags = ["lowercase", "effective_order"]
    return options | {flag: True for flag in flags if maybe(0.5)}


def random_case(generator):
    name = generator.choice(["BLEU", "chrF", "TER"])
    # Few different words make long lines with many shifts and repeated n-grams.
    vocabulary = generator.sample(WORDS, generator.choice([3, 8, 30, len(WORDS)]))
    segment_count = generator.choice([1, 1, 1, 2, 4])
    first = [random_line(generator, vocabulary) for _ in range(segment_count)]
    references = [first] + [
        [
            None if generator.random() < 0.2 else changed(generator, line, vocabulary)
            for line in first
        ]
        for _ in range(generator.choice([0, 0, 0, 1, 2]))
    ]
    hypotheses = [
        random_line(generator, vocabulary)
        if generator.random() < 0.1
        else changed(generator, line, vocabulary)
        for line in first
    ]
    sample_count = 20 if generator.random() < 0.02 else 1
    # sacreBLEU itself fails where some resamples have no n-grams of chrF at all.
    try:
        return case(name, random_options(generator, name), hypotheses, references, sample_count)
    except (TypeError, ZeroDivisionError):
        return None


if __name__ == "__main__":
    generator = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    left = int(sys.argv[1])
    while left > 0:
        result = random_case(generator)
        if result:
            print(json.dumps(result))
            left -= 1
