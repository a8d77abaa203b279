"""A real PostgreSQL server on a socket in a temporary folder, started once and thrown away at the end."""

from __future__ import annotations

import atexit
import os
import pwd
import shutil
import subprocess
import tempfile
from functools import lru_cache
from itertools import count
from pathlib import Path

import pytest

from citecheck.models import Headline, HeadlineSource, Story

_NUMBERS = count(1)
_PLACES = ("/usr/lib/postgresql", "/usr/local/opt", "/opt/homebrew/opt")


class PostgresServer:
    """A running server and how to reach it."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self.programs = programs
        self.folder = folder
        self.user = "postgres" if os.getuid() == 0 else None  # the server refuses to run as root

    def start(self) -> None:
        shutil.rmtree(self.folder / "data", ignore_errors=True)
        if self.user:
            shutil.chown(self.folder, self.user)
        self.run("initdb", "-D", "data", "-U", "tester", "-A", "trust", "-N", "--locale=C", "-E", "UTF8")
        self.resume()

    def resume(self, *more: str) -> None:
        """Start a server that has its data; `more` are settings, "ssl=on"."""
        options = (
            f"-k {self.folder} -c listen_addresses='' -c fsync=off "
            "-c full_page_writes=off -c shared_buffers=32MB -c max_connections=60 -c autovacuum=off"
        )
        options = " ".join((options, *(f"-c {setting}" for setting in more)))
        self.run("pg_ctl", "-D", "data", "-w", "-l", "log", "-o", options, "start")

    def stop(self, how: str = "immediate") -> None:
        self.run("pg_ctl", "-D", "data", "-m", how, "-w", "stop", check=False)

    def run(self, program: str, *args: str, check: bool = True) -> None:
        self.run_elsewhere(str(self.programs / program), *args, check=check)

    def run_elsewhere(self, program: str, *args: str, check: bool = True) -> None:
        """Run any program in the server's folder, as its user."""
        done = subprocess.run(
            [program, *args],
            cwd=self.folder,
            user=self.user,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "HOME": str(self.folder)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if program.endswith("initdb") else subprocess.DEVNULL,
            stderr=subprocess.STDOUT,
            timeout=60,
            check=False,
        )
        if check and done.returncode:
            raise RuntimeError(f"{program}: {(done.stdout or b'').decode()[-500:]}")

    def url(self, database: str, user: str = "tester") -> str:
        return f"postgresql://{user}@/{database}?host={self.folder}"

    def new_database(self, template: str = "template1") -> str:
        """Return the address of a new database: empty, or a copy of another."""
        import psycopg

        name = f"archive{next(_NUMBERS)}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as db:
            db.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url(name)


def _programs() -> Path | None:
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    for place in _PLACES:
        for file in sorted(Path(place).glob("*/bin/initdb"), reverse=True):
            return file.parent
    return None


def new_server() -> PostgresServer:
    """Return a server of its own, started; skip the test where there is no PostgreSQL on this machine."""
    pytest.importorskip("psycopg_pool")
    programs = _programs()
    if programs is None:
        pytest.skip("no PostgreSQL server on this machine")
    if os.getuid() == 0 and "postgres" not in {entry.pw_name for entry in pwd.getpwall()}:
        pytest.skip("PostgreSQL does not run as root, and there is no user postgres")
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))  # a socket's path must be short
    server = PostgresServer(programs, folder)
    atexit.register(_remove, server)
    server.start()
    return server


@lru_cache(maxsize=1)
def shared_server() -> PostgresServer:
    """Return the server that this process's tests share."""
    return new_server()


@lru_cache(maxsize=1)
def _empty_archive() -> str:
    """Return the name of a database with the tables and nothing in them."""
    from citecheck.archive.postgres.archive import PostgresArchive

    url = shared_server().new_database()
    with PostgresArchive(url) as archive:
        archive.add([Story("Nobody", "", (Headline("Nothing", HeadlineSource.LIST),))])
    import psycopg

    with psycopg.connect(url, autocommit=True) as db:
        tables = "story, known, term, fact, complete, outlet"
        db.execute(f"TRUNCATE {', '.join('citecheck.' + table for table in tables.split(', '))}")
    return url.partition("@/")[2].partition("?")[0]


def new_archive() -> str:
    """Return the address of a new, empty archive, its tables made."""
    return shared_server().new_database(_empty_archive())


def _remove(server: PostgresServer) -> None:
    server.stop()
    shutil.rmtree(server.folder, ignore_errors=True)
