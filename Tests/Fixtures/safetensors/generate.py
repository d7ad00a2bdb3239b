"""Writes mixed.safetensors with the safetensors package 0.8.0 and torch 2.13.0."""

from pathlib import Path

import torch
from safetensors.torch import save_file

HALF_BITS = [0x0000, 0x8000, 0x0001, 0x83FF, 0x0400, 0x3C00, 0xBC01, 0x7BFF, 0x7C00, 0xFC00, 0x7E00]
BFLOAT_BITS = [0x0000, 0x8000, 0x0001, 0x3F80, 0xBF81, 0x7F7F, 0x7F80, 0xFF80, 0x7FC0]


def from_bits(bits, dtype):
    return torch.tensor(bits, dtype=torch.uint16).view(dtype)


save_file(
    {
        "encoder.weight": torch.arange(6, dtype=torch.float32).reshape(2, 3) / 8 - 0.25,
        "scalar": torch.tensor(-1.5),
        "empty": torch.zeros(0, 4),
        "half": from_bits(HALF_BITS, torch.float16),
        "brain": from_bits(BFLOAT_BITS, torch.bfloat16).reshape(3, 3),
        "ids": torch.arange(3),
        "ключ “1”\n": torch.ones(2),
    },
    Path(__file__).with_name("mixed.safetensors"),
    metadata={"source": "en", "note": 'a "quoted"\tline\\\u2028 and 𝄞'},
)
