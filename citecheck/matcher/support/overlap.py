"""Which passages of a text come nearest to a claim, by the share of its telling words they hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from citecheck.matcher.support.claimwords import ClaimWords
from citecheck.matcher.support.passages import Passages

_SEEDS = 6
"""Single sentences that are widened to passages."""
_FAR = 0.12
"""Share by which a passage may stand behind the best and still turn out nearer when it is read."""
_KEPT = 3
"""Passages that are compared in detail."""
_WIDENINGS = ((0, 0), (-1, 0), (0, 1), (-1, 1), (-2, 0), (0, 2))
_PER_SENTENCE = 0.03
"""What a further sentence must add to the share to be worth quoting."""


class Passage(NamedTuple):
    """One to three neighbouring sentences."""

    first: int
    last: int
    held: dict[int, float]
    """Item of the claim to how far the passage holds it (0..1); absent where it does not."""
    share: float
    """Weighted share of the claim's items held, 0..1."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """The nearest passages, best first, and what the whole text holds."""

    passages: tuple[Passage, ...]
    whole: dict[int, float]
    whole_share: float
    shares: dict[int, float]
    """Sentence to the share of the claim it holds; absent where it holds nothing of it."""
    order: list[int]
    """The sentences that hold any, the nearest first."""


def rank_passages(claim: ClaimWords, text: Passages) -> Ranking:
    """Return the passages of `text` nearest to `claim`; none where it shares no word with it."""
    held, whole = _hold(claim, text)
    shares = _shares(claim, held)
    order = _order(shares)
    seen: set[tuple[int, int]] = set()
    passages: list[Passage] = []
    for place in order[:_SEEDS]:
        for before, after in _WIDENINGS:
            first, last = max(0, place + before), min(len(text.sentences) - 1, place + after)
            if (first, last) in seen:
                continue
            seen.add((first, last))
            holding = [i for i in range(first, last + 1) if i in held]
            if len(holding) == 1:
                passages.append(Passage(first, last, held[holding[0]], shares[holding[0]]))
                continue
            merged = _merge([held[i] for i in holding])
            passages.append(Passage(first, last, merged, share_of(claim, merged)))
    passages.sort(key=lambda p: (-worth(p), p.first, p.last))
    near = [passage for passage in passages[:_KEPT] if worth(passage) >= worth(passages[0]) - _FAR]
    return Ranking(tuple(near), whole, share_of(claim, whole), shares, order)


def rank_sentences(claim: ClaimWords, text: Passages) -> list[int]:
    """Return the places of the sentences that share a word with `claim`, the nearest first."""
    held, _ = _hold(claim, text)
    return _order(_shares(claim, held))


def _hold(claim: ClaimWords, text: Passages) -> tuple[dict[int, dict[int, float]], dict[int, float]]:
    """Return which items each sentence holds, and which the whole text."""
    keys = claim.keys
    wanted = frozenset(keys)
    held: dict[int, dict[int, float]] = {}
    whole: dict[int, float] = {}
    for place, common in text.find(wanted).items():
        mine: dict[int, float] = {}
        for root in sorted(common):
            for item, strength in keys[root]:
                if mine.get(item, 0.0) < strength:
                    mine[item] = strength
                    if whole.get(item, 0.0) < strength:
                        whole[item] = strength
        held[place] = mine
    return held, whole


def _shares(claim: ClaimWords, held: dict[int, dict[int, float]]) -> dict[int, float]:
    return {place: share_of(claim, items) for place, items in held.items()}


def _order(shares: dict[int, float]) -> list[int]:
    return sorted(shares, key=lambda place: (-shares[place], place))


def share_of(claim: ClaimWords, held: dict[int, float]) -> float:
    """Return the weighted share of the claim's items that `held` covers."""
    if not claim.total:
        return 0.0
    items, mine = claim.items, 0.0
    for place, strength in held.items():
        mine += items[place].weight * strength
    return mine / claim.total


def worth(passage: Passage) -> float:
    """Return the share less what its length costs."""
    return passage.share - _PER_SENTENCE * (passage.last - passage.first)


def _merge(parts: list[dict[int, float]]) -> dict[int, float]:
    merged: dict[int, float] = {}
    for part in parts:
        for item, strength in part.items():
            if merged.get(item, 0.0) < strength:
                merged[item] = strength
    return merged
