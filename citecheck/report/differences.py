"""Where two headlines differ, cut into pieces that a report can mark."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from citecheck.models import Edit


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a headline."""

    text: str
    """The words; "" on a marked piece says that the other side has more at this place."""
    marked: bool
    """Whether the other side differs here."""


def cited_pieces(text: str, edits: Iterable[Edit]) -> tuple[Piece, ...]:
    """Cut the cited words where `edits` say that they differ from the outlet's."""
    return _pieces(text, (edit.cited_at for edit in edits))


def actual_pieces(text: str, edits: Iterable[Edit]) -> tuple[Piece, ...]:
    """Cut the outlet's words where `edits` say that they differ from the cited ones."""
    return _pieces(text, (edit.actual_at for edit in edits))


def _pieces(text: str, places: Iterable[tuple[int, int]]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    done = 0
    for start, end in _joined(text, places):
        if start > done:
            pieces.append(Piece(text[done:start], marked=False))
        pieces.append(Piece(text[start:end], marked=True))
        done = end
    if done < len(text):
        pieces.append(Piece(text[done:], marked=False))
    return tuple(pieces)


def _joined(text: str, places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sort ranges, keep them inside the text, and join those with only blanks between them."""
    joined: list[tuple[int, int]] = []
    for a, b in sorted(places):
        start, end = max(0, a), min(b, len(text))
        if start > len(text) or end < start:
            continue
        if start == end:
            # A caret belongs to the word before it: "they‸ agree".
            start = end = len(text[:start].rstrip())
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined
