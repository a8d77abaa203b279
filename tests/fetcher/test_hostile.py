"""What a hostile draft, page or name server may try: nothing inside is reached, nothing runs away."""

from __future__ import annotations

import asyncio
import gzip
import time

import httpx
import pytest
from loopback import Play, outcome, reply, serve

from citecheck.fetcher.http import HttpWeb
from citecheck.fetcher.interface import FetchError, Request, Response
from citecheck.fetcher.page import read_page
from citecheck.fetcher.routes.documents import read_json, read_xml
from citecheck.fetcher.routes.feeds import read_feed
from citecheck.models import Reason

PUBLIC = "93.184.216.34"
DEEP = b"[" * 300_000
LAUGHS = (
    '<!DOCTYPE urlset [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 20}">' for a, b in zip("abcdefg", "bcdefgh", strict=True))
    + "]><urlset><url><loc>https://x.org/&h;</loc></url></urlset>"
)
READS_A_FILE = (
    '<!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    "<urlset><url><loc>https://x.org/&x;</loc></url></urlset>"
)
READS_A_DTD = (
    '<!DOCTYPE urlset SYSTEM "file:///etc/passwd"><urlset><url><loc>https://x.org/a</loc></url></urlset>'
)
INCLUDES = (
    '<urlset xmlns:xi="http://www.w3.org/2001/XInclude"><url><loc>https://x.org/'
    '<xi:include href="file:///etc/passwd" parse="text"/></loc></url></urlset>'
)


def fetch(play: Play, **request: object) -> Response | FetchError:
    async def main() -> Response | FetchError:
        async with serve({"/page": play}) as server, server.web() as web:
            return await outcome(web, Request("https://x.org/page", **request))  # type: ignore[arg-type]

    return asyncio.run(main())


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1/",
        "http://127.0.0.1:631/admin",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://[64:ff9b::a00:1]/",
        "http://169.254.169.254/latest/meta-data/iam/security-credentials/",
        "http://metadata.google.internal/computeMetadata/v1/",
        "http://100.100.100.200/latest/meta-data/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://localhost/",
        "http://user:secret@x.org/",
        "https://x.org:8443/",
        "ftp://x.org/",
        "file:///etc/passwd",
        "gopher://x.org/1",
        "data:text/html,<h1>x</h1>",
        "javascript:alert(1)",
    ],
)
def test_a_redirect_leads_nowhere_it_must_not(target: str) -> None:
    async def main() -> tuple[Response | FetchError, list[tuple[str, str]]]:
        plays = {"/page": reply("", 302, location=target), "*": reply("secret")}
        async with serve(plays) as server, server.web() as web:
            return await outcome(web, "https://x.org/page"), server.asked

    error, asked = asyncio.run(main())
    assert isinstance(error, FetchError)
    assert error.reason is Reason.UNSAFE_URL
    assert [path for _, path in asked] == ["/robots.txt", "/page"]


@pytest.mark.parametrize(
    "later", ["127.0.0.1", "10.0.0.5", "169.254.169.254", "::ffff:192.168.1.1", "fd00::1"]
)
def test_a_name_that_changes_its_address_is_checked_each_time(
    monkeypatch: pytest.MonkeyPatch, later: str
) -> None:
    answers = [[PUBLIC], [later], [PUBLIC, later]]
    connected: list[str] = []

    async def resolver(host: str, port: int) -> list[str]:
        return answers.pop(0)

    async def handle(_: object, request: httpx.Request) -> httpx.Response:
        connected.append(request.url.host)
        return httpx.Response(200, stream=httpx.ByteStream(b"a page"))

    async def main() -> list[Response | FetchError]:
        async with HttpWeb(resolver=resolver, pace=0) as web:
            asked = [Request(f"https://content.guardianapis.com/{name}") for name in "abc"]
            return [await outcome(web, request) for request in asked]

    monkeypatch.setattr(httpx.AsyncHTTPTransport, "handle_async_request", handle)
    first, *rest = asyncio.run(main())
    assert isinstance(first, Response)
    assert [error.reason for error in rest if isinstance(error, FetchError)] == [Reason.UNSAFE_URL] * 2
    assert connected == [PUBLIC]


def test_gzip_in_gzip_is_bounded_at_every_layer() -> None:
    bomb = gzip.compress(gzip.compress(bytes(80_000_000)))
    started = time.perf_counter()
    error = fetch(reply(bomb, content_encoding="gzip"))
    assert isinstance(error, FetchError)
    assert error.reason is Reason.TOO_LARGE
    assert time.perf_counter() - started < 5


def test_a_third_layer_of_gzip_is_not_opened() -> None:
    layers = gzip.compress(gzip.compress(gzip.compress(b"<urlset/>")))
    response = fetch(reply(layers, content_encoding="gzip"))
    assert isinstance(response, Response)
    assert response.body.startswith(b"\x1f\x8b")
    with pytest.raises(FetchError) as caught:
        read_xml(response, "urlset")
    assert caught.value.reason is Reason.UNREADABLE


@pytest.mark.parametrize("body", [DEEP, b'{"a":' * 200_000, DEEP + b"]" * 300_000, b"1" * 1_000_000])
def test_deep_or_endless_json_is_refused(body: bytes) -> None:
    response = fetch(reply(body, content_type="application/json"))
    assert isinstance(response, Response)
    with pytest.raises(FetchError) as caught:
        read_json(response, "JSON")
    assert caught.value.reason is Reason.UNREADABLE


def test_deep_json_in_a_page_is_passed_over() -> None:
    head = (
        f'<script type="application/ld+json">{DEEP.decode()}</script><meta name="date" content="2025-06-03">'
    )
    story = read_page(
        f"<html><head>{head}</head><body><h1>Fair opens</h1></body></html>", "https://x.org/a", "X"
    )
    assert story.headline == "Fair opens"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("document", [LAUGHS, READS_A_FILE, READS_A_DTD, INCLUDES])
@pytest.mark.parametrize("reader", ["sitemap", "feed"])
def test_xml_reads_no_file_and_expands_nothing(document: str, encoding: str, reader: str) -> None:
    declared = f'<?xml version="1.0" encoding="{encoding}"?>{document}'
    if reader == "feed":
        declared = declared.replace("<urlset", "<rss><channel").replace("</urlset>", "</channel></rss>")
    response = Response("https://x.org/a.xml", 200, {}, declared.encode(encoding))
    started = time.perf_counter()
    try:
        if reader == "feed":
            seen = repr(read_feed(response))
        else:
            seen = "".join(str(text) for text in read_xml(response, "urlset").root.itertext())
    except FetchError as error:
        seen = error.detail
    assert "root:" not in seen
    assert len(seen) < 1_000
    assert time.perf_counter() - started < 2
