"""Every fault by every route kind: what is said of a true and of an invented headline, and of a text to read.

Each cell is judged against its route: beside the route's answer stands that of an independent index which is
known to hold the outlet and has nothing. If the route's silence were worth anything, the verdict would be
`not-found`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from citecheck.fetcher.http import HttpWeb
from citecheck.fetcher.interface import FetchError
from citecheck.fetcher.routes import OutletRoute, make_route
from citecheck.matcher.headlines.decide import judge_reference
from citecheck.models import (
    Answer,
    Headline,
    HeadlineSource,
    Question,
    Ranked,
    Reference,
    Refused,
    RouteAnswer,
    Span,
    Story,
    Verdict,
)
from citecheck.outlets import Outlet, OutletTable, RouteSpec
from outlets_server.certificates import KINDS, certificate
from outlets_server.faults import FAULTS
from outlets_server.server import Outlets
from outlets_server.services import SERVICES
from outlets_server.stories import STORIES

OUTLET = "The Outlet"
INVENTED = "Bridges of Varn to be painted green"
DAY = date(2025, 6, 3)
TODAY = date(2025, 6, 6)
SHORT = 0.15
"""Seconds a request may take where the fault is that it takes for ever."""
OF_ONE_SERVICE = frozenset({"no-headers", "resume-key", "guardian-error"})
"""Faults that belong to one service, and are tested with it."""
NETWORK_FAULTS = ("refused", "dns", "tls", *(f"tls-{kind}" for kind in KINDS))
ALL_FAULTS = (*NETWORK_FAULTS, *sorted(FAULTS.keys() - OF_ONE_SERVICE))
_WITNESS = Ranked("an index that has nothing", (), "witness")
_NIGHT = "Night trains return to the Lesk valley"
_FLOODS = "Varn floods: What we know about the second night of rain"
_MINE = "Lesk valley mine to reopen under new owners"
_COUNCIL = "Stara Luka council votes against new car park"
_MINISTERS = "Ministers weigh tax on empty homes in coastal towns"
_WIFI = "Lesk valley trains to get free Wi-Fi"
_AL_JAZEERA = "https://www.aljazeera.com"
_KYIV = "https://kyivindependent.com"


@dataclass(frozen=True)
class Cell:
    """How one route kind is tried."""

    domain: str
    headline: str
    """One that is true at this domain."""
    options: Mapping[str, Any] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)
    linked: bool = False
    """Whether the reference gives the story's address."""

    @property
    def url(self) -> str:
        return next(piece.url for piece in STORIES if piece.headline == self.headline)

    @property
    def day(self) -> str:
        return next(piece.day.isoformat() for piece in STORIES if piece.headline == self.headline)


ASKED: dict[str, Cell] = {
    "guardian-api": Cell("theguardian.com", _MINISTERS),
    "aljazeera-search": Cell("aljazeera.com", _NIGHT),
    "day-sitemap": Cell(
        "aljazeera.com", _FLOODS, {"urls": [_AL_JAZEERA + "/sitemap.xml?yyyy={yyyy}&mm={mm}&dd={dd}"]}
    ),
    "ghost": Cell("kyivindependent.com", _COUNCIL, {"base": _KYIV}),
    "sitemap": Cell("kyivindependent.com", _COUNCIL, {"index": f"{_KYIV}/sitemap.xml", "pages": "posts"}),
    "slug-guess": Cell("kyivindependent.com", _COUNCIL, {"url": _KYIV + "/{slug}/"}),
    "rss": Cell("aljazeera.com", _NIGHT, {"urls": [f"{_AL_JAZEERA}/xml/rss/all.xml"]}),
    "news-sitemap": Cell(
        "theguardian.com", _MINISTERS, {"urls": ["https://www.theguardian.com/sitemaps/news.xml"]}
    ),
    "wordpress": Cell("techcrunch.com", _WIFI, {"base": "https://techcrunch.com"}),
    "url": Cell("theguardian.com", _MINISTERS, linked=True),
    "bing-news": Cell("reuters.com", _MINE),
    "wayback-cdx": Cell("reuters.com", _MINE, {"patterns": ["-{yyyy}-{mm}-{dd}/?"]}),
    "gdelt": Cell("aljazeera.com", _NIGHT),
    "commoncrawl-index": Cell(
        "aljazeera.com", _NIGHT, {"prefixes": ["www.aljazeera.com/news/{yyyy}/{m}/{d}/"]}
    ),
    "brave": Cell("aljazeera.com", _NIGHT, keys={"BRAVE_API_KEY": "key-of-the-user"}),
    "newsapi": Cell("aljazeera.com", _NIGHT, keys={"NEWSAPI_KEY": "key-of-the-user"}),
    "mediacloud": Cell("aljazeera.com", _NIGHT, keys={"MEDIACLOUD_API_KEY": "key-of-the-user"}),
    "searxng": Cell("aljazeera.com", _NIGHT, keys={"SEARXNG_URL": "https://search.varn.example.org"}),
    "google-news": Cell("aljazeera.com", _NIGHT, {"against_robots": True}),
    "reuters-search": Cell("reuters.com", _MINE, {"against_robots": True}),
}
"""Route kind -> how it is asked for a headline."""
READ: dict[str, Cell] = {
    "guardian-api": ASKED["guardian-api"],
    "guardian-json": Cell("theguardian.com", _MINISTERS),
    "aljazeera-search": ASKED["aljazeera-search"],
    "ghost": ASKED["ghost"],
    "wordpress": ASKED["wordpress"],
    "url": ASKED["url"],
    "url of a closed outlet": Cell("reuters.com", _MINE, {"direct": False}),
}
"""Route kind -> how a story is read by it; the last one reads the web archive's copy."""


@dataclass(frozen=True)
class Said:
    """One cell of the table."""

    true: Verdict
    """What is said of a true headline."""
    invented: Verdict
    answer: RouteAnswer
    """The answer about the invented one."""


@dataclass(frozen=True)
class Row:
    """What every route says under one fault."""

    asked: Mapping[str, Said]
    read: Mapping[str, Story | Refused | None]


def under(outlets: Outlets, fault: str | None) -> Row:
    """Return what every route says while every service has a fault.

    Args:
        outlets: running; left as it was.
        fault: one of ALL_FAULTS, or None.
    """
    kind = (fault or "").removeprefix("tls-")
    if kind in KINDS:
        hosts = [host for host, _ in SERVICES.values()]
        with certificate(kind, hosts) as context, Outlets(outlets.stories, certificate=context) as secured:
            return asyncio.run(_row(secured, fault))
    outlets.faults = dict.fromkeys(SERVICES, fault) if fault in FAULTS or fault == "refused" else {}
    try:
        return asyncio.run(_row(outlets, fault))
    finally:
        outlets.faults = {}


async def _row(outlets: Outlets, fault: str | None) -> Row:
    connect_to = {} if fault == "dns" else outlets.connect_to
    asked = await asyncio.gather(*(_ask(connect_to, fault, *item) for item in ASKED.items()))
    read = await asyncio.gather(*(_read(connect_to, fault, *item) for item in READ.items()))
    return Row(dict(zip(ASKED, asked, strict=True)), dict(zip(READ, read, strict=True)))


async def _ask(connect_to: Mapping[str, tuple[str, int]], fault: str | None, kind: str, cell: Cell) -> Said:
    """Ask one route over a network of its own, for both headlines at once."""
    route = _route(kind, cell)
    async with _web(connect_to, fault) as web:
        true, invented = await asyncio.gather(
            *(_say(route, _question(cell, text), web) for text in (cell.headline, INVENTED))
        )
    return Said(_verdict(cell, cell.headline, true), _verdict(cell, INVENTED, invented), invented)


async def _read(
    connect_to: Mapping[str, tuple[str, int]], fault: str | None, kind: str, cell: Cell
) -> Story | Refused | None:
    route = _route(kind.partition(" ")[0], cell)
    story = Story(OUTLET, cell.url, (Headline(cell.headline, HeadlineSource.LIST),), cell.day)
    async with _web(connect_to, fault) as web:
        try:
            return await route.read(story, web)
        except FetchError as error:
            return error.refused(route.name)


def _web(connect_to: Mapping[str, tuple[str, int]], fault: str | None) -> HttpWeb:
    return HttpWeb(
        connect_to=connect_to,
        connect_plain=not (fault or "").startswith("tls"),
        pace=0,
        timeout=SHORT if fault in ("slow", "drip") else 10,
        resolver=_no_name,
    )


async def _no_name(host: str, port: int) -> list[str]:
    raise OSError("no such name")


def _route(kind: str, cell: Cell) -> OutletRoute:
    """Return the route as the most would be made of its silence: of an outlet that every index holds."""
    spec = RouteSpec(kind, options=cell.options)
    every = ("bing", "wayback", "brave", "newsapi", "mediacloud", "searxng")
    outlet = Outlet(OUTLET, domains=(cell.domain,), routes=(spec,), indexes=every)
    return make_route(outlet, spec, cell.keys, today=TODAY)


def _question(cell: Cell, headline: str) -> Question:
    return Question(OUTLET, headline, cell.day, cell.url if cell.linked else None)


async def _say(route: OutletRoute, question: Question, web: HttpWeb) -> RouteAnswer:
    """Return a route's answer; unlike the asker, this lets an exception of ours through."""
    try:
        return await route.ask(question, web)
    except FetchError as error:
        return error.refused(route.name)


def _verdict(cell: Cell, headline: str, said: RouteAnswer) -> Verdict:
    question = _question(cell, headline)
    span = Span(1, 1, 1, 2, 0, 1)
    reference = Reference(
        "r1", span, headline, headline=headline, outlet=OUTLET, date=question.date, url=question.url
    )
    table = OutletTable([Outlet(OUTLET, domains=(cell.domain,))])
    return judge_reference(reference, Answer(question, (said, _WITNESS)), table).verdict


def mistakes(row: Row, clean: Row) -> list[str]:
    """Return the cells in which a fault led to a verdict, or to a text that is not the story's.

    Right is `unchecked`. What the same route says without any fault is right too (a page that breaks off
    after its headline still has that), save `not-found`: a fault proves no absence.
    """
    found = []
    for kind, said in row.asked.items():
        whole = clean.asked[kind]
        for name, verdict, right in (
            ("true", said.true, whole.true),
            ("invented", said.invented, whole.invented),
        ):
            same = verdict is right and verdict is not Verdict.NOT_FOUND
            if verdict is not Verdict.UNCHECKED and not same:
                found.append(f"{kind}: the {name} headline is {verdict}")
    for kind, story in row.read.items():
        right_text = getattr(clean.read[kind], "text", None)
        if isinstance(story, Story) and story.text and not story.cut and story.text != right_text:
            found.append(f"{kind}: a text is read that is not the story's")
    return found
