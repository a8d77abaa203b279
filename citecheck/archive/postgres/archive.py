"""The archive in a PostgreSQL database: many may read and write it at once."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import TYPE_CHECKING, Any, Self

from citecheck.archive.interface import OutletStats
from citecheck.archive.keys import partial_date, url_key
from citecheck.archive.postgres import counting, search
from citecheck.archive.postgres.connection import AS_A_WHOLE, Server
from citecheck.archive.postgres.ids import of_address
from citecheck.archive.postgres.rows import COLUMNS, held_row
from citecheck.archive.postgres.writer import BatchWriter, Prepared, prepared
from citecheck.archive.rows import Row
from citecheck.archive.stories import row_of, story_of
from citecheck.archive.windows import joined, numbers_of, window_of
from citecheck.fold import fold_words
from citecheck.models import HeadlineSource, Story, Window
from citecheck.outlets import fold_name

if TYPE_CHECKING:
    from psycopg import Connection

_BATCH = 10_000
"""Rows in a transaction. A killed process loses two of them at most, which the next import reads again."""
_MUCH = 20
"""Fewer new stories never change how common a word is."""
_STORED = ", ".join(f"s.{name}" for name in COLUMNS)


class PostgresArchive:
    """Headlines on a server, connected to when first needed; without tables it is an empty archive."""

    def __init__(self, url: str, *, readonly: bool = False) -> None:
        """Name the database.

        Args:
            url: postgresql://[user[:password]@]host[,host…][:port]/database[?sslmode=verify-full&…].
            readonly: refuse to write.
        """
        self._server = Server(url, readonly=readonly)
        self._writer = BatchWriter()
        self._outlets: dict[str, int] = {}
        self._lock = threading.RLock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def name(self) -> str:
        """The address, without a password."""
        return self._server.name

    def add(self, stories: Iterable[Story]) -> int:
        """Store stories and return how many were new; see `Archive.add`."""
        return self.add_rows(row_of(story) for story in stories if story.headlines)

    def add_rows(self, rows: Iterable[Row]) -> int:
        """Store rows, a transaction for every so many of them; see `Archive.add_rows`."""
        source = iter(rows)
        batch = list(islice(source, _BATCH))
        if len(batch) < _BATCH:
            new = self._add_batch(prepared(batch)) if batch else 0
        else:
            new = self._add_batches(batch, source)
        if new and self._is_tidying_due(new):
            self.tidy()
        return new

    def _add_batches(self, batch: list[Row], source: Iterator[Row]) -> int:
        """Store many rows: while the server writes a batch, the next is read and prepared."""
        new = 0
        with ThreadPoolExecutor(1, "archive") as writer:
            under_way = writer.submit(self._add_batch, prepared(batch))
            while batch := list(islice(source, _BATCH)):
                following = prepared(batch)
                new += under_way.result()
                under_way = writer.submit(self._add_batch, following)
            return new + under_way.result()

    def _add_batch(self, batch: Sequence[Prepared]) -> int:
        with self._lock:
            try:
                with self._server.writing() as db:
                    return self._writer.write(db, batch)
            except BaseException:
                self._writer.forget()
                raise
            finally:
                self._outlets.clear()

    def declare_complete(self, outlet: str, window: Window, *, titled: bool = True) -> None:
        """Record that everything `outlet` published in `window` is held; see `Archive.declare_complete`."""
        with self._lock, self._server.writing() as db:
            id_ = self._writer.outlet(db, outlet)
            db.execute("SELECT id FROM citecheck.outlet WHERE id = %s FOR UPDATE", (id_,))
            windows = joined([*_complete(db, id_, titled), window])
            db.execute("DELETE FROM citecheck.complete WHERE outlet = %s AND titled = %s", (id_, titled))
            with db.cursor() as cursor:
                cursor.executemany(
                    "INSERT INTO citecheck.complete VALUES (%s, %s, %s, %s)",
                    [(id_, titled, *numbers_of(each)) for each in windows],
                )
            self._outlets.clear()

    def tidy(self) -> None:
        """Count the words of new stories and put them into the indexes; adding much does this."""
        with self._server.writing() as db:
            counting.count_new(db)
        self._put_in_order()

    def _put_in_order(self) -> None:
        with self._server.outside() as db:
            db.execute("SET statement_timeout = 0")
            db.execute("SELECT citecheck.flush_terms()")
            # Columns alone: of the words, which nobody plans by, all would be read and stemmed again.
            db.execute("ANALYZE citecheck.story (shelf, id, outlet, day), citecheck.known, citecheck.term")
            db.execute("RESET statement_timeout")

    def compact(self) -> None:
        """Give back the space that holds nothing, and count everything anew."""
        with self._server.writing() as db:
            counting.count_all(db)
        self._put_in_order()
        with self._server.outside() as db:
            db.execute("SET statement_timeout = 0")
            db.execute("VACUUM citecheck.story, citecheck.known, citecheck.term")
            db.execute("RESET statement_timeout")

    def lookup(
        self, headline: str, *, limit: int = 40, budget: int = 3000, outlet: str | None = None
    ) -> Sequence[Story]:
        """Return the stories that share the headline's rarest words, best first; see `Archive.lookup`."""
        with self._server.reading() as db:
            if db is None or limit < 1 or not fold_words(headline):
                return []
            same = search.same_headline(db, headline, limit)
            if outlet and any(_published(row, headline, outlet) for row in same):
                return [story_of(row) for row in sorted(same, key=lambda row: row.outlet != outlet)]
            rows = search.ranked(db, headline, self._outlet_id(db, outlet), limit, budget)
            return [story_of(row) for row in list(dict.fromkeys((*same, *rows)))[:limit]]

    def around(self, outlet: str, window: Window, *, limit: int = 400) -> Sequence[Story]:
        """Return stories the outlet published in a window, newest first."""
        with self._server.reading() as db:
            id_ = self._outlet_id(db, outlet) if db is not None else None
            if db is None or id_ is None:
                return []
            query = f"""
                SELECT o.name, {_STORED}
                FROM citecheck.story AS s JOIN citecheck.outlet AS o ON o.id = s.outlet
                WHERE s.outlet = %s AND s.day BETWEEN %s AND %s ORDER BY s.day DESC, s.id DESC LIMIT %s
            """  # noqa: S608 - names of our own
            return _stories(db.execute(query, (id_, *numbers_of(window), limit)).fetchall())

    def by_url(self, url: str) -> Story | None:
        """Return the story at this URL; scheme, "www.", trailing slash and idle parameters do not matter."""
        with self._server.reading() as db:
            if db is None:
                return None
            query = f"""
                SELECT o.name, {_STORED} FROM citecheck.known AS p
                JOIN citecheck.story AS s ON s.shelf = (p.story >> 44)::smallint AND s.id = p.story
                JOIN citecheck.outlet AS o ON o.id = s.outlet WHERE p.key BETWEEN %s::uuid AND %s::uuid
                ORDER BY s.id LIMIT 20
            """  # noqa: S608 - names of our own
            found = _stories(db.execute(query, of_address(url)).fetchall())
            return next((story for story in found if url_key(story.url) == url_key(url)), None)

    def complete_windows(self, outlet: str, *, titled: bool = True) -> Sequence[Window]:
        """Return the windows declared complete for an outlet, earliest first."""
        with self._server.reading() as db:
            id_ = self._outlet_id(db, outlet) if db is not None else None
            if db is None or id_ is None:
                return []
            windows = _complete(db, id_, titled=True)
            return windows if titled else joined([*windows, *_complete(db, id_, titled=False)])

    def has_outlet(self, outlet: str) -> bool:
        """Say whether any story of this outlet is held."""
        with self._server.reading() as db:
            id_ = self._outlet_id(db, outlet) if db is not None else None
            if db is None or id_ is None:
                return False
            return (
                db.execute("SELECT 1 FROM citecheck.story WHERE outlet = %s LIMIT 1", (id_,)).fetchone()
                is not None
            )

    def stats(self) -> Sequence[OutletStats]:
        """Return what is held, an entry an outlet, largest first."""
        with self._server.reading() as db:
            if db is None:
                return []
            query = """
                SELECT o.name, count(s.id), min(nullif(s.day, 0)), max(s.day), o.id
                FROM citecheck.outlet AS o LEFT JOIN citecheck.story AS s ON s.outlet = o.id
                GROUP BY o.id ORDER BY count(s.id) DESC, o.name
            """
            with db.transaction():
                _read_as_a_whole(db)
                counts = db.execute(query).fetchall()
            return [
                OutletStats(
                    name,
                    stories,
                    partial_date(first),
                    partial_date(last),
                    tuple(_complete(db, id_, titled=True)),
                    tuple(_complete(db, id_, titled=False)),
                )
                for name, stories, first, last, id_ in counts
            ]

    def stories(self) -> Iterator[Story]:
        """Yield every story held, in the order they came."""
        with self._server.reading() as db:
            if db is None:
                return
            query = f"""
                SELECT o.name, {_STORED}
                FROM citecheck.story AS s JOIN citecheck.outlet AS o ON o.id = s.outlet
                ORDER BY s.id
            """  # noqa: S608 - names of our own
            with db.transaction(), db.cursor("every_story") as cursor:
                _read_as_a_whole(db)
                cursor.itersize = 2_000
                for name, *values in cursor.execute(query):
                    yield story_of(held_row(name, values))

    def close(self) -> None:
        """Release the connections."""
        self._server.close()
        self._outlets.clear()

    def _outlet_id(self, db: Connection[Any], outlet: str | None) -> int | None:
        """Return the id of an outlet by name, or by its folded name."""
        if outlet is None:
            return None
        if outlet not in self._outlets:
            pairs = db.execute("SELECT name, id FROM citecheck.outlet").fetchall()
            self._outlets = {fold_name(name): id_ for name, id_ in pairs} | dict(pairs)
        return self._outlets.get(outlet) or self._outlets.get(fold_name(outlet))

    def _is_tidying_due(self, new: int) -> bool:
        """Say whether so much was added since the last count that the counts mislead."""
        with self._server.writing() as db:
            added, counted = counting.note_added(db, new)
        return added >= max(_MUCH, counted // 20)


def _stories(rows: Iterable[Sequence[Any]]) -> list[Story]:
    return [story_of(held_row(name, values)) for name, *values in rows]


def _read_as_a_whole(db: Connection[Any]) -> None:
    for setting in AS_A_WHOLE:
        db.execute(setting)


def _complete(db: Connection[Any], outlet: int, titled: bool) -> list[Window]:
    """Return the windows declared so for an outlet, earliest first."""
    query = "SELECT first, last FROM citecheck.complete WHERE outlet = %s AND titled = %s ORDER BY first"
    return [window_of(*row) for row in db.execute(query, (outlet, titled)).fetchall()]


def _published(row: Row, headline: str, outlet: str) -> bool:
    """Say whether a story of this outlet has a headline, not only an address, of the very same words."""
    words = fold_words(headline)
    story = story_of(row)
    return row.outlet == outlet and any(
        h.source is not HeadlineSource.SLUG and fold_words(h.text) == words for h in story.headlines
    )
