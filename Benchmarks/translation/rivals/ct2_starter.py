"""Translates one sentence with CTranslate2: MODEL SENTENCEPIECE-MODEL BEAM TEXT.

It is what a user's script does, and no more: pieces by SentencePiece, a translation, its text.
"""

import sys

import ctranslate2
import sentencepiece

model, pieces, beam, text = sys.argv[1:]
tokenizer = sentencepiece.SentencePieceProcessor(model_file=pieces)
translator = ctranslate2.Translator(model, device="cpu")
source = tokenizer.encode(text, out_type=str)
result = translator.translate_batch([source], beam_size=int(beam))
print(tokenizer.decode(result[0].hypotheses[0]))
