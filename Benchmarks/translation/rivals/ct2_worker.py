"""Translates a file of pieces with CTranslate2, and prints as JSON how long that took.

The model's loading and a first batch are not timed. With --singly, each sentence is translated on
its own and timed.
"""

import argparse
import json
import time
from pathlib import Path

import ctranslate2

LENGTH_PENALTY = 0.6  # its form is another one than Apus' (a power of the length)
MORE = 50  # tokens that a translation may have beyond its source
WARM_UP = 5  # sentences


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model")
    parser.add_argument("pieces", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--beam", type=int, required=True)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--inter", type=int, default=1)
    parser.add_argument("--intra", type=int, default=1)
    parser.add_argument("--singly", action="store_true")
    options = parser.parse_args()
    text = options.pieces.read_bytes().decode("utf-8").removesuffix("\n")
    sentences = [line.split() for line in text.split("\n")]
    translator = ctranslate2.Translator(
        options.model, device="cpu", inter_threads=options.inter, intra_threads=options.intra
    )
    search = {
        "beam_size": options.beam,
        "length_penalty": LENGTH_PENALTY,
        # Apus' limit is that of each sentence, of which CTranslate2 has only one for all.
        "max_decoding_length": max(map(len, sentences)) + MORE,
    }
    run = singly if options.singly else together
    translations, told = run(translator, sentences, search, options)
    options.output.write_bytes("".join(f"{' '.join(line)}\n" for line in translations).encode())
    print(json.dumps(told | {"compute_type": translator.compute_type}))


def together(translator, sentences, search, options) -> tuple[list[list[str]], dict]:
    search = search | {"max_batch_size": options.batch}
    # Every worker has a batch.
    translator.translate_batch(sentences[: options.batch] * options.inter, **search)
    start = time.perf_counter()
    results = translator.translate_batch(sentences, **search)
    seconds = time.perf_counter() - start
    return [result.hypotheses[0] for result in results], {"seconds": seconds}


def singly(translator, sentences, search, options) -> tuple[list[list[str]], dict]:
    for _ in range(WARM_UP):
        translator.translate_batch(sentences[:1], **search)
    translations, latencies = [], []
    for sentence in sentences:
        start = time.perf_counter()
        results = translator.translate_batch([sentence], **search)
        latencies.append(time.perf_counter() - start)
        translations.append(results[0].hypotheses[0])
    return translations, {"latencies": latencies, "seconds": sum(latencies)}


if __name__ == "__main__":
    main()
