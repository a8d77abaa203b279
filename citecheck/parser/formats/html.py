"""HTML: saved pages and blog exports, their navigation told from the article."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from citecheck.parser.builder import BlockBuilder
from citecheck.parser.document import CELL_BAR, Block, BlockKind, Document
from citecheck.parser.formats.definitions import with_terms
from citecheck.parser.formats.elements import BLOCK_TAGS, VOID_TAGS, Open, element_of
from citecheck.parser.formats.lines import split_paragraphs
from citecheck.parser.formats.noteids import label_of
from citecheck.parser.formats.notes import NoteAnchors
from citecheck.parser.formats.tags import Piece, pieces, texts

_IN_CELL = frozenset({"td", "th", "p", "div"})
"""Block elements that do not break a table row; a list in a cell shows that the table is layout."""
_BLOCK_MAX = 200_000
"""Characters after which a block is cut at the next tag."""
_CARD_BLOCKS, _CARD_MAX = 8, 1200
"""Blocks and characters of a card that previews a page; a link around more wraps something else."""
_TITLE_WORDS = 3
_EMPHASIS = frozenset({"i", "em", "b", "strong", "cite", "u"})
_PARTS = frozenset({"dt", "dd"})
_HIDDEN = frozenset({"button", "label", "option"})


@dataclass(slots=True)
class _Found:
    block: Block
    navigation: int
    content: bool
    part: str
    """"dt" or "dd" in a definition list."""


def read_html(source: str, name: str) -> Document:
    """Split an HTML page into blocks."""
    reader = _Reader(source)
    reader.read(0, len(source))
    blocks = split_paragraphs(reader.finish())
    title = next((b.text for b in blocks if b.kind is BlockKind.TITLE), None) or reader.page_title or None
    return Document(
        name,
        "html",
        source,
        blocks,
        title=" ".join(title.split()) if title else None,
        date=reader.date,
        language=reader.language,
    )


def read_fragment(source: str, start: int, end: int) -> list[Block]:
    """Split the HTML in source[start:end] into blocks, as it stands in a Markdown file."""
    reader = _Reader(source)
    reader.read(start, end)
    return with_terms([found.block for found in reader.found], _parts(reader.found))


class _Reader:
    """Walks over tags and texts and cuts blocks at block elements."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._stack: list[Open] = []
        self._counts: dict[str, int] = {}
        self._builder = BlockBuilder()
        self._inline: list[Open] = []
        self._row: _Row | None = None
        self._anchors = NoteAnchors()
        self.found: list[_Found] = []
        self.page_title = ""
        self.language: str | None = None
        self.date: str | None = None

    def read(self, start: int, end: int) -> None:
        """Read source[start:end]."""
        for piece in pieces(self._source, start, end):
            if not piece.name:
                self._text(piece)
            elif piece.name == "title":
                self._page_title(piece)
            elif piece.closing:
                self._close(piece.name)
            else:
                self._open(piece)
        self._flush()

    def finish(self) -> list[Block]:
        """Return the blocks, those outside the article marked as navigation."""
        main = _has_main(self.found)
        by_class = _class_is_telling(self.found)
        blocks: list[Block] = []
        titled = False
        for found in self.found:
            block = found.block
            aside = (
                found.navigation == 2 or (found.navigation == 1 and by_class) or (main and not found.content)
            )
            if block.kind is BlockKind.FOOTNOTE:
                aside = False
            if aside:
                block = replace(block, kind=BlockKind.NAVIGATION)
            elif block.kind is BlockKind.HEADING and block.level == 1 and not titled:
                titled = True
                block = replace(block, kind=BlockKind.TITLE)
            blocks.append(block)
        return with_terms(blocks, _parts(self.found))

    def _text(self, piece: Piece) -> None:
        if any(e.name in _HIDDEN for e in self._inline):
            return
        keep_lines = self._counts.get("pre", 0) > 0
        if self._builder.length > _BLOCK_MAX:
            self._flush()
        for text, at, width in texts(self._source, piece.start, piece.end):
            if width == len(text):
                clean = text if keep_lines else text.replace("\n", " ").replace("\r", " ").replace("\t", " ")
                if self._builder.length == 0:
                    bare = clean.lstrip()
                    at += len(clean) - len(bare)
                    clean = bare
                self._builder.add(clean, at)
            else:
                self._builder.replace(text, at, width)

    def _page_title(self, piece: Piece) -> None:
        if not self.page_title:
            at = piece.end - len(piece.inside)
            self.page_title = "".join(t for t, _, _ in texts(self._source, at, piece.end)).strip()

    def _open(self, piece: Piece) -> None:
        name = piece.name
        if name == "br":
            self._line_end(piece)
        elif name in ("meta", "html", "time"):
            self._meta(piece)
        elif name in BLOCK_TAGS:
            self._open_block(piece)
        elif name not in VOID_TAGS and not piece.inside.endswith("/"):
            if name == "a":
                self._close_inline("a")  # links do not nest
            element = self._anchors.opened(piece, self._builder.length)
            element.first = len(self.found)
            self._inline.append(element)
            if len(self._inline) > 100:
                del self._inline[0]

    def _line_end(self, piece: Piece) -> None:
        """Take a <br>; a second one in a row ends the paragraph."""
        if not self._builder.length:
            return
        if (
            self._row is None
            and self._builder.tail(self._builder.length - 20).rstrip(" \t\u00a0")[-1:] == "\n"
        ):
            self._flush()
        else:
            self._builder.replace("\n", piece.start, piece.end - piece.start)

    def _meta(self, piece: Piece) -> None:
        attributes = piece.attributes()
        if piece.name == "html":
            self.language = attributes.get("lang", "")[:2].lower() or None
        elif self.date is None:
            key = (
                attributes.get("property", "") or attributes.get("name", "") or attributes.get("itemprop", "")
            )
            value = attributes.get("datetime" if piece.name == "time" else "content", "")
            if piece.name == "time" or re.search(r"published|^date$|pubdate|dc\.date", key, re.IGNORECASE):
                match = re.match(r"\d{4}-\d{2}-\d{2}", value)
                self.date = match.group() if match else None

    def _open_block(self, piece: Piece) -> None:
        name = piece.name
        if self._row and name in ("td", "th"):
            self._row.next_cell(self._builder, heading=name == "th")
        elif not (self._row and name in _IN_CELL):
            self._flush()
        if name == "hr":
            return
        if name == "p":
            self._close_implied("p")
        elif name == "li":
            self._close_implied("li", until=("ul", "ol"))
        elif name in _PARTS:
            self._close_implied("dt", until=("dl",))
            self._close_implied("dd", until=("dl",))
        elif name == "tr":
            self._flush()
            self._row = _Row()
        attributes = piece.attributes() if piece.inside else {}
        parent = self._stack[-1] if self._stack else Open("")
        element = element_of(name, attributes, parent)
        element.note = self._anchors.target(attributes.get("id", "")) or element.note
        self._stack.append(element)
        self._counts[name] = self._counts.get(name, 0) + 1

    def _close_implied(self, name: str, until: tuple[str, ...] = ()) -> None:
        """Close an open element that this one's start tag ends."""
        for element in reversed(self._stack[-3:]):
            if element.name in until:
                return
            if element.name == name:
                self._close(name)
                return

    def _close(self, name: str) -> None:
        if name not in BLOCK_TAGS:
            element = self._close_inline(name)
            if element and element.href:
                _unite_card(self.found, element.first)
            return
        if not self._counts.get(name):
            return
        if not (self._row and name in _IN_CELL):
            self._flush()
        while self._stack:
            element = self._stack.pop()
            self._counts[element.name] -= 1
            if element.name == name:
                break

    def _close_inline(self, name: str) -> Open | None:
        for i in range(len(self._inline) - 1, max(-1, len(self._inline) - 12), -1):
            if self._inline[i].name == name:
                element = self._inline.pop(i)
                self._end_inline(element)
                return element
        return None

    def _end_inline(self, element: Open) -> None:
        builder = self._builder
        if element.mark > builder.length:
            return
        if element.name in _EMPHASIS:
            builder.emphasise(element.mark)
        elif element.href:
            raised = any(e.name == "sup" for e in self._inline[-3:])
            self._anchors.closed(element, builder, self._stack[-1] if self._stack else None, raised=raised)

    def _flush(self) -> None:
        """Cut the block that the text so far makes."""
        while self._inline and self._inline[-1].name != "a":
            element = self._inline.pop()
            if element.name in _EMPHASIS and element.mark <= self._builder.length:
                self._builder.emphasise(element.mark)
        anchors = self._inline
        for element in anchors:
            if element.href and element.mark <= self._builder.length:
                self._end_inline(element)
        self._inline = [replace(element, mark=0) for element in anchors]
        row, self._row = self._row, None
        parent = self._stack[-1] if self._stack else Open("")
        kind, level = self._kind()
        if row and row.cells:
            kind, level = BlockKind.TABLE_ROW, int(row.heading)
        note = parent.note
        block = self._builder.build(
            BlockKind.FOOTNOTE if note else kind, level=level, label=label_of(note) if note else None
        )
        self._builder = BlockBuilder()
        if block is not None:
            part = next((e.name for e in reversed(self._stack[-4:]) if e.name in _PARTS), "")
            self.found.append(_Found(block, parent.navigation, parent.content, part))

    def _kind(self) -> tuple[BlockKind, int]:
        for element in reversed(self._stack[-6:]):
            name = element.name
            if len(name) == 2 and name[0] == "h" and name[1].isdigit():
                return BlockKind.HEADING, int(name[1])
            if name in ("li", "dd", "dt"):
                return BlockKind.LIST_ITEM, self._counts.get("ul", 0) + self._counts.get(
                    "ol", 0
                ) + self._counts.get("dl", 0)
            if name in ("figcaption", "caption"):
                return BlockKind.CAPTION, 0
            if name == "pre":
                return BlockKind.CODE, 0
        return (BlockKind.QUOTE if self._counts.get("blockquote") else BlockKind.PARAGRAPH), 0


class _Row:
    """The cells of a table row, joined by bars in one block."""

    def __init__(self) -> None:
        self.cells = 0
        self.heading = False

    def next_cell(self, builder: BlockBuilder, *, heading: bool) -> None:
        if builder.length:
            builder.fill(CELL_BAR)
        self.cells += 1
        self.heading = self.heading or heading


def _unite_card(found: list[_Found], first: int) -> None:
    """Make one citation of a link around several blocks: all but its title become captions without links."""
    size = len(found) - first
    if not 2 <= size <= _CARD_BLOCKS:
        return
    blocks = [each.block for each in found[first:]]
    if sum(len(block.text) for block in blocks) > _CARD_MAX or any(len(b.links) != 1 for b in blocks):
        return
    title = next((i for i, block in enumerate(blocks) if block.kind is BlockKind.HEADING), None)
    if title is None:
        title = next((i for i, block in enumerate(blocks) if len(block.text.split()) >= _TITLE_WORDS), 0)
    for i, block in enumerate(blocks):
        if i != title:
            found[first + i].block = replace(block, kind=BlockKind.CAPTION, links=())


def _parts(found: list[_Found]) -> dict[int, str]:
    """Return which blocks are terms and descriptions of definition lists."""
    return {index: each.part for index, each in enumerate(found) if each.part}


def _has_main(found: list[_Found]) -> bool:
    """Say whether <main> or <article> holds enough of the page to be the article."""
    inside = sum(len(f.block.text) for f in found if f.content and not f.navigation)
    return inside > 200 and inside > 0.25 * sum(len(f.block.text) for f in found)


def _class_is_telling(found: list[_Found]) -> bool:
    """Say whether class names can be trusted: not where they would throw out most of the page."""
    out = sum(len(f.block.text) for f in found if f.navigation == 1)
    return out < 0.6 * sum(len(f.block.text) for f in found if f.navigation != 2)
