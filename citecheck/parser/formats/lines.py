"""Paragraphs in whose middle a heading of references stands, parted from the text by a line break only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from citecheck.parser.builder import shortened
from citecheck.parser.document import Block, BlockKind, Link
from citecheck.parser.headings import is_reference_heading

_LINE = re.compile(r"[^\n]+")
_HEADING_MAX = 80
_CUTS_MAX = 20
"""Each cut costs as much as its block is long."""


def split_paragraphs(blocks: list[Block]) -> list[Block]:
    """Cut paragraphs before a line that is a heading of references ("**Sources:**").

    What precedes such a line is the article's text and what follows it a list, though nothing but a line
    break parts them.
    """
    out: list[Block] = []
    for block in blocks:
        if block.kind is BlockKind.PARAGRAPH and "\n" in block.text:
            out.extend(_parts(block))
        else:
            out.append(block)
    return out


def _parts(block: Block) -> Iterator[Block]:
    start = 0
    for end in [*islice(_headings(block), _CUTS_MAX), len(block.text)]:
        part = _between(block, start, end)
        if part:
            yield part
        start = end


def _headings(block: Block) -> Iterator[int]:
    for match in _LINE.finditer(block.text):
        start, end = match.span()
        line = match.group().strip()
        if not start or not line or len(line) > _HEADING_MAX or not is_reference_heading(line):
            continue
        end = start + len(match.group().rstrip())
        if line.endswith((":", "：")) or any(a <= start + 1 and b >= end - 1 for a, b in block.emphasis):
            yield start


def _between(block: Block, start: int, end: int) -> Block | None:
    """Return block.text[start:end] as a block, without white space at its ends; None where it is blank."""
    size = len(block.text[:end].rstrip())
    if size <= start:
        return None
    head = block
    if size < len(block.text):
        head = replace(
            block,
            text=block.text[:size],
            origin=tuple(run for run in block.origin if run[0] < size),
            source_end=block.source_offset(size - 1) + 1,
            links=tuple(Link(x.start, min(x.end, size), x.url) for x in block.links if x.start < size),
            markers=tuple(x for x in block.markers if x.at <= size),
            emphasis=tuple((a, min(b, size)) for a, b in block.emphasis if a < size),
        )
    if not start:
        return head
    return shortened(replace(head, markers=tuple(x for x in head.markers if x.at > start)), start)
