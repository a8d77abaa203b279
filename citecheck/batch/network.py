"""The network of a batch: what the archive did not settle, asked of many hosts at once, each at its pace."""

from __future__ import annotations

import asyncio
import queue
import threading
from collections import Counter
from collections.abc import Coroutine, Iterable, Iterator
from contextlib import AsyncExitStack
from typing import Any

from citecheck.batch.packing import pack, unpack
from citecheck.batch.steps import Key
from citecheck.models import Answer, Question, Reason, Refused, Story
from citecheck.resources import Resources, open_resources
from citecheck.settings import Settings

_UNDER_WAY = 64
"""Things asked at the same time: mostly they wait for their host's turn."""
_TAKEN = 2000
"""Things put in order at a time."""
_END = object()


class Network:
    """Asks, from an event loop in a thread of its own that lives as long as the batch."""

    def __init__(self, settings: Settings, gates: Any = None) -> None:
        """Open the network.

        Args:
            settings: of the batch.
            gates: whose turn it is at each host, where others share it; None for this process alone.

        Raises:
            ArchiveError, RecordingError, SettingsError: what the settings name cannot be opened.
        """
        self._settings = settings
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="network", daemon=True)
        self._thread.start()
        self._stack = AsyncExitStack()
        self._resources: Resources = self._await(self._open(gates))

    def ask(self, needs: Iterable[tuple[Key, bytes]]) -> Iterator[tuple[Key, bytes]]:
        """Ask, and yield the answers as they come."""
        some: list[tuple[Key, bytes]] = []
        for need in needs:
            some.append(need)
            if len(some) == _TAKEN:
                yield from self._asked(some)
                some = []
        yield from self._asked(some)

    def close(self) -> None:
        """Stop what is under way and close the network."""
        self._await(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _asked(self, needs: list[tuple[Key, bytes]]) -> Iterator[tuple[Key, bytes]]:
        answers: queue.SimpleQueue[Any] = queue.SimpleQueue()
        run = asyncio.run_coroutine_threadsafe(self._ask_all(in_turn(needs), answers), self._loop)
        try:
            while (answer := answers.get()) is not _END:
                yield answer
            run.result()
        finally:
            run.cancel()

    async def _ask_all(
        self, needs: list[tuple[Key, Question | Story]], answers: queue.SimpleQueue[Any]
    ) -> None:
        places = asyncio.Semaphore(max(_UNDER_WAY, self._settings.jobs))

        async def one(key: Key, need: Question | Story) -> None:
            async with places:
                answers.put((key, pack(await self._answer(need))))

        try:
            async with asyncio.TaskGroup() as group:
                for key, need in needs:
                    group.create_task(one(key, need))
        finally:
            answers.put(_END)

    async def _answer(self, need: Question | Story) -> Answer | Story | Refused:
        fetcher = self._resources.fetcher
        assert fetcher is not None  # noqa: S101 - a batch that is offline has no needs
        try:
            return await (fetcher.read(need) if isinstance(need, Story) else fetcher.ask(need))
        except Exception as error:  # a fault of ours in one question must not lose the others
            refused = Refused("network", Reason.UNREADABLE, f"a fault in citecheck ({type(error).__name__})")
            return refused if isinstance(need, Story) else Answer(need, (refused,))

    async def _open(self, gates: Any) -> Resources:
        from citecheck.fetcher.http import Budget

        # What a batch may take is for its owner to say; each host's pace holds all the same.
        endless = Budget(most_bytes=2**62, most_seconds=float("inf"))
        told = {"gates": gates} if gates is not None else {}
        return await self._stack.enter_async_context(open_resources(self._settings, budget=endless, **told))

    async def _close(self) -> None:
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        await self._stack.aclose()

    def _await(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()


def in_turn(needs: Iterable[tuple[Key, bytes]]) -> list[tuple[Key, Question | Story]]:
    """Return needs unpacked, outlet by outlet in turn, so that no host waits while another has a queue."""
    seen: Counter[str] = Counter()
    placed: list[tuple[int, int, Key, Question | Story]] = []
    for key, packed in needs:
        need: Question | Story = unpack(packed)
        placed.append((seen[need.outlet], len(placed), key, need))
        seen[need.outlet] += 1
    placed.sort(key=lambda row: row[:2])
    return [(key, need) for *_, key, need in placed]
