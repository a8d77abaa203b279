"""A pool of processes that work for this one, and end with it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from typing import Any, TypeVar

from citecheck.memory import collect_seldom

T = TypeVar("T")


class NoProcessesError(Exception):
    """The system gives no processes, or no more of them: the work is to be done by this one."""


def worker_pool(count: int, start: Callable[..., None], *args: object) -> ProcessPoolExecutor:
    """Return a pool of processes that begin with `start(*args)` and end with this one.

    They are spawned, not forked: this process has threads and open databases that a fork would break.

    Raises:
        NoProcessesError: there can be none here (no shared memory, as in some sandboxes). Submitting to the
            pool raises it too.
    """
    try:
        return _Pool(count, start, *args)
    except (ImportError, NotImplementedError, OSError) as error:
        raise NoProcessesError(str(error)) from error


class _Pool(ProcessPoolExecutor):
    """A pool that starts all its processes at once and is broken as soon as its pipes are closed."""

    def __init__(self, count: int, start: Callable[..., None], *args: object) -> None:
        context = multiprocessing.get_context("spawn")
        super().__init__(count, mp_context=context, initializer=_begin, initargs=(start, args))
        self._to_start = count

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Submit; raises BrokenProcessPool also in the moment before the pool knows that it is broken.

        When a process dies, the pool's thread closes the pipes first. A process that is started just then
        finds them closed, with an OSError that carries no number of the system's; or the thread, which
        counts the processes, finds one more and dies of it. So none is started later than it must be.
        """
        missing, self._to_start = self._to_start, 0
        try:
            for _ in range(missing):
                super().submit(_nothing)
            return super().submit(fn, *args, **kwargs)
        except OSError as error:
            if error.errno is not None:
                raise NoProcessesError(str(error)) from error
            raise BrokenProcessPool(str(error)) from error


def _begin(start: Callable[..., None], args: Iterable[object]) -> None:
    """Prepare a worker: an interrupt is its parent's to handle, and without its parent it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    start(*args)
    collect_seldom()


def _nothing() -> None:
    """Do nothing: what a process is started with."""


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
