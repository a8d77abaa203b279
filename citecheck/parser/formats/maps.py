"""Maps of keys and values that cite a piece: items of a YAML list, JSON objects, entries of BibTeX.

Only the plain shape that people and programs write is read (keys, nested lists and maps, quoted scalars); no
YAML library is asked, because tags, anchors and merges have no place in a draft.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass

from citecheck.parser.builder import BlockBuilder
from citecheck.parser.document import Block, BlockKind

_FLOW = re.compile(r"""([\w-]{1,60})["']?\s*:\s*("(?:[^"\\]|\\.)*"|'[^']*'|[^,{}"']+)""")
"""A key and its value in a map on one line: "{title: …, url: …}"."""
_LINE = re.compile(
    r"([ \t]*)((?:-(?:[ \t]+|(?=\r?$)))*)(?:([\w.-]{1,60})[ \t]*[:=](?:[ \t]+|(?=\r?$)))?(.*?)[ \t]*\r?$"
)
TITLE = ("title", "headline", "name")
LINK = (
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
OUTLET = (
    "publication",
    "news_outlet",
    "outlet",
    "publisher",
    "source",
    "newspaper",
    "site",
    "site_name",
    "sourcename",
    "source_name",
    "news_source",
    "via",
)
DATE = (
    "date",
    "date_published",
    "published",
    "datepublished",
    "publication_date",
    "published_at",
    "publishedat",
    "pubdate",
    "pub_date",
    "created",
)
AUTHOR = ("author", "articleauthor", "article_author", "byline", "writer", "authors")
_NAMED = re.compile(rf"\b(?:{'|'.join((*TITLE, *OUTLET))})[\"']?\s*:", re.IGNORECASE)
"""A key that a listing of pieces has."""
_FLOW_MAX = 5000
_CODE_MAX = 2_000_000
"""Characters of a listing that are read."""
_FENCE = re.compile(r"[ \t]*(?:```+|~~~+)[ \t]*(\w*)[^\n]*\n")
_COLUMNS_MAX = 40
_DATA = frozenset({"csv", "tsv", "json", "jsonl", "yaml", "yml", "toml", "bibtex", "bib", ""})
"""Languages of listings that may be data."""
_ENTRY = re.compile(r"^[ \t]*@(\w{3,20})\s*\{\s*[^\s,{}]{0,80}\s*,", re.MULTILINE)
_BRACE = re.compile("[{}]")
_FIELD = re.compile(
    r"^\s*([a-z_-]{2,20})\s*=\s*(?:\{(.*?)\}|\"(.*?)\"|(\w+))\s*,?\s*\}?\s*$", re.MULTILINE | re.IGNORECASE
)
_TEX = re.compile(r"\\url|\\emph|\\textit|[{}]")
_PRESS = ("journal", "journaltitle", "newspaper", "organization", "publisher", "note", "howpublished")
"""Where entries of BibTeX have the outlet, the likeliest first."""
_BOOKS = frozenset({"book", "inbook", "incollection", "inproceedings", "phdthesis", "techreport"})
"""Entries of BibTeX that are no news."""


@dataclass(slots=True)
class Scalar:
    """A value that is no list or map, with its key."""

    key: str
    depth: int
    item: bool
    """Begins a list item."""
    value: str
    at: int
    """Offset of the value in the source."""


def scalars_in(source: str, start: int, end: int) -> list[Scalar]:
    """Return the scalars of source[start:end], YAML, in order."""
    found: list[Scalar] = []
    at = start
    while at < end:
        stop = source.find("\n", at, end)
        stop = end if stop < 0 else stop
        match = _LINE.match(source, at, stop)
        if match and match.group(2) and match.group(4).startswith("{"):
            found += _flow(match)
        elif match and (match.group(2) or match.group(3) or match.group(4)):
            value, shift = _unquoted(match.group(4))
            found.append(
                Scalar(
                    (match.group(3) or "").lower(),
                    len(match.group(1)),
                    bool(match.group(2)),
                    value,
                    match.start(4) + shift,
                )
            )
        at = stop + 1
    return found


def _flow(line: re.Match[str]) -> Iterator[Scalar]:
    """Yield the scalars of a list item that is a map in braces."""
    for number, match in enumerate(_FLOW.finditer(line.group(4)[:_FLOW_MAX])):
        value, shift = _unquoted(match.group(2).rstrip())
        at = line.start(4) + match.start(2) + shift
        yield Scalar(match.group(1).lower(), len(line.group(1)) + 1, number == 0, value, at)


def _unquoted(value: str) -> tuple[str, int]:
    """Return a scalar without its quotes, and how many characters went from its front."""
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "'\"":
        inner = value[1:-1]
        return (inner.replace("''", "'") if value[0] == "'" else inner.replace('\\"', '"')), 1
    return value, 0


def first(top: dict[str, Scalar], keys: tuple[str, ...]) -> str | None:
    """Return the value of the first of some keys that a map has."""
    found = scalar_of(top, keys)
    return found.value if found else None


def items_of(scalars: list[Scalar]) -> Iterator[dict[str, Scalar]]:
    """Yield the maps that are items of a list: what stands from one dash to the next."""
    item: dict[str, Scalar] = {}
    started = False
    for scalar in scalars:
        if scalar.item or scalar.depth == 0:
            if item:
                yield item
            item, started = {}, scalar.item
        if scalar.value and (scalar.item or started):
            item.setdefault(scalar.key or "url", scalar)
    if item:
        yield item


def cited(item: dict[str, Scalar]) -> Iterator[Block]:
    """Yield the piece that an item of a list ("sources:", "press:") cites: one with an address."""
    link = scalar_of(item, LINK)
    if "type" in item and "href" in item:
        return  # a mark in rich text kept as a tree
    if link is None or not link.value.startswith(("http://", "https://")):
        return
    title = scalar_of(item, TITLE)
    fields = {
        "url": link.value,
        "title": title.value if title else "",
        "outlet": first(item, OUTLET) or "",
        "date": first(item, DATE) or "",
        "author": first(item, AUTHOR) or "",
    }
    if not fields["outlet"] and title and title.key != "name" and "name" in item:
        fields["outlet"] = item["name"].value  # "source": {"name": …}
    place = title or link
    block = template(place.value, place.at, fields)
    if block:
        yield block


def template(text: str, at: int, fields: dict[str, str]) -> Block | None:
    """Return the block of a piece that data cite.

    Args:
        text: what stands for it in the source.
        at: the offset of `text`.
        fields: what is said of it; those with nothing are left out.
    """
    builder = BlockBuilder()
    builder.add(text, at)
    return builder.build(BlockKind.TEMPLATE, fields={key: value for key, value in fields.items() if value})


def scalar_of(item: dict[str, Scalar], keys: tuple[str, ...]) -> Scalar | None:
    """Return the scalar of the first of some keys that a map has."""
    return next((item[key] for key in keys if key in item), None)


def cited_in(source: str, start: int, end: int) -> list[Block]:
    """Return what a listing in source[start:end] cites, where it is data: JSON, YAML or BibTeX."""
    fence = _FENCE.match(source, start, end)
    if end - start > _CODE_MAX or (fence and fence.group(1).lower() not in _DATA):
        return []
    at = fence.end() if fence else start
    if source.find("@", at, end) >= 0 and _ENTRY.search(source, at, end):
        return list(_entries(source, at, end))
    if fence and fence.group(1).lower() in ("csv", "tsv"):
        return list(_rows(source, at, end, "\t" if fence.group(1).lower() == "tsv" else ","))
    if source.find("://", at, end) < 0 or not _NAMED.search(source, at, end):
        return []
    if source[at:end].lstrip()[:1] in ("{", "["):
        return [block for found in _objects(source, at, end) for block in cited(found)]
    return [block for item in items_of(scalars_in(source, at, end)) for block in cited(item)]


def _objects(source: str, start: int, end: int) -> Iterator[dict[str, Scalar]]:
    """Yield the innermost objects of JSON that have an address, those within them read as part of them."""
    opened: list[int] = []
    last = -1
    for mark in _BRACE.finditer(source, start, end):
        if mark.group() == "{":
            opened.append(mark.start())
        elif opened:
            at = opened.pop()
            text = source[at : min(mark.end(), at + _FLOW_MAX)]
            if last < at and "://" in text:
                last = at
                yield _object(text, at)


def _object(text: str, at: int) -> dict[str, Scalar]:
    found: dict[str, Scalar] = {}
    for match in _FLOW.finditer(text):
        key = match.group(1).lower()
        found.setdefault(key, Scalar(key, 1, False, *_placed(match.group(2), match.start(2) + at)))
    return found


def _placed(value: str, at: int) -> tuple[str, int]:
    plain, shift = _unquoted(value.strip())
    return plain, at + shift


def _rows(source: str, start: int, end: int, mark: str) -> Iterator[Block]:
    """Yield what the rows of a table in CSV cite, by the names of its columns."""
    lines = source[start:end].splitlines(keepends=True)
    names: list[str] = []
    at = start
    for line in lines:
        if len(line) > _FLOW_MAX:
            return
        cells = next(csv.reader([line.strip()], delimiter=mark), [])
        if len(cells) > _COLUMNS_MAX:
            return
        if not names:
            names = [cell.strip().lower() for cell in cells]
        else:
            item: dict[str, Scalar] = {}
            for name, cell in zip(names, cells, strict=False):
                if value := cell.strip():
                    item[name] = Scalar(name, 1, False, value, at + max(line.find(value), 0))
            yield from cited(item)
        at += len(line)


def _entries(source: str, start: int, end: int) -> Iterator[Block]:
    """Yield the entries of BibTeX."""
    opened = list(_ENTRY.finditer(source, start, end))
    for entry, following in zip(opened, [*(e.start() for e in opened[1:]), end], strict=True):
        fields: dict[str, tuple[str, int]] = {}
        for match in _FIELD.finditer(source, entry.end(), following):
            group = next(i for i in (2, 3, 4) if match.group(i) is not None)
            fields.setdefault(match.group(1).lower(), (match.group(group), match.start(group)))
        block = _entry(entry.group(1).lower(), fields)
        if block:
            yield block


def _entry(sort: str, fields: dict[str, tuple[str, int]]) -> Block | None:
    plain = {key: " ".join(_TEX.sub("", value).split()) for key, (value, _) in fields.items()}
    title = plain.get("title")
    if not title:
        return None
    url = plain.get("url") or next((v for v in plain.values() if v.startswith(("http://", "https://"))), "")
    names = [plain[key] for key in _PRESS if key in plain and "://" not in plain[key]]
    book = sort in _BOOKS or bool(plain.keys() & {"doi", "isbn", "volume"})
    cited_fields = {
        "title": title,
        "url": url,
        "outlet": names[0] if names else "",
        "outlets": "\n".join(names),
        "date": plain.get("date") or " ".join(filter(None, map(plain.get, ("day", "month", "year")))),
        "author": plain.get("author", ""),
        "kind": "book" if book else "web",
    }
    return template(*fields["title"], cited_fields)
