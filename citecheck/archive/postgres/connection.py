"""Connections to the server: pooled, bounded in time, and with a clear word where that fails."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from citecheck.errors import ArchiveError

if TYPE_CHECKING:
    from psycopg import Connection
    from psycopg_pool import ConnectionPool

VERSION = 2
"""Of the tables. A change adds a script to MIGRATIONS and keeps those before."""
MIGRATIONS = ("schema.sql", "schema-2.sql")
"""Scripts in order: each makes the version of its place, from 1."""
_LOCK = 1667855461
"""Of the server's advisory locks, the one that migrations take ("cite")."""
_LOOK_UP_MS = 4_000
_WRITE_MS = 600_000
_CONNECT_SECONDS = 4
_PLANS = (
    "-c plan_cache_mode=force_generic_plan "
    "-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off"
)
"""For look-ups: planning over all partitions takes longer than asking them, so it is done once a query; and a
plan made without the words asked must not think of reading whole partitions."""
AS_A_WHOLE = (
    "SET LOCAL statement_timeout = 0",
    "SET LOCAL plan_cache_mode = auto",
    "SET LOCAL enable_seqscan = on",
    "SET LOCAL enable_hashjoin = on",
)
"""Undoes that within a transaction that reads everything."""
_REST_SECONDS = 60.0
"""How long a server that failed is left alone, so that a dead one does not cost every question a time-out."""
_PASSWORD = re.compile(r"(?<=//)([^@/?#]*?):[^@/?#]*@|(password=)[^&\s]+", re.I)


class Server:
    """One database, for reading and for writing."""

    def __init__(self, url: str, *, readonly: bool) -> None:
        """Connect to nothing yet.

        Args:
            url: postgresql://…, with what libpq knows: sslmode, sslrootcert, several hosts. Of several hosts,
                look-ups go to a standby where there is one, and writing to the primary.
            readonly: refuse to write.
        """
        self.name = without_password(url)
        self._url = url.replace("postgres://", "postgresql://", 1)
        self._readonly = readonly
        self._pools: dict[str, ConnectionPool[Connection[Any]]] = {}
        self._rests_until = 0.0
        self._current = False

    def close(self) -> None:
        """Close the connections; the next use opens new ones."""
        for pool in self._pools.values():
            pool.close()
        self._pools.clear()
        self._current = False

    @contextmanager
    def reading(self) -> Iterator[Connection[Any] | None]:
        """Give a connection for one look-up; None where the database holds no archive yet.

        Raises:
            ArchiveError: the server cannot be reached, does not answer in time, or refuses.
        """
        with self._explained(), self._pool("read").connection() as connection:
            if not self._current and not self._is_there(connection):
                yield None
            else:
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection[Any]]:
        """Give a connection within one transaction, after bringing the tables up to date.

        Raises:
            ArchiveError: as `reading`, or the archive is opened for reading only.
        """
        if self._readonly:
            raise ArchiveError(f"{self.name}: opened for reading only")
        with self._explained(), self._pool("write").connection() as connection:
            if not self._current:
                self._migrate(connection)
            with connection.transaction():
                yield connection

    @contextmanager
    def outside(self) -> Iterator[Connection[Any]]:
        """Give a connection outside any transaction, for VACUUM and the like."""
        if self._readonly:
            raise ArchiveError(f"{self.name}: opened for reading only")
        with self._explained(), self._pool("write").connection() as connection:
            if not self._current:
                self._migrate(connection)
            yield connection

    def _pool(self, purpose: str) -> ConnectionPool[Connection[Any]]:
        if self._rests_until > time.monotonic():
            raise ArchiveError(f"{self.name}: did not answer a moment ago, and is left alone for a minute")
        if purpose not in self._pools:
            self._pools[purpose] = self._open(purpose)
        return self._pools[purpose]

    def _open(self, purpose: str) -> ConnectionPool[Connection[Any]]:
        from psycopg import Connection as OneConnection
        from psycopg.conninfo import conninfo_to_dict
        from psycopg_pool import ConnectionPool

        several = "," in str(conninfo_to_dict(self._url).get("host", ""))
        wanted = {"read": "prefer-standby", "write": "read-write"}[purpose]
        most = _LOOK_UP_MS if purpose == "read" else _WRITE_MS
        given: dict[str, Any] = {
            "autocommit": True,
            "connect_timeout": _CONNECT_SECONDS,
            "application_name": "citecheck",
            "options": f"-c statement_timeout={most} -c timezone=UTC {_PLANS if purpose == 'read' else ''}",
            "prepare_threshold": 1,
            # A server that vanished is noticed in seconds, not in the system's two hours.
            "tcp_user_timeout": most + 1_000,
        }
        if several:
            given["target_session_attrs"] = wanted
        # Connected once before there is a pool: what is wrong is then said at once and in the server's words.
        OneConnection.connect(self._url, **given).close()
        return ConnectionPool(
            self._url,
            kwargs=given,
            min_size=1,
            max_size=4,
            timeout=_CONNECT_SECONDS,
            reconnect_timeout=_CONNECT_SECONDS,
            check=ConnectionPool.check_connection,
            open=True,
        )

    def _is_there(self, connection: Connection[Any]) -> bool:
        row = connection.execute("SELECT to_regclass('citecheck.version') IS NOT NULL").fetchone()
        if not row or not row[0]:
            return False
        self._current = self._held_version(connection) == VERSION
        return True

    def _held_version(self, connection: Connection[Any]) -> int:
        row = connection.execute("SELECT max(version) FROM citecheck.version").fetchone()
        held = int(row[0] or 0) if row else 0
        if held > VERSION:
            raise ArchiveError(f"{self.name}: made by a newer citecheck (version {held}); update citecheck")
        return held

    def _migrate(self, connection: Connection[Any]) -> None:
        """Make or update the tables; several processes may try at once, and one does it."""
        with connection.transaction():
            connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
            held = self._held_version(connection) if self._is_there(connection) else 0
            for number, script in enumerate(MIGRATIONS[held:], held + 1):
                text = files("citecheck.archive.postgres").joinpath(script).read_text(encoding="utf-8")
                connection.execute(text.encode())
                connection.execute("INSERT INTO citecheck.version (version) VALUES (%s)", (number,))
        self._current = True

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn the driver's errors into one line that names the archive and holds no password."""
        import psycopg
        import psycopg_pool

        try:
            yield
        except (psycopg.OperationalError, psycopg_pool.PoolTimeout) as error:
            self._rests_until = time.monotonic() + _REST_SECONDS
            self.close()
            raise ArchiveError(f"{self.name}: cannot be used ({_first_line(error)})") from None
        except psycopg.Error as error:
            raise ArchiveError(f"{self.name}: {_first_line(error)}") from None


def without_password(url: str) -> str:
    """Return an address as it may be shown."""
    return _PASSWORD.sub(lambda m: f"{m[1]}:…@" if m[1] is not None else f"{m[2]}…", url)


def _first_line(error: Exception) -> str:
    text = str(error).strip().partition("\n")[0] or type(error).__name__
    return _PASSWORD.sub("…", text)[:300]
