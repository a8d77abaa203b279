"""Cut a block into stretches of running prose, leaving out lines that are headings in all but markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citecheck.parser.claims.cues import words

_ENDS = " \t\n\r\"'”’»›)]』」*_"
_LETTERS = re.compile(r"[^\W\d_]")
_LINE = re.compile(r"[^\n]+")
_BULLET = re.compile(r"\s*(?:[-–—•*·▪◦‣+]|\d{1,3}[.)])\s+\S")
_STOPPED = re.compile(r"[.!?…:;。！？؟][\"'”’»›)\]\d⁰¹²³⁴⁵⁶⁷⁸⁹\s]*\Z")
_STOP_INSIDE = re.compile(r"[a-zа-яё\d\"”’][.!?…]\s")
_SLACK = 0.75
"""A line shorter than this share of the block's widest, though the next word would have fitted, was
ended on purpose: it is not wrapped."""


def prose_stretches(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each stretch of a block's text within which line breaks mean nothing.

    Headings that stand as lines of their own are left out.
    """
    if "\n" not in text:
        if not looks_like_heading(text):
            yield 0, len(text)
        return
    lines = [match.span() for match in _LINE.finditer(text)]
    widest = max(end - start for start, end in lines)
    start = lines[0][0]
    for (this, end), following in zip(lines, [*lines[1:], None], strict=True):
        if following and not _ended_on_purpose(text, this, end, following, widest):
            continue
        if not looks_like_heading(text[start:end]):
            yield start, end
        if following:
            start = following[0]


def _ended_on_purpose(text: str, start: int, end: int, following: tuple[int, int], widest: int) -> bool:
    if following[0] - end > 1 and text.count("\n", end, following[0]) > 1:
        return True
    if _BULLET.match(text, following[0]):
        return True
    line = text[start:end].rstrip()
    first = text[following[0] : following[1]].split(maxsplit=1)[:1]
    room = widest - len(line) - 1
    fitted = bool(first) and len(first[0]) <= room
    if len(line) > _SLACK * widest or not fitted:
        return False
    return bool(_STOPPED.search(line)) or not text[following[0]].islower()


def looks_like_heading(text: str) -> bool:
    """Say whether a line that stands alone is a heading without markup.

    A short line in title case (also with full stops: "Real People. Real Pain."), or one without end
    punctuation, in capitals or ending in a colon.
    """
    small_words = words("shape", "small")
    bare = text.strip().strip("*_#=-– ")
    if not bare or len(bare) > 120:
        return not bare
    written = bare.split()
    if len(written) > 16:
        return False
    letters = [word for word in written if _LETTERS.search(word)]
    if not letters:
        return False
    ended = bare.rstrip(_ENDS)[-1:] in ".!?…。！？؟;" or bare.endswith("...")
    big = [w for w in letters if w.lstrip("\"'“‘«([„*_")[:1].isupper() or w[:1].isdigit()]
    small = [w for w in letters if w not in big and w.strip("\"'”’,.;:").lower() in small_words]
    if len(letters) >= 2 and len(big) + len(small) == len(letters) and len(big) >= len(small):
        return not ended or len(letters) >= 3
    if not ended:
        return len(written) <= 9 and not bare.endswith(",") and not _STOP_INSIDE.search(bare)
    return False
