"""Writing small WARC files."""

from __future__ import annotations

import gzip


def response(
    url: str,
    kind: str,
    body: str | bytes,
    *,
    status: str = "200 OK",
    headers: str = "",
    compressed: bool = True,
) -> bytes:
    """Return one record; files are records one after the other."""
    data = body.encode() if isinstance(body, str) else body
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{headers}\r\n".encode() + data
    record = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2031-05-02T10:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    ).encode()
    record += http + b"\r\n\r\n"
    return gzip.compress(record) if compressed else record
