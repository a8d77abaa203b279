"""The numbers that stand in a text: what they count, how exactly, and where.

"6,000", "6000", "six thousand" and "6k" are one number. Digits that are part of a name
("Covid-19", "A303") are none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from math import inf

from citecheck.matcher import numberwords as words


class NumberKind(StrEnum):
    """What sort of number it is; numbers of different kinds are never compared."""

    CARDINAL = "cardinal"
    ORDINAL = "ordinal"
    YEAR = "year"
    DAY = "day"
    """The day of a month: "11 June"."""
    TIME = "time"
    """A time of day."""
    SCORE = "score"
    """A result: "3-1", where the larger number comes first."""


class Bound(StrEnum):
    """How exactly a number is given."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at-least"
    AT_MOST = "at-most"
    RANGE = "range"
    """From one value to another, or a vague plural ("hundreds")."""


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a text."""

    text: str
    """As written, with its currency sign, magnitude and per cent sign: "$1.5bn"."""
    start: int
    """Offset of `text` in the text read."""
    end: int
    value: float
    """The value; of a range its lower end."""
    high: float
    """The upper end of a range; else equal to `value`."""
    kind: NumberKind = NumberKind.CARDINAL
    bound: Bound = Bound.EXACT
    unit: str = ""
    """"%", a currency code ("USD") or a measure ("year", "km"); "" for a bare number."""
    phrase: str = ""
    """`text` with the words that bound it: "at least $1.5bn"."""

    @property
    def interval(self) -> tuple[float, float]:
        """Every value the wording allows; "about" is read as a tenth either way."""
        match self.bound:
            case Bound.ABOUT:
                return self.value * 0.9, self.high * 1.1
            case Bound.AT_LEAST:
                return self.value, inf
            case Bound.AT_MOST:
                return 0.0, self.high
            case _:
                return self.value, self.high


_TOKEN = re.compile(
    r"(?P<digits>\d{1,3}(?:(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?|(?: 000)+)(?!\d)|\d+(?:\.\d+)*)"
    r"|(?P<word>[^\W\d_]+)|(?P<mark>[^\w\s]|_)"
)
_TOO_LONG = 18
"""More digits than this are an identifier, not a quantity."""


@dataclass(slots=True)
class _Token:
    text: str
    low: str
    start: int
    end: int
    digits: bool


def read_numbers(text: str) -> tuple[Number, ...]:
    """Return the numbers of `text` in order.

    Args:
        text: any plain text; offsets of the result count its code points.

    Returns:
        Cardinals, ordinals, years, days of a month, times and scores, each with unit and
        bound. A range ("10 to 12", "5-7%") is one number.
    """
    if not words.HINT.search(text):
        return ()
    tokens = [
        _Token(m.group(), m.group().lower(), m.start(), m.end(), m.lastgroup == "digits")
        for m in _TOKEN.finditer(text)
    ]
    found: list[tuple[Number, int, int]] = []
    place = 0
    while place < len(tokens):
        read = _read_at(text, tokens, place)
        if read is None:
            place += 1
            continue
        number, after = read
        if number is not None:
            found.append((number, place, after))
        place = max(after, place + 1)
    return tuple(_finish(text, tokens, found))


def _read_at(text: str, tokens: list[_Token], at: int) -> tuple[Number | None, int] | None:
    """Read the number that starts at token `at`: (number, next token); (None, next) skips a look-alike."""
    token = tokens[at]
    if token.digits:
        return _read_digits(text, tokens, at)
    if token.low in words.STARTERS:
        return _read_words(text, tokens, at)
    return None


def _read_digits(text: str, tokens: list[_Token], at: int) -> tuple[Number | None, int]:
    token = tokens[at]
    if (
        sum(map(str.isdigit, token.text[: 2 * _TOO_LONG])) > _TOO_LONG
        or token.text.count(".") > 1
        or _is_part_of_name(tokens, at)
    ):
        return None, at + 1
    following = _get(tokens, at + 1)
    if following and following.low == ":" and _touches(token, following):
        return _read_time(text, tokens, at)
    value = float(re.sub(r"[,\s]", "", token.text))
    after = at + 1
    if following and _touches(token, following) and following.low in words.ORDINAL_SUFFIXES:
        return _make(text, token.start, following.end, value, NumberKind.ORDINAL), after + 1
    value, after = _read_magnitude(tokens, after, value)
    end = tokens[after - 1].end
    if after == at + 1 and following and following.low in words.CLOCK:
        return _make(text, token.start, following.end, value, NumberKind.TIME), after + 1
    if (
        after == at + 1
        and following
        and _touches(token, following)
        and following.text.isalpha()
        and following.low not in words.UNITS
        and following.low not in ("s", "per", "pc")
    ):
        return None, after + 1
    kind = NumberKind.CARDINAL
    if after == at + 1 and _is_year(tokens, at):
        if following and following.low == "s" and _touches(token, following) and value % 10 == 0:
            decade = _make(text, token.start, following.end, value, NumberKind.YEAR)
            return replace(decade, high=value + (99 if value % 100 == 0 else 9), bound=Bound.RANGE), after + 1
        kind = NumberKind.YEAR
    elif after == at + 1 and value <= 31 and "." not in token.text and _is_day(tokens, at):
        kind = NumberKind.DAY
    return _make(text, token.start, end, value, kind), after


def _read_time(text: str, tokens: list[_Token], at: int) -> tuple[Number | None, int]:
    minutes = _get(tokens, at + 2)
    if minutes is None or not minutes.digits or not _touches(tokens[at + 1], minutes):
        return None, at + 1
    try:
        value = float(tokens[at].text) + float(minutes.text) / 60
    except ValueError:
        return None, at + 3
    return _make(text, tokens[at].start, minutes.end, value, NumberKind.TIME), at + 3


def _read_magnitude(tokens: list[_Token], after: int, value: float) -> tuple[float, int]:
    """Multiply by "k", "m", "bn", "million" … where one follows."""
    following = _get(tokens, after)
    if following is not None and following.low == "-" and (beyond := _get(tokens, after + 1)):
        if beyond.low in words.MAGNITUDES:  # "a 5-million deal"
            return value * words.MAGNITUDES[beyond.low], after + 2
        return value, after
    if following is None:
        return value, after
    factor = words.MAGNITUDES.get(following.low)
    if factor is None and following.low in words.SHORT_MAGNITUDES:
        touches = _touches(tokens[after - 1], following)
        if touches and (following.low != "m" or not _is_metres(tokens, after)):
            factor = words.SHORT_MAGNITUDES[following.low]
    return (value * factor, after + 1) if factor else (value, after)


def _is_metres(tokens: list[_Token], at: int) -> bool:
    """Tell "100m sprint" and "8.5m tall" from "5m people"."""
    following = _get(tokens, at + 1)
    return following is not None and following.low in words.AFTER_METRES


def _is_part_of_name(tokens: list[_Token], at: int) -> bool:
    """Whether letters are glued to the front of the digits: "A303", "Covid-19", "F-16"."""
    if at == 0:
        return False
    before, token = tokens[at - 1], tokens[at]
    if not _touches(before, token):
        return False
    if before.text.isalpha():
        return before.low not in words.CURRENCIES
    if (
        before.low in ("-", "‑")
        and at > 1
        and _touches(tokens[at - 2], before)
        and tokens[at - 2].text.isalpha()
    ):
        return tokens[at - 2].low not in words.YEAR_PREFIXES
    return before.low in ("#", "_", "/") and at > 1 and _touches(tokens[at - 2], before)


def _is_year(tokens: list[_Token], at: int) -> bool:
    token = tokens[at]
    if len(token.text) != 4 or not token.text.isdigit() or not 1500 <= int(token.text) <= 2099:
        return False
    before, after = _get(tokens, at - 1), _get(tokens, at + 1)
    if before is not None and (before.low in words.CURRENCIES or before.low in words.COUNTING):
        return False
    if before is not None and (before.low in words.BEFORE_YEAR or before.low in words.MONTHS):
        return True
    if after is not None and after.low in words.CURRENCIES | words.PERCENT_SIGNS:
        return False
    is_counted = after is not None and after.text.isalpha() and words.is_plural(after.low)
    is_measured = after is not None and after.low in words.UNITS and after.low != "m"
    return not (is_counted or is_measured)


def _is_day(tokens: list[_Token], at: int) -> bool:
    before, after = _get(tokens, at - 1), _get(tokens, at + 1)
    if before is not None and before.low in words.MONTHS:
        return True
    if before is not None and before.low == "." and at > 1 and tokens[at - 2].low in words.MONTHS:
        return True
    if after is not None and after.low == "of":
        after = _get(tokens, at + 2)
    return after is not None and after.low in words.MONTHS and after.text[0].isupper()


def _read_words(text: str, tokens: list[_Token], at: int) -> tuple[Number | None, int] | None:
    """Read "two hundred and fifty", "a dozen", "half a million", "thirty-first", "two-thirds", "hundreds"."""
    token = tokens[at]
    if token.low == "half":
        return _read_half(text, tokens, at)
    if token.low in ("a", "an"):
        following = _get(tokens, at + 1)
        if following is None or following.low not in words.SCALES:
            return None
        return _read_composed(text, tokens, at)
    if token.low in words.VAGUE:
        low, high = words.VAGUE[token.low]
        number = _make(text, token.start, token.end, low, NumberKind.CARDINAL)
        return replace(number, high=high, bound=Bound.RANGE), at + 1
    if token.low in words.ORDINALS:
        if token.low == "second" and _is_moment(tokens, at):
            return None
        return _make(text, token.start, token.end, words.ORDINALS[token.low], NumberKind.ORDINAL), at + 1
    if token.low == "one" and _is_pronoun(tokens, at):
        return None
    if token.low in words.SCALES and token.low != "dozen":
        return None  # "the million", "k": without a count it is none
    return _read_composed(text, tokens, at)


def _read_composed(text: str, tokens: list[_Token], at: int) -> tuple[Number | None, int]:
    total = current = 0.0
    place, last = at, at
    kind = NumberKind.CARDINAL
    while place < len(tokens):
        low = tokens[place].low
        if low in ("a", "an") and place == at:
            current = 1.0
        elif low in words.SMALL:
            step = words.SMALL[low]
            if place > at and tokens[place - 1].low != "and" and not _may_follow(current, step):
                break
            current += step
        elif low in words.SCALES:
            factor = words.SCALES[low]
            current = max(current, 1.0) * factor
            if factor >= 1000:
                total, current = total + current, 0.0
        elif low in words.ORDINALS and place > at and _may_follow(current, words.ORDINALS[low]):
            current, kind, last = current + words.ORDINALS[low], NumberKind.ORDINAL, place
            break
        elif place > at and (_joins(tokens, place) or (current >= 100 and _adds(tokens, place))):
            place += 1
            continue
        else:
            break
        last = place
        place += 1
    parts = _read_parts(text, tokens, at, last, current)
    if parts is not None:
        return parts
    return _make(text, tokens[at].start, tokens[last].end, total + current, kind), last + 1


def _may_follow(current: float, step: float) -> bool:
    """Whether "five" may extend "twenty": the smaller fills the zeros of the larger."""
    if current % 100 == 0:
        return step < 100 and current > 0
    return current % 10 == 0 and step < 10 and current % 100 >= 20


def _joins(tokens: list[_Token], at: int) -> bool:
    """Whether the hyphen at `at` stands inside a number: "twenty-five", "two-million"."""
    following = _get(tokens, at + 1)
    if following is None or tokens[at].low != "-":
        return False
    if following.low in words.SCALES:
        return True
    return tokens[at - 1].low in words.TENS and (
        following.low in words.SMALL or following.low in words.ORDINALS
    )


def _adds(tokens: list[_Token], at: int) -> bool:
    """Whether the "and" at `at` stands inside a number: "two hundred and six"."""
    following = _get(tokens, at + 1)
    return tokens[at].low == "and" and following is not None and following.low in words.SMALL


def _read_parts(
    text: str, tokens: list[_Token], at: int, last: int, count: float
) -> tuple[Number, int] | None:
    """Read "two-thirds", "three quarters" and "one in five" as a share in per cent."""
    place = last + 1
    following = _get(tokens, place)
    if following is not None and following.low == "-":
        place += 1
        following = _get(tokens, place)
    if following is not None and following.low in words.PARTS and count < 20:
        number = _make(
            text,
            tokens[at].start,
            following.end,
            100 * count / words.PARTS[following.low],
            NumberKind.CARDINAL,
        )
        return replace(number, unit="%", bound=Bound.ABOUT), place + 1
    if following is not None and following.low == "in" and count == 1 and (whole := _get(tokens, place + 1)):
        size = words.SMALL.get(whole.low, 0) or (
            float(whole.text) if whole.digits and whole.text.isdigit() else 0
        )
        noun = _get(tokens, place + 2)
        if 2 <= size <= 100 and (noun is None or noun.low not in words.UNITS):
            number = _make(text, tokens[at].start, whole.end, 100 / size, NumberKind.CARDINAL)
            return replace(number, unit="%", bound=Bound.ABOUT), place + 2
    return None


def _read_half(text: str, tokens: list[_Token], at: int) -> tuple[Number | None, int] | None:
    following = _get(tokens, at + 1)
    if following is None:
        return None
    beyond = _get(tokens, at + 2)
    if following.low in ("a", "an") and beyond is not None and beyond.low in words.SCALES:
        end = beyond.end
        return _make(text, tokens[at].start, end, words.SCALES[beyond.low] / 2, NumberKind.CARDINAL), at + 3
    if following.low in ("of", "the", "its", "his", "her", "their", "all"):
        number = _make(text, tokens[at].start, tokens[at].end, 50.0, NumberKind.CARDINAL)
        return replace(number, unit="%", bound=Bound.ABOUT), at + 1
    return None


def _is_pronoun(tokens: list[_Token], at: int) -> bool:
    before, after = _get(tokens, at - 1), _get(tokens, at + 1)
    if before is not None and before.low in words.BEFORE_PRONOUN:
        return True
    return after is None or after.low in words.AFTER_PRONOUN or not (after.text.isalpha() or after.low == "-")


def _is_moment(tokens: list[_Token], at: int) -> bool:
    """Whether "second" is the unit of time."""
    before = _get(tokens, at - 1)
    return before is not None and (
        before.digits or before.low in ("per", "split", "every", "-") or before.low in words.SMALL
    )


def _make(text: str, start: int, end: int, value: float, kind: NumberKind) -> Number:
    return Number(text[start:end], start, end, value, value, kind)


def _get(tokens: list[_Token], at: int) -> _Token | None:
    return tokens[at] if 0 <= at < len(tokens) else None


def _touches(left: _Token, right: _Token) -> bool:
    return left.end == right.start


def _finish(text: str, tokens: list[_Token], found: list[tuple[Number, int, int]]) -> list[Number]:
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


def _with_unit(text: str, tokens: list[_Token], number: Number, first: int, after: int) -> tuple[Number, int]:
    if number.kind is not NumberKind.CARDINAL or number.unit:
        return number, after
    before = _get(tokens, first - 1)
    if before is not None and before.low in words.CURRENCY_SIGNS:
        start = before.start
        country = _get(tokens, first - 2)
        unit = words.CURRENCY_SIGNS[before.low]
        if country is not None and country.end == start and country.low in words.DOLLARS and unit == "USD":
            start, unit = country.start, words.DOLLARS[country.low]
        return replace(number, start=start, text=text[start : number.end], unit=unit), after
    place = after
    if (following := _get(tokens, place)) is not None and following.low in ("-", "‑"):
        place += 1
    if (following := _get(tokens, place)) is None:
        return number, after
    if following.low == "per" and (cent := _get(tokens, place + 1)) is not None and cent.low == "cent":
        return replace(number, unit="%", end=cent.end, text=text[number.start : cent.end]), place + 2
    if following.low in words.PERCENT_SIGNS:
        return replace(
            number, unit="%", end=following.end, text=text[number.start : following.end]
        ), place + 1
    if following.low in words.UNITS:
        unit = words.UNITS[following.low]
        if unit == "m" and following.low == "m" and not _touches(tokens[place - 1], following):
            return number, after
        return replace(
            number, unit=unit, end=following.end, text=text[number.start : following.end]
        ), place + 1
    return number, after


def _join(
    text: str, tokens: list[_Token], last: tuple[Number, int, int], number: Number, first: int
) -> Number | None:
    """Join "10-12", "10 to 12" and "between 10 and 12" to one range."""
    low, low_first, low_after = last
    if first - low_after not in (1, 2) or low.bound is Bound.RANGE or number.bound is Bound.RANGE:
        return None
    between = [token.low for token in tokens[low_after:first]]
    if len(between) == 2 and between.pop() not in words.CURRENCY_SIGNS:
        return None
    before = _get(tokens, low_first - (2 if low.text[0] in words.CURRENCY_SIGNS else 1))
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
    joined = replace(low, text=text[low.start : number.end], end=number.end, unit=unit)
    if first_value > number.value:
        if dashed and not unit:
            return replace(joined, high=number.value, kind=NumberKind.SCORE)
        return None
    return replace(joined, value=first_value, high=number.value, bound=Bound.RANGE)


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
    return replace(low, text=text[low.start : number.end], end=number.end, high=high, bound=Bound.RANGE)


def _is_particle(phrase: str, before: list[str], number: Number) -> bool:
    """Say whether "over" belongs to a verb or a span of time: "hand over 6,000 bodies", "over two days"."""
    if phrase != "over":
        return False
    return number.unit in words.SPANS_OF_TIME or (len(before) > 1 and before[-2] in words.VERBS_WITH_OVER)


def _with_bound(text: str, tokens: list[_Token], number: Number, first: int, after: int) -> Number:
    """Read "at least", "up to", "about" before the number and "or more" after it."""
    start, end, bound = number.start, number.end, number.bound
    if number.kind is not NumberKind.CARDINAL or bound is Bound.RANGE:
        return replace(number, phrase=number.text)
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
    return replace(number, bound=bound, phrase=text[start:end])
