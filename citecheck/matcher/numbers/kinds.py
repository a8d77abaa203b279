"""The types of number reading, and the tokens it works on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from math import inf
from typing import NamedTuple

_TOKEN = re.compile(
    r"(?P<digits>\d{1,3}(?:(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?|(?: 000)+)(?!\d)|\d+(?:\.\d+)*)"
    r"|(?P<word>[^\W\d_]+)|(?P<mark>[^\w\s]|_)"
)


class NumberKind(StrEnum):
    """What sort of number it is; numbers of different kinds are never compared."""

    CARDINAL = "cardinal"
    ORDINAL = "ordinal"
    YEAR = "year"
    DAY = "day"
    """The day of a month: "11 June"."""
    TIME = "time"
    """A time of day."""
    SCORE = "score"
    """A result: "3-1", where the larger number comes first."""


class Bound(StrEnum):
    """How exactly a number is given."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at-least"
    AT_MOST = "at-most"
    RANGE = "range"
    """From one value to another, or a vague plural ("hundreds")."""


class Number(NamedTuple):
    """One number of a text."""

    text: str
    """As written, with its currency sign, magnitude and per cent sign: "$1.5bn"."""
    start: int
    """Offset of `text` in the text read."""
    end: int
    value: float
    """The value; of a range its lower end."""
    high: float
    """The upper end of a range; else equal to `value`."""
    kind: NumberKind = NumberKind.CARDINAL
    bound: Bound = Bound.EXACT
    unit: str = ""
    """"%", a currency code ("USD") or a measure ("year", "km"); "" for a bare number."""
    phrase: str = ""
    """`text` with the words that bound it: "at least $1.5bn"."""

    @property
    def interval(self) -> tuple[float, float]:
        """Every value the wording allows; "about" is read as a tenth either way."""
        match self.bound:
            case Bound.ABOUT:
                return self.value * 0.9, self.high * 1.1
            case Bound.AT_LEAST:
                return self.value, inf
            case Bound.AT_MOST:
                return 0.0, self.high
            case _:
                return self.value, self.high


@dataclass(slots=True)
class Token:
    """One word, figure or mark."""

    text: str
    low: str
    start: int
    end: int
    digits: bool


def tokenize(whole: str) -> list[Token]:
    """Cut a text into figures, words and marks."""
    return [
        Token(text := m[0], text.lower(), m.start(), m.end(), m.lastgroup == "digits")
        for m in _TOKEN.finditer(whole)
    ]


def make(text: str, start: int, end: int, value: float, kind: NumberKind) -> Number:
    """Return the bare number at ``text[start:end]``."""
    return Number(text[start:end], start, end, value, value, kind)


def get(tokens: list[Token], at: int) -> Token | None:
    """Return the token at a place, None outside."""
    return tokens[at] if 0 <= at < len(tokens) else None


def touches(left: Token, right: Token) -> bool:
    """Whether nothing stands between two tokens."""
    return left.end == right.start
