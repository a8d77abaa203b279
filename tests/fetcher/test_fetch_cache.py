"""The disk cache keeps good answers for their time, and nothing else."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest
from loopback import Play, Server, outcome, reply, serve

from citecheck.fetcher.cache import Cache, worth_keeping
from citecheck.fetcher.interface import FetchError, Request, Response
from citecheck.fetcher.record import Recorder

STORY = "<!doctype html><html><head><title>Storm</title></head><body><h1>Storm</h1><p>Rain.</p></body></html>"
LISTING = '{"results": [{"title": "Storm shuts harbour"}]}'
Plays = dict[str, Play | list[Play]]


class Days:
    """Seconds since 1970, moved by hand."""

    def __init__(self) -> None:
        self.seconds = 1_750_000_000.0

    def now(self) -> float:
        return self.seconds


def visit(
    folder: Path, plays: Plays, *requests: Request | str, days: Days, **options: object
) -> tuple[list[str], list[bytes]]:
    """Run once, as one command would, and return the paths asked and the bodies got."""

    async def main() -> tuple[list[str], list[bytes]]:
        cache = Cache(folder, now=days.now)
        async with serve(plays) as server, server.web(cache=cache, **options) as web:
            results = [await outcome(web, request) for request in requests]
        cache.close()
        return server.paths(), [b"" if isinstance(r, FetchError) else r.body for r in results]

    return asyncio.run(main())


def test_a_story_is_asked_for_once_a_day(tmp_path: Path) -> None:
    days = Days()
    plays: Plays = {"/story": reply(STORY, content_type="text/html")}
    for hours, asked in ((0, 1), (1, 0), (22, 0), (2, 1), (1, 0)):
        days.seconds += hours * 3600
        paths, bodies = visit(tmp_path, plays, "https://x.org/story", days=days)
        assert (len(paths), bodies) == (asked, [STORY.encode()])


def test_a_list_is_asked_for_once_an_hour(tmp_path: Path) -> None:
    days = Days()
    plays: Plays = {"/list?format=json": reply(LISTING, content_type="application/json")}
    for minutes, asked in ((0, 1), (30, 0), (31, 1)):
        days.seconds += minutes * 60
        paths, _ = visit(tmp_path, plays, "https://x.org/list?format=json", days=days)
        assert len(paths) == asked


def test_after_its_hour_a_list_is_asked_whether_it_has_changed(tmp_path: Path) -> None:
    days = Days()
    first = reply(
        LISTING, content_type="application/json", etag='"v1"', last_modified="Tue, 03 Jun 2025 12:00:00 GMT"
    )
    visit(tmp_path, {"/list.json": first}, "https://x.org/list.json", days=days)
    days.seconds += 2 * 3600

    async def again(play: Play) -> tuple[bytes, Server]:
        cache = Cache(tmp_path, now=days.now)
        async with serve({"/list.json": play}) as server, server.web(cache=cache) as web:
            body = (await web.get(Request("https://x.org/list.json"))).body
        cache.close()
        return body, server

    body, server = asyncio.run(again(reply("", 304)))
    assert body == LISTING.encode()
    assert server.headers[-1]["if-none-match"] == '"v1"'
    assert server.headers[-1]["if-modified-since"] == "Tue, 03 Jun 2025 12:00:00 GMT"
    days.seconds += 60
    assert visit(tmp_path, {}, "https://x.org/list.json", days=days) == ([], [LISTING.encode()])
    days.seconds += 2 * 3600
    body, _ = asyncio.run(again(reply(LISTING.replace("Storm", "Calm"))))
    assert b"Calm" in body


@pytest.mark.parametrize(
    ("url", "body", "headers"),
    [
        (
            "https://x.org/a",
            "<html><title>Just a moment...</title><body>Checking your browser</body></html>",
            {},
        ),
        ("https://x.org/a", "<html><h1>Page not found</h1><p>Sorry about that.</p></html>", {}),
        (
            "https://x.org/a",
            "<html><title>We value your privacy</title><p>We and our partners</p></html>",
            {},
        ),
        ("https://x.org/a", STORY, {"cache-control": "private, no-store"}),
        ("https://x.org/a", "", {}),
        ("https://x.org/a?format=json", "Please limit requests to one every 5 seconds.", {}),
        ("https://x.org/a?format=json", "<html><h1>Storm</h1><p>words</p></html>", {}),
        ("https://x.org/a?format=json", LISTING[:-5], {}),
        ("https://x.org/a", LISTING[:-5], {"content-type": "application/json"}),
        ("https://x.org/a?format=json", "{}", {}),
        ("https://x.org/news/rss", STORY, {"content-type": "text/html"}),
        ("https://x.org/sitemap.xml", "<?xml version='1.0'?><urlset><url><loc>http", {}),
        ("https://x.org/robots.txt", STORY, {}),
        ("https://x.org/a", "plain words of some length, nobody knows what for", {}),
    ],
)
def test_what_is_not_what_was_due_is_not_kept(url: str, body: str, headers: dict[str, str]) -> None:
    assert not worth_keeping(Request(url), Response(url, 200, headers, body.encode()))


@pytest.mark.parametrize(
    ("url", "body"),
    [
        ("https://x.org/a", STORY),
        ("https://x.org/a?format=json", LISTING),
        ("https://x.org/a?output=json", '[["urlkey"], ["com,x)/"]]'),
        ("https://x.org/news/rss", "<?xml version='1.0'?><rss><channel></channel></rss>"),
        ("https://x.org/sitemap.xml", "\ufeff<urlset><url></url></urlset>\n"),
        ("https://x.org/robots.txt", "User-agent: *\nDisallow: /x"),
    ],
)
def test_what_was_due_is_kept(url: str, body: str) -> None:
    assert worth_keeping(Request(url), Response(url, 200, {}, body.encode()))


@pytest.mark.parametrize("status", [401, 403, 404, 429, 500])
def test_no_failure_is_kept(tmp_path: Path, status: int) -> None:
    days = Days()
    plays: Plays = {"/a": reply(STORY, status)}
    for _ in range(2):
        assert visit(tmp_path, plays, "https://x.org/a", days=days)[0] == ["/a"]


def test_no_key_is_in_the_cache_and_answers_are_shared_between_keys(tmp_path: Path) -> None:
    days = Days()
    secret = "very-secret-key"
    listing = reply(
        f'{{"you sent": "{secret}", "results": []}}', content_type="application/json", x_key=secret
    )
    request = Request(f"https://x.org/s?q=1&key={secret}", {"Authorization": f"Bearer {secret}"}, (secret,))
    visit(tmp_path, {f"/s?q=1&key={secret}": listing}, request, days=days)
    other = Request("https://x.org/s?q=1&key=another-key", {"Authorization": "Bearer x"}, ("another-key",))
    paths, bodies = visit(tmp_path, {}, other, days=days)
    assert paths == []
    assert bodies == [b'{"you sent": "REDACTED", "results": []}']
    for file in tmp_path.iterdir():
        assert secret.encode() not in file.read_bytes()


def test_headers_that_change_the_answer_are_part_of_the_question(tmp_path: Path) -> None:
    days = Days()
    plays: Plays = {"/graphql?a": [reply(LISTING), reply(LISTING.replace("Storm", "Calm"))]}
    one = Request("https://x.org/graphql?a", {"wp-site": "aje"})
    two = Request("https://x.org/graphql?a", {"wp-site": "ajb"})
    paths, bodies = visit(tmp_path, plays, one, two, days=days)
    assert len(paths) == 2
    assert bodies[0] != bodies[1]


def test_what_must_not_be_kept_and_what_is_recorded_bypasses_the_cache(tmp_path: Path) -> None:
    days = Days()
    plays: Plays = {"/story": reply(STORY)}
    request = Request("https://x.org/story", cacheable=False)
    visit(tmp_path, plays, "https://x.org/story", days=days)
    assert visit(tmp_path, plays, request, days=days)[0] == ["/story"]
    recorder = Recorder(tmp_path / "run.warc")
    assert visit(tmp_path, plays, "https://x.org/story", days=days, recorder=recorder)[0] == ["/story"]
    recorder.close()


def test_old_answers_and_those_from_the_future_are_thrown_out(tmp_path: Path) -> None:
    days = Days()
    visit(tmp_path, {"/story": reply(STORY)}, "https://x.org/story", days=days)
    for jump in (-3 * 86_400, 10 * 86_400):
        days.seconds += jump
        Cache(tmp_path, now=days.now).close()
        (file,) = tmp_path.glob("answers-*.sqlite3")
        database = sqlite3.connect(file)
        assert database.execute("select count(*) from answers").fetchone() == (0,)
        database.close()
        visit(tmp_path, {"/story": reply(STORY)}, "https://x.org/story", days=days)


@pytest.mark.parametrize("content", [b"this is no database at all, not even nearly", b""])
def test_a_damaged_cache_is_no_cache(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "answers-1.sqlite3").write_bytes(content)
    paths, bodies = visit(tmp_path, {"/story": reply(STORY)}, "https://x.org/story", days=Days())
    assert (paths, bodies) == (["/story"], [STORY.encode()])


def test_a_folder_that_cannot_be_made_is_no_cache(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    paths, _ = visit(
        tmp_path / "file" / "cache", {"/story": reply(STORY)}, "https://x.org/story", days=Days()
    )
    assert paths == ["/story"]
