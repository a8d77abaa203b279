# ruff: noqa: SIM905  - word lists read better as text
"""A text cut into sentences that keep their places, each with the stems of its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from citecheck.matcher.support.wordstock import find_stems

_BREAK = re.compile(r"[.!?…][.!?…\"'”’»)\]]{0,9}\s+|\n\s*")
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof st gen col lt sgt capt cmdr maj rev hon sen rep gov pres jr sr vs no jan "
    "feb mar apr jun jul aug sep sept oct nov dec inc ltd co corp fig al approx est dept".split()
)
_LONGEST = 1_500
"""Characters; a longer run without a full stop is cut, so that evidence stays readable."""
_KEPT_TEXTS = 16


class Sentence(NamedTuple):
    """One sentence of a text."""

    start: int
    end: int
    stems: frozenset[str]


@dataclass(frozen=True, slots=True)
class Passages:
    """A text with its sentences in order."""

    text: str
    sentences: tuple[Sentence, ...]

    def quote(self, first: int, last: int) -> tuple[int, int]:
        """Return the offsets of sentences `first` to `last`, both included."""
        return self.sentences[first].start, self.sentences[last].end


@lru_cache(maxsize=_KEPT_TEXTS)
def read_passages(text: str) -> Passages:
    """Cut `text` into sentences; the last few texts are remembered, as many claims lean on one story."""
    return Passages(
        text,
        tuple(Sentence(start, end, find_stems(text[start:end])) for start, end in split_sentences(text)),
    )


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Return the offsets of the sentences of `text`, without the white space around them.

    A blank line always ends a sentence, a line break does where the next line does not go on in lower case.
    """
    cuts = [match.end() for match in _BREAK.finditer(text) if _ends_sentence(text, match)]
    sentences: list[tuple[int, int]] = []
    start = 0
    for end in (*cuts, len(text)):
        sentences.extend(_trim(text, start, end))
        start = end
    return sentences


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    following = text[match.end() : match.end() + 1]
    mark = match.group()
    if mark.startswith("\n"):
        return mark.count("\n") > 1 or not following.islower()
    if "\n\n" in mark:
        return True
    if following.islower():
        return False
    if not mark.startswith(".") or mark.startswith(".."):
        return True
    before = text[max(0, match.start() - 12) : match.start()]
    word = before.split()[-1].lstrip("([\"“‘'") if before and not before[-1].isspace() else ""
    if word.lower() in _ABBREVIATIONS:
        return word.lower() == "no" and not following.isdigit()
    return not (len(word) == 1 and word.isupper()) and not re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]", word)


def _trim(text: str, start: int, end: int) -> Sequence[tuple[int, int]]:
    """Strip white space at both ends, drop what is empty, cut what is too long."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end - start <= _LONGEST:
        return [(start, end)] if end > start else []
    pieces: list[tuple[int, int]] = []
    while end - start > _LONGEST:
        cut = text.rfind(" ", start, start + _LONGEST)
        cut = cut if cut > start else start + _LONGEST
        pieces.extend(_trim(text, start, cut))
        start = cut
    return [*pieces, *_trim(text, start, end)]
