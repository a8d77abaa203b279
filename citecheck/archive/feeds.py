"""Reading stories out of news sitemaps, plain sitemaps, RSS and Atom, element by element."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import Any, BinaryIO

from citecheck.archive.keys import day_number
from citecheck.archive.rows import LIST, SLUG, BadRow, Detail, Item, Row
from citecheck.errors import ArchiveError
from citecheck.outlets import known_outlets
from citecheck.slug import slug_words

_Element = Any  # of lxml, whose types say less than this code knows
_STORIES = ("{*}url", "{*}item", "{*}entry", "{*}sitemap")
_DATED = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?|[a-z]{3})[/-](\d\d?)(?:/|-|$)")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def read_xml(stream: BinaryIO, outlet: str | None = None) -> Iterator[Item]:
    """Read a sitemap or feed.

    A plain sitemap names no headlines: then the words of the URL are taken, marked as such.

    Args:
        stream: the XML.
        outlet: whose stories these are; None to go by the news sitemap's own word or by the host.

    Raises:
        ArchiveError: the XML is damaged, or of another kind.
    """
    from lxml import etree

    found = False
    try:
        elements = etree.iterparse(
            stream, tag=_STORIES, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        for _, element in elements:
            found = True
            yield _item(element, outlet)
            # What was read is dropped, or a large file would be held whole.
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise ArchiveError(f"damaged XML: {error.msg}") from error
    if not found:
        raise ArchiveError("neither a sitemap nor a feed: no url, item or entry in it")


def _item(element: _Element, outlet: str | None) -> Item:
    line = element.sourceline or 0
    kind = element.tag.rpartition("}")[2]
    if kind == "sitemap":
        return BadRow(line, f"a list of sitemaps; get and import {_text(element, 'loc') or 'them'} itself")
    url = _link(element) if kind == "entry" else _text(element, "loc") or _text(element, "link")
    headline = _text(element, "news/title") or (_text(element, "title") if kind != "url" else "")
    name = outlet or _outlet_of(element, url)
    if not name:
        return BadRow(line, "no outlet known for it; name it with --outlet")
    source = LIST
    if not headline:
        headline, source = slug_words(url) or "", SLUG
    if not headline:
        return BadRow(line, "no headline, and no words in its URL", name)
    written = _text(element, "news/publication_date") or _text(element, "pubDate", "published", "date")
    day = _day(written) if written else None
    detail = Detail(
        updated=_iso(_text(element, "lastmod", "updated")),
        standfirst=_plain(_text(element, "description", "summary")),
    )
    return Row(name, url, day or _day_in(url), headline, source, (), detail if any(detail) else None)


def _text(element: _Element, *paths: str) -> str:
    """Return the text at the first path that has any; paths are local names parted by slashes."""
    for path in paths:
        found = element.find("/".join(f"{{*}}{step}" for step in path.split("/")))
        if found is not None and (text := "".join(found.itertext()).strip()):
            return " ".join(text.split())
    return ""


def _link(entry: _Element) -> str:
    """Return the address of an Atom entry's page."""
    links = entry.findall("{*}link")
    best = [link for link in links if link.get("rel", "alternate") == "alternate"] or links
    return (best[0].get("href") or "").strip() if best else ""


def _outlet_of(element: _Element, url: str) -> str:
    known = known_outlets().by_url(url)
    return known.name if known else _text(element, "news/publication/name")


def _day(written: str) -> int | None:
    """Read a date as feeds give it: ISO 8601, or as in mail."""
    day = day_number(written)
    if day is None:
        try:
            day = day_number(parsedate_to_datetime(written).date().isoformat())
        except ValueError:
            return None
    return day


def _iso(written: str) -> str | None:
    return written if written and day_number(written) else None


def _day_in(url: str) -> int | None:
    """Return the day that a URL's path names ("/2031/may/02/", "/2031-05-02")."""
    match = _DATED.search(url)
    if match is None:
        return None
    year, month, day = match.groups()
    if not month.isdigit():
        if month not in _MONTHS:
            return None
        month = str(_MONTHS.index(month) + 1)
    return day_number(f"{year}-{int(month):02}-{int(day):02}")


def _plain(html: str) -> str | None:
    """Take simple markup out of a summary."""
    return " ".join(re.sub(r"<[^<>]{0,2000}>", " ", html).split()) or None
