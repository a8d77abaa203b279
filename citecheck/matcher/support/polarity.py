# ruff: noqa: SIM905  - word lists read better as text
"""Which words of a sentence stand under a "not", a denial or a hedge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
"""Words a negator reaches forward; a mark of the clause stops it."""
_HEDGE_REACH = 4
"""Words between a hedge and the verb under it: "plans to sharply cut"."""
_NOBODY = frozenset(("nobody", "none", "nothing"))
_NOBODY_REACH = 6
_STOPS = frozenset(".!?;")
_MARKS = frozenset(",;:.!?—–()")
_LIGHT = frozenset(
    "be is was been being do at in on to of by have has had the any all yet ever even also still very such "
    "for with evidence sign proof".split()
)
"""Words that a "not" passes over on the way to what it denies."""
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


def head_negated(tokens: Sequence[Word]) -> frozenset[int]:
    """Return the places of the words that a "not" denies: the first telling word behind it in its clause."""
    under: set[int] = set()
    for place, token in enumerate(tokens):
        if token.stem not in NEGATORS or _is_idle(tokens, place):
            continue
        if token.stem in _NOBODY:
            under.update(_behind_nobody(tokens, place))
            continue
        for after in range(place + 1, min(len(tokens), place + 1 + _REACH)):
            if tokens[after].text in _MARKS:
                break
            if len(tokens[after].stem) > 1 and tokens[after].stem not in _LIGHT:
                under.add(after)
                break
    return frozenset(under)


def _behind_nobody(tokens: Sequence[Word], place: int) -> Iterator[int]:
    """Yield the telling words behind a "nobody": "nobody in the town will pay" denies the paying."""
    for after in range(place + 1, min(len(tokens), place + 1 + _NOBODY_REACH)):
        if tokens[after].text in _MARKS:
            return
        if len(tokens[after].stem) > 1 and tokens[after].stem not in _LIGHT:
            yield after


def hedging(tokens: Sequence[Word], place: int) -> int | None:
    """Return the place of the hedge over the word at `place` ("plans to cut"), None without one."""
    for before in range(place - 1, max(-1, place - 1 - _HEDGE_REACH), -1):
        if tokens[before].text in _MARKS:
            return None
        if tokens[before].stem in HEDGES and tokens[before].text != "May":
            forbids = tokens[before].stem == "may" and tokens[before + 1].stem == "not"
            return None if forbids else before
    return None


def _is_idle(tokens: Sequence[Word], place: int) -> bool:
    """Whether the negator at `place` denies nothing: "not only", "did not … until"."""
    following = tokens[place + 1].stem if place + 1 < len(tokens) else ""
    if following in _FREE:
        return True
    for token in tokens[place + 1 : place + 9]:
        if token.text in _STOPS:
            return False
        if token.stem in ("until", "till"):
            return True
    return False
