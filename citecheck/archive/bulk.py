"""Writing many stories fast: what is surely new goes in at once, what may be known is looked at closely."""

from __future__ import annotations

import gc
import sqlite3
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from operator import itemgetter

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

_Fresh = tuple[int, int, int | None, str | None, str, int, str, int, int, Detail | None]
"""Outlet, place, site, path, headline, source, terms, hash of the URL or -1, hash of the headline, detail."""


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
            if fresh:
                self._insert(fresh)
            new += len(fresh)
            count += len(batch.headlines)
            batch = next(rest, None) if count < TRANSACTION else None
        self._file_keys()
        return new + Writer(self._db, self._names).write(doubtful)

    def _sift(self, batch: Prepared, doubtful: list[Row]) -> list[_Fresh]:
        """Return what to insert for rows that are surely new; append the others to `doubtful`."""
        outlet_at = [self._names.outlet(name) for name in batch.names]
        site_at = [*(self._names.site(prefix) for prefix in batch.prefixes), None]
        held, held_headlines, held_urls = self._held(batch)
        urls_met, headlines_met = self._urls_met, self._headlines_met
        fresh: list[_Fresh] = []
        source, further, detail = 0, (), None
        columns = (
            batch.outlets,
            batch.sites,
            batch.paths,
            batch.days,
            batch.headlines,
            batch.terms,
            batch.headline_hashes,
            batch.url_hashes,
        )
        for n, (name, site, path, day, headline, terms, hash_, url_hash) in enumerate(
            zip(*columns, strict=True)
        ):
            outlet = outlet_at[name]
            place = outlet << DAY_BITS | day
            if batch.more:
                source, further, detail = batch.more[n]  # type: ignore[assignment]
            known = hash_ in held_headlines or url_hash in held_urls
            if known and not (source or further or detail):
                url = "" if path is None else batch.prefixes[site] + unpack_path(path, headline)
                if (place, headline, url) in held:
                    continue
            # A story without URL is the same as one with it if headline and day are: hence both marks.
            mark, url_mark = place << 32 | hash_, outlet << 32 | url_hash
            if known or further or mark in headlines_met or (url_hash >= 0 and url_mark in urls_met):
                doubtful.append(batch.row(n))
                continue
            headlines_met.add(mark)
            if url_hash >= 0:
                urls_met.add(url_mark)
            kept = Detail(*detail) if detail else None
            fresh.append((outlet, place, site_at[site], path, headline, source, terms, url_hash, hash_, kept))
        return fresh

    def _held(self, batch: Prepared) -> tuple[set[tuple[int, str, str]], set[int], set[int]]:
        """Return what earlier transactions stored under these hashes: whole rows, and the hashes alone."""
        if self._is_first:
            return set(), set(), set()
        heads, rows = held_rows(self._db, (h - _SIGN for h in batch.headline_hashes))
        url_hashes = held_urls(self._db, (h - _SIGN for h in batch.url_hashes if h >= 0))
        return rows, {h + _SIGN for h in heads}, {h + _SIGN for h in url_hashes}

    def _insert(self, fresh: list[_Fresh]) -> None:
        fresh.sort(key=itemgetter(0))
        outlets, places, sites, paths, headlines, sources, terms, urls, hashes, details = zip(
            *fresh, strict=True
        )
        ids = self._ids(outlets)
        self._db.executemany(
            "INSERT INTO story VALUES (?, ?, ?, ?, ?, ?)",
            zip(ids, places, sites, paths, headlines, sources, strict=True),
        )
        self._db.executemany("INSERT INTO words (rowid, terms) VALUES (?, ?)", zip(ids, terms, strict=True))
        put_details(self._db, [(id_, detail) for id_, detail in zip(ids, details, strict=True) if detail])
        self._url_keys.extend([(h - _SIGN) << 32 | id_ for h, id_ in zip(urls, ids, strict=True) if h >= 0])
        self._headline_keys.extend([(h - _SIGN) << 32 | id_ for h, id_ in zip(hashes, ids, strict=True)])
        self._places.extend([place << 32 | id_ for place, id_ in zip(places, ids, strict=True)])

    def _ids(self, outlets: tuple[int, ...]) -> list[int]:
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
            self._db.execute(
                f"INSERT INTO {table} SELECT value >> 32, value & {_LOW} FROM json_each(?)",  # noqa: S608
                (str(sorted(packed)),),
            )
