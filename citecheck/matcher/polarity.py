# ruff: noqa: SIM905  - word lists read better as text
"""Which words of a sentence stand under a "not", a denial or a hedge."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

NEGATORS = frozenset("not no never neither nor none without cannot nobody nothing nowhere".split())
DENIALS = frozenset(
    ("deny", "refute", "fail", "refuse", "false", "untrue", "hoax", "fake", "myth", "debunk", "reject")
)
HEDGES = frozenset(
    "may might could can would plan consider possible possibly potential potentially alleged "
    "allegedly reportedly expect expected propose proposal seek threaten want hope aim if whether "
    "unless likely suspected".split()
)
_REACH = 4
"""Telling words a negator reaches forward; a mark of the clause stops it."""
_MARKS = frozenset(",;:.!?—–()")
_FREE = frozenset(("only", "just", "merely", "least", "doubt", "long", "surprise", "yet"))
"""After these a "not" or "no" denies nothing: "not only", "no doubt", "no longer" is kept."""


class Word(Protocol):
    """What is read of a token."""

    @property
    def text(self) -> str:
        """The token as written."""

    @property
    def stem(self) -> str:
        """Its stem; "" for a mark."""


def negated(tokens: Sequence[Word], words: frozenset[str] = NEGATORS | DENIALS) -> frozenset[int]:
    """Return the places of the tokens that an odd number of `words` reaches."""
    under: dict[int, int] = {}
    for place, token in enumerate(tokens):
        if token.stem not in words or _is_idle(tokens, place):
            continue
        reached = 0
        for after in range(place + 1, len(tokens)):
            if tokens[after].text in _MARKS or reached == _REACH:
                break
            if len(tokens[after].stem) > 3 or tokens[after].stem.startswith("@"):
                reached += 1
            under[after] = under.get(after, 0) + 1
    return frozenset(place for place, times in under.items() if times % 2)


def hedged(tokens: Sequence[Word]) -> frozenset[int]:
    """Return the places of the hedging words."""
    return frozenset(
        place
        for place, token in enumerate(tokens)
        if token.stem in HEDGES and not (token.stem == "may" and token.text[0].isupper())
    )


def _is_idle(tokens: Sequence[Word], place: int) -> bool:
    following = tokens[place + 1].stem if place + 1 < len(tokens) else ""
    return following in _FREE
