"""Who takes the steps of a batch: processes of this machine here, a Ray cluster in `ray_engine`."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain
from typing import Any, Protocol

from citecheck.batch.network import Network
from citecheck.batch.steps import Desk, Key, Order
from citecheck.pool import NoProcessesError, worker_pool

Step = Callable[[Desk, Any, object], list[Any]]
"""A function of `steps`: a worker's desk, some items, what they share -> a result for each."""

_LOOK_AHEAD = 3
"""Lots under way for each worker: enough that none waits for the slowest."""


@dataclass(frozen=True, slots=True)
class Lot:
    """Items that go through a step together."""

    items: Sequence[Any]
    shared: object = None
    """What the step is given besides, once for all of them."""
    about: Any = None
    """For whoever made the lot: it does not travel."""


@dataclass(frozen=True, slots=True)
class Lost:
    """The result of an item that ended its worker, and another when it was tried alone."""

    why: str = "its check ended the process that did it, twice"


class Engine(Protocol):
    """What takes steps."""

    def run(self, step: Step, lots: Iterable[Lot]) -> Iterator[tuple[Lot, list[Any]]]:
        """Take a step with lots, side by side; yield each with its results, in the order given.

        Only a bounded number of lots is taken at a time. A worker that dies costs nothing: its lots are
        done again, and an item that cannot be done has `Lost` for a result.
        """

    def ask(self, needs: Iterable[tuple[Key, bytes]]) -> Iterator[tuple[Key, bytes]]:
        """Ask the network; yield the answers as they come."""

    def close(self) -> None:
        """End the workers."""


class LocalEngine:
    """Takes steps in processes of this machine. Implements `Engine`."""

    def __init__(self, order: Order, count: int) -> None:
        """Start nothing yet.

        Args:
            order: what the batch is told.
            count: processes.
        """
        self._order = order
        self._count = count
        self._pool: ProcessPoolExecutor | None = None
        self._desk: Desk | None = None
        """Of this process, where the system gives no others."""
        self._network: Network | None = None

    def run(self, step: Step, lots: Iterable[Lot]) -> Iterator[tuple[Lot, list[Any]]]:
        """Take a step with lots, side by side; see `Engine.run`."""
        waiting: deque[tuple[Lot, Future[list[Any]]]] = deque()
        for lot in lots:
            waiting.append((lot, self._submit(step, lot)))
            if len(waiting) >= _LOOK_AHEAD * self._count:
                yield self._first(step, waiting)
        while waiting:
            yield self._first(step, waiting)

    def ask(self, needs: Iterable[tuple[Key, bytes]]) -> Iterator[tuple[Key, bytes]]:
        """Ask the network from this process, which holds every host's gate."""
        waiting = iter(needs)
        for first in waiting:  # nothing is opened where nothing is to be asked
            self._network = self._network or Network(self._order.settings)
            yield from self._network.ask(chain((first,), waiting))

    def close(self) -> None:
        """End the processes and close the network."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
        if self._network is not None:
            self._network.close()

    def _submit(self, step: Step, lot: Lot) -> Future[list[Any]]:
        done: Future[list[Any]] = Future()
        try:
            if self._desk is None:
                self._pool = self._pool or worker_pool(self._count, _open_desk, self._order)
                return self._pool.submit(_taken, step, lot.items, lot.shared)
        except BrokenProcessPool as error:
            done.set_exception(error)
            return done
        except NoProcessesError:
            self._desk = Desk.of(self._order)
        done.set_result(step(self._desk, lot.items, lot.shared))
        return done

    def _first(self, step: Step, waiting: deque[tuple[Lot, Future[list[Any]]]]) -> tuple[Lot, list[Any]]:
        lot, future = waiting.popleft()
        try:
            return lot, future.result()
        except BrokenProcessPool:
            # The death of one process ends the pool, and nobody says whose lot it was: this one is tried
            # alone, then the others come again.
            results = self._alone(step, lot)
        for place, (other, given) in enumerate(waiting):
            if given.done() and not given.cancelled() and given.exception() is None:
                continue
            waiting[place] = (other, self._submit(step, other))
        return lot, results

    def _alone(self, step: Step, lot: Lot) -> list[Any]:
        """Take a step with one lot while nothing else runs; if it ends the process, with each item alone."""
        self._restart()
        try:
            return self._submit(step, lot).result()
        except BrokenProcessPool:
            self._restart()
        if len(lot.items) == 1:
            return [Lost()]
        return [result for item in lot.items for result in self._alone(step, Lot([item], lot.shared))]

    def _restart(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool = None


_desk: Desk | None = None
"""In a worker: what it works with."""


def _open_desk(order: Order) -> None:
    global _desk
    _desk = Desk.of(order)


def _taken(step: Step, items: Sequence[Any], shared: object) -> list[Any]:
    assert _desk is not None  # noqa: S101 - the pool's initializer came first
    return step(_desk, items, shared)
