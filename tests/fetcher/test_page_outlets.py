"""read_page on invented pages in the outlets' formats of several years (tests/fetcher/pages)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from citecheck.fetcher.page import read_page
from citecheck.models import HeadlineSource, Story

PAGES = Path(__file__).parent / "pages"
FIRST = "The harbour of Port Lorne was closed on Tuesday after 14 fishing boats broke loose in the storm."
SECOND = (
    "“Nobody was hurt,” the harbour master, Ada Quill, told reporters, adding that work would take weeks."
)
THIRD = (
    "Two of the boats, built in 1931, are thought to be lost, and a third lies on the rocks off Gull Head."
)


def read(name: str, outlet: str, url: str = "https://www.example.org/news/1") -> Story:
    return read_page((PAGES / f"{name}.html").read_bytes(), url, outlet)


@pytest.mark.parametrize(
    ("name", "outlet", "published"),
    [
        ("guardian-2024", "The Guardian", "2024-02-24"),
        ("guardian-2019", "The Guardian", "2019-11-20"),
        ("reuters-2024", "Reuters", "2024-03-07"),
        ("reuters-fusion", "Reuters", "2024-03-09"),
        ("reuters-2016", "Reuters", "2016-12-14"),
        ("aljazeera-2019", "Al Jazeera", "2019-11-20"),
        ("aljazeera-2024", "Al Jazeera", "2024-05-01"),
        ("ghost", "Kyiv Independent", "2024-05-01"),
        ("generic", "Daily Gull", "2024-05-01"),
    ],
)
def test_headline_date_and_text_without_furniture(name: str, outlet: str, published: str) -> None:
    story = read(name, outlet)
    assert story.headline.startswith("Storm shuts harbour")
    assert story.headlines[0].source is HeadlineSource.PAGE
    assert story.published == published
    assert story.text == f"{FIRST}\n\n{SECOND}\n\n{THIRD}"
    assert not story.cut


def test_every_headline_of_a_page_is_kept_once() -> None:
    story = read("ghost", "Kyiv Independent", "https://kyivindependent.com/storm-shuts-harbour-at-last/")
    assert [(h.text, h.source.value) for h in story.headlines] == [
        ("Storm shuts harbour", "page"),
        ("Storm shuts the harbour of Lorne", "metadata"),
        ("Storm! The harbour is shut", "metadata"),
        ("storm shuts harbour at last", "slug"),
    ]


def test_reuters_embedded_article_adds_its_other_headline() -> None:
    story = read("reuters-fusion", "Reuters")
    assert "Storm closes harbour, boats adrift" in [h.text for h in story.headlines]
    assert story.byline == "Ann Writer"


def test_author_behind_a_bar_is_no_headline_of_its_own() -> None:
    story = read("guardian-2024", "The Guardian", "https://www.theguardian.com/x")
    assert [h.text for h in story.headlines if h.source is not HeadlineSource.SLUG] == [
        "Storm shuts harbour as 14 boats break loose"
    ]


def test_address_dates_standfirst_and_byline() -> None:
    story = read("guardian-2024", "The Guardian", "https://www.theguardian.com/x")
    assert story.url == "https://www.theguardian.com/world/2024/feb/24/storm-shuts-harbour-at-lorne"
    assert (story.published, story.updated) == ("2024-02-24", "2024-02-25")
    assert story.standfirst == "Harbour master says work will take weeks"
    assert story.byline == "Guardian staff reporter"
    assert read("reuters-2024", "Reuters").byline == "Ann Writer, Bo Scribe"


@pytest.mark.parametrize(
    ("name", "outlet", "wire"),
    [
        ("guardian-2024", "The Guardian", "Associated Press"),
        ("aljazeera-2019", "Al Jazeera", "Reuters"),
        ("aljazeera-2024", "Al Jazeera", "news agencies"),
        ("reuters-2024", "Reuters", None),
        ("ghost", "Kyiv Independent", None),
    ],
)
def test_source_of_a_syndicated_copy(name: str, outlet: str, wire: str | None) -> None:
    assert read(name, outlet).syndicated_from == wire


def test_live_blog_keeps_its_updates_in_order() -> None:
    story = read("live-blog", "The Guardian")
    assert story.headline == "Storm – live"
    lines = (story.text or "").split("\n\n")
    assert [line for line in lines if len(line) > 50] == [FIRST, SECOND, THIRD]
    assert "Update 1 from the harbour wall" in lines


def test_live_blog_whose_updates_are_only_in_its_data() -> None:
    updates = [{"headline": f"Update {n}", "articleBody": text} for n, text in enumerate((FIRST, SECOND))]
    data = {"@type": "LiveBlogPosting", "headline": "Storm – live", "liveBlogUpdate": updates}
    html = f'<script type="application/ld+json">{json.dumps(data)}</script><h1>Storm – live</h1>'
    story = read_page(html, "https://x.org/live", "Daily Gull")
    assert story.headline == "Storm – live"
    assert story.text == f"Update 0\n\n{FIRST}\n\nUpdate 1\n\n{SECOND}"
