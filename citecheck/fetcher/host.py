"""One gate per host: whose turn it is, how long to wait, and when to stop asking.

A host is asked one thing at a time, and at least `pace` seconds after the last. It is left alone while it
has asked to be (`Retry-After`), and for the rest of the run once it has refused several times in a row.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from citecheck.fetcher.interface import FetchError
from citecheck.models import Reason

# Seconds between two requests where a service says so, or where its users found out. GDELT: "one every 5
# seconds", but 5 to 6.5 still draw 429. Internet Archive: 30 index queries a minute, 24 are safe.
PACES = {
    "api.gdeltproject.org": 8.0,
    "web.archive.org": 2.5,
    "archive.org": 2.5,
    "index.commoncrawl.org": 1.5,
    "content.guardianapis.com": 1.0,
    "api.search.brave.com": 1.0,
    "search.mediacloud.org": 30.0,
}
# How long a host is left alone that says "too many requests" but not for how long.
_DEFAULT_REST = 60.0
_LONGEST_REST = 24 * 3600.0
_LONGEST_CRAWL_DELAY = 30.0
# Refusals in a row after which a host is not asked again. A name without an address gets none later; each
# time-out costs the person many seconds.
_ENOUGH = {Reason.DNS: 1, Reason.TIMEOUT: 2}
_ENOUGH_OF_ANY = 3
_REFUSALS = frozenset(
    {
        Reason.DNS,
        Reason.CONNECT,
        Reason.TLS,
        Reason.TIMEOUT,
        Reason.RESET,
        Reason.BLOCKED,
        Reason.BAD_KEY,
        Reason.RATE_LIMITED,
    }
)


@dataclass(frozen=True, slots=True)
class Clock:
    """Time as the gates see it; tests put in their own."""

    now: Callable[[], float] = time.monotonic
    """Seconds from any fixed moment."""
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep


class HostGate:
    """The manners kept towards one host."""

    def __init__(self, host: str, pace: float, clock: Clock, patience: float) -> None:
        """Open the gate.

        Args:
            host: its name, for messages.
            pace: seconds between the starts of two requests.
            clock: what time it is.
            patience: the longest rest, in seconds, that is waited out rather than reported.
        """
        self.host = host
        self.pace = pace
        self._clock = clock
        self._patience = patience
        self._turn = asyncio.Lock()
        self._next_start = 0.0
        self._rests_until = 0.0
        self._in_a_row = 0
        self._closed: FetchError | None = None

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for this request's turn, and hold it.

        Raises:
            FetchError: the host has refused too often in this run, or rests for longer than the patience.
        """
        async with self._turn:
            self._refuse_if_closed()
            start = max(self._next_start, self._rests_until)
            wait = start - self._clock.now()
            if wait > 0:
                await self._clock.sleep(wait)
            self._next_start = self._clock.now() + self.pace
            yield

    def ended(self) -> None:
        """Count the pace from now, when the request whose turn this is has ended.

        For those who are told of their turn from afar: nobody here knows when they began.
        """
        self._next_start = self._clock.now() + self.pace

    def answered(self) -> None:
        """Note a usable answer: earlier refusals are forgiven."""
        self._in_a_row = 0

    def refused(self, error: FetchError, status: int = 0) -> None:
        """Note a refusal; after enough in a row the host is not asked again.

        Args:
            error: what went wrong; a missing page is no refusal.
            status: the HTTP status where one came; 5xx counts like a refused connection.
        """
        if error.reason not in _REFUSALS and status < 500:
            return
        self._in_a_row += 1
        if self._in_a_row >= _ENOUGH.get(error.reason, _ENOUGH_OF_ANY):
            times = "once" if self._in_a_row == 1 else f"{self._in_a_row} times in a row"
            self._closed = FetchError(
                error.reason,
                f"{error.detail}; {self.host} failed {times} and is not asked again in this run",
                error.advice,
            )

    def rest(self, seconds: float | None) -> float:
        """Leave the host alone for as long as it asked, a minute where it did not say.

        Returns:
            The seconds of rest from now.
        """
        seconds = _DEFAULT_REST if seconds is None else min(max(seconds, 0.0), _LONGEST_REST)
        self._rests_until = max(self._rests_until, self._clock.now() + seconds)
        return seconds

    def slow_down(self, crawl_delay: float) -> None:
        """Keep the pace a robots.txt asks for, within reason."""
        if self.pace:
            self.pace = max(self.pace, min(crawl_delay, _LONGEST_CRAWL_DELAY))

    def _refuse_if_closed(self) -> None:
        if self._closed is not None:
            error = self._closed
            raise FetchError(error.reason, error.detail, error.advice)
        rest = self._rests_until - self._clock.now()
        if rest > self._patience:
            raise FetchError(
                Reason.RATE_LIMITED,
                f"{self.host} had too many requests and is left alone for another {rest:.0f} seconds",
                "try again later",
            )


class Gates:
    """The gates of a run, one a host."""

    def __init__(self, pace: float, clock: Clock, patience: float = 10.0) -> None:
        """Set the manners; pace 0 means no waiting at all, for tests against one's own servers."""
        self.patience = patience if pace else 0.0
        self._pace = pace
        self._clock = clock
        self._gates: dict[str, HostGate] = {}

    def __getitem__(self, host: str) -> HostGate:
        if host not in self._gates:
            pace = max(self._pace, PACES.get(host, 0.0)) if self._pace else 0.0
            self._gates[host] = self.make(host, pace)
        return self._gates[host]

    def make(self, host: str, pace: float) -> HostGate:
        """Return a new gate; those that share their hosts with others put in their own."""
        return HostGate(host, pace, self._clock, self.patience)


def retry_after(value: str | None, now: Callable[[], datetime] | None = None) -> float | None:
    """Read a Retry-After header.

    Args:
        value: seconds, or an HTTP date; None where there is no header.
        now: the present moment, for dates.

    Returns:
        Seconds from now, 0 at least; None where there is no header or it cannot be read.
    """
    if value is None:
        return None
    value = value.strip()
    if value.isascii() and value.isdigit():
        return min(float(value[:9]), _LONGEST_REST)
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    present = now() if now else datetime.now(UTC)
    return min(max((moment - present).total_seconds(), 0.0), _LONGEST_REST)
