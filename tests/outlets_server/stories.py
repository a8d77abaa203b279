"""Invented stories for the loopback outlets. No such events, towns or people exist."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

GUARDIAN = "The Guardian"
AL_JAZEERA = "Al Jazeera"
KYIV_INDEPENDENT = "Kyiv Independent"
REUTERS = "Reuters"
TECHCRUNCH = "TechCrunch"
NEW_YORK_TIMES = "The New York Times"


@dataclass(frozen=True)
class Piece:
    """One story as an outlet holds it."""

    outlet: str
    headline: str
    day: date
    path: str
    """Path of its page."""
    text: tuple[str, ...]
    """Paragraphs."""
    byline: str = "Staff"
    standfirst: str = ""
    social_title: str | None = None
    web_title: str | None = None
    source: str | None = None
    """The wire it was taken from."""

    @property
    def slug(self) -> str:
        """Last part of the path."""
        return self.path.strip("/").rpartition("/")[2]

    @property
    def host(self) -> str:
        """Host of its page."""
        return HOSTS[self.outlet]

    @property
    def url(self) -> str:
        """Address of its page."""
        return f"https://{self.host}{self.path}"


HOSTS = {
    TECHCRUNCH: "techcrunch.com",
    NEW_YORK_TIMES: "www.nytimes.com",
    GUARDIAN: "www.theguardian.com",
    AL_JAZEERA: "www.aljazeera.com",
    KYIV_INDEPENDENT: "kyivindependent.com",
    REUTERS: "www.reuters.com",
}


def _guardian(headline: str, day: date, slug: str, *text: str, **more: str) -> Piece:
    path = f"/world/{day.year}/{day:%b}/{day:%d}/{slug}".lower()
    return Piece(GUARDIAN, headline, day, path, text, **more)


def _al_jazeera(headline: str, day: date, slug: str, *text: str, **more: str) -> Piece:
    return Piece(AL_JAZEERA, headline, day, f"/news/{day.year}/{day.month}/{day.day}/{slug}", text, **more)


def _kyiv(headline: str, day: date, slug: str, *text: str, **more: str) -> Piece:
    return Piece(KYIV_INDEPENDENT, headline, day, f"/{slug}/", text, **more)


def _reuters(headline: str, day: date, slug: str, *text: str, **more: str) -> Piece:
    return Piece(REUTERS, headline, day, f"/world/europe/{slug}-{day.isoformat()}/", text, **more)


STORIES: tuple[Piece, ...] = (
    _guardian(
        "Second night of flooding in Varn leaves 14 dead and bridges closed",
        date(2025, 6, 3),
        "second-night-flooding-varn-14-dead-bridges-closed",
        "Fourteen people have died after a second night of flooding in the river town of Varn.",
        "The mayor, Ilse Korrin, said three bridges would stay closed until Friday.",
        "Rain is expected to ease on Wednesday, the weather service said.",
        byline="Tomas Hale",
        standfirst="Mayor says three bridges will stay closed until Friday",
        web_title="Second night of flooding in Varn leaves 14 dead and bridges closed | Tomas Hale",
    ),
    _guardian(
        "Ministers weigh tax on empty homes in coastal towns",
        date(2025, 6, 3),
        "ministers-weigh-tax-empty-homes-coastal-towns",
        "Ministers are weighing a tax on homes that stand empty for more than half of the year.",
        byline="Edda Moss",
    ),
    _guardian(
        "Lighthouse keepers of Orrey win fight to keep the lamp",
        date(2025, 6, 2),
        "lighthouse-keepers-orrey-win-fight-lamp",
        "The last two lighthouse keepers of Orrey have won their fight against the automatic lamp.",
    ),
    _guardian(
        "Orchestra plays on as roof leaks in Varn concert hall",
        date(2024, 11, 20),
        "orchestra-plays-on-roof-leaks-varn-concert-hall",
        "The orchestra played on under umbrellas.",
    ),
    _al_jazeera(
        "Varn floods: What we know about the second night of rain",
        date(2025, 6, 3),
        "varn-floods-what-we-know-second-night-of-rain",
        "At least 14 people have been killed by floods in Varn.",
        "Here is what we know so far about the rain and the bridges.",
        byline="Sami Dar",
        standfirst="Three bridges are closed and hundreds have left their homes.",
    ),
    _al_jazeera(
        "Fishing crews on the Orrey coast end their strike after pay deal with owners is agreed at dawn",
        date(2025, 6, 3),
        "orrey-fishing-crews-end-strike-after-pay-deal",
        "Crews on the Orrey coast ended a strike of nine days on Tuesday.",
        source="Reuters",
    ),
    _al_jazeera(
        "Two towns, one river: the long quarrel over the Varn dam",
        date(2025, 6, 2),
        "two-towns-one-river-long-quarrel-varn-dam",
        "The dam above Varn has divided two towns for forty years.",
    ),
    _al_jazeera(
        "Night trains return to the Lesk valley",
        date(2025, 6, 4),
        "night-trains-return-lesk-valley",
        "Night trains will run through the Lesk valley again from Sunday.",
    ),
    _kyiv(
        "Volunteers rebuild library in Stara Luka after storm",
        date(2025, 6, 3),
        "volunteers-rebuild-library-in-stara-luka",
        "Volunteers have rebuilt the library of Stara Luka, which a storm unroofed in March.",
        "More than 2,000 books were dried page by page.",
        byline="Olena Marko",
        social_title="How a town dried 2,000 books page by page",
    ),
    _kyiv(
        "Stara Luka council votes against new car park",
        date(2025, 6, 2),
        "stara-luka-council-votes-against-new-car-park",
        "The council of Stara Luka voted 9 to 4 against a new car park.",
    ),
    _kyiv(
        "Beekeepers near Stara Luka report best harvest in years",
        date(2025, 5, 12),
        "beekeepers-near-stara-luka-best-harvest",
        "Beekeepers near Stara Luka report their best harvest in years.",
    ),
    _reuters(
        "Lesk valley mine to reopen under new owners",
        date(2025, 6, 3),
        "lesk-valley-mine-reopen-under-new-owners",
        "The mine in the Lesk valley will reopen in the autumn, its new owners said on Tuesday.",
        "The owners said 300 jobs would return.",
        byline="Ana Petrik",
    ),
    _reuters(
        "Orrey fishing crews end strike after pay deal",
        date(2025, 6, 3),
        "orrey-fishing-crews-end-strike-after-pay-deal",
        "Fishing crews on the Orrey coast ended a nine-day strike on Tuesday after a pay deal.",
    ),
    _reuters(
        "Varn dam operator says gates worked as planned",
        date(2025, 6, 4),
        "varn-dam-operator-says-gates-worked-planned",
        "The operator of the Varn dam said its gates worked as planned.",
    ),
    Piece(
        TECHCRUNCH,
        "Orrey start-up sells lighthouse lamps that charge by wave",
        date(2025, 6, 3),
        "/2025/06/03/orrey-start-up-sells-lighthouse-lamps-that-charge-by-wave/",
        ("A start-up in Orrey sells lamps that charge by the motion of waves.", "Each lamp costs $900."),
    ),
    Piece(
        TECHCRUNCH,
        "Lesk valley trains to get free Wi-Fi",
        date(2025, 6, 2),
        "/2025/06/02/lesk-valley-trains-to-get-free-wi-fi/",
        ("Trains in the Lesk valley will get free Wi-Fi.",),
    ),
    Piece(
        NEW_YORK_TIMES,
        "In Varn, a Flooded Town Counts Its Bridges",
        date(2025, 6, 3),
        "/2025/06/03/world/varn-flood-bridges.html",
        ("Three of the seven bridges of Varn are closed.",),
    ),
    Piece(
        NEW_YORK_TIMES,
        "A Lamp, Two Keepers and the Sea at Orrey",
        date(2025, 6, 21),
        "/2025/06/21/world/orrey-lighthouse-keepers.html",
        ("Two keepers still climb the stairs each night.",),
    ),
)
