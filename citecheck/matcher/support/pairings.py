"""Figures that the passage gives to another: of two names, of a part and its whole, of another deed."""

from __future__ import annotations

import re
from itertools import pairwise

from citecheck.matcher.numbers.compare import Agreement, compare_numbers
from citecheck.matcher.numbers.read import Number, NumberKind
from citecheck.matcher.support.claimwords import Item, ItemKind
from citecheck.matcher.support.closeread import Reading
from citecheck.matcher.support.counted import count_same
from citecheck.matcher.support.openpoints import event_at
from citecheck.matcher.support.wordstock import kin, stem
from citecheck.models import Check

_PART_OF = re.compile(r"\s+(?:out\s+)?of\s+(?:the|its|his|her|their|our)\s+$")
_FIRST = re.compile(r"\bfirst(?: \w+)? time\b|\bnever before\b", re.IGNORECASE)
_LATER = re.compile(
    r"\b(second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|[2-9](?:nd|rd|th))\s+([^\W\d_]+(?:-\w+)?)"
)
_APART = (Agreement.CONFLICT, Agreement.APART)
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
    return _find_whole_for_part(reading) or _find_other_object(reading)


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
    are_numbers = [place in numbers for place in sorted([*numbers, *names])]
    if are_numbers not in ([True, False, True, False], [False, True, False, True]):
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
    at, by = reading.token_of(one), reading.token_of(other)
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
    verb = _event(reading, at)
    for item in reading.claim.items:
        mine = item.number
        if mine is None or not _is_object(reading, verb, mine):
            continue
        for part, whole in pairwise(reading.numbers):
            if (
                (whole.value, whole.unit) == (mine.value, mine.unit)
                and all(one.value != part.value for one in reading.claim_numbers)
                and part.value < whole.value
                and part.unit == whole.unit
                and 0 < reading.token_of(part) - at <= _BEHIND_VERB
                and _PART_OF.fullmatch(reading.text[part.end : whole.start])
            ):
                text = reading.text[part.start : whole.end]
                return Check("number", False, f"the article says '{mine.phrase}', the source says '{text}'")
    return None


def _find_other_object(reading: Reading) -> Check | None:
    """Compare "trained 2,000 people" with "trained 1,200 people and needs 2,000"."""
    at = event_at(reading)
    if at is None or len(reading.numbers) < 2:
        return None
    if len(reading.places[reading.tokens[at].stem]) > 1:
        return None
    theirs = [one for one in reading.numbers if 0 < reading.token_of(one) - at <= _BEHIND_VERB]
    if len(theirs) != 1:
        return None
    verb, other = _event(reading, at), theirs[0]
    for match in reading.matches:
        mine = match.item.number
        if mine is None or match.agreement is not Agreement.SAME or not _is_object(reading, verb, mine):
            continue
        if _is_another(reading, mine, other):
            return Check(
                "number", False, f"the article says '{mine.phrase}' of this, the source '{other.phrase}'"
            )
    return None


def _event(reading: Reading, at: int) -> Item:
    """Return the item of the claim that the passage's token `at` holds."""
    root = reading.tokens[at].stem
    return next(reading.claim.items[i] for i, held in reading.at.items() if reading.tokens[held].stem == root)


def _is_object(reading: Reading, verb: Item, figure: Number) -> bool:
    """Whether a figure of the claim counts what its verb is done to."""
    if figure.kind is not NumberKind.CARDINAL or figure.start < verb.start:
        return False
    return len(reading.claim.text[verb.start + len(verb.text) : figure.start].split()) <= _BEHIND_VERB


def _is_another(reading: Reading, mine: Number, other: Number) -> bool:
    """Whether a figure counts the same thing and is another than any of the claim's."""
    if other.kind is not mine.kind or other.unit != mine.unit:
        return False
    if any(compare_numbers(one, other) not in _APART for one in reading.claim_numbers):
        return False
    return bool(mine.unit) or count_same(reading.claim.text, mine, reading.text, other)


def find_other_time(reading: Reading) -> Check | None:
    """Compare "for the first time this year" with "the third break-in this year"."""
    if _FIRST.search(reading.claim.text) is None or _FIRST.search(reading.text) is not None:
        return None
    said = reading.claim.stems
    for found in _LATER.finditer(reading.text):
        counted = found.group(2).partition("-")[0]
        roots = {stem(counted), *kin(stem(counted))}
        inside = reading.stems_in(*reading.sentence_around(reading.token_from(found.start()) or 0))
        held = [i for i, where in reading.at.items() if reading.tokens[where].stem in inside]
        if (roots & said or counted == "time") and len(held) > 1:
            return Check("number", False, f"the article says 'first', the source says '{found.group()}'")
    return None
