"""Writing stories with care: each is looked for among those held, and what it knows more is added."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from citecheck.archive.keys import clean_url, hash_of, more_exact, split_url, url_key
from citecheck.archive.names import Names
from citecheck.archive.rows import (
    EARLIER,
    HAS_DETAIL,
    HAS_FURTHER,
    PAGE,
    RANKS,
    SOURCE_BITS,
    Detail,
    Row,
    pack_path,
    slug_of,
    unpack_path,
)
from citecheck.archive.schema import DAY_BITS
from citecheck.archive.terms import index_text, slug_text
from citecheck.fold import fold_key, fold_words


@dataclass(slots=True)
class _Held:
    """A story the archive holds, as far as recognising and completing it needs."""

    id: int
    outlet: int
    day: int | None
    url: str
    headline: str
    source: int
    further: list[tuple[int, str, int]] = field(default_factory=list)
    """Id, text and source of its other headlines."""


class Writer:
    """Adds rows to an archive within the caller's transaction."""

    def __init__(self, db: sqlite3.Connection, names: Names) -> None:
        self._db = db
        self._names = names
        self._words: list[tuple[int, str]] = []

    def write(self, rows: Iterable[Row]) -> int:
        """Store rows and return how many stories were new."""
        new = 0
        for row in rows:
            if "?" in row.url:
                row = row._replace(url=clean_url(row.url))
            outlet = self._names.outlet(row.outlet)
            held = self._find(outlet, row)
            if held is None:
                held = self._insert(outlet, row)
                new += 1
            else:
                self._complete(held, row)
            for headline, source in row.further:
                self._add_headline(held, headline, source)
            if row.detail:
                self._enrich(held.id, row.detail)
        # The word index writes out what it holds whenever an id is lower than the one before.
        self._db.executemany("INSERT INTO words (rowid, terms) VALUES (?, ?)", sorted(self._words))
        self._words.clear()
        return new

    def _find(self, outlet: int, row: Row) -> _Held | None:
        """Return the story that a row is about: same URL, or same headline and day where a URL is missing."""
        if row.url:
            key = url_key(row.url)
            for held in self._read(_BY_URL, hash_of(key)):
                if held.outlet == outlet and url_key(held.url) == key:
                    return held
        key = fold_key(row.headline)
        for held in self._read(_BY_HEADLINE, hash_of(key)):
            texts = (held.headline, *(text for _, text, _ in held.further))
            if held.outlet != outlet or held.day != row.day or (row.url and held.url):
                continue
            if any(fold_key(text) == key for text in texts):
                return held
        return None

    def _read(self, query: str, hash_: int) -> Iterable[_Held]:
        for id_, place, prefix, path, headline, source in self._db.execute(query, (hash_,)).fetchall():
            url = prefix + unpack_path(path, headline) if path is not None else ""
            outlet, day = place >> DAY_BITS, place & ((1 << DAY_BITS) - 1)
            held = _Held(id_, outlet, day or None, url, headline, source & SOURCE_BITS)
            if source & HAS_FURTHER:
                query = "SELECT id, headline, source FROM further WHERE story = ?"
                held.further = self._db.execute(query, (id_,)).fetchall()
            yield held

    def _insert(self, outlet: int, row: Row) -> _Held:
        held = _Held(self._names.new_ids(outlet, 1)[0], outlet, row.day, row.url, row.headline, row.source)
        place = outlet << DAY_BITS | (row.day or 0)
        site, path = self._packed(held)
        self._db.execute(
            "INSERT INTO story VALUES (?, ?, ?, ?, ?, ?)",
            (held.id, place, site, path, row.headline, row.source),
        )
        self._db.execute("INSERT INTO place_key VALUES (?, ?)", (place, held.id))
        if row.url:
            self._db.execute("INSERT INTO url_key VALUES (?, ?)", (hash_of(url_key(row.url)), held.id))
        self._index(held.id, row.headline, row.url)
        return held

    def _packed(self, held: _Held) -> tuple[int | None, str | None]:
        if not held.url:
            return None, None
        prefix, path = split_url(held.url)
        return self._names.site(prefix), pack_path(path, slug_of(held.headline))

    def _index(self, id_: int, headline: str, url: str) -> None:
        folded = fold_words(headline)
        self._db.execute("INSERT INTO headline_key VALUES (?, ?)", (hash_of(folded.replace(" ", "")), id_))
        self._words.append((id_, index_text(folded, slug_text(url.partition("?")[0]))))

    def _complete(self, held: _Held, row: Row) -> None:
        """Add to a held story what a row knows beyond it."""
        self._add_headline(held, row.headline, row.source)
        if more_exact(row.day, held.day):
            old = held.outlet << DAY_BITS | (held.day or 0)
            held.day = row.day
            place = held.outlet << DAY_BITS | (row.day or 0)
            self._db.execute("UPDATE story SET place = ? WHERE id = ?", (place, held.id))
            self._db.execute(
                "UPDATE place_key SET place = ? WHERE place = ? AND story = ?", (place, old, held.id)
            )
        if row.url and not held.url:
            held.url = row.url
            self._db.execute(
                "UPDATE story SET site = ?, path = ? WHERE id = ?", (*self._packed(held), held.id)
            )
            self._db.execute("INSERT INTO url_key VALUES (?, ?)", (hash_of(url_key(row.url)), held.id))

    def _add_headline(self, held: _Held, headline: str, source: int) -> None:
        """Add a headline to a held story, or what is better about it where it is there."""
        key = fold_key(headline)
        if fold_key(held.headline) == key:
            if RANKS[source] < RANKS[held.source]:
                self._demote_page(held, source)
                held.headline, held.source = headline, source
                site, path = self._packed(held)
                self._db.execute(
                    f"UPDATE story SET headline = ?, {_SET_SOURCE}, site = ?, path = ? WHERE id = ?",  # noqa: S608
                    (headline, source, site, path, held.id),
                )
            return
        for place, (id_, text, old) in enumerate(held.further):
            if fold_key(text) == key:
                if RANKS[source] < RANKS[old]:
                    self._demote_page(held, source)
                    held.further[place] = (id_, headline, source)
                    self._db.execute(
                        "UPDATE further SET headline = ?, source = ? WHERE id = ?", (headline, source, id_)
                    )
                return
        self._demote_page(held, source)
        id_ = self._names.new_ids(held.outlet, 1)[0]
        if not held.further:
            _flag(self._db, held.id, HAS_FURTHER)
        held.further.append((id_, headline, source))
        self._db.execute("INSERT INTO further VALUES (?, ?, ?, ?)", (id_, held.id, headline, source))
        self._index(id_, headline, "")

    def _demote_page(self, held: _Held, source: int) -> None:
        """A page has one headline at a time: before a new one, what it had is an earlier one."""
        if source != PAGE:
            return
        if held.source == PAGE:
            held.source = EARLIER
            self._db.execute(f"UPDATE story SET {_SET_SOURCE} WHERE id = ?", (EARLIER, held.id))  # noqa: S608
        for place, (id_, text, old) in enumerate(held.further):
            if old == PAGE:
                held.further[place] = (id_, text, EARLIER)
                self._db.execute("UPDATE further SET source = ? WHERE id = ?", (EARLIER, id_))

    def _enrich(self, story: int, detail: Detail) -> None:
        old = self._db.execute("SELECT * FROM detail WHERE story = ?", (story,)).fetchone()
        put_details(self._db, [(story, _merged(Detail(*old[1:]), detail) if old else detail)])


def put_details(db: sqlite3.Connection, details: Sequence[tuple[int, Detail]]) -> None:
    """Store what stories, by id, have beyond headline, date and URL."""
    for id_, _ in details:
        _flag(db, id_, HAS_DETAIL)
    db.executemany(
        "INSERT OR REPLACE INTO detail VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", ((id_, *d) for id_, d in details)
    )


_SET_SOURCE = f"source = (source & ~{SOURCE_BITS}) | ?"

_HELD = """
SELECT DISTINCT s.id, s.place, t.prefix, s.path, s.headline, s.source
FROM (SELECT * FROM {key} WHERE hash = ? LIMIT 1000) AS k {further}
CROSS JOIN story AS s ON s.id = {id} LEFT JOIN site AS t ON t.id = s.site
"""
_BY_URL = _HELD.format(key="url_key", further="", id="k.story")
_BY_HEADLINE = _HELD.format(
    key="headline_key", further="LEFT JOIN further AS f ON f.id = k.id", id="coalesce(f.story, k.id)"
)


def _flag(db: sqlite3.Connection, story: int, flag: int) -> None:
    db.execute("UPDATE story SET source = source | ? WHERE id = ?", (flag, story))


def _merged(old: Detail, new: Detail) -> Detail:
    if new.text is not None:
        # Where a text came from, and whether it is all, goes with the text.
        old = old._replace(text=None, read_from=None, cut=None)
    return Detail(*(b if b is not None else a for a, b in zip(old, new, strict=True)))  # type: ignore[arg-type]


def held_urls(db: sqlite3.Connection, hashes: Iterable[int]) -> set[int]:
    """Return which of many hashes of URLs the archive holds."""
    query = "SELECT j.value FROM json_each(?) AS j WHERE EXISTS (SELECT 1 FROM url_key WHERE hash = j.value)"
    return {row[0] for row in db.execute(query, (json.dumps(sorted(set(hashes))),))}


def held_rows(db: sqlite3.Connection, hashes: Iterable[int]) -> tuple[set[int], set[tuple[int, str, str]]]:
    """Return which hashes of headlines are held, and (place, headline, URL) of what they stand for."""
    query = """
        SELECT k.hash, s.place, s.headline, f.headline, t.prefix, s.path
        FROM json_each(?) AS j CROSS JOIN headline_key AS k ON k.hash = j.value
        LEFT JOIN further AS f ON f.id = k.id CROSS JOIN story AS s ON s.id = coalesce(f.story, k.id)
        LEFT JOIN site AS t ON t.id = s.site
    """
    found: set[int] = set()
    rows: set[tuple[int, str, str]] = set()
    for hash_, place, headline, further, prefix, path in db.execute(
        query, (json.dumps(sorted(set(hashes))),)
    ):
        found.add(hash_)
        url = "" if path is None else prefix + unpack_path(path, headline)
        rows.add((place, further or headline, url))
    return found, rows
