from __future__ import annotations

import io
from pathlib import Path

import pytest

from citecheck.archive.importers import BadRow, import_file, read_stories
from citecheck.archive.sqlite import SqliteArchive
from citecheck.errors import ArchiveError
from citecheck.models import Headline, HeadlineSource, Story

NEWS_SITEMAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
  xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://harbour.example/violin</loc><lastmod>2031-05-03T08:00:00Z</lastmod>
  <news:news><news:publication><news:name>Harbour Times</news:name></news:publication>
  <news:publication_date>2031-05-02T10:00:00+02:00</news:publication_date>
  <news:title><![CDATA[Captain & crew find
    lost violin]]></news:title></news:news></url>
</urlset>"""

SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://harbour.example/2031/may/02/captain-finds-lost-violin</loc></url>
<url><loc>https://harbour.example/news/12345678</loc></url>
</urlset>"""

RSS = """<rss version="2.0"><channel><title>Harbour Times</title>
<item><title>Captain finds lost violin</title><link>https://harbour.example/violin?utm_source=rss</link>
<pubDate>Fri, 02 May 2031 10:00:00 GMT</pubDate>
<description>&lt;p&gt;A happy end.&lt;/p&gt;</description></item>
<item><title>No link here</title></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Captain finds lost violin</title>
<link rel="self" href="https://harbour.example/atom/1"/><link href="https://harbour.example/violin"/>
<published>2031-05-02T10:00:00Z</published><summary>A happy end.</summary></entry></feed>"""


def read(text: str, outlet: str | None = None) -> list[Story | BadRow]:
    return list(read_stories(io.BytesIO(text.encode()), outlet=outlet))


def test_a_news_sitemap_gives_titles_and_days() -> None:
    assert read(NEWS_SITEMAP) == [
        Story(
            "Harbour Times",
            "https://harbour.example/violin",
            (Headline("Captain & crew find lost violin"),),
            "2031-05-02",
            "2031-05-03T08:00:00Z",
        )
    ]


def test_a_plain_sitemap_gives_the_words_of_urls() -> None:
    story, bad = read(SITEMAP, "Harbour Times")
    assert isinstance(story, Story)
    assert story.headlines == (Headline("captain finds lost violin", HeadlineSource.SLUG),)
    assert story.published == "2031-05-02"
    assert bad == BadRow(3, "no headline, and no words in its URL", "Harbour Times")


def test_rss() -> None:
    first, second = read(RSS, "Harbour Times")
    assert first == Story(
        "Harbour Times",
        "https://harbour.example/violin?utm_source=rss",
        (Headline("Captain finds lost violin"),),
        "2031-05-02",
        standfirst="A happy end.",
    )
    assert isinstance(second, Story)
    assert second.url == ""


def test_atom() -> None:
    (story,) = read(ATOM, "Harbour Times")
    assert isinstance(story, Story)
    assert (story.url, story.published) == ("https://harbour.example/violin", "2031-05-02")


def test_outlets_are_known_by_their_host() -> None:
    (story,) = read(
        "<urlset><url><loc>https://www.theguardian.com/a/kites-fly-over-parks</loc></url></urlset>"
    )
    assert isinstance(story, Story)
    assert story.outlet == "The Guardian"
    (bad,) = read("<urlset><url><loc>https://nobody.example/a/kites-fly-over-parks</loc></url></urlset>")
    assert isinstance(bad, BadRow)
    assert "--outlet" in bad.why


def test_a_list_of_sitemaps_says_what_to_get() -> None:
    (bad,) = read("<sitemapindex><sitemap><loc>https://h.example/1.xml</loc></sitemap></sitemapindex>")
    assert isinstance(bad, BadRow)
    assert "https://h.example/1.xml" in bad.why


@pytest.mark.parametrize(
    "text", ["<html><body>No.</body></html>", "<urlset><url><loc>x", "<urlset></urlset>"]
)
def test_other_or_damaged_xml_is_refused(text: str) -> None:
    with pytest.raises(ArchiveError):
        read(text, "Harbour Times")


def test_entities_are_not_expanded() -> None:
    text = (
        '<!DOCTYPE x [<!ENTITY a "boom"><!ENTITY f SYSTEM "file:///etc/hostname">]>'
        "<rss><item><title>Before &a;&f; after</title><link>https://h.example/1</link></item></rss>"
    )
    (story,) = read(text, "Harbour Times")
    assert isinstance(story, Story)
    assert "boom" not in story.headline
    assert story.headline.startswith("Before")


def test_imported_slugs_are_found_and_take_a_real_headline_later(tmp_path: Path) -> None:
    path = tmp_path / "sitemap.xml"
    path.write_text(SITEMAP)
    url = "https://harbour.example/2031/may/02/captain-finds-lost-violin"
    with SqliteArchive(tmp_path / "archive.sqlite3") as archive:
        report = import_file(archive, path, outlet="Harbour Times")
        assert (report.new, report.bad) == (1, 1)
        assert archive.lookup("Captain finds lost violin")[0].url == url
        archive.add([Story("Harbour Times", url, (Headline("Captain finds LOST violin"),))])
        held = archive.by_url(url)
        assert held is not None
        assert held.headlines == (Headline("Captain finds LOST violin"),)
        assert held.url == url
