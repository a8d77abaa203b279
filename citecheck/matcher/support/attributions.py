# ruff: noqa: SIM905  - word lists read better as text
"""Who says it: what a source only has as somebody's charge, and a speaker that it does not have."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from citecheck.matcher.support.claimwords import Item, ItemKind
from citecheck.matcher.support.closeread import Reading, Token, tokenize
from citecheck.matcher.support.openpoints import event_at
from citecheck.models import Check

_CHARGING = frozenset(("accuse", "allege", "purport"))
SAYING = frozenset(
    "say tell announce declare report claim warn insist argue admit confirm allege accuse".split()
)
_PRONOUNS = frozenset("he she it they we i who that this officials police one".split())
_LONGEST_SUBJECT = 6
_HOW_FAR = 12
"""Words between a charge and what is charged."""


def find_attribution(reading: Reading, absent: Collection[Item]) -> Check | None:
    """Look for a charge that the article states as fact, or a speaker the whole text does not have."""
    tokens = tokenize(reading.claim.text)
    if (other := _find_other_speaker(reading, tokens)) is not None:
        return other
    said = next((i for i, token in enumerate(tokens) if token.stem in SAYING), None)
    if said is None:
        return _find_charge(reading)
    if said > _LONGEST_SUBJECT or not any(token.stem in SAYING for token in reading.tokens):
        return None
    if not any(item.start < tokens[said].start and item.kind is ItemKind.NAME for item in absent):
        return None
    who = reading.claim.text[: tokens[said].start].strip()
    return Check("attribution", False, f"the article has this from '{who}', the source does not")


def _find_other_speaker(reading: Reading, tokens: Sequence[Token]) -> Check | None:
    """Look for "according to Berg" where the passage has it from another, and Berg only elsewhere."""
    if [token.text.lower() for token in tokens[:2]] != ["according", "to"]:
        return None
    end = next((i for i, token in enumerate(tokens) if token.text == ","), 0)
    names = [i for i, item in enumerate(reading.claim.items) if _is_between(item, tokens[1], tokens[end])]
    if not names or any(place in reading.held for place in names):
        return None
    for place in range(len(reading.tokens) - 1, 0, -1):
        aside = place > 1 and reading.tokens[place - 1].text == ","
        before = reading.tokens[place - 2 if aside else place - 1]
        if reading.tokens[place].stem in SAYING and before.text[0].isupper() and _is_a_name(before):
            who = reading.claim.items[names[-1]].text
            return Check(
                "attribution", False, f"the article has this from '{who}', the source from '{before.text}'"
            )
    return None


def _is_between(item: Item, first: Token, last: Token) -> bool:
    return item.kind is ItemKind.NAME and first.start < item.start < last.start


def _is_a_name(token: Token) -> bool:
    return token.text.lower() not in _PRONOUNS and not token.text.isupper()


def _find_charge(reading: Reading) -> Check | None:
    at = event_at(reading)
    if at is None:
        return None
    first, _ = reading.sentence_around(at)
    for before in range(at - 1, max(first, at - _HOW_FAR) - 1, -1):
        token = reading.tokens[before]
        if token.stem in _CHARGING or _is_claimed(reading.tokens, before):
            return Check("attribution", False, f"the source only has it that somebody '{token.text}' this")
    return None


def _is_claimed(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether "claim" is the verb: "claimed", "claims that"."""
    if tokens[at].stem != "claim":
        return False
    follows = tokens[at + 1].text.lower() if at + 1 < len(tokens) else ""
    return follows == "that" or (
        tokens[at].text.lower() == "claimed" and tokens[at - 1].stem not in ("be", "life")
    )
