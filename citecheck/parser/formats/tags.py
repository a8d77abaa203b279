"""Cut HTML into tags and text, in one pass over the source, each with its place.

The parsers of the standard library, lxml and html5lib do not say where a piece of text stands; a reference
must. Malformed markup is read as browsers read it where that matters, and never costs more than one pass.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

_OPEN = re.compile(r"<(?=[a-zA-Z/!?])")
_NAME = re.compile(r"/?([a-zA-Z][a-zA-Z0-9:_-]{0,40})")
_STOP = re.compile("[>\"']")
_ATTRIBUTE = re.compile(
    r"""([a-zA-Z_:@.][\w:.@-]{0,80})\s{0,50}=\s{0,50}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))"""
)
_RAW = frozenset(
    {"script", "style", "svg", "noscript", "template", "textarea", "select", "iframe", "math", "title"}
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[a-zA-Z]\w{1,30});?")


@dataclass(frozen=True, slots=True)
class Piece:
    """A tag, or a run of text."""

    start: int
    end: int
    name: str = ""
    """Lower-case tag name; empty for text."""
    closing: bool = False
    inside: str = ""
    """What stands between the tag's name and its end; for raw elements (script, title …) their content."""

    def attribute(self, name: str) -> str:
        """Return an attribute's value, entities decoded; empty where the tag does not have it."""
        return self.attributes().get(name, "")

    def attributes(self) -> dict[str, str]:
        """Return the tag's attributes, names in lower case."""
        found: dict[str, str] = {}
        for match in _ATTRIBUTE.finditer(self.inside[:20_000]):
            value = match.group(2) or match.group(3) or match.group(4) or ""
            found.setdefault(match.group(1).lower(), html.unescape(value))
        return found


def pieces(source: str, start: int, end: int) -> Iterator[Piece]:
    """Yield the tags and texts of source[start:end] in order; comments and scripts are left out."""
    at = text_from = start
    absent: set[str] = set()
    while True:
        match = _OPEN.search(source, at, end)
        if not match:
            break
        tag = match.start()
        if source.startswith("<!--", tag):
            if tag > text_from:
                yield Piece(text_from, tag)
            close = source.find("-->", tag + 4, end)
            at = text_from = end if close < 0 else close + 3
            continue
        name = _NAME.match(source, tag + 1, end)
        if source[tag + 1] in "!?":
            stop = source.find(">", tag, end)
            if tag > text_from:
                yield Piece(text_from, tag)
            at = text_from = end if stop < 0 else stop + 1
            continue
        if name is None or source.startswith(("://", "//", "@"), name.end() - name.group().endswith(":")):
            at = tag + 1
            continue
        if tag > text_from:
            yield Piece(text_from, tag)
        stop = _tag_end(source, name.end(), end, absent)
        lower = name.group(1).lower()
        closing = name.group().startswith("/")
        inside = source[name.end() : stop - 1]
        at = text_from = stop
        if lower in _RAW and not closing and not inside.endswith("/"):
            close = _raw_end(source, lower, stop, end, absent)
            if lower == "title":
                yield Piece(tag, close, lower, False, source[stop:close])
            at = text_from = close
            continue
        yield Piece(tag, stop, lower, closing, inside)
    if end > text_from:
        yield Piece(text_from, end)


def _tag_end(source: str, at: int, end: int, absent: set[str]) -> int:
    """Return the offset after the tag's ">", quoted values skipped; a quote never closed is none."""
    while True:
        match = _STOP.search(source, at, end)
        if not match:
            return end
        mark = match.group()
        if mark == ">":
            return match.end()
        at = match.end()
        if mark not in absent:
            close = source.find(mark, at, end)
            if close < 0:
                absent.add(mark)
            else:
                at = close + 1


def _raw_end(source: str, name: str, at: int, end: int, absent: set[str]) -> int:
    """Return where the content of a script and the like ends; where it is never closed, at once."""
    if name in absent:
        return at
    match = re.compile(rf"</{name}", re.IGNORECASE).search(source, at, end)
    if not match:
        absent.add(name)
        return at
    return match.start()


def texts(source: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Yield (text, offset, width in the source) for source[start:end], entities decoded.

    The width equals the text's length except for an entity.
    """
    done = start
    if "&" in source[start:end]:
        for match in _ENTITY.finditer(source, start, end):
            if match.start() > done:
                yield source[done : match.start()], done, match.start() - done
            yield html.unescape(match.group()), match.start(), match.end() - match.start()
            done = match.end()
    if end > done:
        yield source[done:end], done, end - done
