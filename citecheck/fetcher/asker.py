"""Asks every route of an outlet at once, and reads stories: the fetcher as the pipeline sees it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from citecheck.fetcher.interface import FetchError, Request, Response, Web
from citecheck.fetcher.redact import redact_url
from citecheck.fetcher.routes import OutletRoute, Stage, make_route
from citecheck.fetcher.routes.words import has_headline
from citecheck.models import (
    Answer,
    Listed,
    Question,
    Ranked,
    Reason,
    Refused,
    RouteAnswer,
    Story,
    Window,
)
from citecheck.outlets import Outlet, OutletTable, RouteSpec

_GENERAL = ("bing-news", "gdelt")
"""Route kinds asked about every outlet: what they find counts, whatever they miss."""
_BY_KEY = {
    "BRAVE_API_KEY": "brave",
    "NEWSAPI_KEY": "newsapi",
    "MEDIACLOUD_API_KEY": "mediacloud",
    "SEARXNG_URL": "searxng",
}
"""Those asked where the user has set a key, by its name."""


class _Trail:
    """The network, remembering what was asked of it."""

    def __init__(self, web: Web) -> None:
        self._web = web
        self.asked: dict[str, None] = {}

    async def get(self, request: Request) -> Response:
        self.asked[redact_url(request.url, request.secrets)] = None
        return await self._web.get(request)


@dataclass(frozen=True, slots=True)
class _Routes:
    """How one outlet is asked."""

    page: OutletRoute
    """Reads the page at an address of the outlet."""
    own: tuple[OutletRoute, ...]
    """What its table declares."""
    general: tuple[OutletRoute, ...]
    """Indexes of everybody's news."""

    @property
    def searches(self) -> tuple[OutletRoute, ...]:
        """Every route but the page."""
        return (*self.own, *self.general)


class Asker:
    """Answers questions by the outlets' routes. Implements `interface.Fetcher`."""

    def __init__(
        self,
        web: Web,
        outlets: OutletTable,
        keys: Mapping[str, str],
        *,
        today: date,
        notes: Callable[[str], None],
    ) -> None:
        """Make the routes that tables declare, so that a mistake in one shows before anything is asked.

        Args:
            web: the network or a recording.
            outlets: whom one can ask.
            keys: the user's API keys by environment name.
            today: the day of the run, or of the recording it is replayed from.
            notes: called with lines the user should read, each once.

        Raises:
            SettingsError: a table names a route kind or an option that is not known.
        """
        self._web = web
        self._outlets = outlets
        self._keys = keys
        self._today = today
        self._notes = notes
        self._noted: set[str] = set()
        self._made: dict[str, _Routes] = {}
        for outlet in outlets:
            if outlet.routes:
                self._of(outlet)

    def _of(self, outlet: Outlet) -> _Routes:
        """Return an outlet's routes; they are the same ones for the whole run, for some remember things."""
        if outlet.name not in self._made:
            page = next((spec for spec in outlet.routes if spec.kind == "url"), RouteSpec("url"))
            self._made[outlet.name] = _Routes(
                self._make(outlet, page),
                tuple(self._make(outlet, spec) for spec in outlet.routes if spec.kind != "url"),
                tuple(self._make(outlet, RouteSpec(kind)) for kind in _general(outlet, self._keys)),
            )
        return self._made[outlet.name]

    def _make(self, outlet: Outlet, spec: RouteSpec) -> OutletRoute:
        return make_route(outlet, spec, self._keys, today=self._today)

    async def ask(self, question: Question) -> Answer:
        """Ask the link given, then the outlet's best routes, then the others and general indexes, in turn.

        Whatever goes wrong is a refusal, never an exception. What is settled at the outlet itself is told
        to nobody else, and costs it no further requests.
        """
        stages, refused = self._choose(question)
        answers: list[RouteAnswer] = []
        for stage, routes in stages.items():
            if not routes or (stage is Stage.LAST and _all_listed(answers, question)):
                continue
            answers += await self._all(routes, question)
            if _settled(answers, question.headline or "", self._named_outlet(question)):
                break
        return Answer(question, (*answers, *refused))

    async def ask_every(self, question: Question) -> Answer:
        """Ask every route at once, to try out an outlet's table."""
        stages, refused = self._choose(question)
        every = [route for routes in stages.values() for route in routes]
        return Answer(question, (*await self._all(every, question), *refused))

    async def list_day(self, outlet: str, day: date) -> tuple[RouteAnswer, ...]:
        """Return what an outlet's routes list of a day; those after the first full list are not asked."""
        answers: list[RouteAnswer] = []
        for route in self._searches(outlet):
            if route.lists_days:
                answers.append(await self._answer(route, partial(route.list_day, day)))
                if isinstance(answers[-1], Listed):
                    break
        return tuple(answers)

    async def list_latest(self, outlet: str) -> tuple[RouteAnswer, ...]:
        """Return an outlet's latest stories, as far as its routes show any."""
        routes = [route for route in self._searches(outlet) if route.lists_latest]
        return tuple([await self._answer(route, route.list_latest) for route in routes])

    def _searches(self, outlet: str) -> tuple[OutletRoute, ...]:
        known = self._outlets.get(outlet)
        return self._of(known).searches if known else ()

    async def _all(self, routes: Iterable[OutletRoute], question: Question) -> list[RouteAnswer]:
        return list(await asyncio.gather(*(self._asked(route, question) for route in routes)))

    def _named_outlet(self, question: Question) -> Outlet | None:
        """Return the outlet a question is about: the one named, else the owner of the link."""
        linked = self._outlets.by_url(question.url) if question.url else None
        return self._outlets.get(question.outlet) or linked or _stranger(question)

    def _choose(self, question: Question) -> tuple[dict[Stage, list[OutletRoute]], list[Refused]]:
        """Return the routes to ask at each stage, in order, and what cannot be asked."""
        linked = self._outlets.by_url(question.url) if question.url else None
        outlet = self._named_outlet(question)
        refused: list[Refused] = []
        stages: dict[Stage, list[OutletRoute]] = {stage: [] for stage in Stage}
        if linked:
            stages[Stage.LINK].append(self._of(linked).page)
        elif question.url:
            refused.append(_unknown_link(question.url))
        for route in self._of(outlet).searches if outlet else ():
            if route.applies(question):
                general = route in self._of(route.outlet).general and route.stage is Stage.BEST
                stages[Stage.MORE if general else route.stage].append(route)
        known = outlet is not None and self._outlets.get(outlet.name) is not None
        asked_first = stages[Stage.LINK] or stages[Stage.BEST]
        if not asked_first and not (known and (stages[Stage.MORE] or stages[Stage.LAST])):
            refused.append(_no_route(question, outlet))
        return stages, refused

    async def _asked(self, route: OutletRoute, question: Question) -> RouteAnswer:
        """Ask one route."""
        return await self._answer(route, partial(route.ask, question))

    async def _answer(
        self, route: OutletRoute, ask: Callable[[Web], Awaitable[Listed | Ranked]]
    ) -> RouteAnswer:
        """Return what a route says, with what was asked; whatever goes wrong is a refusal."""
        trail = _Trail(self._web)
        if route.note and route.note not in self._noted:
            self._noted.add(route.note)
            self._notes(route.note)
        try:
            answer = await ask(trail)
        except FetchError as error:
            return error.refused(route.name, tuple(trail.asked))
        except Exception as error:  # a route that stumbles over an answer must not end the run
            return _stumbled(route.name, error, tuple(trail.asked))
        stories = tuple(self._named(story) for story in answer.stories)
        answer = replace(answer, stories=stories, asked=tuple(trail.asked))
        return answer if route.spec.confirmed else _weakened(answer, route)

    def _named(self, story: Story) -> Story:
        """Give a story found at another host the name of the outlet it belongs to."""
        owner = self._outlets.by_url(story.url) if story.url else None
        return replace(story, outlet=owner.name) if owner and owner.name != story.outlet else story

    async def read(self, story: Story) -> Story | Refused:
        """Return the story with its text: by the outlet's own API, else its page, else an archived copy."""
        if story.text:
            return story
        outlet = self._outlets.by_url(story.url) if story.url else None
        if outlet is None:
            return _unknown_link(story.url) if story.url else _no_address(story)
        refused: Refused | None = None
        beginning: Story | None = None
        routes = self._of(outlet)
        for route in (*routes.searches, routes.page):
            found = await self._read_by(route, story)
            if isinstance(found, Story) and found.text:
                if not found.cut:
                    return story.completed(found)
                beginning = beginning or found
            refused = found if isinstance(found, Refused) else refused
        if beginning:
            return story.completed(beginning)
        return refused or Refused(
            "story page", Reason.UNREADABLE, f"{story.url} has no text that could be read"
        )

    async def _read_by(self, route: OutletRoute, story: Story) -> Story | Refused | None:
        """Read a story by one route; None where that kind reads none."""
        trail = _Trail(self._web)
        try:
            return await route.read(story, trail)
        except FetchError as error:
            return error.refused("story page", tuple(trail.asked))
        except Exception as error:
            return _stumbled("story page", error, tuple(trail.asked))

    async def close(self) -> None:
        """Nothing to finish: the network is closed by whoever opened it."""


def _general(outlet: Outlet, keys: Mapping[str, str]) -> list[str]:
    """Return the kinds, not in its table, that need nothing but the outlet's domain or name, or a key."""
    kinds = [*_GENERAL]
    kinds += [kind for key, kind in _BY_KEY.items() if keys.get(key)]
    declared = {spec.kind for spec in outlet.routes}
    return [kind for kind in kinds if kind not in declared]


def _stranger(question: Question) -> Outlet | None:
    """Return an outlet for a name that no table has: the general indexes may know it by that name."""
    name = question.outlet.strip()
    return Outlet(name) if name and question.headline else None


def _settled(answers: list[RouteAnswer], headline: str, outlet: Outlet | None) -> bool:
    """Say whether a route has named a story of the outlet with the very headline."""
    if outlet is None:
        return False
    found = (story for answer in answers if not isinstance(answer, Refused) for story in answer.stories)
    return has_headline([story for story in found if story.outlet == outlet.name], headline)


def _all_listed(answers: list[RouteAnswer], question: Question) -> bool:
    """Say whether an outlet has listed, with headlines, everything of the days the story can be of."""
    window = Window.of(question.date, 1) if question.date else None
    return window is not None and any(
        isinstance(answer, Listed) and answer.titled and answer.window.covers(window) for answer in answers
    )


def _weakened(answer: Listed | Ranked, route: OutletRoute) -> Ranked:
    """Return the answer of a route nobody has seen at work: what it found counts, its silence does not."""
    window = answer.window
    return Ranked(answer.route, answer.stories, route.own_index, window, answer.asked, indexes_outlet=False)


def _no_route(question: Question, outlet: Outlet | None) -> Refused:
    name = question.outlet.strip()
    if not name and outlet is None:
        return Refused("no route", Reason.NO_ROUTE, "no outlet is named", "name the outlet, or add its link")
    if outlet is not None and not question.headline:
        return Refused(
            "no route",
            Reason.NO_ROUTE,
            "the reference gives neither a headline nor a link that can be followed",
            "add the headline",
        )
    return Refused(
        "no route",
        Reason.NO_ROUTE,
        f"no way to ask {name} is known",
        f'add it to your configuration: [[outlet]] with name = "{name}", its domains and a route '
        "(citecheck outlets lists the kinds), or import its headlines with: citecheck archive import FILE",
    )


def _unknown_link(url: str) -> Refused:
    return Refused(
        "the link given",
        Reason.UNSAFE_URL,
        f"{url[:200]} is not at a known outlet, and drafts may not send citecheck elsewhere",
        "add the outlet and its domain to your configuration as [[outlet]]",
    )


def _no_address(story: Story) -> Refused:
    return Refused("story page", Reason.NO_ROUTE, f"no address of {story.headline!r} is known")


def _stumbled(route: str, error: Exception, asked: tuple[str, ...]) -> Refused:
    detail = f"its answer could not be read ({type(error).__name__})"
    return Refused(route, Reason.UNREADABLE, detail, asked=asked)
