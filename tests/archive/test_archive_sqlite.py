from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from archive_engines import story

from citecheck.archive import default_path, open_archive, schema
from citecheck.archive.schema import VERSION
from citecheck.archive.sqlite import SqliteArchive
from citecheck.archive.windows import numbers_of
from citecheck.errors import ArchiveError
from citecheck.models import Window


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[SqliteArchive]:
    with SqliteArchive(tmp_path / "archive.sqlite3") as opened:
        yield opened


def made_by_version_1(folder: Path) -> Path:
    """Write an archive as the first version did, before windows told headlines from addresses."""
    path = folder / "old.sqlite3"
    with SqliteArchive(path) as archive:
        archive.add([story("Ferry captain finds lost violin", published="2031-05-02")])
    old = sqlite3.connect(path)
    old.executescript(
        """
        DROP TABLE complete;
        CREATE TABLE complete (
          outlet INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (outlet, first)
        ) WITHOUT ROWID;
        PRAGMA user_version = 1;
        """
    )
    first, last = numbers_of(Window(date(2031, 5, 1), None))
    old.execute("INSERT INTO complete SELECT id, ?, ? FROM outlet", (first, last))
    old.commit()
    old.close()
    return path


class TestOpening:
    def test_a_missing_file_is_an_empty_archive_and_stays_missing(self, tmp_path: Path) -> None:
        path = tmp_path / "none" / "archive.sqlite3"
        with SqliteArchive(path) as archive:
            assert archive.lookup("Ferry captain finds lost violin") == []
            assert archive.by_url("https://harbour.example/a") is None
            assert archive.around("Harbour Times", Window(None, None)) == []
            assert archive.complete_windows("Harbour Times") == []
            assert not archive.has_outlet("Harbour Times")
            assert archive.stats() == []
            assert list(archive.stories()) == []
        assert not path.parent.exists()

    def test_the_first_writing_creates_file_and_folder(self, tmp_path: Path) -> None:
        path = tmp_path / "new" / "archive.sqlite3"
        with SqliteArchive(path) as archive:
            assert not archive.has_outlet("Harbour Times")
            archive.add([story("Ferry captain finds lost violin")])
            assert archive.has_outlet("Harbour Times")
        with SqliteArchive(path, readonly=True) as archive:
            assert archive.has_outlet("Harbour Times")

    def test_an_empty_file_is_an_empty_archive(self, tmp_path: Path) -> None:
        path = tmp_path / "archive.sqlite3"
        path.touch()
        with SqliteArchive(path) as archive:
            assert archive.stats() == []
            assert archive.add([story("Ferry captain finds lost violin")]) == 1

    def test_a_text_file_is_no_archive(self, tmp_path: Path) -> None:
        path = tmp_path / "notes.txt"
        path.write_text("Only notes about the harbour. " * 100)
        with pytest.raises(ArchiveError, match=r"notes\.txt: no citecheck archive"):
            SqliteArchive(path).stats()

    def test_another_programs_database_is_no_archive_and_is_left_alone(self, tmp_path: Path) -> None:
        path = tmp_path / "other.db"
        other = sqlite3.connect(path)
        other.execute("CREATE TABLE bird (name TEXT)")
        other.commit()
        other.close()
        before = path.read_bytes()
        for use in (SqliteArchive(path).stats, lambda: SqliteArchive(path).add([story("Ferry sinks")])):
            with pytest.raises(ArchiveError, match="no citecheck archive"):
                use()
        assert path.read_bytes() == before

    def test_an_archive_of_a_newer_version_says_so(self, archive: SqliteArchive) -> None:
        archive.add([story("Ferry captain finds lost violin")])
        archive.close()
        other = sqlite3.connect(archive.path)
        other.execute(f"PRAGMA user_version = {VERSION + 1}")
        other.close()
        with pytest.raises(ArchiveError, match="newer citecheck"):
            archive.stats()

    def test_an_archive_of_an_earlier_version_is_brought_up_to_date_by_its_first_use(
        self, tmp_path: Path
    ) -> None:
        path = made_by_version_1(tmp_path)
        with SqliteArchive(path, readonly=True) as archive, pytest.raises(ArchiveError, match="earlier"):
            archive.stats()
        with SqliteArchive(path) as archive:
            assert archive.complete_windows("Harbour Times") == [Window(date(2031, 5, 1), None)]
            assert archive.lookup("Ferry captain finds lost violin")[0].outlet == "Harbour Times"
            archive.declare_complete("Harbour Times", Window(date(2031, 1, 1), None), titled=False)
            assert archive.complete_windows("Harbour Times") == [Window(date(2031, 5, 1), None)]
        with SqliteArchive(path, readonly=True) as archive:
            assert archive.has_outlet("Harbour Times")

    def test_a_failing_migration_leaves_the_file_as_it_was(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def half(connection: sqlite3.Connection) -> None:
            connection.execute("DROP TABLE complete")
            raise sqlite3.OperationalError("disk full")

        path = made_by_version_1(tmp_path)
        monkeypatch.setattr(schema, "MIGRATIONS", (schema.MIGRATIONS[0], half))
        with SqliteArchive(path) as archive, pytest.raises(ArchiveError, match="no space left"):
            archive.stats()
        monkeypatch.undo()
        with SqliteArchive(path) as archive:
            assert archive.complete_windows("Harbour Times") == [Window(date(2031, 5, 1), None)]

    def test_a_damaged_file_is_reported_in_one_line(self, archive: SqliteArchive) -> None:
        archive.add([story(f"Ferry number {n} is late again") for n in range(2000)])
        archive.close()
        data = bytearray(archive.path.read_bytes())
        data[4096:] = b"\xff" * (len(data) - 4096)
        archive.path.write_bytes(data)
        with pytest.raises(ArchiveError) as caught:
            archive.stats()
        assert "damaged" in str(caught.value)
        assert "\n" not in str(caught.value)

    def test_a_folder_is_no_archive(self, tmp_path: Path) -> None:
        with pytest.raises(ArchiveError, match="cannot be opened"):
            SqliteArchive(tmp_path).stats()

    def test_a_locked_archive_says_so(self, archive: SqliteArchive) -> None:
        archive.add([story("Ferry captain finds lost violin")])
        other = sqlite3.connect(archive.path)
        other.execute("BEGIN IMMEDIATE")
        with (
            SqliteArchive(archive.path, wait=0.05) as second,
            pytest.raises(ArchiveError, match="another process"),
        ):
            second.add([story("Mayor opens new library")])
        other.close()

    def test_unknown_kinds_of_archive_are_refused_with_a_reason(self) -> None:
        with pytest.raises(ArchiveError, match="unknown kind"):
            open_archive("redis://host/news")
        with pytest.raises(ArchiveError, match="unknown kind"):
            open_archive("mysql://host/news")

    def test_the_users_own_archive_is_the_default(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
        archive = open_archive(None)
        assert archive.stats() == []
        assert list(tmp_path.iterdir()) == []
        assert default_path().name == "archive.sqlite3"
        assert default_path().parent.name == "citecheck-news"


def test_adding_much_counts_the_terms_anew(archive: SqliteArchive) -> None:
    def common() -> dict[str, int]:
        other = sqlite3.connect(archive.path)
        counted = dict(other.execute("SELECT term, rows FROM common"))
        other.close()
        return counted

    archive.add(story(f"Ferry {n} sails") for n in range(1000))
    assert common() == {"ferri": 1000, "sail": 1000}
    archive.add(story(f"Ferry {n} sails") for n in range(1000, 1010))
    assert common()["sail"] == 1000
    archive.add(story(f"Ferry {n} sails") for n in range(1010, 2010))
    assert common()["sail"] == 2010
