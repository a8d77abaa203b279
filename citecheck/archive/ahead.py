"""Reading and preparing a file in another process, so that the archive is written at the same time.

The other process gets the file's name and writes frames to a pipe; it ends by itself when nobody reads them.
"""

from __future__ import annotations

import contextlib
import gc
import json
import marshal
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Any, NamedTuple

from citecheck.archive.prepare import Prepared, prepare
from citecheck.archive.rows import SLUG, BadRow, Item, Row
from citecheck.errors import ArchiveError

WORTH_IT = 8_000_000
"""Bytes of a file from which on another process pays for its start."""

_CHUNK = 10_000
_FRAMES = 6
"""Chunks that wait to be taken, of some two megabytes each."""
_NO_REFERENCES = 2
"""Version of `marshal` that looks for no repeated objects, which takes half the time."""


class Chunk(NamedTuple):
    """A part of a file, read."""

    rows: int
    """Rows, good and bad."""
    bad: list[tuple[int, str, str | None]]
    counts: dict[str, int]
    """Good rows an outlet, as the file names it."""
    by_address: list[str]
    """Outlets of which a row names no headline."""
    position: int
    """Bytes of the file read so far."""
    prepared: tuple[Any, ...] | None
    """The fields of a `Prepared`; None where no row is good."""


def chunk_of(items: list[Item], position: int) -> Chunk:
    """Sum up a part of a file, and prepare its rows."""
    rows = [item for item in items if isinstance(item, Row)]
    bad = [(item.line, item.why, item.outlet) for item in items if isinstance(item, BadRow)]
    return Chunk(
        len(items),
        bad,
        dict(Counter(row.outlet for row in rows)),
        list({row.outlet for row in rows if row.source == SLUG}),
        position,
        tuple(prepare(rows)) if rows else None,
    )


def is_worth_it(source: Path) -> bool:
    """Say whether a source is a file large enough, on a machine with a processor to spare."""
    if hasattr(os, "sched_getaffinity") and len(os.sched_getaffinity(0)) < 2:
        return False
    with contextlib.suppress(OSError):
        return source.is_file() and source.stat().st_size >= WORTH_IT
    return False


def read_ahead(source: Path, kind: str | None, outlet: str | None) -> Iterator[Chunk]:
    """Yield a file's chunks, read by another process.

    Raises:
        ArchiveError: the file cannot be read, or the other process not started or ended early.
    """
    asked = json.dumps({"path": str(source), "kind": kind, "outlet": outlet, "modules": sys.path})
    command = [sys.executable, "-c", _START, asked]
    try:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)  # noqa: S603
    except OSError as error:
        raise ArchiveError(f"{source}: no process to read it could be started ({error.strerror})") from error
    with process:
        assert process.stdout is not None  # noqa: S101 - a pipe was asked for
        try:
            while True:
                frame: Any = marshal.load(process.stdout)  # noqa: S302 - of our own process
                if frame is None:
                    return
                if isinstance(frame, str):
                    raise ArchiveError(frame)
                yield Chunk(*frame)
        except (EOFError, ValueError, TypeError):
            raise ArchiveError(f"{source}: the process that read it ended early") from None
        finally:
            process.stdout.close()
            process.terminate()


_START = (
    "import json, sys; asked = json.loads(sys.argv[1]); sys.path[:] = asked['modules']; "
    "from citecheck.archive.ahead import serve; serve(asked)"
)


def serve(asked: dict[str, Any]) -> None:
    """Write the chunks of a file to stdout, then None; a message where it cannot be read."""
    from citecheck.archive.importers import opened_items, position_of

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that writes the archive
    gc.disable()  # nothing here refers to itself
    frames: Queue[bytes | None] = Queue(_FRAMES)
    writer = Thread(target=_write, args=(frames,), daemon=True)
    writer.start()

    def give(frame: Any) -> None:
        frames.put(marshal.dumps(frame, _NO_REFERENCES))

    try:
        with opened_items(Path(asked["path"]), asked["kind"], asked["outlet"]) as (items, stream):
            while part := list(islice(items, _CHUNK)):
                give(tuple(chunk_of(part, position_of(stream))))
        give(None)
    except ArchiveError as error:
        give(str(error))
    frames.put(None)
    writer.join()


def _write(frames: Queue[bytes | None]) -> None:
    """Write frames to stdout until there is None; reading goes on while the archive is busy filing keys."""
    try:
        while (frame := frames.get()) is not None:
            sys.stdout.buffer.write(frame)
            sys.stdout.buffer.flush()
    except OSError:
        os._exit(0)  # nobody wants the rest


def prepared_of(chunk: Chunk) -> Prepared | None:
    """Return the rows of a chunk."""
    return Prepared(*chunk.prepared) if chunk.prepared else None
