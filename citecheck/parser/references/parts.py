"""What an entry is read from, and what is read out of it."""

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


@dataclass(frozen=True, slots=True)
class Entry:
    """What an entry says."""

    headline: str | None = None
    outlet: str | None = None
    known: bool = False
    """The outlet is in the table (by its name or its host)."""
    named: bool = False
    """The outlet is named in the text, not only by the address."""
    date: str | None = None
    author: str | None = None
    url: str | None = None
    quoted: bool = False
    """The headline stands in quotation marks."""
    shaped: bool = False
    """Headline and outlet are set apart by a mark that citations use."""
    dashed: bool = False
    """An outlet that is not in the table stands behind a dash or a bar."""
    outlets: tuple[str, ...] = ()
    """All outlets named for this headline, the first among them."""
    headlines: tuple[str, ...] = ()
    """All headlines that the entry credits to its outlet, the first among them."""
