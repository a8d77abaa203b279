"""A name of the claim that stands where the source, otherwise word for word the same, has another."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence
from itertools import pairwise

from citecheck.matcher.lexicon import person_name, place
from citecheck.matcher.support.claimwords import Item, ItemKind
from citecheck.matcher.support.closeread import Reading, Token, tokenize
from citecheck.matcher.support.sentences import is_under_denial
from citecheck.matcher.support.wordstock import TELLING, weight
from citecheck.models import Check

_LONGEST = 400
"""Words of either side that are laid beside each other."""
_WIDEST = 3
"""Words that one name may have in the place of the other."""
_FLANK = 3
"""Words on the two sides of a name that both must share, each side counting up to two."""
_ABBREVIATED = 4
_SAME_NAME = 60.0
"""Likeness of the letters, 0..100, from which on two spellings may be of one name."""


def find_swapped_name(reading: Reading, absent: Collection[Item]) -> Check | None:
    """Look for a name the whole text has not, where the passage has another between the same words.

    Args:
        reading: claim and passage.
        absent: items of the claim that the whole text has not.
    """
    names = {item.start: item for item in absent if item.kind is ItemKind.NAME}
    if not names:
        return None
    from rapidfuzz.distance import LCSseq

    mine = [token for token in tokenize(reading.claim.text) if token.stem][:_LONGEST]
    theirs = [token for token in reading.tokens if token.stem][:_LONGEST]
    blocks = [
        (block.src_start, block.src_end, block.dest_start, block.dest_end)
        for block in LCSseq.opcodes([t.stem for t in mine], [t.stem for t in theirs])
        if block.tag == "equal"
    ]
    for left, right in pairwise(blocks):
        gap, other = mine[left[1] : right[0]], theirs[left[3] : right[2]]
        if not (0 < len(gap) <= _WIDEST and 0 < len(other) <= _WIDEST):
            continue
        if min(2, left[1] - left[0]) + min(2, right[1] - right[0]) < _FLANK:
            continue
        swapped = next((names[token.start] for token in gap if token.start in names), None)
        if swapped is None or not _is_name(other) or is_under_denial(reading, swapped):
            continue
        if not _can_replace(gap, other):
            continue
        said = " ".join(token.text for token in gap)
        text = f"the article says '{said}', the source says '{' '.join(token.text for token in other)}'"
        return Check("name", False, text)
    return None


def _is_name(tokens: Sequence[Token]) -> bool:
    """Whether the words are names throughout, small words aside."""
    telling = [token for token in tokens if weight(token.stem) >= TELLING]
    return bool(telling) and all(token.text[0].isupper() for token in telling)


def _can_replace(mine: Sequence[Token], theirs: Sequence[Token]) -> bool:
    """Whether two names are of different people or places of one sort, not two names of one."""
    from rapidfuzz.fuzz import ratio

    if {token.stem for token in mine} & {token.stem for token in theirs}:
        return False
    if any(len(token.text) <= _ABBREVIATED and token.text.isupper() for token in (*mine, *theirs)):
        return False  # an abbreviation may be the same name: "WHO"
    if ratio(_plain(mine), _plain(theirs)) > _SAME_NAME:
        return False
    known = {_kind(token) for token in (*mine, *theirs)} - {""}
    return len(known) <= 1


def _plain(tokens: Sequence[Token]) -> str:
    """Return a name without blanks and accents: "Vázquez" and "Vasquez" are one."""
    joined = "".join(token.text for token in tokens).lower()
    return "".join(sign for sign in unicodedata.normalize("NFKD", joined) if sign.isalnum())


def _kind(token: Token) -> str:
    """Return what sort of place a word names ("city"), "person", or "" where it is not known."""
    low = token.text.lower().removesuffix("'s").removesuffix("’s")
    found = place(low)
    if found is not None:
        return found[1]
    return "person" if person_name(low) else ""
