"""Dates as services write them, and the days to ask for."""

from __future__ import annotations

import re
from datetime import date, timedelta
from email.utils import parsedate_to_datetime

from citecheck.fetcher.interface import FetchError
from citecheck.models import Question, Reason, Window

_ISO = re.compile(r"\s*(\d{4})-(\d{2})-(\d{2})(?!\d)")
_COMPACT = re.compile(r"\s*(\d{4})(\d{2})(\d{2})(?:T?\d{6}Z?)?\s*$")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_RECENT = timedelta(days=10)
_URL_DAY = re.compile(
    rf"/(\d{{4}})/(\d{{1,2}}|{'|'.join(_MONTHS)})/(\d{{1,2}})(?=/)|[-/](\d{{4}})-(\d{{2}})-(\d{{2}})(?=[/.?#]|$)",
    re.I,
)


def read_day(text: object) -> str | None:
    """Return the day a service's date names, as ISO date; None where it is none.

    ISO dates and date-times, "20240307", "20260408T063000Z" and the dates of mail and feeds are read.
    """
    if not isinstance(text, str) or len(text) > 60:
        return None
    match = _ISO.match(text) or _COMPACT.match(text)
    try:
        if match:
            return date(*(int(part) for part in match.groups())).isoformat()
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def day_in_url(url: str) -> str | None:
    """Return the day a URL names: "/2026/4/21/", "/2024/feb/24/", "-2024-03-07/"; else None."""
    match = _URL_DAY.search(url[:4096])
    if not match:
        return None
    year, month, day = match.group(1, 2, 3) if match.group(1) else match.group(4, 5, 6)
    number = _MONTHS.index(month.lower()) + 1 if not month.isdigit() else int(month)
    try:
        return date(int(year), number, int(day)).isoformat()
    except ValueError:
        return None


def search_window(question: Question) -> Window | None:
    """Return the days a search may be narrowed to: the cited date and a day around it, else the hint."""
    cited = Window.of(question.date, 1) if question.date else None
    return cited or question.hint


def days_to_list(question: Question, today: date | None, most: int) -> list[date]:
    """Return the days whose stories should be listed, in order.

    Args:
        question: with a date as exact as a day, or a hint.
        today: later days are left out: their lists do not exist yet.
        most: days the route is willing to ask for.

    Raises:
        FetchError: NEEDS_DATE, where neither date nor hint is near enough.
    """
    for window in (Window.of(question.date, 1) if question.date else None, question.hint):
        if window is None or window.start is None or window.end is None:
            continue
        last = min(window.end, today) if today else window.end
        count = (last - window.start).days + 1
        if 0 < count <= most:
            return [window.start + timedelta(ahead) for ahead in range(count)]
    raise FetchError(
        Reason.NEEDS_DATE,
        "it lists stories by day, and the day is not known"
        if not question.date
        else f"it lists stories by day, and {question.date} is not as exact or not yet past",
        "add the date of publication to the reference",
    )


def is_exact(question: Question) -> bool:
    """Say whether the reference's own date is as exact as a day."""
    return bool(question.date and _ISO.match(question.date) and Window.of(question.date))


def may_be_recent(question: Question, today: date | None) -> bool:
    """Say whether a story may be of the last days: what feeds and news sitemaps hold."""
    window = search_window(question)
    return window is None or window.end is None or today is None or window.end >= today - _RECENT
