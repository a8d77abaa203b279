"""A line below a linked headline that says who published it and when: "By Jane Roe | BBC | 3 June 2025"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from citecheck.outlets import OutletTable
from citecheck.parser.references.dates import FoundDate, find_dates
from citecheck.parser.references.naming import find_outlet
from citecheck.parser.references.pieces import Piece, author_of, cut, looks_like_authors

_LONGEST = 160
_PART_END = re.compile(r"\s*[|｜·•,;()\[\]<>]\s*|\s+[-–—]\s+|\.\s+(?=[A-Z])|\x1e+")
_CLOCK = re.compile(
    r"\b\d{1,2}[:.h]\d\d(?::\d\d)?\s?(?:[ap]\.?m\.?)?|\b(?:[A-Z]{2,4}T|UTC|GMT)\b", re.IGNORECASE
)
_SAID = re.compile(
    r"(?:published|posted|updated|dated|date|source|outlet|author|written|reporting|on|at|in|from"
    r"|mon|tue|wed|thu|fri|sat|sun|\w{3,6}day|\d{1,2}[\s-]min(?:ute)?s?(?: read)?|min read"
    r"|opinion|news|analysis|world|video|paywall(?:ed)?|\d+ (?:hours?|days?|minutes?) ago)[\s:]*",
    re.IGNORECASE,
)
"""What such a line says beside names and days."""
_BY = re.compile(r"(?:by|von|par|por|di)\s+", re.IGNORECASE)
_NAME_WORDS = 8


@dataclass(frozen=True, slots=True)
class Details:
    """What such a line says; at least an outlet or a date."""

    outlet: str | None = None
    date: str | None = None
    author: str | None = None


def read_details(text: str, outlets: OutletTable) -> Details | None:
    """Read a line of nothing but author, outlet and date; None where it says anything else.

    Args:
        text: a whole block.
        outlets: the known outlets.
    """
    line = " ".join(text.split())
    if not line or len(line) > _LONGEST or "://" in line:
        return None
    dates = find_dates(line)
    bare = line
    for date in dates:
        bare = bare[: date.start] + "\x1e" * (date.end - date.start) + bare[date.end :]
    whole = find_outlet(_SAID.sub("", bare.replace("\x1e", " "), count=1), outlets)
    if whole:
        return Details(whole.name, _first(dates))
    outlet = author = None
    for part in cut(Piece(0, _CLOCK.sub(" ", bare)), _PART_END):
        said = part.text.strip(" .:*_")
        by = _BY.match(said)
        found = None if by else find_outlet(said, outlets)
        if found and outlet in (None, found.name):
            outlet = found.name
        elif by or (author is None and len(said.split()) in (2, 3) and looks_like_authors(said)):
            author = author_of(said[by.end() :] if by else said, outlets)
            if author is None or len(author.split()) > _NAME_WORDS:
                return None
        elif _SAID.sub("", said).strip(" :.") and any(map(str.isalnum, said)):
            return None
    return Details(outlet, _first(dates), author) if outlet or dates else None


def _first(dates: list[FoundDate]) -> str | None:
    return next((date.iso for date in dates if date.exactness and not date.accessed), None)
