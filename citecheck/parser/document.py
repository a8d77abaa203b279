"""A document as blocks of clean text in which every character knows where it stands in the file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from citecheck.models import Span

CELL_BAR = " | "
"""What stands between two cells in the text of a TABLE_ROW block; a header row has level 1."""


def is_even(text: str) -> bool:
    """Say whether the white space inside a text is nothing but single blanks: nearly always so."""
    return text.isprintable() and "  " not in text


def folded(text: str) -> str:
    """Return a text with its white space folded to single blanks, and none at its ends."""
    return text.strip(" ") if is_even(text) else " ".join(text.split())


class BlockKind(StrEnum):
    """What a block is in the document's structure."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    QUOTE = "quote"
    FOOTNOTE = "footnote"
    """The text of a foot- or endnote, or of a <ref>; `Block.label` is its marker."""
    TEMPLATE = "template"
    """A citation template; `Block.fields` are its parameters."""
    TABLE_ROW = "table-row"
    CAPTION = "caption"
    NAVIGATION = "navigation"
    """Menus, share buttons, related links: neither claims nor references."""
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink over part of a block's text."""

    start: int
    """Offset in the block's text."""
    end: int
    url: str


@dataclass(frozen=True, slots=True)
class Marker:
    """A reference marker taken out of the text: a footnote anchor, <sup>3</sup>, [^note], <ref name=…>."""

    at: int
    """Offset in the block's text after which it stood."""
    label: str
    """The label of the FOOTNOTE or TEMPLATE block, or of the list entry, that it points to."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item, note … with markup removed."""

    kind: BlockKind
    text: str
    """Clean text: no markup, no soft hyphens or zero-width characters, white space as it is."""
    origin: tuple[tuple[int, int], ...]
    """(offset in text, offset in source) where each run of one-to-one characters begins; sorted."""
    source_end: int
    """Offset in the source after the block's last character."""
    level: int = 0
    """Heading level from 1, or list depth from 1."""
    label: str | None = None
    links: tuple[Link, ...] = ()
    markers: tuple[Marker, ...] = ()
    emphasis: tuple[tuple[int, int], ...] = ()
    """Runs of italic, bold or <cite> text."""
    fields: dict[str, str] = field(default_factory=dict)

    def source_offset(self, at: int) -> int:
        """Return the place in the source of the character at `at` of the text."""
        origin = self.origin
        run = bisect_right(origin, (at, 1 << 62)) - 1 if len(origin) > 1 else 0
        start, offset = origin[run]
        return offset + at - start


@dataclass(frozen=True)
class Document:
    """A decoded file and its blocks in document order."""

    name: str
    format: str
    source: str
    blocks: Sequence[Block]
    title: str | None = None
    date: str | None = None
    language: str | None = None

    @cached_property
    def _line_starts(self) -> list[int]:
        starts = [0]
        at = self.source.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.source.find("\n", at + 1)
        return starts

    def place(self, offset: int) -> tuple[int, int]:
        """Return (line, column), both from 1, of an offset in the source."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def span(self, block: Block, start: int, end: int) -> Span:
        """Return where text[start:end] of a block stands in the file (`end` exclusive, `end` > `start`)."""
        first = block.source_offset(start)
        last = block.source_offset(end - 1) + 1 if end > start else first
        return self.source_span(first, last)

    def source_span(self, start: int, end: int) -> Span:
        """Return the span of source[start:end]."""
        starts = self._line_starts
        line = bisect_right(starts, start)
        column = start - starts[line - 1] + 1
        if line == len(starts) or end < starts[line]:
            return Span(line, column, line, column + end - start, start, end)  # on one line, mostly
        return Span(line, column, *self.place(end), start, end)
