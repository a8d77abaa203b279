"""Whether a word of the passage stands in the place of one of the claim: beside a word both have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from citecheck.matcher.support.claimwords import Item
from citecheck.matcher.support.closeread import Reading, Token
from citecheck.matcher.support.wordstock import kin

SLOT = 5
"""Words between a differing word and one both sides have, so that it stands in the same place."""
_OPENS = frozenset(("(", "LRB", "LSB"))
_CLOSES = frozenset((")", "RRB", "RSB"))
_LONGEST_ASIDE = 40
"""Words in brackets that are passed over: "Ana Orlov (born 3 May 1971 in Riga) is a Latvian"."""


def in_slot(reading: Reading, place: int, token: int, reach: int = SLOT) -> bool:
    """Say whether a neighbour of the claim's item `place`, not a number, stands near the passage's token."""
    near = set(_stems_around(reading.tokens, token, reach))
    return any(
        item.stem in near or near & kin(item.stem).keys()
        for item in (_neighbour(reading, place, -1), _neighbour(reading, place, 1))
        if item is not None
    )


def _neighbour(reading: Reading, place: int, step: int) -> Item | None:
    items = reading.claim.items
    at = place + step
    while 0 <= at < len(items):
        if items[at].number is None:
            return items[at]
        at += step
    return None


def _stems_around(tokens: Sequence[Token], at: int, reach: int) -> Iterator[str]:
    yield tokens[at].stem
    for step, opens, closes in ((-1, _CLOSES, _OPENS), (1, _OPENS, _CLOSES)):
        place, left = at + step, reach
        while left > 0 and 0 <= place < len(tokens):
            if tokens[place].text in opens:
                place = _past_aside(tokens, place, step, closes)
            elif tokens[place].text in closes:
                left -= 1
            else:
                yield tokens[place].stem
                left -= 1
            place += step


def _past_aside(tokens: Sequence[Token], at: int, step: int, closes: frozenset[str]) -> int:
    """Return the bracket that closes the aside entered at `at`, else `at`."""
    for far in range(1, _LONGEST_ASIDE):
        place = at + step * far
        if not 0 <= place < len(tokens):
            break
        if tokens[place].text in closes:
            return place
    return at
