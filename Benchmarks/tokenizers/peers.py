"""The rivals: how each trains on a file, and how each encodes lines that are in memory.

Each text is a program of its own, run in a fresh process. It finds FILE, SIZE, MODEL and THREADS
set. Training reads FILE and writes MODEL; encoding defines `encode(lines)` from MODEL.
"""

TRAINING = {
    "sentencepiece": """
import sentencepiece
sentencepiece.SentencePieceTrainer.train(
    input=FILE, model_prefix=MODEL, vocab_size=SIZE, model_type="bpe", character_coverage=1.0,
    num_threads=THREADS, normalization_rule_name="nfkc", minloglevel=2, max_sentence_length=10**6)
import os; os.rename(MODEL + ".model", MODEL)""",
    "tokenizers": """
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers
tokenizer = Tokenizer(models.BPE(unk_token="<unk>"))
tokenizer.normalizer = normalizers.NFKC()
tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
trainer = trainers.BpeTrainer(
    vocab_size=SIZE, special_tokens=["</s>", "<unk>"], show_progress=False)
tokenizer.train([FILE], trainer)
tokenizer.save(MODEL)""",
    "youtokentome": """
import youtokentome
youtokentome.BPE.train(data=FILE, model=MODEL, vocab_size=SIZE, coverage=1.0, n_threads=THREADS)""",
    "rustbpe": """
import rustbpe
rustbpe.Tokenizer().train_from_iterator(open(FILE, encoding="utf-8"), vocab_size=SIZE)""",
}

ENCODING = {
    "sentencepiece": """
import sentencepiece
processor = sentencepiece.SentencePieceProcessor(model_file=MODEL)
def encode(lines): return processor.encode(lines, num_threads=THREADS)""",
    "tokenizers": """
from tokenizers import Tokenizer
tokenizer = Tokenizer.from_file(MODEL)
def encode(lines): return tokenizer.encode_batch_fast(lines)""",
    "youtokentome": """
import youtokentome
bpe = youtokentome.BPE(MODEL, n_threads=THREADS)
def encode(lines): return bpe.encode(lines)""",
}
