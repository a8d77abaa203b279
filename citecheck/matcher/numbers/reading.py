"""One number at one place of a text: in figures or in words."""

from __future__ import annotations

import re

from citecheck.matcher.numbers import words as words
from citecheck.matcher.numbers.kinds import Bound, Number, NumberKind, Token, get, make, touches

_TOO_LONG = 18
"""More digits than this are an identifier, not a quantity."""


def read_at(text: str, tokens: list[Token], at: int) -> tuple[Number | None, int] | None:
    """Read the number that starts at token `at`, digits or a starter: (number, next token).

    (None, next) skips a look-alike; None: there is none.
    """
    token = tokens[at]
    return _read_digits(text, tokens, at) if token.digits else _read_words(text, tokens, at)


def _read_digits(text: str, tokens: list[Token], at: int) -> tuple[Number | None, int]:
    token = tokens[at]
    if (
        sum(map(str.isdigit, token.text[: 2 * _TOO_LONG])) > _TOO_LONG
        or token.text.count(".") > 1
        or _is_part_of_name(tokens, at)
    ):
        return None, at + 1
    following = get(tokens, at + 1)
    if following and following.low == ":" and touches(token, following):
        return _read_time(text, tokens, at)
    value = float(re.sub(r"[,\s]", "", token.text))
    after = at + 1
    if following and touches(token, following) and following.low in words.ORDINAL_SUFFIXES:
        return make(text, token.start, following.end, value, NumberKind.ORDINAL), after + 1
    value, after = _read_magnitude(tokens, after, value)
    end = tokens[after - 1].end
    if after == at + 1 and following and following.low in words.CLOCK:
        return make(text, token.start, following.end, value, NumberKind.TIME), after + 1
    if (
        after == at + 1
        and following
        and touches(token, following)
        and following.text.isalpha()
        and following.low not in words.UNITS
        and following.low not in ("s", "per", "pc")
    ):
        return None, after + 1
    kind = NumberKind.CARDINAL
    if after == at + 1 and _is_year(tokens, at):
        if following and following.low == "s" and touches(token, following) and value % 10 == 0:
            decade = make(text, token.start, following.end, value, NumberKind.YEAR)
            return decade._replace(high=value + (99 if value % 100 == 0 else 9), bound=Bound.RANGE), after + 1
        kind = NumberKind.YEAR
    elif after == at + 1 and value <= 31 and "." not in token.text and _is_day(tokens, at):
        kind = NumberKind.DAY
    return make(text, token.start, end, value, kind), after


def _read_time(text: str, tokens: list[Token], at: int) -> tuple[Number | None, int]:
    minutes = get(tokens, at + 2)
    if minutes is None or not minutes.digits or not touches(tokens[at + 1], minutes):
        return None, at + 1
    try:
        value = float(tokens[at].text) + float(minutes.text) / 60
    except ValueError:
        return None, at + 3
    return make(text, tokens[at].start, minutes.end, value, NumberKind.TIME), at + 3


def _read_magnitude(tokens: list[Token], after: int, value: float) -> tuple[float, int]:
    """Multiply by "k", "m", "bn", "million" … where one follows."""
    following = get(tokens, after)
    if following is not None and following.low == "-" and (beyond := get(tokens, after + 1)):
        if beyond.low in words.MAGNITUDES:  # "a 5-million deal"
            return value * words.MAGNITUDES[beyond.low], after + 2
        return value, after
    if following is None:
        return value, after
    factor = words.MAGNITUDES.get(following.low)
    glued = following.low in words.SHORT_MAGNITUDES and touches(tokens[after - 1], following)
    if factor is None and glued and (following.low != "m" or not _is_metres(tokens, after)):
        factor = words.SHORT_MAGNITUDES[following.low]
    return (value * factor, after + 1) if factor else (value, after)


def _is_metres(tokens: list[Token], at: int) -> bool:
    """Tell "100m sprint" and "8.5m tall" from "5m people"."""
    following = get(tokens, at + 1)
    return following is not None and following.low in words.AFTER_METRES


def _is_part_of_name(tokens: list[Token], at: int) -> bool:
    """Whether letters are glued to the front of the digits: "A303", "Covid-19", "F-16"."""
    if at == 0:
        return False
    before, token = tokens[at - 1], tokens[at]
    if not touches(before, token):
        return False
    if before.text.isalpha():
        return before.low not in words.CURRENCIES
    if (
        before.low in ("-", "‑")
        and at > 1
        and touches(tokens[at - 2], before)
        and tokens[at - 2].text.isalpha()
    ):
        return tokens[at - 2].low not in words.YEAR_PREFIXES
    return before.low in ("#", "_", "/") and at > 1 and touches(tokens[at - 2], before)


def _is_year(tokens: list[Token], at: int) -> bool:
    token = tokens[at]
    if len(token.text) != 4 or not token.text.isdigit() or not 1500 <= int(token.text) <= 2099:
        return False
    before, after = get(tokens, at - 1), get(tokens, at + 1)
    if before is not None and (before.low in words.CURRENCIES or before.low in words.COUNTING):
        return False
    if before is not None and (before.low in words.BEFORE_YEAR or before.low in words.MONTHS):
        return True
    if after is not None and after.low in words.CURRENCIES | words.PERCENT_SIGNS:
        return False
    is_counted = after is not None and after.text.isalpha() and words.is_plural(after.low)
    is_measured = after is not None and after.low in words.UNITS and after.low != "m"
    return not (is_counted or is_measured)


def _is_day(tokens: list[Token], at: int) -> bool:
    before, after = get(tokens, at - 1), get(tokens, at + 1)
    if before is not None and before.low in words.MONTHS:
        return True
    if before is not None and before.low == "." and at > 1 and tokens[at - 2].low in words.MONTHS:
        return True
    if after is not None and after.low == "of":
        after = get(tokens, at + 2)
    return after is not None and after.low in words.MONTHS and after.text[0].isupper()


def _read_words(text: str, tokens: list[Token], at: int) -> tuple[Number | None, int] | None:
    """Read "two hundred and fifty", "a dozen", "half a million", "thirty-first", "two-thirds", "hundreds"."""
    token = tokens[at]
    if token.low == "half":
        return _read_half(text, tokens, at)
    if token.low == "quarter":
        return _read_quarter(text, tokens, at)
    if token.low in ("a", "an"):
        following = get(tokens, at + 1)
        if following is None or following.low not in words.SCALES:
            return _read_share(text, tokens, at)
        return _read_composed(text, tokens, at)
    if token.low in words.VAGUE:
        low, high = words.VAGUE[token.low]
        number = make(text, token.start, token.end, low, NumberKind.CARDINAL)
        return number._replace(high=high, bound=Bound.RANGE), at + 1
    if token.low in words.ORDINALS:
        if token.low == "second" and _is_moment(tokens, at):
            return None
        return make(text, token.start, token.end, words.ORDINALS[token.low], NumberKind.ORDINAL), at + 1
    if token.low == "one" and _is_pronoun(tokens, at):
        return None
    if token.low in words.SCALES and token.low != "dozen":
        return None  # "the million", "k": without a count it is none
    return _read_composed(text, tokens, at)


def _read_composed(text: str, tokens: list[Token], at: int) -> tuple[Number | None, int]:
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
    return make(text, tokens[at].start, tokens[last].end, total + current, kind), last + 1


def _may_follow(current: float, step: float) -> bool:
    """Whether "five" may extend "twenty": the smaller fills the zeros of the larger."""
    if current % 100 == 0:
        return step < 100 and current > 0
    return current % 10 == 0 and step < 10 and current % 100 >= 20


def _joins(tokens: list[Token], at: int) -> bool:
    """Whether the hyphen at `at` stands inside a number: "twenty-five", "two-million"."""
    following = get(tokens, at + 1)
    if following is None or tokens[at].low != "-":
        return False
    if following.low in words.SCALES:
        return True
    return tokens[at - 1].low in words.TENS and (
        following.low in words.SMALL or following.low in words.ORDINALS
    )


def _adds(tokens: list[Token], at: int) -> bool:
    """Whether the "and" at `at` stands inside a number: "two hundred and six"."""
    following = get(tokens, at + 1)
    return tokens[at].low == "and" and following is not None and following.low in words.SMALL


_TELLING_WHOLES = (3, 4, 5, 10, 20, 100)
"""What a part of more than one is given of: "nine in 10"."""


def _read_parts(
    text: str, tokens: list[Token], at: int, last: int, count: float
) -> tuple[Number, int] | None:
    """Read "two-thirds", "three quarters" and "one in five" as a share in per cent."""
    place = last + 1
    following = get(tokens, place)
    if following is not None and following.low == "-":
        place += 1
        following = get(tokens, place)
    if following is not None and following.low in words.PARTS and count < 20:
        number = make(
            text,
            tokens[at].start,
            following.end,
            100 * count / words.PARTS[following.low],
            NumberKind.CARDINAL,
        )
        return number._replace(unit="%", bound=Bound.ABOUT), place + 1
    if (
        following is not None
        and following.low == "in"
        and 1 <= count < 10
        and (whole := get(tokens, place + 1))
    ):
        size = words.SMALL.get(whole.low, 0) or (
            float(whole.text) if whole.digits and whole.text.isdigit() else 0
        )
        noun = get(tokens, place + 2)
        whole_of_many = 2 <= size <= 100 if count == 1 else count < size in _TELLING_WHOLES
        if whole_of_many and (noun is None or noun.low not in words.UNITS):
            number = make(text, tokens[at].start, whole.end, 100 * count / size, NumberKind.CARDINAL)
            return number._replace(unit="%", bound=Bound.ABOUT), place + 2
    return None


def _read_share(text: str, tokens: list[Token], at: int) -> tuple[Number, int] | None:
    """Read "a third of", "a quarter of" as a share in per cent; "a quarter of a million" is none."""
    part, beyond = get(tokens, at + 1), get(tokens, at + 2)
    if part is None or part.low not in words.PARTS or part.low == "half":
        return None
    whole = get(tokens, at + 3)
    if beyond is None or beyond.low != "of" or (whole is not None and whole.low in ("a", "an")):
        return None  # "a quarter of a million", "a quarter of a point"
    number = make(text, tokens[at].start, part.end, 100 / words.PARTS[part.low], NumberKind.CARDINAL)
    return number._replace(unit="%", bound=Bound.ABOUT), at + 2


def _read_half(text: str, tokens: list[Token], at: int) -> tuple[Number | None, int] | None:
    following = get(tokens, at + 1)
    if following is None:
        return None
    beyond = get(tokens, at + 2)
    if following.low in ("a", "an") and beyond is not None and beyond.low in words.SCALES:
        end = beyond.end
        return make(text, tokens[at].start, end, words.SCALES[beyond.low] / 2, NumberKind.CARDINAL), at + 3
    if following.low in ("of", "the", "its", "his", "her", "their", "all"):
        number = make(text, tokens[at].start, tokens[at].end, 50.0, NumberKind.CARDINAL)
        return number._replace(unit="%", bound=Bound.ABOUT), at + 1
    return None


def _read_quarter(text: str, tokens: list[Token], at: int) -> tuple[Number | None, int] | None:
    """Read "a quarter of a million"."""
    rest = [token.low for token in tokens[at + 1 : at + 4]]
    if len(rest) < 3 or rest[:2] != ["of", "a"] or rest[2] not in words.SCALES:
        return None
    start = tokens[at - 1].start if at and tokens[at - 1].low == "a" else tokens[at].start
    return make(text, start, tokens[at + 3].end, words.SCALES[rest[2]] / 4, NumberKind.CARDINAL), at + 4


def _is_pronoun(tokens: list[Token], at: int) -> bool:
    before, after = get(tokens, at - 1), get(tokens, at + 1)
    if before is not None and before.low in words.BEFORE_PRONOUN:
        return True
    return after is None or after.low in words.AFTER_PRONOUN or not (after.text.isalpha() or after.low == "-")


def _is_moment(tokens: list[Token], at: int) -> bool:
    """Whether "second" is the unit of time."""
    before = get(tokens, at - 1)
    return before is not None and (
        before.digits or before.low in ("per", "split", "every", "-") or before.low in words.SMALL
    )
