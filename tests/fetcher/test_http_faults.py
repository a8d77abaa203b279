"""Every fault of a server, over real sockets, becomes the right refusal and nothing else."""

from __future__ import annotations

import asyncio
import gzip
import socket
import zlib

import pytest
from loopback import Play, drip, outcome, raw, reply, serve, silence

from citecheck.fetcher.http import HttpWeb
from citecheck.fetcher.interface import FetchError, Request, Response
from citecheck.models import Reason

DATADOME = (
    "<html><head><title>x.org</title></head><body><p>Please enable JS and disable any ad blocker</p>"
    "<script src='https://ct.captcha-delivery.com/c.js'></script></body></html>"
)
CONSENT = "<html><head><title>Before you continue to the site</title></head><body>Accept?</body></html>"
BOMB = gzip.compress(bytes(20_000_000))
CUT_GZIP = gzip.compress(b"<html>" + bytes(range(256)) * 50)[:-200]

FAULTS: list[tuple[str, Play, Reason, str]] = [
    ("401", reply("no", 401), Reason.BLOCKED, "x.org answered 401 (access refused)"),
    ("403", reply("no", 403), Reason.BLOCKED, "x.org answered 403 (access refused)"),
    ("401 captcha", reply(DATADOME, 401, x_datadome="protected"), Reason.BLOCKED, "captcha (DataDome)"),
    ("403 captcha", reply(DATADOME, 403), Reason.BLOCKED, "captcha (DataDome)"),
    ("403 cloudflare", reply("<p>", 403, cf_mitigated="challenge"), Reason.BLOCKED, "Cloudflare"),
    ("404", reply("no", 404), Reason.STATUS, "x.org has no such page (404)"),
    ("410", reply("no", 410), Reason.STATUS, "gone"),
    ("429", reply("no", 429), Reason.RATE_LIMITED, "too many requests"),
    ("429 long", reply("no", 429, retry_after="3600"), Reason.RATE_LIMITED, "too many requests"),
    ("451", reply("no", 451), Reason.BLOCKED, "legal"),
    ("500", reply("no", 500), Reason.STATUS, "x.org answered 500"),
    ("503", reply("no", 503), Reason.STATUS, "x.org answered 503"),
    ("204", reply("", 204), Reason.STATUS, "204"),
    ("200 consent page", reply(CONSENT), Reason.BLOCKED, "a consent page"),
    ("200 captcha", reply(DATADOME), Reason.BLOCKED, "captcha"),
    ("redirect circle", reply("", 301, location="/page"), Reason.REDIRECT, "circle"),
    ("redirect nowhere", reply("", 302), Reason.REDIRECT, "nowhere"),
    ("redirect to a consent host", reply("", 302, location="https://consent.x.org/?u=1"), Reason.BLOCKED,
     "consent"),
    ("redirect inside", reply("", 302, location="http://169.254.169.254/latest"), Reason.UNSAFE_URL,
     "not a public address"),
    ("redirect to a file", reply("", 302, location="file:///etc/passwd"), Reason.UNSAFE_URL, "http"),
    ("cut gzip", reply(CUT_GZIP, content_encoding="gzip"), Reason.UNREADABLE, "cut off"),
    ("bad gzip", reply(b"not gzip at all", content_encoding="gzip"), Reason.UNREADABLE, "damaged"),
    ("unasked encoding", reply(b"\x0b\x02", content_encoding="br"), Reason.UNREADABLE, "not asked for"),
    ("gzip bomb", reply(BOMB, content_encoding="gzip"), Reason.TOO_LARGE, "more than 5 MB"),
    ("gzip bomb in a file", reply(BOMB, content_type="application/gzip"), Reason.TOO_LARGE, "more than 5 MB"),
    ("too large", reply(bytes(5_000_001)), Reason.TOO_LARGE, "more than 5 MB"),
    ("cut body", raw(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort"), Reason.RESET, "broke off"),
    ("no answer", raw(b""), Reason.RESET, "broke off"),
    ("not HTTP", raw(b"SSH-2.0-OpenSSH_9.6\r\n\r\n"), Reason.RESET, "broke off"),
]  # fmt: skip


@pytest.mark.parametrize(("play", "reason", "detail"), [f[1:] for f in FAULTS], ids=[f[0] for f in FAULTS])
def test_fault(play: Play, reason: Reason, detail: str) -> None:
    async def main() -> Response | FetchError:
        async with serve({"/page": play}) as server, server.web() as web:
            return await outcome(web, "https://x.org/page")

    error = asyncio.run(main())
    assert isinstance(error, FetchError)
    assert (error.reason, detail in error.detail) == (reason, True), error.detail
    assert "x.org" in error.detail or "169.254" in error.detail or "file" in error.detail


@pytest.mark.parametrize("play", [silence, drip], ids=["silence", "drip"])
def test_a_server_that_takes_for_ever_is_left(play: Play) -> None:
    async def main() -> Response | FetchError:
        async with serve({"/page": play}) as server, server.web(timeout=0.05) as web:
            return await outcome(web, "https://x.org/page")

    error = asyncio.run(main())
    assert isinstance(error, FetchError)
    assert error.reason is Reason.TIMEOUT


def test_refused_connection() -> None:
    with socket.socket() as unheard:
        unheard.bind(("127.0.0.1", 0))  # bound but not listening: connections are refused
        place = unheard.getsockname()

        async def main() -> Response | FetchError:
            async with HttpWeb(connect_to={"*": place}, pace=0) as web:
                return await outcome(web, "https://x.org/page")

        error = asyncio.run(main())
    assert isinstance(error, FetchError)
    assert error.reason is Reason.CONNECT


def test_no_secure_connection() -> None:
    async def speak_plainly(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    async def main() -> Response | FetchError:
        async with await asyncio.start_server(speak_plainly, "127.0.0.1", 0) as server:
            place = server.sockets[0].getsockname()
            async with HttpWeb(connect_to={"*": place}, connect_plain=False, pace=0) as web:
                return await outcome(web, "https://x.org/page")

    error = asyncio.run(main())
    assert isinstance(error, FetchError)
    assert (error.reason, "x.org" in error.detail) == (Reason.TLS, True)


def test_reset_in_the_middle_of_the_body() -> None:
    async def reset(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n<html>")
        await writer.drain()
        sock = writer.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
        writer.transport.abort()

    async def main() -> Response | FetchError:
        async with serve({"/page": reset}) as server, server.web() as web:
            return await outcome(web, "https://x.org/page")

    error = asyncio.run(main())
    assert isinstance(error, FetchError)
    assert error.reason is Reason.RESET


@pytest.mark.parametrize("failure", [OSError("no such name"), UnicodeError("bad name")])
def test_name_without_address(failure: Exception) -> None:
    async def no_name(host: str, port: int) -> list[str]:
        raise failure

    async def main() -> Response | FetchError:
        async with HttpWeb(resolver=no_name, pace=0) as web:
            return await outcome(web, "https://no-such-host.example/page")

    error = asyncio.run(main())
    assert isinstance(error, FetchError)
    assert (error.reason, "no-such-host.example" in error.detail) == (Reason.DNS, True)


def test_30_mb_is_not_read_to_its_end() -> None:
    sent = 0

    async def flood(writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 30000000\r\n\r\n")
        for _ in range(300):
            writer.write(bytes(100_000))
            await writer.drain()
            sent += 100_000

    async def main() -> Response | FetchError:
        async with serve({"/page": flood}) as server, server.web() as web:
            return await outcome(web, Request("https://x.org/page", max_bytes=1_000_000))

    error = asyncio.run(main())
    assert isinstance(error, FetchError)
    assert error.reason is Reason.TOO_LARGE
    assert sent < 20_000_000  # what fits into the sockets' buffers, not all of it


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (gzip.compress(b"hello", mtime=0), {"content_encoding": "gzip"}),
        (gzip.compress(b"hel", mtime=0) + gzip.compress(b"lo", mtime=0), {"content_encoding": "gzip"}),
        (zlib.compress(b"hello"), {"content_encoding": "deflate"}),
        (zlib.compress(b"hello")[2:-4], {"content_encoding": "deflate"}),
        (gzip.compress(b"hello", mtime=0), {"content_type": "application/gzip"}),
        (b"hello", {"content_type": "application/gzip"}),
        (b"hello", {"content_encoding": "identity"}),
    ],
    ids=["gzip", "two gzips", "deflate", "bare deflate", "gzip by type", "plain by type", "identity"],
)
def test_bodies_are_expanded_by_what_they_are(body: bytes, headers: dict[str, str]) -> None:
    async def main() -> Response | FetchError:
        async with serve({"/page": reply(body, **headers)}) as server, server.web() as web:
            return await outcome(web, "https://x.org/page")

    response = asyncio.run(main())
    assert isinstance(response, Response)
    assert response.body == b"hello"
