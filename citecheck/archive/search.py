"""Finding stories by words: the rarest first, to a budget, and the outlet asked about in more depth."""

from __future__ import annotations

import json
import math
import re
import sqlite3
from collections.abc import Iterable, Iterator
from string import ascii_lowercase

from citecheck.archive.keys import hash_of
from citecheck.archive.postings import COMMON, Postings
from citecheck.archive.scores import Scores
from citecheck.archive.terms import Stemmer, asked_text
from citecheck.fold import fold_words

_SUFFIX_MARKS = (" | ", " - ", " – ", " — ")
_SHARE_OF_OTHERS = 3
_SHORTEST_RESPELT = 4
_DIGRAPH = re.compile("([aou])e")
"""How "ä", "ö" and "ü" are typed without them; folded they are "a", "o" and "u"."""
_SETTLED = 0.5
"""Share of the best story's score below which what the words left over could reach is of no interest."""


class Search:
    """Looks words up through one connection."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._stemmer = Stemmer()
        self._postings = Postings(db, self._stemmer)

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
        self._postings.refresh()
        asked = self._stemmer.terms(asked_text(headline))
        terms = self._by_rarity(asked)
        if 2 * len(terms) <= len(asked):
            terms = self._by_rarity([self._respelt(term) for term in asked])
        return (
            self._everywhere(terms, limit, budget)
            if outlet is None
            else self._at(outlet, terms, limit, budget)
        )

    def _everywhere(self, terms: list[tuple[int, str]], limit: int, budget: int) -> list[int]:
        """Rank the rows of all outlets."""
        scores = Scores(budget)
        for count, term in terms:
            if count > scores.left:
                break
            scores.add(self._postings.rows(term), self._weight(count), count)
        return scores.best(limit)

    def _at(self, outlet: int, terms: list[tuple[int, str]], limit: int, budget: int) -> list[int]:
        """Rank the rows of one outlet, and, fewer of them, those of all.

        Of a common word the outlet's share may still fit the budget. Elsewhere the very headline is
        wanted, or nearly so; the outlet's own may be worded differently.
        """
        postings = self._postings
        share, left_for_others = postings.share(outlet), budget // _SHARE_OF_OTHERS
        scores = Scores(budget, postings.blocks(outlet))
        weights = [self._weight(count) for count, _ in terms]
        to_come = sum(weights)
        for (count, term), weight in zip(terms, weights, strict=True):
            if count <= left_for_others:
                left_for_others -= count
                scores.add(postings.rows(term), weight, round(count * share))
            elif count * share > 2 * scores.left or to_come < _SETTLED * scores.top:
                break
            else:
                left_for_others = 0
                rows = postings.rows_of(outlet, term)
                if len(rows) <= scores.left:
                    scores.add(rows, weight, len(rows))
            to_come -= weight
        own, others = scores.parted(limit)
        return [*own[: limit * 4 // 5], *others, *own[limit * 4 // 5 :]][:limit]

    def _weight(self, count: int) -> float:
        return math.log((self._postings.total + 1) / (count + 0.5))

    def _by_rarity(self, terms: Iterable[str]) -> list[tuple[int, str]]:
        """Return terms with how many rows have them, rarest first; unknown ones left out."""
        counted = [(count, term) for term in terms if (count := self._postings.count(term))]
        return sorted(counted)

    def _respelt(self, term: str) -> str:
        """Return a term that is known, one slip of the pen away from one that is not."""
        if (
            len(term) < _SHORTEST_RESPELT
            or not term.isascii()
            or not term.isalpha()
            or self._postings.count(term)
        ):
            return term
        plain = _DIGRAPH.sub(r"\1", term)
        if plain != term and self._postings.count(plain):
            return plain
        query = "SELECT term FROM temp.vocabulary WHERE term = ?"
        near = [other for other in _slips(term) if self._db.execute(query, (other,)).fetchone()]
        return max(near, key=self._postings.count, default=term)


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
