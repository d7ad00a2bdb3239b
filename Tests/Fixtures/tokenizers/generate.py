"""Writes what `tokenizers` 0.23.3 and `subword-nmt` 0.3.8 make of a tokenizer that Apus trained.

Run in this folder: python generate.py. It writes

- expected.jsonl: the ids, their places and the decoded text of lines in several scripts,
- expected-normalizing.jsonl: the same with the normalisation that Apus has by default,
- rewritten.json: the first tokenizer as the package saves it,
- protected.jsonl: the same as expected.jsonl for protected.json, see below,
- dropout.json: how many words of corpus.txt became how many pieces under BPE-dropout with the
  merges of the first tokenizer, by subword-nmt, in 40 rounds.

It reads what Apus trained on corpus.txt: tokenizer.json, 500 merges and no normalisation, and
normalizing.json, 50 merges and the default normalisation. The Swift test HuggingFaceTests checks
that the same bytes come out of training today. protected.json is tokenizer.json with joined digits,
some merges of digits and some protected symbols; it is made here.

corpus.txt: 200 sentences of tatoeba.org as published by manythings.org/anki (CC BY 2.0 FR), then
lines written for this test.

The lines are without the two strings that Apus and `tokenizers` read differently, on purpose:
special tokens such as <s>, which are text to Apus, and U+2581, which is no space to Apus.
"""

import json
import random

import tokenizers
from subword_nmt import apply_bpe

LINES = [
    "",
    " ",
    "   ",
    "a",
    " a",
    "a ",
    "  two  spaces  everywhere  ",
    "The little bird flies over the town.",
    "Der kleine Vogel fliegt über die Stadt.",
    "I don't know what you're talking about.",
    "L'oiseau s'est envolé ; « c'est déjà fini ? »",
    "El pingüino comió mañana, ¿verdad?",
    "Příliš žluťoučký kůň úpěl ďábelské ódy.",
    "Zażółć gęślą jaźń.",
    "Þetta er íslenska, og ærið.",
    "İstanbul'da ışık",
    "Tiếng Việt có nhiều dấu.",
    "Быстрая ласточка летит домой.",
    "Швидка ластівка летить.",
    "Το πουλί πετά πάνω από τη θάλασσα.",
    "小鳥は空を飛んでいる。",
    "小鸟在天空中飞。",
    "ラーメンとコーヒー、ｶﾀｶﾅ",
    "작은 새가 하늘을 난다.",
    "छोटी चिड़िया आकाश में उड़ती है।",
    "الطائر الصغير يطير، أليس كذلك؟",
    "הציפור הקטנה עפה.",
    "นกตัวน้อยบินอยู่",
    "ትንሿ ወፍ ትበራለች።",
    "პატარა ჩიტი დაფრინავს.",
    "Փոքրիկ թռչունը թռչում է։",
    "می‌خواهم",
    "ক্‍ষ",
    "cafe\u0301 and café",
    "\u0301 a mark alone, and a\u0301\u0302\u0303 three",
    "1\u0301 2\u20e3",
    "12345 3.14 1,000,000 ½ ² ٣٤ Ⅷ",
    "a1b2c3 x86_64 H2O CO₂",
    "e-mail: someone@example.org, https://example.org/?q=a&b=c#d",
    "!!! ... --- ??? ;;; (((nested)))",
    "“Quotes” ‘single’ „deutsch“ «français»",
    "50 % of 20 € is £10 or ¥1000",
    "tab\tand\u00a0no-break\u3000ideographic\u2009thin",
    "form\ffeed and vertical\vtab",
    "line\u2028separator and next\u0085line",
    "carriage\rreturn",
    "null\u0000byte and bell\u0007 and delete\u007f",
    "\ufeffbyte order mark and zero\u200bwidth",
    "\u202eright to left override",
    "👩‍💻 👨‍👩‍👧‍👦 🏳️‍🌈 🇩🇪 👍🏽 ❤️ 1️⃣",
    "𝒜𝓂𝒶𝓉𝒽 𐍈 𠮷野家",
    "\U0010ffff \ue000 \ufffd \ufffe",
    "<0x41> <unk2> <s > < /s> <pad> </ s>",
    "{\"json\": [\"\\\\\", \"\\n\"]}",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "ALL CAPITALS ARE RARE IN THE CORPUS",
    "ﬁ ﬂ ﬀ Å Å ① ﷺ",
    "Z̸̢̛̗a̷̗̎l̶̯͌g̵̰̈́o̸̦̊",
    "a" + "\u0300" * 40,
    "x " * 40,
]


PROTECTED_SYMBOLS = ["<x>", "NASA", "New York", "<x>y", "N", "é|"]
PROTECTED_LINES = [
    "<x>", "a<x>b <x>yc <x", "  <x> <x>", "NASA NASAs anNASA NASAN", "New York, New Yorker in New York",
    "Newyork New  York", "é|(é |é|é|", "2024-11-21, 3.14 1000000 a1b2", "1\u0301 12\u0301 ٣٤1",
]


def record(tokenizer, path, lines=LINES):
    with open(path, "w", encoding="utf-8", newline="\n") as output:
        for line in lines:
            encoding = tokenizer.encode(line)
            expectation = {
                "text": line, "ids": encoding.ids, "offsets": encoding.offsets,
                "decoded": tokenizer.decode(encoding.ids),
            }
            output.write(json.dumps(expectation) + "\n")


def pattern_of(symbols, letters=r"[\p{L}\p{M}\x{200C}\x{200D}]"):
    """The pattern as Apus writes it: longest symbol first, by UTF-8 bytes."""
    def escape(character):
        if character == " ":
            return "▁"
        return character if character.isascii() and character.isalnum() else f"\\x{{{ord(character):X}}}"
    ranked = sorted((symbol.encode() for symbol in symbols), key=lambda b: (-len(b), b))
    union = "|".join("".join(map(escape, symbol.decode())) for symbol in ranked)
    free = f"(?!{union})"
    return (f"{union}|▁(?={union})|▁?(?:{free}{letters})+|▁?(?:{free}\\p{{Nd}})+"
            f"|▁?{free}[^▁]|▁")


def write_protected():
    with open("tokenizer.json", encoding="utf-8") as source:
        document = json.load(source)
    model = document["model"]
    pieces = model["vocab"]
    for left, right in [("2", "0"), ("▁", "2"), ("▁", "20"), ("1", "0"), ("10", "10"), ("10", "0")]:
        model["merges"].append([left, right])
        for piece in (left, right, left + right):
            pieces.setdefault(piece, len(pieces))
    for symbol in PROTECTED_SYMBOLS:
        pieces.setdefault(symbol.replace(" ", "▁"), len(pieces))
    model["ignore_merges"] = True
    document["pre_tokenizer"]["pattern"]["Regex"] = pattern_of(PROTECTED_SYMBOLS)
    with open("protected.json", "w", encoding="utf-8", newline="\n") as output:
        json.dump(document, output, ensure_ascii=False, separators=(",", ":"))


def write_dropout(path):
    """Version 0.1 of subword-nmt marks the end of a word by a symbol of its own, which no merge here
    touches; so its words are cut just as those of Apus."""
    with open("tokenizer.json", encoding="utf-8") as source:
        merges = json.load(source)["model"]["merges"]
    codes = {tuple(pair): rank for rank, pair in enumerate(merges)}
    reverse = {left + right: (left, right) for left, right in merges}
    with open("corpus.txt", encoding="utf-8") as corpus:
        words = [word for line in corpus for word in line.rstrip("\n").split(" ")]
    words = [word for word in words if word.isascii() and word.isalpha()]
    random.seed(1)
    counts = {}
    for probability in ["0.1", "0.3", "0.6", "0.9"]:
        histogram = [0] * 40
        for _ in range(40):
            for word in words:
                pieces = apply_bpe.encode(
                    "▁" + word, codes, reverse, None, "", (0, 1), {}, None, float(probability))
                histogram[len(pieces)] += 1
        counts[probability] = histogram
    with open(path, "w", encoding="utf-8", newline="\n") as output:
        json.dump(counts, output)
        output.write("\n")


def main():
    tokenizer = tokenizers.Tokenizer.from_file("tokenizer.json")
    normalizing = tokenizers.Tokenizer.from_file("normalizing.json")
    record(tokenizer, "expected.jsonl")
    record(normalizing, "expected-normalizing.jsonl")
    tokenizer.save("rewritten.json", pretty=False)
    write_protected()
    record(
        tokenizers.Tokenizer.from_file("protected.json"), "protected.jsonl", PROTECTED_LINES + LINES)
    write_dropout("dropout.json")


if __name__ == "__main__":
    main()
