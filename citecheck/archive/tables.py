"""Reading lists of headlines out of files: TSV, CSV and JSON Lines, plain or compressed, line by line."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, repeat
from typing import Any, BinaryIO

from citecheck.archive.keys import day_number
from citecheck.archive.rows import LIST, SOURCES, BadRow, Detail, Item, Row, pack_text
from citecheck.errors import ArchiveError
from citecheck.models import HeadlineSource

COLUMNS = ("outlet", "date", "headline", "url", "text", "standfirst", "byline", "updated")
"""The columns that are read; others are passed over."""

LONGEST_LINE = 16_000_000
"""Bytes; a longer line is no row of a table."""

_CHUNK = 1 << 20
_MOST_DAYS = 100_000


def expanded(stream: BinaryIO) -> BinaryIO:
    """Return the stream, expanded where its first bytes say that it is gzip, bzip2 or xz."""
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(_Raw(stream), _CHUNK)
    start = buffered.peek(6)
    for mark, opened in _COMPRESSED.items():
        if start.startswith(mark):
            return io.BufferedReader(opened(buffered), _CHUNK)
    return buffered


_COMPRESSED: Mapping[bytes, Callable[[BinaryIO], Any]] = {
    b"\x1f\x8b": lambda stream: gzip.GzipFile(fileobj=stream),
    b"BZh": bz2.BZ2File,
    b"\xfd7zXZ\0": lzma.LZMAFile,
}


class _Raw(io.RawIOBase):
    """A stream that can only be read, for BufferedReader."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def lines_of(stream: BinaryIO) -> Iterator[bytes | None]:
    """Yield lines without their ends, parted at line feeds alone; None for one that is too long."""
    for lines in line_chunks(stream):
        yield from lines


def line_chunks(stream: BinaryIO) -> Iterator[list[bytes | None]]:
    """Yield the lines of `lines_of`, as many at once as were read at once."""
    rest = b""
    skipping = False
    while chunk := stream.read(_CHUNK):
        lines: list[bytes | None] = list((rest + chunk).split(b"\n"))
        rest = lines.pop() or b""
        if skipping and lines:
            skipping = False
            lines[0] = None
        yield lines
        if skipping or len(rest) > LONGEST_LINE:
            skipping, rest = True, b""
    if skipping:
        yield [None]
    elif rest:
        yield [rest]


def sniff(start: bytes) -> str:
    """Name the kind of a file by its first bytes: "tsv", "csv", "jsonl", "xml" or "warc"."""
    if start.startswith(b"WARC/"):
        return "warc"
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text[:1] == b"{":
        return "jsonl"
    if text[:1] == b"<":
        return "xml"
    return "tsv" if b"\t" in text.partition(b"\n")[0] else "csv"


def read_tsv(stream: BinaryIO, outlet: str | None = None) -> Iterator[Item]:
    """Read tab-separated rows; quotation marks are characters like any other."""
    chunks = line_chunks(stream)
    first = next(chunks, [])
    header = ((first.pop(0) if first else b"") or b"").decode("utf-8-sig", "replace").rstrip("\r").split("\t")
    parser = _Parser(header, outlet)
    number = 2
    for lines in chain([first], chunks):
        rows = parser.all(lines)
        yield from rows if rows is not None else _one_by_one(lines, number, header, parser)
        number += len(lines)


def _one_by_one(
    lines: Sequence[bytes | None], first: int, header: Sequence[str], parser: _Parser
) -> Iterator[Item]:
    """Read lines with care, the first of which has the number given."""
    for number, line in enumerate(lines, first):
        if line is None:
            yield BadRow(number, "the line is too long")
            continue
        try:
            fields = line.decode().rstrip("\r").split("\t")
        except UnicodeDecodeError:
            yield BadRow(number, "not UTF-8")
            continue
        if len(fields) == len(header):
            yield parser.one(number, fields)
        elif fields != [""]:
            why = f"{len(fields)} columns instead of {len(header)}"
            yield BadRow(number, why, _outlet_in(fields, header))


def read_csv(stream: BinaryIO, outlet: str | None = None) -> Iterator[Item]:
    """Read comma-separated rows, quoted as spreadsheets do."""
    csv.field_size_limit(LONGEST_LINE)
    text = (
        "\0" if line is None else line.decode("utf-8", "surrogateescape") + "\n" for line in lines_of(stream)
    )
    reader = csv.reader(text)
    header = [name.removeprefix("\ufeff") for name in next(reader, [])]
    parse = _Parser(header, outlet).one
    while True:
        number = reader.line_num + 1
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield BadRow(number, str(error))
            continue
        if not fields:
            continue
        if len(fields) != len(header):
            yield BadRow(
                number, f"{len(fields)} columns instead of {len(header)}", _outlet_in(fields, header)
            )
        elif any("\udc80" <= max(field, default="") <= "\udcff" for field in fields):
            yield BadRow(number, "not UTF-8", _outlet_in(fields, header))
        else:
            yield parse(number, fields)


def read_jsonl(stream: BinaryIO, outlet: str | None = None) -> Iterator[Item]:
    """Read one JSON object a line, with the columns' names as keys."""
    for number, line in enumerate(lines_of(stream), 1):
        if line is None:
            yield BadRow(number, "the line is too long")
            continue
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if not line.strip():
            continue
        try:
            value = json.loads(line)
            if b"\\u" in line:
                json.dumps(value, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            yield BadRow(number, "half a surrogate pair")
            continue
        except (ValueError, RecursionError):
            yield BadRow(number, "invalid JSON")
            continue
        yield _from_object(number, value, outlet)


def _outlet_in(fields: Sequence[str], header: Sequence[str]) -> str | None:
    place = header.index("outlet") if "outlet" in header else -1
    return fields[place].strip() or None if 0 <= place < len(fields) else None


class _Parser:
    """Turns the fields of rows into Rows, for files with one header."""

    def __init__(self, header: Sequence[str], outlet: str | None) -> None:
        """Find the columns.

        Raises:
            ArchiveError: the header lacks a column that is needed.
        """
        names = [name.strip().lower() for name in header]
        for needed in ("headline",) if outlet else ("outlet", "headline"):
            if needed not in names:
                raise ArchiveError(
                    f"no column {needed!r}: the first line must name the columns ({', '.join(COLUMNS[:4])})"
                )
        at = {name: names.index(name) for name in COLUMNS if name in names}
        self._width = len(names)
        self._at_outlet, self._at_headline = at.get("outlet", -1), at["headline"]
        self._at_date, self._at_url = at.get("date", -1), at.get("url", -1)
        self._more = {name: place for name, place in at.items() if name in COLUMNS[4:]}
        self._outlet = outlet
        self._days: dict[str, int | None] = {"": None}

    def one(self, line: int, fields: Sequence[str]) -> Item:
        """Return one row, or what is wrong with it."""
        name = fields[self._at_outlet].strip() if self._at_outlet >= 0 else ""
        name = name or self._outlet or ""
        headline = fields[self._at_headline].strip()
        if not name:
            return BadRow(line, "no outlet")
        if not headline:
            return BadRow(line, "no headline", name)
        written = fields[self._at_date].strip() if self._at_date >= 0 else ""
        day = self._day(written)
        if day is None and written:
            return BadRow(line, f"no date: {written[:40]!r} (write 2025-06-03, 2025-06 or 2025)", name)
        url = fields[self._at_url].strip() if self._at_url >= 0 else ""
        if not self._more:
            return Row(name, url, day, headline)
        more = {key: fields[place] for key, place in self._more.items()}
        return Row(name, url, day, headline, detail=_detail(more))

    def all(self, lines: Sequence[bytes | None]) -> Iterable[Row] | None:
        """Return all rows of a table at once, five times as fast; None where one of them needs care."""
        if self._more or self._at_outlet < 0 or None in lines or not lines:
            return None
        try:
            text = b"\n".join(lines).decode()  # type: ignore[arg-type] # None is not among them
        except UnicodeDecodeError:
            return None
        rows = [line.split("\t") for line in text.replace("\r\n", "\n").removesuffix("\r").split("\n")]
        if set(map(len, rows)) != {self._width}:
            return None
        columns = list(zip(*rows, strict=True))
        names = list(map(str.strip, columns[self._at_outlet]))
        headlines = list(map(str.strip, columns[self._at_headline]))
        if "" in names or "" in headlines:
            return None
        days: list[int | None] = [None] * len(rows)
        if self._at_date >= 0:
            dates = list(map(str.strip, columns[self._at_date]))
            known = {written: self._day(written) for written in set(dates)}
            if any(day is None and written for written, day in known.items()):
                return None
            days = [known[written] for written in dates]
        urls = map(str.strip, columns[self._at_url]) if self._at_url >= 0 else repeat("")
        return map(_row, zip(names, urls, days, headlines, repeat(LIST), repeat(()), repeat(None)))

    def _day(self, written: str) -> int | None:
        try:
            return self._days[written]
        except KeyError:
            if len(self._days) > _MOST_DAYS:
                self._days.clear()
            day = self._days[written] = day_number(written) if written else None
            return day


_row: Callable[[Iterable[Any]], Row] = partial(tuple.__new__, Row)
"""Makes a Row of its seven parts, without the call that a named tuple's own way costs."""


def _from_object(line: int, value: Any, outlet: str | None) -> Item:
    if not isinstance(value, dict):
        return BadRow(line, "not a JSON object")
    texts = {name: value.get(name) for name in COLUMNS}
    name = texts["outlet"] if isinstance(texts["outlet"], str) and texts["outlet"].strip() else outlet
    for key, text in texts.items():
        if text is not None and not isinstance(text, str):
            return BadRow(line, f"{key} is no text", name)
    name = (name or "").strip()
    headline = (texts["headline"] or "").strip()
    if not name:
        return BadRow(line, "no outlet")
    if not headline:
        return BadRow(line, "no headline", name)
    written = (texts["date"] or "").strip()
    day = day_number(written) if written else None
    if written and day is None:
        return BadRow(line, f"no date: {written[:40]!r} (write 2025-06-03, 2025-06 or 2025)", name)
    try:
        heads = _headlines(value.get("headlines"))
    except ValueError:
        return BadRow(line, "headlines is no list of {text, source}", name)
    first, further = (headline, 0), heads
    if heads and heads[0][0] == headline:
        first, further = heads[0], heads[1:]
    detail = _detail({key: texts[key] for key in COLUMNS[4:]} | {k: value.get(k) for k in _RARE})
    if detail and value.get("cut") is True:
        detail = detail._replace(cut=1)
    return Row(name, (texts["url"] or "").strip(), day, first[0], first[1], further, detail)


_RARE = ("syndicated_from", "copy_of", "read_from")
_SOURCE_AT = {source.value: place for place, source in enumerate(SOURCES)}


def _headlines(value: Any) -> tuple[tuple[str, int], ...]:
    """Read the list of headlines that `citecheck archive export` writes."""
    if value is None:
        return ()
    if not isinstance(value, list):
        raise ValueError
    heads = []
    for item in value:
        if not isinstance(item, dict) or not isinstance(text := item.get("text"), str) or not text.strip():
            raise ValueError
        source = _SOURCE_AT.get(str(item.get("source", HeadlineSource.LIST.value)))
        if source is None:
            raise ValueError
        heads.append((text, source))
    return tuple(heads)


def _detail(values: Mapping[str, Any]) -> Detail | None:
    kept = {key: text for key, text in values.items() if isinstance(text, str) and text.strip()}
    if not kept:
        return None
    text = pack_text(kept.pop("text", None))
    return Detail(text=text, **kept)  # type: ignore[arg-type] # the keys are those of texts
