"""The order of two events: "went bankrupt before it sank" beside "went bankrupt after it had sunk"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from citecheck.matcher.support.closeread import Reading, Token, tokenize
from citecheck.matcher.support.polarity import NEGATORS
from citecheck.matcher.support.wordstock import TELLING, weight
from citecheck.models import Check

_REACH = 9
"""Words on either side that tell which events are ordered."""
_SHORT = 8
"""Items of a claim up to which the words around its "before" are the two events."""
_STOPS = frozenset(".;:!?—()")


class _Ordered(NamedTuple):
    word: str
    earlier: frozenset[str]
    later: frozenset[str]


def find_other_order(reading: Reading) -> Check | None:
    """Look for two events of the claim that the passage has in the other order."""
    if " before " not in reading.claim.text and " after " not in reading.claim.text:
        return None
    if len(reading.claim.items) > _SHORT:
        return None
    tokens = tokenize(reading.claim.text)
    mine = _orders(tokens)
    if len(mine) != 1 or any(token.stem in NEGATORS for token in tokens):
        return None
    said = mine[0]
    earlier, later = said.earlier - said.later, said.later - said.earlier
    theirs = _orders(reading.tokens)
    for other in theirs:
        if earlier & other.earlier - other.later or later & other.later - other.earlier:
            return None
    for other in theirs:
        if earlier & other.later - other.earlier and later & other.earlier - other.later:
            text = f"the article says '{said.word}' of this, the source has the other order"
            return Check("role", False, text)
    return None


def _orders(tokens: Sequence[Token]) -> list[_Ordered]:
    """Return what each "before" and "after" orders, by the stems of the words around it."""
    found = []
    for place, token in enumerate(tokens):
        low = token.text.lower()
        if low not in ("before", "after") or place + 1 >= len(tokens) or not place:
            continue
        left = _telling(tokens, range(place - 1, max(-1, place - 1 - _REACH), -1))
        right = _telling(tokens, range(place + 1, min(len(tokens), place + 1 + _REACH)))
        found.append(_Ordered(low, left, right) if low == "before" else _Ordered(low, right, left))
    return found


def _telling(tokens: Sequence[Token], places: range) -> frozenset[str]:
    found = set()
    for place in places:
        if tokens[place].text in _STOPS:
            break
        if weight(tokens[place].stem) >= TELLING and not tokens[place].text[0].isdigit():
            found.add(tokens[place].stem)
    return frozenset(found)
