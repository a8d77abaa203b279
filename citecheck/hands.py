"""Who does the work of a check that needs no network: this process, or others (processes.py)."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Protocol

from citecheck import inputs
from citecheck.models import Article, Claim, ClaimResult, Question, ReferenceResult
from citecheck.work import LookedUp, Work

_WORTH_BYTES = 150_000
"""Inputs of this size together take about as long as two processes take to start: 1 s."""
_FEW = 4
"""So few inputs are never worth other processes."""


class Hands(Protocol):
    """The work as the checker asks for it."""

    async def read(self, name: str, path: str) -> Article:
        """Read and parse one file; raises ArticleError."""

    async def parse(self, data: bytes, path: str) -> Article:
        """Parse what is at hand; raises ArticleError."""

    async def look_up(self, question: Question) -> LookedUp:
        """Answer a question without the network."""

    async def judge(
        self, claims: Sequence[Claim], results: Sequence[ReferenceResult], unread: Mapping[str, str]
    ) -> tuple[ClaimResult, ...]:
        """Judge an article's claims."""


class Here:
    """The work done in this process. Implements `Hands`."""

    def __init__(self, work: Work) -> None:
        """Do this work."""
        self._work = work
        # One thread: claims are judged one article after the other, while the outlets are asked on.
        self._beside = ThreadPoolExecutor(1, "claims")

    async def read(self, name: str, path: str) -> Article:
        """Read and parse one file."""
        return self._work.parse(await asyncio.to_thread(inputs.read, name), path)

    async def parse(self, data: bytes, path: str) -> Article:
        """Parse what is at hand."""
        return self._work.parse(data, path)

    async def look_up(self, question: Question) -> LookedUp:
        """Answer a question without the network."""
        return self._work.look_up(question)

    async def judge(
        self, claims: Sequence[Claim], results: Sequence[ReferenceResult], unread: Mapping[str, str]
    ) -> tuple[ClaimResult, ...]:
        """Judge an article's claims."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._beside, self._work.judge, claims, results, unread)


def processes_for(names: Sequence[str], most: int) -> int:
    """Return how many processes are worth starting for these inputs: 0 where this one is quicker."""
    count = min(most, len(names))
    if count < 2 or len(names) < _FEW or sum(map(_size, names)) < _WORTH_BYTES:
        return 0
    return count


def _size(name: str) -> int:
    try:
        return Path(name).stat().st_size
    except (OSError, ValueError):
        return 0
