"""Count what the words of a sentence are, in one pass: no word is looked at twice."""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from citecheck.parser.claims.cues import ENDS_EMPTY, WEIGHTS, table

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_NUMBER = re.compile(r"\d[\d.,:]*")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_NAME = re.compile(r"[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİŁŃŇÓŐŒŘŚŞŠŤŪŮŰŹŻŽА-ЯЁЄІЇҐ](?!(?<=I)\b|(?<=O)K\b)[\w'&-]*")
"""A word with a capital."""
_GOING_ON = frozenset(",;)'”\"%–—_")
"""How else than in a letter or digit a word ends that starts no new sentence or quotation: a capital behind
it is a name's."""
_COUNTRIES = ("US", "UK", "EU", "UN")
_INFLECTED = frozenset({"uk", "ru", "pl", "tr"})
_STEM = 5
"""Letters by which a word of five and more is recognised in a language of many endings."""
_MOST_KNOWN = 100_000
"""Words remembered at once; then all are forgotten, so that no text fills the memory."""

_SCALARS = ("halves", "breaks", "words", "numbers", "years", "past", "long", "empty")
_FIELDS = (*_SCALARS, *WEIGHTS)
_BITS = 32
_ONE = {field: 1 << _BITS * place for place, field in enumerate(_FIELDS)}
"""Counts of the fields as one number, 32 bits each: adding two such numbers adds all their counts at once."""
_WORDS = {name: _ONE["words"] + _ONE[name] for name in WEIGHTS}
_MASK = (1 << _BITS) - 1
_HALVES = _MASK
_BREAKS = _MASK << _BITS
_PACKED = struct.Struct(f"<{len(_SCALARS)}I")
_CLASSES_AT = _BITS * len(_SCALARS)
_BELOW_CLASSES = (1 << _CLASSES_AT) - 1


class Classes(NamedTuple):
    """How many words of which class a sentence has, and what they weigh."""

    counts: Mapping[str, int]
    """Class (`cues.WEIGHTS`) -> how many of its words there are, where there are any."""
    weight: float


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
    empty: int
    """Words that leave open what they mean: "something"."""
    classes: Classes


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
    packed = sum(map(signs.__getitem__, tokens))
    scalars = (packed & _BELOW_CLASSES).to_bytes(_PACKED.size, "little")
    halves, breaks, words, numbers, years, past, long, empty = _PACKED.unpack(scalars)
    if halves:
        halves -= _at_starts(tokens, signs, breaks)
    return Tally(words, numbers, years, halves, past, long, empty, _classes(packed >> _CLASSES_AT))


def _at_starts(tokens: list[str], signs: dict[str, int], breaks: int) -> int:
    """Return the halves of the words that owe their capital to the start of a sentence or quotation."""
    halves = signs[tokens[0]] & _HALVES
    if breaks > 1 or (breaks and not signs[tokens[-1]] & _BREAKS):
        halves += sum(
            [signs[token] & _HALVES for before, token in pairwise(tokens) if signs[before] & _BREAKS]
        )
    return halves


@lru_cache(maxsize=1 << 14)
def _classes(packed: int) -> Classes:
    """Unpack the counts of the classes; few sentences have some that none had before."""
    counts: dict[str, int] = {}
    for name in WEIGHTS:
        if packed & _MASK:
            counts[name] = packed & _MASK
        packed >>= _BITS
    return weighed(counts)


def weighed(counts: dict[str, int]) -> Classes:
    """Weigh the words of each class."""
    if "feel" in counts and not counts.keys() & {"i", "my", "we", "you"}:
        # Somebody else's feeling: "especially the sick", "voters are tired".
        counts["mood"] = counts.pop("feel")
    weight = 0.0
    for name, count in counts.items():
        first, further, most = WEIGHTS[name]
        weight += first + further * (min(count, most) - 1)
    return Classes(counts, weight)


class _Signs(dict[str, int]):
    """What stands between two blanks -> its packed counts, worked out when first met."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._alike: dict[int, int] = {}
        self._known = table(language)
        self._stems = _stems(language) if language in _INFLECTED else {}

    def __missing__(self, token: str) -> int:
        if len(self) > _MOST_KNOWN:
            self.clear()
            self._alike.clear()
        low = token.lower()
        bare = token[:-1]
        if low.isalpha():
            packed = self._word(low) + self._name(token)
        elif bare.isalpha() and token[-1] in ",.":
            packed = self[bare] + (_ONE["breaks"] if token[-1] == "." else 0)
        else:
            packed = self._others(token) + self._name(token)
        # Most words are like many others: they share one number, which is at hand when it is needed.
        self[token] = packed = self._alike.setdefault(packed, packed)
        return packed

    def _word(self, word: str) -> int:
        """Return what one word, in lower case, counts as."""
        name = self._known.get(word)
        packed = _WORDS[name] if name else _ONE["words"]
        if word in ENDS_EMPTY:
            packed += _ONE["empty"]
        if name or len(word) <= 4:
            return packed
        if word.endswith("ed"):
            packed += _ONE["past"]
        if len(word) > 8:
            packed += _ONE["long"]
        stem = self._stems.get(word[:_STEM])
        return packed + _ONE[stem] if stem else packed

    def _others(self, token: str) -> int:
        """Return what counts in a token that is not just a word."""
        goes_on = token[-1:].isalnum() or token[-1:] in _GOING_ON
        numbers, years = numbers_in(token)
        signs = (not goes_on) * _ONE["breaks"] + numbers * _ONE["numbers"] + years * _ONE["years"]
        return signs + sum(map(self._word, _WORD.findall(token.lower())))

    def _name(self, token: str) -> int:
        name = _NAME.match(token) if token[:1].isupper() else None
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
