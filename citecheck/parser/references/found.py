"""What has been found so far: entries made references, and the lines below that complete the last of them."""

from __future__ import annotations

from dataclasses import replace

from citecheck.models import Reference, ReferenceForm, ReferenceKind, Unread
from citecheck.outlets import OutletTable
from citecheck.parser.document import Block, BlockKind, Document
from citecheck.parser.references.cards import read_card
from citecheck.parser.references.chunks import Chunk
from citecheck.parser.references.details import read_details
from citecheck.parser.references.entry import read_entry
from citecheck.parser.references.headline import clean_headline, without_suffix
from citecheck.parser.references.kinds import kind_of
from citecheck.parser.references.links import inline_references
from citecheck.parser.references.parts import Entry
from citecheck.parser.references.recognise import (
    LABEL_WORD,
    is_description,
    only_quoted,
    outside_text,
    says_something,
)
from citecheck.parser.references.urls import find_urls, host_of

_BELOW = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE})
_DRAFT = "r?"


class Found:
    """References in document order, entries that could not be read, and blocks that are nothing else."""

    def __init__(self, document: Document, outlets: OutletTable, year: str | None) -> None:
        """Begin with nothing; `year` is the article's own, for dates that give none."""
        self._document = document
        self._outlets = outlets
        self._year = year
        self.references: list[Reference] = []
        self.unread: list[Unread] = []
        self.blocks: set[int] = set()
        """Indices of blocks that are reference material and nothing else."""

    def keep(self, index: int, references: list[Reference]) -> None:
        """Add what the block at `index` is, nothing else being in it."""
        self.references += references
        self.blocks.add(index)

    def add_entry(
        self, block: Block, chunk: Chunk, entry: Entry, form: ReferenceForm, *, listed: bool
    ) -> None:
        """Add the reference of an entry, one for each headline and each outlet that it names."""
        span = self._document.span(block, chunk.start, chunk.end)
        text = " ".join(chunk.text.split())
        kind = kind_of(
            text,
            entry.outlet,
            entry.known and entry.named,
            entry.url,
            self._outlets,
            listed=listed and entry.dashed,
            headline=entry.headline,
        )
        if kind is ReferenceKind.OTHER and form is ReferenceForm.ENTRY and only_quoted(entry, text):
            kind = ReferenceKind.NEWS  # a headline without an outlet: for the writer to complete, not to drop
        if entry.headline and is_description(entry):
            entry = replace(entry, headline=None)
        if form is ReferenceForm.ENTRY and not entry.headline and entry.url:
            form = ReferenceForm.URL
        first = Reference(
            _DRAFT,
            span,
            text,
            kind,
            form,
            entry.headline,
            entry.outlet,
            entry.url,
            entry.date,
            entry.author,
            chunk.label,
        )
        self.references.append(first)
        self.references += [replace(first, headline=headline, url=None) for headline in entry.headlines[1:]]
        self.references += [replace(first, outlet=name, url=None) for name in entry.outlets[1:]]

    def add_inline(self, block: Block, chunk: Chunk, marker: str | None = None) -> bool:
        """Add the links and addresses of running text; return whether there are any."""
        found = inline_references(self._document, block, chunk, self._outlets)
        self.references += [replace(each, marker=marker) for each in found] if marker else found
        return bool(found)

    def continues(self, block: Block, chunk: Chunk) -> bool:
        """Take an address on a line of its own as the rest of the entry above it; say whether it was one."""
        urls = find_urls(chunk.text)
        links = [link.url for link in chunk.links]
        url = links[0] if len(links) == 1 else urls[0].url if len(urls) == 1 else None
        last = self.references[-1] if self.references else None
        if block.kind is BlockKind.LIST_ITEM and last and last.span.end <= block.source_offset(0):
            return False  # the next entry
        if url is None or last is None or last.form not in (ReferenceForm.ENTRY, ReferenceForm.URL):
            return False
        if last.headline is None and last.url is None:
            return False
        outside = LABEL_WORD.sub("", outside_text(chunk))
        if any(c.isalpha() for c in outside):
            return False
        if any(says_something(chunk.text[link.start : link.end]) for link in chunk.links):
            return False  # a headline of its own, not the address of the one above
        between = self._document.source[last.span.end : block.source_offset(chunk.start)]
        near = len(between) < 40
        same = last.url is not None and last.url.split("#")[0] == url.split("#")[0]
        if near and same:
            return True
        if not near or last.url is not None:
            return False
        entry = read_entry(chunk, self._outlets, self._year)
        outlet = last.outlet or entry.outlet
        known = bool(outlet and self._outlets.get(outlet))
        kind = kind_of(last.text, outlet, known, entry.url, self._outlets, listed=True)
        end = self._document.span(block, chunk.start, chunk.end)
        span = self._document.source_span(last.span.start, end.end)
        self.references[-1] = replace(last, url=entry.url, outlet=outlet, kind=kind, span=span)
        return True

    def card(self, block: Block, above: str | None) -> bool:
        """Read a headline, a line of outlet and date and an address; `above` may be the headline."""
        card = read_card(block, above, self._outlets) if block.kind in _BELOW else None
        if card is None:
            return False
        headline, suffix = without_suffix(clean_headline(card.headline), self._outlets, card.details.outlet)
        host = self._outlets.by_url(card.url)
        outlet = card.details.outlet or (suffix.name if suffix else host.name if host else host_of(card.url))
        known = self._outlets.get(outlet) is not None
        kind = kind_of(block.text, outlet, known, card.url, self._outlets, listed=True, headline=headline)
        reference = Reference(
            _DRAFT,
            self._document.span(block, 0, len(block.text)),
            " ".join(block.text.split()),
            kind,
            ReferenceForm.ENTRY,
            headline,
            outlet,
            card.url,
            card.details.date,
            card.details.author,
        )
        self.references.append(reference)
        return True

    def completes(self, block: Block) -> bool:
        """Take a line of outlet, date and author right below a linked headline for the rest of it."""
        if block.links or block.kind not in _BELOW:
            return False
        last = self.references[-1]
        if not (last.headline and last.url) or last.form not in (ReferenceForm.ENTRY, ReferenceForm.LINK):
            return False
        details = read_details(block.text, self._outlets)
        if details is None or (details.outlet and last.outlet and details.outlet != last.outlet):
            return False
        self.references[-1] = replace(
            last,
            outlet=last.outlet or details.outlet,
            date=last.date or details.date,
            author=last.author or details.author,
        )
        return True

    def could_not_read(self, block: Block, chunk: Chunk) -> None:
        """Note an entry of a list that gives neither headline nor link."""
        span = self._document.span(block, chunk.start, chunk.end)
        if not any(c.isalpha() for c in chunk.text):
            return
        why = "no headline and no link"
        self.unread.append(Unread(span, " ".join(chunk.text.split())[:500], why))
