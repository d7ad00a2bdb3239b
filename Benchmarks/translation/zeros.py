"""Counts what max(0, .) leaves: the share of the activations of each feed-forward network that are
not zero, while PyTorch is given sentences and the decoder's translations of them.

Products pass over zeros, so this share is what the second matrix of the network costs.
"""

import argparse
import tempfile
from pathlib import Path

import forced
import measuring
import numpy as np
import torch


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    measuring.add_options(parser)
    measuring.add_sentences(parser)
    options = parser.parse_args()
    torch.set_num_threads(1)
    report = measuring.circumstances(options)
    with tempfile.TemporaryDirectory() as folder:
        shares = count(options, Path(folder))
    report["not_zero"] = {name: np.mean(found) for name, found in shares.items()}
    print(measuring.heading(report), table(shares), sep="\n\n")
    measuring.write(report, options.json)


def count(options: argparse.Namespace, folder: Path) -> dict[str, list[float]]:
    """For each layer the share in every token."""
    source = measuring.write_lines(folder / "source.txt", measuring.filled_sentences(options))
    found = forced.decode(options, source, folder / "found.jsonl")
    target = measuring.write_lines(
        folder / "target.txt", [translation["translation"] for translation in found]
    )
    sources, targets = (forced.pieces(options, text, folder) for text in (source, target))
    network = forced.Network(options.model)
    shares = watch_activations()
    for pair in zip(sources, targets, strict=True):
        network.log_probabilities(*pair)
    return shares


def watch_activations() -> dict[str, list[float]]:
    """What is filled whenever the model runs a feed-forward network."""
    shares: dict[str, list[float]] = {}
    plain = forced.model.feed_forward_sublayer

    def watched(p, c, name, x):
        hidden = forced.model.linear(p, f"{name}.inner", x).relu()
        shares.setdefault(name, []).extend((hidden > 0).double().mean(-1).tolist())
        return plain(p, c, name, x)

    forced.model.feed_forward_sublayer = watched
    return shares


def table(shares: dict[str, list[float]]) -> str:
    rows = [
        [name.removesuffix(".feed_forward"), f"{len(found):,}", f"{np.mean(found):.1%}",
         f"{np.quantile(found, 0.9):.1%}", f"{max(found):.1%}"]
        for name, found in shares.items()
    ]  # fmt: skip
    columns = ["layer", "tokens", "not zero", "of the upper tenth at least", "at most"]
    return measuring.table(columns, rows)


if __name__ == "__main__":
    main()
