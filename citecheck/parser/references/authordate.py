"""Entries that begin with author and date: APA, Harvard, "Author. 2021-09-17. Headline. Outlet."."""

from __future__ import annotations

import re

from citecheck.outlets import Outlet
from citecheck.parser.references.headline import TRAILING_SORT, without_suffix
from citecheck.parser.references.naming import find_outlet, trimmed
from citecheck.parser.references.noise import without_noise
from citecheck.parser.references.parts import Parts, Rest
from citecheck.parser.references.pieces import (
    Piece,
    author_of,
    cut,
    find_named,
    has_title_words,
    looks_like_authors,
)

SENTENCE = re.compile(
    r"(?<![\s.(][A-Z])(?<!^[A-Z])(?<!\b(?:St|Dr|Mr|vs|No|Jr|Sr|Mt))(?<!U\.S)(?<!U\.K)"
    r"(?<!\bWash)(?<!\bWASH)(?<!\bST)(?<!\bChi)(?<!\bHous)(?<!\bBalt)(?<!\bPhila)(?<!\bDall)(?<=[^\s])([.?!][\"”’)]?)\s+"
    r"(?=[A-ZÀ-ÞА-ЯЄІЇҐ\u4e00-\u9fff\[(“\"«\d]|the\b)"
)
"""Where one part of an entry ends and the next begins; not after an initial or an abbreviation."""

_BRACKETED = re.compile(
    r"[(\[]\s*(?!(?i:cit\.|cited|accessed|retrieved|viewed|updated)\b)(?:n\.\s?d\.?|(?:[^()\[\]]{0,12}|\d{1,2}[^()\[\]\d]{1,26})(?:1[5-9]|20)\d\d[a-z]?[^()\[\]]{0,25})[)\]]\s*[.,:;]?\s*"
)
_BARE_YEAR = re.compile(r"(.{2,160}?[.,])\s+((?:1[5-9]|20)\d\d)\.\s+")
_NAME_END = re.compile(r",\s|\.\s|\.$|\s{3,}|\(")
_WORDS_OF_DESK = 3
"""Words behind an outlet's name that tell who of its people wrote."""
_HEAD_MAX = 220
"""Characters within which author and date must stand."""


def read_author_date(rest: Rest) -> Parts | None:
    """Read an entry whose author and date come first, or return None."""
    head = _head(rest)
    if head is None:
        return None
    start, end = head
    if not any(c.isalpha() for c in rest.masked[end:]):
        return None  # the date ends the entry
    before = rest.text[:start].strip(" ,;")
    outlet_as_author = find_outlet(before, rest.outlets)
    if not outlet_as_author and not _is_author(before, rest):
        return None
    title, outlet, written = _title_then_outlet(Piece(end, rest.masked[end:]), rest)
    if not title:
        return None
    known = outlet or outlet_as_author
    return Parts(title, known, written, author_of(before, rest.outlets), shaped=known is not None)


def _head(rest: Rest) -> tuple[int, int] | None:
    """Return where the date begins, and where the headline after it begins."""
    text = rest.text
    bracketed = _BRACKETED.search(text, 0, _HEAD_MAX)
    if bracketed and bracketed.start() >= 2:
        return bracketed.start(), bracketed.end()
    for date in rest.dates:
        if not 2 < date.start < _HEAD_MAX:
            break
        if text[: date.start].rstrip().endswith((".", ",")) and text[date.end : date.end + 2] in (". ", ") "):
            return date.start, date.end + 1
    year = _BARE_YEAR.match(text)
    return (year.end(1), year.end()) if year else None


def _is_author(text: str, rest: Rest) -> bool:
    named = find_named(Piece(0, text), rest.outlets)
    if named:
        before = text[: named[1].start].strip(" ,;.(")
        behind = text[named[1].end :]
        if len(behind.split()) > _WORDS_OF_DESK and not looks_like_authors(behind):
            return False  # "Outlet: a headline"
        return not before or looks_like_authors(before.replace("&", "and"))
    is_sentence = len(text.split()) > 6 and has_title_words(text)
    return looks_like_authors(text.replace("&", "and")) and not is_sentence


def _title_then_outlet(tail: Piece, rest: Rest) -> tuple[str | None, Outlet | None, str | None]:
    """Split "Headline. Outlet, p. 3" at the sentence end before the outlet, or else at the first one.

    Returns:
        The headline, the outlet if it is known, and the outlet as written if it is not.
    """
    text, outlets = rest.text[tail.start :], rest.outlets
    ends = list(SENTENCE.finditer(tail.text))
    for end in ends:
        after = Piece(end.end(), tail.text[end.end() :])
        found = find_named(after, outlets)
        if found and found[1].start - after.start <= 3:
            return _cleaned(text[: end.end(1)], rest), found[0], None
    for a, b in rest.emphasis:
        italic = find_outlet(rest.text[a:b], outlets) if a >= tail.start else None
        if italic:
            return _cleaned(rest.text[tail.start : a], rest), italic, None
    if ends:
        following = tail.text[ends[0].end() :]
        name = next((trimmed(p.text) for p in cut(Piece(0, following), _NAME_END)), None)
        return _cleaned(text[: ends[0].end(1)], rest), None, name if name and len(name.split()) <= 8 else None
    return _one_sentence(without_noise(text, tail.text).strip(" .,;"), rest)


def _one_sentence(line: str, rest: Rest) -> tuple[str | None, Outlet | None, str | None]:
    headline, outlet = without_suffix(line, rest.outlets, None)
    if outlet:
        return headline, outlet, None
    comma = find_named(Piece(0, line), rest.outlets, late=True)
    if comma and comma[1].start > 8:
        return line[: comma[1].start].strip(" ,.;("), comma[0], None
    return line or None, None, None


def _cleaned(title: str, rest: Rest) -> str:
    return TRAILING_SORT.sub("", without_suffix(title.strip(" .,;"), rest.outlets, None)[0])
