"""Writes the model of CTranslate2 that computes what an Apus model computes.

    ctranslate2_model.py MODEL OUTPUT [--quantization int8]

Only public classes of CTranslate2 are used. Its sentences begin with <s> and sources end with </s>,
as those of Apus do; it takes pieces and gives pieces, of `apus tokenizer encode` and `decode`.
"""

import argparse
import shutil
from pathlib import Path

import numpy as np
from apus_model import ApusModel
from ctranslate2.specs import TransformerSpec, common_spec

POSITIONS = 4096  # CTranslate2 does not take longer sentences


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("model", type=Path, help="the folder of an Apus model in f32 or bf16")
    parser.add_argument("output", type=Path, help="a folder, replaced")
    parser.add_argument(
        "--quantization", choices=["int8", "int16", "bfloat16", "float16"], help="(default: none)"
    )
    options = parser.parse_args()
    write(ApusModel(options.model), options.output, options.quantization)


def write(model: ApusModel, output: Path, quantization: str | None = None) -> None:
    specification = specify(model)
    specification.validate()
    specification.optimize(quantization=quantization)
    shutil.rmtree(output, ignore_errors=True)
    output.mkdir(parents=True)
    specification.save(str(output))


def specify(model: ApusModel) -> TransformerSpec:
    specification = TransformerSpec.from_config(
        (model.layers["encoder"], model.layers["decoder"]),
        model.heads,
        pre_norm=False,
        activation=common_spec.Activation.RELU,
    )
    embedding, positions = model["embedding.weight"].copy(), model.positions(POSITIONS)
    specification.encoder.embeddings[0].weight = embedding
    specification.decoder.embeddings.weight = embedding
    specification.decoder.projection.weight = embedding
    for side in (specification.encoder, specification.decoder):
        side.scale_embeddings = True
        side.position_encodings.encodings = positions
    fill_layers(specification, model)
    specification.register_source_vocabulary(model.pieces)
    specification.register_target_vocabulary(model.pieces)
    specification.config.add_source_eos = True
    specification.config.bos_token = "<s>"
    specification.config.decoder_start_token = "<s>"
    specification.config.eos_token = "</s>"
    specification.config.unk_token = "<unk>"
    specification.config.layer_norm_epsilon = model.norm_epsilon
    return specification


def fill_layers(specification: TransformerSpec, model: ApusModel) -> None:
    for side, layers in (
        ("encoder", specification.encoder.layer),
        ("decoder", specification.decoder.layer),
    ):
        for index, layer in enumerate(layers):
            name = f"{side}.layers.{index}"
            fill_attention(
                layer.self_attention, ["query_key_value"], f"{name}.self_attention", model
            )
            if side == "decoder":
                fill_attention(
                    layer.attention, ["query", "key_value"], f"{name}.cross_attention", model
                )
            fill_linear(layer.ffn.linear_0, f"{name}.feed_forward.inner", model)
            fill_linear(layer.ffn.linear_1, f"{name}.feed_forward.outer", model)
            fill_norm(layer.ffn.layer_norm, f"{name}.feed_forward.norm", model)


def fill_attention(attention, inputs: list[str], name: str, model: ApusModel) -> None:
    """Heads are laid out alike: query, key and value behind one another, heads inside each."""
    for linear, part in zip(attention.linear, [*inputs, "output"], strict=True):
        fill_linear(linear, f"{name}.{part}", model)
    fill_norm(attention.layer_norm, f"{name}.norm", model)


def fill_linear(linear, name: str, model: ApusModel) -> None:
    """CTranslate2's weights are [outputs, inputs]."""
    linear.weight = np.ascontiguousarray(model[f"{name}.weight"].T)
    linear.bias = model[f"{name}.bias"].copy()


def fill_norm(norm, name: str, model: ApusModel) -> None:
    norm.gamma = model[f"{name}.gain"].copy()
    norm.beta = model[f"{name}.bias"].copy()


if __name__ == "__main__":
    main()
