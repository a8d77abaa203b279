"""Writing many stories fast: what is surely new goes in at once, what may be known is looked at closely."""

from __future__ import annotations

import gc
import sqlite3
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import compress, islice
from operator import gt
from typing import NamedTuple

from citecheck.archive.names import Names
from citecheck.archive.prepare import Prepared, prepare
from citecheck.archive.rows import Detail, Row, unpack_path
from citecheck.archive.schema import DAY_BITS, transaction
from citecheck.archive.writer import Writer, held_rows, held_urls, put_details

BATCH = 20_000
"""Rows prepared at once: more only costs memory."""

TRANSACTION = 300_000
"""Rows committed at once: what a kill can cost. Their keys are filed in one sorted go, which is fast."""

_SIGN = 0x80000000
_LOW = 0xFFFFFFFF


class _Fresh(NamedTuple):
    """What to insert, by columns: handling rows one by one takes twice the time."""

    outlets: Sequence[int]
    """Ids; ascending when it is inserted."""
    places: Sequence[int]
    sites: Sequence[int | None]
    paths: Sequence[str | None]
    headlines: Sequence[str]
    sources: Sequence[int]
    terms: Sequence[str]
    urls: Sequence[int]
    """Hashes, -1 for no URL."""
    hashes: Sequence[int]
    """Hashes of the headlines."""
    details: Sequence[Detail | None]

    def only(self, kept: bytearray) -> _Fresh:
        """Return the rows that are marked by 1."""
        return _Fresh._make(list(compress(column, kept)) for column in self)

    def by_outlet(self) -> _Fresh:
        """Return the rows, each outlet's together; within an outlet their order stays."""
        if not any(map(gt, self.outlets, self.outlets[1:])):
            return self
        order = sorted(range(len(self.outlets)), key=self.outlets.__getitem__)
        return _Fresh._make([column[n] for n in order] for column in self)


class BulkWriter:
    """Adds streams of rows to an archive."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def write(self, rows: Iterable[Row]) -> int:
        """Store rows, committing now and then, and return how many stories were new."""
        return self.write_prepared(_prepared(iter(rows)))

    def write_prepared(self, batches: Iterator[Prepared]) -> int:
        """Store rows that are prepared already; else as `write`."""
        new = 0
        with _uncollected():
            for first in batches:
                with transaction(self._db):
                    new += _Transaction(self._db).write(first, batches)
        return new


@contextmanager
def _uncollected() -> Iterator[None]:
    """Do without the search for garbage in cycles: rows hold none, and it takes a sixth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _prepared(rows: Iterator[Row]) -> Iterator[Prepared]:
    while batch := list(islice(rows, BATCH)):
        yield prepare(batch)


class _Transaction:
    """One transaction's worth of rows."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._names = Names(db)
        self._is_first = db.execute("SELECT 1 FROM story LIMIT 1").fetchone() is None
        # Packed hashes of the URLs (outlet << 32 | hash) and headlines (place << 32 | hash) of the rows met.
        self._urls_met: set[int] = set()
        self._headlines_met: set[int] = set()
        # Packed keys (hash << 32 | id) and places (place << 32 | id) of the rows inserted.
        self._url_keys = array("q")
        self._headline_keys = array("q")
        self._places = array("q")

    def write(self, first: Prepared, rest: Iterator[Prepared]) -> int:
        new = count = 0
        doubtful: list[Row] = []
        batch: Prepared | None = first
        while batch is not None:
            fresh = self._sift(batch, doubtful)
            if fresh.outlets:
                self._insert(fresh.by_outlet())
            new += len(fresh.outlets)
            count += len(batch.headlines)
            batch = next(rest, None) if count < TRANSACTION else None
        self._file_keys()
        return new + Writer(self._db, self._names).write(doubtful)

    def _sift(self, batch: Prepared, doubtful: list[Row]) -> _Fresh:
        """Return what to insert for rows that are surely new; append the others to `doubtful`."""
        rows = self._columns(batch)
        # A story without URL is the same as one with it if headline and day are: hence both marks.
        marks = [place << 32 | hash_ for place, hash_ in zip(rows.places, rows.hashes, strict=True)]
        url_marks = [
            outlet << 32 | hash_ if hash_ >= 0 else -1
            for outlet, hash_ in zip(rows.outlets, rows.urls, strict=True)
        ]
        known, doubted = self._known(batch, rows)
        headlines_met, urls_met = self._headlines_met, self._urls_met
        kept = bytearray(len(marks))
        for n, (mark, url_mark) in enumerate(zip(marks, url_marks, strict=True)):
            if n in known:
                continue
            if mark in headlines_met or url_mark in urls_met or n in doubted:
                doubtful.append(batch.row(n))
                continue
            headlines_met.add(mark)
            if url_mark >= 0:
                urls_met.add(url_mark)
            kept[n] = 1
        return rows if all(kept) else rows.only(kept)

    def _columns(self, batch: Prepared) -> _Fresh:
        """Return all rows of a batch, with the archive's numbers for names."""
        outlet_at = [self._names.outlet(name) for name in batch.names]
        site_at = [*(self._names.site(prefix) for prefix in batch.prefixes), None]
        outlets = [outlet_at[name] for name in batch.outlets]
        count = len(outlets)
        sources: Sequence[int] = [0] * count
        details: Sequence[Detail | None] = [None] * count
        if batch.more:
            sources = [source for source, _, _ in batch.more]
            details = [Detail(*detail) if detail else None for _, _, detail in batch.more]
        return _Fresh(
            outlets,
            [outlet << DAY_BITS | day for outlet, day in zip(outlets, batch.days, strict=True)],
            [site_at[site] for site in batch.sites],
            batch.paths,
            batch.headlines,
            sources,
            batch.terms,
            batch.url_hashes,
            batch.headline_hashes,
            details,
        )

    def _known(self, batch: Prepared, rows: _Fresh) -> tuple[set[int], set[int]]:
        """Return which rows are held just as they are, and which may be held, or have more headlines."""
        known: set[int] = set()
        doubted: set[int] = set()
        if batch.more:
            doubted.update(n for n, (_, further, _) in enumerate(batch.more) if further)
        if self._is_first:
            return known, doubted
        held, held_headlines, held_urls = self._held(batch)
        for n, (hash_, url_hash) in enumerate(zip(rows.hashes, rows.urls, strict=True)):
            if hash_ not in held_headlines and url_hash not in held_urls:
                continue
            doubted.add(n)
            source, further, detail = batch.more[n] if batch.more else (0, (), None)
            if not (source or further or detail):
                path, headline = batch.paths[n], batch.headlines[n]
                url = "" if path is None else batch.prefixes[batch.sites[n]] + unpack_path(path, headline)
                if (rows.places[n], headline, url) in held:
                    known.add(n)
        return known, doubted

    def _held(self, batch: Prepared) -> tuple[set[tuple[int, str, str]], set[int], set[int]]:
        """Return what earlier transactions stored under these hashes: whole rows, and the hashes alone."""
        heads, rows = held_rows(self._db, (h - _SIGN for h in batch.headline_hashes))
        url_hashes = held_urls(self._db, (h - _SIGN for h in batch.url_hashes if h >= 0))
        return rows, {h + _SIGN for h in heads}, {h + _SIGN for h in url_hashes}

    def _insert(self, rows: _Fresh) -> None:
        ids = self._ids(rows.outlets)
        self._db.executemany(
            "INSERT INTO story VALUES (?, ?, ?, ?, ?, ?)",
            zip(ids, rows.places, rows.sites, rows.paths, rows.headlines, rows.sources, strict=True),
        )
        self._db.executemany(
            "INSERT INTO words (rowid, terms) VALUES (?, ?)", zip(ids, rows.terms, strict=True)
        )
        if any(rows.details):
            details = zip(ids, rows.details, strict=True)
            put_details(self._db, [(id_, detail) for id_, detail in details if detail])
        self._url_keys.extend([(h - _SIGN) << 32 | n for h, n in zip(rows.urls, ids, strict=True) if h >= 0])
        self._headline_keys.extend([(h - _SIGN) << 32 | n for h, n in zip(rows.hashes, ids, strict=True)])
        self._places.extend([place << 32 | n for place, n in zip(rows.places, ids, strict=True)])

    def _ids(self, outlets: Sequence[int]) -> list[int]:
        """Return ids for rows sorted by outlet."""
        ids: list[int] = []
        while len(ids) < len(outlets):
            start = len(ids)
            count = bisect_right(outlets, outlets[start], start) - start
            ids += self._names.new_ids(outlets[start], count)
        return ids

    def _file_keys(self) -> None:
        """File the keys in ascending order: pages fill one after the other, and to the brim."""
        for table, packed in (
            ("url_key", self._url_keys),
            ("headline_key", self._headline_keys),
            ("place_key", self._places),
        ):
            # OR FAIL: else SQLite keeps in memory, to undo the statement alone, each page that it changes.
            self._db.execute(
                f"INSERT OR FAIL INTO {table} SELECT value >> 32, value & {_LOW} FROM json_each(?)",  # noqa: S608
                (str(sorted(packed)),),
            )
