"""What stands before a quotation in an entry: an author, an outlet, a label or the headline's own words."""

from __future__ import annotations

import re

from citecheck.outlets import OutletTable
from citecheck.parser.references.dates import find_dates
from citecheck.parser.references.naming import find_outlet
from citecheck.parser.references.pieces import (
    SIGNAL,
    Piece,
    cut,
    find_named,
    looks_like_authors,
    opens_with_outlet,
)

_DASHED = re.compile(r"\s+[-–—―‒−|｜]{1,3}\s+")
_LABELS = frozenset(
    {
        *("title", "titled", "headline", "article", "story", "report", "news", "text", "editorial", "quote"),
        *("quoted", "source", "sources", "link", "from", "by", "in", "via", "see", "read", "more", "also"),
        *("full", "and", "the", "cited", "called", "published"),
    }
)
"""Words that announce a headline, and are no part of it."""
_WORD = re.compile(r"[^\W\d_]+")
_SMALL_WORDS = 2
_MORE = re.compile(
    r"(?:\s*[.?!…]\s+|\s+[-–—]\s+)([^()\[\]\n|]{6,160}?)\s*(?:[(\[|]|\s[-–—]\s|[.?!]\s(?=\d)|\Z)"
)
_MANY_WORDS, _FEW_WORDS = 7, 4


def is_wording(before: str, outlets: OutletTable) -> bool:
    """Say whether what precedes a quotation is the headline's own beginning, not an author or outlet.

    Args:
        before: the entry up to the quotation mark.
        outlets: the known outlets.
    """
    if not before or before.isspace():
        return False  # mostly
    before = _without_outlet(SIGNAL.sub("", before), outlets)
    words = re.findall(r"[^\W\d_]+", before)
    if looks_like_authors(before.strip(" .,;:")):
        return False
    if len(words) < _FEW_WORDS:
        return _names_speaker(before, words)
    small = sum(word[0].islower() for word in words)
    wording = small >= 2 or len(words) >= _MANY_WORDS or before.rstrip().endswith(":")
    return wording and find_named(Piece(0, before), outlets, late=True) is None


def goes_on(before: str, after: str, outlets: OutletTable) -> bool:
    """Say whether a headline begins with a quotation and goes on: `“We stay” – a day at sea (Outlet)`.

    It does where words of a sentence follow, and the outlet stands before the quotation or behind those
    words; with the outlet before it, a date must end them, for a remark on a piece stands behind the date.
    """
    match = _MORE.match(after)
    if not match or sum(word[0].islower() for word in _WORD.findall(match.group(1))) < _SMALL_WORDS:
        return False
    if find_named(Piece(0, match.group(1)), outlets):
        return False
    tail = after[match.end() :]
    if opens_with_outlet(tail, outlets):
        return not _WORD.search(before)
    dates = find_dates(tail[:40])
    return bool(dates) and dates[0].start <= 1 and opens_with_outlet(before, outlets)


def _without_outlet(before: str, outlets: OutletTable) -> str:
    """Return what follows "Outlet - " at the beginning of an entry."""
    parts = list(cut(Piece(0, before), _DASHED))
    leads = len(parts) > 1 and find_outlet(parts[0].text, outlets)
    return before[parts[1].start :] if leads else before


def _names_speaker(before: str, words: list[str]) -> bool:
    """Say whether a few words before a quotation are who says it: `Union leader: "We will stay"`."""
    label = not _LABELS.isdisjoint(word.lower() for word in words)
    small = any(word[0].islower() and len(word) > 1 for word in words)
    return before.rstrip().endswith(":") and small and len(words) > 1 and not label
