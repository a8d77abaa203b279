"""Dates as exact as a source gives them, and windows of days."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class Window:
    """A run of days, both ends included; an open end is None."""

    start: date | None
    """First day, or None for "from the beginning"."""
    end: date | None
    """Last day, or None for "until now"."""

    @classmethod
    def of(cls, partial: str, margin: int = 0) -> Window | None:
        """Return the window that a partial ISO date names.

        Args:
            partial: "2025", "2025-06" or "2025-06-03"; anything after the day is ignored.
            margin: days added at both ends, because a citing writer's day and the outlet's
                differ by time zone.

        Returns:
            The window, or None where `partial` is no date of the calendar.
        """
        match = _PARTIAL.match(partial)
        if not match:
            return None
        year, month, day = (int(part or 0) for part in match.groups())
        try:
            first = date(year, month or 1, day or 1)
        except ValueError:
            return None
        if day:
            last = first
        elif month:
            last = date(year, month, calendar.monthrange(year, month)[1])
        else:
            last = date(year, 12, 31)
        try:
            return cls(first - timedelta(margin), last + timedelta(margin))
        except OverflowError:
            return cls(first, last)

    def covers(self, other: Window) -> bool:
        """Say whether every day of `other` lies in this window."""
        starts = self.start is None or (other.start is not None and self.start <= other.start)
        ends = self.end is None or (other.end is not None and other.end <= self.end)
        return starts and ends

    def holds(self, day: date) -> bool:
        """Say whether `day` lies in this window."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def __str__(self) -> str:
        if self.start is None and self.end is None:
            return "any date"
        if self.start == self.end:
            return str(self.start)
        return f"{self.start or 'the beginning'} to {self.end or 'now'}"
