"""Find what a text gives as somebody's own words, and who is said to have said it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from citecheck.parser.claims.attribution import Attribution, Reader
from citecheck.parser.quotemarks import Passage

_FEWEST_WORDS = 3
_MOST = 30
"""Quotations in one sentence; where there are more it is no prose, and nobody is asked who spoke."""
_MEMORY = 3
"""Blocks for which a speaker is remembered."""
_STOPS = tuple(",.!?…–—-，。！？؟،")
_FEW = 3
"""Words before a quotation that may carry it on: “…,” she said, and then “…”."""
_NEAR = 180
"""Code points before and behind a quotation in which its speaker is looked for."""

_BEHIND = 120
_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
_HAN = re.compile("[\u4e00-\u9fff]")
_SMALL = frozenset(
    {"a", "an", "the", "and", "or", "but", "nor", "for", "of", "on", "in", "at", "to", "by", "as"}
)
_LONGEST_TITLE_WORD = 40
"""Code points, with the blanks behind it."""
_BEFORE_TITLES = (
    "titled|entitled|headlined|named|dubbed|nicknamed|article|articles|report|book|novel|film|movie|song|"
    "album|paper|essay|poem|documentary|series|podcast|episode|headline|story|piece|column|show|play|hashtag|"
    "term|phrase|so-called|slogan|section|chapter|video"
)
_TITLE_BEFORE = re.compile(rf"\b(?:{_BEFORE_TITLES})[,:]?\s*\Z", re.IGNORECASE)
_TITLE_ENDS = tuple(_BEFORE_TITLES.split("|"))


class Speech(NamedTuple):
    """A passage given as somebody's own words, in offsets of the text it stands in."""

    start: int
    end: int
    speaker: str | None
    attributed: bool
    """A verb of saying stands at it, whether or not the speaker is named."""


class Listener:
    """Finds the quotations of a document, sentence by sentence, and remembers who spoke last."""

    def __init__(self, language: str | None, titles: frozenset[str] = frozenset()) -> None:
        """Take what holds for the whole document.

        Args:
            language: two-letter code, or None.
            titles: folded headlines of the references (`fold_title`): a passage that is one of
                them is a title, not speech.
        """
        self.reader = Reader(language)
        self._titles = titles
        self._titles_start = frozenset(title.partition(" ")[0] for title in titles)
        self._last: str | None = None
        self._spoke_until: tuple[str, int] | None = None
        """The block's text and the end of its last sentence, where somebody speaks in it."""
        self._silent = 0
        """Blocks since somebody was named."""
        self._open = False
        """The last speech was not closed at the end of its paragraph."""

    def find(self, text: str, start: int, end: int, passages: Sequence[Passage]) -> list[Speech]:
        """Find the quotations of one sentence.

        Args:
            text: the block's text.
            start: where the sentence starts in it.
            end: where it ends.
            passages: the quoted passages that lie in the sentence, in order.

        Returns:
            The quotations in order: at least three words each, unless a verb of saying stands at
            them. "He" and "she" are whoever was named last.
        """
        found: list[Speech] = []
        goes_on = self._follows(text, start) or (self._open and not text[:start].strip())
        self._open = bool(passages) and passages[-1].opened
        left = start
        for number, passage in enumerate(passages):
            first, after = _trimmed(text, *passage.inner)
            if first >= after:
                continue
            right = passages[number + 1].start if number + 1 < len(passages) else end
            before = text[max(left, passage.start - _NEAR) : passage.start]
            words = text[first:after]
            if self._is_cited(words) or _is_title(words, before):
                continue
            few = _count(words) < _FEWEST_WORDS
            if few and not _may_be_said(words, before):
                continue
            behind = text[passage.end : min(right, passage.end + _BEHIND)]
            whole = text[start : min(passage.start, start + 2 * _NEAR)]
            stopped = words[-1] in _STOPS or behind.lstrip().startswith(_STOPS)
            read = Attribution()
            if len(passages) <= _MOST:
                read = self.reader.read(before, behind, whole, stopped)
            heard = self._heard(read, before, goes_on or bool(found))
            if few and not heard.spoken:
                continue
            left = passage.end
            found.append(Speech(first, after, heard.speaker, heard.spoken))
            if heard.speaker:
                self.speaks(heard.speaker)
        self._spoke_until = (text, end) if found and found[-1].attributed else None
        return found

    def _is_cited(self, words: str) -> bool:
        """Say whether a passage is the title of a reference."""
        first = next(_words(words), "") if self._titles else ""
        return first.lower() in self._titles_start and fold_title(words) in self._titles

    def _follows(self, text: str, start: int) -> bool:
        """Say whether the sentence stands right behind one in which somebody speaks."""
        if self._spoke_until is None:
            return False
        before, end = self._spoke_until
        return before is text and not text[end:start].strip()

    def turn(self) -> None:
        """Take note that a new block begins: who spoke two blocks ago is no "he" any more."""
        self._silent = self._silent + 1
        if self._silent > _MEMORY:
            self._last = None

    def speaks(self, speaker: str | None) -> None:
        """Take note of who speaks in a block of its own."""
        if speaker:
            self._last, self._silent = speaker, 0

    def _heard(self, read: Attribution, before: str, goes_on: bool) -> Attribution:
        """Fill in who "he" is, and who goes on speaking behind “…,” she said, “…”."""
        if read.speaker:
            return read
        if read.pronoun or (goes_on and not _has_own_subject(before)):
            return Attribution(self._last, spoken=True)
        return read


def fold_title(text: str) -> str:
    """Fold a title for comparison: words only, lower case."""
    return " ".join([word.lower() for word in _WORD.findall(text)])


def _words(text: str) -> Iterator[str]:
    """Yield the words of a text: mostly the first few tell enough."""
    return (match.group() for match in _WORD.finditer(text))


def _has_own_subject(between: str) -> bool:
    """Say whether the words between two quotations say more than who speaks."""
    return len(_WORD.findall(between)) > _FEW


def _may_be_said(words: str, before: str) -> bool:
    """Say whether a passage of a word or two may be speech: “No,” she said."""
    ahead = before.rstrip()
    return words[-1] in ",.!?" and (not ahead or ahead[-1] in ',:.?!–—”"')


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _count(words: str) -> int:
    """Count the words of a passage, up to as many as make it a quotation."""
    signs = 0 if words.isascii() else len(_HAN.findall(words)) // 2
    return signs or len(list(islice(_words(words), _FEWEST_WORDS)))


def _is_title(words: str, before: str) -> bool:
    """Say whether a passage is a title by its capitals or by what goes before."""
    at = max(0, len(before) - _LONGEST_TITLE_WORD)
    ahead = before[at:].rstrip().rstrip(",:").lower()
    if ahead.endswith(_TITLE_ENDS) and _TITLE_BEFORE.search(before, at):
        return True
    return words[-1] not in ",!" and _in_title_case(words)


def _in_title_case(text: str) -> bool:
    big = 0
    for word in _words(text):
        if word[0].isupper() or word[0].isdigit():
            big += 1
        elif word not in _SMALL:
            return False
    return big >= _FEWEST_WORDS
