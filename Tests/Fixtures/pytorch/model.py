"""The post-norm transformer of "Attention Is All You Need" in plain torch operations.

A model is a dictionary from parameter names to tensors; matrices are [in, out]: y = x W + b.
Sentences run one by one: no padding, no padding mask. S source, T target, D model, H heads.
"""

import math
from dataclasses import dataclass

import torch
from torch import Tensor

import splitmix

Parameters = dict[str, Tensor]


@dataclass(frozen=True)
class Configuration:
    """The preset `tiny` with a vocabulary small enough for a committed fixture; JSON's names."""

    vocabularySize: int = 96
    modelDimension: int = 128
    feedForwardDimension: int = 256
    headCount: int = 4
    encoderLayerCount: int = 4
    decoderLayerCount: int = 4
    normEpsilon: float = 1e-6


def parameter_shapes(c: Configuration) -> dict[str, tuple[int, ...]]:
    """Names and shapes in the order that numbers the parameters."""
    d = c.modelDimension
    shapes = {"embedding.weight": (c.vocabularySize, d)}

    def linear(name: str, inputs: int, outputs: int) -> None:
        shapes[f"{name}.weight"] = (inputs, outputs)
        shapes[f"{name}.bias"] = (outputs,)

    def norm(name: str) -> None:
        shapes[f"{name}.gain"] = (d,)
        shapes[f"{name}.bias"] = (d,)

    def self_attention(name: str) -> None:
        linear(f"{name}.query_key_value", d, 3 * d)
        linear(f"{name}.output", d, d)
        norm(f"{name}.norm")

    def cross_attention(name: str) -> None:
        linear(f"{name}.query", d, d)
        linear(f"{name}.key_value", d, 2 * d)
        linear(f"{name}.output", d, d)
        norm(f"{name}.norm")

    def feed_forward(name: str) -> None:
        linear(f"{name}.inner", d, c.feedForwardDimension)
        linear(f"{name}.outer", c.feedForwardDimension, d)
        norm(f"{name}.norm")

    for i in range(c.encoderLayerCount):
        self_attention(f"encoder.layers.{i}.self_attention")
        feed_forward(f"encoder.layers.{i}.feed_forward")
    for i in range(c.decoderLayerCount):
        self_attention(f"decoder.layers.{i}.self_attention")
        cross_attention(f"decoder.layers.{i}.cross_attention")
        feed_forward(f"decoder.layers.{i}.feed_forward")
    return shapes


def make_parameters(c: Configuration, precision: torch.dtype) -> Parameters:
    """Weights by formula, rounded to float32 before any use."""
    parameters = {}
    for position, (name, shape) in enumerate(parameter_shapes(c).items()):
        values = 0.2 * torch.from_numpy(splitmix.centred(position, math.prod(shape)))
        if name.endswith(".gain"):
            values = 1 + values
        rounded = values.to(torch.float32).to(precision).reshape(shape)
        parameters[name] = rounded.requires_grad_()
    return parameters


def logits(p: Parameters, c: Configuration, source: list[int], decoder_input: list[int]) -> Tensor:
    """Scores of the next word at every position of the decoder input, [T, V]."""
    memory = encode(p, c, source)
    return decode(p, c, memory, decoder_input) @ p["embedding.weight"].T


def encode(p: Parameters, c: Configuration, source: list[int]) -> Tensor:
    x = embed(p, c, source)  # [S, D]
    for i in range(c.encoderLayerCount):
        layer = f"encoder.layers.{i}"
        x = self_attention_sublayer(p, c, f"{layer}.self_attention", x, causal=False)
        x = feed_forward_sublayer(p, c, f"{layer}.feed_forward", x)
    return x


def decode(p: Parameters, c: Configuration, memory: Tensor, decoder_input: list[int]) -> Tensor:
    x = embed(p, c, decoder_input)  # [T, D]
    for i in range(c.decoderLayerCount):
        layer = f"decoder.layers.{i}"
        x = self_attention_sublayer(p, c, f"{layer}.self_attention", x, causal=True)
        x = cross_attention_sublayer(p, c, f"{layer}.cross_attention", x, memory)
        x = feed_forward_sublayer(p, c, f"{layer}.feed_forward", x)
    return x


def embed(p: Parameters, c: Configuration, ids: list[int]) -> Tensor:
    """Sections 3.4 and 3.5: embeddings times sqrt(D), plus positions from 0."""
    weight = p["embedding.weight"]
    words = weight[ids] * math.sqrt(c.modelDimension)
    return words + positions(len(ids), c.modelDimension).to(weight.dtype)


def positions(count: int, dimension: int) -> Tensor:
    """Section 3.5: even columns sin, odd columns cos."""
    even = torch.arange(0, dimension, 2, dtype=torch.float64)
    angles = torch.arange(count, dtype=torch.float64)[:, None] / 10000 ** (even / dimension)
    return torch.stack([angles.sin(), angles.cos()], dim=-1).reshape(count, dimension)


def self_attention_sublayer(
    p: Parameters, c: Configuration, name: str, x: Tensor, causal: bool
) -> Tensor:
    query, key, value = linear(p, f"{name}.query_key_value", x).chunk(3, dim=-1)
    context = attention(query, key, value, c.headCount, causal)
    return layer_norm(p, c, f"{name}.norm", x + linear(p, f"{name}.output", context))


def cross_attention_sublayer(
    p: Parameters, c: Configuration, name: str, x: Tensor, memory: Tensor
) -> Tensor:
    query = linear(p, f"{name}.query", x)
    key, value = linear(p, f"{name}.key_value", memory).chunk(2, dim=-1)
    context = attention(query, key, value, c.headCount, causal=False)
    return layer_norm(p, c, f"{name}.norm", x + linear(p, f"{name}.output", context))


def feed_forward_sublayer(p: Parameters, c: Configuration, name: str, x: Tensor) -> Tensor:
    hidden = linear(p, f"{name}.inner", x).relu()
    return layer_norm(p, c, f"{name}.norm", x + linear(p, f"{name}.outer", hidden))


def attention(query: Tensor, key: Tensor, value: Tensor, head_count: int, causal: bool) -> Tensor:
    """Equation 1 in each head; heads stand side by side in the columns."""
    q, k, v = (split_heads(x, head_count) for x in (query, key, value))  # [H, ., D/H]
    scores = q @ k.transpose(1, 2) / math.sqrt(q.shape[-1])
    if causal:
        future = torch.ones(scores.shape[1:], dtype=torch.bool).triu(1)
        scores = scores.masked_fill(future, -math.inf)
    return (scores.softmax(-1) @ v).transpose(0, 1).flatten(1)


def split_heads(x: Tensor, head_count: int) -> Tensor:
    return x.unflatten(-1, (head_count, -1)).transpose(0, 1)


def linear(p: Parameters, name: str, x: Tensor) -> Tensor:
    return x @ p[f"{name}.weight"] + p[f"{name}.bias"]


def layer_norm(p: Parameters, c: Configuration, name: str, x: Tensor) -> Tensor:
    centred = x - x.mean(-1, keepdim=True)
    variance = centred.square().mean(-1, keepdim=True)  # biased
    normal = centred / (variance + c.normEpsilon).sqrt()
    return normal * p[f"{name}.gain"] + p[f"{name}.bias"]
