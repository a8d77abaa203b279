"""Manners towards hosts, kept by a whole Ray cluster: one named actor a host owns that host's rate.

Whoever is about to ask a host asks its keeper for a turn and waits; the keeper lets one go at a time, no
sooner after the end of the last than the host's pace, wherever in the cluster it runs. (After its end: when
it began, the keeper does not know.) Refusals and rests are told to the keeper, so that a host which has had
enough is left alone by all.
"""

from __future__ import annotations

import asyncio
import contextlib
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from citecheck.fetcher.allowance import Allowance
from citecheck.fetcher.host import Clock, Gates, HostGate
from citecheck.fetcher.interface import FetchError
from citecheck.models import Reason

NAMESPACE = "citecheck"
_PREFIX = "host "
_TRIES = 3

_Problem = tuple[str, str, str | None]
"""A `FetchError` on its way: reason, detail, advice."""


class Keeper:
    """The gate of one host, as an actor. Its methods are those of `HostGate`, asked from afar."""

    def __init__(self, host: str, pace: float, patience: float, longest: float, restarted: bool) -> None:
        """Open the gate.

        Args:
            host: its name.
            pace: seconds between the starts of two requests.
            patience: the longest rest, in seconds, that is waited out rather than reported.
            longest: seconds after which a turn that was not given back is taken for lost with its holder.
            restarted: whether one before this was lost, so that nobody knows when the host was asked last.
        """
        self._gate = HostGate(host, pace, Clock(), patience)
        self._allowance = Allowance()
        self._longest = longest
        self._wait_first = pace if restarted else 0.0
        self._held: dict[str, asyncio.Event] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def take(self, turn: str) -> _Problem | None:
        """Wait for a turn; return None when it has come, or why it does not."""
        if self._wait_first:
            wait, self._wait_first = self._wait_first, 0.0
            await asyncio.sleep(wait)
        come: asyncio.Future[_Problem | None] = asyncio.get_running_loop().create_future()
        task = asyncio.create_task(self._hold(turn, come))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return await come

    async def _hold(self, turn: str, come: asyncio.Future[_Problem | None]) -> None:
        given_back = self._held[turn] = asyncio.Event()
        try:
            async with self._gate.turn():
                self._allowance.take(self._gate.host)
                come.set_result(None)
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(given_back.wait(), self._longest)
                self._gate.ended()
        except FetchError as error:
            come.set_result((str(error.reason), error.detail, error.advice))
        finally:
            del self._held[turn]

    async def give_back(self, turn: str) -> None:
        """End a turn."""
        if turn in self._held:
            self._held[turn].set()

    async def answered(self) -> None:
        """Note a usable answer."""
        self._gate.answered()

    async def refused(self, problem: _Problem, status: int) -> None:
        """Note a refusal."""
        self._gate.refused(_error(problem), status)

    async def rest(self, seconds: float | None) -> None:
        """Leave the host alone for so long."""
        self._gate.rest(seconds)

    async def slow_down(self, crawl_delay: float) -> None:
        """Keep a slower pace."""
        self._gate.slow_down(crawl_delay)

    async def busy(self) -> bool:
        """Say whether somebody has a turn or waits for one."""
        return bool(self._held)


class ClusterGate(HostGate):
    """The gate of one host as a worker sees it."""

    def __init__(self, host: str, pace: float, patience: float, longest: float) -> None:
        """Find or start the host's keeper when it is first asked; the arguments are `Keeper`'s."""
        super().__init__(host, pace, Clock(), patience)
        self._longest = longest
        self._found: Any = None

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for this request's turn, and hold it.

        Raises:
            FetchError: the host has refused too often, or rests for long; or no keeper can be had.
        """
        turn = uuid.uuid4().hex
        problem = await self._take(turn)
        if problem is not None:
            raise _error(problem)
        try:
            yield
        finally:
            self._tell("give_back", turn)

    async def _take(self, turn: str) -> _Problem | None:
        from ray.exceptions import RayActorError

        for _ in range(_TRIES):
            try:
                problem: _Problem | None = await self._keeper().take.remote(turn)
            except RayActorError:
                self._found = None
            else:
                return problem
        return str(Reason.CANCELLED), f"nobody keeps the turns at {self.host}", "try again"

    def answered(self) -> None:
        """Note a usable answer."""
        self._tell("answered")

    def refused(self, error: FetchError, status: int = 0) -> None:
        """Note a refusal; after enough in a row nobody asks the host again."""
        self._tell("refused", (str(error.reason), error.detail, error.advice), status)

    def rest(self, seconds: float | None) -> float:
        """Have the host left alone by all; return the seconds of rest from now."""
        self._tell("rest", seconds)
        return super().rest(seconds)

    def slow_down(self, crawl_delay: float) -> None:
        """Have all keep the pace that a robots.txt asks for."""
        self._tell("slow_down", crawl_delay)

    def _tell(self, what: str, *said: object) -> None:
        """Tell the keeper something and do not wait; calls of one caller arrive in order."""
        getattr(self._keeper(), what).remote(*said)

    def _keeper(self) -> Any:
        if self._found is None:
            self._found = find_keeper(self.host, self.pace, self._patience, self._longest)
        return self._found


class ClusterGates(Gates):
    """The gates of a cluster as a worker sees them."""

    def __init__(self, pace: float, longest: float, patience: float = 10.0) -> None:
        """Set the manners, the same for every worker; `longest` as for `Keeper`."""
        super().__init__(pace, Clock(), patience)
        self._longest = longest

    def make(self, host: str, pace: float) -> HostGate:
        """Return a gate whose keeper anybody in the cluster asks."""
        return ClusterGate(host, pace, self.patience, self._longest)


def find_keeper(host: str, pace: float, patience: float, longest: float) -> Any:
    """Return the handle of a host's keeper, started if there is none in the cluster."""
    import ray

    return (
        ray.remote(_RestartingKeeper)
        .options(
            name=_PREFIX + host,
            namespace=NAMESPACE,
            get_if_exists=True,
            lifetime="detached",
            max_restarts=-1,
            num_cpus=0,
            max_concurrency=1000,
        )
        .remote(host, pace, patience, longest)
    )


class _RestartingKeeper(Keeper):
    """A keeper that Ray starts again, elsewhere, where its process or node is lost."""

    def __init__(self, host: str, pace: float, patience: float, longest: float) -> None:
        import ray

        again = ray.get_runtime_context().was_current_actor_reconstructed
        super().__init__(host, pace, patience, longest, again)


def end_idle_keepers() -> None:
    """End the keepers that nobody waits for: a batch is over, and others may still be at work."""
    import ray
    from ray.util import list_named_actors

    for row in list_named_actors(all_namespaces=True):
        if row["namespace"] == NAMESPACE and row["name"].startswith(_PREFIX):
            with contextlib.suppress(Exception):
                keeper = ray.get_actor(row["name"], NAMESPACE)
                if not ray.get(keeper.busy.remote(), timeout=5):
                    ray.kill(keeper)


def _error(problem: _Problem) -> FetchError:
    reason, detail, advice = problem
    return FetchError(Reason(reason), detail, advice)
