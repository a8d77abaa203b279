"""Where the rows of a batch go: one file, or a folder of parts; as JSON Lines or as Parquet.

Rows are written in order to a file of JSON Lines. After a crash that is cut back to the length that the
manifest knows, so no row is there twice. Parquet files cannot be added to: they are made of the lines when
the file (or the part) is complete, and the lines are removed.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

from citecheck.batch.rows import write_parquet
from citecheck.errors import BatchError

_SUFFIXES = {".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": "parquet"}


@dataclass(frozen=True, slots=True)
class Target:
    """What the results are to become."""

    path: Path
    format: str
    """"jsonl" or "parquet"."""
    folder: bool
    """Whether `path` is a folder of parts."""

    @property
    def manifest(self) -> Path:
        """Where the manifest lies: beside the output, or in its folder."""
        if self.folder:
            return self.path / "manifest.sqlite3"
        return self.path.with_name(f"{self.path.name}.manifest.sqlite3")


def target_of(output: str, format: str | None) -> Target:  # noqa: A002 - the option's name
    """Return what `--output` and `--format` ask for.

    Args:
        output: a file ending in .jsonl, .ndjson or .parquet, or else a folder.
        format: "jsonl" or "parquet"; None for what the file's name says, JSON Lines in a folder.

    Raises:
        BatchError: the two do not agree.
    """
    path = Path(output)
    named = _SUFFIXES.get(path.suffix.casefold())
    folder = path.is_dir() or (named is None and not path.exists())
    if not folder and named is None:
        raise BatchError(f"{output}: end the name in .jsonl or .parquet, or name a folder")
    if not folder and format is not None and format != named:
        raise BatchError(f"{output}: its name says {named}, --format says {format}")
    return Target(path, format or (named if named and not folder else "jsonl"), folder)


@dataclass(frozen=True, slots=True)
class SinkState:
    """How far the output is written."""

    part: int = 1
    length: int = 0
    """Bytes of the part's lines."""


class Sink:
    """Writes rows."""

    def __init__(self, target: Target, state: SinkState) -> None:
        """Go on where the output stood.

        Raises:
            BatchError: the output is not what it was left as, or cannot be written.
        """
        self._target = target
        self.state = state
        try:
            if target.folder:
                target.path.mkdir(parents=True, exist_ok=True)
            self._file = self._open()
        except OSError as error:
            raise BatchError(f"{target.path}: cannot be written ({error.strerror})") from None

    def write(self, rows: Iterable[bytes]) -> SinkState:
        """Write rows to the disk and return the state to be kept.

        Raises:
            BatchError: they cannot be written.
        """
        try:
            self._file.writelines(rows)
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise BatchError(f"{self._target.path}: cannot be written ({error.strerror})") from None
        self.state = SinkState(self.state.part, self._file.tell())
        return self.state

    def end_part(self) -> SinkState:
        """Complete a part, where the output has parts, and return the state to be kept.

        Done again after a crash in between it comes to the same: the lines stay until the next part ends.
        """
        if not self._target.folder or not self.state.length:
            return self.state
        self._file.close()
        self._complete(self.state.part)
        self._remove_lines(self.state.part - 1)
        self.state = SinkState(self.state.part + 1)
        self._file = self._open()
        return self.state

    def finish(self) -> None:
        """Complete the output; `tidy` when that is known to be done."""
        self._file.close()
        if self.state.length or not self._target.folder:
            self._complete(self.state.part)

    def tidy(self) -> None:
        """Remove what the finished output does not need."""
        if self._target.folder and not self.state.length:
            self._lines(self.state.part).unlink(missing_ok=True)
        for part in (self.state.part - 1, self.state.part):
            self._remove_lines(part)

    def close(self) -> None:
        """Close the file as it is."""
        self._file.close()

    def _complete(self, part: int) -> None:
        """Make the Parquet file of the lines."""
        if self._target.format == "parquet":
            write_parquet(self._lines(part), self._final(part))

    def _remove_lines(self, part: int) -> None:
        if self._target.format == "parquet":
            self._lines(part).unlink(missing_ok=True)

    def _final(self, part: int) -> Path:
        if self._target.folder:
            return self._target.path / f"part-{part:05}.{self._target.format}"
        return self._target.path

    def _lines(self, part: int) -> Path:
        final = self._final(part)
        return final.with_name(f"{final.name}.rows") if self._target.format == "parquet" else final

    def _open(self) -> BinaryIO:
        lines = self._lines(self.state.part)
        if self.state.length and (not lines.exists() or lines.stat().st_size < self.state.length):
            raise BatchError(f"{lines}: is shorter than it was left; use --restart")
        file = lines.open("r+b" if self.state.length else "wb")
        file.truncate(self.state.length)
        file.seek(self.state.length)
        return file


def state_of(value: dict[str, Any] | None) -> SinkState:
    """Return a state from what the manifest kept."""
    return SinkState(**(value or {}))


def kept(state: SinkState) -> dict[str, Any]:
    """Return a state as the manifest keeps it."""
    return asdict(state)
