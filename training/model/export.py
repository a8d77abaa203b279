"""Turn trained weights into a folder that `--judge onnx:FOLDER` reads.

    python -m training.model.export --weights RUN/weights.safetensors --tokenizer tokenizer.json --out FOLDER

Writes model.onnx (32 bit), model_int8.onnx, tokenizer.json and config.json, which says how much of a text the
model is shown. Where --marks is given, its three numbers are kept there too: the probabilities from which the
model's outputs count, as measure.py found them.
"""

from __future__ import annotations

import argparse
import json
import shutil
import warnings
from pathlib import Path

import torch
from safetensors.torch import load_file

from training.model.network import Network
from training.model.passages import ROOM
from training.model.sources import LABELS

OPSET = 17
INPUTS = ("input_ids", "attention_mask", "token_type_ids")
MARKS = ("supported", "unsupported", "contradicted")
"""The fields of `citecheck.judges.onnx.Marks` that are measured."""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--marks", type=float, nargs=len(MARKS), metavar=MARKS)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    export(load_network(given.weights), given.out / "model.onnx")
    quantize(given.out / "model.onnx", given.out / "model_int8.onnx")
    shutil.copy(given.tokenizer, given.out / "tokenizer.json")
    marks = dict(zip(MARKS, given.marks or (), strict=False)) | {"room": ROOM}
    config = {"id2label": dict(enumerate(LABELS[:3])), "citecheck": marks}
    (given.out / "config.json").write_text(json.dumps(config) + "\n", encoding="utf-8")
    for file in sorted(given.out.iterdir()):
        print(f"{file.name:20}{file.stat().st_size / 1e6:8.1f} MB")


def load_network(weights: Path) -> Network:
    """Return the network that train.py kept."""
    state = load_file(weights)
    layers = 1 + max(int(name.split(".")[1]) for name in state if name.startswith("layers."))
    network = Network(layers)
    network.load_state_dict(state)
    return network.eval()


def export(network: Network, path: Path) -> None:
    """Write the network in ONNX form, for any number and length of pairs."""
    sample = torch.ones(2, 9, dtype=torch.int64)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of shapes that the traced code reads: they are named below
        torch.onnx.export(
            network,
            (sample, sample, sample),
            str(path),
            input_names=list(INPUTS),
            output_names=["logits"],
            dynamic_axes={name: {0: "pairs", 1: "pieces"} for name in INPUTS},
            opset_version=OPSET,
            dynamo=False,
        )


def quantize(full: Path, small: Path) -> None:
    """Write the model with weights of 8 bits, each output channel on its own scale."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(
        full, small, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul", "Gather"]
    )


if __name__ == "__main__":
    main()
