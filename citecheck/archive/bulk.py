"""Writing many stories fast: batches are folded at once, and only what may be known is looked at closely."""

from __future__ import annotations

import sqlite3
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from operator import itemgetter
from zlib import crc32

from citecheck.archive.keys import clean_url, shared_key, split_url, url_key
from citecheck.archive.names import Names
from citecheck.archive.rows import Detail, Row, pack_path
from citecheck.archive.schema import DAY_BITS, transaction
from citecheck.archive.terms import index_text, slug_text
from citecheck.archive.writer import Writer, held_rows, held_urls, put_details
from citecheck.fold import fold_all

BATCH = 20_000
"""Rows folded at once: more only costs memory."""

TRANSACTION = 300_000
"""Rows committed at once: what a kill can cost. Their keys are filed in one sorted go, which is fast."""

_SIGN = 0x80000000
_LOW = 0xFFFFFFFF

_Fresh = tuple[int, int, int | None, str | None, str, int, int, int, str, Detail | None]
"""Outlet, place, site, path, headline, source, hash of the URL or -1, hash of the headline, terms, detail."""


_Split = tuple[int | None, str | None, str, int]
"""Site, path, key and the key's hash of a URL."""

_NO_URL: _Split = (None, None, "", -1)
_MOST_CACHED = 100_000


class BulkWriter:
    """Adds streams of rows to an archive."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def write(self, rows: Iterable[Row]) -> int:
        """Store rows, committing now and then, and return how many stories were new."""
        source = iter(rows)
        new = 0
        while first := list(islice(source, BATCH)):
            with transaction(self._db):
                new += _Transaction(self._db).write(first, islice(source, TRANSACTION - BATCH))
        return new


class _Transaction:
    """One transaction's worth of rows."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._names = Names(db)
        self._sites: dict[str, tuple[int, str]] = {}
        self._is_first = db.execute("SELECT 1 FROM story LIMIT 1").fetchone() is None
        self._met: set[int] = set()
        # Packed keys (hash << 32 | id) and places (place << 32 | id) of the rows inserted.
        self._url_keys = array("q")
        self._headline_keys = array("q")
        self._places = array("q")

    def write(self, first: list[Row], rest: Iterator[Row]) -> int:
        new = 0
        doubtful: list[Row] = []
        batch = first
        while batch:
            fresh = self._sift(batch, doubtful)
            self._insert(fresh)
            new += len(fresh)
            batch = list(islice(rest, BATCH))
        self._file_keys()
        return new + Writer(self._db, self._names).write(doubtful)

    def _sift(self, rows: list[Row], doubtful: list[Row]) -> list[_Fresh]:
        """Return what to insert for rows that are surely new; append the others to `doubtful`."""
        folded = fold_all([row.headline for row in rows])
        keys = "\n".join(folded).replace(" ", "").split("\n")
        hashes = [crc32(key.encode()) for key in keys]
        urls = [self._split(row.url) if row.url else _NO_URL for row in rows]
        held, held_heads, held_urls = self._held(hashes, urls)
        met, outlet_of = self._met, self._names.outlet
        fresh: list[_Fresh] = []
        for row, words, key, hash_, split in zip(rows, folded, keys, hashes, urls, strict=True):
            name, address, day, headline, source, further, detail = row
            if "?" in address:
                address = clean_url(address)
            site, path, url, url_hash = split
            outlet = outlet_of(name)
            place = outlet << DAY_BITS | (day or 0)
            # A story without URL is the same as one with it if headline and day are: hence both marks.
            mark = hash((place, key))
            url_mark = hash((outlet, url)) if url else mark + 1
            known = hash_ in held_heads or url_hash in held_urls
            if known and (place, headline, address) in held and not (source or further or detail):
                continue
            if known or url_mark in met or mark in met or further:
                doubtful.append(row)
                continue
            met.add(url_mark)
            met.add(mark)
            terms = words
            if path is not None and ("-" in path or "_" in path):
                slug = slug_text(path.partition("?")[0].partition("#")[0])
                terms = index_text(words, slug)
                if key in slug.replace("-", ""):
                    path = pack_path(path, "-".join(words.split()))
            fresh.append((outlet, place, site, path, headline, source, url_hash, hash_, terms, detail))
        return fresh

    def _split(self, url: str) -> _Split:
        """Part a URL into site and path, with its key and the key's hash."""
        if "?" in url:
            url = clean_url(url)
        prefix, path = split_url(url)
        found = self._sites.get(prefix)
        if found is None:
            if len(self._sites) > _MOST_CACHED:
                self._sites.clear()
            found = self._sites[prefix] = (self._names.site(prefix), shared_key(prefix))
        site, start = found
        if prefix and "?" not in path and "#" not in path:
            key = f"{start}{path}".rstrip("/")
        else:
            key = url_key(url)
        return site, path, key, crc32(key.encode())

    def _held(
        self, hashes: Sequence[int], urls: Sequence[_Split]
    ) -> tuple[set[tuple[int, str, str]], set[int], set[int]]:
        """Return what earlier transactions stored under these hashes: whole rows, and the hashes alone."""
        if self._is_first:
            return set(), set(), set()
        heads, rows = held_rows(self._db, (h - _SIGN for h in hashes))
        url_hashes = held_urls(self._db, (split[3] - _SIGN for split in urls if split[2]))
        return rows, {h + _SIGN for h in heads}, {h + _SIGN for h in url_hashes}

    def _insert(self, fresh: list[_Fresh]) -> None:
        fresh.sort(key=itemgetter(0))
        pairs = list(zip(self._ids(fresh), fresh, strict=True))
        self._db.executemany(
            "INSERT INTO story VALUES (?, ?, ?, ?, ?, ?)", [(id_, *row[1:6]) for id_, row in pairs]
        )
        self._db.executemany(
            "INSERT INTO words (rowid, terms) VALUES (?, ?)", [(id_, row[8]) for id_, row in pairs]
        )
        put_details(self._db, [(id_, row[9]) for id_, row in pairs if row[9]])
        self._url_keys.extend([(row[6] - _SIGN) << 32 | id_ for id_, row in pairs if row[3] is not None])
        self._headline_keys.extend([(row[7] - _SIGN) << 32 | id_ for id_, row in pairs])
        self._places.extend([row[1] << 32 | id_ for id_, row in pairs])

    def _ids(self, fresh: list[_Fresh]) -> list[int]:
        """Return ids for rows sorted by outlet."""
        ids: list[int] = []
        outlets = [row[0] for row in fresh]
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
                f"INSERT INTO {table} SELECT value >> 32, value & {_LOW} FROM json_each(?) ORDER BY value",  # noqa: S608
                (str(packed.tolist()),),
            )
