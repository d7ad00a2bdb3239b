"""Writes hugging-face.json: what Hugging Face's tokenizers 0.23.3 makes of hostile texts.

Run in this folder with `pip install tokenizers==0.23.3`. Each pipeline names the options of our
normaliser, the steps that stand for them in a tokenizer.json, and the result for each text.
"""

import itertools
import json

import tokenizers
from tokenizers import Regex
from tokenizers import normalizers as hf

REMOVED = (
    r"[\u0000-\u0008\u000E-\u001F\u007F-\u0084\u0086-\u009F\u00AD\u200B\u200E-\u200F"
    r"\u202A-\u202E\u2060\u2066-\u2069\uFEFF]"
)
SPACING = r"[\u0009-\u000D\u0085]"
WHITE_SPACE = (
    r"[\u0009-\u000D\u0020\u0085\u00A0\u1680\u2000-\u200A\u2028-\u2029\u202F\u205F\u3000]"
)

TEXTS = [
    "",
    " ",
    "\u00a0\u3000\t",
    "A plain line.",
    "  two  spaces  ",
    "Größe, naïve, Ærøskøbing",
    "decomposed: e\u0301 o\u0308 A\u030a",
    "compatibility: ﬁ ﬀ ½ ² ™ № Ａ１ ｶﾞ ㌔ ㈱ …",
    "ĳsvogel, ŀ, ŉ, ſ, ǆ",
    "„Guten Tag“ – sagte «er» — ‚ja‘",
    "Съешь ещё этих мягких булок, й и\u0306",
    "我们今天去公园，好吗？ ＡＢＣ",
    "パーティー、\u304b\u3099、한국어 \u1112\u1161\u11ab",
    "می\u200cخواهم क्\u200dष 👩\u200d👩\u200d👧 🏳\ufe0f\u200d🌈",
    "\ufeffbyte order mark inside \ufeff too",
    "soft\u00adhyphen zero\u200bwidth word\u2060joiner",
    "\u200fשלום\u200e \u202babc\u202c \u2066x\u2069",
    "tab\tline\nfeed\r\nform\ffeed\vtab next\u0085line",
    "nul\u0000 bell\u0007 escape\u001b[0m delete\u007f c1\u009b unit\u001fseparator",
    "line\u2028separator paragraph\u2029separator",
    "no-break\u00a0space\u202fnarrow\u2003em\u2009thin\u205fmath\u1680ogham\u3000ideographic",
    "\u00a8 \u00af \u00b4 \u00b8 \u02d8 \u037a \u1fbd \u2017",
    " \u0301leading mark",
    "\u00a0\u0301\u00a0\u0308",
    "e\u200b\u0301 a\u00ad\u0308 o\u0000\u0302",
    "a\u0315\u0300\u05ae\u0334b",
    "\u1e9b\u0323 \u212b \u2126 \ufb1d \ufb2c \u0958 \u2adc",
    "ﷺ ﷻ ﺀﺂ",
    "𝔸𝕓𝒞 𝟘 \U0001d15e \U0002f800",
    "\u0344 \u0f73 \u0f75 \u0f81",
    "\u0340\u0341\u0343 \u2000\u2001",
    "mongolian\u180evowel grapheme\u034fjoiner variation\ufe0f \ufffd \ufffe \U0010ffff",
    "Zalgo: Z\u0351\u036b\u0343a\u033d\u030dl\u0327\u0322g\u0334\u0335o\u0348\u0353",
    "\u115f\u1160 \u3164 \uffa0 blank fillers",
    "x\u2060 \u2060y \u200b z",
    "after Unicode 9: \u32ff \ua7f2 \U00010781 a\u0301\u1df6\u0328 e\u1dfa\u0323 \U0001e030",
]


def steps(form, cleans_controls, collapses_whitespace):
    result = []
    if cleans_controls:
        result += [("replace", REMOVED, ""), ("replace", SPACING, " ")]
    if form != "none":
        result.append((form,))
    if collapses_whitespace:
        result += [("replace", WHITE_SPACE + "+", " "), ("strip",)]
    return result


def normalizer(steps):
    makers = {
        "replace": lambda pattern, content: hf.Replace(Regex(pattern), content),
        "nfc": hf.NFC,
        "nfkc": hf.NFKC,
        "strip": hf.Strip,
    }
    return hf.Sequence([makers[kind](*arguments) for kind, *arguments in steps])


def pipeline(form, cleans_controls, collapses_whitespace):
    described = steps(form, cleans_controls, collapses_whitespace)
    normalise = normalizer(described).normalize_str
    return {
        "configuration": {
            "form": form,
            "cleansControls": cleans_controls,
            "collapsesWhitespace": collapses_whitespace,
        },
        "steps": described,
        "results": [normalise(text) for text in TEXTS],
    }


if __name__ == "__main__":
    fixture = {
        "tool": f"tokenizers {tokenizers.__version__}",
        "texts": TEXTS,
        "pipelines": [
            pipeline(*options)
            for options in itertools.product(
                ["none", "nfc", "nfkc"], [False, True], [False, True]
            )
        ],
    }
    with open("hugging-face.json", "w", encoding="ascii") as file:
        json.dump(fixture, file, indent=1)
        file.write("\n")
