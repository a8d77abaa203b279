"""slug_words: the words of a URL, in the shapes outlets use."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citecheck.slug import slug_words


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https://www.theguardian.com/world/2024/feb/24/harbour-talks-end-early", "harbour talks end early"),
        ("https://www.reuters.com/world/europe/harbour-talks-end-2024-03-07/", "harbour talks end"),
        ("https://www.reuters.com/article/us-harbour-talks-idUSKBN1ZQ2AB", "harbour talks"),
        (
            "https://www.aljazeera.com/news/2026/4/21/harbour-talks-end?traffic_source=rss",
            "harbour talks end",
        ),
        ("https://www.aljazeera.com/ajimpact/harbour-talks-end-191119060742345.html", "harbour talks end"),
        ("https://kyivindependent.com/harbour-talks-end-in-14-days/", "harbour talks end in 14 days"),
        ("https://www.dw.com/en/harbour-talks-end-early/a-68465123", "harbour talks end early"),
        (
            "https://www.spiegel.de/ausland/harbour-talks-end-a-6f2d1a7c-1111-4222-8333-123456789abc",
            "harbour talks end",
        ),
        (
            "https://apnews.com/article/harbour-talks-end-0123456789abcdef0123456789abcdef",
            "harbour talks end",
        ),
        ("https://www.independent.co.uk/news/harbour-talks-end-b2508900.html", "harbour talks end"),
        (
            "https://www.lemonde.fr/en/article/2024/03/07/harbour-talks-end_6212345_4.html",
            "harbour talks end",
        ),
        ("https://www.france24.com/en/europe/20240307-harbour-talks-end", "harbour talks end"),
        ("https://www.cbc.ca/news/world/harbour-talks-end-1.7123456", "harbour talks end"),
        ("https://edition.cnn.com/2024/03/07/world/harbour-talks-end/index.html", "harbour talks end"),
        ("https://www.npr.org/2024/03/07/1236600000/harbour-talks-end", "harbour talks end"),
        (
            "https://web.archive.org/web/20240307000000id_/https://x.org/2024/03/harbour-talks-end/",
            "harbour talks end",
        ),
        ("https://x.org/world/harbour-talks-end/articleshow/106276758.cms", "harbour talks end"),
        (
            "https://x.org/news/local/harbour-talks-end/71-8eab9fff-97c1-4446-9bfc-3d9769c124aa",
            "harbour talks end",
        ),
        ("https://www.nbcnews.com/news/world/harbour-talks-end-rcna99173", "harbour talks end"),
        ("https://www.wsj.com/articles/harbour-talks-end-145d2493", "harbour talks end"),
        ("https://www.cnn.com/2020/07/01/asia/harbour-talks-end-intl-hnk/index.html", "harbour talks end"),
        ("https://www.rt.com/russia/558032-harbour-talks-end/", "harbour talks end"),
        ("https://x.org/news/2023-11-harbour-talks-end.html", "harbour talks end"),
        ("https://x.org/2024/03/07/harbour-talks", "harbour talks"),
        ("https://x.org/h%C3%A4fen-schlie%C3%9Fen-fr%C3%BCh", "häfen schließen früh"),
        ("https://x.org/2024/05/01/attack-kills-40-in-2024", "attack kills 40 in 2024"),
    ],
)
def test_words_of_a_story(url: str, words: str) -> None:
    assert slug_words(url) == words


@pytest.mark.parametrize(
    "url",
    [
        "https://www.bbc.co.uk/news/world-europe-12345678",
        "https://www.bbc.com/news/articles/c4ng5jz4yd6o",
        "https://abcnews.go.com/story?id=7",
        "https://x.org/",
        "",
        "https://x.org/world/middle-east/",
        "https://x.org/2024/03/07/",
        "https://x.org/about-us/",
        "http://[bad",
    ],
)
def test_no_words(url: str) -> None:
    assert slug_words(url) is None


@given(st.text(max_size=200))
def test_any_text_gives_clean_words_or_none(text: str) -> None:
    words = slug_words(text)
    assert words is None or (
        words == " ".join(words.split(" ")) and words == words.lower() and "/" not in words
    )


def test_a_very_long_url_is_cut_not_searched_forever() -> None:
    assert slug_words("https://x.org/" + "a-" * 5_000_000) is not None
