"""Good answers, kept on disk for a day, so that a second run asks the outlets less.

Kept are whole answers with status 200 that are what was due: never a failure, a captcha or consent page, a
"not found" page that comes with status 200, an error text where JSON was asked for. A story's page counts for
24 hours (longer is against some outlets' terms), a list or search result for one, since tomorrow's list may
hold what today's does not; after that hour an outlet is asked whether it has changed. No key is ever part of
it. A cache that fails in any way is no cache: the run goes on without it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import sqlite3
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from citecheck.fetcher.interface import FetchError, Request, Response
from citecheck.fetcher.redact import redact_bytes, redact_headers, redact_url

_DAY = 86_400.0
_HOUR = 3_600.0
_LARGEST_CACHE = 200_000_000
_LARGEST_BODY = 5_000_000
_SCHEMA_VERSION = 1
_SCHEMA = """
create table if not exists answers (
    key text primary key, stored real not null, size integer not null,
    url text not null, headers text not null, body blob not null
) without rowid;
create index if not exists answers_by_age on answers (stored);
"""
_DROPPED_HEADERS = frozenset({"set-cookie", "content-encoding", "content-length", "transfer-encoding"})
_WANTS_JSON = re.compile(r"format=json|output=json|\.json\b|/graphql\b|/wp-json/|/ghost/api/", re.I)
_WANTS_XML = re.compile(r"\.xml\b|\.rss\b|\.atom\b|/rss/?(?:$|\?)|/feed/?(?:$|\?)|format=rss", re.I)
_HTML = re.compile(rb"\s*(?:<!--.{0,500}?-->\s*)?<(?:!doctype html|html|head|body)\b", re.I | re.S)


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer from the cache."""

    response: Response
    fresh: bool
    """False where the outlet should be asked whether it has changed."""

    @property
    def validators(self) -> dict[str, str]:
        """Headers for a conditional request; empty where the answer carried nothing to compare."""
        headers = self.response.headers
        pairs = (("if-none-match", headers.get("etag")), ("if-modified-since", headers.get("last-modified")))
        return {name: value for name, value in pairs if value}


class Cache:
    """A folder's worth of good answers; several runs may share it."""

    def __init__(self, folder: Path | None = None, *, now: Callable[[], float] = time.time) -> None:
        """Open the cache, and throw out what is older than a day.

        Args:
            folder: where it lies; None for the user's cache folder.
            now: seconds since 1970.
        """
        self._now = now
        self._database: sqlite3.Connection | None = None
        with contextlib.suppress(OSError, sqlite3.Error):
            self._database = _open(folder or default_folder())
            self._clean()

    def close(self) -> None:
        """Close the file; afterwards nothing is found and nothing kept."""
        if self._database is not None:
            with contextlib.suppress(sqlite3.Error):
                self._database.close()
        self._database = None

    def get(self, request: Request) -> Kept | None:
        """Return the answer kept for a request, or None."""
        if self._database is None or not request.cacheable:
            return None
        with contextlib.suppress(sqlite3.Error, ValueError, zlib.error):
            row = self._database.execute(
                "select stored, url, headers, body from answers where key = ?", (_key(request),)
            ).fetchone()
            if row is None:
                return None
            stored, url, headers, packed = row
            unpacker = zlib.decompressobj()
            response = Response(url, 200, json.loads(headers), unpacker.decompress(packed, request.max_bytes))
            age = self._now() - stored
            if unpacker.unconsumed_tail or not 0 <= age < _DAY:
                return None
            return Kept(response, age < (_DAY if _HTML.match(response.body) else _HOUR))
        return None

    def put(self, request: Request, response: Response) -> None:
        """Keep an answer if it is worth keeping; one kept before for the same request goes."""
        if self._database is None or not worth_keeping(request, response):
            return
        headers = {
            name: value
            for name, value in redact_headers(response.headers, request.secrets).items()
            if name not in _DROPPED_HEADERS
        }
        packed = zlib.compress(redact_bytes(response.body, request.secrets), 3)
        with contextlib.suppress(sqlite3.Error), self._database:
            self._database.execute(
                "insert or replace into answers values (?, ?, ?, ?, ?, ?)",
                (_key(request), self._now(), len(packed), response.url, json.dumps(headers), packed),
            )

    def still_good(self, request: Request) -> None:
        """Note that the outlet said the answer has not changed."""
        if self._database is not None:
            with contextlib.suppress(sqlite3.Error), self._database:
                self._database.execute(
                    "update answers set stored = ? where key = ?", (self._now(), _key(request))
                )

    def _clean(self) -> None:
        if self._database is None:
            return
        with self._database as database:
            # A clock that was wrong must not keep an answer for years.
            database.execute(
                "delete from answers where stored < ? or stored > ?",
                (self._now() - _DAY, self._now() + _HOUR),
            )
            (size,) = database.execute("select coalesce(sum(size), 0) from answers").fetchone()
            if size > _LARGEST_CACHE:
                database.execute(
                    "delete from answers where stored <= (select stored from answers order by stored "
                    "limit 1 offset (select count(*) / 2 from answers))"
                )


def worth_keeping(request: Request, response: Response) -> bool:
    """Say whether an answer is whole, wanted, and what was due."""
    body = response.body
    if response.status != 200 or not request.cacheable or not 20 <= len(body) <= _LARGEST_BODY:
        return False
    if "no-store" in response.headers.get("cache-control", "").lower():
        return False
    is_html = _HTML.match(body) is not None
    if request.url.endswith("/robots.txt"):
        return not is_html
    content_type = response.headers.get("content-type", "").lower()
    if "json" in content_type or _WANTS_JSON.search(request.url):
        return body.lstrip()[:1] in (b"{", b"[") and body.rstrip()[-1:] in (b"}", b"]")
    if is_html:
        return not _WANTS_XML.search(request.url) and _is_story(response)
    return body.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<" and body.rstrip()[-1:] == b">"


def default_folder() -> Path:
    """Return the user's cache folder for citecheck."""
    from platformdirs import user_cache_path

    return user_cache_path("citecheck-news", appauthor=False)


def _is_story(response: Response) -> bool:
    from citecheck.fetcher.page import read_page

    try:
        read_page(response.body, response.url, "", headers=response.headers)
    except FetchError:
        return False
    return True


def _key(request: Request) -> str:
    headers = sorted((n.lower(), v) for n, v in redact_headers(request.headers, request.secrets).items())
    text = json.dumps([redact_url(request.url, request.secrets), headers])
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _open(folder: Path) -> sqlite3.Connection:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    database = sqlite3.connect(folder / f"answers-{_SCHEMA_VERSION}.sqlite3", timeout=1.0)
    try:
        database.execute("pragma journal_mode = wal")
        database.execute("pragma synchronous = off")  # a lost cache costs a second request, no more
        database.executescript(_SCHEMA)
    except sqlite3.Error:
        database.close()
        raise
    return database
