"""The work of a check done by other processes beside this one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from typing import TypeVar

from citecheck import inputs
from citecheck.archive import open_archive
from citecheck.models import Article, Claim, ClaimResult, Question, ReferenceResult
from citecheck.pool import NoProcessesError, worker_pool
from citecheck.settings import Settings
from citecheck.work import LookedUp, Work

T = TypeVar("T")

_LOOKED_UP_TOGETHER = 16


class Processes:
    """The work done in other processes, and here should one of them die. Implements `Hands`."""

    def __init__(self, count: int, settings: Settings, here: Work) -> None:
        """Start so many processes when the first work comes.

        Args:
            count: processes.
            settings: of the run; keys stay here.
            here: the same work in this process.

        Raises:
            NoProcessesError: there can be none on this system.
        """
        self._here = here
        self._pool = worker_pool(count, start_work, replace(settings, keys={}), here.offline)
        # Files are read as they are worked on, so that the first articles are done before the last are read.
        self._reading = asyncio.Semaphore(2 * count)
        self._waiting: list[tuple[Question, asyncio.Future[LookedUp]]] = []
        self._sending: set[asyncio.Task[None]] = set()

    async def read(self, name: str, path: str) -> Article:
        """Read and parse one file."""
        async with self._reading:
            return await self._run(_read, name, path)

    async def parse(self, data: bytes, path: str) -> Article:
        """Parse what is at hand."""
        return await self._run(Work.parse, data, path)

    async def look_up(self, question: Question) -> LookedUp:
        """Answer a question; those of one moment are sent together."""
        loop = asyncio.get_running_loop()
        if not self._waiting:
            loop.call_soon(self._send)
        future: asyncio.Future[LookedUp] = loop.create_future()
        self._waiting.append((question, future))
        return await future

    async def judge(
        self, claims: Sequence[Claim], results: Sequence[ReferenceResult], unread: Mapping[str, str]
    ) -> tuple[ClaimResult, ...]:
        """Judge an article's claims; what the routes said has no part in that and is not sent."""
        if not claims:
            return ()
        light = [replace(result, routes=(), nearest=()) for result in results]
        return await self._run(Work.judge, claims, light, unread)

    def close(self) -> None:
        """End the processes; what they have not begun is dropped."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _send(self) -> None:
        waiting, self._waiting = self._waiting, []
        for start in range(0, len(waiting), _LOOKED_UP_TOGETHER):
            task = asyncio.create_task(self._look_up(waiting[start : start + _LOOKED_UP_TOGETHER]))
            self._sending.add(task)
            task.add_done_callback(self._sending.discard)

    async def _look_up(self, asked: Sequence[tuple[Question, asyncio.Future[LookedUp]]]) -> None:
        try:
            answers = await self._run(_look_up, [question for question, _ in asked])
        except Exception as error:
            for _, future in asked:
                if not future.done():
                    future.set_exception(error)
            return
        for (_, future), answer in zip(asked, answers, strict=True):
            if not future.done():
                future.set_result(answer)

    async def _run(self, function: Callable[..., T], *args: object) -> T:
        """Run a function of `Work` in a process; a process that died costs time, not the article."""
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, _worked, function, *args)
        except (BrokenProcessPool, NoProcessesError):
            return await asyncio.to_thread(function, self._here, *args)


_work: Work | None = None
"""In a worker: what it works with."""


def start_work(settings: Settings, offline: bool) -> None:
    """Open, in a worker, what the work needs."""
    global _work
    _work = work_of(settings, offline)


def work_of(settings: Settings, offline: bool, readonly: bool = True) -> Work:
    """Return the work that settings ask for, with an archive of its own."""
    archive = None
    if settings.archive is not None or settings.replay is None:
        archive = open_archive(settings.archive, readonly=readonly)
    return Work(settings.outlets, archive, settings.claims, offline, settings.languages)


def _worked(function: Callable[..., T], *args: object) -> T:
    assert _work is not None  # noqa: S101 - the pool's initializer came first
    return function(_work, *args)


def _read(work: Work, name: str, path: str) -> Article:
    return work.parse(inputs.read(name), path)


def _look_up(work: Work, questions: Sequence[Question]) -> list[LookedUp]:
    return [work.look_up(question) for question in questions]
