"""What a batch knows, on disk: where it stands, what was asked, and the documents under way.

One SQLite file beside the output. Everything a run has found out is in it before the run relies on it, so a
run that is killed at any moment goes on where it stood: no document is lost, none is written twice, and no
question is asked again. Documents leave it as their rows are written; answers stay.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from citecheck.batch.documents import Position, Source, SourceKind
from citecheck.batch.steps import KEY_LENGTH, Key
from citecheck.errors import BatchError

_VERSION = 1
_TABLES = """
CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE source (
    number INTEGER PRIMARY KEY, kind TEXT, path TEXT, size INTEGER, changed INTEGER, rows INTEGER
);
-- Every question once: what is asked, what the archive answered, and whether that settles it.
CREATE TABLE question (number INTEGER PRIMARY KEY, key BLOB UNIQUE, asked BLOB, answer BLOB, settled INTEGER);
CREATE INDEX question_open ON question (number) WHERE answer IS NULL;
-- What only the network can tell: answers of outlets by the question's key, pages by their own.
CREATE TABLE need (number INTEGER PRIMARY KEY, key BLOB UNIQUE, asked BLOB, answer BLOB);
CREATE INDEX need_open ON need (number) WHERE answer IS NULL;
-- Documents parsed and not yet written: `keys` of their questions, `needs` found since, `row` when done.
CREATE TABLE document (
    number INTEGER PRIMARY KEY, id TEXT, source TEXT, article BLOB, keys BLOB, needs BLOB, row BLOB
);
"""


@dataclass(frozen=True, slots=True)
class Pending:
    """A document parsed and not yet judged."""

    number: int
    """Its place in the batch, from 0."""
    id: str
    source: str
    article: bytes
    keys: tuple[Key, ...]
    """Of its questions."""
    needs: tuple[Key, ...]
    """Of what else it was found to need of the network."""


class Manifest:
    """The file that makes a batch restartable."""

    def __init__(self, path: Path) -> None:
        """Open or create the file.

        Raises:
            BatchError: it cannot be opened, is no manifest, or is in use by another run.
        """
        self.path = path
        try:
            self._db = sqlite3.connect(path, isolation_level=None, timeout=2.0)
            # One run at a time; and a commit is safe against the death of the process without a sync.
            self._db.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
            self._db.execute("BEGIN IMMEDIATE")
            version = self._db.execute("PRAGMA user_version").fetchone()[0]
            if version == 0:
                for statement in _TABLES.split(";"):
                    self._db.execute(statement)
                self._db.execute(f"PRAGMA user_version = {_VERSION}")
            self._db.execute("COMMIT")
        except sqlite3.OperationalError as error:
            used = "locked" in str(error)
            why = "another run is using it" if used else f"cannot be used as a manifest ({error})"
            raise BatchError(f"{path}: {why}") from None
        except sqlite3.DatabaseError:
            raise BatchError(f"{path}: is no manifest of a batch") from None
        if version not in (0, _VERSION):
            raise BatchError(f"{path}: written by another version of citecheck; use --restart")

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make what is written inside one step: all of it or nothing."""
        self._db.execute("BEGIN")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def fact(self, name: str, default: Any = None) -> Any:
        """Return what was noted under a name."""
        row = self._db.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
        return json.loads(row[0]) if row else default

    def note(self, name: str, value: Any) -> None:
        """Note something under a name."""
        self._db.execute("INSERT OR REPLACE INTO fact VALUES (?, ?)", (name, json.dumps(value)))

    @property
    def position(self) -> Position:
        """Where the next document to be parsed starts."""
        return Position(**self.fact("position", {}))

    @position.setter
    def position(self, position: Position) -> None:
        self.note("position", asdict(position))

    def put_sources(self, sources: Iterable[Source]) -> None:
        """Keep the sources of the batch, as they are now."""
        rows = ((str(s.kind), s.path, s.size, s.changed, s.rows) for s in sources)
        self._db.executemany(
            "INSERT INTO source (kind, path, size, changed, rows) VALUES (?, ?, ?, ?, ?)", rows
        )

    def sources(self, start: int = 0) -> Iterator[Source]:
        """Yield the sources from one on; others may be read in between."""
        while rows := self._db.execute(
            "SELECT kind, path, size, changed, rows FROM source WHERE number > ? ORDER BY number LIMIT 1000",
            (start,),
        ).fetchall():
            for kind, *rest in rows:
                yield Source(SourceKind(kind), *rest)
            start += len(rows)

    def read_share(self) -> float:
        """Return how much of the sources was read up to the position: 0 to 1, by their bytes."""
        position = self.position
        query = "SELECT coalesce(sum(max(size, 1)), 0) FROM source"
        (total,) = self._db.execute(query).fetchone()
        (before,) = self._db.execute(f"{query} WHERE number <= ?", (position.source,)).fetchone()
        source = next(iter(self.sources(position.source)), None)
        if source is not None and source.rows:
            before += source.size * position.offset / source.rows
        elif source is not None:
            before += position.offset
        return float(min(before / total, 1.0)) if total else 1.0

    def put_parsed(self, rows: Iterable[tuple[int, str, str, bytes | None, bytes, bytes | None]]) -> None:
        """Keep documents parsed: number, id, source, article, keys, and the row of one without an article."""
        query = "INSERT INTO document (number, id, source, article, keys, row) VALUES (?, ?, ?, ?, ?, ?)"
        self._db.executemany(query, rows)

    def put_questions(self, asked: Iterable[tuple[Key, bytes]]) -> None:
        """Keep questions that are not known yet."""
        self._db.executemany("INSERT OR IGNORE INTO question (key, asked) VALUES (?, ?)", asked)

    def open_questions(self) -> Iterator[tuple[Key, bytes]]:
        """Yield the questions without an answer; answers may be put in between."""
        yield from self._open("question")

    def put_answers(self, answers: Iterable[tuple[Key, bytes, bool]]) -> None:
        """Keep what the archive answered, and whether that settles it; what does not, becomes a need."""
        for key, answer, settled in answers:
            self._db.execute(
                "UPDATE question SET answer = ?, settled = ? WHERE key = ?", (answer, settled, key)
            )
            if not settled:
                query = (
                    "INSERT OR IGNORE INTO need (key, asked) SELECT key, asked FROM question WHERE key = ?"
                )
                self._db.execute(query, (key,))

    def answers(self, keys: Iterable[Key]) -> dict[Key, bytes]:
        """Return the archive's answers to questions."""
        return dict(self._of("question", keys))

    def put_needs(self, asked: Iterable[tuple[Key, bytes]]) -> None:
        """Keep what the network is to be asked, where it was not asked before."""
        self._db.executemany("INSERT OR IGNORE INTO need (key, asked) VALUES (?, ?)", asked)

    def open_needs(self) -> Iterator[tuple[Key, bytes]]:
        """Yield what is still to be asked of the network; answers may be put in between."""
        yield from self._open("need")

    def put_heard(self, answers: Iterable[tuple[Key, bytes]]) -> None:
        """Keep what the network answered."""
        self._db.executemany("UPDATE need SET answer = ? WHERE key = ?", ((a, k) for k, a in answers))

    def heard(self, keys: Iterable[Key]) -> dict[Key, bytes]:
        """Return what the network answered, of what was asked."""
        return dict(self._of("need", keys))

    def asked_of_network(self) -> int:
        """Return how many different things the network was asked or is to be."""
        return int(self._db.execute("SELECT count(*) FROM need").fetchone()[0])

    def pending(self) -> Iterator[Pending]:
        """Yield the documents that have no row yet, in order; rows may be put in between."""
        last = -1
        while rows := self._db.execute(
            "SELECT number, id, source, article, keys, needs FROM document "
            "WHERE number > ? AND row IS NULL ORDER BY number LIMIT 64",
            (last,),
        ).fetchall():
            for number, name, source, article, keys, needs in rows:
                yield Pending(number, name, source, article, split_keys(keys), split_keys(needs))
            last = rows[-1][0]

    def put_row(self, number: int, row: bytes) -> None:
        """Keep a document's row until those before it are written."""
        self._db.execute("UPDATE document SET row = ? WHERE number = ?", (row, number))

    def put_document_needs(self, number: int, needs: Sequence[Key]) -> None:
        """Add to what a document needs of the network."""
        query = "UPDATE document SET needs = CAST(coalesce(needs, x'') || ? AS BLOB) WHERE number = ?"
        self._db.execute(query, (b"".join(needs), number))

    def row(self, number: int) -> bytes | None:
        """Return the row kept of a document, if there is one."""
        found = self._db.execute("SELECT row FROM document WHERE number = ?", (number,)).fetchone()
        return found[0] if found else None

    def drop(self, first: int, last: int) -> None:
        """Forget documents, `last` not among them: their rows are written."""
        self._db.execute("DELETE FROM document WHERE number >= ? AND number < ?", (first, last))

    def _open(self, table: str) -> Iterator[tuple[Key, bytes]]:
        last = 0
        while rows := self._db.execute(
            f"SELECT number, key, asked FROM {table} WHERE answer IS NULL AND number > ? "  # noqa: S608 - ours
            "ORDER BY number LIMIT 1000",
            (last,),
        ).fetchall():
            yield from ((key, asked) for _, key, asked in rows)
            last = rows[-1][0]

    def _of(self, table: str, keys: Iterable[Key]) -> Iterator[tuple[Key, bytes]]:
        wanted = list(dict.fromkeys(keys))
        for start in range(0, len(wanted), 500):
            some = wanted[start : start + 500]
            marks = ",".join("?" * len(some))
            query = f"SELECT key, answer FROM {table} WHERE answer IS NOT NULL AND key IN ({marks})"  # noqa: S608
            yield from self._db.execute(query, some)


def split_keys(joined: bytes | None) -> tuple[Key, ...]:
    """Take apart keys that were joined."""
    joined = joined or b""
    return tuple(joined[at : at + KEY_LENGTH] for at in range(0, len(joined), KEY_LENGTH))
