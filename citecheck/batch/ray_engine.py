"""The steps of a batch taken by a Ray cluster, which does again what a lost worker or node had begun."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from citecheck.batch.engine import Lost, Lot, Step
from citecheck.batch.gates import NAMESPACE, ClusterGates, end_idle_keepers
from citecheck.batch.network import Network, in_turn
from citecheck.batch.packing import pack, unpack
from citecheck.batch.steps import Desk, Key, Order
from citecheck.errors import BatchError

_LOOK_AHEAD = 3
_RETRIES = 3
"""Times that Ray takes a step again whose worker or node was lost."""
_NEEDS_A_TASK = 16
_TASKS_ASKING = 32
_PACE = 1.0
_LOOPBACK = "127.0.0.2" if sys.platform == "linux" else "127.0.0.1"
"""Ray would replace 127.0.0.1 by the machine's own address, at which others could reach the cluster."""


class RayEngine:
    """Takes steps on a Ray cluster. Implements `engine.Engine`."""

    def __init__(
        self, order: Order, address: str | None = None, count: int | None = None, pace: float = _PACE
    ) -> None:
        """Join the cluster, or start one on this machine.

        Args:
            order: what the batch is told.
            address: of the cluster's head, "10.0.0.1:6379"; None for a cluster of this machine alone.
            count: processors used of this machine alone; None for all.
            pace: seconds between two requests to one host, where nothing asks for more.

        Raises:
            BatchError: Ray is not installed, or the cluster cannot be joined.
        """
        # Ray reports how it is used to its makers unless told otherwise before it is imported.
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
        try:
            import ray
        except ImportError:
            raise BatchError("--engine ray: pip install 'citecheck-news[ray]'") from None
        self._ray = ray
        self._begun = not ray.is_initialized()
        if self._begun:
            _join(address, count)
        self._order = ray.put(pack(order))
        self._pace = pace
        self._take = ray.remote(_take).options(num_cpus=1, max_retries=_RETRIES)
        asking = {"num_cpus": 0, "max_retries": _RETRIES, "scheduling_strategy": "SPREAD"}
        self._ask = ray.remote(_ask).options(**asking)
        self._asked = False

    def run(self, step: Step, lots: Iterable[Lot]) -> Iterator[tuple[Lot, list[Any]]]:
        """Take a step with lots, side by side; see `Engine.run`."""
        waiting: deque[tuple[Lot, Any]] = deque()
        for lot in lots:
            waiting.append((lot, self._submit(step, lot)))
            if len(waiting) >= _LOOK_AHEAD * self._workers():
                yield self._first(step, waiting)
        while waiting:
            yield self._first(step, waiting)

    def ask(self, needs: Iterable[tuple[Key, bytes]]) -> Iterator[tuple[Key, bytes]]:
        """Ask the network from all nodes, by turns that each host's keeper gives."""
        under_way: list[Any] = []
        for some in _by_outlet(needs):
            self._asked = True
            under_way.append(self._ask.remote(self._order, some, self._pace))
            while len(under_way) >= _TASKS_ASKING:
                yield from self._heard(under_way)
        while under_way:
            yield from self._heard(under_way)

    def close(self) -> None:
        """Leave the cluster; one that was started here ends."""
        if self._asked:
            end_idle_keepers()
        if self._begun:
            self._ray.shutdown()

    def _workers(self) -> int:
        return max(1, int(self._ray.cluster_resources().get("CPU", 1)))

    def _submit(self, step: Step, lot: Lot) -> Any:
        return self._take.remote(self._order, step, lot.items, lot.shared)

    def _first(self, step: Step, waiting: deque[tuple[Lot, Any]]) -> tuple[Lot, list[Any]]:
        lot, task = waiting.popleft()
        return lot, self._result(step, lot, task)

    def _result(self, step: Step, lot: Lot, task: Any) -> list[Any]:
        """Return a lot's results; one that ended its worker again and again is done item by item."""
        from ray.exceptions import NodeDiedError, ObjectLostError, OutOfMemoryError, WorkerCrashedError

        try:
            results: list[Any] = self._ray.get(task)
        except (WorkerCrashedError, NodeDiedError, OutOfMemoryError, ObjectLostError):
            if len(lot.items) == 1:
                return [Lost()]
            alone = [Lot([item], lot.shared) for item in lot.items]
            return [result for one in alone for result in self._result(step, one, self._submit(step, one))]
        return results

    def _heard(self, under_way: list[Any]) -> Iterator[tuple[Key, bytes]]:
        """Yield the answers of the next task that is done, and take it from the list."""
        done, rest = self._ray.wait(under_way, num_returns=1)
        under_way[:] = rest
        yield from self._ray.get(done[0])


def _join(address: str | None, count: int | None) -> None:
    import ray

    told: dict[str, Any] = {"namespace": NAMESPACE, "log_to_driver": False, "logging_level": "WARNING"}
    if address is None:
        told |= {"address": "local", "include_dashboard": False, "_node_ip_address": _LOOPBACK}
        told |= {"num_cpus": count} if count else {}
    else:
        told["address"] = address
    try:
        ray.init(**told)
    except (ConnectionError, RuntimeError, ValueError) as error:
        where = address or "this machine"
        raise BatchError(f"--engine ray: no cluster at {where} ({str(error).partition('.')[0]})") from None


def _by_outlet(needs: Iterable[tuple[Key, bytes]]) -> Iterator[list[tuple[Key, bytes]]]:
    """Yield what is to be asked of one outlet together, outlet after outlet in turn."""
    some: dict[str, list[tuple[Key, bytes]]] = {}
    for key, need in in_turn(needs):
        own = some.setdefault(need.outlet, [])
        own.append((key, pack(need)))
        if len(own) == _NEEDS_A_TASK:
            yield some.pop(need.outlet)
    yield from some.values()


# What follows runs on the cluster's workers, which keep what they have opened from one task to the next.

_desks: dict[bytes, Desk] = {}
_networks: dict[bytes, Network] = {}


def _take(order: bytes, step: Step, items: Sequence[Any], shared: object) -> list[Any]:
    if order not in _desks:
        _desks.clear()
        _desks[order] = Desk.of(unpack(order))
    return step(_desks[order], items, shared)


def _ask(order: bytes, needs: Sequence[tuple[Key, bytes]], pace: float) -> list[tuple[Key, bytes]]:
    if order not in _networks:
        for other in _networks.values():
            other.close()
        _networks.clear()
        settings = unpack(order).settings
        _networks[order] = Network(settings, ClusterGates(pace, settings.timeout + 5))
    return list(_networks[order].ask(needs))
