"""A story on its way into the archive and out of it: plain tuples, and how their parts are packed."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import NamedTuple

from citecheck.fold import fold_words
from citecheck.models import HeadlineSource

SOURCES: tuple[HeadlineSource, ...] = (
    HeadlineSource.LIST,
    HeadlineSource.PAGE,
    HeadlineSource.METADATA,
    HeadlineSource.SLUG,
    HeadlineSource.EARLIER,
)
"""A source is stored as its place in here: never reorder, only append."""

LIST, PAGE, SLUG, EARLIER = 0, 1, 3, 4

RANKS = (2, 0, 1, 4, 3)
"""How near each of SOURCES is to what the outlet has now: the page itself first."""


SOURCE_BITS = 7
"""In the column `source` of a story, the bits of its headline's source."""

HAS_FURTHER, HAS_DETAIL = 8, 16
"""Flags in the same column: there are rows of the story in `further`, in `detail`."""


class Detail(NamedTuple):
    """What few stories have; the columns of the table of the same name."""

    updated: str | None = None
    byline: str | None = None
    standfirst: str | None = None
    text: bytes | None = None
    syndicated_from: str | None = None
    copy_of: str | None = None
    read_from: str | None = None
    cut: int | None = None


class Row(NamedTuple):
    """A story, as importers give it to the archive."""

    outlet: str
    url: str
    day: int | None
    headline: str
    source: int = LIST
    further: tuple[tuple[str, int], ...] = ()
    detail: Detail | None = None


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that could not be read and was passed over."""

    line: int
    """Line of the file, from 1, where the row starts."""
    why: str
    """One clause: "no headline"."""
    outlet: str | None = None
    """The outlet it names, where that could be read."""


Item = Row | BadRow


def pack_text(text: str | None) -> bytes | None:
    """Compress a story's text."""
    return zlib.compress(text.encode("utf-8", "replace")) if text else None


def unpack_text(data: bytes | None) -> str | None:
    """Undo `pack_text`."""
    return zlib.decompress(data).decode() if data else None


_SLUG_MARK = "\x01"
_SHORTEST_SLUG = 8


def pack_path(path: str, slug: str) -> str:
    """Shorten a URL's path where it repeats the headline.

    Args:
        path: what `split_url` left.
        slug: the headline's folded words, joined by hyphens.
    """
    if _SLUG_MARK in path:
        path = path.replace(_SLUG_MARK, "%01")
    return path.replace(slug, _SLUG_MARK, 1) if len(slug) >= _SHORTEST_SLUG else path


def unpack_path(path: str, headline: str) -> str:
    """Undo `pack_path`."""
    if _SLUG_MARK not in path:
        return path
    return path.replace(_SLUG_MARK, slug_of(headline))


def slug_of(headline: str) -> str:
    """Return a headline as many sites put it into the URL.

    Stored paths are read back with it: another folding needs a migration that writes them anew.
    """
    return fold_words(headline).replace(" ", "-")
