"""Which pairs are shown when: general inference first, claims against articles more and more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

GROUPS = ("general", "generated", "claims")
FIRST = (0.85, 0.10, 0.05)
"""Shares of the groups at the beginning."""
LAST = (0.30, 0.30, 0.40)
"""Shares at the end; in between they move evenly."""
PIECES = 1_024
"""Word pieces of a batch, filled up ones included."""
CHUNK = 1_024
"""Pairs that are drawn at a time and put into batches of like length."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """All pairs, as prepare.py keeps them."""

    pieces: np.ndarray
    starts: np.ndarray
    claim_at: np.ndarray
    label: np.ndarray
    group: np.ndarray
    set: np.ndarray
    key: np.ndarray

    def length(self, place: int) -> int:
        """Return the word pieces of a pair."""
        return int(self.starts[place + 1] - self.starts[place])


@dataclass(frozen=True, slots=True)
class Batch:
    """Arrays of one shape: (pairs, word pieces); labels (pairs,)."""

    input_ids: np.ndarray
    attention_mask: np.ndarray
    token_type_ids: np.ndarray
    labels: np.ndarray


def read_pairs(path: Path) -> Pairs:
    """Read what prepare.py wrote."""
    with np.load(path) as data:
        return Pairs(*(data[name] for name in Pairs.__slots__))


def fill(pairs: Pairs, places: np.ndarray) -> Batch:
    """Put pairs beside each other, filled up to the longest."""
    longest = max(pairs.length(place) for place in places)
    ids, mask, kinds = np.zeros((3, len(places), longest), dtype=np.int64)
    for row, place in enumerate(places):
        size = pairs.length(place)
        ids[row, :size] = pairs.pieces[pairs.starts[place] : pairs.starts[place + 1]]
        mask[row, :size] = 1
        kinds[row, pairs.claim_at[place] : size] = 1
    return Batch(ids, mask, kinds, pairs.label[places].astype(np.int64))


def by_length(pairs: Pairs, places: np.ndarray, pieces: int = PIECES) -> list[np.ndarray]:
    """Cut places into batches of like length, each of at most `pieces` word pieces."""
    ordered = sorted(places, key=pairs.length)
    batches: list[np.ndarray] = []
    first = 0
    for at in range(1, len(ordered) + 1):
        if at == len(ordered) or (at + 1 - first) * pairs.length(ordered[at]) > pieces:
            batches.append(np.array(ordered[first:at]))
            first = at
    return batches


def batches(
    pairs: Pairs, total: int, seed: int, leave_out: frozenset[str], done: int = 0
) -> Iterator[tuple[int, Batch]]:
    """Yield (pairs shown so far, batch) until `total` pairs were shown.

    The order is fixed by `seed`; `done` skips what an earlier run was shown. `leave_out` names groups or sets
    that are not drawn from.
    """
    pools = {group: _pools(pairs, group, leave_out) for group in GROUPS}
    shown = 0
    for chunk in range(-(-total // CHUNK)):
        rng = np.random.default_rng((seed, chunk))
        places = _draw(pools, chunk * CHUNK / total, rng)
        cut = by_length(pairs, places)
        rng.shuffle(cut)
        for batch in cut:
            shown += len(batch)
            if shown > done:
                yield shown, fill(pairs, batch)


def _pools(pairs: Pairs, group: str, leave_out: frozenset[str]) -> list[tuple[float, np.ndarray]]:
    """Return (weight, places): of claim sets the supported and the other pairs of each weigh the same."""
    mine = (pairs.group == group) & ~np.isin(pairs.set, list(leave_out))
    if group in leave_out or not mine.any():
        return []
    if group != "claims":
        return [(1.0, np.flatnonzero(mine))]
    pools = []
    for name in np.unique(pairs.set[mine]):
        of_set = mine & (pairs.set == name)
        for backed in (True, False):
            places = np.flatnonzero(of_set & ((pairs.label == 0) == backed))
            if len(places):
                pools.append((float(np.sqrt(of_set.sum())), places))
    return pools


def _draw(
    pools: dict[str, list[tuple[float, np.ndarray]]], progress: float, rng: np.random.Generator
) -> np.ndarray:
    shares = np.array(
        [
            (first + (last - first) * progress) if pools[group] else 0.0
            for group, first, last in zip(GROUPS, FIRST, LAST, strict=True)
        ]
    )
    drawn = []
    for group, n in zip(GROUPS, rng.multinomial(CHUNK, shares / shares.sum()), strict=True):
        weights = np.array([weight for weight, _ in pools[group]])
        if n:
            parts = rng.multinomial(n, weights / weights.sum())
            drawn += [rng.choice(places, k) for (_, places), k in zip(pools[group], parts, strict=True)]
    return np.concatenate(drawn)
