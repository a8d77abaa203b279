"""Fault by route: whatever goes wrong on the wire, no route's answer is worth anything against a headline."""

import asyncio
from datetime import date

import pytest
from outlets_server import FAULTS, SERVICES, Outlets

from citecheck.fetcher.asker import Asker
from citecheck.fetcher.http import HttpWeb
from citecheck.models import Question, Ranked, Refused
from citecheck.outlets import Outlet, OutletTable, RouteSpec

TODAY = date(2025, 6, 6)
DAY = "2025-06-03"
SHORT = 0.1
"""Seconds a request may take: a slow answer is cut off soon, a good one comes at once."""
GUARDIAN = "https://www.theguardian.com"
AL_JAZEERA = "https://www.aljazeera.com"
KYIV = "https://kyivindependent.com"
INVENTED = "Bridges of Varn to be painted green"
SEARX = "https://search.varn.example.org"

# Route -> outlet's domain, kind, options, the service that fails, keys.
ROUTES = {
    "guardian-api": ("theguardian.com", {}, "guardian", {}),
    "aljazeera-search": ("aljazeera.com", {}, "aljazeera", {}),
    "day-sitemap": (
        "aljazeera.com",
        {"urls": [AL_JAZEERA + "/sitemap.xml?yyyy={yyyy}&mm={mm}&dd={dd}"]},
        "aljazeera",
        {},
    ),
    "ghost": ("kyivindependent.com", {"base": KYIV}, "kyivindependent", {}),
    "sitemap": (
        "kyivindependent.com",
        {"index": f"{KYIV}/sitemap.xml", "pages": "posts"},
        "kyivindependent",
        {},
    ),
    "slug-guess": ("kyivindependent.com", {"url": KYIV + "/{slug}/"}, "kyivindependent", {}),
    "rss": ("aljazeera.com", {"urls": [f"{AL_JAZEERA}/xml/rss/all.xml"]}, "aljazeera", {}),
    "news-sitemap": (
        "theguardian.com",
        {"urls": [f"{GUARDIAN}/sitemaps/news.xml"]},
        "guardian-pages",
        {},
    ),
    "wordpress": ("techcrunch.com", {"base": "https://techcrunch.com"}, "wordpress", {}),
    "bing-news": ("reuters.com", {}, "bing", {}),
    "wayback-cdx": ("reuters.com", {"patterns": ["-{yyyy}-{mm}-{dd}/?"]}, "wayback", {}),
    "gdelt": ("aljazeera.com", {}, "gdelt", {}),
    "commoncrawl-index": (
        "aljazeera.com",
        {"prefixes": ["www.aljazeera.com/news/{yyyy}/{m}/{d}/"]},
        "commoncrawl",
        {},
    ),
    "google-news": ("aljazeera.com", {"against_robots": True}, "google", {}),
    "reuters-search": ("reuters.com", {"against_robots": True}, "reuters", {}),
    "brave": ("aljazeera.com", {}, "brave", {"BRAVE_API_KEY": "key-of-the-user"}),
    "newsapi": ("aljazeera.com", {}, "newsapi", {"NEWSAPI_KEY": "key-of-the-user"}),
    "mediacloud": ("aljazeera.com", {}, "mediacloud", {"MEDIACLOUD_API_KEY": "key-of-the-user"}),
    "searxng": ("aljazeera.com", {}, "searxng", {"SEARXNG_URL": SEARX}),
}
HARMLESS = {"no-headers", "resume-key", "guardian-error"}
"""Those that belong to one service and are tested with it."""
WIRE_FAULTS = [*sorted(FAULTS.keys() - HARMLESS), "refused", "dns", "tls"]


@pytest.fixture(scope="module")
def outlets():
    with Outlets() as running:
        yield running


async def _no_name(host, port):
    raise OSError("no such name")


async def ask(connect_to, kind, fault, headline):
    """Return what one route says, over a network of its own."""
    domain, options, service, keys = ROUTES[kind]
    routes = (RouteSpec(kind, options=options),)
    outlet = Outlet("The Outlet", domains=(domain,), routes=routes, indexes=("bing",))
    if fault == "dns":
        connect_to = {h: at for h, at in connect_to.items() if h not in ("*", SERVICES[service][0])}
    async with HttpWeb(
        connect_to=connect_to,
        connect_plain=fault != "tls",
        pace=0,
        timeout=SHORT if fault == "slow" else 5,
        resolver=_no_name,
    ) as web:
        asker = Asker(web, OutletTable([outlet]), keys, today=TODAY, notes=lambda _: None)
        return (await asker.ask(Question("The Outlet", headline, DAY))).routes[0]


def ask_all(outlets, fault, headlines):
    """Return what each route says while every service has a fault."""
    on_the_wire = fault in FAULTS or fault == "refused"
    outlets.faults = dict.fromkeys(SERVICES, fault) if on_the_wire else {}
    connect_to = outlets.connect_to

    async def run():
        asked = [ask(connect_to, kind, fault, headlines.get(kind, INVENTED)) for kind in ROUTES]
        return dict(zip(ROUTES, await asyncio.gather(*asked), strict=True))

    try:
        return asyncio.run(run())
    finally:
        outlets.faults = {}


def test_without_a_fault_every_route_finds_something(outlets):
    night = dict.fromkeys(ROUTES, "Night trains return to the Lesk valley")
    kyiv = dict.fromkeys(("ghost", "sitemap", "slug-guess"), "Stara Luka council votes against new car park")
    own = {
        "guardian-api": "Ministers weigh tax on empty homes in coastal towns",
        "wordpress": "Lesk valley trains to get free Wi-Fi",
        "bing-news": "Lesk valley mine to reopen under new owners",
        "reuters-search": "Lesk valley mine to reopen under new owners",
    }
    said = ask_all(outlets, None, night | kyiv | own)
    assert {kind: a for kind, a in said.items() if isinstance(a, Refused) or not a.stories} == {}


@pytest.mark.parametrize("fault", WIRE_FAULTS)
def test_a_fault_proves_nothing_by_any_route(outlets, fault):
    said = ask_all(outlets, fault, {})
    assert {kind: answer for kind, answer in said.items() if not proves_nothing(answer)} == {}


def proves_nothing(answer):
    """Say whether an answer neither names a story nor counts as silence."""
    if isinstance(answer, Refused):
        return bool(answer.detail)
    return isinstance(answer, Ranked) and not answer.indexes_outlet and not answer.stories
