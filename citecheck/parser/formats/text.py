"""Plain text: paragraphs, list items and headings told by blank lines, marks and line lengths."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from citecheck.parser.builder import BlockBuilder
from citecheck.parser.document import Block, BlockKind, Document
from citecheck.parser.headings import is_reference_heading, label_end

_BULLET = re.compile(
    r"[ \t]*(?:[-*+•·‣⁃▪▫◦●○■□►▶➤→–—](?=[ \t\u00a0]|$)|\[(\d{1,4})\]|\((\d{1,3})\)(?=\s)"
    r"|(\d{1,3})[.)](?=[ \t\u00a0]|$))[ \t\u00a0]*"
)
"""What opens a list item, its number if it has one, and the blanks after it."""

_NOTE = re.compile(r"[ \t]*(?:(\d{1,3})|([ivxlc]{1,6}))[ \t\u00a0]+(?=\S)")
"""The number of a note as word processors write it: "1 Jane Roe, …", "iv Ibid."."""
_FEWEST_NOTES = 2
_UNDERLINE = re.compile(r"[ \t]*(={3,}|-{3,}|~{3,})[ \t]*\r?$")
_RULE = re.compile(r"[ \t]*[-=_*~#–—.+|\u2500-\u257f]{3,}[ \t\r]*$")
_ENDS_SENTENCE = tuple('.,;!?…"”»。！？،؟')
_LINK = re.compile(
    r"\[(?P<a1>[^\[\]\n]{1,300})\]\((?P<u1>https?://[^\s()<>]{3,2000})\)"
    r"|\[\[(?P<u2>https?://[^\s\[\]]{3,2000})\]\[(?P<a2>[^\[\]\n]{1,300})\]\]"
    r"|`(?P<a3>[^`<>\n]{1,300}?)\s?<(?P<u3>https?://[^\s<>`]{3,2000})>`__?"
)
"""A link as Markdown, Org and reStructuredText have it."""
_LINK_GROUPS = (("a1", "u1"), ("a2", "u2"), ("a3", "u3"))
"""Anchor and address of each."""
_LINK_SIGNS = ("](http", "[[http", "<http")
_URL_CUTS = ("/", "-", "_", "=", "&", "?", "%")
_URL_MAX = 2000
_URL_HEAD = re.compile(r"https?://[^\s<>\"]{4,2000}\s*$")
_URL_REST = re.compile(r"\s*(?!https?:|www\.)[\w./%=&?#~+:-]{3,2000}[>).,;]{0,3}\s*")
"""What an address that is cut at the end of a line begins with, and what it may go on with."""
_WRAP_MIN, _WRAP_MAX = 40, 110
"""A hard-wrapped paragraph's longest line lies between these; longer lines are whole paragraphs."""
_HEADING_MAX = 100
_BLOCK_MAX = 200_000
"""Characters in one block; a longer paragraph is cut, so that nothing downstream meets a monster."""


@dataclass(slots=True)
class _Line:
    start: int
    text: str
    """Without its line end."""

    @property
    def blank(self) -> bool:
        return not self.text or self.text.isspace()


def read_plain(source: str, name: str) -> Document:
    """Split plain text into blocks."""
    blocks: list[Block] = []
    for chunk in _chunks(source):
        _read_chunk(chunk, blocks)
    return Document(name, "text", source, blocks, title=_take_title(blocks))


def _chunks(source: str) -> Iterator[list[_Line]]:
    """Runs of lines between blank lines."""
    chunk: list[_Line] = []
    at = 0
    size = len(source)
    while at < size:
        end = source.find("\n", at)
        end = size if end < 0 else end
        line = _Line(at, source[at:end].rstrip("\r"))
        if not line.blank:
            chunk.append(line)
        elif chunk:
            yield chunk
            chunk = []
        at = end + 1
    if chunk:
        yield chunk


def _read_chunk(lines: list[_Line], blocks: list[Block]) -> None:
    width = max(len(line.text) for line in lines)
    wrapped = len(lines) > 1 and _WRAP_MIN <= width <= _WRAP_MAX
    hangs = wrapped and _is_hanging(lines)
    notes = _notes_from(lines)
    at = 0
    while at < len(lines):
        line = lines[at]
        if at == notes:
            _add_notes(blocks, lines[at:])
            return
        if _RULE.match(line.text) and len(line.text.strip()) > 2:
            at += 1
            continue
        if at + 1 < len(lines) and _UNDERLINE.match(lines[at + 1].text) and len(line.text) <= _HEADING_MAX:
            _add(blocks, BlockKind.HEADING, [line], level=1 if "=" in lines[at + 1].text else 2)
            at += 2
            continue
        bullet = _BULLET.match(line.text)
        end = _block_end(lines, at, bullet, width if wrapped else 0, hangs=hangs)
        if hangs and end - at > 1:
            _add(blocks, BlockKind.PARAGRAPH, lines[at:end], between=" ")
        else:
            _add_item_or_paragraph(
                blocks, lines[at:end], bullet, alone=len(lines) == end - at == 1, prose=not wrapped
            )
        at = end


def _notes_from(lines: list[_Line]) -> int:
    """Return the index of the line with which notes begin, numbered from one, below a rule; -1 for none."""
    for at, line in enumerate(lines[:-_FEWEST_NOTES]):
        if line.text.strip().startswith("___") and _RULE.match(line.text):
            first = _note_number(lines[at + 1].text)
            second = next((n for later in lines[at + 2 :] if (n := _note_number(later.text))), 0)
            return at + 1 if (first, second) == (1, 2) else -1
    return -1


def _note_number(line: str) -> int:
    match = _NOTE.match(line)
    if not match:
        return 0
    return int(match.group(1)) if match.group(1) else _roman(match.group(2))


def _roman(numeral: str) -> int:
    values = [_ROMAN[letter] for letter in numeral]
    following = [*values[1:], 0]
    return sum(v if v >= after else -v for v, after in zip(values, following, strict=True))


_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def _add_notes(blocks: list[Block], lines: list[_Line]) -> None:
    """Add notes, each from the line with its number to the line with the next."""
    starts: list[int] = []
    for at, line in enumerate(lines):
        if _note_number(line.text) == len(starts) + 1:
            starts.append(at)
    for a, b in itertools.pairwise([*starts, len(lines)]):
        mark = _NOTE.match(lines[a].text)
        skip = mark.end() if mark else 0
        label = (mark.group(1) or mark.group(2)) if mark else None
        _add(blocks, BlockKind.FOOTNOTE, lines[a:b], skip=skip, label=label)


def _is_hanging(lines: list[_Line]) -> bool:
    """Say whether entries begin at the margin and go on indented, as bibliographies are set.

    Paragraphs whose first line is indented look the other way round: many lines at the margin in a row.
    """
    lines = lines[1:] if is_reference_heading(lines[0].text) else lines
    indented = [_indent(line.text) >= 2 for line in lines]
    starts = [at for at, inner in enumerate(indented) if not inner]
    if not starts or indented[0] or not any(indented):
        return False
    if lines[0].text.rstrip().endswith((":", "：")) or any(_BULLET.match(line.text) for line in lines):
        return False
    followed = sum(at + 1 < len(lines) and indented[at + 1] for at in starts)
    return followed >= 0.5 * len(starts)


def _block_end(lines: list[_Line], at: int, bullet: re.Match[str] | None, width: int, *, hangs: bool) -> int:
    """Return the index after the last line that belongs to the block beginning at `at`."""
    end = at + 1
    if bullet and bullet.end() == len(lines[at].text.rstrip()) and end < len(lines):
        end += 1  # the mark stands on a line of its own, its text on the next
    indent = _indent(lines[at].text)
    while end < len(lines):
        text = lines[end].text
        if _BULLET.match(text) or _RULE.match(text):
            break
        if hangs and _indent(text) <= indent:
            break
        hanging = (hangs or bullet is not None) and _indent(text) > indent
        if not hanging and not (width and _is_full(lines[end - 1].text, text, width)):
            break
        end += 1
    return end


def _is_full(line: str, following: str, width: int) -> bool:
    """Say whether the next line's first word would not have fitted on this line."""
    if is_reference_heading(line) or is_reference_heading(following):
        return False
    first_word = following.split(None, 1)[0]
    return len(line.rstrip()) + 1 + len(first_word) > width - 8


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _add_item_or_paragraph(
    blocks: list[Block], lines: list[_Line], bullet: re.Match[str] | None, *, alone: bool, prose: bool
) -> None:
    first = lines[0].text
    if bullet and (len(lines) > 1 or bullet.end() < len(first)):
        label = bullet.group(1) or bullet.group(2) or bullet.group(3)
        _add(
            blocks, BlockKind.LIST_ITEM, lines, skip=bullet.end(), level=1 + _indent(first) // 2, label=label
        )
    elif bullet and not label_text(first):
        return
    elif len(lines) == 1 and _is_heading(first, alone=alone, prose=prose):
        _add(blocks, BlockKind.HEADING, lines, level=2)
    else:
        _add(blocks, BlockKind.PARAGRAPH, lines)


def label_text(line: str) -> str:
    """Return what a line says beside its marks."""
    return line.strip(" \t\r-*+•·–—→.()[]0123456789")


def _is_heading(line: str, *, alone: bool, prose: bool) -> bool:
    text = line.strip()
    if is_reference_heading(text):
        return True
    if len(text) > _HEADING_MAX or text.endswith(_ENDS_SENTENCE) or "://" in text or not (alone or prose):
        return False
    if label_end(text):
        return False  # "Source: …" says where the text above comes from
    words = text.split()
    return (
        len(words) <= 16
        and text[0] not in "\"“„«'‘(["
        and not text.endswith((")", "]"))
        and any(map(str.isalpha, text))
    )


def _add(
    blocks: list[Block],
    kind: BlockKind,
    lines: list[_Line],
    *,
    skip: int = 0,
    level: int = 0,
    label: str | None = None,
    between: str = "\n",
) -> None:
    builder = BlockBuilder()
    for i, line in enumerate(lines):
        goes_on = i > 0 and _is_broken(lines[i - 1].text, line.text)
        if i and not goes_on:
            builder.add(between, line.start - 1)
        first = skip if i == 0 else _indent(line.text) if goes_on else 0
        text = line.text[first:]
        if len(text) > _BLOCK_MAX:
            _add_monster(blocks, kind, text, line.start + first)
            continue
        _add_line(builder, text, line.start + first)
        if builder.length > _BLOCK_MAX:
            _keep(blocks, builder.build(kind, level=level, label=label))
            builder = BlockBuilder()
    _keep(blocks, builder.build(kind, level=level, label=label))


def _is_broken(line: str, following: str) -> bool:
    """Say whether an address goes on in the next line, cut where addresses may be: behind "/" or "-"."""
    return (
        line.rstrip().endswith(_URL_CUTS)
        and _URL_HEAD.search(line[-_URL_MAX:]) is not None
        and _URL_REST.fullmatch(following) is not None
    )


def _add_line(builder: BlockBuilder, text: str, at: int) -> None:
    """Add a line; `[anchor](address)`, as Markdown has it, is a link in plain text too."""
    done = 0
    for link in _LINK.finditer(text) if any(map(text.__contains__, _LINK_SIGNS)) else ():
        builder.add(text[done : link.start()], at + done)
        start = builder.length
        anchor, address = next(names for names in _LINK_GROUPS if link[names[0]] is not None)
        builder.add(link[anchor], at + link.start(anchor))
        builder.link(start, link[address])
        done = link.end()
    builder.add(text[done:], at + done)


def _add_monster(blocks: list[Block], kind: BlockKind, text: str, at: int) -> None:
    """Cut a line of megabytes into blocks, at a blank where there is one."""
    begin = 0
    while begin < len(text):
        end = min(begin + _BLOCK_MAX, len(text))
        blank = text.rfind(" ", begin, end) if end < len(text) else -1
        end = blank + 1 if blank > begin else end
        builder = BlockBuilder()
        builder.add(text[begin:end], at + begin)
        _keep(blocks, builder.build(kind))
        begin = end


def _keep(blocks: list[Block], block: Block | None) -> None:
    if block is not None:
        blocks.append(block)


def _take_title(blocks: list[Block]) -> str | None:
    """Make the first line the title where it reads like one."""
    if not blocks or blocks[0].kind is not BlockKind.HEADING or is_reference_heading(blocks[0].text):
        return None
    first = blocks[0]
    blocks[0] = Block(BlockKind.TITLE, first.text, first.origin, first.source_end, 1)
    return " ".join(first.text.split())
