"""The network, opened when it is first asked: a run that the archive answers never pays for it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import date

from citecheck.fetcher.interface import Fetcher, Request, Response, Web
from citecheck.models import Answer, Question, Refused, RouteAnswer, Story


class LazyNetwork:
    """A `Web` and a `Fetcher` that come into being at their first use."""

    def __init__(self, start: Callable[[AsyncExitStack], tuple[Web, Fetcher]]) -> None:
        """Take what starts both; what must be closed it puts on the stack it is given."""
        self._start = start
        self._stack = AsyncExitStack()
        self._started: tuple[Web, Fetcher] | None = None

    def _both(self) -> tuple[Web, Fetcher]:
        if self._started is None:
            self._started = self._start(self._stack)
        return self._started

    async def get(self, request: Request) -> Response:
        """Fetch one address, as `Web` does."""
        return await self._both()[0].get(request)

    async def ask(self, question: Question) -> Answer:
        """Ask what is needed, as `Fetcher` does."""
        return await self._both()[1].ask(question)

    async def ask_every(self, question: Question) -> Answer:
        """Ask every route, as `Fetcher` does."""
        return await self._both()[1].ask_every(question)

    async def list_day(self, outlet: str, day: date) -> tuple[RouteAnswer, ...]:
        """Return what an outlet's routes list of a day, as `Fetcher` does."""
        return await self._both()[1].list_day(outlet, day)

    async def list_latest(self, outlet: str) -> tuple[RouteAnswer, ...]:
        """Return an outlet's latest stories, as `Fetcher` does."""
        return await self._both()[1].list_latest(outlet)

    async def read(self, story: Story) -> Story | Refused:
        """Return the story with its text, as `Fetcher` does."""
        return await self._both()[1].read(story)

    async def close(self) -> None:
        """Finish what was started, if anything was."""
        await self._stack.aclose()
