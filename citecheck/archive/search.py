"""Finding stories by words: the rarest first, to a budget, and the outlet asked about in more depth."""

from __future__ import annotations

import json
import math
import sqlite3
from array import array
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Iterable, Sequence

from citecheck.archive.keys import hash_of
from citecheck.archive.schema import BLOCK
from citecheck.archive.terms import Stemmer
from citecheck.fold import fold_words

COMMON = 64
"""A term on at least so many rows has its count kept in the table `common`."""

_SUFFIX_MARKS = (" | ", " - ", " – ", " — ")
_MOST_CACHED_IDS = 8_000_000
_RANGES_ASKED = 32


class Search:
    """Looks words up through one connection."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._stemmer = Stemmer()
        self._version = -1
        self._total = 0
        self._common: dict[str, int] = {}
        self._ranges: dict[int, list[tuple[int, int]]] = {}
        self._rows: OrderedDict[str, array[int]] = OrderedDict()
        self._cached_ids = 0
        self._asked: dict[str, int] = {}

    def exact(self, headline: str) -> list[int]:
        """Return ids filed under the headline's key, with and without what looks like an outlet suffix."""
        hashes = [hash_of(fold_words(text).replace(" ", "")) for text in variants(headline)]
        query = (
            "SELECT k.id FROM json_each(?) AS j CROSS JOIN headline_key AS k ON k.hash = j.value LIMIT 200"
        )
        return [row[0] for row in self._db.execute(query, (json.dumps(hashes),))]

    def ranked(self, headline: str, outlet: int | None, limit: int, budget: int) -> list[int]:
        """Return ids of rows that share the rarest words, the most telling first."""
        self._refresh()
        terms = self._by_rarity(self._stemmer.terms(fold_words(headline)))
        scores: dict[int, float] = {}
        left = budget
        for count, term in terms:
            if count > left:
                break
            rows = self._postings(term)
            left -= len(rows)
            weight = self._weight(len(rows))
            for row in rows:
                scores[row] = scores.get(row, 0.0) + weight
        ids = sorted(scores, key=scores.__getitem__, reverse=True)[:limit]
        if outlet is None:
            return ids
        own = self._ranked_within(terms, outlet, limit, budget)
        return list(dict.fromkeys((*own[: limit * 3 // 4], *ids, *own)))[:limit]

    def _ranked_within(self, terms: list[tuple[int, str]], outlet: int, limit: int, budget: int) -> list[int]:
        """Rank the rows of one outlet: its share of a common word's rows still fits the budget."""
        scores: dict[int, float] = {}
        left = budget
        for count, term in terms:
            rows = self._rows_within(term, outlet, left, count)
            if len(rows) > left:
                continue
            left -= len(rows)
            weight = self._weight(count)
            for row in rows:
                scores[row] = scores.get(row, 0.0) + weight
        return sorted(scores, key=scores.__getitem__, reverse=True)[:limit]

    def _weight(self, count: int) -> float:
        return math.log((self._total + 1) / (count + 0.5)) if count else 0.0

    def _by_rarity(self, terms: Iterable[str]) -> list[tuple[int, str]]:
        """Return terms with how many rows have them, rarest first; unknown ones left out."""
        counted = []
        for term in terms:
            count = self._count(term)
            if count:
                counted.append((count, term))
        return sorted(counted)

    def _count(self, term: str) -> int:
        count = self._common.get(term)
        if count is None:
            row = self._db.execute("SELECT rows FROM common WHERE term = ?", (term,)).fetchone()
            count = row[0] if row else len(self._postings(term))
            if len(self._common) > 500_000:
                self._common.clear()
            self._common[term] = count
        return count

    def _postings(self, term: str) -> array[int]:
        """Return the rows that have a term, ascending."""
        rows = self._rows.get(term)
        if rows is None:
            rows = array("I", self._match(term))
            self._rows[term] = rows
            self._cached_ids += len(rows) + 20
            while self._cached_ids > _MOST_CACHED_IDS and len(self._rows) > 1:
                self._cached_ids -= len(self._rows.popitem(last=False)[1]) + 20
        else:
            self._rows.move_to_end(term)
        return rows

    def _match(self, term: str, first: int = 0, last: int = 0xFFFFFFFF) -> list[int]:
        if last == 0xFFFFFFFF and not first:
            query = self._db.execute("SELECT rowid FROM words WHERE words MATCH ?", (f'"{term}"',))
        else:
            query = self._db.execute(
                "SELECT rowid FROM words WHERE words MATCH ? AND rowid BETWEEN ? AND ?",
                (f'"{term}"', first, last),
            )
        return [row[0] for row in query]

    def _rows_within(self, term: str, outlet: int, most: int, count: int) -> Sequence[int]:
        """Return an outlet's rows with a term; more than `most` of them is all the same."""
        ranges = self._ranges_of(outlet)
        rows = self._rows.get(term)
        if rows is None and count > most and len(ranges) <= _RANGES_ASKED:
            self._asked[term] = asked = self._asked.get(term, 0) + 1
            if asked < 3:
                found: list[int] = []
                for first, last in ranges:
                    found += self._match(term, first, last)
                return found
        if rows is None:
            rows = self._postings(term)
        within: array[int] = array("I")
        for first, last in ranges:
            start = bisect_left(rows, first)
            within += rows[start : bisect_left(rows, last + 1, start)]
        return within

    def _ranges_of(self, outlet: int) -> list[tuple[int, int]]:
        """Return the runs of ids that are one outlet's, ascending, both ends included."""
        ranges = self._ranges.get(outlet)
        if ranges is None:
            ranges = []
            for (number,) in self._db.execute(
                "SELECT number FROM block WHERE outlet = ? ORDER BY number", (outlet,)
            ):
                first, last = number * BLOCK, number * BLOCK + BLOCK - 1
                if ranges and ranges[-1][1] == first - 1:
                    first = ranges.pop()[0]
                ranges.append((first, last))
            self._ranges[outlet] = ranges
        return ranges

    def _refresh(self) -> None:
        """Forget what was cached where the archive has changed since."""
        version = self._db.execute("PRAGMA data_version").fetchone()[0] + self._db.total_changes
        if version != self._version:
            self._version = version
            self._common.clear()
            self._ranges.clear()
            self._rows.clear()
            self._asked.clear()
            self._cached_ids = 0
            row = self._db.execute("SELECT value FROM fact WHERE name = 'rows'").fetchone()
            self._total = row[0] if row else 1_000_000


def variants(headline: str) -> list[str]:
    """Return a headline, and what is left of it without what may be an outlet's name at its end."""
    found = [headline]
    for mark in _SUFFIX_MARKS:
        if mark in headline:
            found.append(headline.rpartition(mark)[0])
            found.append(headline.partition(mark)[0])
    return [text for text in dict.fromkeys(found) if text == headline or len(text) > 12]


def count_terms(db: sqlite3.Connection) -> None:
    """Count anew how many rows the common terms are on; the caller holds the transaction."""
    db.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab('main', 'words', 'row')")
    db.execute("DELETE FROM common")
    db.execute("INSERT INTO common SELECT term, doc FROM temp.vocabulary WHERE doc >= ?", (COMMON,))
    db.execute("INSERT OR REPLACE INTO fact SELECT 'rows', count(*) FROM headline_key")
