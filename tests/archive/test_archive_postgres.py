"""What only an archive on a server does: several writers, roles, crashes, a replica, a server that dies."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from archive_engines import story
from outlets_server import Outlets
from postgres_server import PostgresServer, new_archive, new_server, shared_server

from citecheck import pipeline
from citecheck.archive import open_archive
from citecheck.archive.postgres.archive import PostgresArchive
from citecheck.archive.postgres.connection import MIGRATIONS, VERSION
from citecheck.archive.postgres.ids import shelf_of_day, shelf_of_id, story_id
from citecheck.archive.rows import Row
from citecheck.errors import ArchiveError
from citecheck.models import Reason, Refused, Story, Verdict, Window
from citecheck.settings import Settings

psycopg = pytest.importorskip("psycopg")


@pytest.fixture
def url() -> str:
    """Give the address of a new database without tables."""
    return shared_server().new_database()


@pytest.fixture
def own_server() -> Iterator[PostgresServer]:
    """Give a server that a test may harm."""
    server = new_server()
    yield server
    server.stop()


def value(url: str, query: str) -> object:
    with psycopg.connect(url, autocommit=True) as db:
        row = db.execute(query).fetchone()
        return row[0] if row else None


def test_reading_makes_no_tables(url: str) -> None:
    with open_archive(url) as archive:
        assert archive.stats() == []
    assert value(url, "SELECT to_regnamespace('citecheck') IS NULL") is True


def test_many_who_make_the_tables_at_once_make_them_once(url: str) -> None:
    errors: list[Exception] = []

    def work(n: int) -> None:
        try:
            with PostgresArchive(url) as archive:
                archive.add([story(f"Ferry {n} sails")])
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with PostgresArchive(url) as archive:
        assert archive.stats()[0].stories == 6
    assert value(url, "SELECT count(*) FROM citecheck.version") == len(MIGRATIONS)


def test_an_archive_of_an_earlier_version_is_brought_up_to_date(url: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("citecheck.archive.postgres.connection.MIGRATIONS", MIGRATIONS[:1])
        with PostgresArchive(url)._server.writing():  # makes the tables of version 1
            pass
    assert value(url, "SELECT max(version) FROM citecheck.version") == 1
    with PostgresArchive(url) as archive:
        assert archive.lookup("Ferry sails") == []
        archive.add([story("Ferry sails")])
    assert value(url, "SELECT max(version) FROM citecheck.version") == VERSION == len(MIGRATIONS)


def test_writers_side_by_side_store_each_story_once() -> None:
    url = new_archive()
    rows = [
        Row("Harbour Times", f"https://harbour.example/{n}", None, f"Ferry {n} sails") for n in range(400)
    ]
    new: list[int] = []
    errors: list[Exception] = []

    def work(seed: int) -> None:
        try:
            mine = rows[seed:] + rows[:seed]
            with PostgresArchive(url) as archive:
                new.extend(archive.add_rows(mine[i : i + 50]) for i in range(0, len(mine), 50))
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=(seed,)) for seed in (0, 130, 270, 399)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert sum(new) == len(rows)
    assert value(url, "SELECT count(*) FROM citecheck.story") == len(rows)


def test_stories_stand_in_partitions_by_year_and_outlet() -> None:
    url = new_archive()
    with PostgresArchive(url) as archive:
        days = ["2031-05-02", "2032-01-01", None, "1950"]
        archive.add([story(f"Notes of {day}", published=day) for day in days])
        archive.add([story("Notes of elsewhere", outlet=f"Post {n}", published="2031") for n in range(20)])
    names = value(url, "SELECT array_agg(DISTINCT tableoid::regclass::text) FROM citecheck.story")
    assert {str(name).rpartition("_")[0] for name in names} == {  # type: ignore[union-attr, attr-defined]
        "citecheck.story_2031",
        "citecheck.story_2032",
        "citecheck.story_0",
        "citecheck.story_1989",
    }
    assert {"citecheck.story_2031_0", "citecheck.story_2031_1"} <= set(names)  # type: ignore[call-overload]


def test_an_id_keeps_its_shelf() -> None:
    assert shelf_of_day(None) == 0
    assert shelf_of_id(story_id(2**40, 2031)) == 2031


def test_roles_read_and_write_and_no_more() -> None:
    url = new_archive()
    with psycopg.connect(url, autocommit=True) as db:
        for role in ("reader", "writer"):
            db.execute(f"DROP ROLE IF EXISTS some_{role}")
            db.execute(f"CREATE ROLE some_{role} LOGIN IN ROLE citecheck_{role}")
    writer, reader = (url.replace("tester@", f"some_{role}@") for role in ("writer", "reader"))
    with psycopg.connect(url, autocommit=True) as db:
        db.execute("GRANT citecheck_reader TO some_writer")
    with PostgresArchive(writer) as archive:
        archive.add([story("Ferry sails", published="2044-05-02")])  # a year without a partition
        archive.declare_complete("Harbour Times", Window(None, None))
        archive.tidy()  # puts words into indexes that it does not own
    with PostgresArchive(reader) as archive:
        assert archive.lookup("Ferry sails")[0].published == "2044-05-02"
        with pytest.raises(ArchiveError, match="permission denied"):
            archive.add([story("Otters invade the marina")])
    with psycopg.connect(writer) as db, pytest.raises(psycopg.errors.InsufficientPrivilege):
        db.execute("DROP TABLE citecheck.term")


def test_a_password_is_never_shown() -> None:
    for url in (
        "postgresql://me:hunter2@127.0.0.1:9/news",
        "postgresql://127.0.0.1:9/news?user=me&password=hunter2",
        "postgresql://me:hunter2@127.0.0.1:9/news?sslmode=nonsense",
    ):
        with open_archive(url) as archive, pytest.raises(ArchiveError) as caught:
            archive.lookup("Ferry sails")
        assert "hunter2" not in str(caught.value)
        assert "127.0.0.1" in str(caught.value)


def test_a_connection_that_must_be_encrypted_is_not_made_without() -> None:
    url = new_archive().replace("?host=", "?sslmode=require&host=")
    with PostgresArchive(url.replace("host=/", "sslnegotiation=postgres&host=/")) as archive:
        archive.stats()  # over a socket of this machine there is nothing to encrypt
    with (
        PostgresArchive(
            "postgresql://me@127.0.0.1:9/news?sslmode=verify-full&sslrootcert=/nowhere"
        ) as archive,
        pytest.raises(ArchiveError),
    ):
        archive.stats()


def test_a_newer_archive_is_left_alone() -> None:
    url = new_archive()
    value(url, "INSERT INTO citecheck.version (version) VALUES (99) RETURNING 1")
    with PostgresArchive(url) as archive, pytest.raises(ArchiveError, match="newer citecheck"):
        archive.lookup("Ferry sails")


def test_words_that_are_syntax_elsewhere_are_words_here() -> None:
    with PostgresArchive(new_archive()) as archive:
        archive.add([story("O'Brien's \\ ferry & 'quay' | !sails :* (again) %s {x} $1")])
        assert archive.lookup("O'Brien \\ ' ferry & ( quay | ! again :* %s $1")[0].headline.startswith(
            "O'Brien"
        )


def test_a_server_that_dies_is_said_at_once_and_asked_again_later(
    own_server: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = own_server.new_database()
    with PostgresArchive(url) as archive:
        archive.add([story("Ferry sails")])
        own_server.stop()
        with pytest.raises(ArchiveError, match="cannot be used"):
            archive.lookup("Ferry sails")
        own_server.resume()
        with pytest.raises(ArchiveError, match="left alone for a minute"):
            archive.lookup("Ferry sails")
        monkeypatch.setattr("citecheck.archive.postgres.connection.time.monotonic", lambda: 1e12)
        assert archive.lookup("Ferry sails")[0].headline == "Ferry sails"


def test_a_check_goes_on_without_a_server_that_is_down(tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text('References:\n- "Ferry captain finds lost violin" – Reuters\n')
    done = subprocess.run(
        [
            Path(sys.executable).with_name("citecheck"),
            "draft.txt",
            "--archive",
            "postgresql://me:hunter2@127.0.0.1:9/news",
            "--offline",
            "-v",
        ],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 3
    assert "unchecked" in done.stdout
    assert "127.0.0.1" in done.stdout
    assert "hunter2" not in done.stdout + done.stderr


DRAFT = """Bridges are closed in Varn. [1] A library was rebuilt. [2]

References

1. "Second night of flooding in Varn leaves 14 dead and bridges closed", The Guardian, 3 June 2025
2. "Volunteers rebuild library in Stara Luka after storm", Kyiv Independent, 3 June 2025
"""


@pytest.mark.parametrize("fault", ["slow", "dead"])
def test_a_server_that_fails_in_the_middle_of_a_check_costs_it_no_verdict(
    own_server: PostgresServer, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    url = own_server.new_database()
    with PostgresArchive(url) as archive:
        archive.add([story("Otters invade the marina")])
    monkeypatch.setattr("citecheck.archive.postgres.connection._LOOK_UP_MS", 300)
    asked: list[str] = []
    look_up = PostgresArchive.lookup

    def failing(self: PostgresArchive, headline: str, **how: Any) -> Any:
        asked.append(headline)
        if len(asked) == 2:
            if fault == "dead":
                own_server.stop()
            else:
                lock.execute("LOCK TABLE citecheck.known")
        return look_up(self, headline, **how)

    monkeypatch.setattr(PostgresArchive, "lookup", failing)
    with Outlets() as outlets, psycopg.connect(url) as lock:
        settings = Settings(archive=url, claims=False, connect_to=outlets.connect_to)
        report = asyncio.run(pipeline.acheck_data({"draft.txt": DRAFT.encode()}, settings))
        if fault == "dead":
            lock.close()
    assert len(asked) > 1
    results = report.articles[0].references
    assert [result.verdict for result in results] == [Verdict.VERIFIED, Verdict.VERIFIED]
    refused = [route for result in results for route in result.routes if isinstance(route, Refused)]
    assert Reason.ARCHIVE in {route.reason for route in refused}


def test_a_connection_is_encrypted_and_the_server_proves_who_it_is(own_server: PostgresServer) -> None:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("no openssl to make a certificate with")
    for name in ("server", "other"):
        own_server.run_elsewhere(
            openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=archive",
            "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", f"{name}.key", "-out", f"{name}.crt",
        )  # fmt: skip
    url = own_server.new_database()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    own_server.stop("fast")
    files = [
        f"ssl_{kind}_file={own_server.folder}/server.{end}" for kind, end in (("cert", "crt"), ("key", "key"))
    ]
    own_server.resume("ssl=on", *files, "listen_addresses=127.0.0.1", f"port={port}")
    name = url.partition("@/")[2].partition("?")[0]
    address = (
        f"postgresql://tester@127.0.0.1:{port}/{name}?sslmode=verify-full&sslrootcert={own_server.folder}"
    )
    with PostgresArchive(f"{address}/server.crt") as archive:
        assert archive.add([story("Ferry sails")]) == 1
        with archive._server.reading() as db:
            assert db is not None
            query = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
            assert db.execute(query).fetchone() == (True,)
    with PostgresArchive(f"{address}/other.crt") as archive, pytest.raises(ArchiveError, match="certificate"):
        archive.lookup("Ferry sails")


def test_what_was_committed_outlives_a_killed_import_and_a_crashed_server(own_server: PostgresServer) -> None:
    url = own_server.new_database()
    code = (
        "import sys\n"
        "from citecheck.archive.postgres.archive import PostgresArchive\n"
        "from citecheck.archive.rows import Row\n"
        "def rows():\n"
        "    for n in range(100_000):\n"
        "        if n == 24_000:\n"
        "            print('far enough', flush=True)\n"
        "            sys.stdin.read()\n"
        "        yield Row('Harbour Times', f'https://harbour.example/{n}', None, f'Ferry {n} sails')\n"
        "PostgresArchive(sys.argv[1]).add_rows(rows())\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "far enough\n"
    process.kill()
    process.communicate()
    own_server.stop("immediate")
    own_server.resume()
    with PostgresArchive(url) as archive:
        kept = archive.stats()[0].stories
        assert kept in (10_000, 20_000)  # what is committed while the third batch is read
        assert (
            archive.add_rows(
                Row("Harbour Times", f"https://harbour.example/{n}", None, f"Ferry {n} sails")
                for n in range(24_000)
            )
            == 24_000 - kept
        )


def test_look_ups_go_to_a_standby_and_writing_to_the_primary(own_server: PostgresServer) -> None:
    url = own_server.new_database()
    with PostgresArchive(url) as archive:
        archive.add([story("Ferry sails")])
    standby = PostgresServer(own_server.programs, Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp")))
    if standby.user:
        shutil.chown(standby.folder, standby.user)
    standby.run(
        "pg_basebackup", "-h", str(own_server.folder), "-U", "tester", "-D", "data", "-R", "-c", "fast"
    )
    standby.resume()
    try:
        both = url.replace(f"host={own_server.folder}", f"host={own_server.folder},{standby.folder}")
        with PostgresArchive(both) as archive:
            assert archive.lookup("Ferry sails")[0].headline == "Ferry sails"
            assert value(standby.url("postgres"), _SESSIONS) != 0
            assert archive.add([story("Otters invade the marina")]) == 1
            assert value(own_server.url("postgres"), _SESSIONS) != 0
            own_server.stop("fast")
            with pytest.raises(ArchiveError):
                archive.add([story("Geese invade the marina")])
        with PostgresArchive(both) as archive:  # the primary is gone, and look-ups go on
            assert archive.lookup("Ferry sails")[0].headline == "Ferry sails"
    finally:
        standby.stop()
        shutil.rmtree(standby.folder, ignore_errors=True)


_SESSIONS = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'citecheck'"


def test_every_story_comes_back_in_the_order_it_came() -> None:
    with PostgresArchive(new_archive()) as archive:
        given: list[Story] = [story(f"Ferry {n} sails") for n in range(5_100)]
        archive.add(given)
        assert list(archive.stories()) == given
