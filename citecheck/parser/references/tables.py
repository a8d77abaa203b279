"""Rows of a table whose head says "Title", "Source", "URL", "Date"."""

from __future__ import annotations

import re
from functools import cache

from citecheck.models import Reference, ReferenceForm
from citecheck.outlets import OutletTable
from citecheck.parser.document import CELL_BAR, Block, Document
from citecheck.parser.references.dates import find_dates
from citecheck.parser.references.headline import clean_headline, is_generic_anchor, without_suffix
from citecheck.parser.references.kinds import kind_of
from citecheck.parser.references.naming import canonical, find_outlet
from citecheck.parser.references.urls import absolute, find_urls, host_of, is_article, original
from citecheck.parser.words import words


@cache
def _heads() -> dict[str, str]:
    return {head: column for column, heads in words("table").items() for head in heads}


_NUMBER_CELL = re.compile(r"\s*[#№(\[]?\d{0,4}[.)\]]?\s*\|\s*")


class TableReader:
    """Reads rows under the head they stand below."""

    def __init__(self, document: Document, outlets: OutletTable) -> None:
        """Begin outside any table."""
        self._document = document
        self._outlets = outlets
        self._columns: list[str | None] = []
        self._last = -2

    def read(self, index: int, block: Block) -> list[Reference] | None:
        """Take the row at `index`; return its references, or None where the table is none of references."""
        cells = _cells(block)
        if block.level == 1 or index != self._last + 1:
            self._columns = [_column(block.text[a:b]) for a, b in cells]
            self._last = index
            if block.level == 1 or "headline" in self._columns:
                return [] if self._cites() else None
        self._last = index
        if not self._cites():
            return None
        return self._row(block, cells)

    def _cites(self) -> bool:
        columns = set(self._columns)
        return "headline" in columns and bool(columns & {"url", "outlet"})

    def _row(self, block: Block, cells: list[tuple[int, int]]) -> list[Reference]:
        fields: dict[str, str] = {}
        for column, (a, b) in zip(self._columns, cells, strict=False):
            if column:
                fields.setdefault(column, block.text[a:b].strip())
        url = self._url(block, fields)
        outlet_text = fields.get("outlet", "")
        headline, suffix = without_suffix(clean_headline(fields.get("headline", "")), self._outlets, None)
        if not headline or is_generic_anchor(headline):
            return []
        known = (
            find_outlet(outlet_text, self._outlets) or suffix or (self._outlets.by_url(url) if url else None)
        )
        name = (
            known.name
            if known
            else canonical(outlet_text, self._outlets) or (host_of(url) if url and is_article(url) else None)
        )
        dates = [d.iso for d in find_dates(fields.get("date", "")) if d.exactness]
        kind = kind_of(
            block.text, name or None, known is not None, url, self._outlets, listed=True, headline=headline
        )
        span = self._document.span(block, 0, len(block.text))
        return [
            Reference(
                "",
                span,
                " ".join(block.text.split()),
                kind,
                ReferenceForm.ENTRY,
                headline,
                name or None,
                url,
                dates[0] if dates else None,
                fields.get("author") or None,
            )
        ]

    @staticmethod
    def _url(block: Block, fields: dict[str, str]) -> str | None:
        urls = [link.url for link in block.links if link.url.startswith("http")]
        urls = urls or [found.url for found in find_urls(fields.get("url", "") or block.text)]
        return absolute(original(urls[0])) if urls else None


def _cells(block: Block) -> list[tuple[int, int]]:
    cells = []
    at = 0
    for match in re.finditer(re.escape(CELL_BAR), block.text):
        cells.append((at, match.start()))
        at = match.end()
    return [*cells, (at, len(block.text))]


def _column(text: str) -> str | None:
    folded = " ".join(text.casefold().strip(" *_:").split())
    return _heads().get(folded)


def row_start(block: Block) -> int:
    """Return where a row begins behind the cell that only numbers it."""
    match = _NUMBER_CELL.match(block.text)
    return match.end() if match else 0
