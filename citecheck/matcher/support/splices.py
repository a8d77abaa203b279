"""Pieces of different sentences of the source joined word for word, as if it had said them in one breath."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from citecheck.matcher.support.closeread import Token, read_stems, tokenize
from citecheck.matcher.support.passages import Passages
from citecheck.matcher.support.wordstock import TELLING, weight
from citecheck.models import Check

_RUN = 3
"""Words in a row that a claim has from its source before they count as copied."""
_COPIED = 0.7
"""Share of the claim's words that must be copied: a paraphrase shares short runs by chance."""
_LONGEST = 120
"""Words of a claim that are looked at."""


class _Run(NamedTuple):
    """Words that the claim has in a row from one sentence."""

    start: int
    end: int
    places: frozenset[int]
    """The sentences that have them."""


def find_splice(claim: str, text: Passages, places: Iterable[int]) -> Check | None:
    """Look for a claim put together from runs of words of sentences that lie apart.

    Args:
        claim: one sentence.
        text: the whole text.
        places: the sentences that come near the claim.
    """
    tokens = tokenize(claim)
    words = [(place, token) for place, token in enumerate(tokens) if token.stem][:_LONGEST]
    stems = [token.stem for _, token in words]
    runs = _runs(stems, _grams(stems, text, places))
    covered = {at for run in runs for at in range(run.start, run.end)}
    if len(covered) < _COPIED * len(words):
        return None
    for left, right in pairwise(runs):
        first, second = words[left.end - 1], words[right.start]
        if right.start - left.end > 1 or left.places & right.places:
            continue  # words between, or a sentence that has both
        if any(weight(token.stem) >= TELLING for _, token in words[right.start : left.end]):
            continue  # a telling word that both have: the source itself speaks of one thing
        if any(not token.stem for token in tokens[first[0] : second[0] + 1]):
            continue  # a comma or the like: two clauses
        return Check(
            "words",
            False,
            f"'{_last(tokens, first[0])}' and '{_next(tokens, second[0])}' stand in the source, not together",
        )
    return None


def _grams(
    wanted: Sequence[str], text: Passages, places: Iterable[int]
) -> dict[tuple[str, str, str], set[int]]:
    """Return the runs of three words of the claim that sentences have, with those that have them."""
    asked = set(zip(wanted, wanted[1:], wanted[2:], strict=False))
    grams: dict[tuple[str, str, str], set[int]] = {}
    for place in places:
        start, end = text.quote(place, place)
        stems = read_stems(text.text[start:end])
        for gram in asked.intersection(zip(stems, stems[1:], stems[2:], strict=False)):
            grams.setdefault(gram, set()).add(place)
    return grams


def _runs(stems: Sequence[str], grams: dict[tuple[str, str, str], set[int]]) -> list[_Run]:
    runs: list[_Run] = []
    at = 0
    while at + _RUN <= len(stems):
        places = grams.get((stems[at], stems[at + 1], stems[at + 2]))
        if not places:
            at += 1
            continue
        end = at + _RUN
        while end < len(stems):
            further = places & grams.get((stems[end - 2], stems[end - 1], stems[end]), set())
            if not further:
                break
            places, end = further, end + 1
        runs.append(_Run(at, end, frozenset(places)))
        at = max(at + 1, end - 1)
    return runs


def _last(tokens: Sequence[Token], place: int) -> str:
    return " ".join(token.text for token in tokens[max(0, place - _RUN + 1) : place + 1])


def _next(tokens: Sequence[Token], place: int) -> str:
    return " ".join(token.text for token in tokens[place : place + _RUN])
