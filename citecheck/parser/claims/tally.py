"""Count what the words of a sentence are, in one pass: no word is looked at twice."""

from __future__ import annotations

import re
import struct
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from citecheck.parser.claims.cues import WEIGHTS, table

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_NUMBER = re.compile(r"\d[\d.,:]*")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_NAME = re.compile(r"[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİŁŃŇÓŐŒŘŚŞŠŤŪŮŰŹŻŽА-ЯЁЄІЇҐ](?!(?<=I)\b|(?<=O)K\b)[\w'&-]*")
"""A word with a capital."""
_GOES_ON = re.compile(r"[\w,;)'”\"%–—]\Z")
"""How a word ends that starts no new sentence or quotation: a capital behind it is a name's."""
_COUNTRIES = ("US", "UK", "EU", "UN")
_INFLECTED = frozenset({"uk", "ru", "pl", "tr"})
_STEM = 5
"""Letters by which a word of five and more is recognised in a language of many endings."""
_MOST_KNOWN = 100_000
"""Words remembered at once; then all are forgotten, so that no text fills the memory."""

_FIELDS = ("words", "numbers", "years", "halves", "breaks", "past", "long", *WEIGHTS)
_BITS = 32
_SHIFT = {field: _BITS * place for place, field in enumerate(_FIELDS)}
_ONE = {field: 1 << shift for field, shift in _SHIFT.items()}
_MASK = (1 << _BITS) - 1
_PACKED = struct.Struct(f"<{len(_FIELDS)}I")
"""Counts of the fields as one number, 32 bits each: adding two such numbers adds all their counts at once."""
_CLASSES = tuple(WEIGHTS)
_FIRST_CLASS = len(_FIELDS) - len(_CLASSES)


class Tally(NamedTuple):
    """What the words of a sentence are."""

    words: int
    numbers: int
    years: int
    """How many of the numbers are years."""
    names: int
    """Words with a capital that start no sentence and no quotation, in halves; a short acronym is one."""
    past: int
    """Words in -ed of which nothing else is known."""
    long: int
    """Words of nine letters and more of which nothing else is known."""
    classes: dict[str, int]
    """Class (`cues.WEIGHTS`) -> how many of its words there are; in the order of the weights."""


@lru_cache(maxsize=1 << 14)
def words_in(token: str) -> tuple[str, ...]:
    """Return the words of a short text in lower case."""
    return tuple(_WORD.findall(token.lower()))


def numbers_in(text: str) -> tuple[int, int]:
    """Return how many numbers stand in a text, and how many of them are years."""
    found = _NUMBER.findall(text)
    return len(found), sum([bool(_YEAR.fullmatch(number.rstrip(".,:"))) for number in found])


def tally(tokens: list[str], language: str) -> Tally:
    """Count the words of a sentence.

    Args:
        tokens: the sentence, straight apostrophes, cut at its blanks.
        language: two-letter code.
    """
    signs = _signs(language)
    counts = _PACKED.unpack(sum(map(signs.__getitem__, tokens)).to_bytes(_PACKED.size, "little"))
    words, numbers, years, halves, breaks, past, long = counts[:_FIRST_CLASS]
    if halves:
        halves -= _at_starts(tokens, signs, breaks)
    found = {name: count for name, count in zip(_CLASSES, counts[_FIRST_CLASS:], strict=True) if count}
    return Tally(words, numbers, years, halves, past, long, found)


def _at_starts(tokens: list[str], signs: dict[str, int], breaks: int) -> int:
    """Return the halves of the words that owe their capital to the start of a sentence or quotation."""
    halves = _field(signs[tokens[0]], "halves")
    if breaks > 1 or (breaks and _GOES_ON.search(tokens[-1])):
        for before, token in pairwise(tokens):
            if _field(signs[before], "breaks"):
                halves += _field(signs[token], "halves")
    return halves


def _field(packed: int, field: str) -> int:
    return packed >> _SHIFT[field] & _MASK


class _Signs(dict[str, int]):
    """What stands between two blanks -> its packed counts, worked out when first met."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._known = table(language)
        self._stems = _stems(language) if language in _INFLECTED else {}

    def __missing__(self, token: str) -> int:
        if len(self) > _MOST_KNOWN:
            self.clear()
        bare = token[:-1]
        if token.endswith((",", ".")) and bare.isalpha():
            # Most of what is met anew: a word met before, with a stop.
            packed = self[bare] + (_ONE["breaks"] if token[-1] == "." else 0)
        else:
            packed = sum([_ONE[field] for field in self._fields(token)]) + self._name(token)
        self[token] = packed
        return packed

    def _fields(self, token: str) -> list[str]:
        """Return the fields that a token counts in, once for each time."""
        fields = [] if _GOES_ON.search(token) else ["breaks"]
        for word in words_in(token):
            fields.append("words")
            name = self._known.get(word)
            if name:
                fields.append(name)
            elif len(word) > 4:
                fields += ["past"] * word.endswith("ed") + ["long"] * (len(word) > 8)
                stem = self._stems.get(word[:_STEM])
                if stem:
                    fields.append(stem)
        numbers, years = numbers_in(token)
        return [*fields, *["numbers"] * numbers, *["years"] * years]

    def _name(self, token: str) -> int:
        name = _NAME.match(token)
        if name is None:
            return 0
        word = name.group()
        acronym = len(word) < 4 and word.isupper() and word not in _COUNTRIES
        return _ONE["halves"] * (1 if acronym else 2)


@cache
def _signs(language: str) -> _Signs:
    return _Signs(language)


@cache
def _stems(language: str) -> dict[str, str]:
    return {
        word[:_STEM]: name
        for word, name in table(language).items()
        if len(word) > _STEM and name in ("say", "event", "body", "number", "date")
    }
