"""The archive's file: its tables, their versions, and opening it with a clear word where that fails."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from citecheck.archive.terms import TOKENIZER
from citecheck.errors import ArchiveError

APPLICATION_ID = 0x63697465
"""Marks an SQLite file as an archive of citecheck's ("cite")."""

BLOCK = 1024
"""Ids are given to outlets in blocks of so many, so that an outlet's rows of the word index lie together."""

DAY_BITS = 17
"""A story's `place` is its outlet's id, shifted by so many bits, and its day's number (0 for none)."""

_TABLES = """
CREATE TABLE outlet (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, next INTEGER NOT NULL, stop INTEGER NOT NULL
);
CREATE TABLE block (number INTEGER PRIMARY KEY, outlet INTEGER NOT NULL);
CREATE INDEX block_by_outlet ON block (outlet);
CREATE TABLE site (id INTEGER PRIMARY KEY, prefix TEXT NOT NULL UNIQUE);
CREATE TABLE story (
  id INTEGER PRIMARY KEY, place INTEGER NOT NULL, site INTEGER, path TEXT, headline TEXT NOT NULL,
  source INTEGER NOT NULL
);
CREATE TABLE place_key (place INTEGER, story INTEGER, PRIMARY KEY (place, story)) WITHOUT ROWID;
CREATE TABLE further (
  id INTEGER PRIMARY KEY, story INTEGER NOT NULL, headline TEXT NOT NULL, source INTEGER NOT NULL
);
CREATE INDEX further_by_story ON further (story);
CREATE TABLE detail (
  story INTEGER PRIMARY KEY, updated TEXT, byline TEXT, standfirst TEXT, text BLOB, syndicated_from TEXT,
  copy_of TEXT, read_from TEXT, cut INTEGER
);
CREATE TABLE url_key (hash INTEGER, story INTEGER, PRIMARY KEY (hash, story)) WITHOUT ROWID;
CREATE TABLE headline_key (hash INTEGER, id INTEGER, PRIMARY KEY (hash, id)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5 (terms, content='', detail=none, columnsize=0, tokenize='{tokenizer}');
CREATE TABLE common (term TEXT PRIMARY KEY, rows INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE complete (
  outlet INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (outlet, first)
) WITHOUT ROWID;
CREATE TABLE fact (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
"""


def _create(connection: sqlite3.Connection) -> None:
    for statement in _TABLES.replace("{tokenizer}", TOKENIZER).split(";"):
        if statement.strip():
            connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def _tell_addresses_from_headlines(connection: sqlite3.Connection) -> None:
    """Until version 2 a window was complete or not; now it may be so as addresses alone."""
    connection.execute("ALTER TABLE complete RENAME TO complete_until_2")
    connection.execute(
        "CREATE TABLE complete (outlet INTEGER NOT NULL, titled INTEGER NOT NULL, first INTEGER NOT NULL, "
        "last INTEGER NOT NULL, PRIMARY KEY (outlet, titled, first)) WITHOUT ROWID"
    )
    connection.execute("INSERT INTO complete SELECT outlet, 1, first, last FROM complete_until_2")
    connection.execute("DROP TABLE complete_until_2")


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (_create, _tell_addresses_from_headlines)
"""The n-th brings a file of version n to n + 1; each runs in a transaction of its own."""

VERSION = len(MIGRATIONS)


def connect(path: Path, *, readonly: bool, wait: float, migrate: bool = True) -> sqlite3.Connection:
    """Open an archive file, creating or migrating it where it may be written.

    Args:
        path: the file; when `readonly`, it must exist.
        readonly: open for reading alone.
        wait: seconds to wait for another process's writing.
        migrate: with `readonly`, first bring a file of an earlier version up to date, if it may be written.

    Raises:
        ArchiveError: the file is no archive, is newer than this version, locked, or cannot be opened.
    """
    with explained(path):
        connection = _open(path, readonly, wait)
        try:
            _prepare(connection, path, readonly, migrate)
        except BaseException:
            connection.close()
            raise
        return connection


def _open(path: Path, readonly: bool, wait: float) -> sqlite3.Connection:
    """Open the file; even to be read, for writing where that may be, to repair what a crash left."""
    mode = "mode=rwc"
    if readonly:
        log = path.with_name(path.name + "-wal")
        mode = "mode=rw" if _is_writable(path) else "mode=ro" if log.exists() else "mode=ro&immutable=1"
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
    uri = f"{path.absolute().as_uri()}?{mode}"
    return sqlite3.connect(uri, uri=True, timeout=wait, isolation_level=None, check_same_thread=False)


def _is_writable(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _prepare(connection: sqlite3.Connection, path: Path, readonly: bool, migrate: bool) -> None:
    version = _version(connection, path)
    if not readonly:
        if not version:
            connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        if version < VERSION:
            _migrate(connection, path)
    elif 0 < version < VERSION and migrate and _is_writable(path):
        _migrate(connection, path)
    elif version < VERSION:
        raise ArchiveError(f"{path}: made by an earlier citecheck; importing anything brings it up to date")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA cache_size = -32000")
    connection.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab (main, words, row)")
    if readonly:
        connection.execute("PRAGMA query_only = ON")


def _version(connection: sqlite3.Connection, path: Path) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    mark: int = connection.execute("PRAGMA application_id").fetchone()[0]
    if mark != APPLICATION_ID:
        tables: int = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if tables or version or mark:
            raise ArchiveError(f"{path}: an SQLite file, but no citecheck archive; name another file")
    if version > VERSION:
        raise ArchiveError(
            f"{path}: made by a newer citecheck (format {version}, known is {VERSION}); upgrade citecheck"
        )
    return version


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Run the missing migrations; another process may be doing the same."""
    for step in range(VERSION):
        with transaction(connection):
            if _version(connection, path) == step:
                MIGRATIONS[step](connection)
                connection.execute(f"PRAGMA user_version = {step + 1}")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Write all or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite and the file system raise into an ArchiveError of one line."""
    try:
        yield
    except sqlite3.Error as error:
        raise ArchiveError(f"{path}: {_reason(error)}") from error
    except OSError as error:
        raise ArchiveError(f"{path}: {error.strerror or error}") from error


def _reason(error: sqlite3.Error) -> str:
    text = str(error)
    if "not a database" in text:
        return "no citecheck archive; name another file"
    if "malformed" in text or "corrupt" in text:
        return "the archive is damaged; move it away and import again"
    if "locked" in text or "busy" in text:
        return "another process is writing to the archive; try again when it has finished"
    if "readonly" in text or "read-only" in text:
        return "the archive cannot be written; check the permissions of the file and its folder"
    if "unable to open" in text:
        return "the archive cannot be opened; check that it exists and may be read"
    if "fts5" in text:
        return "this Python's SQLite lacks full-text search (FTS5), which the archive needs"
    if "full" in text:
        return "no space left for the archive"
    return text
