"""What a story's words of time mean, its own date known: "on Monday", "yesterday", "since 2022"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from citecheck.matcher.numbers.kinds import Number, NumberKind
from citecheck.matcher.numbers.words import MONTHS

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAYS_OFF = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
_DAY = re.compile(rf"\b(?:{'|'.join((*_WEEKDAYS, *_DAYS_OFF))})\b", re.IGNORECASE)
_WRITTEN = re.compile(r"\b(?:(\d{1,2})(?:st|nd|rd|th)?\s+([A-Z][a-z]+)|([A-Z][a-z]+)\.?\s+(\d{1,2})(?!\d))")
_SINCE = re.compile(r"\bsince\s+(?:[A-Z][a-z]+\s+)?((?:19|20)\d\d)\b")
_SPAN_BEFORE = re.compile(r"\b(?:for|past|last|previous|over)\s+(?:the\s+)?(?:(?:past|last)\s+)?$")
_SPAN_BEHIND = re.compile(r"\s+(?:ago|old|earlier)\b|-long")
_RELATIVE = re.compile(
    r"\b([Nn]ext|[Ll]ast|[Tt]his)\s+(year|spring|summer|autumn|fall|winter|"
    rf"{'|'.join(name.capitalize() for name in MONTHS if len(name) > 3 or name == 'may')})\b"
)
_ELAPSED = re.compile(r"\s+(ago|later|earlier|before|after)\b")
_MONTH_NAMES = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
_EARLIEST, _LATEST = 1600, 2600
"""Years between which a story's date is believed."""
_FAR = 183
"""Days: a day without a year is the one nearest to the story's date."""


@dataclass(frozen=True, slots=True)
class Meant:
    """What words of a passage mean beside what they say."""

    numbers: tuple[Number, ...]
    words: dict[str, int]
    """Stems of weekdays and months to the offset of what names them."""


NOTHING = Meant((), {})


def read_published(published: str | None) -> date | None:
    """Return a story's day from its partial ISO date; None where the day is not known."""
    try:
        day = date.fromisoformat((published or "")[:10])
    except ValueError:
        return None
    return day if _EARLIEST < day.year < _LATEST else None


def read_meaning(text: str, numbers: Sequence[Number], published: date | None) -> Meant:
    """Return the days and years that `text` means, for a story of the day `published`."""
    if published is None:
        return NOTHING
    meant: list[Number] = []
    words: dict[str, int] = {}
    for match in _DAY.finditer(text):
        for day in _days(match.group().lower(), published):
            phrase = f"{match.group()} ({day.day} {_MONTH_NAMES[day.month - 1]})"
            meant.append(_number(match.group(), match.start(), day.day, NumberKind.DAY, phrase))
            words.setdefault(_MONTH_NAMES[day.month - 1].lower(), match.start())
            words.setdefault(_WEEKDAYS[day.weekday()], match.start())
    for match in _WRITTEN.finditer(text):
        if (named := _weekday(match, published)) is not None:
            words.setdefault(named, match.start())
    meant.extend(_spans(text, numbers, published))
    meant.extend(_own_years(text, numbers, published))
    return Meant(tuple(meant), words)


def _days(low: str, published: date) -> Iterator[date]:
    """Return the days a word may mean: of a weekday the last one and the next one."""
    if low in _DAYS_OFF:
        yield published + timedelta(_DAYS_OFF[low])
        return
    back = (published.weekday() - _WEEKDAYS.index(low)) % 7
    yield published - timedelta(back)
    if back:
        yield published + timedelta(7 - back)


def _weekday(match: re.Match[str], published: date) -> str | None:
    month = MONTHS.get((match.group(2) or match.group(3)).lower())
    if month is None:
        return None
    number = int(match.group(1) or match.group(4))
    for year in (published.year, published.year - 1, published.year + 1):
        try:
            day = date(year, month, number)
        except ValueError:
            continue
        if abs((day - published).days) <= _FAR:
            return _WEEKDAYS[day.weekday()]
    return None


def _spans(text: str, numbers: Sequence[Number], published: date) -> Iterator[Number]:
    """Turn "since 2022" into years, and "for three years" or "three years ago" into a year."""
    for match in _SINCE.finditer(text):
        years = published.year - int(match.group(1))
        if years > 0:
            yield _number(match.group(), match.start(), years, NumberKind.CARDINAL, match.group(), "year")
    for number in numbers:
        if number.unit != "year" or number.value != int(number.value) or number.value > published.year:
            continue
        if _SPAN_BEFORE.search(text[max(0, number.start - 24) : number.start]) or _SPAN_BEHIND.match(
            text, number.end
        ):
            year = published.year - int(number.value)
            yield _number(number.text, number.start, year, NumberKind.YEAR, number.phrase)


def _own_years(text: str, numbers: Sequence[Number], published: date) -> Iterator[Number]:
    """Yield the years that a story means by "next April" or "last year"; its own where it names none."""
    relative = False
    for match in _RELATIVE.finditer(text):
        relative = True
        year = published.year + _years_off(match.group(1).lower(), match.group(2).lower(), published.month)
        yield _number(match.group(), match.start(), year, NumberKind.YEAR, f"{match.group()} ({year})")
    if text and not relative and not any(number.kind is NumberKind.YEAR for number in numbers):
        yield _number(text[:1], 0, published.year, NumberKind.YEAR, f"{published.year} (its own year)")


def _years_off(which: str, what: str, month: int) -> int:
    named = MONTHS.get(what)
    if named is None:
        return {"next": 1, "last": -1}.get(which, 0)
    if which == "next":
        return int(named <= month)
    return -int(named >= month) if which == "last" else 0


def find_elapsed(
    claim: str, claimed: Number, numbers: Sequence[Number], published: date | None
) -> Number | None:
    """Return the year of a passage from which a claim's "two years ago" or "twelve years later" follows.

    Args:
        claim: its text.
        claimed: a number of years in it.
        numbers: those of the passage.
        published: the day of the story.
    """
    if claimed.unit != "year" or claimed.value != int(claimed.value):
        return None
    behind = _ELAPSED.match(claim, claimed.end)
    if behind is None:
        return None
    years = [number for number in numbers if number.kind is NumberKind.YEAR and number.value == number.high]
    ends = {int(number.value) for number in years}
    if published is not None and behind.group(1) == "ago":
        ends = {published.year}
    return next((one for one in years if int(one.value + claimed.value) in ends), None)


def _number(text: str, start: int, value: int, kind: NumberKind, phrase: str, unit: str = "") -> Number:
    return Number(text, start, start + len(text), value, value, kind, unit=unit, phrase=phrase)
