"""Run a coroutine to its end, whatever the size of what it returns."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """Do as `asyncio.run` does, but let the task itself return nothing.

    Where a task ends, Python looks up the handler of Ctrl-C, and on the way writes the task out with its
    whole result, only to throw the text away: a second for the report of some hundred articles.
    """
    results: list[T] = []

    async def kept() -> None:
        results.append(await coroutine)

    asyncio.run(kept())
    return results[0]
