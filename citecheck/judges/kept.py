"""Opinions kept on disk by content, so that the same claim and text cost one question, ever.

Kept is a hash of judge, claim and text beside the opinion: no draft and no page can be read back from it,
but the quote. A store that fails in any way is no store: the judge is asked again.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import sqlite3
from pathlib import Path

from citecheck.judges.interface import Pair
from citecheck.models import Opinion, Support

_SCHEMA = "create table if not exists opinions (key text primary key, opinion text not null) without rowid"


class KeptOpinions:
    """A file of opinions; several runs may share it."""

    def __init__(self, file: Path) -> None:
        """Open the file, or go on without one."""
        self._database: sqlite3.Connection | None = None
        with contextlib.suppress(OSError, sqlite3.Error):
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._database = sqlite3.connect(file, timeout=1.0)
            self._database.execute("pragma journal_mode = wal")
            self._database.execute(_SCHEMA)

    def close(self) -> None:
        """Close the file; afterwards nothing is found and nothing kept."""
        if self._database is not None:
            with contextlib.suppress(sqlite3.Error):
                self._database.close()
        self._database = None

    def get(self, identity: str, pair: Pair) -> Opinion | None:
        """Return what the judge of this identity said of a pair, or None."""
        if self._database is None:
            return None
        with contextlib.suppress(sqlite3.Error, ValueError, KeyError, TypeError):
            row = self._database.execute(
                "select opinion from opinions where key = ?", (_key(identity, pair),)
            ).fetchone()
            if row is not None:
                said = json.loads(row[0])
                return Opinion(
                    Support(said["support"]), float(said["score"]), said["quote"], said.get("sure", True)
                )
        return None

    def put(self, identity: str, pair: Pair, opinion: Opinion) -> None:
        """Keep an opinion."""
        if self._database is None:
            return
        said = {
            "support": opinion.support,
            "score": opinion.score,
            "quote": opinion.quote,
            "sure": opinion.sure,
        }
        with contextlib.suppress(sqlite3.Error), self._database:
            self._database.execute(
                "insert or replace into opinions values (?, ?)", (_key(identity, pair), json.dumps(said))
            )


def _key(identity: str, pair: Pair) -> str:
    text = json.dumps([identity, pair.claim, pair.text])
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
