"""What was asked of an outlet, and what came back by which route."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from citecheck.models.dates import Window
from citecheck.models.story import Story


@dataclass(frozen=True, slots=True)
class Question:
    """What leaves the machine about a reference: nothing but this."""

    outlet: str
    """Canonical name, or as written where unknown."""
    headline: str | None
    date: str | None = None
    """Partial ISO date as cited; None where none is given."""
    url: str | None = None
    hint: Window | None = None
    """Days inferred from the article's date or its other references: used to look, never to prove absence."""


class Reason(StrEnum):
    """Why a route, or a page, gave no answer. None of these says anything about the headline."""

    OFFLINE = "offline"
    NO_ROUTE = "no-route"
    NEEDS_DATE = "needs-date"
    MISSING_KEY = "missing-key"
    BAD_KEY = "bad-key"
    ROBOTS = "robots"
    DNS = "dns"
    CONNECT = "connect"
    TLS = "tls"
    TIMEOUT = "timeout"
    RESET = "reset"
    REDIRECT = "redirect"
    BLOCKED = "blocked"
    """A captcha, bot wall or consent page."""
    RATE_LIMITED = "rate-limited"
    STATUS = "status"
    """Any other unexpected HTTP status."""
    UNREADABLE = "unreadable"
    """Empty, truncated or not what was due."""
    TOO_LARGE = "too-large"
    UNSAFE_URL = "unsafe-url"
    """Not a public address, or not a known outlet's."""
    NOT_RECORDED = "not-recorded"
    """The replayed recording does not hold this page."""
    BUDGET = "budget"
    CANCELLED = "cancelled"
    ARCHIVE = "archive"
    """The local archive could not be read."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A route gave no answer."""

    route: str
    reason: Reason
    detail: str
    """One clause for a person: "content.guardianapis.com answered 401 (bad API key)"."""
    advice: str | None = None
    """What the user can do: "set GUARDIAN_API_KEY"."""
    asked: tuple[str, ...] = ()
    """URLs asked, secrets removed."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A route gave every story of the outlet in a window of days."""

    route: str
    stories: tuple[Story, ...]
    window: Window
    titled: bool = True
    """False where only URLs were listed: a slug may differ from the headline, so its absence proves less."""
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ranked:
    """A route gave its best matches for the words asked."""

    route: str
    stories: tuple[Story, ...]
    index: str
    """Which index answered ("guardian", "bing", "wayback"): two routes over one index are not independent."""
    window: Window | None = None
    """Days the search was restricted to; None for no restriction."""
    asked: tuple[str, ...] = ()
    indexes_outlet: bool = True
    """False where the index is not known to hold this outlet: then its silence says nothing."""


RouteAnswer = Listed | Ranked | Refused


@dataclass(frozen=True, slots=True)
class Answer:
    """All that the routes said to one question."""

    question: Question
    routes: tuple[RouteAnswer, ...]

    @property
    def stories(self) -> tuple[Story, ...]:
        """Every story any route named, in route order, not yet de-duplicated."""
        return tuple(
            story for route in self.routes if not isinstance(route, Refused) for story in route.stories
        )
