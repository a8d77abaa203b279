"""Reading RSS and Atom: the entries of a feed, whatever namespaces it uses."""

from __future__ import annotations

from dataclasses import dataclass

from citecheck.fetcher.interface import Response
from citecheck.fetcher.routes.dates import read_day
from citecheck.fetcher.routes.documents import Xml, child_text, local, plain, read_xml


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed."""

    title: str | None
    link: str
    """As written; "" where there is none."""
    day: str | None
    source: str | None
    """The publisher the feed names, where it is an aggregator's."""
    source_url: str | None = None
    byline: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed's entries."""

    entries: tuple[Entry, ...]
    whole: bool
    """False where the XML had to be repaired."""


def read_feed(response: Response) -> Feed:
    """Read an RSS (any version) or Atom feed.

    Raises:
        FetchError: it is a web page, no feed, or breaks off.
    """
    xml = read_xml(response, "rss", "feed", "RDF")
    return Feed(tuple(_entries(xml)), xml.whole)


def _entries(xml: Xml) -> list[Entry]:
    found = []
    for element in (*xml.all("item"), *xml.all("entry")):
        link = child_text(element, "link") or ""
        if not link:
            # Atom writes its links as attributes; the plain or "alternate" one is the page's.
            links = [c for c in element if isinstance(c.tag, str) and local(c) == "link"]
            page = [c for c in links if c.get("rel") in (None, "alternate")]
            link = str((page or links)[0].get("href") or "") if links else ""
        dates = (child_text(element, name) for name in ("pubDate", "published", "date", "updated"))
        source = next((c for c in element if isinstance(c.tag, str) and local(c).lower() == "source"), None)
        found.append(
            Entry(
                plain(child_text(element, "title")),
                link,
                next((day for text in dates if (day := read_day(text))), None),
                plain("".join(str(t) for t in source.itertext())) if source is not None else None,
                source.get("url") if source is not None else None,
                plain(child_text(element, "creator") or child_text(element, "author")),
            )
        )
    return found
