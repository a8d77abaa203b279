"""What is recorded holds no key, other tools can read it, and a replay says what the network said."""

from __future__ import annotations

import asyncio
import gzip
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from loopback import Play, outcome, raw, reply, serve
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from citecheck.errors import RecordingError
from citecheck.fetcher.exchange import Raw
from citecheck.fetcher.interface import FetchError, Request, Response
from citecheck.fetcher.record import Recorder
from citecheck.fetcher.replay import ReplayWeb
from citecheck.models import Reason

KEY = "s3cr3t/key+with=signs"
KEY_IN_URL = "s3cr3t%2Fkey%2Bwith%3Dsigns"
CAPTCHA = "<html><script src='https://ct.captcha-delivery.com/c.js'></script></html>"
PLAYS: dict[str, Play | list[Play]] = {
    "/good": reply("<p>good</p>", content_type="text/html; charset=utf-8", set_cookie="id=cookie-value"),
    "/packed": reply(gzip.compress(b"<p>packed</p>", mtime=0), content_encoding="gzip"),
    "/moved": reply("", 301, location="/good"),
    "/circle": reply("", 302, location="/circle"),
    "/walled": reply(CAPTCHA, 403, x_datadome="protected"),
    "/missing": reply("nothing here", 404),
    "/busy": reply("later", 429, retry_after="3600"),
    "/broken": raw(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\ncut"),
    "/large": reply(bytes(20_000)),
    "/robots.txt": reply("User-agent: *\nDisallow: /private"),
}
ASKED = [
    *(f"https://x.org{path}" for path in ("/good", "/packed", "/moved", "/circle", "/walled", "/missing")),
    "https://y.org/broken",
    "https://z.org/private/page",
    "https://w.org/busy",
    "http://10.0.0.1/inside",
    "ftp://x.org/file",
]
Outcomes = list[Response | tuple[Reason, str, str | None]]


def told(result: Response | FetchError) -> Response | tuple[Reason, str, str | None]:
    """Return an outcome in a form that can be compared, less the headers that describe the wire."""
    if isinstance(result, FetchError):
        return result.reason, result.detail, result.advice
    dropped = ("content-encoding", "content-length", "set-cookie")
    kept = {name: value for name, value in result.headers.items() if name not in dropped}
    return Response(result.url, result.status, kept, result.body)


async def record(path: Path, requests: list[Request]) -> Outcomes:
    recorder = Recorder(path)
    async with serve(PLAYS) as server, server.web(recorder=recorder) as web:
        outcomes = [told(await outcome(web, request)) for request in requests]
    recorder.close()
    return outcomes


async def replay(path: Path, requests: list[Request]) -> Outcomes:
    async with ReplayWeb(path) as web:
        results: list[Response | FetchError] = []
        for request in requests:
            try:
                results.append(await web.get(request))
            except FetchError as error:
                results.append(error)
    return [told(result) for result in results]


@pytest.mark.parametrize("name", ["run.warc.gz", "run.warc"])
def test_a_replay_says_what_the_network_said(tmp_path: Path, name: str) -> None:
    requests = [Request(url) for url in ASKED] + [Request("https://v.org/large", max_bytes=1000)]
    live = asyncio.run(record(tmp_path / name, requests))
    assert sum(isinstance(result, Response) for result in live) == 3
    assert asyncio.run(replay(tmp_path / name, requests)) == live


def test_what_is_not_recorded_is_said_so_with_its_address(tmp_path: Path) -> None:
    asyncio.run(record(tmp_path / "run.warc.gz", [Request("https://x.org/good")]))
    (result,) = asyncio.run(replay(tmp_path / "run.warc.gz", [Request("https://x.org/other?q=1#part")]))
    assert not isinstance(result, Response)
    assert result[0] is Reason.NOT_RECORDED
    assert result[1] == "the recording does not hold https://x.org/other?q=1"


def test_no_key_is_in_the_recording(tmp_path: Path) -> None:
    path = tmp_path / "run.warc"
    echo = reply(f"<p>you sent {KEY} and {KEY_IN_URL}</p>", link=f"</next?api-key={KEY_IN_URL}>")
    refusal = reply("no", 401)
    requests = [
        Request(f"https://x.org/echo?q=a&api-key={KEY_IN_URL}", {"X-Custom": f"Token {KEY}"}, (KEY,)),
        Request(f"https://x.org/refused?api-key={KEY_IN_URL}&q=b", {"Authorization": "Bearer other"}, (KEY,)),
        Request(f"https://x.org/moved?api-key={KEY_IN_URL}", secrets=(KEY,)),
        Request(f"https://y.org/broken?api-key={KEY_IN_URL}", secrets=(KEY,)),
        Request("https://x.org/short?api-key=test&q=test", secrets=("test",)),
    ]

    async def main() -> list[Response | FetchError]:
        recorder = Recorder(path)
        plays = dict(PLAYS)
        plays[requests[0].url.removeprefix("https://x.org")] = echo
        plays[requests[1].url.removeprefix("https://x.org")] = refusal
        away = reply("", 302, location=f"https://elsewhere.org/?k={KEY_IN_URL}")
        plays[requests[2].url.removeprefix("https://x.org")] = away
        plays[requests[3].url.removeprefix("https://y.org")] = raw(b"")
        plays["/short?api-key=test&q=test"] = reply("short")
        async with serve(plays) as server, server.web(recorder=recorder) as web:
            results = [await outcome(web, request) for request in requests]
            assert any(KEY_IN_URL in path for path in server.paths())  # it was really sent
        recorder.close()
        return results

    results = asyncio.run(main())
    recording = path.read_bytes()
    assert b"https://x.org/echo?q=a&api-key=REDACTED" in recording
    assert b"https://x.org/short?api-key=REDACTED&q=REDACTED" in recording
    for secret in (KEY, KEY_IN_URL, "s3cr3t", "Bearer", "cookie-value"):
        assert secret.encode() not in recording
    for result in results:
        assert "s3cr3t" not in (
            result.detail if isinstance(result, FetchError) else f"{result.url} {result.headers}"
        )
    assert isinstance(results[1], FetchError)
    assert results[1].reason is Reason.BAD_KEY
    assert isinstance(results[2], FetchError)
    assert results[2].reason is Reason.REDIRECT


def test_a_recording_made_with_one_key_is_replayed_with_another(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path / "run.warc.gz")
    recorder.exchange(
        "https://x.org/s?api-key=first-long-key&q=1", {}, Raw(200, {}, b"{}"), ("first-long-key",)
    )
    recorder.close()
    request = Request("https://x.org/s?api-key=test&q=1", secrets=("test",))
    (result,) = asyncio.run(replay(tmp_path / "run.warc.gz", [request]))
    assert isinstance(result, Response)
    assert result.body == b"{}"


def test_other_tools_read_the_recording(tmp_path: Path) -> None:
    path = tmp_path / "run.warc.gz"
    asyncio.run(record(path, [Request("https://x.org/moved"), Request("https://y.org/broken")]))
    with path.open("rb") as stream:
        records = [
            (r.rec_type, r.rec_headers.get_header("WARC-Target-URI"), r.content_stream().read())
            for r in ArchiveIterator(stream, check_digests="raise")
        ]
    assert [(kind, url) for kind, url, _ in records] == [
        ("warcinfo", None),
        ("response", "https://x.org/robots.txt"),
        ("request", "https://x.org/robots.txt"),
        ("response", "https://x.org/moved"),
        ("request", "https://x.org/moved"),
        ("response", "https://x.org/good"),
        ("request", "https://x.org/good"),
        ("response", "https://y.org/robots.txt"),
        ("request", "https://y.org/robots.txt"),
        ("metadata", "https://y.org/broken"),
    ]
    assert b"software: citecheck/" in records[0][2]
    assert records[5][2] == b"<p>good</p>"


def test_same_exchanges_at_the_same_moment_make_the_same_file(tmp_path: Path) -> None:
    def write(folder: Path) -> bytes:
        folder.mkdir()
        recorder = Recorder(
            folder / "run.warc.gz", now=lambda: datetime(2025, 6, 3, 12, tzinfo=UTC), note="samples"
        )
        recorder.exchange(
            "https://x.org/a", {"accept": "*/*"}, Raw(200, {"content-type": "text/html"}, b"<p>")
        )
        recorder.failure("https://x.org/b", FetchError(Reason.TIMEOUT, "x.org did not answer"))
        recorder.close()
        return (folder / "run.warc.gz").read_bytes()

    assert write(tmp_path / "one") == write(tmp_path / "two")
    assert ReplayWeb(tmp_path / "one" / "run.warc.gz").recorded_at == datetime(2025, 6, 3, 12, tzinfo=UTC)


def test_headers_and_addresses_cannot_break_out_of_their_line(tmp_path: Path) -> None:
    path = tmp_path / "run.warc"
    recorder = Recorder(path)
    recorder.failure(
        "https://x.org/a\r\nWARC-Type: response", FetchError(Reason.DNS, "line\r\nreason: offline")
    )
    recorder.exchange("https://u:pass@x.org/b", {}, Raw(200, {"x": "1\r\nY: 2"}, b""))
    recorder.close()
    recording = path.read_bytes()
    assert b"\r\nWARC-Type: response\r\n" in recording  # the real one
    assert recording.count(b"WARC-Type: response") == 1
    assert b"\r\nY: 2" not in recording
    assert b"pass" not in recording


def test_recordings_of_other_tools_are_read(tmp_path: Path) -> None:
    path = tmp_path / "other.warc.gz"
    body = gzip.compress(b"<p>chunked and packed</p>", mtime=0)
    chunked = f"{len(body):x}\r\n".encode() + body + b"\r\n0\r\n\r\n"
    fields = [("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")]
    http = StatusAndHeaders("200 OK", fields, protocol="HTTP/1.1")
    with path.open("wb") as stream:
        writer = WARCWriter(stream)
        for kind, payload, headers in (("response", chunked, http), ("metadata", b"via: y", None)):
            record = writer.create_warc_record(
                "https://x.org/a", kind, payload=BytesIO(payload), length=len(payload), http_headers=headers
            )
            writer.write_record(record)
    (result,) = asyncio.run(replay(path, [Request("https://x.org/a")]))
    assert isinstance(result, Response)
    assert result.body == b"<p>chunked and packed</p>"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a recording",
        bytes(range(256)) * 40,
        gzip.compress(b"just text", mtime=0),
        gzip.compress(b"WARC/1.1\r\n", mtime=0),
        b"WARC/1.1\r\nContent-Length: oops\r\n\r\n",
        b"\x1f\x8b\x08\x00broken",
    ],
    ids=["empty", "text", "bytes", "packed text", "packed half record", "no length", "broken gzip"],
)
def test_what_is_no_recording_is_refused_in_one_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bad.warc.gz"
    path.write_bytes(content)
    with pytest.raises(RecordingError, match=r"bad\.warc\.gz: .+") as caught:
        ReplayWeb(path)
    assert "\n" not in str(caught.value)


def test_a_recording_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "run.warc"
    recorder = Recorder(path)
    recorder.exchange("https://x.org/a", {}, Raw(200, {}, b"<p>story</p>" * 100))
    recorder.close()
    whole = path.read_bytes()
    path.write_bytes(whole[: whole.index(b"<p>story") + 60])
    with pytest.raises(RecordingError, match="cut off"):
        ReplayWeb(path)


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(RecordingError, match=r"none\.warc\.gz: cannot be read \(No such file"):
        ReplayWeb(tmp_path / "none.warc.gz")
    with pytest.raises(RecordingError, match=r"cannot be written"):
        Recorder(tmp_path / "no-such-folder" / "run.warc.gz")
