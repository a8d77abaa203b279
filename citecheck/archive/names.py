"""What the archive gives numbers to: outlets, the beginnings of URLs, and the stories themselves."""

from __future__ import annotations

import sqlite3

from citecheck.archive.schema import BLOCK

_MOST_CACHED = 100_000
_MOST_RESERVED = 1000
"""Blocks that an outlet is given beyond its needs: of four thousand million ids, a million."""


class Names:
    """Looks ids up, or makes them, within the caller's transaction."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._outlets: dict[str, int] = {}
        self._sites: dict[str, int] = {}

    def outlet(self, name: str) -> int:
        """Return the id of an outlet, making one where it is new."""
        id_ = self._outlets.get(name)
        if id_ is None:
            id_ = self._outlets[name] = self._id(
                "SELECT id FROM outlet WHERE name = ?",
                "INSERT INTO outlet (name, next, stop) VALUES (?, 0, 0)",
                name,
            )
        return id_

    def site(self, prefix: str) -> int:
        """Return the id of what URLs begin with, making one where it is new."""
        id_ = self._sites.get(prefix)
        if id_ is None:
            if len(self._sites) > _MOST_CACHED:
                self._sites.clear()
            id_ = self._sites[prefix] = self._id(
                "SELECT id FROM site WHERE prefix = ?", "INSERT INTO site (prefix) VALUES (?)", prefix
            )
        return id_

    def new_ids(self, outlet: int, count: int) -> list[int]:
        """Take free ids in the outlet's own blocks, ascending; `count` is at least one."""
        next_, stop = self._db.execute("SELECT next, stop FROM outlet WHERE id = ?", (outlet,)).fetchone()
        ids = list(range(next_, min(stop, next_ + count)))
        if len(ids) < count:
            last = self._db.execute("SELECT coalesce(max(number), 0) FROM block").fetchone()[0]
            held = self._db.execute("SELECT count(*) FROM block WHERE outlet = ?", (outlet,)).fetchone()[0]
            # A quarter of what it has besides: its ids lie in few runs, however it grows.
            more = max(-(-(count - len(ids)) // BLOCK), min(held // 4, _MOST_RESERVED))
            blocks = range(last + 1, last + 1 + more)
            self._db.executemany("INSERT INTO block VALUES (?, ?)", ((number, outlet) for number in blocks))
            first, stop = blocks.start * BLOCK, blocks.stop * BLOCK
            ids += range(first, first + count - len(ids))
        self._db.execute("UPDATE outlet SET next = ?, stop = ? WHERE id = ?", (ids[-1] + 1, stop, outlet))
        return ids

    def _id(self, find: str, make: str, name: str) -> int:
        found = self._db.execute(find, (name,)).fetchone()
        if found:
            return int(found[0])
        made = self._db.execute(make, (name,)).lastrowid
        assert made is not None  # noqa: S101 - an INSERT always makes one
        return made
