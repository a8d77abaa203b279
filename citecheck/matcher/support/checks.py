"""The itemised comparison of a claim and a passage, in plain words."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from citecheck.matcher.numbers.compare import Agreement
from citecheck.matcher.numbers.read import Number, NumberKind
from citecheck.matcher.numbers.words import MONTHS
from citecheck.matcher.support.attributions import find_attribution
from citecheck.matcher.support.claimwords import Item, ItemKind
from citecheck.matcher.support.closeread import NumberMatch, Reading
from citecheck.matcher.support.conflicts import (
    find_month,
    find_negation,
    find_opposite,
    find_place,
    find_rival,
    is_other_span,
)
from citecheck.matcher.support.deeds import find_other_object
from citecheck.matcher.support.directions import find_other_direction
from citecheck.matcher.support.endings import find_called_off, find_dispute, find_not_yet, find_proposal
from citecheck.matcher.support.falsehoods import find_denial
from citecheck.matcher.support.kindclash import find_other_kind
from citecheck.matcher.support.namesakes import find_namesake
from citecheck.matcher.support.openpoints import (
    find_hedge,
    find_plan,
    find_question,
    find_refusal,
    find_unsaid,
    find_unsaid_event,
    find_unsaid_limit,
)
from citecheck.matcher.support.order import find_other_order
from citecheck.matcher.support.origins import find_other_origin
from citecheck.matcher.support.othercounts import find_other_count
from citecheck.matcher.support.pairings import find_other_pairing, find_other_time
from citecheck.matcher.support.predicates import find_unsaid_predicate
from citecheck.matcher.support.roles import find_other_doer, find_stand_in, find_turned
from citecheck.matcher.support.shares import find_other_share
from citecheck.matcher.support.stances import find_other_side, find_standstill
from citecheck.matcher.support.swaps import find_swapped_name
from citecheck.matcher.support.wordstock import TELLING, opposites, stem, weight
from citecheck.models import Check


@dataclass(frozen=True, slots=True)
class Checked:
    """The checks of one reading, and how many of each kind failed."""

    checks: tuple[Check, ...]
    number_conflicts: int
    numbers_missing: int
    """Numbers of the claim that the whole text has not."""
    names_missing: int
    """Names of the claim that the whole text has not."""
    negation: int
    opposite: int
    place: int
    denial: int
    unsaid: int
    """1 where the claim denies and the passage does not."""
    event: int
    """1 where the passage has no word for what the claim says happened."""
    hedge: int
    """1 where it only plans, expects or asks that."""
    context: float
    """Weighted share held of the items that no conflict is about, 0..1."""


def check(reading: Reading, whole: Collection[int] = ()) -> Checked:
    """Compare the items of a reading one by one.

    Args:
        reading: claim and passage.
        whole: places of the claim's items that the text has anywhere.
    """
    checks: list[Check] = []
    conflicts = numbers_missing = names_missing = 0
    absent = reading.absent(whole)
    matches = iter(reading.matches)
    for place, item in enumerate(reading.claim.items):
        elsewhere = place in whole and place not in reading.held
        if item.number is not None:
            made, conflict, missing = _check_number(reading, next(matches), elsewhere)
            conflicts += conflict
            numbers_missing += missing
            checks.append(made)
        elif item.kind is ItemKind.NAME:
            names_missing += place not in reading.held and not elsewhere
            checks.append(_check_name(item, place in reading.held, elsewhere))
    other_number = (
        find_other_count(reading)
        or find_other_direction(reading)
        or find_other_pairing(reading)
        or find_other_share(reading)
        or find_other_time(reading)
    )
    if other_number is not None:
        checks.append(other_number)
        conflicts += 1
    found = [
        find_opposite(reading) or find_standstill(reading) or find_other_side(reading),
        find_negation(reading) or find_refusal(reading) or find_called_off(reading),
        find_place(reading, absent)
        or find_month(reading, absent)
        or find_stand_in(reading, absent)
        or find_turned(reading)
        or find_swapped_name(reading, absent)
        or find_namesake(reading)
        or find_other_origin(reading, absent)
        or find_other_kind(reading)
        or find_other_order(reading),
        find_denial(reading),
    ]
    checks.extend(one for one in found if one is not None)
    opposite, negation, other_place, denial = (int(one is not None) for one in found)
    unsaid = None if any(found) else find_unsaid(reading) or find_unsaid_limit(reading)
    event, hedge = (
        find_unsaid_event(reading) or find_unsaid_predicate(reading) or find_other_doer(reading),
        find_hedge(reading)
        or find_plan(reading)
        or find_question(reading)
        or find_attribution(reading, absent)
        or find_not_yet(reading)
        or find_proposal(reading)
        or find_dispute(reading)
        or find_other_object(reading),
    )
    checks.extend(one for one in (unsaid, event, hedge) if one is not None)
    return Checked(
        tuple(checks),
        conflicts,
        numbers_missing,
        names_missing,
        negation,
        opposite,
        other_place,
        denial,
        int(unsaid is not None),
        int(event is not None),
        int(hedge is not None),
        _context(reading),
    )


def is_plainly_open(reading: Reading, whole: Collection[int]) -> bool:
    """Say what `check` would find at much greater cost: that the passage leaves the claim open.

    It does where a number of the claim stands neither in it nor anywhere in the text, or its event is unsaid.
    """
    if any(item.number is not None for item in reading.absent(whole)):
        return True
    return find_unsaid_event(reading) is not None


def _context(reading: Reading) -> float:
    roots = reading.places.keys()
    kept = [
        (place, item)
        for place, item in enumerate(reading.claim.items)
        if place in reading.held or (item.kind is ItemKind.WORD and not opposites(item.stem) & roots)
    ]
    total = sum(item.weight for _, item in kept)
    return sum(item.weight * reading.held.get(place, 0.0) for place, item in kept) / total if total else 0.0


def _check_name(item: Item, held: bool, elsewhere: bool) -> Check:
    if held:
        return Check("name", True, f"'{item.text}' is in the passage")
    if elsewhere:
        return Check("name", True, f"'{item.text}' is elsewhere in the source")
    return Check("name", False, f"'{item.text}' is not in the source")


def _check_number(reading: Reading, match: NumberMatch, elsewhere: bool) -> tuple[Check, bool, bool]:
    """Return the check, whether it is a conflict of fact, and whether the number is missing."""
    number = match.item.number
    assert number is not None  # noqa: S101 - matches are made of numbers only
    name = "date" if number.kind in (NumberKind.YEAR, NumberKind.DAY) else "number"
    phrase = _with_noun(reading.claim.text, number)
    match match.agreement:
        case Agreement.SAME:
            return Check(name, True, f"'{phrase}' is in the source"), False, False
        case Agreement.FOLLOWS:
            assert match.source is not None  # noqa: S101
            return (
                Check(name, True, f"the source's '{match.source.phrase}' bears out '{number.phrase}'"),
                False,
                False,
            )
        case Agreement.LOOSER:
            assert match.source is not None  # noqa: S101
            text = f"the article says '{number.phrase}', the source says '{_plain(match.source.phrase)}'"
            return Check(name, False, text), False, False
        case _:
            rival = find_rival(reading, number)
            if elsewhere and not _is_rivalled(number, rival):
                return Check(name, False, f"'{phrase}' is elsewhere in the source"), False, False
            if rival is None:
                return Check(name, False, f"'{phrase}' is not in the source"), False, True
            text = f"'{phrase}' is not in the source; it has '{_with_month(reading.text, rival)}'"
            return Check(name, False, text), True, True


def _is_rivalled(number: Number, rival: Number | None) -> bool:
    """Whether a rival counts though the text has the claim's figure somewhere.

    It does for an ordinal, and where the figure is the rival's own: "six months" for "six years", "below
    95" for "above 95".
    """
    return rival is not None and (
        number.kind is NumberKind.ORDINAL
        or is_other_span(number, rival)
        or ((rival.value, rival.unit) == (number.value, number.unit) and rival.bound is not number.bound)
    )


def _plain(phrase: str) -> str:
    """Return a phrase that opened a sentence as it stands within one."""
    return phrase[0].lower() + phrase[1:] if phrase[1:2].islower() else phrase


_MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b"
_MONTH_BEHIND = re.compile(rf"(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}", re.IGNORECASE)
_MONTH_BEFORE = re.compile(rf"\b{_MONTH}\s+(?:the\s+)?$", re.IGNORECASE)


def _with_month(text: str, number: Number) -> str:
    """Return a day with its month ("14 June"), any other number as it is worded."""
    if number.kind is not NumberKind.DAY:
        return number.phrase
    if (behind := _MONTH_BEHIND.match(text, number.end)) is not None:
        return text[number.start : behind.end()]
    before = _MONTH_BEFORE.search(text[max(0, number.start - 16) : number.start])
    return before.group() + number.phrase if before else number.phrase


def _with_noun(text: str, number: Number) -> str:
    """Return the number with the word it counts: "12,000 bodies"."""
    if number.kind is NumberKind.DAY:
        return _with_month(text, number)
    following = text[number.end : number.end + 40].split()
    if (
        not following
        or not text[number.end : number.end + 1].isspace()
        or number.unit
        or not following[0][0].isalpha()
    ):
        return number.phrase
    noun = following[0].rstrip(".,;:!?\"'”’)")
    return f"{number.phrase} {noun}" if weight(stem(noun)) >= TELLING else number.phrase
