"""Average the weights of runs that began from one checkpoint: python -m training.model.merge OUT IN IN …"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("runs", type=Path, nargs="+", help="weights.safetensors of each")
    given = parser.parse_args()
    given.out.parent.mkdir(parents=True, exist_ok=True)
    save_file(merge([load_file(run) for run in given.runs]), given.out)


def merge(runs: Sequence[dict[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    """Return the mean of each weight."""
    return {name: torch.stack([run[name] for run in runs]).mean(0) for name in runs[0]}


if __name__ == "__main__":
    main()
