"""One question is asked once: callers that want the same thing at the same time, or soon after, share it."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from typing import Any

from citecheck.fetcher.interface import FetchError, Response
from citecheck.models import Reason

_LARGEST_MEMORY = 64_000_000
_MOST_KEPT = 5_000
_KEEP_ANSWER = 3600.0
_KEEP_FAILURE = 300.0
# These are about the moment, not about the page.
_PASSING = frozenset({Reason.RATE_LIMITED, Reason.BUDGET, Reason.CANCELLED})


class Flights:
    """Shares the fetches under way, and remembers for the run what they brought."""

    def __init__(self, now: Callable[[], float]) -> None:
        """Keep time by `now`, in seconds."""
        self._now = now
        self._under_way: dict[Hashable, tuple[asyncio.Task[Response], list[int]]] = {}
        self._kept: OrderedDict[Hashable, tuple[float, Response | FetchError]] = OrderedDict()
        self._bytes = 0

    async def share(self, key: Hashable, fetch: Callable[[], Awaitable[Response]], keep: bool) -> Response:
        """Return what `fetch` brings, from memory or from a fetch under way where there is one.

        A caller that is cancelled leaves the others their fetch; the last one takes it down.

        Args:
            key: what makes two fetches the same.
            fetch: called where nobody else has.
            keep: whether the outcome may be remembered.

        Raises:
            FetchError: what `fetch` raised, also for those who share it.
        """
        known = self._kept.get(key) if keep else None
        if known is not None and known[0] > self._now():
            if isinstance(known[1], FetchError):
                raise FetchError(known[1].reason, known[1].detail, known[1].advice)
            return known[1]
        if key not in self._under_way:
            task = asyncio.create_task(self._run(key, fetch, keep))
            task.add_done_callback(look_at)
            self._under_way[key] = (task, [0])
        task, waiting = self._under_way[key]
        waiting[0] += 1
        try:
            return await asyncio.shield(task)
        finally:
            waiting[0] -= 1
            if not waiting[0] and not task.done():
                self._under_way.pop(key, None)  # a caller that comes now starts anew
                task.cancel()

    async def close(self) -> None:
        """Take down what is still under way."""
        tasks = [task for task, _ in self._under_way.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _run(self, key: Hashable, fetch: Callable[[], Awaitable[Response]], keep: bool) -> Response:
        try:
            response = await fetch()
        except FetchError as error:
            if keep and error.reason not in _PASSING:
                self._remember(key, error, _KEEP_FAILURE)
            raise
        else:
            if keep:
                self._remember(key, response, _KEEP_ANSWER)
            return response
        finally:
            under_way = self._under_way.get(key)
            if under_way is not None and under_way[0] is asyncio.current_task():
                del self._under_way[key]

    def _remember(self, key: Hashable, outcome: Response | FetchError, seconds: float) -> None:
        old = self._kept.pop(key, None)
        self._bytes += _size(outcome) - (_size(old[1]) if old else 0)
        self._kept[key] = (self._now() + seconds, outcome)
        while len(self._kept) > _MOST_KEPT or self._bytes > _LARGEST_MEMORY:
            _, (_, dropped) = self._kept.popitem(last=False)
            self._bytes -= _size(dropped)


def _size(outcome: Response | FetchError) -> int:
    return len(outcome.body) if isinstance(outcome, Response) else 0


def look_at(task: asyncio.Task[Any]) -> None:
    """Take note of an exception that every waiter was cancelled before seeing."""
    if not task.cancelled():
        task.exception()
