"""Writing stories: batches in one transaction each, known stories recognised and added to."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from citecheck.archive.keys import hash_of, split_url, url_key
from citecheck.archive.schema import BLOCK, transaction
from citecheck.archive.terms import index_text
from citecheck.fold import fold_key, fold_words
from citecheck.models import HeadlineSource

SOURCES: tuple[HeadlineSource, ...] = (
    HeadlineSource.LIST,
    HeadlineSource.PAGE,
    HeadlineSource.METADATA,
    HeadlineSource.SLUG,
    HeadlineSource.EARLIER,
)
"""A source is stored as its place in here: never reorder, only append."""

LIST, PAGE, EARLIER = 0, 1, 4

RANKS = (2, 0, 1, 4, 3)
"""How near each of SOURCES is to what the outlet has now: the page itself first."""

BATCH = 50_000
"""Rows a transaction: large enough for speed, small enough for memory (about 60 MB)."""


class Detail(NamedTuple):
    """What few stories have; the columns of the table of the same name."""

    updated: str | None = None
    byline: str | None = None
    standfirst: str | None = None
    text: bytes | None = None
    syndicated_from: str | None = None
    copy_of: str | None = None
    read_from: str | None = None
    cut: int | None = None


class Row(NamedTuple):
    """A story on its way into the archive."""

    outlet: str
    url: str
    day: int | None
    headline: str
    source: int = LIST
    further: tuple[tuple[str, int], ...] = ()
    detail: Detail | None = None


def pack(text: str | None) -> bytes | None:
    """Compress a story's text."""
    return zlib.compress(text.encode("utf-8", "surrogatepass")) if text else None


def unpack(data: bytes | None) -> str | None:
    """Undo `pack`."""
    return zlib.decompress(data).decode("utf-8", "surrogatepass") if data else None


class _Entry:
    """A story while a batch is written: one the archive holds, or a new one."""

    __slots__ = ("day", "detail", "folded", "further", "headline", "id", "outlet", "source", "url")

    def __init__(self, outlet: int, url: str, day: int | None, headline: str, source: int) -> None:
        self.id = 0
        self.outlet = outlet
        self.url = url
        self.day = day
        self.headline = headline
        self.source = source
        self.folded = ""
        self.further: list[tuple[str, int]] | None = None
        self.detail: Detail | None = None


class _Known:
    """The stories, held or new, that a row of the batch may be the same as."""

    def __init__(self) -> None:
        self.by_url: dict[tuple[int, str], _Entry] = {}
        self._by_headline: dict[tuple[int, int | None, str], _Entry | list[_Entry]] = {}

    def add_headline(self, entry: _Entry, day: int | None, key: str) -> None:
        """Note that an entry goes by a headline."""
        name = (entry.outlet, day, key)
        there = self._by_headline.setdefault(name, entry)
        if isinstance(there, list):
            there.append(entry)
        elif there is not entry:
            self._by_headline[name] = [there, entry]

    def find(self, outlet: int, url: str, day: int | None, key: str) -> _Entry | None:
        """Return the entry with this URL, or the one with this headline and day where a URL is missing."""
        if url and (entry := self.by_url.get((outlet, url))):
            return entry
        there = self._by_headline.get((outlet, day, key))
        if there is None or isinstance(there, _Entry):
            return there if there is not None and not (url and there.url) else None
        return next((entry for entry in there if not (url and entry.url)), None)


class Writer:
    """Adds rows to an archive through one connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def write(self, rows: Sequence[Row]) -> int:
        """Store one batch in one transaction and return how many stories were new."""
        with transaction(self._db):
            outlets = self._outlet_ids(rows)
            prepared = [
                (row, outlets[row.outlet], url_key(row.url) if row.url else "", fold_words(row.headline))
                for row in rows
            ]
            known = self._known(prepared)
            fresh: list[_Entry] = []
            for row, outlet, url, folded in prepared:
                key = folded.replace(" ", "")
                entry = known.find(outlet, url, row.day, key)
                if entry is None:
                    entry = _Entry(outlet, row.url, row.day, row.headline, row.source)
                    entry.folded = folded
                    fresh.append(entry)
                    known.add_headline(entry, row.day, key)
                elif entry.id:
                    self._complete(entry, row, key)
                else:
                    _complete_fresh(entry, row, key)
                    known.add_headline(entry, row.day, key)
                if url:
                    known.by_url.setdefault((outlet, url), entry)
                if row.further or row.detail:
                    self._enrich(entry, row)
            self._insert(fresh)
        return len(fresh)

    def outlet_id(self, name: str) -> int:
        """Return the id of an outlet, making one where it is new."""
        found = self._db.execute("SELECT id FROM outlet WHERE name = ?", (name,)).fetchone()
        if found:
            return int(found[0])
        made = self._db.execute("INSERT INTO outlet (name, next, stop) VALUES (?, 0, 0)", (name,)).lastrowid
        assert made is not None  # noqa: S101 - an INSERT always makes one
        return made

    def _outlet_ids(self, rows: Sequence[Row]) -> dict[str, int]:
        return {name: self.outlet_id(name) for name in sorted({row.outlet for row in rows})}

    def _known(self, prepared: list[tuple[Row, int, str, str]]) -> _Known:
        """Read the stories held under the URLs and headlines of a batch."""
        known = _Known()
        if self._db.execute("SELECT 1 FROM story LIMIT 1").fetchone() is None:
            return known
        urls = sorted({hash_of(url) for _, _, url, _ in prepared if url})
        heads = sorted({hash_of(folded.replace(" ", "")) for _, _, _, folded in prepared})
        held: dict[int, _Entry] = {}
        for query, hashes in ((_HELD_BY_URL, urls), (_HELD_BY_HEADLINE, heads), (_HELD_BY_FURTHER, heads)):
            for id_, outlet, url, day, headline, source, met in self._db.execute(
                query, (json.dumps(hashes),)
            ):
                entry = held.get(id_)
                if entry is None:
                    held[id_] = entry = _Entry(outlet, url, day, headline, source)
                    entry.id = id_
                    if url:
                        known.by_url.setdefault((outlet, url_key(url)), entry)
                known.add_headline(entry, day, fold_key(met))
        return known

    def _complete(self, entry: _Entry, row: Row, key: str) -> None:
        """Add to a held story what a row knows beyond it."""
        if fold_key(entry.headline) == key:
            if RANKS[row.source] < RANKS[entry.source]:
                entry.headline, entry.source = row.headline, row.source
                self._db.execute(
                    "UPDATE story SET headline = ?, source = ? WHERE id = ?",
                    (row.headline, row.source, entry.id),
                )
        else:
            self._add_headline(entry, row.headline, row.source)
        if _more_exact(row.day, entry.day):
            entry.day = row.day
            self._db.execute("UPDATE story SET day = ? WHERE id = ?", (row.day, entry.id))
        if row.url and not entry.url:
            entry.url = row.url
            prefix, path = split_url(row.url)
            self._db.execute(
                "UPDATE story SET site = ?, path = ? WHERE id = ?", (self._site_id(prefix), path, entry.id)
            )
            self._db.execute(
                "INSERT OR IGNORE INTO url_key VALUES (?, ?)", (hash_of(url_key(row.url)), entry.id)
            )

    def _add_headline(self, entry: _Entry, headline: str, source: int) -> None:
        """Add a further headline to a held story, unless it is there."""
        key = fold_key(headline)
        if key == fold_key(entry.headline):
            return
        there = self._db.execute(
            "SELECT id, headline, source FROM further WHERE story = ?", (entry.id,)
        ).fetchall()
        for id_, text, old in there:
            if fold_key(text) == key:
                if RANKS[source] < RANKS[old]:
                    self._db.execute(
                        "UPDATE further SET headline = ?, source = ? WHERE id = ?", (headline, source, id_)
                    )
                return
        if source == PAGE:
            # The page has one headline at a time: what it had before is an earlier one.
            for table, column in (("story", "id"), ("further", "story")):
                self._db.execute(
                    f"UPDATE {table} SET source = ? WHERE {column} = ? AND source = ?",  # noqa: S608 - fixed names
                    (EARLIER, entry.id, PAGE),
                )
        id_ = self._new_ids(entry.outlet, 1)[0]
        self._db.execute("INSERT INTO further VALUES (?, ?, ?, ?)", (id_, entry.id, headline, source))
        self._index([(id_, fold_words(headline), entry.url)])

    def _enrich(self, entry: _Entry, row: Row) -> None:
        """Add a row's further headlines and details to an entry."""
        if not entry.id:
            for headline, source in row.further:
                _further_of(entry, headline, source)
            entry.detail = _merged(entry.detail, row.detail)
            return
        for headline, source in row.further:
            self._add_headline(entry, headline, source)
        if row.detail:
            old = self._db.execute("SELECT * FROM detail WHERE story = ?", (entry.id,)).fetchone()
            self._put_detail(entry.id, _merged(Detail(*old[1:]) if old else None, row.detail))

    def _put_detail(self, story: int, detail: Detail | None) -> None:
        if detail is not None and any(detail):
            self._db.execute(
                "INSERT OR REPLACE INTO detail VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (story, *detail)
            )

    def _insert(self, fresh: list[_Entry]) -> None:
        """Store new stories: ids in runs an outlet, every table and index filled in one go."""
        fresh.sort(key=lambda entry: entry.outlet)
        self._number(fresh)
        sites = {prefix: self._site_id(prefix) for prefix in {split_url(e.url)[0] for e in fresh if e.url}}

        def stories() -> Iterable[tuple[int, int, int | None, int | None, str | None, str, int]]:
            for e in fresh:
                prefix, path = split_url(e.url) if e.url else ("", None)
                yield e.id, e.outlet, e.day, sites.get(prefix), path, e.headline, e.source

        self._db.executemany("INSERT INTO story VALUES (?, ?, ?, ?, ?, ?, ?)", stories())
        self._db.executemany(
            "INSERT OR IGNORE INTO url_key VALUES (?, ?)",
            sorted((hash_of(url_key(e.url)), e.id) for e in fresh if e.url),
        )
        self._index([(e.id, e.folded, e.url) for e in fresh])
        for e in fresh:
            if e.further:
                self._insert_further(e, e.further)
            if e.detail:
                self._put_detail(e.id, e.detail)

    def _insert_further(self, entry: _Entry, further: list[tuple[str, int]]) -> None:
        for id_, (headline, source) in zip(self._new_ids(entry.outlet, len(further)), further, strict=True):
            self._db.execute("INSERT INTO further VALUES (?, ?, ?, ?)", (id_, entry.id, headline, source))
            self._index([(id_, fold_words(headline), "")])

    def _index(self, heads: list[tuple[int, str, str]]) -> None:
        """File headlines, given as (id, folded headline, URL), under their key and their words."""
        self._db.executemany(
            "INSERT OR IGNORE INTO headline_key VALUES (?, ?)",
            sorted((hash_of(folded.replace(" ", "")), id_) for id_, folded, _ in heads),
        )
        self._db.executemany(
            "INSERT INTO words (rowid, terms) VALUES (?, ?)",
            ((id_, index_text(folded, url)) for id_, folded, url in heads),
        )

    def _number(self, fresh: list[_Entry]) -> None:
        """Give new entries, sorted by outlet, their ids."""
        start = 0
        while start < len(fresh):
            outlet = fresh[start].outlet
            stop = start
            while stop < len(fresh) and fresh[stop].outlet == outlet:
                stop += 1
            for entry, id_ in zip(fresh[start:stop], self._new_ids(outlet, stop - start), strict=True):
                entry.id = id_
            start = stop

    def _new_ids(self, outlet: int, count: int) -> list[int]:
        """Take free ids in the outlet's own blocks, ascending."""
        next_, stop = self._db.execute("SELECT next, stop FROM outlet WHERE id = ?", (outlet,)).fetchone()
        ids = list(range(next_, min(stop, next_ + count)))
        if len(ids) < count:
            last = self._db.execute("SELECT coalesce(max(number), 0) FROM block").fetchone()[0]
            blocks = range(last + 1, last + 1 + -(-(count - len(ids)) // BLOCK))
            self._db.executemany("INSERT INTO block VALUES (?, ?)", ((number, outlet) for number in blocks))
            first, stop = blocks.start * BLOCK, blocks.stop * BLOCK
            ids += range(first, first + count - len(ids))
        self._db.execute("UPDATE outlet SET next = ?, stop = ? WHERE id = ?", (ids[-1] + 1, stop, outlet))
        return ids

    def _site_id(self, prefix: str) -> int:
        found = self._db.execute("SELECT id FROM site WHERE prefix = ?", (prefix,)).fetchone()
        if found:
            return int(found[0])
        made = self._db.execute("INSERT INTO site (prefix) VALUES (?)", (prefix,)).lastrowid
        assert made is not None  # noqa: S101 - an INSERT always makes one
        return made


_HELD = """
SELECT s.id, s.outlet, coalesce(t.prefix || s.path, ''), s.day, s.headline, s.source, {met}
FROM json_each(?) AS j CROSS JOIN {key} AS k ON k.hash = j.value {further}
CROSS JOIN story AS s ON s.id = {id} LEFT JOIN site AS t ON t.id = s.site
"""
_HELD_BY_URL = _HELD.format(key="url_key", further="", id="k.story", met="s.headline")
_HELD_BY_HEADLINE = _HELD.format(key="headline_key", further="", id="k.id", met="s.headline")
_HELD_BY_FURTHER = _HELD.format(
    key="headline_key", further="CROSS JOIN further AS f ON f.id = k.id", id="f.story", met="f.headline"
)


def _complete_fresh(entry: _Entry, row: Row, key: str) -> None:
    """Add to a story new in this batch what a later row of it knows."""
    if entry.folded.replace(" ", "") == key:
        if RANKS[row.source] < RANKS[entry.source]:
            entry.headline, entry.source = row.headline, row.source
    else:
        _further_of(entry, row.headline, row.source)
    if _more_exact(row.day, entry.day):
        entry.day = row.day
    entry.url = entry.url or row.url


def _further_of(entry: _Entry, headline: str, source: int) -> None:
    """Add a further headline to a new entry, unless it is there."""
    key = fold_key(headline)
    further = entry.further or []
    if key != entry.folded.replace(" ", "") and all(fold_key(text) != key for text, _ in further):
        entry.further = [*further, (headline, source)]


def _more_exact(new: int | None, old: int | None) -> bool:
    """Say whether a day number says the same as another, and more."""
    if new is None or old is None or new == old:
        return old is None and new is not None
    if old % 10000 == 0:
        return new // 10000 == old // 10000
    return old % 100 == 0 and new // 100 == old // 100


def _merged(old: Detail | None, new: Detail | None) -> Detail | None:
    if old is None or new is None:
        return old or new
    if new.text is not None:
        # Where a text came from, and whether it is all, goes with the text.
        old = old._replace(text=None, read_from=None, cut=None)
    return Detail(*(b if b is not None else a for a, b in zip(old, new, strict=True)))  # type: ignore[arg-type]
