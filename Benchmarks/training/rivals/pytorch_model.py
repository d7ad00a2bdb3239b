"""The transformer of "Attention Is All You Need" in plain PyTorch, shaped as Apus shapes it.

Post-norm residual sub-layers, sinusoidal positions, ReLU, biases in all linear maps, and one
embedding matrix for source, target and output. PyTorch's fast paths are taken: projections of
queries, keys and values in one product, fused attention, and logits for real target tokens only.

Shapes: B sentences, S source and T target tokens with padding, N target tokens without, D model,
H heads, K head dimension, V vocabulary.
"""

import math
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from shapes import Size

LONGEST_SEQUENCE = 1024
LAYER_NORM_EPSILON = 1e-6


class Batch(NamedTuple):
    source: Tensor  # [B, S]
    source_mask: Tensor  # [B, 1, 1, S], false at padding
    target_input: Tensor  # [B, T], begins with <s>
    labels: Tensor  # [N], each sentence ends with </s>
    label_positions: Tensor  # [N], where the labels belong among the B * T positions
    token_count: int  # source and target tokens without padding


class Transformer(nn.Module):
    def __init__(self, vocabulary_count: int, size: Size, dropout: float):
        super().__init__()
        self.embedding = nn.Embedding(vocabulary_count, size.model)
        nn.init.normal_(self.embedding.weight, std=size.model**-0.5)
        positions = sinusoids(LONGEST_SEQUENCE, size.model)
        self.register_buffer("positions", positions, persistent=False)
        self.scale = math.sqrt(size.model)
        self.dropout = nn.Dropout(dropout)
        self.encoder = nn.ModuleList(EncoderLayer(size, dropout) for _ in range(size.layers))
        self.decoder = nn.ModuleList(DecoderLayer(size, dropout) for _ in range(size.layers))

    def forward(self, batch: Batch, label_smoothing: float) -> Tensor:
        """The mean loss of a target token."""
        memory = self.embed(batch.source)
        for layer in self.encoder:
            memory = layer(memory, batch.source_mask)
        x = self.embed(batch.target_input)
        for layer in self.decoder:
            x = layer(x, memory, batch.source_mask)
        x = x.flatten(0, 1).index_select(0, batch.label_positions)  # [N, D]
        logits = F.linear(x, self.embedding.weight)  # [N, V]
        return F.cross_entropy(logits, batch.labels, label_smoothing=label_smoothing)

    def embed(self, ids: Tensor) -> Tensor:
        return self.dropout(self.embedding(ids) * self.scale + self.positions[: ids.shape[1]])


class EncoderLayer(nn.Module):
    def __init__(self, size: Size, dropout: float):
        super().__init__()
        self.self_attention = SelfAttention(size)
        self.feed_forward = FeedForward(size)
        self.norms = nn.ModuleList(ResidualNorm(size, dropout) for _ in range(2))

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        x = self.norms[0](x, self.self_attention(x, mask=mask))
        return self.norms[1](x, self.feed_forward(x))


class DecoderLayer(nn.Module):
    def __init__(self, size: Size, dropout: float):
        super().__init__()
        self.self_attention = SelfAttention(size)
        self.cross_attention = CrossAttention(size)
        self.feed_forward = FeedForward(size)
        self.norms = nn.ModuleList(ResidualNorm(size, dropout) for _ in range(3))

    def forward(self, x: Tensor, memory: Tensor, memory_mask: Tensor) -> Tensor:
        x = self.norms[0](x, self.self_attention(x, is_causal=True))
        x = self.norms[1](x, self.cross_attention(x, memory, memory_mask))
        return self.norms[2](x, self.feed_forward(x))


class SelfAttention(nn.Module):
    def __init__(self, size: Size):
        super().__init__()
        self.heads = size.heads
        self.query_key_value = linear(size.model, size.model, parts=3)
        self.output = linear(size.model, size.model)

    def forward(self, x: Tensor, mask: Tensor | None = None, is_causal: bool = False) -> Tensor:
        query, key, value = split_heads(self.query_key_value(x), self.heads, parts=3)
        y = F.scaled_dot_product_attention(query, key, value, mask, is_causal=is_causal)
        return self.output(join_heads(y))


class CrossAttention(nn.Module):
    def __init__(self, size: Size):
        super().__init__()
        self.heads = size.heads
        self.query = linear(size.model, size.model)
        self.key_value = linear(size.model, size.model, parts=2)
        self.output = linear(size.model, size.model)

    def forward(self, x: Tensor, memory: Tensor, mask: Tensor) -> Tensor:
        (query,) = split_heads(self.query(x), self.heads, parts=1)
        key, value = split_heads(self.key_value(memory), self.heads, parts=2)
        return self.output(join_heads(F.scaled_dot_product_attention(query, key, value, mask)))


class FeedForward(nn.Module):
    def __init__(self, size: Size):
        super().__init__()
        self.inner = linear(size.model, size.feed_forward)
        self.outer = linear(size.feed_forward, size.model)

    def forward(self, x: Tensor) -> Tensor:
        return self.outer(F.relu(self.inner(x)))


class ResidualNorm(nn.Module):
    """LayerNorm(x + Dropout(Sublayer(x)))."""

    def __init__(self, size: Size, dropout: float):
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.norm = nn.LayerNorm(size.model, eps=LAYER_NORM_EPSILON)

    def forward(self, x: Tensor, sublayer: Tensor) -> Tensor:
        return self.norm(x + self.dropout(sublayer))


def linear(inputs: int, outputs: int, parts: int = 1) -> nn.Linear:
    """Linear maps side by side, each with Glorot's initial weights."""
    layer = nn.Linear(inputs, parts * outputs)
    for part in layer.weight.data.chunk(parts):
        nn.init.xavier_uniform_(part)
    nn.init.zeros_(layer.bias)
    return layer


def split_heads(x: Tensor, heads: int, parts: int) -> list[Tensor]:
    """[B, T, parts * D] as parts of [B, H, T, K]."""
    return [part.unflatten(2, (heads, -1)).transpose(1, 2) for part in x.chunk(parts, dim=2)]


def join_heads(x: Tensor) -> Tensor:
    """[B, H, T, K] as [B, T, D]."""
    return x.transpose(1, 2).flatten(2)


def sinusoids(count: int, dimension: int) -> Tensor:
    """The paper's positions (section 3.5), sine and cosine in turn."""
    positions = torch.arange(count, dtype=torch.float64)[:, None]
    exponents = torch.arange(0, dimension, 2, dtype=torch.float64) / dimension
    angles = positions / 10000**exponents
    return torch.stack([angles.sin(), angles.cos()], dim=2).flatten(1).float()
