from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citecheck.archive.keys import day_number, hash_of, number_of, partial_date, split_url, url_key
from citecheck.archive.terms import index_text, stem, terms_of, url_words
from citecheck.fold import fold_words


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

    @given(st.text())
    def test_parting_loses_nothing(self, url: str) -> None:
        assert "".join(split_url(url)) == url


class TestDays:
    @pytest.mark.parametrize("text", ["2031", "2031-05", "2031-05-02"])
    def test_there_and_back(self, text: str) -> None:
        assert partial_date(day_number(text)) == text

    @pytest.mark.parametrize("text", ["2031-05-02T10:00:00Z", "2031-05-02 10:00"])
    def test_a_time_of_day_is_dropped(self, text: str) -> None:
        assert day_number(text) == 20310502

    @pytest.mark.parametrize(
        "text", ["", "May 2031", "2031-5-2", "2031-13", "2031-02-29", "20310502", "0000"]
    )
    def test_what_is_no_date(self, text: str) -> None:
        assert day_number(text) is None

    @given(st.dates())
    def test_numbers_sort_as_days(self, day: object) -> None:
        assert number_of(day) == day_number(str(day))  # type: ignore[arg-type]


class TestTerms:
    @pytest.mark.parametrize(
        "family",
        [
            ("kill", "kills", "killed", "killing", "killer"),
            ("ban", "bans", "banned", "banning"),
            ("price", "prices", "priced"),
            ("city", "cities"),
            ("plan", "plans", "planned"),
            ("win", "wins", "winning", "winner"),
        ],
    )
    def test_forms_of_a_word_meet(self, family: tuple[str, ...]) -> None:
        assert len({stem(word) for word in family}) == 1

    @pytest.mark.parametrize("word", ["us", "un", "2031", "press", "virus", "ring", "жители"])
    def test_short_words_numbers_and_other_scripts_stay(self, word: str) -> None:
        assert stem(word) == word

    @given(st.text())
    def test_every_term_of_a_headline_is_in_its_index(self, text: str) -> None:
        folded = fold_words(text)
        assert set(terms_of(folded)) == set(index_text(folded, "").split())


class TestUrlWords:
    @pytest.mark.parametrize(
        ("url", "words"),
        [
            ("https://h.example/2031/05/02/ferry-captain-finds-violin/", "ferry captain finds violin"),
            ("https://h.example/news/ferry-captain-12345678.html?x=a-b-c", "ferry captain html"),
            ("https://h.example/a/fähre_im_hafen", "fahre im hafen"),
            ("https://h.example/f%C3%A4hre-im-hafen", "fahre im hafen"),
            ("https://h.example/news/12345678", ""),
            ("https://h.example", ""),
            ("", ""),
        ],
    )
    def test_takes_the_wordiest_segment(self, url: str, words: str) -> None:
        assert url_words(url) == words.split()
