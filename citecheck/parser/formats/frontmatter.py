"""Front matter of a Markdown file: its title and date, and what a structured one cites.

Only the plain shape that site generators write is read (keys, nested lists and maps, quoted scalars); no YAML
library is asked, because tags, anchors and merges have no place in a draft.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from citecheck.parser.builder import BlockBuilder
from citecheck.parser.document import Block, BlockKind
from citecheck.parser.formats.maps import (
    AUTHOR,
    DATE,
    LINK,
    OUTLET,
    TITLE,
    Scalar,
    cited,
    first,
    items_of,
    scalar_of,
    scalars_in,
    template,
)

_OPEN = re.compile(r"\A\s{0,20}(---|\+\+\+)[ \t]*\r?\n")
_LANGUAGE = ("lang", "language", "locale")
_ISO = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?(?!\d)")
_MAX = 1_000_000


@dataclass(slots=True)
class FrontMatter:
    """What the head of the file says."""

    title: str | None = None
    date: str | None = None
    language: str | None = None
    blocks: list[Block] = field(default_factory=list)


def read_front_matter(source: str) -> tuple[FrontMatter, int]:
    """Return what the front matter says, and the offset where the document's body begins."""
    opened = _OPEN.match(source)
    if not opened:
        return FrontMatter(), 0
    fence = opened.group(1)
    close = re.compile(rf"^(?:{re.escape(fence)}|\.\.\.)[ \t]*\r?$", re.MULTILINE).search(
        source, opened.end(), opened.end() + _MAX
    )
    if not close:
        return FrontMatter(), 0
    scalars = scalars_in(source, opened.end(), close.start())
    top = {s.key: s for s in reversed(scalars) if s.key and s.depth == 0 and s.value}
    front = FrontMatter(first(top, TITLE), None, (first(top, _LANGUAGE) or "")[:2].lower() or None)
    date = _ISO.match(first(top, DATE) or "")
    front.date = date.group() if date else None
    _cited_piece(top, front)
    for item in items_of(scalars):
        front.blocks.extend(cited(item))
    _flowing_text(scalars, front)
    return front, close.end()


def _cited_piece(top: dict[str, Scalar], front: FrontMatter) -> None:
    """A front matter that names a page elsewhere with its title cites it; so does one with a "source: https://…"."""
    clipped = top.get("source")
    if clipped and clipped.value.startswith(("http://", "https://")) and not any(k in top for k in LINK):
        front.blocks.extend(cited({"url": clipped}))
        return
    link = next(
        (top[key] for key in LINK if key in top and top[key].value.startswith(("http://", "https://"))), None
    )
    title = scalar_of(top, TITLE)
    if link is None or title is None:
        return
    outlet, date, author = first(top, OUTLET), first(top, DATE), first(top, AUTHOR)
    if outlet is None and "publication" not in top:
        return
    fields = {
        "title": title.value,
        "url": link.value,
        "outlet": outlet or "",
        "date": date or "",
        "author": author or "",
    }
    block = template(title.value, title.at, fields)
    if block:
        front.blocks.append(block)


def _flowing_text(scalars: list[Scalar], front: FrontMatter) -> None:
    """Rich text kept as a tree (`text:` leaves with `href:` marks) is read as the paragraphs it makes."""
    builder = BlockBuilder()
    href = ""
    for scalar in scalars:
        if scalar.key == "type" and scalar.value in ("paragraph", "heading", "list_item", "blockquote"):
            _end_paragraph(builder, front)
            builder, href = BlockBuilder(), ""
        elif scalar.key == "href" and scalar.depth > 0:
            href = scalar.value
        elif scalar.key == "text" and scalar.depth > 0:
            start = builder.length
            builder.add(scalar.value, scalar.at)
            if href.startswith("http"):
                builder.link(start, href)
            href = ""
    _end_paragraph(builder, front)


def _end_paragraph(builder: BlockBuilder, front: FrontMatter) -> None:
    block = builder.build(BlockKind.PARAGRAPH)
    if block:
        front.blocks.append(block)
