"""Rows answered in their order, by several processes where there are enough of them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, ExitStack
from itertools import islice
from typing import Any

Row = dict[str, Any]
Answerer = Callable[[Row], str]
"""Answers one row with one line."""

_LOT = 32
"""Rows sent together: a tenth of a second's work or less, so that the processes end together."""
_AHEAD = 3
"""Lots under way for each process."""


def answers(
    rows: Iterable[Row], count: int, opened: Callable[..., AbstractContextManager[Answerer]], *args: Any
) -> Iterator[str]:
    """Yield an answer a row, in the order of the rows.

    Args:
        rows: what is to be answered; read a few lots ahead.
        count: processes; this one does the work where there would be fewer than two.
        opened: called with `args` in each process, for what answers its rows. It and they can be pickled.

    Raises:
        Exception: whatever opening or answering raises.
    """
    with ExitStack() as here:
        if count < 2:
            yield from map(here.enter_context(opened(*args)), rows)
        else:
            yield from _answers(rows, count, lambda: here.enter_context(opened(*args)), opened, *args)


def _answers(
    rows: Iterable[Row], count: int, open_here: Callable[[], Answerer], *start: Any
) -> Iterator[str]:
    """Yield the answers of other processes, and of this one, once it must open, should one of them die."""
    from citecheck.pool import worker_pool  # takes as long to import as twenty answers

    here: list[Answerer] = []
    waiting: deque[tuple[Sequence[Row], Future[list[str]] | None]] = deque()
    pool = worker_pool(count, _open, *start)

    def submitted(lot: Sequence[Row]) -> Future[list[str]] | None:
        try:
            return pool.submit(_answered, lot)
        except BrokenProcessPool:
            return None

    def first() -> list[str]:
        """Return the answers of the lot sent first; a process that died costs time, not the answers."""
        lot, future = waiting.popleft()
        try:
            if future is not None:
                return future.result()
        except BrokenProcessPool:
            pass
        if not here:
            here.append(open_here())
        return list(map(here[0], lot))

    try:
        left = iter(rows)
        while lot := list(islice(left, _LOT)):
            waiting.append((lot, submitted(lot)))
            if len(waiting) > _AHEAD * count:
                yield from first()
        while waiting:
            yield from first()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


_answer: Answerer | None = None
"""In a worker: what answers."""


def _open(opened: Callable[..., AbstractContextManager[Answerer]], *args: Any) -> None:
    global _answer
    _answer = opened(*args).__enter__()  # left when the process ends


def _answered(lot: Sequence[Row]) -> list[str]:
    assert _answer is not None  # noqa: S101 - the pool's initializer came first
    return list(map(_answer, lot))
