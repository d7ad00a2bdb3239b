#!/usr/bin/env python3
"""Trains small models with SentencePiece 0.2.3 and records what it does with texts.

Needs the packages sentencepiece and protobuf (any version), and ../tokenizers/corpus.txt.
exported.model is no output but an input: the tests of SentencePieceExportTests write it to the path
in APUS_WRITE_EXPORTED, and the ids here are those that the package finds with it.

The sentences are those of ../tokenizers/corpus.txt; see ../tokenizers/generate.py for their origin.
"""

import io
import json
import pathlib
import struct

import sentencepiece as spm
from sentencepiece import sentencepiece_model_pb2 as proto

FOLDER = pathlib.Path(__file__).parent
CORPUS = [
    line for line in (FOLDER.parent / "tokenizers/corpus.txt").read_text("utf-8").split("\n") if line
]
SPECIAL = [
    "", " ", "a", "  two  spaces  ", "\ttab\u00a0and  no-break ", "▁", "a▁b", "▁▁ ▁", "<s> </s>",
    "<unk>", "<0x41>", "ﬁ Å é e\u0301 ﾊﾟ", "日本語です。", "नमस्ते", "👩‍👩‍👧 🇩🇪", "x" * 70,
    "unbelievable" * 6, "- -- --- ----", "1000 2,50 2000", "<sep>in<sep> <sep>", "in<mask>ter",
    "\u0001control\u200b", "Ünïcödé ẞ", "aaaaaaaaaaaaaaa", "the the the", "\u0000nul",
]
SENTENCES = CORPUS[:200]
TEXTS = SPECIAL + CORPUS[:: max(1, len(CORPUS) // 8)][:8]

IDENTITY = {"normalization_rule_name": "identity"}
MODELS = {
    "bpe-bytes": dict(IDENTITY, model_type="bpe", vocab_size=420, byte_fallback=True),
    "bpe-suffix": dict(IDENTITY, model_type="bpe", vocab_size=200, treat_whitespace_as_suffix=True,
                       remove_extra_whitespaces=False, user_defined_symbols=["<sep>", "ter"]),
    "bpe-spaces": dict(IDENTITY, model_type="bpe", vocab_size=220, split_by_whitespace=False),
    "unigram": dict(IDENTITY, model_type="unigram", vocab_size=200,
                    user_defined_symbols=["<sep>", "in"], control_symbols=["<mask>"], pad_id=3),
    "unigram-bytes": dict(IDENTITY, model_type="unigram", vocab_size=440, byte_fallback=True,
                          add_dummy_prefix=False),
    "character": dict(IDENTITY, model_type="char", vocab_size=150),
    "word": dict(IDENTITY, model_type="word", vocab_size=120, unk_surface="?"),
}


def train(options):
    model = io.BytesIO()
    spm.SentencePieceTrainer.train(
        sentence_iterator=iter(SENTENCES), model_writer=model, hard_vocab_limit=False,
        minloglevel=2, num_threads=1, **dict(character_coverage=0.98, **options))
    return model.getvalue()


def with_unused_pieces(model):
    """Marks every third piece unused, which training never does."""
    message = proto.ModelProto.FromString(model)
    for index, piece in enumerate(message.pieces):
        if piece.type == proto.ModelProto.SentencePiece.NORMAL and index % 3 == 0:
            piece.type = proto.ModelProto.SentencePiece.UNUSED
    return message.SerializeToString()


def with_rules_and_tests(path):
    """Adds rules for text before and after, a test of the file itself, and unknown fields."""
    rules = path / "rules.tsv"
    rules.write_text("41\t61\n66 6A\t66 74\n66 6A 6F\t78\n2D\t\n", "utf-8")
    trained = io.BytesIO()
    spm.SentencePieceTrainer.train(
        sentence_iterator=iter(SENTENCES), model_writer=trained, hard_vocab_limit=False,
        minloglevel=2, num_threads=1, model_type="bpe", vocab_size=200, character_coverage=0.98,
        normalization_rule_tsv=str(rules))
    rules.unlink()
    message = proto.ModelProto.FromString(trained.getvalue())
    message.denormalizer_spec.CopyFrom(message.normalizer_spec)
    message.denormalizer_spec.add_dummy_prefix = False
    message.denormalizer_spec.remove_extra_whitespaces = False
    message.denormalizer_spec.escape_whitespaces = False
    text = "A test of the file"
    pieces = " ".join(load(message.SerializeToString()).encode(text, out_type=str))
    sample = field(1, text.encode()) + field(2, pieces.encode())
    return message.SerializeToString() + field(4, field(1, sample)) + field(250, b"kept")


def field(number, content):
    return varint(number << 3 | 2) + varint(len(content)) + content


def varint(value):
    result = b""
    while value >= 128:
        result += bytes([value & 127 | 128])
        value >>= 7
    return result + bytes([value])


def load(model):
    return spm.SentencePieceProcessor(model_proto=model)


def expected(processor, text):
    result = processor.encode(text, return_type="proto")
    spans = [[piece.begin, piece.end] for piece in result.pieces]
    ids = processor.encode(text)
    return {
        "input": text, "pieces": processor.encode(text, out_type=str), "ids": ids,
        "decoded": processor.decode(ids), "normalized": processor.normalize(text),
        "surface_spans": spans,
    }


def write(name, model):
    (FOLDER / f"{name}.model").write_bytes(model)
    processor = load(model)
    lines = []
    for text in TEXTS:
        case = expected(processor, text)
        if name.startswith("unigram"):
            found = processor.nbest_encode(text, nbest_size=3, out_type=str)
            case["nbest3"] = [pieces for pieces in found if pieces]
        lines.append(json.dumps(case, ensure_ascii=False, separators=(",", ":")))
    (FOLDER / f"{name}.expected.jsonl").write_text("\n".join(lines) + "\n", "utf-8")


def rules(charsmap):
    """The rules of a precompiled map, by their sources."""
    (size,) = struct.unpack_from("<I", charsmap)
    units = struct.unpack_from(f"<{size // 4}I", charsmap, 4)
    strings = charsmap[4 + size :]
    found, pending = [], [(0, b"")]
    while pending:
        node, source = pending.pop()
        unit = units[node]
        base = node ^ (unit >> 10) << ((unit & 0x200) >> 6)
        if unit & 0x100:
            start = units[base] & 0x7FFFFFFF
            found.append((source, strings[start : strings.index(b"\0", start)]))
        for byte in range(255, 0, -1):
            child = base ^ byte
            if child < len(units) and units[child] & 0x800000FF == byte:
                pending.append((child, source + bytes([byte])))
    return found


def fingerprint(name):
    """The number of rules of a map and the 64-bit FNV-1a hash of them all."""
    model = train(dict(model_type="char", vocab_size=60, normalization_rule_name=name))
    charsmap = proto.ModelProto.FromString(model).normalizer_spec.precompiled_charsmap
    found = rules(charsmap) if charsmap else []
    value = 0xCBF29CE484222325
    for source, target in found:
        for byte in source + b"\0" + target + b"\0":
            value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return {"rules": len(found), "hash": f"{value:016x}"}


def main():
    for name, options in MODELS.items():
        write(name, train(options))
    write("bpe-unused", with_unused_pieces(train(MODELS["bpe-suffix"])))
    write("bpe-rules", with_rules_and_tests(FOLDER))
    exported = FOLDER / "exported.model"
    if exported.exists():
        write("exported", exported.read_bytes())
    names = ["nmt_nfkc", "nfkc", "nmt_nfkc_cf", "nfkc_cf", "identity"]
    table = {name: fingerprint(name) for name in names}
    (FOLDER / "maps.json").write_text(json.dumps(table, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
