"""The network: a small BERT encoder over "[CLS] passage [SEP] claim [SEP]" with three outputs.

Plain torch, so that the layers can be counted, frozen and cut; weights are read from a BertModel's
safetensors file. The outputs are in the order of `sources.LABELS` (supported, contradicted, not-mentioned).
"""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

WIDTH, HEADS, INNER, VOCABULARY, PLACES = 384, 12, 1536, 30_522, 512
OUTPUTS = 3


class Layer(nn.Module):
    """One BERT layer (norm after each half)."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.joined = nn.Linear(WIDTH, WIDTH)
        self.first_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.second_norm = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x: Tensor, seen: Tensor) -> Tensor:
        """Map (batch, length, width); `seen` is added to the attention scores."""
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        # Written out: on a processor the backward pass of the fused form takes four times as long.
        near = (q @ k.transpose(-1, -2)) * (WIDTH // HEADS) ** -0.5
        found = torch.softmax(near + seen.to(near.dtype), dim=-1) @ v
        x = self.first_norm(x + self.joined(found.transpose(1, 2).reshape(batch, length, WIDTH)))
        mixed: Tensor = self.second_norm(x + self.down(functional.gelu(self.up(x))))
        return mixed


class Network(nn.Module):
    """The encoder and its head, which reads the first place and the mean over the claim."""

    def __init__(self, layers: int) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.places = nn.Embedding(PLACES, WIDTH)
        self.kinds = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.head = nn.Linear(2 * WIDTH, OUTPUTS)

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Tensor:
        """Return the logits, (batch, 3)."""
        places = torch.arange(input_ids.shape[1], device=input_ids.device)
        x = self.norm(self.words(input_ids) + self.places(places) + self.kinds(token_type_ids))
        seen = (1.0 - attention_mask[:, None, None, :].to(x.dtype)) * -10_000.0
        for layer in self.layers:
            x = layer(x, seen)
        claim = (attention_mask * token_type_ids).unsqueeze(-1).to(x.dtype)
        mean = (x * claim).sum(1) / claim.sum(1).clamp(min=1.0)
        logits: Tensor = self.head(torch.cat([x[:, 0], mean], dim=-1))
        return logits


def load_base(path: Path, layers: int) -> Network:
    """Return a network with the weights of a BertModel of this width; of deeper ones evenly chosen layers."""
    base = {name.removeprefix("bert."): value for name, value in load_file(path).items()}
    depth = 1 + max(int(name.split(".")[2]) for name in base if name.startswith("encoder.layer."))
    network = Network(layers)
    state = {
        "words.weight": base["embeddings.word_embeddings.weight"],
        "places.weight": base["embeddings.position_embeddings.weight"],
        "kinds.weight": base["embeddings.token_type_embeddings.weight"],
        "norm.weight": base["embeddings.LayerNorm.weight"],
        "norm.bias": base["embeddings.LayerNorm.bias"],
        "head.weight": torch.randn(OUTPUTS, 2 * WIDTH) * 0.02,
        "head.bias": torch.zeros(OUTPUTS),
    }
    for mine in range(layers):
        theirs = round(mine * (depth - 1) / max(1, layers - 1))
        state |= _layer(base, f"encoder.layer.{theirs}.", f"layers.{mine}.")
    network.load_state_dict(state)
    return network


def _layer(base: dict[str, Tensor], source: str, target: str) -> dict[str, Tensor]:
    state = {}
    for part in ("weight", "bias"):
        state[f"{target}qkv.{part}"] = torch.cat(
            [base[f"{source}attention.self.{which}.{part}"] for which in ("query", "key", "value")]
        )
        for mine, theirs in (
            ("joined", "attention.output.dense"),
            ("first_norm", "attention.output.LayerNorm"),
            ("up", "intermediate.dense"),
            ("down", "output.dense"),
            ("second_norm", "output.LayerNorm"),
        ):
            state[f"{target}{mine}.{part}"] = base[f"{source}{theirs}.{part}"]
    return state
