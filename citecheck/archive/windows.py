"""Windows of days: as the archive's files number them, and joined where they touch."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from citecheck.archive.keys import LAST_DAY, number_of, ordinal_of
from citecheck.models import Window

_FIRST, _LAST = 0, LAST_DAY


def numbers_of(window: Window) -> tuple[int, int]:
    """Return the numbers of a window's first and last day; an open end has one beyond every day's."""
    first = number_of(window.start) if window.start else _FIRST
    last = number_of(window.end) if window.end else _LAST
    return first, last


def window_of(first: int, last: int) -> Window:
    """Undo `numbers_of`."""
    return Window(_day(first) if first != _FIRST else None, _day(last) if last != _LAST else None)


def _day(number: int) -> date:
    ordinal = ordinal_of(number)
    assert ordinal is not None  # noqa: S101 - windows are made of whole days
    return date.fromordinal(ordinal)


def joined(windows: Iterable[Window]) -> list[Window]:
    """Join windows that overlap or follow each other; the earliest comes first."""
    joined: list[Window] = []
    for window in sorted(windows, key=lambda w: w.start or date.min):
        if joined and _touches(joined[-1], window):
            before = joined.pop()
            end = None if before.end is None or window.end is None else max(before.end, window.end)
            window = Window(before.start, end)
        joined.append(window)
    return joined


def _touches(one: Window, other: Window) -> bool:
    if one.end is None or other.start is None or one.end == date.max:
        return True
    return other.start <= one.end + timedelta(1)
