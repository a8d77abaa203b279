"""Rows answered in their order, by several processes once there turn out to be enough of them."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from concurrent.futures import Future

Row = dict[str, Any]
Answerer = Callable[[Row], str]
"""Answers one row with one line."""
Opener = Callable[[], AbstractContextManager[Answerer]]
"""Opens what answers, in whichever process; it can be pickled."""

PATIENCE = 0.5
"""Seconds of work after which other processes are started: about what they take to start."""
_LOT = 32
"""Rows sent together: a tenth of a second's work or less, so that the processes end together."""
_AHEAD = 3
"""Lots under way for each process."""


def answers(
    rows: Iterable[Row],
    opened: Opener,
    *,
    most: int,
    has_more: Callable[[], bool],
    patience: float = PATIENCE,
) -> Iterator[str]:
    """Yield an answer a row, in the order of the rows.

    Args:
        rows: what is to be answered; read a few lots ahead.
        opened: opens what answers them, here and in each process.
        most: processes at most; with fewer than two this one does all the work.
        has_more: whether the next row can be had without waiting. Who sends rows may wait for an answer
            first, so none is kept back for want of rows.
        patience: seconds of work after which other processes are started.

    Raises:
        Exception: whatever opening or answering raises.
    """
    left = iter(rows)
    begun = time.monotonic()
    with opened() as answer:
        for row in left:
            yield answer(row)
            if most > 1 and time.monotonic() - begun > patience and has_more():
                yield from _shared(left, answer, opened, most, has_more)


def _shared(
    rows: Iterator[Row], here: Answerer, opened: Opener, count: int, has_more: Callable[[], bool]
) -> Iterator[str]:
    """Yield the answers of so many processes; should one of them die, this one does what is left."""
    from concurrent.futures.process import BrokenProcessPool

    from citecheck.pool import NoProcessesError, worker_pool

    try:
        pool = worker_pool(count, _open, opened)
    except NoProcessesError:
        yield from map(here, rows)
        return
    waiting: deque[tuple[Sequence[Row], Future[list[str]] | None]] = deque()
    lot: list[Row] = []

    def send() -> None:
        nonlocal lot
        try:
            waiting.append((lot, pool.submit(_answered, lot)))
        except (BrokenProcessPool, NoProcessesError):
            waiting.append((lot, None))
        lot = []

    def first() -> list[str]:
        sent, future = waiting.popleft()
        try:
            if future is not None:
                return future.result()
        except BrokenProcessPool:
            pass
        return list(map(here, sent))

    try:
        while True:
            if lot and (len(lot) == _LOT or not has_more()):
                send()
            if len(waiting) > _AHEAD * count or (waiting and not has_more()):
                yield from first()
            elif (row := next(rows, None)) is not None:
                lot.append(row)
            else:
                break
        if lot:
            send()
        while waiting:
            yield from first()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


_answer: Answerer | None = None
"""In a worker: what answers."""


def _open(opened: Opener) -> None:
    global _answer
    _answer = opened().__enter__()  # left when the process ends


def _answered(lot: Sequence[Row]) -> list[str]:
    assert _answer is not None  # noqa: S101 - the pool's initializer came first
    return list(map(_answer, lot))
