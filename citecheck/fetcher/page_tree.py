"""A page's bytes -> a tree, whatever they are."""

from __future__ import annotations

import codecs
import contextlib
import re
from typing import Any

_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}["']?\s{0,5}([a-zA-Z0-9_-]{2,30})""", re.I)
_CHARSET = re.compile(r"""charset\s{0,5}=\s{0,5}["']?([a-zA-Z0-9_-]{2,30})""", re.I)
_XML_HEAD = re.compile(r"^\s{0,100}<\?xml[^>]{0,300}\?>")
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_LARGEST = 10_000_000
# Browsers take these for Windows-1252, and so do those who declare them.
_WESTERN = frozenset({"iso8859-1", "ascii", "cp1252"})


def decode(html: bytes | str, content_type: str = "") -> str:
    """Return a page as text.

    Bytes that are valid UTF-8 are UTF-8, whatever header and page declare: no other text is that by chance.
    """
    if isinstance(html, str):
        return html[:_LARGEST]
    html = html[:_LARGEST]
    for bom, name in _BOMS:
        if html.startswith(bom):
            return html.decode(name, "replace")
    with contextlib.suppress(UnicodeDecodeError):
        return html.decode("utf-8")
    in_header = _CHARSET.search(content_type)
    in_page = _DECLARED.search(html[:4096])
    declared = [in_header[1] if in_header else "", in_page[1].decode("ascii") if in_page else ""]
    for name in filter(None, declared):
        with contextlib.suppress(LookupError):
            if codecs.lookup(name).name not in _WESTERN and codecs.lookup(name).name != "utf-8":
                return html.decode(name, "replace")
    # Here and there a broken letter, or hardly a whole one: UTF-8 with an accident, or Windows-1252.
    text = html.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(not c.isascii() for c in text) - broken
    return text if whole >= broken else html.decode("cp1252", "replace")


def parse(text: str) -> Any:
    """Return the page's root element, or None where there is nothing to parse.

    Nothing outside the page is read, and the parser bounds the depth. Comments are dropped, so that they do
    not part the words around them.
    """
    import lxml.html
    from lxml import etree

    parser = lxml.html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    clean = _XML_HEAD.sub("", text).replace("\x00", "")
    try:
        return lxml.html.document_fromstring(clean.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def squeeze(text: str | None) -> str:
    """Return text with each run of white space made one blank."""
    return " ".join((text or "").split())


def words_of(element: Any) -> str:
    """Return an element's text on one line."""
    return squeeze(element.text_content())
