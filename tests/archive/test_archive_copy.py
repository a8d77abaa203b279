"""A copy holds what the archive it was made of holds, whatever their engines, however often it was ended."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from archive_engines import ENGINES, Opener, story
from hypothesis import given, settings
from hypothesis import strategies as st

from citecheck.archive import copying
from citecheck.archive.copying import CopyReport, copy_archive, note_path
from citecheck.archive.interface import Archive
from citecheck.archive.sqlite import SqliteArchive
from citecheck.models import Headline, HeadlineSource, Story, Window

COMMAND = str(Path(sys.executable).with_name("citecheck"))
PAIRS = [("sqlite", "sqlite"), ("sqlite", "postgres"), ("postgres", "sqlite"), ("postgres", "postgres")]

FULL = Story(
    "Harbour Times",
    "https://harbour.example/otters",
    (
        Headline("Otters invade the marina", HeadlineSource.PAGE),
        Headline("Otters seen in the marina", HeadlineSource.LIST),
    ),
    "2026-06-03",
    "2026-06-04",
    "A. Writer",
    "They came by night.",
    "The otters came by night.\n\nThey stayed.",
    "Coast Wire",
    "Coast Wire",
    "https://web.archive.org/harbour",
    True,
)
JUNE = Window(date(2026, 6, 1), date(2026, 6, 30))


class EndedError(Exception):
    """What ends a copy in a test."""


class Ending:
    """An archive whose stories end with an error after so many; in all else another archive."""

    def __init__(self, archive: Archive, after: int) -> None:
        self._archive = archive
        self._after = after

    def __getattr__(self, name: str) -> Any:
        return getattr(self._archive, name)

    def stories(self) -> Iterator[Story]:
        for number, one in enumerate(self._archive.stories()):
            if number == self._after:
                raise EndedError
            yield one


def ferries(count: int, first: int = 0) -> list[Story]:
    return [
        story(f"Ferry number {n} sails", url=f"https://harbour.example/{n}", published="2026-06-03")
        for n in range(first, first + count)
    ]


def everything(archive: Archive) -> tuple[set[Story], set[Any]]:
    windows = {(row.outlet, row.complete, row.addressed) for row in archive.stats()}
    stories = list(archive.stories())
    assert len(stories) == len(set(stories))
    return set(stories), windows


@pytest.fixture(params=PAIRS, ids=lambda pair: "-".join(pair))
def pair(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Opener, Opener]:
    """Return how to open two new archives, for each pair of engines."""
    source, target = (ENGINES[name](tmp_path_factory.mktemp(name)) for name in request.param)
    return source, target


def test_a_copy_holds_all_of_it_and_a_second_one_changes_nothing(
    pair: tuple[Opener, Opener], tmp_path: Path
) -> None:
    note = tmp_path / "note"
    with pair[0]() as source, pair[1]() as target:
        source.add([FULL, *ferries(20), story("Notes without an address", published="2026")])
        source.add([story("Bridge reopens", outlet="Coast Wire")])
        source.declare_complete("Harbour Times", JUNE)
        source.declare_complete("Coast Wire", Window(None, date(2025, 1, 31)), titled=False)
        assert copy_archive(source, target, note) == CopyReport(23, 23, 0, 2)
        assert everything(target) == everything(source)
        assert copy_archive(source, target, note) == CopyReport(23, 0, 0, 2)
        assert everything(target) == everything(source)
        assert not note.exists()


def test_what_the_target_holds_stays_and_is_completed(pair: tuple[Opener, Opener], tmp_path: Path) -> None:
    with pair[0]() as source, pair[1]() as target:
        source.add([FULL, *ferries(3)])
        target.add([story("Otters invade the marina", url=FULL.url, published="2026-06-03")])
        target.add([story("Geese invade the marina")])
        assert copy_archive(source, target, tmp_path / "note").new == 3
        found = target.by_url(FULL.url)
        assert found is not None
        assert found.text == FULL.text
        assert {h.text for h in found.headlines} == {h.text for h in FULL.headlines}
        assert target.lookup("Geese invade the marina")[0].headline == "Geese invade the marina"
        assert len(list(target.stories())) == 5


def test_a_window_declared_while_stories_are_copied_is_left_for_the_next_copy(tmp_path: Path) -> None:
    source, target = (SqliteArchive(tmp_path / name) for name in ("from.sqlite3", "to.sqlite3"))
    with source, target, SqliteArchive(tmp_path / "from.sqlite3") as other:
        source.add(ferries(2_000))
        told: list[int] = []

        def progress(done: int) -> None:
            if not told:
                other.add([story("Pilots wait", outlet="Coast Wire")])
                other.declare_complete("Coast Wire", Window(None, None))
            told.append(done)

        copy_archive(source, target, tmp_path / "note", progress)
        assert told[:2] == [1_000, 2_000]
        assert target.complete_windows("Coast Wire") == []
        copy_archive(source, target, tmp_path / "note")
        assert target.complete_windows("Coast Wire") == [Window(None, None)]
        assert everything(target) == everything(source)


@settings(deadline=None, max_examples=20)
@given(ends=st.lists(st.integers(0, 60), max_size=4), part=st.integers(1, 30))
def test_ended_anywhere_and_gone_on_with_it_is_the_same_copy(
    tmp_path_factory: pytest.TempPathFactory, ends: list[int], part: int
) -> None:
    folder = tmp_path_factory.mktemp("copies")
    source, target = (SqliteArchive(folder / name) for name in ("from.sqlite3", "to.sqlite3"))
    with source, target, pytest.MonkeyPatch.context() as patch:
        patch.setattr(copying, "_FIRST_PART", part)
        source.add([*ferries(59), FULL])
        brought = 0
        for end in ends:
            before = len(list(target.stories()))
            try:
                copy_archive(Ending(source, end), target, folder / "note")
            except EndedError:
                assert target.complete_windows("Harbour Times") == []
            brought += len(list(target.stories())) - before
        report = copy_archive(source, target, folder / "note")
        assert report.stories == 60
        assert brought + report.new == 60
        assert everything(target) == everything(source)


def ended_once(source: Archive, target: Archive, note: Path) -> None:
    """End a copy after 40 of 60 stories, with 30 of them noted."""
    with pytest.raises(EndedError):
        copy_archive(Ending(source, 40), target, note)


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[SqliteArchive, SqliteArchive]]:
    """Give two archives, the first with 60 stories, and make the parts of a copy small."""
    monkeypatch.setattr(copying, "_FIRST_PART", 15)
    with SqliteArchive(tmp_path / "a.sqlite3") as source, SqliteArchive(tmp_path / "b.sqlite3") as target:
        source.add(ferries(60))
        yield source, target


def test_what_was_copied_is_not_added_again(two: tuple[SqliteArchive, SqliteArchive], tmp_path: Path) -> None:
    ended_once(*two, tmp_path / "note")
    report = copy_archive(*two, tmp_path / "note")
    assert (report.stories, report.before) == (60, 30)


def test_a_story_changed_since_is_copied_anew(
    two: tuple[SqliteArchive, SqliteArchive], tmp_path: Path
) -> None:
    ended_once(*two, tmp_path / "note")
    two[0].add([story("Ferry number 3 stays", url="https://harbour.example/3", published="2026-06-03")])
    assert copy_archive(*two, tmp_path / "note").before == 0
    assert everything(two[1]) == everything(two[0])


@pytest.mark.parametrize("other", [[], ferries(40, first=100)], ids=["empty", "filled"])
def test_another_target_in_the_same_place_gets_everything(
    two: tuple[SqliteArchive, SqliteArchive], tmp_path: Path, other: list[Story]
) -> None:
    source, target = two
    ended_once(source, target, tmp_path / "note")
    with SqliteArchive(tmp_path / "c.sqlite3") as another:
        another.add(other)
        assert copy_archive(source, another, tmp_path / "note").before == 0
        assert everything(source)[0] <= everything(another)[0]


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"stories": 3}', "\x00"])
def test_a_broken_note_is_as_good_as_none(
    two: tuple[SqliteArchive, SqliteArchive], tmp_path: Path, text: str
) -> None:
    (tmp_path / "note").write_text(text)
    assert copy_archive(*two, tmp_path / "note").stories == 60


def run(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [COMMAND, "archive", "copy", *words],
        cwd=home,
        env={"PATH": os.environ["PATH"], "HOME": str(home), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_command_copies_and_sums_up(tmp_path: Path) -> None:
    with SqliteArchive(tmp_path / "a.sqlite3") as source:
        source.add(ferries(1_200))
        source.declare_complete("Harbour Times", JUNE)
    done = run(tmp_path, "a.sqlite3", "b.sqlite3")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "1,200 stories, 1,200 new; 1 window declared complete\n"
    with SqliteArchive(tmp_path / "b.sqlite3") as target:
        assert target.complete_windows("Harbour Times") == [JUNE]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("a.sqlite3", "./a.sqlite3"), "the same archive"),
        (("none.sqlite3", "b.sqlite3"), "none.sqlite3: holds no stories to copy"),
        (("a.sqlite3", "mysql://b"), "unknown kind of archive"),
    ],
)
def test_what_cannot_be_copied_is_said(tmp_path: Path, words: tuple[str, str], said: str) -> None:
    with SqliteArchive(tmp_path / "a.sqlite3") as source:
        source.add(ferries(1))
    done = run(tmp_path, *words)
    assert done.returncode == 2
    assert said in done.stderr
    assert not (tmp_path / "b.sqlite3").exists()
    assert not (tmp_path / "none.sqlite3").exists()


KILLED = """
import sys
from pathlib import Path
from citecheck.archive import copying, open_archive

copying._FIRST_PART = 2_000
def progress(done):
    if done == 9_000:
        print("mid", flush=True)
        sys.stdin.read()
copying.copy_archive(open_archive(sys.argv[1]), open_archive(sys.argv[2]), Path(sys.argv[3]), progress)
"""


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_a_copy_that_is_killed_is_gone_on_with(
    engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = str(tmp_path / "b.sqlite3")
    if engine == "postgres":
        from postgres_server import new_archive

        target = new_archive()
    with SqliteArchive(tmp_path / "a.sqlite3") as source:
        source.add(ferries(12_000))
        source.declare_complete("Harbour Times", JUNE)
    given = [str(tmp_path / "a.sqlite3"), target, str(tmp_path / "note")]
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, *given], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "mid\n"
        process.send_signal(signal.SIGKILL)
    from citecheck.archive import open_archive

    with open_archive(given[0], readonly=True) as source, open_archive(target) as archive:
        assert archive.complete_windows("Harbour Times") == []
        kept = archive.stats()[0].stories
        monkeypatch.setattr(copying, "_FIRST_PART", 2_000)
        report = copy_archive(source, archive, tmp_path / "note")
        assert report == CopyReport(12_000, 12_000 - kept, 6_000, 1)
        assert everything(archive) == everything(source)


def test_a_note_tells_copies_apart() -> None:
    assert note_path("a", "b") != note_path("b", "a")
