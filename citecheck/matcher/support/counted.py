"""What a number in a text counts: the words behind it, or before it ("the bodies of 6,000 soldiers")."""

from __future__ import annotations

import re

from citecheck.matcher.numbers.read import Number
from citecheck.matcher.support.wordstock import TELLING, find_words, likeness, stem, weight

_REACH = 4
_NEAR_SAME = 0.75
_CLAUSE_END = re.compile(r"[,;:.!?—–()]")
_COUNTED_BEFORE = re.compile(r"([^\W\d_]+)\s+of\s+(?:(?:at least|about|more than|some|up to)\s+)?$")


def count_same(left_text: str, left: Number, right_text: str, right: Number) -> bool:
    """Say whether two numbers seem to count the same thing."""
    mine, theirs = counted(left_text, left), counted(right_text, right)
    return any(likeness(one, other) >= _NEAR_SAME for one in mine for other in theirs)


def counted(text: str, number: Number) -> list[str]:
    """Return the stems of the telling words that a number may count, the nearest first."""
    behind = _CLAUSE_END.split(text[number.end : number.end + 60], maxsplit=1)[0]
    roots = [root for root in map(stem, find_words(behind)[: _REACH + 2]) if weight(root) >= TELLING]
    before = _COUNTED_BEFORE.search(text[max(0, number.start - 40) : number.start])
    return roots[:_REACH] + ([stem(before.group(1))] if before else [])
