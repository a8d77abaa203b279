# ruff: noqa: SIM905  - word lists read better as text
"""What a claim says something is, or keeps or makes it, where the passage has no word for it."""

from __future__ import annotations

from collections.abc import Sequence

from citecheck.matcher.lexicon import word
from citecheck.matcher.support.claimverb import main_verb
from citecheck.matcher.support.claimwords import Item, ItemKind
from citecheck.matcher.support.closeread import Reading, Token, tokenize
from citecheck.models import Check

_IS = frozenset("is are was were be been isn't aren't wasn't weren't remains remain remained".split())
_KEEPS = frozenset("keep keeps kept leave leaves left make makes made".split())
_ENDS = frozenset(
    "and or but because as if when while after before although though than so until since who which that "
    "whose where at by on with from about against between among during without despite according to".split()
)
"""What a description does not reach over; "of" and "in" belong to it."""
_STOPS = frozenset(",;:.!?—–()")
_LONGEST = 12
"""Words of a description that are looked at."""
_SAME_SENSE = 0.6
_DESCRIBING = 2.45
"""Weight from which on a word describes something: "outdated", not "able", "true" or "part"."""
_ENOUGH = 3.0
"""How often the other words and numbers held must outweigh a description that may be given in other words."""


def find_unsaid_predicate(reading: Reading) -> Check | None:
    """Look for a claim that says what something is, of which description the passage has no word.

    For claims without a verb that tells: "is hopelessly outdated", "kept the town dry".
    """
    if main_verb(reading.claim.text) is not None:
        return None
    tokens = tokenize(reading.claim.text)
    at = _copula(tokens)
    if at is None:
        return None
    described = _described(reading, tokens, at)
    if any(
        item.number is not None or reading.held.get(place, 0.0) >= _SAME_SENSE for place, item in described
    ):
        return None
    described = [(place, item) for place, item in described if _tells(item)]
    weight = sum(item.weight for _, item in described)
    rest = sum(
        item.weight * reading.held.get(place, 0.0)
        for place, item in enumerate(reading.claim.items)
        if item.kind is not ItemKind.NAME
    )
    if not described or rest >= _ENOUGH * weight:
        return None
    first, last = described[0][1], described[-1][1]
    said = reading.claim.text[first.start : last.start + len(last.text)]
    return Check("event", False, f"the source does not say '{said}' of this")


def _tells(item: Item) -> bool:
    """Whether a word describes, and is no participle: what was done to something is an event."""
    low = item.text.lower()
    known = word(low)
    return item.weight >= _DESCRIBING and not ("v" in known.parts and known.lemmas != {low})


def _copula(tokens: Sequence[Token]) -> int | None:
    for place, token in enumerate(tokens):
        low = token.text.lower()
        if low == "there":
            return None
        if place and (low in _IS or low in _KEEPS):
            after = tokens[place + 1].text.lower() if place + 1 < len(tokens) else ""
            if after not in _IS:
                return place
    return None


def _described(reading: Reading, tokens: Sequence[Token], at: int) -> list[tuple[int, Item]]:
    """Return the telling words, names aside, of the description behind the copula, with their places."""
    past = at + 1
    while past < len(tokens) and past - at <= _LONGEST:
        if tokens[past].text in _STOPS or (past > at + 1 and tokens[past].text.lower() in _ENDS):
            break
        past += 1
    start = tokens[at].start
    end = tokens[past].start if past < len(tokens) else len(reading.claim.text)
    return [
        (place, item)
        for place, item in enumerate(reading.claim.items)
        if start < item.start < end and item.kind is not ItemKind.NAME
    ]
