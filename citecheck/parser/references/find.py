"""Walk over a document, knowing what stands under which heading, and say where references are to be read."""

from __future__ import annotations

from dataclasses import replace

from citecheck.models import Reference, ReferenceForm, Unread
from citecheck.outlets import OutletTable
from citecheck.parser.document import Block, BlockKind, Document
from citecheck.parser.headings import is_reference_heading, label_end
from citecheck.parser.references.attributions import find_attributions
from citecheck.parser.references.cards import may_head
from citecheck.parser.references.chunks import Chunk, chunk_of
from citecheck.parser.references.entry import read_entry
from citecheck.parser.references.found import Found
from citecheck.parser.references.parts import Entry
from citecheck.parser.references.recognise import (
    closes_list,
    is_bare_prose,
    is_cited,
    is_entry,
    is_list_page,
    is_prose,
    listed_blocks,
    outside_text,
    worth_reading,
)
from citecheck.parser.references.records import RecordReader
from citecheck.parser.references.splitting import split_entries
from citecheck.parser.references.tables import TableReader, row_start
from citecheck.parser.references.templates import read_template
from citecheck.parser.references.urls import COPY_SIGNS, absolute, copies_in, find_urls
from citecheck.parser.words import has_any

_SILENT = frozenset({BlockKind.NAVIGATION, BlockKind.CODE, BlockKind.CAPTION})
_PLAIN_LEVEL = 7
"""Level of a bold or plain line that serves as a heading: below every real one."""
_LONGEST_ENTRY = 1500
_NONE = -2
"""Index of no block, nor of the one before the first."""
_BETWEEN_LINKS = frozenset(" |/,;、·｜•\u00a0")


def find_references(
    document: Document, outlets: OutletTable
) -> tuple[tuple[Reference, ...], tuple[Unread, ...], frozenset[int]]:
    """Find what a document cites.

    Args:
        document: the blocks.
        outlets: the known outlets.

    Returns:
        The references in document order; list entries that could not be read; and the indices of the
        blocks that are reference material, so that no claim is looked for in them.
    """
    found = _Finder(document, outlets).find()
    found.references.extend(find_attributions(document, outlets, found.references, found.blocks))
    ordered = sorted(found.references, key=lambda r: (r.span.start, r.span.end))
    linked = any(each.url for each in ordered)
    copies = copies_in(document.blocks) if linked and has_any(document.source, COPY_SIGNS) else {}
    numbered = tuple(
        replace(each, id=f"r{i}", copy_url=copies.get(absolute(each.url)) if each.url else None)
        for i, each in enumerate(ordered, 1)
    )
    return numbered, tuple(found.unread), frozenset(found.blocks)


class _Finder:
    """Walks over the blocks, knowing whether it stands in a list of references."""

    def __init__(self, document: Document, outlets: OutletTable) -> None:
        self._document = document
        self._outlets = outlets
        self._year = document.date[:4] if document.date else None
        self._level: int | None = 0 if is_list_page(document.title) else None
        """Level of the heading of the list we are in; None outside."""
        self._depth = 1
        """List level of the entries of this list; deeper items are remarks on them."""
        self._tables = TableReader(document, outlets)
        self._listed: frozenset[int] = frozenset()
        self._out = Found(document, outlets, self._year)
        self._above: str | None = None
        """The line right above, where it may be a headline."""
        self._gave_one = _NONE
        """The block that made one reference, the last of those found."""
        self._records = RecordReader(document, outlets, self._out.references)

    def find(self) -> Found:
        blocks = self._document.blocks
        self._listed = listed_blocks(blocks, self._outlets)
        for index, block in enumerate(blocks):
            if block.kind in _SILENT:
                continue
            self._block(index, block)
        self._records.finish()
        return self._out

    def _block(self, index: int, block: Block) -> None:
        if block.kind not in (BlockKind.TITLE, BlockKind.HEADING) and self._records.read(block):
            self._out.blocks.add(index)
            return
        self._records.interrupt()
        above, self._above = self._above, None
        if (self._gave_one == index - 1 and self._out.completes(block)) or self._out.card(block, above):
            self._out.blocks.add(index)
            return
        before = len(self._out.references)
        self._read(index, block)
        found = len(self._out.references) - before
        self._gave_one = index if found == 1 else _NONE
        self._above = block.text if not found and may_head(block) else None
        self._records.below(block, found)

    def _read(self, index: int, block: Block) -> None:
        match block.kind:
            case BlockKind.TITLE | BlockKind.HEADING:
                self._heading(index, block)
            case BlockKind.TEMPLATE:
                reference = read_template(block, self._document, self._outlets)
                if reference:
                    self._out.keep(index, [reference])
            case BlockKind.FOOTNOTE:
                self._footnote(index, block)
            case BlockKind.TABLE_ROW:
                self._table_row(index, block)
            case _:
                self._flow(index, block)

    # -- headings --------------------------------------------------------------------------------------

    def _heading(self, index: int, block: Block) -> None:
        if is_reference_heading(block.text):
            self._level = min(block.level, self._level or block.level)
            self._depth = 1
            self._out.blocks.add(index)
            return
        if self._level is not None and self._document.format == "text" and self._is_entry_line(block):
            self._list_block(index, block, 0)
            return
        if self._level is not None and block.level <= self._level:
            self._level = None
        chunk = chunk_of(block)
        if chunk and (block.links or "://" in block.text or index in self._listed):
            self._body_chunk(index, block, chunk)

    def _is_entry_line(self, block: Block) -> bool:
        """Say whether a line that stands alone like a heading names a headline and a known outlet."""
        chunk = chunk_of(block)
        entry = read_entry(chunk, self._outlets, self._year) if chunk else None
        return bool(
            entry and entry.headline and entry.known and entry.named and (entry.shaped or entry.quoted)
        )

    def _opens_list(self, block: Block) -> int:
        """Return how many characters of a block are a heading of a list of references; 0 for none."""
        if any(link.url.startswith("#") for link in block.links):
            return 0  # a table of contents
        if len(block.text) <= 80 and "\n" not in block.text:
            return len(block.text) if is_reference_heading(block.text) else 0
        end = block.text.find("\n")
        first = block.text[: end if end >= 0 else len(block.text)]
        return end if end > 0 and is_reference_heading(first) else 0

    # -- running text ------------------------------------------------------------------------------------

    def _flow(self, index: int, block: Block) -> None:
        opened = self._opens_list(block)
        if opened:
            self._level = _PLAIN_LEVEL if self._level is None else self._level
            self._depth = 1
            if opened == len(block.text):
                self._out.blocks.add(index)
                return
            self._list_block(index, block, opened)
            return
        label = label_end(block.text)
        if label and self._like_entries(block, label):
            self._list_block(index, block, label)
            return
        if self._level is not None and closes_list(block):
            self._level = None
        if self._level is None or (block.kind is BlockKind.LIST_ITEM and block.level > self._depth):
            self._body(index, block)
        else:
            self._list_block(index, block, 0)

    def _list_block(self, index: int, block: Block, start: int) -> None:
        """Read a block under a heading for references."""
        if block.kind is BlockKind.LIST_ITEM and index not in self._out.blocks:
            self._depth = max(self._depth, 1)
        if block.kind is BlockKind.QUOTE and not block.links:
            return
        if (
            self._level == _PLAIN_LEVEL
            and block.kind is BlockKind.PARAGRAPH
            and not self._like_entries(block, start)
        ):
            self._level = None
            self._body(index, block)
            return
        read = 0
        for chunk in split_entries(block, start, self._outlets):
            read += self._list_chunk(index, block, chunk)
        if read:
            self._out.blocks.add(index)

    def _like_entries(self, block: Block, start: int) -> bool:
        for chunk in split_entries(block, start, self._outlets):
            if chunk.links or find_urls(chunk.text):
                return True
            entry = read_entry(chunk, self._outlets, self._year)
            if entry.shaped or entry.quoted or (entry.headline and entry.date):
                return True
        return False

    def _list_chunk(self, index: int, block: Block, chunk: Chunk) -> int:
        if len(chunk.text) > _LONGEST_ENTRY and not is_entry(
            chunk, read_entry(chunk, self._outlets, self._year), self._outlets
        ):
            self._body_chunk(index, block, chunk)
            return 0
        if self._out.continues(block, chunk):
            return 1
        entry = read_entry(chunk, self._outlets, self._year)
        urls = find_urls(chunk.text)
        if len(urls) + len(chunk.links) > 1 and (
            entry.headline is None or _is_row_of_links(chunk, entry.headline)
        ):
            self._out.add_inline(block, chunk)
            return 1
        if entry.headline is None and entry.url is None and not (entry.named and entry.date):
            if block.kind is BlockKind.LIST_ITEM or chunk.label:
                self._out.could_not_read(block, chunk)
                return 1
            return 0
        if not is_cited(entry, chunk):
            return 0
        self._out.add_entry(block, chunk, entry, ReferenceForm.ENTRY, listed=True)
        return 1

    # -- outside lists ---------------------------------------------------------------------------------

    def _body(self, index: int, block: Block) -> None:
        if index not in self._listed and is_bare_prose(block):
            return
        chunks = list(split_entries(block, 0, self._outlets))
        whole = 0
        for chunk in chunks:
            whole += self._body_chunk(index, block, chunk)
        if chunks and whole == len(chunks):
            self._out.blocks.add(index)

    def _body_chunk(self, index: int, block: Block, chunk: Chunk) -> int:
        """Read part of a block outside any list; return 1 where it is a reference and nothing else."""
        if worth_reading(chunk, index in self._listed):
            if self._out.continues(block, chunk):
                return 1
            listed = index in self._listed
            prose = not listed and is_prose(chunk)
            entry = read_entry(chunk, self._outlets, self._year, quoted=prose)
            if is_entry(chunk, entry, self._outlets) or (listed and _is_listed(entry)):
                self._out.add_entry(block, chunk, entry, ReferenceForm.ENTRY, listed=listed)
                return 1
            head = self._first_line(block, chunk)
            if head:
                return head
        if not block.links and "://" not in chunk.text and "www." not in chunk.text:
            return 0
        found = self._out.add_inline(block, chunk)
        return int(found and not any(c.isalpha() for c in outside_text(chunk)))

    def _first_line(self, block: Block, chunk: Chunk) -> int:
        """Read an entry that is the first line of a chunk, remarks on it below; return 1 for one."""
        end = block.text.find("\n", chunk.start, chunk.start + len(chunk.text)) - chunk.start
        if end <= 0 or not any(link.end <= end for link in chunk.links):
            return 0
        first = chunk_of(block, chunk.start, chunk.start + end)
        if first is None:
            return 0
        entry = read_entry(first, self._outlets, self._year)
        if not (entry.date and entry.author and is_entry(first, entry, self._outlets)):
            return 0
        self._out.add_entry(block, first, entry, ReferenceForm.ENTRY, listed=False)
        rest = chunk_of(block, chunk.start + end, chunk.start + len(chunk.text))
        if rest:
            self._out.add_inline(block, rest)
        return 1

    def _footnote(self, index: int, block: Block) -> None:
        self._out.blocks.add(index)
        for chunk in split_entries(block, 0, self._outlets):
            chunk = replace(chunk, label=block.label)
            entry = read_entry(chunk, self._outlets, self._year)
            prose = len(chunk.text) > 400 and not entry.quoted
            if (entry.url or entry.shaped or entry.quoted or (entry.headline and entry.date)) and not prose:
                self._out.add_entry(block, chunk, entry, ReferenceForm.FOOTNOTE, listed=True)
            elif chunk.links or find_urls(chunk.text):
                self._out.add_inline(block, chunk, block.label)

    def _table_row(self, index: int, block: Block) -> None:
        references = self._tables.read(index, block)
        if references is None:
            chunk = chunk_of(block, row_start(block))
            if chunk and self._level is not None and block.level != 1:
                entry = read_entry(chunk, self._outlets, self._year)
                if entry.headline and entry.named and entry.known:
                    self._out.add_entry(block, chunk, entry, ReferenceForm.ENTRY, listed=True)
                    return
            if chunk:
                self._out.add_inline(block, chunk)
            return
        self._out.keep(index, references)


def _is_listed(entry: Entry) -> bool:
    """Say whether an entry among others that end in an outlet is one too: not the word that heads some."""
    return bool(entry.headline) and (entry.outlet is not None or len((entry.headline or "").split()) > 2)


def _is_row_of_links(chunk: Chunk, headline: str) -> bool:
    """Say whether a chunk is nothing but links, none of which is the headline: "[CNN](…), [copy](…)"."""
    outside = outside_text(chunk)
    if any(map(str.isalpha, outside)):
        return False
    anchors = [chunk.text[link.start : link.end] for link in chunk.links]
    names = not set(outside) - _BETWEEN_LINKS and all(map(_is_short, anchors))
    return names or not any(headline in anchor for anchor in anchors)


def _is_short(anchor: str) -> bool:
    """Say whether an anchor is as short as a name of outlets; scripts without blanks need fewer letters."""
    return len(anchor.split()) <= 4 and len(anchor) <= (30 if anchor.isascii() or " " in anchor else 10)
