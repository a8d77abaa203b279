"""The archive in one SQLite file: safe for several processes, and for being killed at any moment."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Self

from citecheck.archive.interface import OutletStats
from citecheck.archive.keys import hash_of, partial_date, url_key
from citecheck.archive.reader import Reader
from citecheck.archive.rows import Row
from citecheck.archive.schema import DAY_BITS, connect, explained, transaction
from citecheck.archive.search import Search, count_terms
from citecheck.archive.stories import row_of
from citecheck.archive.windows import joined, numbers_of, window_of
from citecheck.errors import ArchiveError
from citecheck.fold import fold_words
from citecheck.models import HeadlineSource, Story, Window
from citecheck.outlets import fold_name

if TYPE_CHECKING:
    from citecheck.archive.prepare import Prepared

_DAY = (1 << DAY_BITS) - 1

_FEW = 500
"""Fewer stories are written one by one, without what only pays off for many."""

_MUCH = 1000
"""Fewer new stories never change how common a word is."""


class SqliteArchive:
    """Headlines in one file, opened when first needed; a missing file is an empty archive."""

    def __init__(self, path: Path, *, readonly: bool = False, wait: float = 30.0) -> None:
        """Name the file.

        Args:
            path: the file; it is created by the first writing.
            readonly: refuse to write.
            wait: seconds to wait for another process's writing.
        """
        self.path = path
        self._readonly = readonly
        self._wait = wait
        self._connection: sqlite3.Connection | None = None
        self._writable = False
        self._search: Search | None = None
        self._reader: Reader | None = None
        self._outlets: dict[str, int] = {}
        self._outlets_version = 0
        self._lock = threading.RLock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def add(self, stories: Iterable[Story]) -> int:
        """Store stories and return how many were new; see `Archive.add`."""
        return self.add_rows(row_of(story) for story in stories if story.headlines)

    def add_rows(self, rows: Iterable[Row]) -> int:
        """Store rows, a transaction for every so many of them; see `Archive.add_rows`."""
        # What writes is loaded here, so that looking up starts sooner.
        from citecheck.archive.bulk import BulkWriter
        from citecheck.archive.names import Names
        from citecheck.archive.writer import Writer

        source = iter(rows)
        first = list(islice(source, _FEW))
        if not first:
            return 0
        with self._writing() as db:
            if len(first) == _FEW:
                new = BulkWriter(db).write(chain(first, source))
            else:
                with transaction(db):
                    new = Writer(db, Names(db)).write(first)
            if new and _is_tidying_due(db, new):
                self.tidy()
        return new

    def add_prepared(self, batches: Iterator[Prepared]) -> int:
        """Store rows that another process has prepared; see `TakesPrepared`."""
        from citecheck.archive.bulk import BulkWriter

        with self._writing() as db:
            new = BulkWriter(db).write_prepared(batches)
            if new and _is_tidying_due(db, new):
                self.tidy()
        return new

    def declare_complete(self, outlet: str, window: Window, *, titled: bool = True) -> None:
        """Record that everything `outlet` published in `window` is held; see `Archive.declare_complete`."""
        from citecheck.archive.names import Names

        with self._writing() as db, transaction(db):
            id_ = Names(db).outlet(outlet)
            windows = [*_complete(db, id_, titled), window]
            db.execute("DELETE FROM complete WHERE outlet = ? AND titled = ?", (id_, titled))
            rows = [(id_, titled, *numbers_of(each)) for each in joined(windows)]
            db.executemany("INSERT INTO complete VALUES (?, ?, ?, ?)", rows)

    def tidy(self) -> None:
        """Count terms and merge the word index, so that look-ups stay quick; adding much does this."""
        with self._writing() as db, transaction(db):
            db.execute("INSERT INTO words (words) VALUES ('optimize')")
            count_terms(db)
        with self._writing() as db:
            db.execute("PRAGMA incremental_vacuum").fetchall()

    def compact(self) -> None:
        """Give back the space of the file that holds nothing."""
        self.tidy()
        with self._writing() as db:
            db.execute("VACUUM")
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def lookup(
        self, headline: str, *, limit: int = 40, budget: int = 3000, outlet: str | None = None
    ) -> Sequence[Story]:
        """Return the stories that share the headline's rarest words, best first; see `Archive.lookup`."""
        with self._reading() as db:
            if db is None or limit < 1:
                return []
            if self._search is None:
                self._search = Search(db)
            with _at_one_moment(db):
                exact = self._search.exact(headline)
                under_it = self._stories(db).by_id(exact) if exact and outlet else []
                if any(_published(story, headline, outlet) for story in under_it):
                    return sorted(under_it, key=lambda story: story.outlet != outlet)[:limit]
                # Another outlet has it word for word: beside that, only something very like it counts.
                within = budget // 3 if exact else budget
                ids = self._search.ranked(headline, self._outlet_id(db, outlet), limit, within)
                return self._first(db, list(dict.fromkeys((*exact, *ids))), limit)

    def _first(self, db: sqlite3.Connection, ids: list[int], limit: int) -> Sequence[Story]:
        """Return the first stories of these ids; a few may be further headlines of stories there already."""
        found = self._stories(db).by_id(ids[:limit])
        if len(found) < limit < len(ids):
            found = self._stories(db).by_id(ids[: limit + 10])[:limit]
        return found

    def around(self, outlet: str, window: Window, *, limit: int = 400) -> Sequence[Story]:
        """Return stories the outlet published in a window, newest first."""
        with self._reading() as db:
            id_ = self._outlet_id(db, outlet) if db is not None else None
            if db is None or id_ is None:
                return []
            return self._stories(db).between(id_, *numbers_of(window), limit)

    def by_url(self, url: str) -> Story | None:
        """Return the story at this URL; scheme, "www.", trailing slash and idle parameters do not matter."""
        with self._reading() as db:
            if db is None:
                return None
            key = url_key(url)
            ids = [row[0] for row in db.execute("SELECT story FROM url_key WHERE hash = ?", (hash_of(key),))]
            return next((story for story in self._stories(db).by_id(ids) if url_key(story.url) == key), None)

    def complete_windows(self, outlet: str, *, titled: bool = True) -> Sequence[Window]:
        """Return the windows declared complete for an outlet, earliest first."""
        with self._reading() as db:
            id_ = self._outlet_id(db, outlet) if db is not None else None
            if db is None or id_ is None:
                return []
            return _known(db, id_, titled)

    def has_outlet(self, outlet: str) -> bool:
        """Say whether any story of this outlet is held."""
        with self._reading() as db:
            id_ = self._outlet_id(db, outlet) if db is not None else None
            if db is None or id_ is None:
                return False
            places = (id_ << DAY_BITS, (id_ + 1) << DAY_BITS)
            query = "SELECT 1 FROM place_key WHERE place BETWEEN ? AND ? LIMIT 1"
            return db.execute(query, places).fetchone() is not None

    def stats(self) -> Sequence[OutletStats]:
        """Return what is held, an entry an outlet, largest first."""
        with self._reading() as db:
            if db is None:
                return []
            query = f"""
                SELECT o.name, count(p.story), min(nullif(p.place & {_DAY}, 0)), max(p.place & {_DAY}), o.id
                FROM outlet AS o LEFT JOIN place_key AS p
                ON p.place BETWEEN o.id << {DAY_BITS} AND (o.id << {DAY_BITS}) + {_DAY}
                GROUP BY o.id ORDER BY count(p.story) DESC, o.name
            """  # noqa: S608 - numbers of our own
            return [
                OutletStats(
                    name,
                    stories,
                    partial_date(first),
                    partial_date(last),
                    tuple(_complete(db, id_, titled=True)),
                    tuple(_complete(db, id_, titled=False)),
                )
                for name, stories, first, last, id_ in db.execute(query).fetchall()
            ]

    def stories(self) -> Iterator[Story]:
        """Yield every story held."""
        with self._reading() as db:
            if db is not None:
                yield from self._stories(db).all()

    def close(self) -> None:
        """Release the file."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
            if self._search is not None:
                self._search.close()
            self._connection = self._search = self._reader = None
            self._outlets = {}

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection | None]:
        """Give the connection, or None where there is no file yet."""
        with self._lock, explained(self.path):
            if self._connection is None and _holds_something(self.path):
                self._connection = connect(
                    self.path, readonly=True, wait=self._wait, migrate=not self._readonly
                )
                self._writable = False
            yield self._connection

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        if self._readonly:
            raise ArchiveError(f"{self.path}: opened for reading only")
        with self._lock, explained(self.path):
            if self._connection is None or not self._writable:
                self.close()
                self._connection = connect(self.path, readonly=False, wait=self._wait)
                self._writable = True
            self._outlets = {}
            yield self._connection

    def _stories(self, db: sqlite3.Connection) -> Reader:
        if self._reader is None:
            self._reader = Reader(db)
        return self._reader

    def _outlet_id(self, db: sqlite3.Connection, outlet: str | None) -> int | None:
        """Return the id of an outlet by name, or by its folded name."""
        if outlet is None:
            return None
        known = self._outlets.get(outlet)
        if known:
            return known
        # Another process may have added it since: what is not held is remembered until the file changes.
        version: int = db.execute("PRAGMA data_version").fetchone()[0]
        if known is None or version != self._outlets_version:
            pairs = db.execute("SELECT name, id FROM outlet").fetchall()
            self._outlets = {fold_name(name): id_ for name, id_ in pairs} | dict(pairs)
            self._outlets.setdefault(outlet, self._outlets.get(fold_name(outlet), 0))
            self._outlets_version = version
        return self._outlets[outlet] or None


def _complete(db: sqlite3.Connection, outlet: int, titled: bool) -> list[Window]:
    """Return the windows declared so for an outlet, earliest first."""
    query = "SELECT first, last FROM complete WHERE outlet = ? AND titled = ? ORDER BY first"
    return [window_of(*row) for row in db.execute(query, (outlet, titled))]


def _known(db: sqlite3.Connection, outlet: int, titled: bool) -> list[Window]:
    """Return the windows in which all is held: what is held by headline is held by address too."""
    windows = _complete(db, outlet, titled=True)
    return windows if titled else joined([*windows, *_complete(db, outlet, titled=False)])


def _is_tidying_due(db: sqlite3.Connection, new: int) -> bool:
    """Say whether so much was added since the terms were last counted that the counts mislead."""
    facts: dict[str, int] = dict(db.execute("SELECT name, value FROM fact"))
    added = facts.get("added", 0) + new
    with transaction(db):
        db.execute("INSERT OR REPLACE INTO fact VALUES ('added', ?)", (added,))
    return added >= max(_MUCH, facts.get("rows", 0) // 20)


@contextmanager
def _at_one_moment(db: sqlite3.Connection) -> Iterator[None]:
    """Read as of one moment: the file is locked once, not for every statement."""
    inside = db.in_transaction
    if not inside:
        db.execute("BEGIN")
    try:
        yield
    finally:
        if not inside and db.in_transaction:
            db.execute("COMMIT")


def _published(story: Story, headline: str, outlet: str | None) -> bool:
    """Say whether a story of this outlet has a headline, not only an address, of the very same words."""
    if story.outlet != outlet:
        return False
    words = fold_words(headline)
    return any(h.source is not HeadlineSource.SLUG and fold_words(h.text) == words for h in story.headlines)


def _holds_something(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except FileNotFoundError:
        return False
