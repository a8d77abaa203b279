"""What belongs to a number beside itself: its unit, the other end of its range, the words that bound it."""

from __future__ import annotations

import re

from citecheck.matcher.numbers import words as words
from citecheck.matcher.numbers.kinds import Bound, Number, NumberKind, Token, get, touches


def finish(text: str, tokens: list[Token], found: list[tuple[Number, int, int]]) -> list[Number]:
    """Give units, join ranges, then read the words that bound each number."""
    done: list[tuple[Number, int, int]] = []
    for bare, first, past in found:
        number, after = _with_unit(text, tokens, bare, first, past)
        joined = _join(text, tokens, done[-1], number, first) if done else None
        if joined is not None:
            done[-1] = (joined, done[-1][1], after)
        else:
            done.append((number, first, after))
    return [_with_bound(text, tokens, number, first, after) for number, first, after in done]


def _with_unit(text: str, tokens: list[Token], number: Number, first: int, after: int) -> tuple[Number, int]:
    if number.kind is not NumberKind.CARDINAL or number.unit:
        return number, after
    before = get(tokens, first - 1)
    if before is not None and before.low in words.CURRENCY_SIGNS:
        start = before.start
        country = get(tokens, first - 2)
        unit = words.CURRENCY_SIGNS[before.low]
        if country is not None and country.end == start and country.low in words.DOLLARS and unit == "USD":
            start, unit = country.start, words.DOLLARS[country.low]
        return number._replace(start=start, text=text[start : number.end], unit=unit), after
    place = after
    if (following := get(tokens, place)) is not None and following.low in ("-", "‑"):
        place += 1
    if (following := get(tokens, place)) is None:
        return number, after
    if following.low == "per" and (cent := get(tokens, place + 1)) is not None and cent.low == "cent":
        return number._replace(unit="%", end=cent.end, text=text[number.start : cent.end]), place + 2
    if following.low in words.PERCENT_SIGNS:
        return number._replace(
            unit="%", end=following.end, text=text[number.start : following.end]
        ), place + 1
    if following.low in words.UNITS:
        unit = words.UNITS[following.low]
        if following.low in ("m", "p") and not touches(tokens[place - 1], following):
            return number, after
        return number._replace(
            unit=unit, end=following.end, text=text[number.start : following.end]
        ), place + 1
    return number, after


def _join(
    text: str, tokens: list[Token], last: tuple[Number, int, int], number: Number, first: int
) -> Number | None:
    """Join "10-12", "10 to 12" and "between 10 and 12" to one range."""
    low, low_first, low_after = last
    if first - low_after not in (1, 2) or low.bound is Bound.RANGE or number.bound is Bound.RANGE:
        return None
    between = [token.low for token in tokens[low_after:first]]
    if len(between) == 2 and between.pop() not in words.CURRENCY_SIGNS:
        return None
    before = get(tokens, low_first - (2 if low.text[0] in words.CURRENCY_SIGNS else 1))
    opener = before.low if before else ""
    dashed = between[0] in ("-", "–", "—", "‑") and tokens[low_after].start == low.end
    spoken = (between[0] == "to" and opener != "from" and not low.unit) or (
        between[0] == "and" and opener == "between"
    )
    if not (dashed or spoken) or low.kind not in (number.kind, NumberKind.YEAR):
        return None
    if low.kind is NumberKind.YEAR and number.kind is NumberKind.CARDINAL:
        return _short_year_range(text, low, number) if dashed else None
    unit = number.unit or low.unit
    if low.unit and number.unit and low.unit != number.unit:
        return None
    first_value = low.value
    if number.value >= 1000 > low.value and number.value % 1000 == 0 and not _is_written_out(number):
        first_value = low.value * _scale_of(number)
    joined = low._replace(text=text[low.start : number.end], end=number.end, unit=unit)
    if first_value > number.value:
        if dashed and not unit:
            return joined._replace(high=number.value, kind=NumberKind.SCORE)
        return None
    return joined._replace(value=first_value, high=number.value, bound=Bound.RANGE)


def _is_written_out(number: Number) -> bool:
    """Whether the closing end of a range is all digits ("500-1000"), so that it shares no magnitude."""
    return number.text.strip().isdigit() or "," in number.text


def _scale_of(number: Number) -> float:
    """The magnitude that closes a range and counts for both ends: "5 to 10 million"."""
    last = re.split(r"[\s\d.]+", number.text.strip().lower())[-1]
    return words.MAGNITUDES.get(last) or words.SHORT_MAGNITUDES.get(last) or 1.0


def _short_year_range(text: str, low: Number, number: Number) -> Number | None:
    """Read "2024-25"."""
    if not (number.text.isdigit() and len(number.text) == 2):
        return None
    high = low.value - low.value % 100 + number.value
    if high <= low.value:
        return None
    return low._replace(text=text[low.start : number.end], end=number.end, high=high, bound=Bound.RANGE)


def _is_particle(phrase: str, before: list[str], number: Number) -> bool:
    """Say whether "over" belongs to a verb or a span of time: "hand over 6,000 bodies", "over two days"."""
    if phrase != "over":
        return False
    return number.unit in words.SPANS_OF_TIME or (len(before) > 1 and before[-2] in words.VERBS_WITH_OVER)


def _with_bound(text: str, tokens: list[Token], number: Number, first: int, after: int) -> Number:
    """Read "at least", "up to", "about" before the number and "or more" after it."""
    start, end, bound = number.start, number.end, number.bound
    if number.kind is not NumberKind.CARDINAL or bound is Bound.RANGE:
        return number._replace(phrase=number.text)
    place = first - 1
    while place >= 0 and tokens[place].end > number.start - 1 and tokens[place].start >= number.start:
        place -= 1  # the currency sign belongs to the number
    before = [token.low for token in tokens[max(0, place - 3) : place + 1]]
    for length in (4, 3, 2, 1):
        phrase = " ".join(before[-length:]) if len(before) >= length else ""
        if phrase in words.BOUNDS_BEFORE and not _is_particle(phrase, before, number):
            bound, start = Bound(words.BOUNDS_BEFORE[phrase]), tokens[place - length + 1].start
            break
    following = [token.low for token in tokens[after : after + 2]]
    for length in (2, 1):
        phrase = " ".join(following[:length])
        if phrase in words.BOUNDS_AFTER:
            bound, end = Bound(words.BOUNDS_AFTER[phrase]), tokens[after + len(following[:length]) - 1].end
            break
    return number._replace(bound=bound, phrase=text[start:end])
