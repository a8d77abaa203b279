"""References spread over labelled lines: "Source: Reuters (3 June 2025)" … "URL: https://…"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache

from citecheck.models import Reference, ReferenceForm, Span
from citecheck.outlets import OutletTable
from citecheck.parser.document import Block, BlockKind, Document
from citecheck.parser.references.chunks import lines_of
from citecheck.parser.references.dates import find_dates
from citecheck.parser.references.headline import clean_headline, is_generic_anchor, without_suffix
from citecheck.parser.references.kinds import kind_of
from citecheck.parser.references.naming import canonical, find_outlet, trimmed
from citecheck.parser.references.pieces import Piece, find_named
from citecheck.parser.references.urls import (
    absolute,
    find_urls,
    headline_share,
    host_of,
    is_article,
    original,
    tells,
)
from citecheck.parser.words import words

_LABEL = re.compile(r"\W{0,8}([^\W\d_][\w /-]{1,24}?)\W{0,3}[:：]\W{0,4}(?=\S)")
_COLON_AT = 40
"""Characters within which the colon of a label stands, by `_LABEL`."""


_HEADLINE_WORDS = 4
"""Words of a headline at least; before an outlet, so many are one rather than part of its name."""
_WORDS_OF_OUTLET = 12
_LONGEST, _LINES_MAX, _HEADING_MAX = 3000, 12, 200
_FEWEST_BELOW = 2
"""Labelled lines in one block, with or without a headline above them."""
_SHARE = 0.3
"""Of the words of an address that tells, a headline repeats this share."""
_OTHER = "other"
_NUMBERED = re.compile(r"^[\W_]*(?:\d{1,3}[.):\]]|#\d{1,3}:?)\s+")
_SECTION = re.compile(r"\W*\d{1,2}\.\d")
"""The number of a section: "1.2 Talks"."""
_BAR = re.compile(r"\s[|｜·•]\s+")


@cache
def _labels() -> dict[str, str]:
    return {label: field for field, labels in words("record").items() for label in labels}


@dataclass(slots=True)
class _Record:
    span: Span
    text: str
    heading: str | None
    """What stands right above the lines, as a headline does in a dump of stories."""
    linked: bool
    """That heading is a link, read already as the last of the references."""
    fields: dict[str, str] = field(default_factory=dict)


class RecordReader:
    """Collects labelled lines until they make a reference."""

    def __init__(self, document: Document, outlets: OutletTable, references: list[Reference]) -> None:
        """Begin with nothing collected; what is found goes to the end of `references`."""
        self._document = document
        self._outlets = outlets
        self._references = references
        self._open: _Record | None = None
        self._heading: str | None = None
        self._linked = False
        """Of the block above the one that is read."""

    def below(self, block: Block, references: int) -> None:
        """Note the block right above the next: a heading, a line in bold or a list item may be a headline.

        Args:
            block: it.
            references: how many references were read from it.
        """
        if block.kind in (BlockKind.TITLE, BlockKind.HEADING):
            self.finish()
        self._linked = references == 1 and (bool(block.links) or "://" in block.text)
        if references == 0 and not block.links and _stands_out(block):
            self._head(block)

    def _head(self, block: Block) -> None:
        text = _NUMBERED.sub("", " ".join(block.text.split()))
        self._heading = (
            text if len(text.split()) >= _HEADLINE_WORDS and not _SECTION.match(block.text) else None
        )

    def interrupt(self) -> None:
        """Note that something else than a labelled line follows: the heading above is one of a section."""
        if self._open and (self._open.linked or "url" in self._open.fields):
            self.finish()
        elif self._open:
            self._open.heading = None
        self._heading, self._linked = None, False

    def read(self, block: Block) -> bool:
        """Take a block; say whether it is labelled lines and nothing else."""
        lines = _labelled(block)
        if not lines:
            return False
        first = lines[0]
        if first[0] == "" and self._may_take(block, lines[1:], headed=True):
            self.finish()
            self._head(replace(block, text=block.text[first[1] : first[2]]))
            lines = lines[1:]
        elif not self._may_take(block, lines, headed=bool(self._heading)):
            return False
        for name, start, end in lines:
            self._take(block, name, start, end)
        return self._open is not None

    def _may_take(self, block: Block, lines: list[tuple[str, int, int]], *, headed: bool) -> bool:
        """Say whether all lines can be fields, the first of a record that is open or that begins there."""
        first = lines[0][0]
        if not (self._open or headed or self._linked or first in ("headline", "outlet")):
            return False
        headed = headed or "headline" in (self._open.fields if self._open else ())
        for name, start, end in lines:
            addresses = len(_addresses(block, start, end))
            headed = headed or name == "headline"
            if name == "url" and addresses != 1:
                return False
            if name == "outlet" and (addresses > headed or not self._is_outlet(block.text[start:end])):
                return False
        return True

    def _take(self, block: Block, field: str, start: int, end: int) -> None:
        """Take block.text[start:end], the value of a field."""
        if field in (_OTHER, ""):
            return
        if self._open and field in self._open.fields:
            self.finish()
        if self._open is None:
            self._open = _Record(self._span(block, start, end), block.text, self._heading, self._linked)
            self._heading, self._linked = None, False
        value = block.text[start:end].strip()
        addresses = _addresses(block, start, end)
        if addresses and field in ("outlet", "url"):
            self._open.fields["url"] = absolute(original(addresses[0]))
            value = "" if "://" in value else value
        if field != "url" and value:
            self._open.fields[field] = value

    def _is_outlet(self, value: str) -> bool:
        if '"' in value or "“" in value:
            return False
        named = find_named(Piece(0, value), self._outlets)
        if not named:
            return len(value.split()) <= _WORDS_OF_OUTLET and ". " not in value
        # "Source: Headline – Outlet" is an entry
        return len(value[: named[1].start].split()) < _HEADLINE_WORDS

    def finish(self) -> None:
        """Keep the open record as a reference, if it amounts to one."""
        record, self._open = self._open, None
        if record and record.linked:
            self._complete(record.fields)
        elif record and (reference := self._reference(record)):
            self._references.append(reference)

    def _complete(self, fields: dict[str, str]) -> None:
        """Add what the lines below a linked headline say to the reference it made."""
        last = self._references[-1]
        outlet, date = self._outlet(fields.get("outlet", ""))
        known = find_outlet(outlet, self._outlets) if outlet else None
        if known and last.outlet and known.name != last.outlet and self._outlets.get(last.outlet):
            outlet = None  # an aggregator; the address tells whose piece it is
        self._references[-1] = replace(
            last,
            outlet=(known.name if known else last.outlet or outlet) if outlet else last.outlet,
            date=last.date or self._date(fields) or date,
            author=last.author or _author(fields),
        )

    def _reference(self, record: _Record) -> Reference | None:
        fields = record.fields
        url = fields.get("url")
        headline = clean_headline(fields["headline"]) if "headline" in fields else None
        if headline is None and record.heading and url and _may_head(record.heading, url, "outlet" in fields):
            headline = clean_headline(record.heading)
        if not url and not (headline and "outlet" in fields):
            return None
        if not url and "headline" not in fields and not find_outlet(fields["outlet"], self._outlets):
            return None
        outlet, date = self._outlet(fields.get("outlet", ""))
        if headline:
            headline, suffix = without_suffix(headline, self._outlets, outlet)
            outlet = outlet or (suffix.name if suffix else None)
        named = find_outlet(outlet, self._outlets) if outlet else None
        host = self._outlets.by_url(url) if url else None
        known = named or host
        name = known.name if known else outlet or (host_of(url) if url and is_article(url) else None)
        kind = kind_of(
            record.text, name, known is not None, url, self._outlets, listed=True, headline=headline
        )
        return Reference(
            "",
            record.span,
            " ".join(record.text.split()),
            kind,
            ReferenceForm.ENTRY,
            headline,
            name,
            url,
            self._date(fields) or date,
            _author(fields),
        )

    @staticmethod
    def _date(fields: dict[str, str]) -> str | None:
        return next((d.iso for d in find_dates(fields.get("date", "")) if d.exactness), None)

    def _outlet(self, value: str) -> tuple[str | None, str | None]:
        """Return the outlet and the date of "Port Sella Gazette (May 4, 2026, 09:15 UTC)"."""
        dates = [d for d in find_dates(value) if d.exactness]
        date = dates[0].iso if dates else None
        bare = value
        for d in dates:
            bare = bare[: d.start] + " " * (d.end - d.start) + bare[d.end :]
        named = find_named(Piece(0, bare), self._outlets)
        if named:
            return named[0].name, date
        name = re.split(r"[(\[|]|\s[-–—]\s|,\s", bare)[0]
        return (canonical(name, self._outlets) or None), date

    def _span(self, block: Block, start: int, end: int) -> Span:
        begin = block.text.rfind("\n", 0, start) + 1
        return self._document.span(block, begin, end)


def _author(fields: dict[str, str]) -> str | None:
    return trimmed(fields["author"]) or None if fields.get("author") else None


def _may_head(heading: str, url: str, named: bool) -> bool:
    """Say whether a heading may be the headline of the piece at an address: it repeats the address's words.

    Where the address has no words, the outlet must be `named`.
    """
    return headline_share(heading, url) >= _SHARE if tells(url) else named


def _stands_out(block: Block) -> bool:
    """Say whether a block is one line that may head others: a heading, a list item, a line in bold."""
    if "\n" in block.text or len(block.text) > _HEADING_MAX:
        return False
    whole = any(b - a >= 0.8 * len(block.text) for a, b in block.emphasis)
    return whole or block.kind in (BlockKind.HEADING, BlockKind.LIST_ITEM)


def _labelled(block: Block) -> list[tuple[str, int, int]]:
    """Return (field, start, end) of the values of a block that is labelled lines, else nothing.

    Fields that no reference has are `_OTHER`; a first line without a label has the field "".
    """
    text = block.text
    if len(text) > _LONGEST or not (":" in text or "：" in text):
        return []
    found: list[tuple[str, int, int]] = []
    lines = lines_of(block)
    if len(lines) > _LINES_MAX:
        return []
    for number, (a, b) in enumerate(lines):
        parts = _parts(block, a, b)
        if not parts and number == 0 and len(lines) > _FEWEST_BELOW and b - a <= _HEADING_MAX:
            parts = [("", a, b)]
        if not parts:
            return []
        found += parts
    names = [name for name, _, _ in found]
    if names[0] == "" and (block.links and block.links[0].start < found[0][2]):
        return []  # a linked headline is an entry, with what stands below it
    known = sum(name not in ("", _OTHER) for name in names)
    if len(found) == 1:
        return found if known else []
    return found if known >= _FEWEST_BELOW else []


def _parts(block: Block, start: int, end: int) -> list[tuple[str, int, int]]:
    """Return the fields of one line: "Source: BBC News | Date: 3 June 2025" has two."""
    text = block.text
    bars = list(_BAR.finditer(text, start, end))
    starts = [start, *(bar.end() for bar in bars)]
    ends = [*(bar.start() for bar in bars), end]
    parts: list[tuple[str, int, int]] = []
    for a, b in zip(starts, ends, strict=True):
        match = _LABEL.match(text, a, b)
        if match and match.end(1) - a <= _COLON_AT:
            field = _labels().get(match.group(1).strip().casefold(), _OTHER)
            if field == _OTHER and _addresses(block, a, b):
                return []
            parts.append((field, match.end(), b))
        elif parts and _addresses(block, a, b) and is_generic_anchor(text[a:b]):
            parts.append(("url", a, b))
        else:
            return []
    return parts


def _addresses(block: Block, start: int, end: int) -> list[str]:
    links = [link.url for link in block.links if link.start < end and link.end > start]
    return links or [found.url for found in find_urls(block.text[start:end])]
