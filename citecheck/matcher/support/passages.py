# ruff: noqa: SIM905  - word lists read better as text
"""A text cut into sentences that keep their places, each with the stems of its words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from citecheck.matcher.support.wordforms import openings
from citecheck.matcher.support.wordstock import WORD, stem, unmark

_BREAK = re.compile(r"[.!?…\n](?:(?<=\n)|([.!?…\"'”’»)\]]{0,9})\s)\s*")
"""A line break, or a full stop with white space behind; to begin with one set of signs makes it quick."""
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof st gen col lt sgt capt cmdr maj rev hon sen rep gov pres jr sr vs no jan "
    "feb mar apr jun jul aug sep sept oct nov dec inc ltd co corp fig al approx est dept".split()
)
_NO_ABBREVIATION = 7
"""Letters in a row that no abbreviation has."""
_INITIALS = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]")
_LONGEST = 1_500
"""Characters; a longer run without a full stop is cut, so that evidence stays readable."""
_KEPT_TEXTS = 16
_JOINS = "'’.,"
"""Signs within a word: "6,000", "U.S."."""
_SECOND_NAMES = ("Kingdom", "States", "Britain")
_SECOND_STEMS = frozenset(map(stem, _SECOND_NAMES))
_DOUBLE_BEHIND = re.compile(r"\b(?:United|Great)\s{1,9}$")
_DOUBLE_REACH = 16


class Sentence(NamedTuple):
    """Where one sentence of a text stands."""

    start: int
    end: int


@dataclass(frozen=True)
class Passages:
    """A text with its sentences in order."""

    text: str
    sentences: tuple[Sentence, ...]

    @cached_property
    def low(self) -> str:
        """The text in lower case, letter by letter, with straight apostrophes."""
        return _lower(self.text)

    @cached_property
    def _known(self) -> dict[str, tuple[int, ...]]:
        """The stems looked for so far, with the sentences that have them: claims on one story share words."""
        return {}

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    def quote(self, first: int, last: int) -> tuple[int, int]:
        """Return the offsets of sentences `first` to `last`, both included."""
        return self.sentences[first].start, self.sentences[last].end

    def find(self, wanted: frozenset[str]) -> dict[int, set[str]]:
        """Return the sentences, in order, that have any of the stems `wanted`, with those they have."""
        sought = wanted.difference(self._known)
        if sought:
            self._known.update(self._search(sought))
        found: defaultdict[int, set[str]] = defaultdict(set)
        for root in wanted:
            for place in self._known[root]:
                found[place].add(root)
        return {place: found[place] for place in sorted(found)}

    def _search(self, wanted: frozenset[str]) -> dict[str, tuple[int, ...]]:
        """Return the sentences that have each of the stems `wanted`."""
        text, low, starts = self.text, self.low, self._starts
        found: defaultdict[str, list[int]] = defaultdict(list)
        for opening in openings(wanted):
            at = low.find(opening)
            while at >= 0:
                before = low[at - 1 : at]
                if not before.isalnum() and (word := WORD.match(text, at)) is not None:
                    root = stem(word[0])
                    stands_alone = before == " " and root not in _SECOND_STEMS
                    if root in wanted and (stands_alone or _begins_word(text, at)):
                        found[root].append(bisect_right(starts, at) - 1)
                at = low.find(opening, at + 1)
        return {root: tuple(found.get(root, ())) for root in wanted}


@lru_cache(maxsize=_KEPT_TEXTS)
def read_passages(text: str) -> Passages:
    """Cut `text` into sentences; the last few texts are remembered, as many claims lean on one story."""
    return Passages(text, tuple(split_sentences(text)))


def _lower(text: str) -> str:
    """Return `text` in lower case, letter by letter, with straight apostrophes."""
    low = text.lower()
    if len(low) != len(text):  # a letter of which lower case makes two
        low = "".join(sign if len(sign.lower()) > 1 else sign.lower() for sign in text)
    return unmark(low.replace("’", "'"))


def _begins_word(text: str, at: int) -> bool:
    """Whether what stands at `at` is no part of a longer word: of "6,000", "U.S." or "United States"."""
    before = text[at - 2 : at] if at > 1 else text[:at]
    if before and (_is_part(before[-1]) or (before[-1] in _JOINS and _is_part(before[0]))):
        return False
    return not (
        text.startswith(_SECOND_NAMES, at) and _DOUBLE_BEHIND.search(text, max(0, at - _DOUBLE_REACH), at)
    )


def _is_part(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


def split_sentences(text: str) -> list[Sentence]:
    """Return the offsets of the sentences of `text`, without the white space around them.

    A blank line always ends a sentence, a line break does where the next line does not go on in lower case.
    """
    sentences: list[Sentence] = []
    start = len(text) - len(text.lstrip())
    for match in _BREAK.finditer(text, start):
        at, after = match.span()
        if text[at] == "\n":
            ends, end = _ends_at_break(text, at, after), at
        else:
            ends, end = _ends_sentence(text, at, after), match.end(1)
        if ends:
            if end - start <= _LONGEST and not text[end - 1].isspace():
                sentences.append(Sentence(start, end))
            else:
                sentences.extend(_trim(text, start, end))
            start = after
    sentences.extend(_trim(text, start, len(text)))
    return sentences


def _ends_at_break(text: str, start: int, end: int) -> bool:
    return not text[end : end + 1].islower() or text.count("\n", start, end) > 1


def _ends_sentence(text: str, start: int, end: int) -> bool:
    """Whether the full stop or the like at `start` ends a sentence, with white space up to `end`."""
    if end - start > 2 and text.find("\n\n", start, end) >= 0:
        return True
    if text[end : end + 1].islower():
        return False
    if text[start] != "." or text[start + 1] == ".":
        return True
    if start >= _NO_ABBREVIATION and text[start - _NO_ABBREVIATION : start].isalpha():
        return True
    before = text[max(0, start - 12) : start]
    word = before.split()[-1].lstrip("([\"“‘'") if before and not before[-1].isspace() else ""
    low = word.lower()
    if low in _ABBREVIATIONS:
        return low == "no" and not text[end : end + 1].isdigit()
    if len(word) == 1:
        return not word.isupper()
    return "." not in word or not _INITIALS.fullmatch(word)


def _trim(text: str, start: int, end: int) -> Sequence[Sentence]:
    """Strip white space at both ends, drop what is empty, cut what is too long."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end - start <= _LONGEST:
        return [Sentence(start, end)] if end > start else []
    pieces: list[Sentence] = []
    while end - start > _LONGEST:
        cut = text.rfind(" ", start, start + _LONGEST)
        cut = cut if cut > start else start + _LONGEST
        pieces.extend(_trim(text, start, cut))
        start = cut
    return [*pieces, *_trim(text, start, end)]
