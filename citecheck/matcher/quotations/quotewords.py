"""The words of a quotation and of a story, folded so that typing does not tell them apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+(?:['’.,][^\W_]+)*%?")
_ELLIPSIS = re.compile(r"\[?\s*(?:\.\s?\.\s?\.|…)[.\s]*\]?")
_INSERTED = re.compile(r"(?<![^\W_])\[[^\[\]]{0,200}\](?![^\W_])|\([^()]{0,40}sic[^()]{0,10}\)")
"""A bracket that touches no word: "[the president]". "[T]he" and "kill[ed]" touch one."""
_CUT = re.compile(r"([^\W_]+)\[[^\[\]]{1,12}\](?![^\W_])")
_PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class QuoteWord:
    """One word with its place."""

    fold: str
    start: int
    end: int
    is_cut: bool = False
    """Whether only the beginning counts: the "kill" of "kill[ed]"."""


def read_words(text: str, shift: int = 0) -> tuple[QuoteWord, ...]:
    """Return the words of `text`, with offsets moved by `shift`."""
    words: list[QuoteWord] = []
    for match in _WORD.finditer(text):
        word = QuoteWord(fold(match.group()), match.start() + shift, match.end() + shift)
        if word.fold.endswith("%"):
            words.append(QuoteWord(word.fold[:-1], word.start, word.end - 1))
            words.append(QuoteWord(_PERCENT, word.end - 1, word.end))
        elif word.fold == "cent" and words and words[-1].fold == "per":
            words[-1] = QuoteWord(_PERCENT, words[-1].start, word.end)
        else:
            words.append(word)
    return tuple(words)


def fold(word: str) -> str:
    """Fold case, apostrophes and the grouping of digits."""
    low = word.lower().replace("’", "'")
    return low.replace(",", "") if low[0].isdigit() else low


def read_quote(text: str) -> list[tuple[tuple[QuoteWord, ...], int]]:
    """Return the runs of words of a quotation, each with how it is parted from the run before.

    Returns:
        (words, gap): 0 for an ellipsis (many words may be left out), else the number of
        bracketed insertions between (a few words each). The gap of the first run is 0.
    """
    runs: list[tuple[tuple[QuoteWord, ...], int]] = []
    gap, at = 0, 0
    marks = sorted(
        [(m.start(), m.end(), 0) for m in _ELLIPSIS.finditer(text)]
        + [(m.start(), m.end(), 1) for m in _INSERTED.finditer(text) if not _ELLIPSIS.fullmatch(m.group())]
    )
    for start, end, kind in [*marks, (len(text), len(text), 1)]:
        if start < at:
            continue
        words = _run(text[at:start], at)
        if words:
            runs.extend(_split_cuts(words, gap))
            gap = kind
        else:
            gap = 0 if kind == 0 or not runs else gap + 1
        at = end
    return runs


def _run(part: str, shift: int) -> tuple[QuoteWord, ...]:
    """Read a run, taking "[T]he" for "the" and "kill[ed]" for what begins with "kill"."""
    cut = {m.start() + shift for m in _CUT.finditer(part)}
    bare = _CUT.sub(lambda m: m.group(1) + " " * (len(m.group()) - len(m.group(1))), part)
    whole = re.sub(r"\[([^\W_]{1,3})\](?=[^\W_])", r"\1", bare)
    moved = len(bare) - len(whole)
    words = read_words(whole, shift)
    if moved:  # offsets behind a removed bracket are two too small
        words = tuple(_moved_back(word, bare, whole, shift) for word in words)
    return tuple(
        QuoteWord(word.fold, word.start, word.end, True) if word.start in cut else word for word in words
    )


def _moved_back(word: QuoteWord, bare: str, whole: str, shift: int) -> QuoteWord:
    """Give a word the offsets it has with the brackets still in."""
    letters = sum(not char.isspace() for char in whole[: word.start - shift])
    at = seen = 0
    while at < len(bare) and (seen < letters or bare[at] in "[]" or bare[at].isspace()):
        seen += bare[at] not in "[]" and not bare[at].isspace()
        at += 1
    return QuoteWord(
        word.fold, at + shift, min(len(bare), at + word.end - word.start + 2) + shift, word.is_cut
    )


def _split_cuts(words: tuple[QuoteWord, ...], gap: int) -> list[tuple[tuple[QuoteWord, ...], int]]:
    """End a run behind each cut word, because only its beginning is compared."""
    runs, start = [], 0
    for place, word in enumerate(words):
        if word.is_cut:
            runs.append((words[start : place + 1], gap))
            start, gap = place + 1, 1
    if start < len(words):
        runs.append((words[start:], gap))
    return runs
