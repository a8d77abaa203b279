"""From the comparison of claim and passage to a calibrated score and a verdict."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from math import exp

from citecheck.models import Support


@dataclass(frozen=True, slots=True)
class Features:
    """What the score is made of; the training fixes the sign of each."""

    share: float = 0.0
    """Weighted share of the claim's items that the passage holds, 0..1 (plus)."""
    whole: float = 0.0
    """The same for the whole text, 0..1 (plus)."""
    adjacency: float = 0.0
    """Share of neighbouring items that stand together in the passage too, 0..1 (plus)."""
    copied: float = 0.0
    """Share of neighbouring words of any kind that are neighbours in one sentence of it, 0..1 (plus)."""
    numbers_missing: float = 0.0
    """Numbers of the claim that the text has nowhere, up to 2 (minus, as all that follow)."""
    number_conflicts: float = 0.0
    names_missing: float = 0.0
    """Names of the claim that the text has nowhere, up to 3."""
    negation: float = 0.0
    opposite: float = 0.0
    place: float = 0.0
    denial: float = 0.0
    unsaid: float = 0.0
    """1 where the claim denies and the passage denies nothing."""
    event: float = 0.0
    """1 where the passage has no word for what the claim says happened."""
    hedge: float = 0.0
    """1 where the passage only plans, expects or asks it."""
    splice: float = 0.0
    """1 where the claim joins runs of words of different sentences."""
    unnamed: float = 0.0
    """1 where a story names not what the claim names; no part of the score, it leaves a claim open."""
    context: float = 0.0
    """Share held of what no conflict can be about, 0..1; no part of the score, it carries a contradiction."""

    @property
    def conflicts(self) -> bool:
        """Whether a check found the passage to say otherwise."""
        return bool(self.number_conflicts or self.negation or self.opposite or self.place or self.denial)

    @property
    def is_open(self) -> bool:
        """Whether a check failed that leaves a claim open at best: a number, a "not", the event itself."""
        return bool(
            self.conflicts
            or self.unsaid
            or self.numbers_missing
            or self.event
            or self.hedge
            or self.splice
            or self.unnamed
        )


_UNSAID = 0.45
"""Share of the whole text below which it does not touch a claim of which it lacks the event and a name."""
NAMES = tuple(field.name for field in fields(Features) if field.name not in ("context", "unnamed"))
"""The features that the score is made of."""
POSITIVE = frozenset(("share", "whole", "adjacency", "copied"))


@dataclass(frozen=True, slots=True)
class Model:
    """The fitted numbers, from data/support_model.json."""

    weights: tuple[float, ...]
    """One a feature, in the order of `NAMES`."""
    bias: float
    calibration: tuple[float, float]
    """Slope and offset that turn the weighted sum into the logit of the score."""
    supported: float
    """Weighted sum from which on a text backs the claim."""
    contradicted: float
    """Share of the context from which on a failed check is a contradiction."""
    not_mentioned: float
    """Share of the whole text below which it does not touch the claim."""


@cache
def model() -> Model:
    """Return the fitted model (training/support/fit.py writes the file)."""
    text = files("citecheck.matcher").joinpath("data", "support_model.json").read_text(encoding="utf-8")
    data = json.loads(text)
    return Model(
        tuple(data["weights"].get(name, 0.0) for name in NAMES),
        data["bias"],
        (data["calibration"][0], data["calibration"][1]),
        data["supported"],
        data["contradicted"],
        data["not_mentioned"],
    )


def total(features: Features) -> float:
    """Return the weighted sum of the features."""
    fitted = model()
    pairs = zip(NAMES, fitted.weights, strict=True)
    return fitted.bias + sum(weight * float(getattr(features, name)) for name, weight in pairs)


def score(features: Features) -> float:
    """Return how surely the text backs the claim, 0..1."""
    slope, offset = model().calibration
    return 1 / (1 + exp(-(slope * total(features) + offset)))


def decide(features: Features) -> Support:
    """Turn the features into a verdict; `contradicted` needs a check that carries it."""
    fitted = model()
    if features.conflicts and features.context >= fitted.contradicted:
        return Support.CONTRADICTED
    if total(features) >= fitted.supported and not features.is_open:
        return Support.SUPPORTED
    untouched = (
        _UNSAID
        if features.event and features.names_missing and not features.conflicts
        else fitted.not_mentioned
    )
    if features.whole < untouched:
        return Support.NOT_MENTIONED
    return Support.UNCLEAR
