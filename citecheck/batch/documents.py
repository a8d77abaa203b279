"""What a batch reads: files, and the documents in JSON Lines and Parquet files, one after the other.

Reading can go on from any document: a `Position` says where the next one starts.
"""

from __future__ import annotations

import glob
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, BinaryIO

from citecheck.errors import ArticleError, BatchError
from citecheck.folders import walk
from citecheck.inputs import MAX_BYTES
from citecheck.parser.detect import FORMATS

_RECORD_SUFFIXES = {".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": "parquet"}
_TEXT_FORMATS = tuple(name for name in FORMATS if name != "docx")
_ROWS_READ = 256
"""Rows of a Parquet file read at a time."""


class SourceKind(StrEnum):
    """How documents lie in a source."""

    FILE = "file"
    """The file is the document."""
    JSONL = "jsonl"
    PARQUET = "parquet"


@dataclass(frozen=True, slots=True)
class Source:
    """A file that holds one document or many."""

    kind: SourceKind
    path: str
    size: int = 0
    """Bytes."""
    changed: int = 0
    """When it was changed last, in nanoseconds."""
    rows: int = 0
    """Of a Parquet file."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where the next document starts."""

    source: int = 0
    """Which source, from 0."""
    offset: int = 0
    """Byte of a JSON Lines file, row of a Parquet file, from 0."""
    line: int = 0
    """Lines or rows of the source read so far."""


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a batch."""

    id: str
    """As the row gives it, else path and line; of a file its path."""
    source: str
    """The file it lies in."""
    data: bytes | None = None
    """Its text; None where the file is to be read."""
    format: str | None = None
    """As the row gives it; None to find out."""
    error: str | None = None
    """Why there is nothing to check."""


def find_sources(given: Sequence[str]) -> Iterator[Source]:
    """Yield the sources that paths, folders and globs name; of a folder its articles, sorted.

    Raises:
        ArticleError: one names nothing.
    """
    for name in given:
        path = Path(name)
        if path.is_dir():
            yield from map(_source, _some(name, (str(file) for file in walk(path))))
        elif path.exists():
            yield _source(name)
        elif glob.has_magic(name):
            files = (file for file in sorted(glob.glob(name, recursive=True)) if Path(file).is_file())
            yield from map(_source, _some(name, files))
        else:
            raise ArticleError(f"{name}: no such file")


def _some(name: str, files: Iterable[str]) -> Iterator[str]:
    empty = True
    for file in files:
        empty = False
        yield file
    if empty:
        raise ArticleError(
            f"{name}: holds no articles" if Path(name).is_dir() else f"{name}: matches no file"
        )


def _source(path: str) -> Source:
    kind = SourceKind(_RECORD_SUFFIXES.get(Path(path).suffix.casefold(), "file"))
    try:
        about = Path(path).stat()
    except OSError:
        return Source(kind, path)
    rows = _count_rows(path) if kind is SourceKind.PARQUET else 0
    return Source(kind, path, about.st_size, about.st_mtime_ns, rows)


def _count_rows(path: str) -> int:
    """Return the rows of a Parquet file; 0 for one that cannot be read, which its row will say.

    Raises:
        BatchError: what reads such files is not installed.
    """
    try:
        import pyarrow.parquet as parquet
        from pyarrow import ArrowException
    except ImportError:
        raise BatchError(f"{path}: to read Parquet files, pip install 'citecheck-news[parquet]'") from None
    try:
        return int(parquet.read_metadata(path).num_rows)
    except (OSError, ArrowException):
        return 0


def read_documents(
    sources: Iterable[Source], start: Position = Position()
) -> Iterator[tuple[Document, Position]]:
    """Yield each document with the position after it.

    Args:
        sources: those from `start.source` on.
        start: where to begin.

    A row or line that is no document comes with its error; a file that cannot be opened is one such document.
    """
    readers = {SourceKind.FILE: _file, SourceKind.JSONL: _lines, SourceKind.PARQUET: _rows}
    for number, source in enumerate(sources, start.source):
        begin = start if number == start.source else Position(number)
        yield from readers[source.kind](source, begin)


def _file(source: Source, begin: Position) -> Iterator[tuple[Document, Position]]:
    yield Document(source.path, source.path), Position(begin.source + 1)


def _lines(source: Source, begin: Position) -> Iterator[tuple[Document, Position]]:
    after = Position(begin.source + 1)
    try:
        with Path(source.path).open("rb") as file:
            file.seek(begin.offset)
            at = begin
            while line := file.readline(MAX_BYTES + 1):
                if len(line) > MAX_BYTES:
                    _to_line_end(file, line)
                at = replace(at, offset=file.tell(), line=at.line + 1)
                if not line.isspace():
                    yield _of_line(line, source.path, at.line), at
    except OSError as error:
        yield _unreadable(source, error.strerror or str(error)), after


def _to_line_end(file: BinaryIO, line: bytes) -> None:
    """Read on over the rest of a line that is too long."""
    while line and not line.endswith(b"\n"):
        line = file.readline(MAX_BYTES)


def _of_line(line: bytes, path: str, number: int) -> Document:
    if len(line) > MAX_BYTES:
        return _faulty(path, number, f"longer than {MAX_BYTES // 1_000_000} MB, which no article is")
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return _faulty(path, number, "not valid JSON")
    return _of_row(row, path, number)


def _of_row(row: Any, path: str, number: int) -> Document:
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        return _faulty(path, number, 'needs "text" as text')
    given = row.get("id")
    name = str(given) if isinstance(given, str | int) and given != "" else f"{path}:{number}"
    kind = row.get("format")
    if kind is not None and kind not in _TEXT_FORMATS:
        return Document(name, path, error=f"format {kind!r}: choose from {', '.join(_TEXT_FORMATS)}")
    return Document(name, path, row["text"].encode("utf-8", "replace"), kind)


def _rows(source: Source, begin: Position) -> Iterator[tuple[Document, Position]]:
    after = Position(begin.source + 1)
    import pyarrow.parquet as parquet
    from pyarrow import ArrowException

    try:
        with parquet.ParquetFile(source.path) as file:
            names = [name for name in ("id", "text", "format") if name in file.schema_arrow.names]
            if "text" not in names:
                yield _unreadable(source, 'needs a column "text"'), after
                return
            skipped, groups = _groups_from(file, begin.offset)
            row = skipped
            for batch in file.iter_batches(_ROWS_READ, row_groups=groups, columns=names):
                for value in batch.to_pylist():
                    row += 1
                    if row > begin.offset:
                        yield _of_row(value, source.path, row), Position(begin.source, row, row)
    except (OSError, ArrowException) as error:
        yield _unreadable(source, str(error).partition("\n")[0]), after


def _groups_from(file: Any, offset: int) -> tuple[int, list[int]]:
    """Return how many rows lie in the row groups before the one that holds a row, and those from it on."""
    before = 0
    for group in range(file.num_row_groups):
        rows = file.metadata.row_group(group).num_rows
        if before + rows > offset:
            return before, list(range(group, file.num_row_groups))
        before += rows
    return before, []


def _faulty(path: str, number: int, why: str) -> Document:
    return Document(f"{path}:{number}", path, error=why)


def _unreadable(source: Source, why: str) -> Document:
    return Document(source.path, source.path, error=f"cannot be read ({why})")
