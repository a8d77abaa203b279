"""Large files are read by another process, with the same outcome."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from citecheck.archive import ahead
from citecheck.archive.importers import BadRow, ImportReport, import_file
from citecheck.archive.prepare import prepare
from citecheck.archive.rows import PAGE, Detail, Row
from citecheck.archive.sqlite import SqliteArchive
from citecheck.errors import ArchiveError
from citecheck.models import Story

ROWS = [
    "outlet\tdate\theadline\turl",
    "guardian\t2031-05-02\tFerry captain finds violin\thttps://www.theguardian.com/a/ferry-captain-finds-violin",
    "The Guardian\t2031\tFerry captain finds violin!\thttps://www.theguardian.com/a/ferry-captain-finds-violin/",
    "Valley Post\t\tRye prices “fall” – again\thttps://valley.example/s?id=7&utm_source=x",
    "Valley Post\t\tRye prices fall again\t",
    "Valley Post\tsoon\tOats\t",
    "\t\tWhose?\t",
    *(
        f"Harbour Times\t203{n % 9}-05-02\tFerry {n % 70} sails\thttps://h.example/{n % 90}"
        for n in range(400)
    ),
]


@pytest.fixture(autouse=True)
def always(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "WORTH_IT", 1)
    monkeypatch.setattr(ahead.os, "sched_getaffinity", lambda _: {0, 1}, raising=False)


def imported(path: Path, archive: Path, **how: object) -> tuple[ImportReport, list[Story]]:
    with SqliteArchive(archive) as held:
        report = import_file(held, path, **how)  # type: ignore[arg-type]
        return report, sorted(held.stories(), key=lambda s: (s.outlet, s.headline, s.url, s.published or ""))


@pytest.mark.parametrize("compressed", [False, True])
def test_it_is_the_same_as_reading_it_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, compressed: bool
) -> None:
    path = tmp_path / "list.tsv"
    data = "\n".join(ROWS).encode()
    path.write_bytes(gzip.compress(data) if compressed else data)
    there = imported(path, tmp_path / "there.sqlite3", complete=True)
    monkeypatch.setattr(ahead, "WORTH_IT", 1 << 40)
    here = imported(path, tmp_path / "here.sqlite3", complete=True)
    assert there == here
    assert there[0].bad_rows == [
        BadRow(6, "no date: 'soon' (write 2025-06-03, 2025-06 or 2025)", "Valley Post"),
        BadRow(7, "no outlet"),
    ]
    monkeypatch.setattr(ahead, "WORTH_IT", 1)
    assert imported(path, tmp_path / "there.sqlite3")[0].new == 0


def test_how_far_it_is_is_told(tmp_path: Path) -> None:
    path = tmp_path / "list.tsv"
    path.write_text("\n".join(ROWS), encoding="utf-8")
    told: list[tuple[int, int]] = []
    imported(path, tmp_path / "a.sqlite3", progress=lambda rows, read: told.append((rows, read)))
    assert told[-1] == (len(ROWS) - 1, path.stat().st_size)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"title\tday\nA\tB\n", "no column 'outlet'"),
        (gzip.compress("\n".join(ROWS).encode())[:-20], "damaged or cut short"),
        (b"<page/>", "neither a sitemap nor a feed"),
    ],
)
def test_a_file_that_cannot_be_read_is_the_same_error(tmp_path: Path, data: bytes, why: str) -> None:
    path = tmp_path / "list"
    path.write_bytes(data)
    with pytest.raises(ArchiveError, match=why):
        imported(path, tmp_path / "a.sqlite3")


@pytest.mark.parametrize(
    "start", ["raise SystemExit(3)", "import os; os.write(1, b'(')", "print('no frame')"]
)
def test_a_reader_that_ends_early_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, start: str
) -> None:
    monkeypatch.setattr(ahead, "_START", start)
    path = tmp_path / "list.tsv"
    path.write_text("\n".join(ROWS), encoding="utf-8")
    with pytest.raises(ArchiveError, match="ended early"):
        imported(path, tmp_path / "a.sqlite3")


def test_without_an_interpreter_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "none"))
    path = tmp_path / "list.tsv"
    path.write_text("\n".join(ROWS), encoding="utf-8")
    with pytest.raises(ArchiveError, match="no process"):
        imported(path, tmp_path / "a.sqlite3")


def test_a_failing_archive_ends_the_reader(tmp_path: Path) -> None:
    path = tmp_path / "list.tsv"
    path.write_text("\n".join(ROWS), encoding="utf-8")
    chunks: Iterator[ahead.Chunk] = ahead.read_ahead(path, None, None)
    assert next(chunks).rows == len(ROWS) - 1
    chunks.close()  # type: ignore[attr-defined]
    assert list(chunks) == []


def test_prepared_rows_come_back_as_they_were() -> None:
    rows = [
        Row("A", "https://a.example/news/storm-closes-the-road-1234567", 5, "Storm closes the road"),
        Row("B", "", None, "“Ökonomie” – ein Überblick", PAGE, (("Another", 4),), Detail(byline="W")),
        Row("A", "https://a.example/x/?id=7#part", 7, "One"),
        Row("A", "no address at all", 7, "Two"),
        Row("A", "https://a.example/news/ökonomie-ein-überblick/", 7, "Ökonomie: ein Überblick"),
    ]
    prepared = prepare(rows)
    assert [prepared.row(place) for place in range(len(rows))] == rows
