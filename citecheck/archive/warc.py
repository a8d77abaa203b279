"""Reading stories out of web archives (WARC): pages, sitemaps, feeds, and lists as common APIs give them."""

from __future__ import annotations

import io
import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, BinaryIO

from citecheck.archive.feeds import read_xml
from citecheck.archive.keys import day_number
from citecheck.archive.rows import LIST, BadRow, Item, Row
from citecheck.archive.stories import row_of
from citecheck.errors import ArchiveError
from citecheck.models import Story
from citecheck.outlets import known_outlets

PageReader = Callable[[bytes, str, str, Mapping[str, str]], Story | str]
"""Reads a story's page by its bytes, address, outlet and headers (names in lower case), or says why not."""

_LARGEST = 25_000_000
"""Bytes of a record's content, expanded; more is no page and no list."""
_OK = "200"
_STUMBLES = (ValueError, EOFError, zlib.error, LookupError, AttributeError, TypeError)
"""What warcio's parser raises over damaged files."""


def read_warc(stream: BinaryIO, outlet: str | None = None, pages: PageReader | None = None) -> Iterator[Item]:
    """Read a web archive's responses with status 200; images, scripts and the like are passed over.

    Args:
        stream: the WARC, expanded.
        outlet: whose stories these are; None to go by the addresses.
        pages: reads HTML; without it, every page is a bad row.

    Yields:
        Rows, and for what should be a story and is not a BadRow with the record's number for a line.

    Raises:
        ArchiveError: the file is damaged or cut short.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    try:
        for number, record in enumerate(ArchiveIterator(stream), 1):
            if record.rec_type == "response" and record.http_headers is not None:
                yield from _items(number, record, outlet, pages)
    except (
        ArchiveLoadFailed,
        ValueError,
        EOFError,
        zlib.error,
        LookupError,
        AttributeError,
        TypeError,
    ) as error:
        # warcio meets damaged files with whatever its parser stumbles over.
        raise ArchiveError("a damaged WARC file") from error


def _items(number: int, record: Any, outlet: str | None, pages: PageReader | None) -> Iterator[Item]:
    if record.http_headers.get_statuscode() != _OK:
        return
    url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    headers = {name.lower(): value for name, value in record.http_headers.headers}
    kind = _kind(headers.get("content-type", "").lower())
    if kind is None or url.endswith("/robots.txt"):
        return
    body = record.content_stream().read(_LARGEST + 1)
    if len(body) > _LARGEST:
        yield BadRow(number, f"{url}: larger than a page or list")
    elif kind == "xml":
        yield from _of_xml(number, url, body, outlet)
    elif kind == "json":
        yield from _of_json(number, body, outlet)
    else:
        yield _of_page(number, url, body, headers, outlet, pages)


def _kind(content_type: str) -> str | None:
    for kind in ("json", "html", "xml"):
        if kind in content_type:
            return kind
    return None


def _of_xml(number: int, url: str, body: bytes, outlet: str | None) -> Iterator[Item]:
    try:
        for item in read_xml(io.BytesIO(body), outlet):
            yield BadRow(number, item.why, item.outlet) if isinstance(item, BadRow) else item
    except ArchiveError as error:
        yield BadRow(number, f"{url}: {error}")


def _of_page(
    number: int,
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    outlet: str | None,
    pages: PageReader | None,
) -> Item:
    name = outlet or _owner(url)
    if not name:
        return BadRow(number, f"{url}: no outlet known for it; name it with --outlet")
    if pages is None:
        return BadRow(number, f"{url}: a page, and nothing here reads pages", name)
    story = pages(body, url, name, headers)
    return BadRow(number, f"{url}: {story}", name) if isinstance(story, str) else row_of(story)


_TITLES = ("webTitle", "headline", "title")
_URLS = ("webUrl", "url", "link")
_DATES = ("webPublicationDate", "published_at", "datePublished", "date_gmt", "date", "published")


def _of_json(number: int, body: bytes, outlet: str | None) -> Iterator[Item]:
    """Yield the stories of a list as the APIs of the Guardian, Ghost, WordPress and others give it."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        yield BadRow(number, "invalid JSON")
        return
    for item in _listed(value):
        url, headline = _first(item, _URLS), _first(item, _TITLES)
        name = outlet or _owner(url)
        if url and headline and name:
            yield Row(name, url, day_number(_first(item, _DATES)), headline, LIST)


def _listed(value: Any) -> list[dict[str, Any]]:
    """Return the objects of the list that an answer is, or holds one or two levels down."""
    if isinstance(value, dict) and isinstance(value.get("response"), dict):
        value = value["response"]
    if isinstance(value, dict):
        value = next((value[key] for key in ("results", "posts", "articles", "items") if key in value), None)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _first(item: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    for key in keys:
        value = item.get(key)
        if isinstance(value, dict):
            value = value.get("rendered")
        if isinstance(value, str) and value.strip():
            return _plain(value)
    return ""


def _plain(text: str) -> str:
    from html import unescape

    return " ".join(unescape(text).split())


def _owner(url: str) -> str | None:
    known = known_outlets().by_url(url)
    return known.name if known else None
