"""Writes what the outlets answered to a WARC file, the archives' own format, with every key cut out.

Each exchange becomes a request and a response record, redirects and robots.txt included; what failed without
an answer (no such host, a time-out, a refusal by robots.txt) becomes a metadata record, so that a replay
fails in the same way. Bodies are stored decompressed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from citecheck import __version__
from citecheck.errors import RecordingError
from citecheck.fetcher.exchange import Raw
from citecheck.fetcher.interface import FetchError
from citecheck.fetcher.redact import host_of, redact, redact_bytes, redact_headers, redact_url

FAILURE_TYPE = "application/warc-fields"
# These described the body as it was sent; it is stored as it was read.
_OF_THE_WIRE = frozenset(
    {"content-encoding", "transfer-encoding", "content-length", "connection", "keep-alive"}
)


def _now() -> datetime:
    return datetime.now(UTC)


class Recorder:
    """A recording being written; readable, up to the last whole record, even if the run is cut short."""

    def __init__(self, path: Path, *, now: Callable[[], datetime] = _now, note: str | None = None) -> None:
        """Open the file and write its heading.

        Args:
            path: ends in .warc.gz (or .warc for plain text); an existing file is replaced.
            now: the clock, in UTC, for the date of each record: fixed, it makes the file reproducible.
            note: a line for the heading, such as that the pages are samples.

        Raises:
            RecordingError: the file cannot be written.
        """
        from warcio.warcwriter import WARCWriter

        self.path = path
        self._now = now
        self._count = 0
        try:
            self._file: Any = path.open("wb")
        except OSError as error:
            raise RecordingError(f"{path}: cannot be written ({error.strerror})") from None
        self._writer = WARCWriter(self._file, gzip=path.suffix == ".gz", warc_version="1.1")
        fields = {
            "software": f"citecheck/{__version__}",
            "format": "WARC File Format 1.1",
            "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        }
        if note:
            fields["description"] = " ".join(note.split())
        self._write("warcinfo", "", _warc_fields(fields), FAILURE_TYPE)

    def exchange(
        self, url: str, request_headers: Mapping[str, str], raw: Raw, secrets: tuple[str, ...] = ()
    ) -> None:
        """Write a request and the answer to it.

        Raises:
            RecordingError: the disk is full, or the like.
        """
        from warcio.statusandheaders import StatusAndHeaders

        clean_url = redact_url(url, secrets)
        asked = redact_headers({"host": host_of(url), **request_headers}, secrets)
        line = urlsplit(clean_url)
        path = (line.path or "/") + (f"?{line.query}" if line.query else "")
        http_request = StatusAndHeaders(f"GET {path} HTTP/1.1", _safe(asked), is_http_request=True)
        body = redact_bytes(raw.body, secrets)
        answered = {
            name: value
            for name, value in redact_headers(raw.headers, secrets).items()
            if name not in _OF_THE_WIRE
        }
        answered["content-length"] = str(len(body))
        http_response = StatusAndHeaders(_status_line(raw.status), _safe(answered), protocol="HTTP/1.1")
        response_id = self._write("response", clean_url, body, None, http=http_response)
        self._write("request", clean_url, b"", None, http=http_request, concurrent_to=response_id)

    def failure(self, url: str, error: FetchError, secrets: tuple[str, ...] = ()) -> None:
        """Write that a URL gave no answer, and why.

        Raises:
            RecordingError: the disk is full, or the like.
        """
        fields = {"reason": error.reason.value, "detail": redact(error.detail, secrets)}
        if error.advice:
            fields["advice"] = redact(error.advice, secrets)
        self._write("metadata", redact_url(url, secrets), _warc_fields(fields), FAILURE_TYPE)

    def close(self) -> None:
        """Finish the file; more than once does no harm."""
        try:
            self._file.close()
        except OSError as error:
            raise RecordingError(f"{self.path}: cannot be written ({error.strerror})") from None

    def _write(
        self,
        kind: str,
        url: str,
        payload: bytes,
        content_type: str | None,
        *,
        http: Any = None,
        concurrent_to: str | None = None,
    ) -> str:
        moment = self._now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self._count += 1
        # Derived, not random, so that the same exchanges at the same moments give the same file.
        record_id = f"<urn:uuid:{uuid5(NAMESPACE_URL, f'{self._count} {moment} {kind} {url}')}>"
        headers = {"WARC-Record-ID": record_id, "WARC-Date": moment}
        if kind == "warcinfo":
            headers["WARC-Filename"] = self.path.name
        if concurrent_to:
            headers["WARC-Concurrent-To"] = concurrent_to
        try:
            record = self._writer.create_warc_record(
                url,
                kind,
                payload=BytesIO(payload),
                length=len(payload),
                warc_content_type=content_type or "",
                http_headers=http,
                warc_headers_dict=headers,
            )
            self._writer.write_record(record)
            self._file.flush()
        except OSError as error:
            raise RecordingError(f"{self.path}: cannot be written ({error.strerror})") from None
        return record_id


def _status_line(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"{status} Unknown"


def _safe(headers: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return headers that cannot break out of their line."""
    return [(_line(name), _line(value)) for name, value in headers.items()]


def _line(text: str) -> str:
    return " ".join(text.split())


def _warc_fields(fields: Mapping[str, str]) -> bytes:
    return "".join(f"{name}: {_line(value)}\r\n" for name, value in fields.items()).encode()
