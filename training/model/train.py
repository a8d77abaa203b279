"""Train one network: python -m training.model.train --data pairs.npz --base model.safetensors --out FOLDER

Writes FOLDER/weights.safetensors and FOLDER/config.json (everything the run depends on, and its log). A run
that was cut off goes on from its last checkpoint when the same command is given again. While the file named
by --pause-file exists it waits.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import shutil
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file
from torch import Tensor, nn
from torch.nn import functional

from training.model.mixture import FIRST, LAST, PIECES, Batch, batches, read_pairs
from training.model.network import Network, load_base

CHECKPOINT = "state.pt"
CHECKPOINT_SECONDS = 180
LOG_PAIRS = 1_024


@dataclass(frozen=True, slots=True)
class Config:
    """What a run depends on beside the data and the base weights."""

    layers: int
    pairs: int
    seed: int
    leave_out: tuple[str, ...] = ()
    rate: float = 1e-4
    decay: float = 0.01
    warm_up: float = 0.06
    smoothing: float = 0.05
    pieces: int = PIECES
    first: tuple[float, ...] = FIRST
    last: tuple[float, ...] = LAST
    half: bool = True
    """Whether products are taken in bfloat16."""


@dataclass(slots=True)
class Progress:
    """Where a run stands."""

    shown: int = 0
    seconds: float = 0.0
    log: list[dict[str, float]] = field(default_factory=list)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--pairs", type=int, default=100_000, help="pairs to show in all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--leave-out", nargs="*", default=[], help="groups or sets not to train on")
    parser.add_argument("--full", action="store_true", help="32-bit products")
    parser.add_argument("--begin", type=Path, help="checkpoint of another run to begin from")
    parser.add_argument("--stop-at", type=int, help="stop after so many pairs, leaving the checkpoint")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--pause-file", type=Path)
    given = parser.parse_args()
    os.nice(19)
    torch.set_num_threads(given.threads)
    config = Config(given.layers, given.pairs, given.seed, tuple(given.leave_out), half=not given.full)
    given.out.mkdir(parents=True, exist_ok=True)
    if given.begin and not (given.out / CHECKPOINT).exists():
        shutil.copy(given.begin, given.out / CHECKPOINT)
    run(config, given.data, given.base, given.out, given.pause_file, given.stop_at)


def run(
    config: Config, data: Path, base: Path, out: Path, pause: Path | None, stop_at: int | None = None
) -> None:
    """Train from the beginning or the last checkpoint, and keep the result."""
    torch.manual_seed(config.seed)
    network = load_base(base, config.layers)
    network.words.weight.requires_grad_(False)  # a short run only spoils what it learns of rare words
    optimizer = _optimizer(network, config)
    progress = Progress()
    checkpoint = out / CHECKPOINT
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        network.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        progress = Progress(**state["progress"])
    pairs = read_pairs(data)
    kept = time.monotonic()
    recent: list[float] = []
    stream = batches(pairs, config.pairs, config.seed, frozenset(config.leave_out), progress.shown)
    for shown, batch in stream:
        wait_while(pause)
        begun = time.monotonic()
        for group in optimizer.param_groups:
            group["lr"] = config.rate * slope(shown / config.pairs, config.warm_up)
        recent.append(step(network, optimizer, batch, config))
        progress.seconds += time.monotonic() - begun
        if shown // LOG_PAIRS > progress.shown // LOG_PAIRS:
            progress.log.append({"pairs": shown, "loss": round(sum(recent) / len(recent), 4)})
            print(
                f"{shown:8} loss {progress.log[-1]['loss']:.4f} {shown / progress.seconds:.1f} pairs/s",
                flush=True,
            )
            recent.clear()
        progress.shown = shown
        stop = stop_at is not None and shown >= stop_at
        if stop or time.monotonic() - kept > CHECKPOINT_SECONDS:
            keep(network, optimizer, progress, checkpoint)
            kept = time.monotonic()
        if stop:
            return
    save_file({k: v.contiguous() for k, v in network.state_dict().items()}, out / "weights.safetensors")
    told = {
        **asdict(config),
        "shown": progress.shown,
        "seconds": round(progress.seconds),
        "log": progress.log,
    }
    (out / "config.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    checkpoint.unlink(missing_ok=True)


def step(network: Network, optimizer: torch.optim.Optimizer, batch: Batch, config: Config) -> float:
    """Learn from one batch; return its loss."""
    ids, mask, kinds, labels = (
        torch.from_numpy(part)
        for part in (batch.input_ids, batch.attention_mask, batch.token_type_ids, batch.labels)
    )
    with torch.autocast("cpu", torch.bfloat16, enabled=config.half):
        logits = network(ids, mask, kinds)
    loss = loss_of(logits.float(), labels, config.smoothing)
    loss.backward()  # type: ignore[no-untyped-call]
    nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)
    return float(loss.detach())


def loss_of(logits: Tensor, labels: Tensor, smoothing: float) -> Tensor:
    """Cross entropy, smoothed; for "unsupported" that of supported against the other two together."""
    chances = functional.log_softmax(logits, dim=-1)
    either = torch.logsumexp(chances[:, 1:], dim=-1)
    known = chances.gather(1, labels.clamp(max=2).unsqueeze(1)).squeeze(1)
    told = torch.where(labels == 3, either, known)
    spread = torch.where(labels == 3, (chances[:, 0] + either) / 2, chances.mean(1))
    return -((1 - smoothing) * told + smoothing * spread).mean()


def slope(progress: float, warm_up: float) -> float:
    """Return the share of the full rate: up evenly, then down evenly to a hundredth."""
    if progress < warm_up:
        return progress / warm_up
    return max(0.01, (1 - progress) / (1 - warm_up))


def wait_while(pause: Path | None) -> None:
    """Wait while the file exists."""
    while pause is not None and pause.exists():
        time.sleep(2)


def keep(network: Network, optimizer: torch.optim.Optimizer, progress: Progress, path: Path) -> None:
    """Write a checkpoint, whole or not at all."""
    fresh = path.with_suffix(".new")
    torch.save(
        {"network": network.state_dict(), "optimizer": optimizer.state_dict(), "progress": asdict(progress)},
        fresh,
    )
    fresh.replace(path)


def _optimizer(network: Network, config: Config) -> torch.optim.Optimizer:
    learnt = [(name, p) for name, p in network.named_parameters() if p.requires_grad]
    groups: list[dict[str, Any]] = [
        {"params": [p for _, p in learnt if p.ndim > 1], "weight_decay": config.decay},
        {"params": [p for _, p in learnt if p.ndim == 1], "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=config.rate)


if not math.isclose(sum(FIRST), 1.0) or not math.isclose(sum(LAST), 1.0):
    raise ValueError("the shares of the groups must sum to 1")
if __name__ == "__main__":
    main()
