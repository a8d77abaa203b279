"""Figures that the passage gives to another: of two names, of a part and its whole, of another deed."""

from __future__ import annotations

import re
from itertools import pairwise

from citecheck.matcher.numbers.read import Number, NumberKind
from citecheck.matcher.support.claimwords import ItemKind
from citecheck.matcher.support.closeread import Reading
from citecheck.matcher.support.openpoints import event_at
from citecheck.models import Check

_PART_OF = re.compile(r"\s+(?:out\s+)?of\s+(?:the|its|his|her|their|our)\s+$")
_BEHIND_VERB = 3
"""Words between a verb and the figure it has for object."""


def find_other_pairing(reading: Reading) -> Check | None:
    """Look for figures of the claim that the passage gives the other way round, or to another thing."""
    numbers = [item for item in reading.claim.items if item.number is not None]
    if not numbers or not reading.numbers:
        return None
    if len(numbers) == 2:
        found = _find_exchanged(reading)
        if found is not None:
            return found
    return _find_whole_for_part(reading)


def _find_exchanged(reading: Reading) -> Check | None:
    """Compare "Tavria 19 and Kessan 31" with "Tavria 31 and Kessan 19"."""
    if "respectively" in reading.claim.text or "respectively" in reading.text:
        return None
    numbers = [
        place
        for place, item in enumerate(reading.claim.items)
        if item.number is not None and item.number.kind is NumberKind.CARDINAL
    ]
    if len(numbers) != 2 or not all(place in reading.at for place in numbers):
        return None
    names = [
        place
        for place, item in enumerate(reading.claim.items)
        if item.kind is ItemKind.NAME and place in reading.at
    ]
    if len(names) != 2:
        return None
    order = sorted([*numbers, *names])
    if (order[0] in numbers) == (order[1] in numbers) or (order[2] in numbers) == (order[3] in numbers):
        return None
    if (order[0] in numbers) != (order[2] in numbers):
        return None
    figures = [reading.claim.items[place].number for place in numbers]
    if figures[0] is None or figures[1] is None or figures[0].value == figures[1].value:
        return None
    if figures[0].unit != figures[1].unit:
        return None
    for one in reading.numbers:
        for other in reading.numbers:
            if (one.value, one.unit, other.value, other.unit) != (
                figures[0].value,
                figures[0].unit,
                figures[1].value,
                figures[1].unit,
            ):
                continue
            found = _compare(reading, names, one, other)
            if found is not None:
                return found
    return None


def _compare(reading: Reading, names: list[int], one: Number, other: Number) -> Check | None:
    """Return the check where the passage's sentence has each figure beside the other's name."""
    at, by = (_token(reading, number) for number in (one, other))
    span = reading.sentence_around(at)
    if span != reading.sentence_around(by):
        return None
    stems = [reading.claim.items[place].stem for place in names]
    places = [[i for i in reading.places.get(root, ()) if span[0] <= i < span[1]] for root in stems]
    if any(len(found) != 1 for found in places):
        return None
    first, second = places[0][0], places[1][0]
    kinds = sorted([(first, "a"), (second, "b"), (at, "1"), (by, "2")])
    written = "".join(kind for _, kind in kinds)
    if written in ("a2b1", "b1a2", "2a1b", "1b2a"):
        mine, theirs = (reading.claim.items[place].text for place in names)
        text = f"in the source '{other.phrase}' goes with '{mine}', '{one.phrase}' with '{theirs}'"
        return Check("role", False, text)
    return None


def _find_whole_for_part(reading: Reading) -> Check | None:
    """Compare "lost 400 of her sheep" with "lost 70 of her 400 ewes"."""
    at = event_at(reading)
    if at is None or len(reading.numbers) < 2:
        return None
    root = reading.tokens[at].stem
    verb = next(reading.claim.items[i] for i, held in reading.at.items() if reading.tokens[held].stem == root)
    for item in reading.claim.items:
        mine = item.number
        if mine is None or mine.kind is not NumberKind.CARDINAL or mine.start < verb.start:
            continue
        between = reading.claim.text[verb.start + len(verb.text) : mine.start].split()
        if len(between) > _BEHIND_VERB:
            continue
        for part, whole in pairwise(reading.numbers):
            if (
                (whole.value, whole.unit) == (mine.value, mine.unit)
                and all(one.value != part.value for one in reading.claim_numbers)
                and part.value < whole.value
                and part.unit == whole.unit
                and 0 < _token(reading, part) - at <= _BEHIND_VERB
                and _PART_OF.fullmatch(reading.text[part.end : whole.start])
            ):
                text = reading.text[part.start : whole.end]
                return Check("number", False, f"the article says '{mine.phrase}', the source says '{text}'")
    return None


def _token(reading: Reading, number: Number) -> int:
    return next((i for i, t in enumerate(reading.tokens) if t.start >= number.start), len(reading.tokens) - 1)
