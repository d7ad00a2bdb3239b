"""Compares log-probabilities of translations, token by token: those that the decoder tells with
what it found, those of `apus rescore`, and those of PyTorch given the same tokens.

PyTorch runs the plain model of Tests/Fixtures/pytorch in double precision, sentence by sentence.
The exit status is 1 where a difference is larger than the bound.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

import measuring
import numpy as np
import torch

sys.path += [
    str(Path(__file__).parent / "handover"),
    str(Path(__file__).parents[2] / "Tests" / "Fixtures" / "pytorch"),
]
import model
from apus_model import ApusModel


def main() -> None:
    options = parse_options()
    torch.set_num_threads(1)
    report = measuring.circumstances(options)
    with tempfile.TemporaryDirectory() as folder:
        differences = compare(options, Path(folder))
    report["largest_differences"] = {name: max(found) for name, found in differences.items()}
    print(measuring.heading(report), table(differences), sep="\n\n")
    measuring.write(report, options.json)
    worst = max(report["largest_differences"].values())
    if not worst <= options.bound:
        sys.exit(f"forced.py: {worst} is more than {options.bound}")


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    measuring.add_options(parser)
    measuring.add_sentences(parser)
    parser.add_argument("--bound", type=float, default=1e-4, help="nats a token (default: 1e-4)")
    return parser.parse_args()


def compare(options: argparse.Namespace, folder: Path) -> dict[str, list[float]]:
    """For each pair of sides the largest difference in each sentence.

    `rescore` and PyTorch are given the decoder's text. Where it splits into other tokens than those
    that search chose, the decoder is left out.
    """
    sentences = measuring.filled_sentences(options)
    source = measuring.write_lines(folder / "source.txt", sentences)
    found = decode(options, source, folder / "found.jsonl")
    texts = [translation["translation"] for translation in found]
    target = measuring.write_lines(folder / "target.txt", texts)
    rescored = rescore(options, source, target, folder / "rescored.txt")
    sources, targets = (pieces(options, text, folder) for text in (source, target))
    network = Network(options.model)
    forced = list(map(network.log_probabilities, sources, targets))
    details = [translation["details"] for translation in found]
    same = [
        detail["target_pieces"] == [*pieces, "</s>"]
        for detail, pieces in zip(details, targets, strict=True)
    ]
    decoder = chosen([np.array(detail["log_probabilities"]) for detail in details], same)
    return {
        "rescore and PyTorch": largest_differences(rescored, forced),
        "decoder and rescore": largest_differences(decoder, chosen(rescored, same)),
        "decoder and PyTorch": largest_differences(decoder, chosen(forced, same)),
    }


def pieces(options: argparse.Namespace, text: Path, folder: Path) -> list[list[str]]:
    """Those of each line."""
    tokenizer = measuring.Tokenizer(options.apus, options.model, folder)
    return [line.split(" ") for line in measuring.lines(tokenizer.encode(text, folder / "pieces"))]


def decode(options: argparse.Namespace, source: Path, output: Path) -> list[dict]:
    """The best translation of each sentence, with its tokens."""
    measuring.execute(
        [options.apus, "translate", "--model", options.model, "--precision", "f32", "--no-guards"]
        + ["--json", "--word-scores"],
        source, output,
    )  # fmt: skip
    return list(map(json.loads, measuring.lines(output)))


def rescore(
    options: argparse.Namespace, source: Path, target: Path, output: Path
) -> list[np.ndarray]:
    measuring.execute(
        [options.apus, "rescore", "--model", options.model, "--precision", "f32"]
        + ["--source", source, "--target", target, "--word-scores"],
        None, output,
    )  # fmt: skip
    fields = [line.split(" ||| WordScores= ")[1] for line in measuring.lines(output)]
    return [np.array(field.split(" "), dtype=float) for field in fields]


class Network:
    """A model folder in PyTorch."""

    def __init__(self, folder: Path) -> None:
        stored = ApusModel(folder)
        self.ids = {piece: number for number, piece in enumerate(stored.pieces)}
        self.parameters = {
            name: torch.tensor(values, dtype=torch.float64)
            for name, values in stored.parameters.items()
        }
        self.configuration = model.Configuration(
            vocabularySize=len(stored.pieces),
            modelDimension=stored.dimension,
            feedForwardDimension=stored.feed_forward_dimension,
            headCount=stored.heads,
            encoderLayerCount=stored.layers["encoder"],
            decoderLayerCount=stored.layers["decoder"],
            normEpsilon=stored.norm_epsilon,
        )

    def log_probabilities(self, source: list[str], target: list[str]) -> np.ndarray:
        """Of each target token and of </s>."""
        read, labels = ([self.ids[piece] for piece in [*side, "</s>"]] for side in (source, target))
        seen = [self.ids["<s>"], *labels[:-1]]
        with torch.no_grad():
            found = model.logits(self.parameters, self.configuration, read, seen).log_softmax(-1)
        return found[range(len(labels)), labels].numpy()


def chosen(items: list, flags: list[bool]) -> list:
    return [item for item, flag in zip(items, flags, strict=True) if flag]


def largest_differences(left: list[np.ndarray], right: list[np.ndarray]) -> list[float]:
    """Of tokens, by sentence; arrays of other lengths are an error of NumPy."""
    return [float(np.abs(a - b).max()) for a, b in zip(left, right, strict=True)]


def table(differences: dict[str, list[float]]) -> str:
    rows = [
        [name, f"{len(found):,}", f"{max(found):.1e}", f"{np.median(found):.1e}"]
        for name, found in differences.items()
    ]
    return measuring.table(["log-probabilities", "sentences", "largest", "median"], rows)


if __name__ == "__main__":
    main()
