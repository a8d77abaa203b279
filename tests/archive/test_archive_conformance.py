"""What every engine of the archive must do, whichever keeps the headlines: see `engines` in conftest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest
from archive_engines import Opener, story
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citecheck.archive.interface import Archive
from citecheck.archive.rows import Row
from citecheck.errors import ArchiveError
from citecheck.fold import fold_key
from citecheck.models import Headline, HeadlineSource, Story, Window


class TestOpening:
    def test_a_new_archive_is_empty_and_answers(self, opened: Opener) -> None:
        for archive in (opened(), opened(readonly=True)):
            with archive:
                assert list(archive.lookup("Ferry captain finds lost violin")) == []
                assert archive.by_url("https://harbour.example/a") is None
                assert list(archive.around("Harbour Times", Window(None, None))) == []
                assert list(archive.complete_windows("Harbour Times")) == []
                assert not archive.has_outlet("Harbour Times")
                assert list(archive.stats()) == []
                assert list(archive.stories()) == []

    def test_what_one_wrote_another_reads_and_a_closed_one_opens_again(self, opened: Opener) -> None:
        with opened() as writer, opened() as reader:
            assert not reader.has_outlet("Harbour Times")
            writer.add([story("Ferry captain finds lost violin")])
            assert reader.has_outlet("Harbour Times")
            assert not reader.has_outlet("Valley Post")
            writer.add([story("Mayor opens new library", outlet="Valley Post")])
            assert reader.has_outlet("Valley Post")
            writer.close()
            assert writer.has_outlet("harbour times")

    def test_readonly_refuses_to_write(self, opened: Opener) -> None:
        with opened(readonly=True) as archive:
            for write in (
                lambda: archive.add([story("Ferry captain finds lost violin")]),
                lambda: archive.declare_complete("Harbour Times", Window(None, None)),
                archive.tidy,
                archive.compact,
            ):
                with pytest.raises(ArchiveError, match="for reading only"):
                    write()


class TestAdding:
    def test_counts_new_stories_only(self, archive: Archive) -> None:
        pieces = [story("Ferry captain finds lost violin"), story("Mayor opens new library")]
        assert archive.add(pieces) == 2
        assert archive.add(pieces) == 0
        assert archive.stats()[0].stories == 2

    def test_same_url_is_the_same_story_and_gains_a_headline(self, archive: Archive) -> None:
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

    def test_same_url_twice_in_one_batch(self, archive: Archive) -> None:
        url = "https://harbour.example/violin"
        assert (
            archive.add([story("Ferry captain finds violin", url=url), story("Violin found", url=url)]) == 1
        )
        held = archive.by_url(url)
        assert held is not None
        assert [h.text for h in held.headlines] == ["Ferry captain finds violin", "Violin found"]
        assert archive.lookup("Violin found!") == [held]

    @pytest.mark.parametrize("batch", [1, 50])
    def test_without_url_headline_and_date_make_the_story(self, archive: Archive, batch: int) -> None:
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

    def test_different_urls_are_different_stories(self, archive: Archive) -> None:
        urls = ["https://harbour.example/a", "https://harbour.example/b", "https://harbour.example/s?id=1"]
        urls.append("https://harbour.example/s?id=2")
        assert archive.add([story("Evening briefing", url=url) for url in urls]) == 4
        found = archive.by_url("https://harbour.example/s?id=2&utm_source=x")
        assert found is not None
        assert found.url == urls[3]

    @pytest.mark.parametrize("batch", [1, 50])
    def test_the_page_speaks_louder_than_a_list(self, archive: Archive, batch: int) -> None:
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

    def test_a_pages_new_headline_makes_its_old_one_an_earlier_one(self, archive: Archive) -> None:
        url = "https://harbour.example/violin"
        for text in ("Violin found", "Lost violin returned"):
            archive.add([story(text, url=url, source=HeadlineSource.PAGE)])
        held = archive.by_url(url)
        assert held is not None
        assert held.headlines == (
            Headline("Lost violin returned", HeadlineSource.PAGE),
            Headline("Violin found", HeadlineSource.EARLIER),
        )

    def test_dates_become_more_exact_and_never_change(self, archive: Archive) -> None:
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

    def test_everything_of_a_story_comes_back(self, archive: Archive) -> None:
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

    def test_text_read_later_is_kept_and_not_lost_again(self, archive: Archive) -> None:
        bare = story("Lost violin returned", url="https://harbour.example/violin")
        archive.add([bare])
        archive.add([replace(bare, text="The beginning.", cut=True)])
        archive.add([replace(bare, text="All of it.", byline="A. Writer")])
        archive.add([bare])
        held = archive.by_url(bare.url)
        assert held == replace(bare, text="All of it.", byline="A. Writer")

    @pytest.mark.parametrize("count", [3, 1500])
    def test_rows_are_stored_as_stories_are(self, archive: Archive, count: int) -> None:
        rows = [
            Row("Harbour Times", f"https://harbour.example/{n}", None, f"Ferry {n} sails")
            for n in range(count)
        ]
        assert archive.add_rows(iter(rows)) == count
        assert archive.add(story(row.headline, url=row.url) for row in rows) == 0
        assert archive.add_rows(rows) == 0
        assert archive.by_url(rows[-1].url) == story(rows[-1].headline, url=rows[-1].url)

    def test_what_is_compacted_holds_the_same(self, archive: Archive) -> None:
        archive.add([story(f"Ferry {n} sails", published="2031-05-02") for n in range(700)])
        archive.declare_complete("Harbour Times", Window(None, None))
        before = sorted(s.headline for s in archive.stories())
        archive.compact()
        assert sorted(s.headline for s in archive.stories()) == before
        assert archive.lookup("Ferry 77 sails")[0].headline == "Ferry 77 sails"
        assert archive.complete_windows("Harbour Times") == [Window(None, None)]

    def test_a_story_without_headline_is_passed_over(self, archive: Archive) -> None:
        assert archive.add([Story("Harbour Times", "https://harbour.example/x", ())]) == 0

    def test_a_failing_source_of_stories_leaves_whole_batches(self, archive: Archive) -> None:
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
    def filled(self, archive: Archive) -> Archive:
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
    def test_finds_the_story(self, filled: Archive, asked: str, expected: int) -> None:
        assert filled.lookup(asked)[0].headline == self.HEADS[expected]

    @pytest.mark.parametrize(
        ("held", "asked"),
        [
            ("Quiet house", "Houses are loud"),
            ("Quiet release", "Released at noon"),
            ("Quiet university", "Universities open"),
            ("Quiet Chinese", "A Chinese lantern"),
            ("Quiet refugees", "The refugee returns"),
            ("Quiet decision", "Decisions wait"),
        ],
    )
    def test_inflections_meet(self, archive: Archive, held: str, asked: str) -> None:
        archive.add([story(held), story("Bakers quarrel over rye")])
        assert [s.headline for s in archive.lookup(asked)] == [held]

    def test_the_very_headline_comes_first_at_every_outlet(self, filled: Archive) -> None:
        found = filled.lookup("Mayor opens new library beside the old mill", limit=2)
        assert {s.outlet for s in found} == {"Harbour Times", "Valley Post"}

    def test_what_shares_no_word_is_not_found(self, filled: Archive) -> None:
        assert filled.lookup("Quantum zebras yodel") == []
        assert filled.lookup("?!") == []
        assert filled.lookup("") == []

    def test_limit_is_kept(self, filled: Archive) -> None:
        assert len(filled.lookup("bakers valley rye library mill ferry", limit=2)) == 2
        assert filled.lookup("bakers", limit=0) == []

    def test_words_of_the_slug_find_the_story(self, archive: Archive) -> None:
        url = "https://harbour.example/2031/05/02/captain-discovers-stradivarius-12345678.html"
        archive.add([story("An unexpected find", url=url)])
        assert archive.lookup("Captain discovers Stradivarius")[0].url == url

    def test_headlines_added_by_this_and_by_another_connection_are_seen(
        self, filled: Archive, opened: Opener
    ) -> None:
        assert not [s for s in filled.lookup("Otters invade the marina") if "Otters" in s.headline]
        filled.add([story("Otters invade the marina")])
        assert filled.lookup("Otters invade the marina")[0].headline == "Otters invade the marina"
        with opened() as other:
            other.add([story("Geese invade the marina")])
        assert filled.lookup("Geese invade the marina")[0].headline == "Geese invade the marina"

    def test_common_words_alone_still_find_the_very_headline(self, archive: Archive) -> None:
        archive.add([story(f"The news of the day number {n}") for n in range(3000)])
        archive.tidy()
        assert archive.lookup("The news of the day: number 7!", budget=10)[0].headline.endswith(" 7")

    def test_the_outlet_named_gets_most_places(self, archive: Archive) -> None:
        archive.add([story(f"Storm closes harbour road {n}", outlet="Valley Post") for n in range(100)])
        archive.add([story("Storm shuts the road to the harbour", outlet="Harbour Times")])
        archive.tidy()
        found = archive.lookup("Storm closes harbour road", limit=5, budget=600, outlet="Harbour Times")
        assert "Harbour Times" in {s.outlet for s in found}
        assert "Valley Post" in {s.outlet for s in found}

    def test_a_headline_that_the_outlet_has_word_for_word_comes_with_its_other_carriers_alone(
        self, archive: Archive
    ) -> None:
        asked, url = "Storm closes harbour road", "https://harbour.example/storm-closes-road#part=1"
        archive.add([story(f"{asked} {n}") for n in range(9)])
        archive.add([story(asked, outlet="Valley Post"), story(asked, url=url)])
        found = archive.lookup(f"“{asked}”", outlet="Harbour Times")
        assert [(s.outlet, s.headline) for s in found] == [("Harbour Times", asked), ("Valley Post", asked)]
        assert found[0].url == url
        assert len(archive.lookup(asked, outlet="Pier Gazette")) > 2

    def test_words_of_an_address_alone_do_not_end_the_search(self, archive: Archive) -> None:
        asked = "Storm closes harbour road"
        archive.add([story(asked, source=HeadlineSource.SLUG), story(f"{asked} again")])
        assert len(archive.lookup(asked, outlet="Harbour Times")) == 2


class TestWindows:
    def test_around_gives_a_window_of_one_outlet_newest_first(self, archive: Archive) -> None:
        days = ["2031-04-30", "2031-05-01", "2031-05-02", "2031-05-03", "2031-05-04"]
        archive.add([story(f"Notes of day {n}", published=day) for n, day in enumerate(days)])
        archive.add([story("Notes of elsewhere", outlet="Valley Post", published=days[2])])
        window = Window(date(2031, 5, 1), date(2031, 5, 3))
        assert [s.published for s in archive.around("Harbour Times", window)] == days[3:0:-1]
        assert [s.published for s in archive.around("Harbour Times", window, limit=1)] == [days[3]]
        assert len(archive.around("Harbour Times", Window(None, None))) == 5

    def test_complete_windows_join_where_they_touch(self, archive: Archive) -> None:
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

    def test_what_is_held_by_address_alone_is_told_apart(self, archive: Archive) -> None:
        def days(first: int, last: int) -> Window:
            return Window(date(2031, 5, first), date(2031, 5, last))

        archive.declare_complete("Harbour Times", days(4, 6), titled=False)
        assert archive.complete_windows("Harbour Times") == []
        assert archive.complete_windows("Harbour Times", titled=False) == [days(4, 6)]
        archive.declare_complete("Harbour Times", days(7, 9))
        assert archive.complete_windows("Harbour Times") == [days(7, 9)]
        assert archive.complete_windows("Harbour Times", titled=False) == [days(4, 9)]
        archive.declare_complete("Harbour Times", days(5, 5))
        assert archive.complete_windows("Harbour Times") == [days(5, 5), days(7, 9)]
        assert archive.stats()[0].complete == (days(5, 5), days(7, 9))
        assert archive.stats()[0].addressed == (days(4, 6),)

    def test_stats_count_by_outlet(self, archive: Archive) -> None:
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
        self, headlines: list[str], another: Callable[[], Opener]
    ) -> None:
        with another()() as archive:
            pieces = [story(head) for head in headlines]
            new = archive.add(pieces)
            assert new == len({fold_key(head) for head in headlines})
            assert archive.add(pieces) == 0
            for head in headlines:
                assert fold_key(archive.lookup(head)[0].headline) == fold_key(head)
