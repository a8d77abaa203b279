"""Lines as they arrive, from a file or a program that may wait for an answer before it sends the next."""

from __future__ import annotations

import os
import select
import stat
from collections import deque
from collections.abc import Iterator

_CHUNK = 1 << 16


class Lines:
    """The lines behind a file descriptor, as text without their ends."""

    def __init__(self, descriptor: int) -> None:
        """Read this descriptor; it is left open."""
        self._descriptor = descriptor
        self._is_file = stat.S_ISREG(os.fstat(descriptor).st_mode)
        self._held: deque[bytes] = deque()
        self._rest: list[bytes] = []
        self._ended = False

    def __iter__(self) -> Iterator[str]:
        while self._held or not self._ended:
            if not self._held:
                self._read()
            if self._held:
                yield self._held.popleft().decode("utf-8", errors="replace")

    def has_more(self) -> bool:
        """Say whether the next line, or the end, can be had without waiting for who sends it."""
        if self._held or self._ended or self._is_file:
            return True
        try:
            return bool(select.select([self._descriptor], [], [], 0)[0])
        except (OSError, ValueError):  # not a thing that this system can ask about
            return False

    def _read(self) -> None:
        chunk = os.read(self._descriptor, _CHUNK)
        if not chunk:
            self._ended = True
            self._held.extend([b"".join(self._rest)] if self._rest else [])
            return
        first, *more = chunk.split(b"\n")
        self._rest.append(first)
        if more:
            self._held.append(b"".join(self._rest))
            self._held.extend(more[:-1])
            self._rest = [more[-1]] if more[-1] else []
