"""Writes transformer.json: logits, losses and gradients of the reference model in float64.

    python generate.py                  # transformer.json beside this script
    python generate.py --full FOLDER    # everything, complete, in FOLDER/transformer.safetensors

Needs torch, numpy and safetensors (CPU); written with the versions named in the file.
"""

import argparse
import json
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy
import torch
from torch import Tensor

import splitmix
from crosscheck import assert_agrees_with_torch
from model import Configuration, Parameters, logits, make_parameters

BEGIN, END = 1, 2
SOURCE_LENGTHS = [7, 1, 12, 3, 20]
TARGET_LENGTHS = [5, 2, 14, 1, 17]
WHOLE_LOGITS = {0, 2}  # sentences; of the others the first and the last position
SMOOTHINGS = [0.0, 0.1]
SIGN_VECTOR_COUNT = 3
SAMPLE_COUNT = 24

CONVENTIONS = [
    "weights: y = x W + b, W is [in, out]; element i of the parameter at position p is"
    " float32(0.2 x), norm gains float32(1 + 0.2 x),"
    " x = (splitmix64(12345 + p * 2^32 + i) >> 40) / 2^24 - 0.5",
    "loss: sum over all target tokens of (1 - smoothing) * -log p(label)"
    " + smoothing / V * sum over the vocabulary of -log p",
    "gradients: of loss / targetTokenCount; projections are dot products with signs, j = 0, 1, 2:"
    " -1 where the top bit of splitmix64(777 + j * 2^40 + i) is set, else +1;"
    " samples stand at the flat indices k * (count - 1) / 23, k = 0 ... 23, rounded down",
    "float32Deviation: the same computation in torch float32 against float64: largest difference"
    " of a logit, and of a gradient element relative to the norm of its parameter's gradient",
]


@dataclass(frozen=True)
class Sentence:
    """One pair as the model sees it."""

    source: list[int]
    decoderInput: list[int]
    labels: list[int]


def make_sentences(vocabulary_size: int) -> list[Sentence]:
    sentences = []
    for n, (source_length, target_length) in enumerate(zip(SOURCE_LENGTHS, TARGET_LENGTHS)):
        source = splitmix.word_ids(2 * n, source_length, vocabulary_size)
        target = splitmix.word_ids(2 * n + 1, target_length, vocabulary_size)
        sentences.append(Sentence(source + [END], [BEGIN] + target, target + [END]))
    return sentences


@dataclass
class Results:
    """All that the model computes on the batch; gradients by smoothing, then by name."""

    logits: list[Tensor]
    logLikelihood: float
    losses: dict[float, float]
    gradients: dict[float, Parameters]


def compute(c: Configuration, sentences: list[Sentence], precision: torch.dtype) -> Results:
    parameters = make_parameters(c, precision)
    scores = [logits(parameters, c, s.source, s.decoderInput) for s in sentences]
    log_probabilities = torch.cat(scores).log_softmax(-1)  # [target tokens, V]
    labels = torch.tensor([label for s in sentences for label in s.labels])
    log_likelihood = log_probabilities.gather(1, labels[:, None]).sum()
    losses, gradients = {}, {}
    for smoothing in SMOOTHINGS:
        uniform = log_probabilities.mean(-1).sum()
        loss = -(1 - smoothing) * log_likelihood - smoothing * uniform
        values = torch.autograd.grad(
            loss / len(labels), list(parameters.values()), retain_graph=True
        )
        losses[smoothing] = loss.item()
        gradients[smoothing] = dict(zip(parameters, values))
    return Results([s.detach() for s in scores], log_likelihood.item(), losses, gradients)


def fixture(c: Configuration, sentences: list[Sentence], results: Results) -> dict:
    return {
        "generator": f"torch {torch.__version__}, numpy {numpy.__version__}, float64, CPU",
        "conventions": CONVENTIONS,
        "configuration": asdict(c),
        "targetTokenCount": sum(len(s.labels) for s in sentences),
        "float32Deviation": float32_deviation(c, sentences, results),
        "logLikelihood": results.logLikelihood,
        "losses": [{"smoothing": s, "loss": results.losses[s]} for s in SMOOTHINGS],
        "sentences": [
            {**asdict(s), "logits": stored_logits(n, results.logits[n])}
            for n, s in enumerate(sentences)
        ],
        "parameters": [summary(name, results) for name in results.gradients[0.0]],
    }


def stored_logits(sentence: int, scores: Tensor) -> list[dict]:
    last = len(scores) - 1
    kept = range(last + 1) if sentence in WHOLE_LOGITS else [0, last]
    return [{"position": i, "values": scores[i].tolist()} for i in kept]


def summary(name: str, results: Results) -> dict:
    shape = results.gradients[0.0][name].shape
    count = shape.numel()
    indices = [k * (count - 1) // (SAMPLE_COUNT - 1) for k in range(SAMPLE_COUNT)]
    return {
        "name": name,
        "shape": list(shape),
        "indices": indices,
        "gradients": [
            {"smoothing": s, **digest(results.gradients[s][name].flatten(), indices)}
            for s in SMOOTHINGS
        ],
    }


def digest(gradient: Tensor, indices: list[int]) -> dict:
    vectors = [torch.from_numpy(splitmix.signs(j, len(gradient))) for j in range(SIGN_VECTOR_COUNT)]
    return {
        "norm": gradient.norm().item(),
        "projections": [(gradient * vector).sum().item() for vector in vectors],
        "samples": gradient[indices].tolist(),
    }


def float32_deviation(c: Configuration, sentences: list[Sentence], exact: Results) -> dict:
    """How far float32 strays in torch itself: the origin of a test's tolerance."""
    single = compute(c, sentences, torch.float32)
    pairs = [
        (single.gradients[s][name], gradient)
        for s in SMOOTHINGS
        for name, gradient in exact.gradients[s].items()
    ]
    return {
        "logits": max((a - b).abs().max().item() for a, b in zip(single.logits, exact.logits)),
        "gradients": max(((a - b).abs().max() / b.norm()).item() for a, b in pairs),
    }


def nine_digits(value):
    """The same tree with numbers of nine significant digits, which name a float32 exactly."""
    if isinstance(value, dict):
        return {key: nine_digits(item) for key, item in value.items()}
    if isinstance(value, list):
        return [nine_digits(item) for item in value]
    return float(f"{value:.9g}") if isinstance(value, float) else value


def write_fixture(path: Path, content: dict) -> None:
    """JSON with one sentence or parameter a line."""

    def encode(value) -> str:
        return json.dumps(value, separators=(",", ":"))

    def member(key: str, value) -> str:
        if isinstance(value, list):
            return f"{encode(key)}:[\n" + ",\n".join(map(encode, value)) + "\n]"
        return f"{encode(key)}:{encode(value)}"

    members = [member(key, value) for key, value in nine_digits(content).items()]
    path.write_text("{\n" + ",\n".join(members) + "\n}\n")


def write_everything(folder: Path, c: Configuration, results: Results) -> None:
    from safetensors.torch import save_file

    tensors = {f"logits/{n}": scores for n, scores in enumerate(results.logits)}
    tensors |= {f"parameter/{name}": p for name, p in make_parameters(c, torch.float32).items()}
    for smoothing, gradients in results.gradients.items():
        tensors |= {f"gradient/{smoothing}/{name}": g for name, g in gradients.items()}
    folder.mkdir(parents=True, exist_ok=True)
    single = {name: tensor.detach().float().contiguous() for name, tensor in tensors.items()}
    save_file(single, folder / "transformer.safetensors")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--full", type=Path, metavar="FOLDER", help="write complete tensors there")
    arguments = parser.parse_args()

    configuration = Configuration()
    sentences = make_sentences(configuration.vocabularySize)
    parameters = make_parameters(configuration, torch.float64)
    for s in sentences:
        assert_agrees_with_torch(parameters, configuration, s.source, s.decoderInput)
    results = compute(configuration, sentences, torch.float64)
    if arguments.full:
        write_everything(arguments.full, configuration, results)
    else:
        path = Path(__file__).with_name("transformer.json")
        write_fixture(path, fixture(configuration, sentences, results))


if __name__ == "__main__":
    main()
