# ruff: noqa: SIM905  - word lists read better as text
"""Sentences among the tokens of a passage, and whether one denies."""

from __future__ import annotations

from collections.abc import Sequence

from citecheck.matcher.support.closeread import Token
from citecheck.matcher.support.polarity import DENIALS, NEGATORS, SELDOM

_DENYING = (
    NEGATORS
    | DENIALS
    | SELDOM
    | frozenset("unable lack rumor rumour doubt unlikely barely avoid prevent neglect".split())
)

_SLIGHT = frozenset(
    "little insufficient inadequate dislike disagree absence absent drop withdraw abandon cancel "
    "former".split()
)
"""Beside these a "not" of the claim may say the same as the passage."""


_ENDS = frozenset(".!?")


def denies(tokens: Sequence[Token]) -> bool:
    """Say whether any word denies."""
    return any(
        token.stem in _DENYING or (token.stem.startswith("un") and len(token.stem) > 6) for token in tokens
    )


def plays_down(tokens: Sequence[Token]) -> bool:
    """Say whether any word denies, or comes near to it: "little evidence", "dropped out", "no longer"."""
    return denies(tokens) or any(
        token.stem in _SLIGHT and (place == 0 or tokens[place - 1].stem != "a")
        for place, token in enumerate(tokens)
    )


def sentence_around(tokens: Sequence[Token], place: int) -> tuple[int, int]:
    """Return the run of tokens around `place` that no full stop cuts."""
    first = place + 1
    while first > 0 and tokens[first - 1].text not in _ENDS:
        first -= 1
    past = place
    while past < len(tokens) and tokens[past].text not in _ENDS:
        past += 1
    return first, past
