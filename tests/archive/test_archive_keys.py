from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citecheck.archive.keys import (
    clean_url,
    day_number,
    hash_of,
    more_exact,
    number_of,
    ordinal_of,
    partial_date,
    shared_key,
    split_url,
    url_key,
)
from citecheck.archive.rows import pack_path, slug_of, unpack_path
from citecheck.archive.terms import Stemmer, index_text, slug_text


class TestUrlKey:
    @pytest.mark.parametrize(
        "url",
        [
            "http://www.Harbour.example/a/b",
            "https://harbour.example/a/b/",
            "//harbour.example/a/b",
            "harbour.example/a/b?utm_source=x&ref=id#top",
            "https://harbour.example/a/b#?id=3",
        ],
    )
    def test_folds_what_does_not_name_the_page(self, url: str) -> None:
        assert url_key(url) == "harbour.example/a/b"

    def test_paths_keep_their_case(self) -> None:
        assert url_key("https://harbour.example/A") != url_key("https://harbour.example/a")

    def test_parameters_that_name_the_story_stay(self) -> None:
        first = url_key("https://harbour.example/story.php?storyId=7&utm_source=x")
        assert first == url_key("http://harbour.example/story.php?utm_source=y&storyId=7")
        assert first != url_key("https://harbour.example/story.php?storyId=8")

    @given(st.text())
    def test_takes_any_text_and_files_it_under_32_bits(self, text: str) -> None:
        assert -(2**31) <= hash_of(url_key(text)) < 2**31

    @pytest.mark.parametrize(
        "url", ["https://www.Harbour.example/News/uk-north/x-1/", "http://a.example/", "http://a.example/b/c"]
    )
    def test_the_shared_part_begins_the_key(self, url: str) -> None:
        prefix, path = split_url(url)
        assert f"{shared_key(prefix)}{path}".rstrip("/") == url_key(url)

    @given(st.text())
    def test_parting_loses_nothing(self, url: str) -> None:
        assert "".join(split_url(url)) == url


class TestCleanUrl:
    @pytest.mark.parametrize(
        ("url", "clean"),
        [
            ("https://h.example/a?utm_source=x&utm_medium=y#top", "https://h.example/a#top"),
            ("https://h.example/a?id=7&utm_source=x&page=2", "https://h.example/a?id=7&page=2"),
            ("https://h.example/a?refresh&ref", "https://h.example/a?refresh"),
            ("https://h.example/a?fbclid=1&gclid=2&&", "https://h.example/a"),
            ("https://h.example/a#block-7", "https://h.example/a#block-7"),
            ("https://h.example/a", "https://h.example/a"),
        ],
    )
    def test_drops_how_the_reader_came(self, url: str, clean: str) -> None:
        assert clean_url(url) == clean
        assert url_key(url) == url_key(clean)


class TestDays:
    @pytest.mark.parametrize("text", ["2031", "2031-05", "2031-05-02"])
    def test_there_and_back(self, text: str) -> None:
        assert partial_date(day_number(text)) == text

    @pytest.mark.parametrize("text", ["2031-05-02T10:00:00Z", "2031-05-02 10:00"])
    def test_a_time_of_day_is_dropped(self, text: str) -> None:
        assert partial_date(day_number(text)) == "2031-05-02"

    @pytest.mark.parametrize(
        "text",
        ["", "May 2031", "2031-5-2", "2031-13", "2031-02-29", "20310502", "0000", "1799-12-31", "2115-01-01"],
    )
    def test_what_is_no_date(self, text: str) -> None:
        assert day_number(text) is None

    @given(st.dates(date(1800, 1, 1), date(2114, 12, 31)), st.dates())
    def test_numbers_sort_as_days(self, day: date, other: date) -> None:
        assert number_of(day) == day_number(str(day))
        assert ordinal_of(number_of(day)) == day.toordinal()
        if other < day:
            assert number_of(other) <= number_of(day)
        assert 0 < number_of(other) < 1 << 17

    def test_a_year_sorts_before_its_months_and_these_before_their_days(self) -> None:
        texts = ["2030-12-31", "2031", "2031-01", "2031-01-01", "2031-01-31", "2031-02"]
        numbers = [day_number(text) or 0 for text in texts]
        assert numbers == sorted(set(numbers))
        assert [ordinal_of(n) is not None for n in numbers] == [True, False, False, True, True, False]

    @pytest.mark.parametrize(
        ("new", "old", "more"),
        [
            ("2031", None, True),
            (None, "2031", False),
            ("2031-05", "2031", True),
            ("2031-05-02", "2031", True),
            ("2031-05-02", "2031-05", True),
            ("2031-06-02", "2031-05", False),
            ("2031", "2031", False),
            ("2031", "2031-05", False),
            ("2031-05-03", "2031-05-02", False),
        ],
    )
    def test_more_exact(self, new: str | None, old: str | None, more: bool) -> None:
        assert more_exact(day_number(new or ""), day_number(old or "")) is more


class TestTerms:
    @pytest.mark.parametrize(
        "family",
        [
            ("kill", "kills", "killed", "killing"),
            ("ban", "bans", "banned", "banning"),
            ("price", "prices", "priced"),
            ("city", "cities"),
        ],
    )
    def test_forms_of_a_word_meet(self, family: tuple[str, ...]) -> None:
        assert len(Stemmer().terms(" ".join(family))) == 1

    def test_each_word_gives_its_own_term_whenever_it_is_asked(self) -> None:
        stemmer = Stemmer()
        first = stemmer.terms("ferry captains found violins")
        assert stemmer.terms("violins captains") == [first[3], first[1]]
        assert stemmer.terms("жители 2031 us") == ["жители", "2031", "us"]
        assert stemmer.terms("") == []


class TestSlugText:
    @pytest.mark.parametrize(
        ("path", "words"),
        [
            ("2031/05/02/ferry-captain-finds-violin/", "ferry-captain-finds-violin"),
            ("news/ferry-captain-12345678.html", "ferry-captain"),
            ("article/us-ferry-violin-idUSKBN1AB2CD", "us-ferry-violin"),
            ("ferry-captain-finds/12345678/", "ferry-captain-finds"),
            ("a/Fähre_im_Hafen", "fähre-im-hafen"),
            ("f%C3%A4hre-im-hafen", "fähre-im-hafen"),
            ("news/12345678", ""),
            ("", ""),
        ],
    )
    def test_takes_the_wordiest_segment(self, path: str, words: str) -> None:
        assert slug_text(path) == words

    def test_what_is_indexed_is_folded(self) -> None:
        assert index_text("ferry sails", "fähre-im-hafen") == "ferry sails fahre im hafen"
        assert index_text("ferry sails", "") == "ferry sails"


class TestPaths:
    @given(st.text(alphabet="aB-/1é", max_size=20), st.text(alphabet="aB -1é’", max_size=20))
    def test_a_packed_path_comes_back(self, path: str, headline: str) -> None:
        assert unpack_path(pack_path(path, slug_of(headline)), headline) == path

    def test_a_path_that_repeats_the_headline_is_stored_short(self) -> None:
        slug = slug_of("Ferry captain finds: a violin")
        assert len(pack_path("2031/ferry-captain-finds-a-violin-7.html", slug)) < 20

    def test_the_mark_itself_is_escaped(self) -> None:
        assert unpack_path(pack_path("a\x01b", "long-enough-slug"), "x") == "a%01b"
