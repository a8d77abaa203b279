"""Markdown: CommonMark with tables, footnotes and front matter; raw HTML and JSX are read through."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from citecheck.parser.builder import BlockBuilder, shortened
from citecheck.parser.document import CELL_BAR, Block, BlockKind, Document
from citecheck.parser.formats.frontmatter import read_front_matter
from citecheck.parser.formats.html import read_fragment
from citecheck.parser.formats.inline import InlineReader, Places
from citecheck.parser.formats.lines import split_paragraphs
from citecheck.parser.formats.maps import cited_in
from citecheck.parser.formats.text import read_plain

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

FOOT_OPEN, FOOT_CARET = "\ue000", "\ue001"
"""Stand-ins for "[^" of a footnote, as long as it: the library would read a definition as a link's."""

_FOOTNOTE = re.compile(r"\[\^(?=[^\]\s]{1,80}\])")
_LONE_CR = re.compile(r"\r(?!\n)")
"""The library would end a line there; lines are counted by LF."""
_DEFINITION = re.compile(FOOT_OPEN + FOOT_CARET + r"([^\]\s]{1,80})\]:[ \t]*")
_MODULE = re.compile(r"(?:import|export)\s[^\n]{0,300}?(?:from\s+['\"]|=\s*[{(\[])|</?[A-Z][\w.]*[\s/>]")
"""MDX: an import, an export or a lone component."""
_ADMONITION = re.compile(
    r"^(?:!!!|\?\?\?\+?)[ \t]+\w[^\n]*\n(?:[ \t]*\n)*(?: {4}[^\n]*(?:\n[ \t]*(?=\n))*\n?)+", re.MULTILINE
)
"""A box as MkDocs has it: its head, then lines set in by four blanks, which are no listing."""
_LINE_MAX = 100_000
"""A longer line is no hand-written Markdown: such a file is read as plain text, whose cost is linear."""
_NESTING_MAX = re.compile(r"[\[*_`<>~(!\\]{2000}|(?:[>*+-][ \t]?){200}")


def read_markdown(source: str, name: str) -> Document:
    """Split Markdown into blocks."""
    if _too_hard(source):
        plain = read_plain(source, name)
        return Document(name, "markdown", source, plain.blocks, title=plain.title)
    front, body_at = read_front_matter(source)
    body = "\n" * source.count("\n", 0, body_at) + source[body_at:]
    reader = _Reader(source, body)
    blocks = [*front.blocks, *split_paragraphs(reader.blocks())]
    title = front.title or _take_title(blocks)
    return Document(name, "markdown", source, blocks, title=title, date=front.date, language=front.language)


def _quoted(box: re.Match[str]) -> str:
    """Make a quotation of a box, every character left where it stands."""
    return re.sub(r"(?m)^ {4}", ">   ", box.group())


def _too_hard(source: str) -> bool:
    at = 0
    while at < len(source):
        end = source.find("\n", at)
        end = len(source) if end < 0 else end
        if end - at > _LINE_MAX:
            return True
        at = end + 1
    return bool(_NESTING_MAX.search(source))


def _take_title(blocks: list[Block]) -> str | None:
    for i, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING and block.level == 1:
            blocks[i] = Block(
                BlockKind.TITLE,
                block.text,
                block.origin,
                block.source_end,
                1,
                None,
                block.links,
                block.markers,
                block.emphasis,
            )
            return " ".join(block.text.split())
    return None


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": 60}).enable(["table", "strikethrough"])
    parser.disable("text_join")  # keeps escapes and entities as tokens of their own
    return parser


class _Reader:
    """Turns the token stream into blocks."""

    def __init__(self, source: str, body: str) -> None:
        self._source = source
        self._lines = _line_starts(source)
        self._prepared = _FOOTNOTE.sub(FOOT_OPEN + FOOT_CARET, body).replace("\x00", " ")
        self._prepared = _ADMONITION.sub(_quoted, _LONE_CR.sub(" ", self._prepared))
        self._prepared_lines = _line_starts(self._prepared)
        self._tokens: Sequence[Token] = _parser().parse(self._prepared)
        self._heading = self._quotes = self._lists = 0
        self._item: _Item | None = None
        self._row: _Row | None = None
        self._out: list[Block] = []

    def blocks(self) -> list[Block]:
        """Return the blocks in document order."""
        for token in self._tokens:
            match token.type:
                case "heading_open":
                    self._heading = int(token.tag[1])
                case "heading_close":
                    self._heading = 0
                case "blockquote_open":
                    self._quotes += 1
                case "blockquote_close":
                    self._quotes -= 1
                case "bullet_list_open" | "ordered_list_open":
                    self._lists += 1
                case "bullet_list_close" | "ordered_list_close":
                    self._lists -= 1
                case "list_item_open":
                    self._item = _Item(token.info or None)
                case "table_open":
                    self._row = _Row()
                case "table_close":
                    self._row = None
                case "tr_open" if self._row:
                    self._row.begin(token)
                case "th_open" if self._row:
                    self._row.heading = True
                case "tr_close" if self._row:
                    self._keep(self._row.build())
                case "inline" if self._row:
                    self._cell(token, self._row)
                case "inline":
                    self._paragraph(token)
                case "fence" | "code_block":
                    self._code(token)
                case "html_block":
                    start, end = self._extent(token)
                    self._out.extend(read_fragment(self._source, start, end))
                case _:
                    pass
        return self._out

    def _keep(self, block: Block | None) -> None:
        if block is not None:
            self._out.append(block)

    def _extent(self, token: Token) -> tuple[int, int]:
        """Return the source offsets of the lines a token covers."""
        first, last = token.map or (0, 0)
        start = self._lines[min(first, len(self._lines) - 1)]
        end = self._lines[last] if last < len(self._lines) else len(self._source)
        return start, end

    def _code(self, token: Token) -> None:
        start, end = self._extent(token)
        cited = cited_in(self._source, start, end)
        if cited:
            self._out.extend(cited)
            return
        builder = BlockBuilder()
        builder.add(self._source[start:end], start)
        self._keep(builder.build(BlockKind.CODE))

    def _paragraph(self, token: Token) -> None:
        kind, level, label = BlockKind.PARAGRAPH, 0, None
        if self._heading:
            kind, level = BlockKind.HEADING, self._heading
        elif self._item:
            kind, level, label = BlockKind.LIST_ITEM, self._lists, self._item.label
            self._item = None
        elif self._quotes:
            kind = BlockKind.QUOTE
        elif _MODULE.match(token.content) and "](" not in token.content:
            kind = BlockKind.CODE
        if self._quotes and kind is BlockKind.LIST_ITEM and not self._lists:
            kind = BlockKind.QUOTE
        places = self._places(token)
        for content, children, runs in _split_notes(token, places):
            note = _DEFINITION.match(content)
            builder = BlockBuilder()
            InlineReader(builder, FOOT_OPEN + FOOT_CARET).read(content, children, Places(runs))
            if note:
                self._keep(_without_label(builder, note.group(1)))
            else:
                self._keep(builder.build(kind, level=level, label=label))

    def _cell(self, token: Token, row: _Row) -> None:
        line = self._body_line(row.line)
        found = line.find(token.content, row.column)
        if found < 0:
            found = line.find((token.content.split() or [""])[0], row.column)
        found = max(found, 0)
        row.column = found + len(token.content)
        row.next_cell()
        InlineReader(row.builder, FOOT_OPEN + FOOT_CARET).read(
            token.content, token.children or (), Places([(0, self._lines[row.line] + found)])
        )

    def _body_line(self, line: int) -> str:
        start = self._prepared_lines[line]
        end = self._prepared_lines[line + 1] if line + 1 < len(self._prepared_lines) else len(self._prepared)
        return self._prepared[start:end].rstrip("\r\n")

    def _places(self, token: Token) -> list[tuple[int, int]]:
        """Return where each line of the token's content stands in the source."""
        runs = []
        offset = 0
        first = (token.map or [0])[0]
        for i, text in enumerate(token.content.split("\n")):
            line = first + i
            if line >= len(self._lines):
                break
            runs.append((offset, self._lines[line] + _column(self._body_line(line), text)))
            offset += len(text) + 1
        return runs or [(0, 0)]


@dataclass(slots=True)
class _Item:
    label: str | None


class _Row:
    """The cells of a table row, joined by bars in one block; a header row is at level 1."""

    def __init__(self) -> None:
        self.heading = False
        self.line = 0
        self.column = 0
        self.builder = BlockBuilder()
        self._cells = 0

    def begin(self, token: Token) -> None:
        self.heading = False
        self.line = (token.map or [0])[0]
        self.column = 0
        self.builder = BlockBuilder()
        self._cells = 0

    def next_cell(self) -> None:
        if self._cells:
            self.builder.fill(CELL_BAR)
        self._cells += 1

    def build(self) -> Block | None:
        return self.builder.build(BlockKind.TABLE_ROW, level=1 if self.heading else 0)


def _column(line: str, text: str) -> int:
    """Return where a line of a token's content begins in its line of the source.

    The library may have made blanks of part of a tab before it: then it is the first word that tells.
    """
    found = line.find(text)
    if found >= 0:
        return found
    bare = text.lstrip()
    return max(line.find(bare), 0) - (len(text) - len(bare))


def _split_notes(
    token: Token, runs: list[tuple[int, int]]
) -> Iterator[tuple[str, Sequence[Token], list[tuple[int, int]]]]:
    """Yield a paragraph's content in parts: footnote definitions that follow each other are one each."""
    children = token.children or []
    if FOOT_OPEN not in token.content or token.content.count("\n" + FOOT_OPEN) == 0:
        yield token.content, children, runs
        return
    part: list[Token] = []
    offset = line = begin = begin_line = 0
    lines = token.content.split("\n")
    for child in children:
        if child.type in ("softbreak", "hardbreak"):
            offset += len(lines[line]) + 1
            line += 1
            if line < len(lines) and _DEFINITION.match(lines[line]) and line < len(runs):
                yield token.content[begin : offset - 1], part, _rebased(runs[begin_line:line], begin)
                part, begin, begin_line = [], offset, line
                continue
        part.append(child)
    yield token.content[begin:], part, _rebased(runs[begin_line:], begin)


def _rebased(runs: list[tuple[int, int]], begin: int) -> list[tuple[int, int]]:
    return [(offset - begin, source) for offset, source in runs] or [(0, 0)]


def _without_label(builder: BlockBuilder, label: str) -> Block | None:
    """Build a footnote: its own label was read as a marker at its start, followed by a colon."""
    builder.markers = [marker for marker in builder.markers if marker.at or marker.label != label]
    block = builder.build(BlockKind.FOOTNOTE, label=label)
    if block is None or not block.text.startswith(":"):
        return block
    return shortened(block, 1)


def _line_starts(text: str) -> list[int]:
    starts = [0]
    at = text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts
