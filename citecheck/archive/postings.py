"""Which rows of the archive have a term: read from the word index, and the recently asked kept."""

from __future__ import annotations

import json
import sqlite3
from array import array
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Sequence, Sized
from typing import Generic, TypeVar

from citecheck.archive.schema import BLOCK
from citecheck.archive.terms import Stemmer

COMMON = 64
"""A term on at least so many rows has its count kept in the table `common`."""

_MOST_READ = 8_000_000
"""Rows kept as they were read; each takes four bytes."""
_FETCHED_WHOLE = 3000
"""Rows of a term that are fetched for all outlets and kept; of a term with more, first what is asked."""
_OFTEN = 3
_OVERHEAD = 20
"""What an entry without rows counts as, in rows."""
_MOST_COUNTS = 500_000
_MOST_RANGES = 64
"""Runs of ids of an outlet that are asked for one by one."""

_LAST_ROW = 0xFFFFFFFF


class Postings:
    """Reads terms' rows through one connection."""

    def __init__(self, db: sqlite3.Connection, stemmer: Stemmer) -> None:
        self._db = db
        self._stemmer = stemmer
        self._version = -1
        self._counts: dict[str, int] = {}
        self._outlets: dict[int, _Outlet] = {}
        self._read: _Kept[str, array[int]] = _Kept(_MOST_READ)
        self._asked: dict[str, int] = {}
        self.total = 0
        """Rows of the archive when its terms were last counted."""

    def refresh(self) -> None:
        """Forget what is kept where the archive has changed since."""
        version = self._db.execute("PRAGMA data_version").fetchone()[0] + self._db.total_changes
        if version != self._version:
            self._version = version
            self._counts.clear()
            self._outlets.clear()
            self._read.clear()
            self._asked.clear()
            row = self._db.execute("SELECT value FROM fact WHERE name = 'rows'").fetchone()
            self.total = row[0] if row else 1_000_000

    def count(self, term: str) -> int:
        """Return on how many rows a term is; of a common one, when terms were last counted."""
        count = self._counts.get(term)
        if count is None:
            row = self._db.execute("SELECT rows FROM common WHERE term = ?", (term,)).fetchone()
            count = row[0] if row else len(self.rows(term))
            if len(self._counts) > _MOST_COUNTS:
                self._counts.clear()
            self._counts[term] = count
        return count

    def rows(self, term: str) -> array[int]:
        """Return the rows that have a term, ascending."""
        rows = self._read.get(term)
        return self._read.put(term, array("I", self._match(term))) if rows is None else rows

    def rows_of(self, outlet: int, term: str) -> Sequence[int]:
        """Return an outlet's rows with a term, ascending."""
        ranges = self._of(outlet).ranges
        rows = self._read.get(term)
        if rows is None and self.count(term) > _FETCHED_WHOLE and len(ranges) <= _MOST_RANGES:
            self._asked[term] = asked = self._asked.get(term, 0) + 1
            if asked < _OFTEN:
                return [row for first, last in ranges for row in self._match(term, first, last)]
        rows = self.rows(term) if rows is None else rows
        within: array[int] = array("I")
        for first, last in ranges:
            start = bisect_left(rows, first)
            within += rows[start : bisect_left(rows, last + 1, start)]
        return within

    def blocks(self, outlet: int) -> frozenset[int]:
        """Return the numbers of an outlet's blocks of ids."""
        return self._of(outlet).blocks

    def share(self, outlet: int) -> float:
        """Return how much of the archive is an outlet's, 0..1, as far as its blocks tell."""
        return min(1.0, len(self.blocks(outlet)) * BLOCK / max(1, self.total))

    def _of(self, outlet: int) -> _Outlet:
        found = self._outlets.get(outlet)
        if found is None:
            query = "SELECT number FROM block WHERE outlet = ? ORDER BY number"
            found = _Outlet([number for (number,) in self._db.execute(query, (outlet,))])
            self._outlets[outlet] = found
        return found

    def _match(self, term: str, first: int = 0, last: int = _LAST_ROW) -> list[int]:
        # As one JSON text, which takes half the time of fetching row by row.
        query = "SELECT json_group_array(rowid) FROM words WHERE words MATCH ?"
        given: tuple[str | int, ...] = (f'"{self._stemmer.word(term)}"',)
        if first or last != _LAST_ROW:
            query, given = f"{query} AND rowid BETWEEN ? AND ?", (*given, first, last)
        rows: list[int] = json.loads(self._db.execute(query, given).fetchone()[0])
        return rows


_Key = TypeVar("_Key")
_Rows = TypeVar("_Rows", bound=Sized)


class _Kept(Generic[_Key, _Rows]):
    """The rows last asked for."""

    def __init__(self, most: int) -> None:
        """Keep so many rows at most."""
        self._most = most
        self._kept: OrderedDict[_Key, _Rows] = OrderedDict()
        self._count = 0

    def get(self, key: _Key) -> _Rows | None:
        rows = self._kept.get(key)
        if rows is not None:
            self._kept.move_to_end(key)
        return rows

    def put(self, key: _Key, rows: _Rows) -> _Rows:
        self._kept[key] = rows
        self._count += len(rows) + _OVERHEAD
        while self._count > self._most and len(self._kept) > 1:
            self._count -= len(self._kept.popitem(last=False)[1]) + _OVERHEAD
        return rows

    def clear(self) -> None:
        self._kept.clear()
        self._count = 0


class _Outlet:
    """Where the rows of an outlet lie."""

    def __init__(self, numbers: list[int]) -> None:
        """Take the numbers of its blocks, ascending."""
        self.blocks = frozenset(numbers)
        self.ranges: list[tuple[int, int]] = []
        """Runs of ids, ascending, both ends included."""
        for number in numbers:
            first, last = number * BLOCK, number * BLOCK + BLOCK - 1
            if self.ranges and self.ranges[-1][1] == first - 1:
                first = self.ranges.pop()[0]
            self.ranges.append((first, last))
