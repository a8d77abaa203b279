# ruff: noqa: SIM905  - word lists read better as text
"""Sentences among the tokens of a passage, and whether one denies."""

from __future__ import annotations

from collections.abc import Sequence

from citecheck.matcher.support.closeread import Token
from citecheck.matcher.support.polarity import DENIALS, NEGATORS

_DENYING = (
    NEGATORS
    | DENIALS
    | frozenset("unable hardly lack rumor rumour doubt unlikely barely scarcely avoid prevent".split())
)


def denies(tokens: Sequence[Token]) -> bool:
    """Say whether any word denies."""
    return any(
        token.stem in _DENYING or (token.stem.startswith("un") and len(token.stem) > 6) for token in tokens
    )


def sentence_around(tokens: Sequence[Token], place: int) -> tuple[int, int]:
    """Return the run of tokens around `place` that no full stop cuts."""
    first = next((i + 1 for i in range(place, -1, -1) if tokens[i].text in ".!?"), 0)
    past = next((i for i in range(place, len(tokens)) if tokens[i].text in ".!?"), len(tokens))
    return first, past
