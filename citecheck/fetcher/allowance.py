"""How many questions a service allows a day, counted on disk across runs."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from citecheck.fetcher.interface import FetchError
from citecheck.models import Reason

# The Guardian gives new developer keys 500 calls a day (guardian-api-talk, 2026).
DAILY: Mapping[str, int] = {"content.guardianapis.com": 500}


class Allowance:
    """Counts the day's questions to hosts that limit them; a count that cannot be kept limits nothing."""

    def __init__(
        self,
        folder: Path | None = None,
        limits: Mapping[str, int] = DAILY,
        *,
        now: Callable[[], float] = time.time,
    ) -> None:
        """Open the counts.

        Args:
            folder: where they lie; None for the user's cache folder.
            limits: host -> questions a day (UTC).
            now: seconds since 1970.
        """
        self._limits = limits
        self._now = now
        self._database: sqlite3.Connection | None = None
        with contextlib.suppress(OSError, sqlite3.Error):
            self._database = _open(folder)

    def take(self, host: str) -> None:
        """Count one question.

        Raises:
            FetchError: RATE_LIMITED, where the day's questions are used up.
        """
        limit = self._limits.get(host)
        if limit is None or self._database is None:
            return
        day = datetime.fromtimestamp(self._now(), UTC).date().isoformat()
        count = 0
        with contextlib.suppress(sqlite3.Error), self._database as database:
            database.execute("delete from asked where day <> ?", (day,))
            (count,) = database.execute(
                "insert into asked values (?, ?, 1) "
                "on conflict do update set count = count + 1 returning count",
                (host, day),
            ).fetchone()
        if count > limit:
            raise FetchError(
                Reason.RATE_LIMITED,
                f"{host} allows {limit} questions a day, and they have been asked",
                "try again tomorrow",
            )

    def close(self) -> None:
        """Close the file; afterwards nothing is counted."""
        if self._database is not None:
            with contextlib.suppress(sqlite3.Error):
                self._database.close()
        self._database = None


def _open(folder: Path | None) -> sqlite3.Connection:
    if folder is None:
        from citecheck.fetcher.cache import default_folder

        folder = default_folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    database = sqlite3.connect(folder / "allowance.sqlite3", timeout=1.0)
    try:
        database.execute(
            "create table if not exists asked (host text, day text, count integer not null, "
            "primary key (host, day)) without rowid"
        )
    except sqlite3.Error:
        database.close()
        raise
    return database
