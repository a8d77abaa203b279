"""From the comparison of claim and passage to a score and a verdict."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp

from citecheck.models import Support


@dataclass(frozen=True, slots=True)
class Features:
    """What the score is made of; more of any but the first two is never better."""

    share: float = 0.0
    whole: float = 0.0
    numbers_missing: float = 0.0
    number_conflicts: float = 0.0
    names_missing: float = 0.0
    negation: float = 0.0
    opposite: float = 0.0
    hedge: float = 0.0


_WEIGHTS = Features(6.0, 2.0, -1.5, -0.5, -0.7, -1.0, -1.2, -0.1)
_BIAS = -5.0
_SUPPORTED = 0.5
_NOT_MENTIONED = 0.35


def score(features: Features) -> float:
    """Return how surely the text backs the claim, 0..1."""
    total = _BIAS + sum(
        getattr(_WEIGHTS, name) * getattr(features, name) for name in Features.__dataclass_fields__
    )
    return 1 / (1 + exp(-total))


def decide(features: Features, value: float) -> Support:
    """Turn features and score into a verdict; the hard ones need a check that carries them."""
    conflict = features.number_conflicts or features.negation or features.opposite
    if conflict and features.share >= 0.5:
        return Support.CONTRADICTED
    if value >= _SUPPORTED and not features.numbers_missing:
        return Support.SUPPORTED
    if features.whole < _NOT_MENTIONED:
        return Support.NOT_MENTIONED
    return Support.UNCLEAR
