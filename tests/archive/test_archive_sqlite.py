from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citecheck.archive import default_path, open_archive
from citecheck.archive.schema import VERSION
from citecheck.archive.sqlite import SqliteArchive
from citecheck.errors import ArchiveError
from citecheck.fold import fold_key
from citecheck.models import Headline, HeadlineSource, Story, Window


def story(
    headline: str,
    outlet: str = "Harbour Times",
    url: str = "",
    published: str | None = None,
    source: HeadlineSource = HeadlineSource.LIST,
) -> Story:
    return Story(outlet, url, (Headline(headline, source),), published)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[SqliteArchive]:
    with SqliteArchive(tmp_path / "archive.sqlite3") as opened:
        yield opened


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

    def test_readonly_refuses_to_write(self, tmp_path: Path) -> None:
        with (
            SqliteArchive(tmp_path / "archive.sqlite3", readonly=True) as archive,
            pytest.raises(ArchiveError, match="for reading only"),
        ):
            archive.add([story("Ferry captain finds lost violin")])

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

    def test_shared_archives_are_refused_with_a_reason(self) -> None:
        with pytest.raises(ArchiveError, match="not supported by this version"):
            open_archive("postgresql://user@host/news")
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


class TestAdding:
    def test_counts_new_stories_only(self, archive: SqliteArchive) -> None:
        pieces = [story("Ferry captain finds lost violin"), story("Mayor opens new library")]
        assert archive.add(pieces) == 2
        assert archive.add(pieces) == 0
        assert archive.stats()[0].stories == 2

    def test_same_url_is_the_same_story_and_gains_a_headline(self, archive: SqliteArchive) -> None:
        archive.add([story("Ferry captain finds lost violin", url="https://harbour.example/violin")])
        again = story(
            "Captain returns violin to its owner", url="http://www.harbour.example/violin/?ref=home"
        )
        assert archive.add([again]) == 0
        held = archive.by_url("harbour.example/violin")
        assert held is not None
        assert [h.text for h in held.headlines] == [
            "Ferry captain finds lost violin",
            "Captain returns violin to its owner",
        ]
        assert archive.lookup("Captain returns violin to its owner")[0] == held

    def test_same_url_twice_in_one_batch(self, archive: SqliteArchive) -> None:
        url = "https://harbour.example/violin"
        assert (
            archive.add([story("Ferry captain finds violin", url=url), story("Violin found", url=url)]) == 1
        )
        held = archive.by_url(url)
        assert held is not None
        assert [h.text for h in held.headlines] == ["Ferry captain finds violin", "Violin found"]
        assert archive.lookup("Violin found!") == [held]

    @pytest.mark.parametrize("batch", [1, 50])
    def test_without_url_headline_and_date_make_the_story(self, archive: SqliteArchive, batch: int) -> None:
        day = "2031-05-02"
        rows = [
            story("Ferry late again", published=day),
            story("FERRY LATE, AGAIN", published=day),
            story("Ferry late again", published="2031-05-09"),
            story("Ferry late again", outlet="Valley Post", published=day),
            story("Ferry late again", published=day, url="https://harbour.example/late"),
        ]
        new = sum(archive.add(rows[i : i + batch]) for i in range(0, len(rows), batch))
        assert new == 3
        held = archive.by_url("https://harbour.example/late")
        assert held is not None
        assert held.published == day
        assert [h.text for h in held.headlines] == ["Ferry late again"]

    def test_different_urls_are_different_stories(self, archive: SqliteArchive) -> None:
        urls = ["https://harbour.example/a", "https://harbour.example/b", "https://harbour.example/s?id=1"]
        urls.append("https://harbour.example/s?id=2")
        assert archive.add([story("Evening briefing", url=url) for url in urls]) == 4
        found = archive.by_url("https://harbour.example/s?id=2&utm_source=x")
        assert found is not None
        assert found.url == urls[3]

    @pytest.mark.parametrize("batch", [1, 50])
    def test_the_page_speaks_louder_than_a_list(self, archive: SqliteArchive, batch: int) -> None:
        url = "https://harbour.example/violin"
        rows = [
            story("Ferry captain finds violin", url=url),
            story("Ferry captain finds lost violin", url=url, source=HeadlineSource.PAGE),
        ]
        for i in range(0, 2, batch):
            archive.add(rows[i : i + batch])
        held = archive.by_url(url)
        assert held is not None
        assert held.headline == "Ferry captain finds lost violin"

    def test_a_pages_new_headline_makes_its_old_one_an_earlier_one(self, archive: SqliteArchive) -> None:
        url = "https://harbour.example/violin"
        for text in ("Violin found", "Lost violin returned"):
            archive.add([story(text, url=url, source=HeadlineSource.PAGE)])
        held = archive.by_url(url)
        assert held is not None
        assert held.headlines == (
            Headline("Lost violin returned", HeadlineSource.PAGE),
            Headline("Violin found", HeadlineSource.EARLIER),
        )

    def test_dates_become_more_exact_and_never_change(self, archive: SqliteArchive) -> None:
        url = "https://harbour.example/violin"
        for given_, kept in (
            (None, None),
            ("2031", "2031"),
            ("2031-05", "2031-05"),
            ("2031", "2031-05"),
            ("2031-05-02", "2031-05-02"),
            ("2032-01-01", "2031-05-02"),
        ):
            archive.add([story("Violin found", url=url, published=given_)])
            held = archive.by_url(url)
            assert held is not None
            assert held.published == kept

    def test_everything_of_a_story_comes_back(self, archive: SqliteArchive) -> None:
        whole = Story(
            "Harbour Times",
            "https://harbour.example/violin",
            (
                Headline("Lost violin returned", HeadlineSource.PAGE),
                Headline("Violin back with its owner", HeadlineSource.METADATA),
            ),
            "2031-05-02",
            "2031-05-03",
            "A. Writer",
            "A captain keeps his word.",
            "The captain rang the bell.\n\nThe owner wept – “at last”.",
            "Coast Wire",
            "Valley Post",
            "https://copies.example/1",
            True,
        )
        archive.add([whole])
        assert archive.by_url(whole.url) == whole
        assert list(archive.stories()) == [whole]

    def test_text_read_later_is_kept_and_not_lost_again(self, archive: SqliteArchive) -> None:
        bare = story("Lost violin returned", url="https://harbour.example/violin")
        archive.add([bare])
        archive.add([replace(bare, text="The beginning.", cut=True)])
        archive.add([replace(bare, text="All of it.", byline="A. Writer")])
        archive.add([bare])
        held = archive.by_url(bare.url)
        assert held == replace(bare, text="All of it.", byline="A. Writer")

    def test_a_story_without_headline_is_passed_over(self, archive: SqliteArchive) -> None:
        assert archive.add([Story("Harbour Times", "https://harbour.example/x", ())]) == 0

    def test_a_failing_source_of_stories_leaves_whole_batches(self, archive: SqliteArchive) -> None:
        def rows() -> Iterator[Story]:
            yield story("Ferry captain finds lost violin")
            raise KeyError("lost")

        with pytest.raises(KeyError):
            archive.add(rows())
        assert archive.stats() == []
        assert archive.add([story("Mayor opens new library")]) == 1


class TestLookup:
    HEADS = (
        "Ferry captain finds lost violin under a bench",
        "Mayor opens new library beside the old mill",
        "Bakers of the valley quarrel over rye prices",
        "Lighthouse keeper retires after forty winters",
        "Rye prices fall as bakers of two valleys agree",
    )

    @pytest.fixture
    def filled(self, archive: SqliteArchive) -> SqliteArchive:
        archive.add([story(head) for head in self.HEADS])
        archive.add([story("Mayor opens new library beside the old mill", outlet="Valley Post")])
        return archive

    @pytest.mark.parametrize(
        ("asked", "expected"),
        [
            ("FERRY CAPTAIN FINDS LOST VIOLIN UNDER A BENCH.", 0),
            ("Ferry captain finds lost violin under a bench | Harbour Times", 0),
            ("Ferry captain finds lost violin under a bench - Harbour Times", 0),
            ("Captains found a violin on the ferry", 0),
            ("Lighthouse keepers retire", 3),
            ("Lihgthouse keper retired", 3),
            ("Lighthous keepers retyre", 3),
            ("Two valleys' bakers agree; price of rye falls", 4),
        ],
    )
    def test_finds_the_story(self, filled: SqliteArchive, asked: str, expected: int) -> None:
        assert filled.lookup(asked)[0].headline == self.HEADS[expected]

    def test_the_very_headline_comes_first_at_every_outlet(self, filled: SqliteArchive) -> None:
        found = filled.lookup("Mayor opens new library beside the old mill", limit=2)
        assert {s.outlet for s in found} == {"Harbour Times", "Valley Post"}

    def test_what_shares_no_word_is_not_found(self, filled: SqliteArchive) -> None:
        assert filled.lookup("Quantum zebras yodel") == []
        assert filled.lookup("?!") == []
        assert filled.lookup("") == []

    def test_limit_is_kept(self, filled: SqliteArchive) -> None:
        assert len(filled.lookup("bakers valley rye library mill ferry", limit=2)) == 2
        assert filled.lookup("bakers", limit=0) == []

    def test_words_of_the_slug_find_the_story(self, archive: SqliteArchive) -> None:
        url = "https://harbour.example/2031/05/02/captain-discovers-stradivarius-12345678.html"
        archive.add([story("An unexpected find", url=url)])
        assert archive.lookup("Captain discovers Stradivarius")[0].url == url

    def test_headlines_added_by_this_and_by_another_connection_are_seen(
        self, filled: SqliteArchive, tmp_path: Path
    ) -> None:
        assert not [s for s in filled.lookup("Otters invade the marina") if "Otters" in s.headline]
        filled.add([story("Otters invade the marina")])
        assert filled.lookup("Otters invade the marina")[0].headline == "Otters invade the marina"
        with SqliteArchive(filled.path) as other:
            other.add([story("Geese invade the marina")])
        assert filled.lookup("Geese invade the marina")[0].headline == "Geese invade the marina"

    def test_common_words_alone_still_find_the_very_headline(self, archive: SqliteArchive) -> None:
        archive.add([story(f"The news of the day number {n}") for n in range(3000)])
        archive.tidy()
        assert archive.lookup("The news of the day: number 7!", budget=10)[0].headline.endswith(" 7")

    def test_the_outlet_named_gets_most_places(self, archive: SqliteArchive) -> None:
        archive.add([story(f"Storm closes harbour road {n}", outlet="Valley Post") for n in range(100)])
        archive.add([story("Storm shuts the road to the harbour", outlet="Harbour Times")])
        archive.tidy()
        found = archive.lookup("Storm closes harbour road", limit=5, budget=600, outlet="Harbour Times")
        assert "Harbour Times" in {s.outlet for s in found}
        assert "Valley Post" in {s.outlet for s in found}

    def test_a_headline_that_the_outlet_has_word_for_word_comes_with_its_other_carriers_alone(
        self, archive: SqliteArchive
    ) -> None:
        asked, url = "Storm closes harbour road", "https://harbour.example/storm-closes-road#part=1"
        archive.add([story(f"{asked} {n}") for n in range(9)])
        archive.add([story(asked, outlet="Valley Post"), story(asked, url=url)])
        found = archive.lookup(f"“{asked}”", outlet="Harbour Times")
        assert [(s.outlet, s.headline) for s in found] == [("Harbour Times", asked), ("Valley Post", asked)]
        assert found[0].url == url
        assert len(archive.lookup(asked, outlet="Pier Gazette")) > 2

    def test_words_of_an_address_alone_do_not_end_the_search(self, archive: SqliteArchive) -> None:
        asked = "Storm closes harbour road"
        archive.add([story(asked, source=HeadlineSource.SLUG), story(f"{asked} again")])
        assert len(archive.lookup(asked, outlet="Harbour Times")) == 2


class TestWindows:
    def test_around_gives_a_window_of_one_outlet_newest_first(self, archive: SqliteArchive) -> None:
        days = ["2031-04-30", "2031-05-01", "2031-05-02", "2031-05-03", "2031-05-04"]
        archive.add([story(f"Notes of day {n}", published=day) for n, day in enumerate(days)])
        archive.add([story("Notes of elsewhere", outlet="Valley Post", published=days[2])])
        window = Window(date(2031, 5, 1), date(2031, 5, 3))
        assert [s.published for s in archive.around("Harbour Times", window)] == days[3:0:-1]
        assert [s.published for s in archive.around("Harbour Times", window, limit=1)] == [days[3]]
        assert len(archive.around("Harbour Times", Window(None, None))) == 5

    def test_complete_windows_join_where_they_touch(self, archive: SqliteArchive) -> None:
        def days(first: int, last: int) -> Window:
            return Window(date(2031, 5, first), date(2031, 5, last))

        for window in (days(20, 25), days(1, 3), days(4, 6), days(5, 5)):
            archive.declare_complete("Harbour Times", window)
        assert archive.complete_windows("Harbour Times") == [days(1, 6), days(20, 25)]
        assert archive.complete_windows("the harbour times") == [days(1, 6), days(20, 25)]
        assert archive.complete_windows("Valley Post") == []
        archive.declare_complete("Harbour Times", Window(date(2031, 5, 22), None))
        assert archive.complete_windows("Harbour Times")[1] == Window(date(2031, 5, 20), None)
        archive.declare_complete("Harbour Times", Window(None, None))
        assert archive.complete_windows("Harbour Times") == [Window(None, None)]

    def test_stats_count_by_outlet(self, archive: SqliteArchive) -> None:
        archive.add([story("One", published="2031"), story("Two", published="2031-05-02"), story("Three")])
        archive.add([story("Four", outlet="Valley Post")])
        archive.declare_complete("Valley Post", Window(None, date(2031, 5, 2)))
        first, second = archive.stats()
        assert (first.outlet, first.stories, first.first, first.last) == (
            "Harbour Times",
            3,
            "2031",
            "2031-05-02",
        )
        assert (second.outlet, second.complete) == ("Valley Post", (Window(None, date(2031, 5, 2)),))


HEADLINES = st.text(min_size=1, max_size=80).filter(lambda text: bool(fold_key(text)) and "\0" not in text)


class TestProperties:
    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(headlines=st.lists(HEADLINES, min_size=1, max_size=8))
    def test_what_was_added_is_found_again_and_only_once(
        self, headlines: list[str], tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        with SqliteArchive(tmp_path_factory.mktemp("p") / "a.sqlite3") as archive:
            pieces = [story(head) for head in headlines]
            new = archive.add(pieces)
            assert new == len({fold_key(head) for head in headlines})
            assert archive.add(pieces) == 0
            for head in headlines:
                assert fold_key(archive.lookup(head)[0].headline) == fold_key(head)


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
