"""The ids and addresses by which pages tie a note to its marker."""

from __future__ import annotations

import re

_NOTE_ID = re.compile(
    r"(?:user-content-)?(?:fn|_ftn|footnote|cite_note|note|endnote|_edn|ref|bib|sdfootnote"
    r"|_note)(?!ref)[-_:.]?(.{0,60})",
    re.IGNORECASE,
)
_NOTE_HREF = re.compile(
    r"#(?:user-content-)?(?:fn|_ftn|footnote|cite_note|note|endnote|_edn|ref|bib|sdfootnote"
    r"|_note)(?!ref)[-_:.]?(.{1,60})",
    re.IGNORECASE,
)
_BACK_HREF = re.compile(
    r"#.{0,30}(?:fnref|ftnref|cite_ref|footnote-?ref|noteref|anchor|ednref|_ref|backlink)", re.IGNORECASE
)


def note_id(written: str) -> str | None:
    """Return what tells a note's id from others ("1" of "fn:1"), or None where it is no note's."""
    found = _NOTE_ID.fullmatch(written)
    return found.group(1) if found and any(c.isdigit() for c in found.group(1)) else None


def note_href(written: str) -> str | None:
    """Return the same of an address that leads to a note ("#fn:1"), or None."""
    found = _NOTE_HREF.match(written)
    return found.group(1) if found else None


def is_back_href(written: str) -> bool:
    """Say whether an address leads from a note back to its marker."""
    return bool(_BACK_HREF.match(written))


def label_of(text: str) -> str:
    """Return the label of a note from its id: the number at its end, or else all of it."""
    digits = re.search(r"(\d{1,5})\W*$", text)
    return digits.group(1) if digits else text.strip("-_:.")
