"""Adding up what the archive's rows share with a headline, the rarest word first."""

from __future__ import annotations

from collections.abc import Sequence, Set
from itertools import islice

from citecheck.archive.schema import BLOCK

_FEW = 150
_NEW_SHARE = 0.3
"""Of the rows looked at, so many may be new candidates; measured, more finds nothing more."""


class Scores:
    """The rows met under each word, and the scores of those that are candidates.

    Candidates are the rows with more than one word, and those with the rarest; the others, most of the rows
    looked at, are only kept in mind. The rare words decide which rows are met at all, the common ones add to
    those there are.
    """

    def __init__(self, budget: int, blocks: Set[int] = frozenset()) -> None:
        """Start with nothing.

        Args:
            budget: rows to look at.
            blocks: those of the outlet asked about.
        """
        self.left = budget
        self.top = 0.0
        """The highest score of a row in these blocks."""
        self._blocks = blocks
        self._new_until = budget * (1 - _NEW_SHARE)
        self._met: dict[int, float] = {}
        """The weight of the word under which each row was met, where it is not among the scores."""
        self._scores: dict[int, float] = {}
        self._last: tuple[Sequence[int], float] = (), 0.0
        """Rows and weight of the last word, not yet among those met: those of the very last need never be."""

    def add(self, rows: Sequence[int], weight: float, cost: int) -> None:
        """Add a word's weight to the rows that have it, at a cost to the budget."""
        self._note_last()
        scores, met = self._scores, self._met
        again = met.keys() & rows
        for row in again:
            scores[row] = score = weight + (scores.get(row) or met[row])
            if score > self.top and row // BLOCK in self._blocks:
                self.top = score
        if self.left >= self._new_until:
            if len(scores) + len(rows) <= _FEW:
                scores.update((row, weight) for row in rows if row not in again)
            self._last = rows, weight
        self.left -= cost

    def _note_last(self) -> None:
        rows, weight = self._last
        if rows:
            self._met.update(dict.fromkeys(rows, weight))
            self._last = (), 0.0

    def best(self, limit: int) -> list[int]:
        """Return the rows of the highest scores, highest first."""
        return self._filled(self._ranked(), limit)

    def parted(self, limit: int) -> tuple[list[int], list[int]]:
        """Return the best rows in the blocks, and the best of the others."""
        own: list[int] = []
        others: list[int] = []
        for row in self._ranked():
            (own if row // BLOCK in self._blocks else others).append(row)
        return self._filled(own, limit, self._blocks), others[:limit]

    def _ranked(self) -> list[int]:
        """Return the candidates, of equal ones the newer first."""
        newest_first = sorted(self._scores, reverse=True)
        return sorted(newest_first, key=self._scores.__getitem__, reverse=True)

    def _filled(self, rows: list[int], limit: int, blocks: Set[int] | None = None) -> list[int]:
        """Return so many rows: where there are fewer candidates, those with one word, the rarest first."""
        if len(rows) < limit:
            self._note_last()
            # In the order in which they were met, that is.
            more = (row for row in self._met if row not in self._scores)
            fitting = more if blocks is None else (row for row in more if row // BLOCK in blocks)
            rows += islice(fitting, limit - len(rows))
        return rows[:limit]
