"""Asking the loopback outlets through the real network layer."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from citecheck.fetcher.asker import Asker
from citecheck.fetcher.http import HttpWeb
from citecheck.models import Answer, Question, Refused, RouteAnswer, Story
from citecheck.outlets import OutletTable, known_outlets
from outlets_server.server import Outlets

TODAY = date(2025, 7, 1)
"""The day of every test: a few weeks after the stories."""
T = TypeVar("T")


@dataclass
class Asking:
    """An asker before loopback outlets, and what it told the user."""

    outlets: Outlets
    table: OutletTable = field(default_factory=known_outlets)
    keys: Mapping[str, str] = field(default_factory=dict)
    today: date = TODAY
    timeout: float = 5.0
    notes: list[str] = field(default_factory=list)

    def ask(self, question: Question) -> Answer:
        """Return the answer to a question."""
        return self._run(lambda asker: asker.ask(question))

    def ask_every(self, question: Question) -> Answer:
        """Return what every route says, whatever the others do."""
        return self._run(lambda asker: asker.ask_every(question))

    def ask_all(self, *questions: Question) -> list[Answer]:
        """Return the answers to questions asked at once."""

        async def every(asker: Asker) -> list[Answer]:
            return list(await asyncio.gather(*map(asker.ask, questions)))

        return self._run(every)

    def route(self, question: Question, name: str) -> RouteAnswer:
        """Return what the one route said whose name ends so."""
        found = [route for route in self.ask_every(question).routes if route.route.endswith(name)]
        assert len(found) == 1, [route.route for route in found]
        return found[0]

    def read(self, story: Story) -> Story | Refused:
        """Return a story with its text."""
        return self._run(lambda asker: asker.read(story))

    def _run(self, work: Callable[[Asker], Awaitable[T]]) -> T:
        async def run() -> T:
            async with HttpWeb(connect_to=self.outlets.connect_to, pace=0, timeout=self.timeout) as web:
                asker = Asker(web, self.table, self.keys, today=self.today, notes=self.notes.append)
                return await work(asker)

        return asyncio.run(run())
