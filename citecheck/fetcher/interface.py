"""What the parts of the fetcher promise each other, and what it promises the pipeline."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from citecheck.fetcher.redact import place_of
from citecheck.models import Answer, Question, Reason, Refused, RouteAnswer, Story


@dataclass(frozen=True, slots=True)
class Request:
    """One GET."""

    url: str
    """Complete, with its query, and with any secret in its place."""
    headers: Mapping[str, str] = field(default_factory=dict)
    secrets: tuple[str, ...] = ()
    """Key values in `url` or `headers`: cut out of messages, cache keys and recordings."""
    max_bytes: int = 5_000_000
    """Expanded body size above which the answer is refused."""
    ok: tuple[int, ...] = (200,)
    """Statuses handed back as a response; every other becomes a FetchError."""
    cacheable: bool = True
    published_api: bool = False
    """True for an API whose documentation invites programs: its terms hold, robots.txt speaks to crawlers.
    The well-known ones (fetcher/robots.py) need no mark."""


@dataclass(frozen=True, slots=True)
class Response:
    """What came back."""

    url: str
    """Address after redirects, secrets removed."""
    status: int
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes
    """Decompressed."""

    @property
    def text(self) -> str:
        """The body as text, by the declared charset or else UTF-8, bad bytes replaced."""
        kind = self.headers.get("content-type", "").lower()
        charset = kind.partition("charset=")[2].split(";")[0].strip(" \"'") or "utf-8"
        try:
            return self.body.decode(charset, "replace")
        except LookupError:
            return self.body.decode("utf-8", "replace")

    def json(self) -> Any:
        """Parse the body as JSON.

        Raises:
            FetchError: it is not JSON, cut off, or nested too deeply.
        """
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            raise FetchError(Reason.UNREADABLE, f"{place_of(self.url)} did not answer with JSON") from None


class FetchError(Exception):
    """No usable answer. Never evidence about a headline."""

    def __init__(self, reason: Reason, detail: str, advice: str | None = None) -> None:
        """Keep the parts of the `Refused` that this becomes."""
        super().__init__(detail)
        self.reason = reason
        self.detail = detail
        self.advice = advice

    def refused(self, route: str, asked: tuple[str, ...] = ()) -> Refused:
        """Return it as a route's answer."""
        return Refused(route, self.reason, self.detail, self.advice, asked)


class Web(Protocol):
    """The network, a recording, or nothing at all (--offline)."""

    async def get(self, request: Request) -> Response:
        """Fetch one address within its host's manners.

        Raises:
            FetchError: for whatever is not one of `request.ok`.
        """


class Fetcher(Protocol):
    """What the pipeline sees."""

    async def ask(self, question: Question) -> Answer:
        """Ask what is needed to settle the question; never raises for a failure of the network."""

    async def ask_every(self, question: Question) -> Answer:
        """Ask every route, whatever the others say: to try out an outlet's table."""

    async def list_day(self, outlet: str, day: date) -> tuple[RouteAnswer, ...]:
        """Return what an outlet's routes list of a day, in the order asked; () where none lists by day.

        At most the last is a `Listed`: after it no other is asked.
        """

    async def list_latest(self, outlet: str) -> tuple[RouteAnswer, ...]:
        """Return an outlet's latest stories as its feeds show them; () where it has none."""

    async def read(self, story: Story) -> Story | Refused:
        """Return the story with its text, dates and all headlines of its page, or why not."""

    async def close(self) -> None:
        """Finish recordings and connections."""
