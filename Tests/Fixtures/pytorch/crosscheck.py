"""The plain model against torch's own transformer layers: different logits, no fixture."""

import torch
from torch import Tensor, nn

from model import Configuration, Parameters, embed, logits


def assert_agrees_with_torch(
    p: Parameters, c: Configuration, source: list[int], decoder_input: list[int]
) -> None:
    with torch.no_grad():
        expected = torch_logits(p, c, source, decoder_input)
        actual = logits(p, c, source, decoder_input)
    torch.testing.assert_close(actual, expected, rtol=1e-12, atol=1e-12)


def torch_logits(
    p: Parameters, c: Configuration, source: list[int], decoder_input: list[int]
) -> Tensor:
    memory = embed(p, c, source)[None]
    for i in range(c.encoderLayerCount):
        memory = encoder_layer(p, c, f"encoder.layers.{i}")(memory)
    x = embed(p, c, decoder_input)[None]
    mask = nn.Transformer.generate_square_subsequent_mask(len(decoder_input), dtype=x.dtype)
    for i in range(c.decoderLayerCount):
        x = decoder_layer(p, c, f"decoder.layers.{i}")(x, memory, tgt_mask=mask)
    return x[0] @ p["embedding.weight"].T


def encoder_layer(p: Parameters, c: Configuration, name: str) -> nn.Module:
    layer = nn.TransformerEncoderLayer(**options(c))
    layer.load_state_dict(
        {
            **self_attention(p, name, norm="norm1"),
            **feed_forward(p, name, norm="norm2"),
        }
    )
    return layer.eval()


def decoder_layer(p: Parameters, c: Configuration, name: str) -> nn.Module:
    layer = nn.TransformerDecoderLayer(**options(c))
    layer.load_state_dict(
        {
            **self_attention(p, name, norm="norm1"),
            **cross_attention(p, name, norm="norm2"),
            **feed_forward(p, name, norm="norm3"),
        }
    )
    return layer.eval()


def options(c: Configuration) -> dict:
    return {
        "d_model": c.modelDimension,
        "nhead": c.headCount,
        "dim_feedforward": c.feedForwardDimension,
        "layer_norm_eps": c.normEpsilon,
        "dropout": 0.0,
        "batch_first": True,
        "dtype": torch.float64,
    }


def self_attention(p: Parameters, name: str, norm: str) -> Parameters:
    ours = f"{name}.self_attention"
    return {
        "self_attn.in_proj_weight": p[f"{ours}.query_key_value.weight"].T,
        "self_attn.in_proj_bias": p[f"{ours}.query_key_value.bias"],
        "self_attn.out_proj.weight": p[f"{ours}.output.weight"].T,
        "self_attn.out_proj.bias": p[f"{ours}.output.bias"],
        **norm_state(p, ours, norm),
    }


def cross_attention(p: Parameters, name: str, norm: str) -> Parameters:
    ours = f"{name}.cross_attention"
    weights = [p[f"{ours}.query.weight"], p[f"{ours}.key_value.weight"]]
    biases = [p[f"{ours}.query.bias"], p[f"{ours}.key_value.bias"]]
    return {
        "multihead_attn.in_proj_weight": torch.cat(weights, dim=1).T,
        "multihead_attn.in_proj_bias": torch.cat(biases),
        "multihead_attn.out_proj.weight": p[f"{ours}.output.weight"].T,
        "multihead_attn.out_proj.bias": p[f"{ours}.output.bias"],
        **norm_state(p, ours, norm),
    }


def feed_forward(p: Parameters, name: str, norm: str) -> Parameters:
    ours = f"{name}.feed_forward"
    return {
        "linear1.weight": p[f"{ours}.inner.weight"].T,
        "linear1.bias": p[f"{ours}.inner.bias"],
        "linear2.weight": p[f"{ours}.outer.weight"].T,
        "linear2.bias": p[f"{ours}.outer.bias"],
        **norm_state(p, ours, norm),
    }


def norm_state(p: Parameters, ours: str, norm: str) -> Parameters:
    return {f"{norm}.weight": p[f"{ours}.norm.gain"], f"{norm}.bias": p[f"{ours}.norm.bias"]}
