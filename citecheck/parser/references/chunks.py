"""A stretch of a block that may be one reference: its text, links and emphasis, cut out together."""

from __future__ import annotations

import re
from dataclasses import dataclass

from citecheck.parser.document import Block, Link

_BLANK = re.compile(r"[^\S ]")
"""Any white space but the plain blank."""
_LEAD = re.compile(
    r"[\s*_>~]{0,20}(?:(?:[-–—•·‣◦▪●■►▶➤→✔✓§]|[\U0001F300-\U0001FAFF\u2600-\u27bf\ufe0f]+|\*)[\s\u00a0]+)?"
    r"(?:(?:\.\.\s)?\\?\[(\^\w{1,12}|#?\d{1,4}|#\w{1,12}|[a-z]{1,2})\\?\][:.]?\s*"
    r"|【(\d{1,4})】\s*|\(?(\d{1,3})[.)](?=[\s\u00a0\"“„«‘'\[])\s*|([¹²³⁴⁵⁶⁷⁸⁹⁰]{1,3})\s*)?"
    r"(?:[\^↑]\s*(?:Jump up(?: to)?:?\s*)?(?:a\s+b\s+(?:[c-z]\s+){0,24})?)?"
)
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


@dataclass(frozen=True, slots=True)
class Chunk:
    """Part of a block, without bullet or number."""

    block: Block
    start: int
    """Offset in the block's text."""
    end: int
    text: str
    """block.text[start:end] with every kind of blank made a plain one: same length, same offsets."""
    links: tuple[Link, ...] = ()
    """Offsets relative to the chunk."""
    emphasis: tuple[tuple[int, int], ...] = ()
    label: str | None = None
    """The number or name it is pointed to by."""


def chunk_of(block: Block, start: int = 0, end: int | None = None) -> Chunk | None:
    """Cut block.text[start:end] out, bullets and numbers taken off; None where nothing is left."""
    end = len(block.text) if end is None else end
    lead = _LEAD.match(block.text, start, end)
    label = block.label
    if lead:
        start = lead.end()
        number = lead.group(1) or lead.group(2) or lead.group(3)
        label = number or (lead.group(4) or "").translate(_SUPERSCRIPT) or label
    while end > start and block.text[end - 1] in " \t\n\r\u00a0*_":
        end -= 1
    if end <= start:
        return None
    text = block.text[start:end]
    links: tuple[Link, ...] = ()
    if block.links:
        links = tuple(
            Link(max(x.start, start) - start, min(x.end, end) - start, x.url)
            for x in block.links
            if x.start < end and x.end > start
        )
    emphasis: tuple[tuple[int, int], ...] = ()
    if block.emphasis:
        emphasis = tuple(
            (max(a, start) - start, min(b, end) - start) for a, b in block.emphasis if a < end and b > start
        )
    return Chunk(
        block,
        start,
        end,
        text if text.isprintable() else _BLANK.sub(" ", text),
        links,
        emphasis,
        label.lstrip("^#") if label else None,
    )


def lines_of(block: Block) -> list[tuple[int, int]]:
    """Return (start, end) of the lines of a block's text that are not blank."""
    text = block.text
    if "\n" not in text:
        return [(0, len(text))] if text.strip() else []
    found = []
    at = 0
    while at <= len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        if text[at:end].strip():
            found.append((at, end))
        at = end + 1
    return found
