"""The numbers that stand in a text: what they count, how exactly, and where.

"6,000", "6000", "six thousand" and "6k" are one number. Digits that are part of a name
("Covid-19", "A303") are none.
"""

from __future__ import annotations

from citecheck.matcher.numbers import words as words
from citecheck.matcher.numbers.kinds import Bound, Number, NumberKind, tokenize
from citecheck.matcher.numbers.phrases import finish
from citecheck.matcher.numbers.reading import read_at

__all__ = ["Bound", "Number", "NumberKind", "read_numbers"]


def read_numbers(text: str) -> tuple[Number, ...]:
    """Return the numbers of `text` in order.

    Args:
        text: any plain text; offsets of the result count its code points.

    Returns:
        Cardinals, ordinals, years, days of a month, times and scores, each with unit and
        bound. A range ("10 to 12", "5-7%") is one number.
    """
    if not words.may_hold_number(text):
        return ()
    tokens = tokenize(text)
    found: list[tuple[Number, int, int]] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        begins = token.digits or token.low in words.STARTERS
        read = read_at(text, tokens, place) if begins else None
        if read is None:
            place += 1
            continue
        number, after = read
        if number is not None:
            found.append((number, place, after))
        place = max(after, place + 1)
    return tuple(finish(text, tokens, found))
