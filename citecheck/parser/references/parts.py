"""What an entry without a marked headline is read from, and what is read out of it."""

from __future__ import annotations

from dataclasses import dataclass

from citecheck.outlets import Outlet, OutletTable
from citecheck.parser.references.dates import FoundDate

DATE_GONE = "\x1e"
"""Stands for each character of a date taken out: white space, but not the gap an address leaves."""


@dataclass(frozen=True, slots=True)
class Rest:
    """An entry, its addresses blanked out."""

    text: str
    masked: str
    """The same with dates blanked out too."""
    dates: list[FoundDate]
    outlets: OutletTable
    url: str | None
    emphasis: tuple[tuple[int, int], ...]
    """Italic and bold runs."""


@dataclass(slots=True)
class Parts:
    """What was found."""

    headline: str | None = None
    outlet: Outlet | None = None
    written: str | None = None
    """The outlet as written, where it is not in the table."""
    author: str | None = None
    shaped: bool = False
    dashed: bool = False
    """The written outlet stands behind a dash or a bar."""
    outlets: tuple[str, ...] = ()
