"""Front matter of a Markdown file: its title and date, and what a structured one cites.

Only the plain shape that site generators write is read (keys, nested lists and maps, quoted scalars); no YAML
library is asked, because tags, anchors and merges have no place in a draft.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from citecheck.parser.builder import BlockBuilder
from citecheck.parser.document import Block, BlockKind

_OPEN = re.compile(r"\A\s{0,20}(---|\+\+\+)[ \t]*\r?\n")
_LINE = re.compile(r"([ \t]*)((?:-[ \t]+)*)(?:([\w.-]{1,60})[ \t]*[:=](?:[ \t]+|(?=\r?$)))?(.*?)[ \t]*\r?$")
_TITLE = ("title", "headline", "name")
_LINK = (
    "link",
    "url",
    "source_url",
    "source-url",
    "sourceurl",
    "external_url",
    "original_url",
    "article_url",
    "canonical_url",
    "href",
    "source_link",
)
_OUTLET = (
    "publication",
    "outlet",
    "publisher",
    "source",
    "newspaper",
    "site",
    "site_name",
    "source_name",
    "news_source",
    "via",
)
_DATE = (
    "date",
    "date_published",
    "published",
    "datepublished",
    "publication_date",
    "published_at",
    "pubdate",
    "created",
)
_AUTHOR = ("author", "articleauthor", "article_author", "byline", "writer", "authors")
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


@dataclass(slots=True)
class _Scalar:
    key: str
    depth: int
    item: bool
    """Begins a list item."""
    value: str
    at: int
    """Offset of the value in the source."""


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
    scalars = _scalars(source, opened.end(), close.start())
    top = {s.key: s for s in reversed(scalars) if s.key and s.depth == 0 and s.value}
    front = FrontMatter(_first(top, _TITLE), None, (_first(top, _LANGUAGE) or "")[:2].lower() or None)
    date = _ISO.match(_first(top, _DATE) or "")
    front.date = date.group() if date else None
    _cited_piece(top, front)
    _flowing_text(scalars, front)
    return front, close.end()


def _scalars(source: str, start: int, end: int) -> list[_Scalar]:
    found = []
    at = start
    while at < end:
        stop = source.find("\n", at, end)
        stop = end if stop < 0 else stop
        match = _LINE.match(source, at, stop)
        if match and (match.group(3) or match.group(4)):
            value, shift = _unquoted(match.group(4))
            found.append(
                _Scalar(
                    (match.group(3) or "").lower(),
                    len(match.group(1)),
                    bool(match.group(2)),
                    value,
                    match.start(4) + shift,
                )
            )
        at = stop + 1
    return found


def _unquoted(value: str) -> tuple[str, int]:
    """Return a scalar without its quotes, and how many characters went from its front."""
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "'\"":
        inner = value[1:-1]
        return (inner.replace("''", "'") if value[0] == "'" else inner.replace('\\"', '"')), 1
    return value, 0


def _first(top: dict[str, _Scalar], keys: tuple[str, ...]) -> str | None:
    return next((top[key].value for key in keys if key in top), None)


def _cited_piece(top: dict[str, _Scalar], front: FrontMatter) -> None:
    """A front matter that names a page elsewhere with its title cites it."""
    link = next(
        (top[key] for key in _LINK if key in top and top[key].value.startswith(("http://", "https://"))), None
    )
    title = next((top[key] for key in _TITLE if key in top), None)
    if link is None or title is None:
        return
    outlet, date, author = _first(top, _OUTLET), _first(top, _DATE), _first(top, _AUTHOR)
    if outlet is None and "publication" not in top:
        return
    fields = {
        "title": title.value,
        "url": link.value,
        "outlet": outlet or "",
        "date": date or "",
        "author": author or "",
    }
    builder = BlockBuilder()
    builder.add(title.value, title.at)
    block = builder.build(
        BlockKind.TEMPLATE, label=None, fields={key: value for key, value in fields.items() if value}
    )
    if block:
        front.blocks.append(block)


def _flowing_text(scalars: list[_Scalar], front: FrontMatter) -> None:
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
