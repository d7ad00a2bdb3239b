"""Writes pipelines.json: what Hugging Face's tokenizers 0.23.3 makes of hostile texts.

Run in this folder with `pip install tokenizers==0.23.3 sentencepiece==0.2.3`. The file has a few
models, pipelines that use them with other parts, and for each of these the result for some texts.
Models and parts are stored as text, so that no reader of JSON can merge names that look alike.
Models that are there already stay, since the package does not train them alike each time.
"""

import base64
import io
import json
import os
import tempfile

import sentencepiece
from tokenizers import Tokenizer, models, pre_tokenizers, trainers

CORPUS = [
    "The quick brown fox jumps over the lazy dog, and the dog sleeps on.",
    "Die Katze schläft auf dem Dach, während der Hund im Garten bellt.",
    "We saw 12 ships and 345 boats; they were sailing to the north in 1999.",
    "Größe und Länge messen wir in Metern, das Gewicht der Dinge in Gramm.",
    "It's late, isn't it? We'll go home when they're ready, I'd say.",
    "Straße, Fuß, Öl, Übung, café, naïve: words with marks stay words.",
    "Съешь ещё этих мягких французских булок, да выпей чаю.",
    "Reading and writing are learned by reading and by writing more.",
] * 3

TEXTS = [
    "",
    " ",
    "The dog and the cat.",
    "  two  spaces  and\ttabs \n",
    "Die Straße ist 12345 Meter lang, während ½ Ｇramm fehlt.",
    "It's, we'll, they'RE, don't do not!",
    "decomposed: e\u0301 o\u0308 \u1e9b\u0323 \u0344 각 \u1112\u1161\u11ab",
    "marks: a\u0315\u0300\u05ae\u0334b \u0301first q\u0323\u0307 \u1cf2\U000111c9",
    "我们今天去公园，好吗？ 日本語",
    "emoji 👩\u200d👩\u200d👧 🇩🇪 \U0001d15e",
    "<s>marked</s> <s> text  <tag>  tagged <tag>s Wort Worte Wort.",
    "literal ▁ and Ġ and <0x41> and ##ing and </w>",
    "nul\0 bell\x07 zero\u200bwidth\ufeff soft\u00adhyphen \u2028line\u0085next\u00a0space",
    "İstanbul ǅ ΑΣ ﬁ ß ẞ K ſ",
    "Съешь ещё! Größe? [brackets] (and) {braces}...",
    "aaaa abab aaab the thethe  the",
    "\u0378 \ue000 \U0010ffff \U00016ff4 \u166d",
    "line one\r\nline two\r\n\r\nend   ",
    " leading and trailing ",
    "co-operate -- 3.14 e-mail a_b x^2 $5",
]

CL100K = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}"
    r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
O200K = (
    r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+"
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+"
    r"[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\p{N}{1,3}"
    r"| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
SPECIALS = ["<unk>", "<s>", "</s>"]


def part(kind, **fields):
    return {"type": kind, **fields}


def byte_level(add_prefix_space=False, trim_offsets=True, use_regex=True):
    return part(
        "ByteLevel",
        add_prefix_space=add_prefix_space,
        trim_offsets=trim_offsets,
        use_regex=use_regex,
    )


def metaspace(scheme="always", split=True):
    return part("Metaspace", replacement="▁", prepend_scheme=scheme, split=split)


def normalizers(*steps):
    return part("Sequence", normalizers=list(steps))


def cuts(*steps):
    return part("Sequence", pretokenizers=list(steps))


def decoders(*steps):
    return part("Sequence", decoders=list(steps))


def replace(content, **pattern):
    return part("Replace", pattern=pattern, content=content)


def split(behavior="Isolated", invert=False, **pattern):
    return part("Split", pattern=pattern, behavior=behavior, invert=invert)


def bert(**options):
    defaults = dict(
        clean_text=True, handle_chinese_chars=True, strip_accents=None, lowercase=True
    )
    return part("BertNormalizer", **{**defaults, **options})


def added(content, **options):
    flags = dict.fromkeys(["single_word", "lstrip", "rstrip", "normalized", "special"], False)
    return {"id": 0, "content": content, **flags, **options}


def trained(model, trainer, pre_tokenizer):
    tokenizer = Tokenizer(model)
    tokenizer.pre_tokenizer = pre_tokenizer
    tokenizer.train_from_iterator(CORPUS, trainer)
    return json.loads(tokenizer.to_str())["model"]


def train_models():
    options = dict(vocab_size=160, special_tokens=SPECIALS, show_progress=False)
    space = pre_tokenizers.Metaspace()
    words = pre_tokenizers.Whitespace()
    bpe = trained(models.BPE(unk_token="<unk>"), trainers.BpeTrainer(**options), space)
    suffix = trained(
        models.BPE(unk_token="<unk>", end_of_word_suffix="</w>"),
        trainers.BpeTrainer(**options, end_of_word_suffix="</w>"),
        words,
    )
    byte = trained(
        models.BPE(),
        trainers.BpeTrainer(
            **{**options, "vocab_size": 330},
            initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        ),
        pre_tokenizers.ByteLevel(add_prefix_space=False),
    )
    unigram = trained(
        models.Unigram(), trainers.UnigramTrainer(**options, unk_token="<unk>"), space
    )
    wordpiece = trained(
        models.WordPiece(unk_token="<unk>"), trainers.WordPieceTrainer(**options), words
    )
    wordlevel = trained(
        models.WordLevel(unk_token="<unk>"), trainers.WordLevelTrainer(**options), words
    )
    fallback = json.loads(json.dumps(bpe))
    for byte_value in range(256):
        piece = f"<0x{byte_value:02X}>"
        fallback["vocab"].setdefault(piece, len(fallback["vocab"]))
    fallback.update(byte_fallback=True, fuse_unk=True)
    ways = {
        "type": "BPE", "unk_token": None, "merges":
        [["b", "a"], ["a", "ba"], ["a", "b"], ["ab", "a"], ["a", "a"], ["aa", "a"], ["aa", "aa"]],
        "vocab": {piece: number * 3 for number, piece in
                  enumerate(["a", "b", "ab", "ba", "aba", "aa", "aaa", "aaaa", "t", "h"])},
    }
    prefix = {
        "type": "BPE", "unk_token": "<unk>", "continuing_subword_prefix": "##",
        "vocab": {piece: number for number, piece in enumerate(
            ["<unk>", "t", "##h", "##e", "th", "the", "a", "##a", "##b", "ab", "##s", "s"])},
        "merges": ["#version: 0.2", "t ##h", "th ##e", "a ##b"],
    }
    return dict(bpe=bpe, suffix=suffix, byte=byte, unigram=unigram, wordpiece=wordpiece,
                wordlevel=wordlevel, fallback=fallback, ways=ways, prefix=prefix)


def character_map():
    rules = {"ﬁ": "fi", "e\u0301": "é", "½": "1/2", "\u00ad": "", "\t": " ", "İ": "i",
             "o": "oo", "o\u0308": "ö", "Ｇ": "G", "각": "kak"}
    lines = [
        " ".join(f"{ord(c):X}" for c in source) + "\t"
        + " ".join(f"{ord(c):X}" for c in target) for source, target in sorted(rules.items())
    ]
    model = io.BytesIO()
    with tempfile.NamedTemporaryFile("w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
        file.flush()
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(CORPUS), model_writer=model, vocab_size=120,
            normalization_rule_tsv=file.name, minloglevel=2, hard_vocab_limit=False)
    return base64.b64encode(field(2, field(3, model.getvalue()))).decode()


def field(wanted, message):
    """The bytes of the last field of that number in a message of protocol buffers."""
    position = 0
    found = b""

    def varint():
        nonlocal position
        value = shift = 0
        while True:
            byte = message[position]
            position += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    while position < len(message):
        key = varint()
        if key & 7 == 0:
            varint()
            continue
        size = {1: 8, 5: 4}.get(key & 7) or varint()
        if key >> 3 == wanted:
            found = message[position:position + size]
        position += size
    return found


TEMPLATE = part(
    "TemplateProcessing",
    single=[{"SpecialToken": {"id": "<s>", "type_id": 0}},
            {"Sequence": {"id": "A", "type_id": 0}},
            {"SpecialToken": {"id": "</s>", "type_id": 0}}],
    pair=[{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
    special_tokens={
        name: {"id": name, "ids": [number], "tokens": [name]}
        for number, name in [(1, "<s>"), (2, "</s>")]
    },
)
ROBERTA = part("RobertaProcessing", sep=["</s>", 2], cls=["<s>", 1], trim_offsets=True,
               add_prefix_space=True)
BERT = part("BertProcessing", sep=["</s>", 2], cls=["<s>", 1])
FALLBACK_DECODER = decoders(replace(" ", String="▁"), part("ByteFallback"), part("Fuse"),
                            part("Strip", content=" ", start=1, stop=0))
MARKS = [added(token, special=True) for token in SPECIALS]
TAGS = MARKS[:1] + [
    added("<s>", special=True, lstrip=True), added("</s>", special=True, rstrip=True),
    added("<tag>", lstrip=True, rstrip=True), added("<tag>s"),
    added("Wort", single_word=True), added("The", normalized=True),
    added("é", normalized=True, lstrip=True), added("  "),
]


def pipelines():
    yield "byte", "gpt2", dict(pre_tokenizer=byte_level(), decoder=byte_level())
    yield "byte", "gpt2-prefix", dict(
        pre_tokenizer=byte_level(True), post_processor=byte_level(True), decoder=byte_level())
    yield "byte", "roberta", dict(
        normalizer=part("Lowercase"), pre_tokenizer=byte_level(True), post_processor=ROBERTA,
        decoder=byte_level(), added_tokens=TAGS)
    yield "byte", "cl100k", dict(
        normalizer=part("NFC"), decoder=byte_level(),
        pre_tokenizer=cuts(split(Regex=CL100K), byte_level(use_regex=False)))
    yield "byte", "o200k-inverted", dict(
        decoder=byte_level(), post_processor=part("Sequence", processors=[byte_level(), TEMPLATE]),
        pre_tokenizer=cuts(split("Removed", True, Regex=O200K), byte_level(use_regex=False)))
    yield "byte", "byte-normalizer", dict(
        normalizer=normalizers(part("NFKC"), part("ByteLevel")), decoder=byte_level())
    for scheme in ["always", "first", "never"]:
        yield "bpe", f"metaspace-{scheme}", dict(
            added_tokens=TAGS, pre_tokenizer=metaspace(scheme, scheme != "first"),
            decoder=metaspace(scheme))
    yield "fallback", "fallback", dict(
        normalizer=part("NFKD"), pre_tokenizer=metaspace(), decoder=FALLBACK_DECODER,
        post_processor=TEMPLATE, added_tokens=MARKS)
    yield "fallback", "prepended", dict(
        normalizer=normalizers(part("Prepend", prepend="▁"), replace("▁", String=" ")),
        decoder=FALLBACK_DECODER)
    yield "unigram", "unigram", dict(
        normalizer=normalizers(part("Nmt"), part("NFKC"), replace(" ", Regex=" {2,}")),
        pre_tokenizer=metaspace(), decoder=metaspace(), added_tokens=MARKS)
    yield "unigram", "precompiled", dict(
        normalizer=part("Precompiled", precompiled_charsmap=character_map()),
        pre_tokenizer=metaspace(), decoder=metaspace())
    yield "unigram", "unigram-whole", dict(normalizer=part("NFD"))
    yield "suffix", "suffix", dict(
        normalizer=part("NFC"), pre_tokenizer=part("Whitespace"),
        decoder=part("BPEDecoder", suffix="</w>"))
    yield "suffix", "stripped", dict(
        normalizer=normalizers(part("NFD"), part("StripAccents"),
                               part("Strip", strip_left=True, strip_right=True)),
        pre_tokenizer=part("WhitespaceSplit"),
        decoder=decoders(replace(" ", Regex="</w>$"), part("Fuse"),
                         part("Strip", content="d", start=2, stop=0)))
    yield "wordpiece", "bert", dict(
        normalizer=bert(), pre_tokenizer=part("BertPreTokenizer"), post_processor=BERT,
        decoder=part("WordPiece", prefix="##", cleanup=True), added_tokens=MARKS)
    yield "wordpiece", "bert-cased", dict(
        normalizer=bert(lowercase=False, clean_text=False), added_tokens=TAGS,
        pre_tokenizer=part("BertPreTokenizer"),
        decoder=part("WordPiece", prefix="##", cleanup=False))
    yield "wordlevel", "words", dict(
        normalizer=part("Lowercase"),
        pre_tokenizer=cuts(part("CharDelimiterSplit", delimiter=" "),
                           part("Digits", individual_digits=False)))
    yield "wordlevel", "fixed", dict(
        pre_tokenizer=cuts(part("Punctuation", behavior="Contiguous"),
                           part("FixedLength", length=3)),
        decoder=part("CTC", pad_token="<unk>", word_delimiter_token="|", cleanup=True))
    yield "ways", "two-ways", dict(pre_tokenizer=part("Digits", individual_digits=True))
    yield "prefix", "prefix", dict(
        pre_tokenizer=split("Removed", Regex=r"\W+|(?<=s)(?=t)|\bx"),
        decoder=part("WordPiece", prefix="##", cleanup=False))
    for behavior in ["Removed", "MergedWithPrevious", "MergedWithNext", "Contiguous"]:
        yield "bpe", f"split-{behavior}", dict(
            pre_tokenizer=split(behavior, Regex=r"\p{P}+|[aeiou&&[^u]]{2,}?|^\w|(?>\s+)$"))
    yield "bpe", "expressions", dict(
        normalizer=normalizers(
            replace("-", Regex=r"(?<=\w)[[:punct:]](?=\w)"), replace("_", Regex=r"(?i)\bTHE\b|x*"),
            replace("\u200b", String="ll"), replace("#", Regex=r"\p{Han}|\d{2,3}+|[^\x00-\u04ff]")),
        pre_tokenizer=metaspace())


def expectations(tokenizer, texts):
    for text in texts:
        encoding = tokenizer.encode(text)
        yield {
            "input": text, "ids": encoding.ids, "tokens": encoding.tokens,
            "offsets": encoding.offsets, "special": encoding.special_tokens_mask,
            "decoded": tokenizer.decode(encoding.ids),
        }


def read_models():
    with open("pipelines.json", encoding="utf-8") as file:
        models_as_text = json.load(file)["models"]
    return {name: json.loads(model) for name, model in models_as_text.items()}


def main():
    trained_models = read_models() if os.path.exists("pipelines.json") else train_models()
    result = {"models": {}, "pipelines": []}
    compact = dict(ensure_ascii=False, separators=(",", ":"))
    for name, model in trained_models.items():
        result["models"][name] = json.dumps(model, **compact)
    for index, (model, name, parts) in enumerate(pipelines()):
        tokenizer = Tokenizer.from_str(json.dumps({"model": trained_models[model], **parts}))
        texts = [text for number, text in enumerate(TEXTS) if (number + index) % 4 == 0]
        result["pipelines"].append({
            "name": name, "model": model, "parts": json.dumps(parts, **compact)[1:-1],
            "cases": list(expectations(tokenizer, texts)),
        })
    with open("pipelines.json", "w", encoding="utf-8") as file:
        json.dump(result, file, ensure_ascii=False, separators=(",", ":"))
        file.write("\n")


main()
