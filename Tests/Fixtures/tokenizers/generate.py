"""Writes what the package `tokenizers` 0.23.3 makes of a tokenizer that Apus trained.

Run in this folder: python generate.py. It writes

- expected.jsonl: the ids and the decoded text of lines in several scripts,
- expected-normalizing.jsonl: the same with the normalisation that Apus has by default,
- rewritten.json: the first tokenizer as the package saves it.

It reads what Apus trained on corpus.txt: tokenizer.json, 500 merges and no normalisation, and
normalizing.json, 50 merges and the default normalisation. The Swift test HuggingFaceTests checks
that the same bytes come out of training today.

corpus.txt: 200 sentences of tatoeba.org as published by manythings.org/anki (CC BY 2.0 FR), then
lines written for this test.

The lines are without the two strings that Apus and `tokenizers` read differently, on purpose:
special tokens such as <s>, which are text to Apus, and U+2581, which is no space to Apus.
"""

import json

import tokenizers

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


def record(tokenizer, path):
    with open(path, "w", encoding="utf-8", newline="\n") as output:
        for line in LINES:
            ids = tokenizer.encode(line).ids
            expectation = {"text": line, "ids": ids, "decoded": tokenizer.decode(ids)}
            output.write(json.dumps(expectation) + "\n")


def main():
    tokenizer = tokenizers.Tokenizer.from_file("tokenizer.json")
    normalizing = tokenizers.Tokenizer.from_file("normalizing.json")
    record(tokenizer, "expected.jsonl")
    record(normalizing, "expected-normalizing.jsonl")
    tokenizer.save("rewritten.json", pretty=False)


if __name__ == "__main__":
    main()
