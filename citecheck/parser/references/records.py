"""References spread over labelled lines: "Source: Reuters (3 June 2025)" … "URL: https://…"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from citecheck.models import Reference, ReferenceForm, Span
from citecheck.outlets import OutletTable
from citecheck.parser.document import Block, Document
from citecheck.parser.references.chunks import chunk_of
from citecheck.parser.references.dates import find_dates
from citecheck.parser.references.headline import clean_headline
from citecheck.parser.references.kinds import kind_of
from citecheck.parser.references.naming import canonical, find_outlet, trimmed
from citecheck.parser.references.pieces import Piece, find_named
from citecheck.parser.references.urls import absolute, find_urls, host_of, is_article, original
from citecheck.parser.words import words

_LABEL = re.compile(r"\W{0,8}([^\W\d_][\w /-]{1,24}?)\W{0,3}[:：]\W{0,4}(?=\S)")
_COLON = re.compile("[:：]")
_COLON_AT = 40
"""Characters within which the colon of a label stands, by `_LABEL`."""


_HEADLINE_WORDS = 4
"""Words before an outlet, its dash among them, that are a headline rather than part of its name."""


@cache
def _labels() -> dict[str, str]:
    return {label: field for field, labels in words("record").items() for label in labels}


@dataclass(slots=True)
class _Record:
    span: Span
    text: str
    fields: dict[str, str]


class RecordReader:
    """Collects labelled lines until they make a reference."""

    def __init__(self, document: Document, outlets: OutletTable) -> None:
        """Begin with nothing collected."""
        self._document = document
        self._outlets = outlets
        self._open: _Record | None = None

    def read(self, block: Block) -> list[Reference] | None:
        """Take a block; return the references it completes, or None where it is no labelled line."""
        if len(block.text) > 600 or "\n" in block.text.strip():
            return None
        if not _COLON.search(block.text, 0, _COLON_AT):
            return None
        match = _LABEL.match(block.text)
        field = _labels().get(match.group(1).strip().casefold()) if match else None
        if match is None or field is None:
            return None
        value = block.text[match.end() :].strip()
        if field == "outlet":
            return self._outlet_line(block, match.end(), value)
        if field == "url":
            return self._url_line(block, value)
        if self._open is None and field != "headline":
            return None
        if field == "headline":
            done = self.finish()
            self._open = _Record(self._span(block), block.text, {"headline": value})
            return done
        if self._open:
            self._open.fields.setdefault(field, value)
        return []

    def _outlet_line(self, block: Block, start: int, value: str) -> list[Reference] | None:
        chunk = chunk_of(block, start)
        if chunk is None or chunk.links or find_urls(value) or '"' in value or "“" in value:
            return None
        if self._open and "outlet" not in self._open.fields:
            self._open.fields["outlet"] = value
            return []
        named = find_named(Piece(0, value), self._outlets)
        if not named and (len(value.split()) > 12 or ". " in value):
            return None
        if named and len(value[: named[1].start].split()) >= _HEADLINE_WORDS:
            return None  # "Source: Headline – Outlet" is an entry
        done = self.finish()
        self._open = _Record(self._span(block), block.text, {"outlet": value})
        return done

    def _url_line(self, block: Block, value: str) -> list[Reference] | None:
        urls = [link.url for link in block.links] or [found.url for found in find_urls(value)]
        if len(urls) != 1 or self._open is None:
            return None
        self._open.fields["url"] = absolute(original(urls[0]))
        return self.finish()

    def finish(self) -> list[Reference]:
        """Return the open record as a reference, if it amounts to one."""
        record, self._open = self._open, None
        if record is None:
            return []
        fields = record.fields
        url = fields.get("url")
        headline = clean_headline(fields["headline"]) if "headline" in fields else None
        if not url and not (headline and "outlet" in fields):
            return []
        outlet, date = self._outlet(fields.get("outlet", ""))
        named = find_outlet(outlet, self._outlets) if outlet else None
        host = self._outlets.by_url(url) if url else None
        known = named or host
        name = known.name if known else outlet or (host_of(url) if url and is_article(url) else None)
        dates = [d.iso for d in find_dates(fields.get("date", "")) if d.exactness]
        kind = kind_of(record.text, name, known is not None, url, self._outlets, listed=True)
        return [
            Reference(
                "",
                record.span,
                " ".join(record.text.split()),
                kind,
                ReferenceForm.ENTRY,
                headline,
                name,
                url,
                dates[0] if dates else date,
                trimmed(fields["author"]) if fields.get("author") else None,
            )
        ]

    def _outlet(self, value: str) -> tuple[str | None, str | None]:
        """Return the outlet and the date of "Port Sella Gazette (May 4, 2026, 09:15 UTC)"."""
        dates = [d for d in find_dates(value) if d.exactness]
        date = dates[0].iso if dates else None
        bare = value
        for d in dates:
            bare = bare[: d.start] + " " * (d.end - d.start) + bare[d.end :]
        named = find_named(Piece(0, bare), self._outlets)
        if named:
            return named[0].name, date
        name = re.split(r"[(\[|]|\s[-–—]\s|,\s", bare)[0]
        return (canonical(name, self._outlets) or None), date

    def _span(self, block: Block) -> Span:
        return self._document.span(block, 0, len(block.text))
