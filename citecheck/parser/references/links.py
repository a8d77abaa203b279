"""Links and addresses in running text as references."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citecheck.models import Reference, ReferenceForm, ReferenceKind
from citecheck.outlets import Outlet, OutletTable
from citecheck.parser.document import Block, Document, Link
from citecheck.parser.references.chunks import Chunk
from citecheck.parser.references.dates import find_dates
from citecheck.parser.references.headline import clean_headline, is_generic_anchor, without_suffix
from citecheck.parser.references.kinds import is_news_url, is_other_host, kind_of
from citecheck.parser.references.naming import find_outlet, trimmed
from citecheck.parser.references.recognise import UNCITED_HOSTS
from citecheck.parser.references.urls import (
    absolute,
    find_urls,
    headline_share,
    host_of,
    is_article,
    original,
    path_of,
    year_in,
)

_SHARE = re.compile(r"/(?:share|sharer|intent|login|signup|subscribe)\b|mailto:|javascript:", re.IGNORECASE)
_SOURCE_LABEL = re.compile(
    r"^\W*(?:sources?|via|from|quelle|fuente|fonte|джерел[оа]|источник|источники|źródło|kaynak|来源|來源)\s*[:：]\s*",
    re.IGNORECASE,
)


_CREDIT = re.compile(r"[*_]*\s*[(\[]([^()\[\]]{2,50})[)\]]")
_LEAD = re.compile(r"[*_]*\s{0,2}[,(–—|·-]\s?[*_]*")
_DAY_END = re.compile(r"[*_]*\s*(?:[).;,|\]]|$|\n)")
"""What stands between a link and its day, and behind the day."""


def inline_references(
    document: Document, block: Block, chunk: Chunk, outlets: OutletTable
) -> list[Reference]:
    """Return the links and written-out addresses of a chunk as references, in order."""
    found = [*_links(document, block, chunk, outlets), *_addresses(document, block, chunk, outlets)]
    return sorted(found, key=lambda r: r.span.start)


def _links(document: Document, block: Block, chunk: Chunk, outlets: OutletTable) -> Iterator[Reference]:
    for link in chunk.links:
        if not link.url.startswith(("http://", "https://", "//")) or _SHARE.search(link.url):
            continue
        url = absolute(original(link.url))
        host = host_of(url)
        if not host or host.endswith(UNCITED_HOSTS) or link.end <= link.start:
            continue
        yield _reference(document, block, chunk, link, url, outlets)


def _reference(
    document: Document, block: Block, chunk: Chunk, link: Link, url: str, outlets: OutletTable
) -> Reference:
    anchor = chunk.text[link.start : link.end]
    bare = _SOURCE_LABEL.sub("", anchor)
    named = find_outlet(bare, outlets) or _dated_credit(bare, outlets)
    host = outlets.by_url(url)
    headline = None
    labelled = len(bare) < len(anchor)
    if not named and not labelled and not is_generic_anchor(anchor) and not find_urls(anchor):
        headline, suffix = _headline(chunk, link, url, outlets)
        named = suffix
    if is_news_url(url, outlets):
        kind = ReferenceKind.NEWS
    elif (named or _credited(chunk, link, anchor)) and not host and is_article(url):
        outlet_name = named.name if named else trimmed(bare)
        kind = kind_of(anchor, outlet_name, named is not None, url, outlets, listed=False)
    else:
        kind = ReferenceKind.OTHER
    if named and host and _is_short_for(bare, named, host):
        named = host
    outlet = named.name if named else host.name if host else None
    if outlet is None and _credited(chunk, link, anchor):
        outlet = trimmed(bare)
    if outlet is None and kind is ReferenceKind.NEWS:
        outlet = host_of(url)
    span = document.span(block, chunk.start + link.start, chunk.start + link.end)
    text = " ".join(anchor.split())
    date = _date(anchor) or _date_behind(chunk.text, link.end, url)
    return Reference("", span, text, kind, ReferenceForm.LINK, headline, outlet, url, date)


def _is_short_for(anchor: str, named: Outlet, host: Outlet) -> bool:
    """Say whether an anchor is a short name of the outlet at the address: "Times" for The New York Times."""
    written = anchor.casefold().strip()
    return (
        host is not named
        and written != named.name.casefold()
        and set(written.split()) <= set(host.name.casefold().split())
    )


def _dated_credit(anchor: str, outlets: OutletTable) -> Outlet | None:
    """Return the outlet of an anchor like "Guardian article: March 14, 2006"."""
    name, colon, rest = anchor.partition(":")
    dates = find_dates(rest) if colon and len(rest) <= 30 else []
    return find_outlet(name, outlets) if dates and not rest[dates[0].end :].strip(" .)") else None


def _credited(chunk: Chunk, link: Link, anchor: str) -> bool:
    """Say whether an anchor stands in brackets of its own: "([Name](…))", "[(Name)](…)"."""
    if not any(c.isalpha() for c in anchor) or is_generic_anchor(anchor):
        return False
    if anchor.startswith(("(", "[")) or _SOURCE_LABEL.match(anchor):
        return 1 <= len(anchor.split()) <= 6
    before = chunk.text[: link.start].rstrip()
    after = chunk.text[link.end :].lstrip()
    return (
        before.endswith(("(", "[", ";", ","))
        and after.startswith((")", "]", ";", ","))
        and len(anchor.split()) <= 5
        and anchor[:1].isupper()
    )


def _headline(chunk: Chunk, link: Link, url: str, outlets: OutletTable) -> tuple[str | None, Outlet | None]:
    """Return the anchor as a headline where its look and the address's own words say that it is one.

    An anchor inside a sentence is the writer's wording, not the outlet's: taken for a headline, it would be
    accused of not existing.
    """
    text, suffix = without_suffix(" ".join(chunk.text[link.start : link.end].split()), outlets, None)
    words = text.split()
    if len(words) < 3:
        return None, suffix
    share = headline_share(text, url) if _begins_alike(text, url) else 0.0
    if suffix and len(words) >= 4:
        return clean_headline(text), suffix
    quoted = text[:1] in '"“«„‘' and text[-1:] in '"”»“’'
    if _is_credited(chunk, link, words, url, outlets):
        return clean_headline(text), suffix
    if (quoted and share >= 0.4) or (share >= 0.5 and (_in_title_case(words) or _stands_alone(chunk, link))):
        return clean_headline(text), suffix
    if share >= 0.8 and len(words) >= 6 and words[0][:1].isupper():
        return clean_headline(text), suffix
    return None, suffix


def _is_credited(chunk: Chunk, link: Link, words: list[str], url: str, outlets: OutletTable) -> bool:
    """Say whether a link opens a line and its outlet stands right behind: "Kudzu goes north (NYT) The"."""
    credit = _CREDIT.match(chunk.text, link.end)
    line = chunk.text[: link.start].rsplit("\n", 1)[-1]
    if not credit or not words[0][:1].isupper() or any(map(str.isalnum, line)):
        return False
    outlet = find_outlet(credit.group(1), outlets)
    return outlet is not None and outlet is outlets.by_url(url)


def _begins_alike(text: str, url: str) -> bool:
    """Say whether a text has the address's first word: a headline's slug begins as the headline does."""
    longest = max(path_of(url).casefold().split("/"), key=len, default="")
    first = next((word for word in re.findall(r"[^\W\d_]{3,}", longest)), "")
    return first in text.casefold()


def _in_title_case(words: list[str]) -> bool:
    long = [word for word in words if len(word) > 3]
    return len(words) >= 4 and len(long) >= 3 and sum(word[:1].isupper() for word in long) >= 0.8 * len(long)


def _stands_alone(chunk: Chunk, link: Link) -> bool:
    """Say whether an anchor is a line of its own, or set apart like a title."""
    before = chunk.text[: link.start].rstrip()
    after = chunk.text[link.end :].lstrip()
    return (not before or before.endswith((":", "-", "–", "—", "|"))) and (
        not after or after[0] in "-–—|(.,;[#"
    )


def _date(anchor: str) -> str | None:
    return next((d.iso for d in find_dates(anchor) if d.exactness == 3 and not d.accessed), None)


def _date_behind(text: str, at: int, url: str) -> str | None:
    """Return the day that stands behind a link like a part of it: "[Reuters](…), 3 June 2025."."""
    lead = _LEAD.match(text, at)
    tail = text[lead.end() : lead.end() + 40] if lead else ""
    for date in find_dates(tail):
        if (
            date.start == 0
            and date.exactness in (0, 3)
            and not date.accessed
            and _DAY_END.match(tail, date.end)
        ):
            year = year_in(url)
            return date.iso if date.exactness else f"{year}-{date.iso[2:]}" if year else None
    return None


def _addresses(document: Document, block: Block, chunk: Chunk, outlets: OutletTable) -> Iterator[Reference]:
    for found in find_urls(chunk.text):
        if any(link.start < found.end and found.start < link.end for link in chunk.links) or _SHARE.search(
            found.url
        ):
            continue
        url = absolute(original(found.url))
        host = outlets.by_url(url)
        if not found.url.lower().startswith("http") and host is None:
            continue  # "and/or", "km.h/s": only a known host makes an address of it
        kind = ReferenceKind.NEWS if is_news_url(url, outlets) else ReferenceKind.OTHER
        outlet = host.name if host else None if is_other_host(url) else host_of(url) or None
        span = document.span(block, chunk.start + found.start, chunk.start + found.end)
        date = _date_behind(chunk.text, found.end, url)
        yield Reference("", span, found.url, kind, ReferenceForm.URL, None, outlet, url, date)
