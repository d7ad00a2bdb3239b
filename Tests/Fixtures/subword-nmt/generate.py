"""Writes what the package `subword-nmt` 0.3.8 makes of text, under Python 3.11.

Run in this folder: python generate.py. It writes

- text.txt: a text to encode, and joint.codes: the codes of all lines of corpus.txt,
- cases.jsonl: one call of the package a line: what it was given (where text or codes are null,
  the files above), and what it gave,
- hugging-face.jsonl: the tokens of lines by the package `tokenizers` 0.23.3 with hugging-face.json,
  which Apus wrote of joint.codes (SubwordNMTHuggingFaceTests checks that the
  same bytes are written today).

corpus.txt: 100 pairs of sentences of tatoeba.org as published by manythings.org/anki (CC BY 2.0
FR), English then German, then lines written for these tests. HOSTILE and what is drawn at random
are of these tests too.

Lines end where the package's commands end them, which read files with `codecs`: also at U+2028 and
other characters. Left out are cases in which the package fails, or puts characters into the text
that were not there (codes that were learned from a text with "</w>" in it, together with a
vocabulary).
"""

import io
import json
import os
import random

import subword_nmt.apply_bpe as apply_bpe
import subword_nmt.get_vocab as get_vocab
import subword_nmt.learn_bpe as learn_bpe

learn_bpe.tqdm = lambda iterator: iterator

HOSTILE = (
    "  leading and   double   spaces  \n"
    "a line with CR LF\r\n"
    "\r\n"
    "   \n"
    "a\rCR in a word, and \r alone \r\n"
    "tab\tand no-break\u00a0space, ideographic\u3000space\n"
    "U+2028 \u2028 in\u2028a word, U+0085 \u0085 in\u0085a word, form\ffeed\n"
    "zero\u200bwidth soft\u00adhyphen \ufeffmark\n"
    "cafe\u0301 and caf\u00e9, A\u030a and \u00c5 and \u212b\n"
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f44d\U0001f3fd \U0001f1e9\U0001f1ea 1\ufe0f\u20e3\n"
    "die Schifffahrtsgesellschaft und der Donaudampfer, USA1934BUSA\n"
    "a @@ b@@ c@@d </w> x</w> <unk> \\ \\\\ \\1\n"
    "the the\u00a0the t\u00a0h\u00a0e thethethe\n"
    "no line feed at the end"
)


def lines(text):
    return text.splitlines(keepends=True)


def learn(text, symbols, min_frequency=2, total_symbols=False, is_dict=False):
    output = io.StringIO()
    learn_bpe.learn_bpe(
        lines(text), output, symbols, min_frequency, is_dict=is_dict, total_symbols=total_symbols
    )
    return output.getvalue()


def vocabulary(text):
    output = io.StringIO()
    get_vocab.get_vocab(lines(text), output)
    return output.getvalue()


def apply(text, codes, options):
    words = None
    if options["vocabulary"] is not None:
        words = apply_bpe.read_vocabulary(lines(options["vocabulary"]), options["threshold"])
    merges = -1 if options["merges"] is None else options["merges"]
    bpe = apply_bpe.BPE(
        io.StringIO(codes, newline="\n"),
        merges,
        options["separator"],
        words,
        options["glossaries"] or None,
    )
    random.seed(options["seed"])
    return "".join(bpe.process_line(line, options["dropout"]) for line in lines(text))


class Cases:
    """Writes what the package does, with the text and the codes that most cases share."""

    def __init__(self, output, text, codes):
        self.output = output
        self.text = text
        self.codes = codes

    def write(self, case):
        self.output.write(json.dumps(case) + "\n")

    def learn(self, name, text, **options):
        codes = learn(text, **options)
        defaults = {"min_frequency": 2, "total_symbols": False, "is_dict": False}
        self.write({"kind": "learn", "name": name, "text": text, **defaults, **options, "output": codes})
        return codes

    def vocabulary(self, name, text):
        words = vocabulary(text)
        self.write({"kind": "vocabulary", "name": name, "text": text, "output": words})
        return words

    def apply(self, name, text, codes, **options):
        defaults = {
            "separator": "@@", "merges": None, "vocabulary": None, "threshold": 0,
            "glossaries": [], "dropout": 0, "seed": 0,
        }
        options = {**defaults, **options}
        output = apply(text, codes, options)
        self.write({
            "kind": "apply", "name": name, "text": None if text == self.text else text,
            "codes": None if codes == self.codes else codes, **options, "output": output,
        })


def write_cases(cases, corpus):
    english, german = "".join(corpus[0:200:2]), "".join(corpus[1:200:2])
    test, codes = cases.text, cases.codes
    cases.learn("codes", codes, symbols=300)
    cases.learn("frequent", english, symbols=500, min_frequency=5)
    cases.learn("total", german, symbols=150, total_symbols=True)
    cases.learn("hostile", HOSTILE * 2, symbols=200)
    cases.learn("dictionary", vocabulary(german), symbols=100, is_dict=True)
    cases.vocabulary("hostile", HOSTILE)
    cases.apply("plain", test, codes)
    cases.apply("separator", test, codes, separator="\uffed")
    cases.apply("merges", test, codes, merges=50)
    cases.apply("old version", test, codes.split("\n", 1)[1])
    for glossaries in [["und", "[A-Z]{2,}", r"\d+"], ["a|b"], ["(f+)a"], ["<unk>", r"\bthe\b"]]:
        cases.apply("glossaries", test, codes, glossaries=glossaries)
    subwords = vocabulary(apply(english, codes, {
        "separator": "@@", "merges": None, "vocabulary": None, "glossaries": [], "dropout": 0,
        "seed": 0,
    }))
    for threshold in [1, 3, 10, 1000]:
        cases.apply("vocabulary", test, codes, vocabulary=subwords, threshold=threshold)
    for dropout, seed in [(0.1, 7), (0.5, 8589934597), (1.0, 0)]:
        cases.apply("dropout", test, codes, dropout=dropout, seed=seed)


ALPHABETS = [
    "ab", ["a", "b", "c", "\u00a0"], ["a", "b", "\u00a0", "\u3000", "\t"],
    ["a", "b", "</w>", "<", "/", "w", ">"], "abcdefgh", "a\u00e9\u0301e\u65e5\u672c\U0001f600\\",
    ["a", "\\", "\u00a0", ".", "b", "*"], ["a", "b", "\u2028", "\u0085", "c", "\r"],
]


def write_random_cases(cases, generator, count):
    """Short words of few letters, in which merges overlap and ties are frequent."""
    def text(alphabet):
        def word():
            return "".join(generator.choice(alphabet) for _ in range(generator.randint(1, 12)))
        return "\n".join(
            generator.choice(["", " "]) + " ".join(word() for _ in range(generator.randint(0, 8)))
            for _ in range(generator.randint(1, 4))
        )
    while count > 0:
        alphabet = generator.choice(ALPHABETS)
        try:
            codes = cases.learn(
                "random", text(alphabet), symbols=generator.choice([3, 20, 100]),
                min_frequency=generator.choice([1, 2]))
            if "</w>" not in alphabet:
                cases.apply(
                    "random", text(alphabet), codes, dropout=generator.choice([0, 0, 0.3]),
                    glossaries=generator.choice([[], ["ab"], ["^a", "b$"], ["[ab]{2,}"]]))
            count -= 1
        except (ValueError, SystemExit):  # A text without pairs, or codes with a CR in them.
            continue


def write_tokens(text):
    import tokenizers

    tokenizer = tokenizers.Tokenizer.from_file("hugging-face.json")
    with open("hugging-face.jsonl", "w", encoding="utf-8", newline="\n") as output:
        for line in text.split("\n"):
            line = line.strip("\r ")
            encoding = tokenizer.encode(line, add_special_tokens=False)
            output.write(json.dumps({"text": line, "tokens": encoding.tokens}) + "\n")


def write(path, text):
    with open(path, "w", encoding="utf-8", newline="\n") as output:
        output.write(text)


def main():
    with open("corpus.txt", encoding="utf-8", newline="\n") as file:
        corpus = lines(file.read())
    text = "".join(corpus[::17]) + HOSTILE
    codes = learn("".join(corpus), 500)
    write("text.txt", text)
    write("joint.codes", codes)
    with open("cases.jsonl", "w", encoding="utf-8", newline="\n") as output:
        cases = Cases(output, text, codes)
        write_cases(cases, corpus)
        write_random_cases(cases, random.Random(1), 24)
    if os.path.exists("hugging-face.json"):
        write_tokens(text)


if __name__ == "__main__":
    main()
