"""What the route kinds share: how one registers, what one is given, how one is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from difflib import get_close_matches
from enum import IntEnum
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, ClassVar, TypeVar
from urllib.parse import urlsplit

from citecheck.errors import SettingsError
from citecheck.fetcher.interface import Web
from citecheck.models import Listed, Question, Ranked, Story
from citecheck.outlets import Outlet, RouteSpec


class Stage(IntEnum):
    """When a route is asked: each stage only where those before it have not named the very headline."""

    LINK = 0
    """The page at the link given."""
    BEST = 1
    """The outlet's own search and lists."""
    MORE = 2
    """What costs the outlet more requests, or shows the headline to others: feeds, sitemaps, indexes."""
    LAST = 3
    """Slow indexes whose silence proves nothing: asked only where the days are not listed in full either."""


class OutletRoute:
    """One way of asking one outlet: the base of every route kind."""

    options: ClassVar[frozenset[str]] = frozenset()
    """Keys that a table of this kind may have besides "kind" and "confirmed"."""
    needs: ClassVar[frozenset[str]] = frozenset()
    """Those of `options` without which it cannot work."""
    searches: ClassVar[bool] = True
    """False where it only reads stories that others found."""
    without_headline: ClassVar[bool] = False
    """Whether it can be asked about a reference that gives a link and no headline."""

    lists_days: ClassVar[bool] = False
    """Whether it has `list_day`."""
    lists_latest: ClassVar[bool] = False
    """Whether it has `list_latest`."""

    def __init__(
        self, outlet: Outlet, spec: RouteSpec, keys: Mapping[str, str], *, today: date | None = None
    ) -> None:
        """Keep what the outlet table says.

        Args:
            outlet: whom to ask.
            spec: the route's table.
            keys: the user's API keys by environment name.
            today: the day of the run, or of the recording it is replayed from; None for "not known".
        """
        self.outlet = outlet
        self.spec = spec
        self.keys = keys
        self.today = today

    @property
    def name(self) -> str:
        """What reports call it."""
        return f"{self.outlet.name} {self.spec.kind}"

    @property
    def stage(self) -> Stage:
        """When it is asked."""
        return Stage.BEST

    @property
    def note(self) -> str | None:
        """One line the user should be told when the route is asked, or None."""
        return None

    def text_option(self, key: str, default: str = "") -> str:
        """Return an option of the table that is a string."""
        value = self.spec.options.get(key, default)
        if not isinstance(value, str):
            raise SettingsError(f"outlet {self.outlet.name}: {self.spec.kind}: {key} must be a string")
        return value

    def list_option(self, key: str) -> tuple[str, ...]:
        """Return an option of the table that is a list of strings (a lone string is a list of one)."""
        value: Any = self.spec.options.get(key, ())
        values = (value,) if isinstance(value, str) else value
        if not isinstance(values, list | tuple) or not all(isinstance(item, str) for item in values):
            raise SettingsError(
                f"outlet {self.outlet.name}: {self.spec.kind}: {key} must be a list of strings"
            )
        return tuple(values)

    @property
    def own_index(self) -> str:
        """Name of the outlet's own lists as an index: they are one, however they are asked."""
        return self.outlet.domains[0] if self.outlet.domains else self.outlet.name

    def owns(self, url: str) -> bool:
        """Say whether a URL's host is the outlet's own."""
        try:
            host = (urlsplit(url).hostname or "").casefold().rstrip(".")
        except ValueError:
            return False
        return any(host == domain or host.endswith("." + domain) for domain in self.outlet.domains)

    def applies(self, question: Question) -> bool:
        """Say whether there is any sense in asking this question by this route."""
        has_words = any(character.isalnum() for character in question.headline or "")
        return self.searches and (has_words or self.without_headline)

    async def ask(self, question: Question, web: Web) -> Listed | Ranked:
        """Look for the headline.

        Raises:
            FetchError: whatever keeps it from a full answer.
        """
        raise NotImplementedError

    async def list_day(self, day: date, web: Web) -> Listed | Ranked:
        """Return what the outlet published on a day: `Listed` where that is surely everything.

        Raises:
            FetchError: whatever keeps it from an answer.
        """
        raise NotImplementedError

    async def list_latest(self, web: Web) -> Ranked:
        """Return the outlet's latest stories, as many as it shows.

        Raises:
            FetchError: whatever keeps it from an answer.
        """
        raise NotImplementedError

    async def read(self, story: Story, web: Web) -> Story | None:  # noqa: ARG002
        """Return the story with its text, or None where this kind gives no texts.

        Raises:
            FetchError: it gives texts, but not this one.
        """
        return None


Kind = TypeVar("Kind", bound=type[OutletRoute])

_KINDS: dict[str, type[OutletRoute]] = {}


def register(kind: str) -> Callable[[Kind], Kind]:
    """Make a class known as a route kind; a decorator."""

    def keep(route: Kind) -> Kind:
        _KINDS[kind] = route
        return route

    return keep


def kinds() -> Mapping[str, type[OutletRoute]]:
    """Return every route kind by name; its files are imported at the first call."""
    if not _KINDS:
        package = __name__.rpartition(".")[0]
        for module in iter_modules(import_module(package).__path__):
            import_module(f"{package}.{module.name}")
    return _KINDS


def make_route(
    outlet: Outlet, spec: RouteSpec, keys: Mapping[str, str], *, today: date | None = None
) -> OutletRoute:
    """Make a route of the kind its table names.

    Args:
        outlet: whom to ask.
        spec: the route's table.
        keys: the user's API keys by environment name.
        today: the day of the run, or of the recording it is replayed from.

    Raises:
        SettingsError: the kind or one of its options is not known, or one is missing.
    """
    known = kinds()
    where = f"outlet {outlet.name}"
    if spec.kind not in known:
        raise SettingsError(f"{where}: unknown route kind {spec.kind!r}{_nearest(spec.kind, known)}")
    made = known[spec.kind]
    for key in spec.options:
        if key not in made.options:
            raise SettingsError(
                f"{where}: route {spec.kind}: unknown key {key!r}{_nearest(key, made.options)}"
            )
    for key in sorted(made.needs - spec.options.keys()):
        raise SettingsError(f"{where}: route {spec.kind} needs {key} = …")
    return made(outlet, spec, keys, today=today)


def _nearest(word: str, known: Mapping[str, Any] | frozenset[str]) -> str:
    near = get_close_matches(word, sorted(known), 1)
    if near:
        return f" (did you mean {near[0]!r}?)"
    return f" (known: {', '.join(sorted(known))})" if known else " (it has none)"
