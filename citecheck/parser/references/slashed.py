"""Entries as libraries of eastern Europe have them: "Author. Headline // Outlet. – 2024. – 9 May."."""

from __future__ import annotations

import re

from citecheck.outlets import OutletTable
from citecheck.parser.references.naming import find_outlet, trimmed
from citecheck.parser.references.parts import Parts, Rest
from citecheck.parser.references.pieces import Piece, author_of, cut, find_named, looks_like_authors

_SLASHES = re.compile(r"\s//\s")
_NAME_END = re.compile(r"\.\s|\.$|,\s|\s[-–—]\s|:\s|\x1e|[()\[\]]| {4,}")
_RESPONSIBLE = re.compile(r"\s/\s")
"""What sets off who wrote it, behind the headline: "Headline / A. Roe // Outlet"."""
_SURNAME = r"[А-ЯЄІЇҐ][\w'’ʼ-]{1,40},?\s(?:[А-ЯЄІЇҐ]\.\s?){1,2}"
SURNAME_FIRST = re.compile(rf"({_SURNAME}(?:,\s?{_SURNAME}){{0,10}})\s*(?=[\w«„“\"])")
"""Authors in Cyrillic as bibliographies have them: "Коваленко О. П., Мельник І."."""


def read_slashed(rest: Rest) -> Parts | None:
    """Read an entry whose headline and outlet two slashes part, or return None."""
    marks = list(_SLASHES.finditer(rest.masked))
    if not marks:
        return None
    mark = marks[-1]
    outlet = find_named(Piece(mark.end(), rest.masked[mark.end() :]), rest.outlets)
    named = outlet if outlet and outlet[1].start - mark.end() <= 3 else None
    written = None if named else _written(rest.masked[mark.end() :])
    if not named and not written:
        return None
    title, author = _split(rest.text[: mark.start()], rest.outlets)
    if not title:
        return None
    return Parts(title, named[0] if named else None, written, author, shaped=named is not None, dashed=True)


def _written(text: str) -> str | None:
    name = next((trimmed(piece.text) for piece in cut(Piece(0, text), _NAME_END)), "")
    return name if 1 < len(name) <= 60 and len(name.split()) <= 6 and not name[0].islower() else None


def _split(text: str, outlets: OutletTable) -> tuple[str, str | None]:
    """Return headline and author of "Roe A. Headline / A. Roe"."""
    title = text.strip()
    responsible = _RESPONSIBLE.search(title)
    author = None
    if responsible and looks_like_authors(title[responsible.end() :]):
        author = author_of(title[responsible.end() :], outlets)
        title = title[: responsible.start()]
    first = SURNAME_FIRST.match(title)
    if first and not find_outlet(first.group(1), outlets):
        return title[first.end() :], first.group(1).strip()
    return title, author
