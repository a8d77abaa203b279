# ruff: noqa: SIM905  - word lists read better as text
"""Who says it: what a source only has as somebody's charge, and a speaker that it does not have."""

from __future__ import annotations

from collections.abc import Collection

from citecheck.matcher.support.claimwords import Item, ItemKind
from citecheck.matcher.support.closeread import Reading, Token, tokenize
from citecheck.matcher.support.openpoints import event_at
from citecheck.matcher.support.sentences import sentence_around
from citecheck.models import Check

_CHARGING = frozenset(("accuse", "allege", "purport"))
_SAYING = frozenset(
    "say tell announce declare report claim warn insist argue admit confirm allege accuse".split()
)
_LONGEST_SUBJECT = 6
_HOW_FAR = 12
"""Words between a charge and what is charged."""


def find_attribution(reading: Reading, absent: Collection[Item]) -> Check | None:
    """Look for a charge that the article states as fact, or a speaker the whole text does not have."""
    tokens = tokenize(reading.claim.text)
    said = next((i for i, token in enumerate(tokens) if token.stem in _SAYING), None)
    if said is None:
        return _find_charge(reading)
    if said > _LONGEST_SUBJECT or not any(token.stem in _SAYING for token in reading.tokens):
        return None
    if not any(item.start < tokens[said].start and item.kind is ItemKind.NAME for item in absent):
        return None
    who = reading.claim.text[: tokens[said].start].strip()
    return Check("attribution", False, f"the article has this from '{who}', the source does not")


def _find_charge(reading: Reading) -> Check | None:
    at = event_at(reading)
    if at is None:
        return None
    first, _ = sentence_around(reading.tokens, at)
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
