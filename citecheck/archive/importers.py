"""Filling an archive from files."""

from __future__ import annotations

import gzip
import lzma
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from citecheck.archive.ahead import Chunk, is_worth_it, prepared_of, read_ahead
from citecheck.archive.feeds import read_xml
from citecheck.archive.interface import Archive
from citecheck.archive.prepare import Prepared, TakesPrepared
from citecheck.archive.rows import SLUG, BadRow, Item, Row
from citecheck.archive.stories import story_of
from citecheck.archive.tables import expanded, read_csv, read_jsonl, read_tsv, sniff
from citecheck.archive.warc import PageReader, read_warc
from citecheck.errors import ArchiveError
from citecheck.models import Story, Window
from citecheck.outlets import OutletTable, known_outlets

__all__ = ["KINDS", "BadRow", "ImportReport", "import_file", "read_stories"]

Progress = Callable[[int, int], None]
"""Called now and then with the rows and the bytes of the file read so far."""

KINDS = {"tsv": read_tsv, "csv": read_csv, "jsonl": read_jsonl, "xml": read_xml, "warc": read_warc}
"""Kinds of files by name; which one a file is shows in its first bytes."""

_MOST_BAD_KEPT = 1000
_CHUNK = 5000


@dataclass(slots=True)
class ImportReport:
    """What an import did."""

    rows: int = 0
    """Rows read, good and bad."""
    new: int = 0
    """Stories that were not held before."""
    bad: int = 0
    """Rows passed over."""
    bad_rows: list[BadRow] = field(default_factory=list)
    """The first thousand of them."""
    outlets: dict[str, int] = field(default_factory=dict)
    """Rows an outlet, by canonical name."""
    complete: tuple[str, ...] = ()
    """Outlets declared complete."""
    by_address: set[str] = field(default_factory=set)
    """Outlets of which some rows named no headline, only an address: they are declared complete as such."""
    incomplete: tuple[str, ...] = ()
    """Outlets that were to be declared complete and were not, because rows of theirs could not be read."""


def read_stories(
    source: Path | BinaryIO,
    *,
    kind: str | None = None,
    outlet: str | None = None,
    pages: PageReader | None = None,
) -> Iterator[Story | BadRow]:
    """Read stories out of a file, line by line.

    Args:
        source: a file, or a binary stream; gzip, bzip2 and xz are recognised.
        kind: "tsv", "csv", "jsonl", "xml" (sitemaps and feeds) or "warc"; None to tell by the first bytes.
        outlet: whose stories these are, where rows do not say.
        pages: reads the pages of a WARC file; without it, they are bad rows.

    Yields:
        A story for each good row, a BadRow for each other.

    Raises:
        ArchiveError: the file cannot be read, or is of no known kind.
    """
    with opened_items(source, kind, outlet, pages) as (items, _):
        for item in items:
            yield item if isinstance(item, BadRow) else story_of(item)


def import_file(
    archive: Archive,
    source: Path | BinaryIO,
    *,
    kind: str | None = None,
    outlet: str | None = None,
    pages: PageReader | None = None,
    complete: bool = False,
    window: Window | None = None,
    outlets: OutletTable | None = None,
    progress: Progress | None = None,
) -> ImportReport:
    """Add a file's stories to an archive; adding it again adds nothing.

    Args:
        archive: where to.
        source: a file, or a binary stream; gzip, bzip2 and xz are recognised.
        kind: see `read_stories`.
        outlet: see `read_stories`.
        pages: see `read_stories`.
        complete: declare that the file holds all that its outlets published, so that absence is proof.
            An outlet with a row that could not be read is left out, all are where the row names none.
        window: the days it is complete for; None for all.
        outlets: the table by which names become canonical; None for the one that ships.
        progress: told how far it is.

    Raises:
        ArchiveError: the file cannot be read, or the archive not written; what was imported until then stays.
    """
    report = ImportReport()
    table = known_outlets() if outlets is None else outlets
    noted = _Notes(report, table, progress)
    if isinstance(archive, TakesPrepared) and isinstance(source, Path) and _goes_ahead(source, kind):
        report.new = archive.add_prepared(noted.prepared(read_ahead(source, kind, outlet)))
    else:
        with opened_items(source, kind, outlet, pages) as (items, stream):
            report.new = archive.add_rows(noted.rows(items, stream))
    if complete:
        _declare(archive, report, table, window or Window(None, None))
    return report


def _declare(archive: Archive, report: ImportReport, table: OutletTable, window: Window) -> None:
    """Declare what the file names complete, except where a row was lost."""
    harmed = {table.canonical(bad.outlet) if bad.outlet else None for bad in report.bad_rows}
    if report.bad > len(report.bad_rows):
        harmed.add(None)
    report.incomplete = tuple(name for name in report.outlets if None in harmed or name in harmed)
    report.complete = tuple(name for name in report.outlets if name not in report.incomplete)
    for name in report.complete:
        archive.declare_complete(name, window, titled=name not in report.by_address)


class _Notes:
    """Passes rows on with canonical outlets, and writes down what was met."""

    def __init__(self, report: ImportReport, table: OutletTable, progress: Progress | None) -> None:
        self._report = report
        self._table = table
        self._progress = progress
        self._canonical: dict[str, str] = {}

    def rows(self, items: Iterator[Item], stream: BinaryIO) -> Iterator[Row]:
        """Yield the good ones of items."""
        while chunk := list(islice(items, _CHUNK)):
            rows = [item for item in chunk if isinstance(item, Row)]
            bad = [item for item in chunk if isinstance(item, BadRow)]
            counts = Counter(row.outlet for row in rows)
            self._note(len(chunk), bad, counts, {row.outlet for row in rows if row.source == SLUG})
            for row in rows:
                name = self._canonical[row.outlet]
                yield row if name == row.outlet else row._replace(outlet=name)
            if self._progress:
                self._progress(self._report.rows, position_of(stream))

    def prepared(self, chunks: Iterable[Chunk]) -> Iterator[Prepared]:
        """Yield the good rows of chunks that were read ahead."""
        for chunk in chunks:
            bad = [BadRow(*values) for values in chunk.bad]
            self._note(chunk.rows, bad, chunk.counts, chunk.by_address)
            rows = prepared_of(chunk)
            if rows:
                yield rows._replace(names=[self._canonical[name] for name in rows.names])
            if self._progress:
                self._progress(self._report.rows, chunk.position)

    def _note(
        self, rows: int, bad: list[BadRow], counts: Mapping[str, int], by_address: Iterable[str]
    ) -> None:
        report = self._report
        report.rows += rows
        report.bad += len(bad)
        report.bad_rows += bad[: _MOST_BAD_KEPT - len(report.bad_rows)]
        for name, count in counts.items():
            if name not in self._canonical:
                self._canonical[name] = self._table.canonical(name)
            known = self._canonical[name]
            report.outlets[known] = report.outlets.get(known, 0) + count
        report.by_address.update(self._canonical[name] for name in by_address)


def position_of(stream: BinaryIO) -> int:
    """Return how much of a stream was read; 0 where it does not say."""
    try:
        return stream.tell()
    except OSError:
        return 0


@contextmanager
def _opened(source: Path | BinaryIO) -> Iterator[BinaryIO]:
    """Open a file, and say in one line what is wrong with it."""
    name = source if isinstance(source, Path) else getattr(source, "name", "input")
    try:
        if isinstance(source, Path):
            with source.open("rb") as stream:
                yield stream
        else:
            yield source
    except (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile) as error:
        raise ArchiveError(f"{name}: the compressed file is damaged or cut short") from error
    except OSError as error:
        if error.errno is None:  # bzip2 has no error of its own
            raise ArchiveError(f"{name}: the compressed file is damaged or cut short") from error
        raise ArchiveError(f"{name}: {error.strerror or error}") from error


@contextmanager
def opened_items(
    source: Path | BinaryIO, kind: str | None, outlet: str | None, pages: PageReader | None = None
) -> Iterator[tuple[Iterator[Item], BinaryIO]]:
    """Give what a source holds, good and bad, and the stream it is read from.

    Raises:
        ArchiveError: it cannot be read, or is of no known kind.
    """
    with _opened(source) as stream:
        yield _items(stream, kind, outlet, pages), stream


def _goes_ahead(source: Path, kind: str | None) -> bool:
    """Say whether another process should read a file; not a WARC, whose pages the caller reads."""
    if not is_worth_it(source) or kind == "warc":
        return False
    with _opened(source) as stream:
        return kind is not None or sniff(expanded(stream).peek(4096)) != "warc"  # type: ignore[attr-defined]


def _items(
    stream: BinaryIO, kind: str | None, outlet: str | None, pages: PageReader | None
) -> Iterator[Item]:
    plain = expanded(stream)
    start = plain.peek(4096)  # type: ignore[attr-defined]
    if not start:
        return iter(())
    kind = kind or sniff(start)
    if kind not in KINDS:
        raise ArchiveError(f"{kind}: no kind of file to import from; known are {', '.join(KINDS)}")
    if kind == "warc":
        return read_warc(plain, outlet, pages)
    return KINDS[kind](plain, outlet)
