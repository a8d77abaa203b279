"""The quotation marks that enclose a headline, told from those inside it."""

from __future__ import annotations

import re
from collections.abc import Callable

from citecheck.parser.quotemarks import Passage, pair_marks
from citecheck.parser.words import AND

_BEFORE = re.compile(
    r"(?:^|[.,;:)\]|*_—–\-/،؛，。；：、（）【】｜》日]|\b(?:in|by|on|at|see|article|titled|entitled|headlined|called))\s*$",
    re.IGNORECASE,
)
_LINK_WORD = re.compile(r"(?:in|by|on|from|via|at|p|pp|vol|no|sec|par|dans|von|w|у|в|på)\b\.?", re.IGNORECASE)
_SINGLE = "'‘’‚‹›"
MARK = re.compile("[\"“”„«»‹›‘’‚「『《〈'＂″〝`]")
_CONJUNCTION = re.compile(rf"\s*[,;]?\s*(?:{AND}|&|sowie)?\s*", re.IGNORECASE)
_WORDS_OF_SEVERAL = 3
"""Words of each of several headlines; `"we stay", "we go"` are words of one."""
_LETTER = re.compile(r"[^\W_]")
_LETTERS = re.compile(r"(?:[\W_]*[^\W_]){3}")
"""Letters and digits that a headline has at least."""


def enclosed(text: str, is_metadata: Callable[[str], bool]) -> list[tuple[int, int]]:
    """Return the span between the quotation marks that enclose the headline; several for `"A" and "B"`.

    The marks must stand where a segment begins and ends: `Author. "Headline." Outlet`. A quotation inside
    an unquoted headline (`Minister says "no" to talks - BBC`) does not.
    """
    if not MARK.search(text):
        return []
    if "《" in text or "〈" in text:
        text = text.translate(_ANGLES)
    if "``" in text:
        text = _TYPEWRITTEN.sub(r" “\1” ", text)
    passages = pair_marks(text)
    words = [len(text[passage.start : passage.end].split()) for passage in passages]
    runs = _runs(text, passages)
    refused: set[int] = set()
    for place, passage in enumerate(passages):
        if runs[place] in refused:
            continue
        start, end = passage.inner
        if text[passage.start] == "「" and place + 1 < len(passages) and is_metadata(text[start:end]):
            continue  # Chinese puts the names of papers in marks too
        if not _LETTERS.match(text, start, end):
            continue
        if not _BEFORE.search(text, max(0, passage.start - 20), passage.start):
            continue
        last = runs[place]
        if not _ends_segment(
            text, passages[last].end, text[passages[last].start] in _SINGLE, words[last], is_metadata
        ):
            refused.add(last)  # for all of the run
            continue
        short = (at for at in range(last, place - 1, -1) if words[at] < _WORDS_OF_SEVERAL)
        if place == last or next(short, None) is None:
            return [one.inner for one in passages[place : last + 1]]
    return []


def _runs(text: str, passages: list[Passage]) -> list[int]:
    """Return for each passage the place of the last one that only conjunctions part from it."""
    lasts = list(range(len(passages)))
    for place in range(len(passages) - 2, -1, -1):
        if _CONJUNCTION.fullmatch(text, passages[place].end, passages[place + 1].start):
            lasts[place] = lasts[place + 1]
    return lasts


def _ends_segment(text: str, at: int, single: bool, words: int, is_metadata: Callable[[str], bool]) -> bool:
    """Say whether a headline may end at `at`: what follows is nothing, a stop, or what citing adds."""
    tail = text[at:].lstrip(" *_")
    if not _LETTER.search(tail):
        return True
    if is_metadata(tail):
        return True
    follows = tail.lstrip(" ،؛,.;:-–—―|/*_，。；：（【｜")
    if follows[:1].islower() and not _LINK_WORD.match(follows):
        return False
    if text[at - 2] in ".,?!…؟،。，？！" and not single:
        return True  # American style puts the stop inside the marks
    if tail[0] in ".;([|،؛，。；（【｜、" or (tail[0] == "," and not single):
        return True
    if tail[0] in "-–—―":
        return len(follows.split()) <= (4 if single else 8)
    return tail[0] not in ":," and words >= 4 and not single and len(follows.split()) <= 12


_ANGLES = str.maketrans("《》〈〉", "「」「」")
_TYPEWRITTEN = re.compile("``([^`\n]{3,300})''")
"""Quotation marks of TeX and old typewriters."""
