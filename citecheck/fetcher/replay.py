"""Answers from a recording, by the same rules as from the network."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from citecheck.errors import RecordingError
from citecheck.fetcher.exchange import Raw, follow
from citecheck.fetcher.interface import FetchError, Request, Response
from citecheck.fetcher.redact import redact_url
from citecheck.models import Reason

_LARGEST_FILE = 500_000_000
_LARGEST_RECORD = 50_000_000
_LARGEST_TOTAL = 400_000_000
_MOST_RECORDS = 200_000
_NOT_WARC = "is not a WARC recording, or a damaged one"


class ReplayWeb:
    """A recording in the network's place.

    Where an address was recorded more than once, its last answer counts.
    """

    def __init__(self, path: Path) -> None:
        """Read the recording.

        Args:
            path: a .warc or .warc.gz file, citecheck's or another tool's.

        Raises:
            RecordingError: it cannot be read, is damaged, or is unreasonably large.
        """
        self.path = path
        self._answers: dict[str, Raw | FetchError] = {}
        self.recorded_at = self._read()

    async def __aenter__(self) -> ReplayWeb:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def get(self, request: Request) -> Response:
        """Answer as the recorded server did.

        Raises:
            FetchError: as the recorded server refused; NOT_RECORDED for an address that is not there.
        """

        async def hop(url: str, headers: Mapping[str, str]) -> Raw:  # noqa: ARG001
            return self._answer(redact_url(url, request.secrets))

        return await follow(request, hop)

    async def close(self) -> None:
        """Do nothing: the recording is in memory."""

    def _answer(self, url: str) -> Raw:
        answer = self._answers.get(url)
        if answer is None:
            raise FetchError(
                Reason.NOT_RECORDED,
                f"the recording does not hold {url}",
                "record again with --record, or run without --replay",
            )
        if isinstance(answer, FetchError):
            raise FetchError(answer.reason, answer.detail, answer.advice)
        return answer

    def _read(self) -> datetime:
        """Fill the answers, and return when the recording was begun."""
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed

        try:
            if self.path.stat().st_size > _LARGEST_FILE:
                raise self._error("the recording is too large to replay")
            with self.path.open("rb") as stream:
                return self._take(ArchiveIterator(stream))
        except OSError as error:
            raise self._error(f"cannot be read ({error.strerror or error})") from None
        except (ArchiveLoadFailed, ValueError, EOFError, zlib.error, LookupError, AttributeError, TypeError):
            # warcio meets damaged files with whatever its parser stumbles over.
            raise self._error(_NOT_WARC) from None

    def _take(self, records: Iterable[Any]) -> datetime:
        begun: datetime | None = None
        total = 0
        for count, record in enumerate(records):
            if (record.length or 0) > _LARGEST_RECORD or count > _MOST_RECORDS:
                raise self._error("the recording is too large to replay")
            moment = _moment(record.rec_headers.get_header("WARC-Date"))
            if moment is None:
                raise self._error(_NOT_WARC)
            begun = min(begun or moment, moment)
            url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
            if record.rec_type not in ("response", "metadata") or not url:
                continue
            body = self._payload(record)
            total += len(body)
            if total > _LARGEST_TOTAL:
                raise self._error("the recording is too large to replay")
            answer = _raw(record, body) if record.rec_type == "response" else _failure(body)
            if answer is not None:
                self._answers[redact_url(url, ())] = answer
        if begun is None:
            raise self._error(_NOT_WARC)
        return begun

    def _payload(self, record: Any) -> bytes:
        stream = record.content_stream() if record.http_headers else record.raw_stream
        parts, size = [], 0
        while part := stream.read(65_536):
            parts.append(part)
            size += len(part)
            if size > _LARGEST_RECORD:
                raise self._error(f"holds a page of more than {_LARGEST_RECORD / 1e6:.0f} MB")
        if stream is record.raw_stream and getattr(stream, "limit", 0) > 0:
            raise self._error("the recording is cut off")
        return b"".join(parts)

    def _error(self, what: str) -> RecordingError:
        return RecordingError(f"{self.path}: {what}")


def _raw(record: Any, body: bytes) -> Raw | None:
    if record.http_headers is None:
        return None
    headers: dict[str, str] = {}
    for name, value in record.http_headers.headers:
        name = name.lower()
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    try:
        status = int(record.http_headers.get_statuscode())
    except ValueError:
        return None
    return Raw(status, headers, body)


def _failure(body: bytes) -> FetchError | None:
    """Read a metadata record; another tool's, about anything else, is None."""
    fields = {}
    for line in body.decode("utf-8", "replace").splitlines():
        name, colon, value = line.partition(":")
        if colon:
            fields[name.strip()] = value.strip()
    try:
        return FetchError(Reason(fields["reason"]), fields["detail"], fields.get("advice"))
    except (KeyError, ValueError):
        return None


def _moment(text: str | None) -> datetime | None:
    """Read a record's date, which every record must have."""
    try:
        moment = datetime.fromisoformat((text or "").strip())
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
