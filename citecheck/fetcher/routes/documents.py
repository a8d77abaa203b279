"""Reading what services answer: XML that is whole, JSON of the due shape, never a wall taken for a list."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from citecheck.fetcher.interface import FetchError, Response
from citecheck.fetcher.redact import place_of
from citecheck.models import Reason

if TYPE_CHECKING:
    from lxml.etree import _Element

_BARE_AMPERSAND = re.compile(rb"&(?!(?:[A-Za-z][A-Za-z0-9]{1,30}|#\d{1,7}|#x[0-9A-Fa-f]{1,6});)")


@dataclass(frozen=True, slots=True)
class Xml:
    """A parsed list."""

    root: _Element
    whole: bool
    """False where it had to be repaired: something may be missing from it, so it proves no absence."""

    def all(self, name: str) -> list[_Element]:
        """Return every element of this local name, whatever its namespace."""
        return [e for e in self.root.iter() if isinstance(e.tag, str) and local(e) == name]


def local(element: _Element) -> str:
    """Return an element's name without its namespace (services vary the namespaces)."""
    return str(element.tag).rpartition("}")[2]


def child_text(element: _Element, *path: str) -> str | None:
    """Return the text of the first child of a local name, followed down a path of them; None if not there."""
    for name in path:
        found = next((c for c in element if isinstance(c.tag, str) and local(c) == name), None)
        if found is None:
            return None
        element = found
    return "".join(str(part) for part in element.itertext()).strip() or None


def is_html(body: bytes) -> bool:
    """Say whether a body is a web page, whatever its declared type."""
    start = body[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    while start.startswith(b"<!--"):
        start = start.partition(b"-->")[2].lstrip()
    return start.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<script", b"<title"))


def refuse_html(response: Response, due: str) -> None:
    """Refuse a web page where data was due: a consent page, bot wall or error page with status 200.

    Raises:
        FetchError: BLOCKED.
    """
    if is_html(response.body):
        place = place_of(response.url)
        raise FetchError(Reason.BLOCKED, f"{place} answered with a web page where {due} was due")


def read_json(response: Response, due: str) -> Any:
    """Return a JSON answer.

    Raises:
        FetchError: it is a web page, or no whole JSON.
    """
    refuse_html(response, due)
    return response.json()


def fail(response: Response, what: str) -> FetchError:
    """Return the refusal for an answer that is not what was due."""
    return FetchError(Reason.UNREADABLE, f"{place_of(response.url)} {what}")


def read_xml(response: Response, *roots: str) -> Xml:
    """Return an XML answer.

    Comments (which one large service fills with "--") and bare ampersands are mended without a loss.
    Anything else that is malformed is read as far as it goes, and marked as not whole; a document
    that breaks off is refused.

    Args:
        response: what came back.
        roots: local names its root may have.

    Raises:
        FetchError: it is a web page, no such XML, breaks off, or declares entities.
    """
    body = response.body
    refuse_html(response, "XML")
    if b"<!ENTITY" in body:
        raise fail(response, "answered with XML that declares entities")
    root, whole = _parse(body)
    if root is None or local(root) not in roots:
        raise fail(response, f"did not answer with the {' or '.join(roots)} that was due")
    if not whole and not _closes(body, local(root)):
        raise fail(response, "answered with XML that breaks off")
    return Xml(root, whole)


def _closes(body: bytes, root: str) -> bool:
    """Say whether a document ends with its root's end tag."""
    return re.search(rb"</(?:[\w.-]{1,40}:)?%s\s*>\s*$" % root.encode(), body[-400:]) is not None


def _parse(body: bytes) -> tuple[_Element | None, bool]:
    """Return the root and whether nothing was lost."""
    from lxml import etree

    for text in (body, _mended(body)):
        try:
            return etree.fromstring(text, _parser(etree)), True
        except etree.XMLSyntaxError:
            continue
    try:
        return etree.fromstring(_mended(body), _parser(etree, recover=True)), False
    except etree.XMLSyntaxError:
        return None, False


def _parser(etree: Any, recover: bool = False) -> Any:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, recover=recover
    )


def _mended(body: bytes) -> bytes:
    """Return the document without comments and with its bare ampersands written out."""
    parts = []
    at = 0
    while (start := body.find(b"<!--", at)) >= 0:
        end = body.find(b"-->", start + 4)
        if end < 0:
            break
        parts.append(body[at:start])
        at = end + 3
    parts.append(body[at:])
    return _BARE_AMPERSAND.sub(b"&amp;", b"".join(parts)).lstrip()


def html_text(html: str) -> str:
    """Return the text of an HTML fragment such as an API gives: paragraphs parted by a blank line."""
    from lxml import etree
    from lxml import html as parser

    if not html.strip():
        return ""
    try:
        root = parser.fragment_fromstring(html, create_parent="div")
    except (etree.LxmlError, ValueError):
        return ""
    for furniture in root.xpath(".//script|.//style|.//figure|.//aside|.//video-js|.//iframe|.//noscript"):
        furniture.drop_tree()
    blocks = root.xpath(".//p|.//h2|.//h3|.//h4|.//li[not(.//p or .//li)]|.//blockquote[not(.//p)]")
    texts = [" ".join(str(block.text_content()).split()) for block in blocks]
    whole = "\n\n".join(text for text in texts if text)
    return whole or " ".join(str(root.text_content()).split())


def text_of(value: object) -> str:
    """Return a plain-text field with its line ends; "" where it is none."""
    return value.strip() if isinstance(value, str) else ""


def plain(text: object) -> str | None:
    """Return a title as text: tags dropped, entities undone, blanks folded; None where nothing is left."""
    from html import unescape

    if not isinstance(text, str):
        return None
    without_tags = re.sub(r"</?(?:b|i|em|strong|span|br|sup|sub)\b[^<>]{0,200}>", "", text[:2000])
    return " ".join(unescape(without_tags).split()) or None
