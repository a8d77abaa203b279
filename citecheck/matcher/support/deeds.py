# ruff: noqa: SIM905  - word lists read better as text
"""By whom it was done and to what, where the passage has the deed of another, or done to another thing."""

from __future__ import annotations

from collections.abc import Sequence

from citecheck.matcher.support.claimwords import ItemKind
from citecheck.matcher.support.closeread import Reading, Token, tokenize
from citecheck.matcher.support.openpoints import event_at
from citecheck.models import Check

_STOPS = frozenset(",;:.!?—–()")
_BY_REACH = 6
_ENDS = frozenset(
    "and or but because as if when while after before although though than so until since who which that "
    "whose where".split()
)
_ASIDE = frozenset(
    "in at on by with from about against between among during without for after before since".split()
)
"""What stands behind these is no object."""
_SHORT = 6
"""Items of a claim up to which its words must belong together; a longer one may join two sentences."""
_REFERS = frozenset("it them this that these those him her one both all so".split())
_OBJECT = 6
"""Words behind a verb in which its object stands."""


def find_other_object(reading: Reading) -> Check | None:
    """Look for a passage that has the claim's deed, but done by another, or not to what the claim says."""
    at = event_at(reading)
    if at is None:
        return None
    tokens, verb = tokenize(reading.claim.text), reading.claim_verb
    if verb is None:
        return None
    place = next((i for i, item in enumerate(reading.claim.items) if item.start == tokens[verb].start), -1)
    if reading.held.get(place) != 1.0:
        return None
    events = reading.places[reading.tokens[at].stem]
    return _other_agent(reading, tokens, verb, events) or _other_object(reading, tokens, verb, events)


def _other_agent(reading: Reading, tokens: Sequence[Token], verb: int, events: Sequence[int]) -> Check | None:
    """Look for "by" and another name behind the verb, where the claim has it done by one named elsewhere."""
    mine = _agent(tokens, verb)
    if not mine:
        return None
    for at in events:
        first, past = reading.sentence_around(at)
        theirs = _agent(reading.tokens[:past], at)
        if not theirs or mine & reading.stems_in(first, past):
            return None
    written = next(token.text for token in tokens if token.stem in mine)
    other = next(token.text for token in reading.tokens if token.stem in theirs)
    return Check("role", False, f"the article says 'by {written}', the source 'by {other}'")


def _agent(tokens: Sequence[Token], verb: int) -> frozenset[str]:
    """Return the stems of the name behind the "by" that follows a verb."""
    for i in range(verb + 1, min(len(tokens), verb + 4)):
        if tokens[i].text in _STOPS:
            break
        if tokens[i].text.lower() == "by":
            found: list[str] = []
            for token in tokens[i + 1 : i + 1 + _BY_REACH]:
                if token.text in _STOPS or (found and not token.text[0].isupper()):
                    break
                if token.text[0].isupper():
                    found.append(token.stem)
            return frozenset(found)
    return frozenset()


def _other_object(
    reading: Reading, tokens: Sequence[Token], verb: int, events: Sequence[int]
) -> Check | None:
    """Look for an object of the claim's verb that no sentence of the passage with the verb holds."""
    if len(reading.claim.items) > _SHORT:
        return None
    start = tokens[verb].start
    past = verb + 1
    while past < len(tokens) and past - verb <= _OBJECT:
        low = tokens[past].text.lower()
        if tokens[past].text in _STOPS or low in _ENDS or low in _ASIDE:
            break
        past += 1
    end = tokens[past - 1].start
    objects = [
        place
        for place, item in enumerate(reading.claim.items)
        if start < item.start <= end and item.kind is ItemKind.WORD
    ]
    if not objects or not all(place in reading.held for place in objects):
        return None
    for at in events:
        inside = reading.stems_in(*reading.sentence_around(at))
        if any(reading.tokens[reading.at[place]].stem in inside for place in objects):
            return None
        if any(token.text.lower() in _REFERS for token in reading.tokens[at : at + _OBJECT]):
            return None
    item = reading.claim.items[objects[0]]
    return Check("role", False, f"the source does not say this of '{item.text}'")
