"""Finding stories by words: the rarest first, to a budget, and the outlet asked about in more depth."""

from __future__ import annotations

import json
import math
import sqlite3
from array import array
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from string import ascii_lowercase

from citecheck.archive.keys import hash_of
from citecheck.archive.schema import BLOCK
from citecheck.archive.terms import Stemmer
from citecheck.fold import fold_words

COMMON = 64
"""A term on at least so many rows has its count kept in the table `common`."""

_SUFFIX_MARKS = (" | ", " - ", " – ", " — ")
_MOST_CACHED_IDS = 8_000_000
_SHARE_OF_OTHERS = 3
_FETCHED_WHOLE = 3000
"""Rows of a term that are fetched for all outlets and kept; of a term with more, first what is asked."""
_OFTEN = 3
_FEW = 150
_SHORTEST_RESPELT = 4
_MOST_RANGES = 64


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

    def close(self) -> None:
        """Release what it holds beside the connection."""
        self._stemmer.close()

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
        asked = self._stemmer.terms(fold_words(headline))
        terms = self._by_rarity(asked)
        if 2 * len(terms) <= len(asked):
            terms = self._by_rarity([self._respelt(term) for term in asked])
        if outlet is None:
            return self._ranked(terms, limit, budget)
        # Elsewhere the very headline is wanted, or nearly so; the outlet's own may be worded differently.
        own = self._ranked_within(terms, outlet, limit, budget)
        others = self._ranked(terms, limit, budget // _SHARE_OF_OTHERS)
        return list(dict.fromkeys((*own[: limit * 4 // 5], *others, *own)))[:limit]

    def _ranked(self, terms: list[tuple[int, str]], limit: int, budget: int) -> list[int]:
        """Rank the rows of all outlets."""
        scores = _Scores(budget)
        for count, term in terms:
            if count > scores.left:
                break
            rows = self._postings(term)
            scores.add(rows, self._weight(len(rows)))
        return scores.best(limit)

    def _ranked_within(self, terms: list[tuple[int, str]], outlet: int, limit: int, budget: int) -> list[int]:
        """Rank the rows of one outlet: its share of a common word's rows still fits the budget."""
        scores = _Scores(budget)
        ranges = self._ranges_of(outlet)
        share = min(1.0, sum(last - first + 1 for first, last in ranges) / max(1, self._total))
        for count, term in terms:
            if count * share > 2 * scores.left:
                break
            rows = self._rows_within(term, ranges, count)
            if len(rows) <= scores.left:
                scores.add(rows, self._weight(count))
        return scores.best(limit)

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

    def _respelt(self, term: str) -> str:
        """Return a term that is known, one slip of the pen away from one that is not."""
        if len(term) < _SHORTEST_RESPELT or not term.isascii() or not term.isalpha() or self._count(term):
            return term
        query = "SELECT term FROM temp.vocabulary WHERE term = ?"
        near = [other for other in _slips(term) if self._db.execute(query, (other,)).fetchone()]
        return max(near, key=self._count, default=term)

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
        # As one JSON text, which takes half the time of fetching row by row.
        query = "SELECT json_group_array(rowid) FROM words WHERE words MATCH ?"
        phrase = f'"{self._stemmer.word(term)}"'
        if last == 0xFFFFFFFF and not first:
            text = self._db.execute(query, (phrase,)).fetchone()[0]
        else:
            within = (phrase, first, last)
            text = self._db.execute(f"{query} AND rowid BETWEEN ? AND ?", within).fetchone()[0]
        found: list[int] = json.loads(text)
        return found

    def _rows_within(self, term: str, ranges: list[tuple[int, int]], count: int) -> Sequence[int]:
        """Return an outlet's rows with a term."""
        rows = self._rows.get(term)
        if rows is None and count > _FETCHED_WHOLE and len(ranges) <= _MOST_RANGES:
            self._asked[term] = asked = self._asked.get(term, 0) + 1
            if asked < _OFTEN:
                return [row for first, last in ranges for row in self._match(term, first, last)]
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


_NEW_SHARE = 0.3
"""Of the rows looked at, so many may be new candidates; measured, more finds nothing more."""


class _Scores:
    """Adds up what the rows share with the headline asked, the rarest word first.

    The rare words decide which rows are candidates; the common ones, most of the rows looked at, only add
    to those there are, which takes a third of the time.
    """

    def __init__(self, budget: int) -> None:
        self.left = budget
        self._new_until = budget * (1 - _NEW_SHARE)
        self._scores: dict[int, float] = {}
        self._strong: set[int] = set()
        """The rows with more than one word, and those with the rarest."""

    def add(self, rows: Sequence[int], weight: float) -> None:
        """Add a word's weight to the rows that have it."""
        scores = self._scores
        shared = scores.keys() & rows
        if self.left >= self._new_until:
            known = {row: scores[row] + weight for row in shared}
            scores.update(dict.fromkeys(rows, weight))
            scores.update(known)
            if len(self._strong) + len(rows) <= _FEW:
                shared.update(rows)
        else:
            for row in shared:
                scores[row] += weight
        self._strong |= shared
        self.left -= len(rows)

    def best(self, limit: int) -> list[int]:
        """Return the rows of the highest scores, highest first."""
        rows = self._strong if len(self._strong) >= limit else self._scores
        return sorted(rows, key=self._scores.__getitem__, reverse=True)[:limit]


def _slips(word: str) -> Iterator[str]:
    """Yield the words that one letter dropped, added, changed or swapped with its neighbour makes."""
    for i in range(len(word) + 1):
        head, tail = word[:i], word[i:]
        if tail:
            yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in ascii_lowercase:
            yield head + letter + tail
            if tail:
                yield head + letter + tail[1:]


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
    db.execute("DELETE FROM common")
    db.execute("INSERT INTO common SELECT term, doc FROM temp.vocabulary WHERE doc >= ?", (COMMON,))
    db.execute("INSERT OR REPLACE INTO fact SELECT 'rows', count(*) FROM headline_key")
    db.execute("INSERT OR REPLACE INTO fact VALUES ('added', 0)")
