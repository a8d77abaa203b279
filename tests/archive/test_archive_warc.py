"""Stories out of web archives."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from warc_files import response

from citecheck.archive.importers import BadRow, import_file, read_stories
from citecheck.archive.sqlite import SqliteArchive
from citecheck.errors import ArchiveError
from citecheck.models import Headline, HeadlineSource, Story

SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
  xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url>
  <loc>https://www.theguardian.com/world/2031/may/02/ferry-captain-finds-violin</loc>
  <news:news><news:title>Ferry captain finds violin</news:title>
  <news:publication_date>2031-05-02T09:00:00Z</news:publication_date></news:news></url></urlset>"""
PAGE = "<html><head><title>Mayor opens library</title></head><body><p>The mayor.</p></body></html>"


def warc(*responses: tuple[str, str, str | bytes], status: str = "200 OK", compressed: bool = True) -> bytes:
    return b"".join(response(*each, status=status, compressed=compressed) for each in responses)


def pages(body: bytes, url: str, outlet: str, headers: Mapping[str, str]) -> Story | str:
    assert headers["content-type"] == "text/html"
    if b"<title>" not in body:
        return "shows no story"
    title = body.decode().partition("<title>")[2].partition("</title>")[0]
    return Story(outlet, url, (Headline(title, HeadlineSource.PAGE),))


def read(data: bytes, **how: object) -> list[Story | BadRow]:
    return list(read_stories(io.BytesIO(data), pages=pages, **how))  # type: ignore[arg-type]


@pytest.mark.parametrize("compressed", [True, False])
def test_sitemaps_pages_and_lists_are_read(compressed: bool) -> None:
    listed = {
        "response": {
            "results": [
                {
                    "webTitle": "Rye prices &amp; oats fall",
                    "webUrl": "https://www.theguardian.com/rye",
                    "webPublicationDate": "2031-05-03T10:00:00Z",
                }
            ]
        }
    }
    posts = [{"title": {"rendered": "Otters invade"}, "link": "https://www.theguardian.com/otters"}]
    data = warc(
        ("https://www.theguardian.com/sitemap.xml", "application/xml", SITEMAP),
        ("https://www.theguardian.com/world/2031/may/02/mayor", "text/html", PAGE),
        ("https://content.guardianapis.com/search", "application/json", json.dumps(listed)),
        ("https://www.theguardian.com/wp-json/wp/v2/posts", "application/json", json.dumps(posts)),
        ("https://www.theguardian.com/logo.png", "image/png", b"\x89PNG"),
        ("https://www.theguardian.com/robots.txt", "text/html", "<html>"),
        compressed=compressed,
    )
    stories = read(data)
    assert [(s.outlet, s.headline, s.published) for s in stories if isinstance(s, Story)] == [
        ("The Guardian", "Ferry captain finds violin", "2031-05-02"),
        ("The Guardian", "Mayor opens library", None),
        ("The Guardian", "Rye prices & oats fall", "2031-05-03"),
        ("The Guardian", "Otters invade", None),
    ]
    assert len(stories) == 4


def test_what_is_no_answer_is_passed_over() -> None:
    assert read(warc(("https://www.theguardian.com/a", "text/html", PAGE), status="404 Not Found")) == []


@pytest.mark.parametrize(
    ("url", "kind", "body", "why"),
    [
        ("https://www.theguardian.com/a", "text/html", "<html></html>", "shows no story"),
        ("https://pier.example/a", "text/html", PAGE, "no outlet known for it"),
        ("https://www.theguardian.com/a.xml", "text/xml", "<urlset><url>", "damaged XML"),
        ("https://www.theguardian.com/a.json", "application/json", "{", "invalid JSON"),
    ],
)
def test_what_cannot_be_read_is_reported_by_its_record(url: str, kind: str, body: str, why: str) -> None:
    good = ("https://www.theguardian.com/b", "text/html", PAGE)
    bad, fine = read(warc((url, kind, body), good))
    assert isinstance(bad, BadRow)
    assert bad.line == 1
    assert why in bad.why
    assert isinstance(fine, Story)


def test_an_outlet_may_be_named_and_pages_need_a_reader() -> None:
    data = warc(("https://pier.example/a", "text/html", PAGE))
    (story,) = read(data, outlet="Pier Gazette")
    assert isinstance(story, Story)
    assert story.outlet == "Pier Gazette"
    (bad,) = read_stories(io.BytesIO(data), outlet="Pier Gazette")
    assert isinstance(bad, BadRow)


def test_an_import_is_idempotent_and_a_cut_file_keeps_what_was_read(tmp_path: Path) -> None:
    path = tmp_path / "run.warc.gz"
    data = warc(*((f"https://www.theguardian.com/{n}", "text/html", PAGE) for n in range(3)))
    path.write_bytes(data)
    with SqliteArchive(tmp_path / "archive.sqlite3") as archive:
        assert import_file(archive, path, pages=pages).new == 3
        assert import_file(archive, path, pages=pages).new == 0
        path.write_bytes(warc(("https://www.theguardian.com/9", "text/html", PAGE)) + data[: len(data) - 40])
        with pytest.raises(ArchiveError, match="damaged"):
            import_file(archive, path, pages=pages)
        assert archive.stats()[0].stories == 3


def test_what_only_begins_as_one_is_damaged_or_empty() -> None:
    assert read(b"WARC/1.0\r\n\r\n") == []
    with pytest.raises(ArchiveError, match="damaged"):
        read(b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 40\r\n\r\nHTTP/1.1 200 OK\r\n\r\nand then")


def test_a_bomb_is_not_expanded_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("citecheck.archive.warc._LARGEST", 10_000)
    body = gzip.compress(b"<html>" + b"a" * 5_000_000)
    data = response(
        "https://www.theguardian.com/a",
        "text/html",
        body,
        headers="Content-Encoding: gzip\r\n",
        compressed=False,
    )
    (bad,) = read(data)
    assert isinstance(bad, BadRow)
    assert "larger than" in bad.why
