"""Filling the archive with what an outlet published, day by day, by the outlet's own lists."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from citecheck.archive.interface import Archive
from citecheck.fetcher.interface import Fetcher
from citecheck.models import Listed, Reason, Refused, RouteAnswer, Window

_SETTLED = timedelta(days=2)
"""A day's list is full only when the day is over in every time zone, and late pieces are on it."""
_MOST_REFUSED = 10
"""Days in a row that may bring nothing before it is given up: small outlets have quiet days."""
_HOPELESS = frozenset(
    {
        Reason.OFFLINE,
        Reason.MISSING_KEY,
        Reason.BAD_KEY,
        Reason.ROBOTS,
        Reason.RATE_LIMITED,
        Reason.UNSAFE_URL,
        Reason.BUDGET,
        Reason.CANCELLED,
    }
)
"""Refusals that the next day would meet as well."""


@dataclass(slots=True)
class SyncReport:
    """What a sync has done so far."""

    days: int = 0
    """Days to ask for: those of the window that are not held in full."""
    held: int = 0
    """Days of the window that were held in full before."""
    asked: int = 0
    complete: int = 0
    """Days of which everything is held now."""
    by_address: int = 0
    """Those of them of which some stories are held by address alone."""
    stories: int = 0
    """Stories listed."""
    new: int = 0
    """Stories that were not held before."""
    open: dict[date, str] = field(default_factory=dict)
    """Days that could not be listed in full, and why."""
    stopped: str | None = None
    """Why it ended before the last day; None where it did not."""

    @property
    def unasked(self) -> int:
        """Days that another sync has to ask for, besides the open ones."""
        return self.days - self.asked


async def sync(
    outlet: str,
    window: Window,
    archive: Archive,
    fetcher: Fetcher,
    report: SyncReport,
    *,
    today: date,
    again: bool = False,
    told: Callable[[date], None] = lambda _day: None,
) -> None:
    """Ask for each day of a window that is not held in full, and store what is listed.

    A day is declared complete when its stories are stored and a route has listed all of it, never before;
    so it may be killed at any moment, and the next call goes on with the days that are missing.

    Args:
        outlet: canonical name of a known outlet.
        window: first and last day; both must be given.
        archive: where to.
        fetcher: by which the outlet is asked, within its manners.
        report: written on while it runs, so that it holds good after an interruption.
        today: the day of the run; later days are not asked for.
        again: ask also for days that are held in full, for headlines that changed or came late.
        told: called after each day.

    Raises:
        ArchiveError: the archive cannot be written.
    """
    days = list(_days(window, today))
    missing = days if again else _missing(days, archive, outlet)
    report.days, report.held = len(missing), len(days) - len(missing)
    if days and days[-1] > today - _SETTLED:
        _store(await fetcher.list_latest(outlet), archive, report)
    refused = 0
    for day in missing:
        answers = await fetcher.list_day(outlet, day)
        if not answers:
            report.stopped = f"no route lists {outlet} by day (citecheck outlets shows what there is)"
            break
        report.asked += 1
        _store(answers, archive, report)
        why = _declare(answers, archive, outlet, day, today, report)
        told(day)
        if why is not None:
            report.open[day] = why
        barren = not any(answer.stories for answer in answers if not isinstance(answer, Refused))
        refused = refused + 1 if barren else 0
        if barren and (refused == _MOST_REFUSED or _is_hopeless(answers)):
            report.stopped = why
            break


def _days(window: Window, today: date) -> Iterator[date]:
    if window.start is None or window.end is None:
        raise ValueError("a sync needs a first and a last day")
    day, last = window.start, min(window.end, today)
    while day <= last:
        yield day
        day += timedelta(1)


def _missing(days: Sequence[date], archive: Archive, outlet: str) -> list[date]:
    """Return the days that are not declared complete, be it by address."""
    held = archive.complete_windows(outlet, titled=False)
    return [day for day in days if not any(window.holds(day) for window in held)]


def _store(answers: Sequence[RouteAnswer], archive: Archive, report: SyncReport) -> None:
    stories = [story for a in answers if not isinstance(a, Refused) for story in a.stories]
    report.stories += len(stories)
    report.new += archive.add(stories)


def _declare(
    answers: Sequence[RouteAnswer], archive: Archive, outlet: str, day: date, today: date, report: SyncReport
) -> str | None:
    """Declare a day complete where a route listed all of it; else say in a clause why it is not."""
    listed = [a for a in answers if isinstance(a, Listed) and a.window.holds(day)]
    if not listed:
        return _why(answers)
    if day > today - _SETTLED:
        return "its list may still grow"
    titled = any(answer.titled for answer in listed)
    archive.declare_complete(outlet, Window(day, day), titled=titled)
    report.complete += 1
    report.by_address += not titled
    return None


def _is_hopeless(answers: Sequence[RouteAnswer]) -> bool:
    """Say whether whoever could list everything refused in a way that the next day would meet as well."""
    reasons = {answer.reason for answer in answers if isinstance(answer, Refused)}
    return bool(reasons) and reasons <= _HOPELESS


def _why(answers: Sequence[RouteAnswer]) -> str:
    refusals = [answer for answer in answers if isinstance(answer, Refused)]
    if not refusals:
        return "its stories are stored as far as they were found, which need not be all"
    first = refusals[0]
    return f"{first.route}: {first.detail}" + (f" ({first.advice})" if first.advice else "")
