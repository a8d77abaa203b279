"""Pair the quotation marks of a text, telling them from apostrophes, inches and strays."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

LONGEST_PASSAGE = 3000
"""Code points between two marks; further apart they are held to be strays, not a pair."""

_DEEPEST = 8
"""Marks open at once; beyond that the outermost is given up, so that a run of strays costs nothing."""

MARK = re.compile("[\"“”„«»‹›‘‚「」『』＂″〝〞〟'’](?:(?<!['’])|(?<![^\\W_].)|(?![^\\W_]))")
"""Quotation marks, but no apostrophe between letters."""

_CLOSERS = {
    "“": "”",
    "„": "“”„",
    "”": "”",
    "«": "»",
    "»": "«»",
    "‹": "›",
    "›": "‹›",
    "‘": "’",
    "‚": "‘’",
    "「": "」",
    "『": "』",
    '"': '"',
    "＂": "＂",
    "″": "″",
    "〝": "〞〟",
    "'": "'",
    "’": "’",
}
"""What closes each opening mark, in every convention (English, German, Polish, Swedish, French, Danish …)."""

_OPENS_EITHER_WAY = "\"＂″”»›'’"
_BEFORE_OPENING = frozenset(" \t\n\r\f\v\u00a0\u2009\u202f([{—–-/:;=,.…¿¡>*_\"“„«‘'、，。：")
_SINGLE = frozenset("'’‘‚")


class Passage(NamedTuple):
    """A stretch of text between two marks that belong together."""

    start: int
    """Offset of the opening mark."""
    end: int
    """Offset after the closing mark; the end of the text where there is none."""
    opened: bool = False
    """It is not closed: the speech goes on in the next paragraph, which opens with a mark again."""

    @property
    def inner(self) -> tuple[int, int]:
        """Offsets of the words between the marks."""
        return self.start + 1, self.end if self.opened else self.end - 1

    def moved(self, by: int) -> Passage:
        """Return the same passage in a text that starts `by` characters earlier."""
        return Passage(self.start + by, self.end + by, self.opened)


def pair_marks(text: str, goes_on: bool = False) -> list[Passage]:
    """Pair the quotation marks of a text.

    Args:
        text: a paragraph; any length, read once.
        goes_on: the next paragraph opens with a quotation mark: then a speech may stay open at the
            end of this one.

    Returns:
        The outermost passages in order, none overlapping.
    """
    return list(_paired(text, goes_on))


@lru_cache(maxsize=8)
def _paired(text: str, goes_on: bool) -> tuple[Passage, ...]:
    """Pair the marks of a text; each step of reading an entry asks for the same ones."""
    stack: list[tuple[str, int]] = []
    found: list[Passage] = []
    for match in MARK.finditer(text):
        at, mark = match.start(), match.group()
        before = text[at - 1] if at else " "
        after = text[at + 1 : at + 2] or " "
        if mark in _SINGLE and _is_apostrophe(mark, before, after, stack):
            continue
        depth = _closed_by(mark, before, stack) if stack else None
        if depth is not None:
            start = stack[depth][1]
            del stack[depth:]
            if at - start <= LONGEST_PASSAGE and at - start > 1:
                while found and found[-1].start > start:
                    found.pop()
                found.append(Passage(start, at + 1))
        elif _can_open(mark, before, after):
            stack.append((mark, at))
            if len(stack) > _DEEPEST:
                del stack[0]
    if goes_on:
        _leave_open(text, stack, found)
    return tuple(found)


def _leave_open(text: str, stack: list[tuple[str, int]], found: list[Passage]) -> None:
    start = next((at for mark, at in stack if mark in "“„«" or mark == '"'), None)
    if start is not None and 1 < len(text) - start <= LONGEST_PASSAGE:
        while found and found[-1].start > start:
            found.pop()
        found.append(Passage(start, len(text), opened=True))


def _is_apostrophe(mark: str, before: str, after: str, stack: list[tuple[str, int]]) -> bool:
    if mark == "‚":
        return after.isspace()
    if before.isalnum() and after.isalnum():
        return True
    if mark in "'’" and not before.isspace() and before not in _BEFORE_OPENING:
        return not any(opener in _SINGLE for opener, _ in stack)
    return mark in "'’" and after.isdigit()


def _closed_by(mark: str, before: str, stack: list[tuple[str, int]]) -> int | None:
    """Return how deep in the stack the passage starts that this mark closes."""
    straight = mark in "\"'＂″"
    if straight and before.isspace():
        return None
    for depth in range(len(stack) - 1, -1, -1):
        if mark in _CLOSERS[stack[depth][0]]:
            return depth
    return None


def _can_open(mark: str, before: str, after: str) -> bool:
    if mark not in _CLOSERS:
        return False
    if mark == "’":
        return False
    if mark in _OPENS_EITHER_WAY:
        return (before in _BEFORE_OPENING or before.isspace()) and not after.isspace()
    return not after.isspace() or mark == "«"
