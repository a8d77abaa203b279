"""Whether one number follows from another, as a careful editor would say."""

from __future__ import annotations

from enum import StrEnum
from math import floor, log10

from citecheck.matcher.numbers.read import Bound, Number, NumberKind
from citecheck.matcher.numbers.words import MEASURES

_CONVERSION_SLACK = 0.03
"""Writers round when they convert: "three years" for 36 months, "16 km" for ten miles."""
_ROUNDING = 0.025
"""A rounded figure may stand for one this much away ("6,000" for 6,010, not for 5,700)."""
_SAME_LIMIT = 0.8
"""Limits nearer to each other than this are one limit, rounded."""
_ROUNDED_FROM = 100
"""Below this a different number is a different count, not a rounding."""


class Agreement(StrEnum):
    """How the number of a claim stands to a number of the source."""

    SAME = "same"
    FOLLOWS = "follows"
    """The source's number makes the claim's true: 1,200 for "more than 1,000"."""
    LOOSER = "looser"
    """The source leaves more open than the claim: "at least 1,000" for 1,000."""
    CONFLICT = "conflict"
    """Both cannot be true of the same thing."""
    APART = "apart"
    """Different kinds or units: nothing to compare."""


def compare_numbers(claimed: Number, source: Number) -> Agreement:
    """Say how a number of the claim stands to one of the source, taking both to speak of the same thing."""
    factors = _common_unit(claimed, source)
    if claimed.kind is not source.kind or factors is None:
        return Agreement.APART
    if claimed.kind is NumberKind.SCORE:
        same = (claimed.value, claimed.high) == (source.value, source.high)
        return Agreement.SAME if same else Agreement.CONFLICT
    claim_factor, source_factor = factors
    low, high = (end * claim_factor for end in claimed.interval)
    source_low, source_high = (end * source_factor for end in source.interval)
    if (low, high) == (source_low, source_high) and claimed.bound is source.bound:
        return Agreement.SAME
    if claimed.bound is source.bound and _is_misquoted(claimed, source, claim_factor, source_factor):
        return Agreement.CONFLICT
    if {claimed.bound, source.bound} == {Bound.AT_LEAST, Bound.AT_MOST} and claimed.value == source.value:
        return Agreement.CONFLICT  # "more than 95" and "below 95"
    slack = _CONVERSION_SLACK if claim_factor != source_factor else 1e-9
    if low * (1 - slack) <= source_low and source_high <= high * (1 + slack):
        return Agreement.FOLLOWS
    if source_low * (1 - slack) <= high and low <= source_high * (1 + slack):
        return Agreement.LOOSER
    return Agreement.FOLLOWS if _is_rounding(claimed, source) else Agreement.CONFLICT


def _is_misquoted(claimed: Number, source: Number, claim_factor: float, source_factor: float) -> bool:
    """Whether both give the same kind of limit, but plainly not the same one: "up to 300" for "up to 100"."""
    mine, theirs = claimed.value * claim_factor, source.value * source_factor
    match claimed.bound:
        case Bound.AT_LEAST:
            return theirs < mine * _SAME_LIMIT
        case Bound.AT_MOST:
            return not mine * _SAME_LIMIT <= theirs <= mine / _SAME_LIMIT
        case _:
            return False


def _common_unit(left: Number, right: Number) -> tuple[float, float] | None:
    """Return the factors that bring both to one unit; None where they measure different things."""
    if left.unit == right.unit:
        return 1.0, 1.0
    if left.unit in MEASURES and right.unit in MEASURES:
        (left_dimension, left_factor), (right_dimension, right_factor) = (
            MEASURES[left.unit],
            MEASURES[right.unit],
        )
        return (left_factor, right_factor) if left_dimension == right_dimension else None
    # A writer may leave out what the context gives ("aged 17" for 17 years), never a per cent.
    one_bare = not left.unit or not right.unit
    return (1.0, 1.0) if one_bare and "%" not in (left.unit, right.unit) else None


def _is_rounding(claimed: Number, source: Number) -> bool:
    """Whether the claim gives the source's figure in fewer digits: "1.2 million" for 1,203,441."""
    if claimed.unit != source.unit or claimed.kind is not NumberKind.CARDINAL:
        return False
    if Bound.RANGE in (claimed.bound, source.bound) or Bound.AT_MOST in (claimed.bound, source.bound):
        return False
    value, exact = claimed.value, source.value
    if exact < _ROUNDED_FROM or value <= 0 or abs(value - exact) > _ROUNDING * exact:
        return False
    step = _last_step(value)
    return step > _last_step(exact) and abs(value - exact) <= step / 2


def _last_step(value: float) -> float:
    """The worth of the last digit that is not zero: 1,200 gives 100."""
    step = 10.0 ** floor(log10(value))
    while step > 0.001 and abs(value / step - round(value / step)) > 1e-9:
        step /= 10
    return step
