"""Measure whole checks against outlets that answer after 100 ms, and the bound that politeness sets.

    python benchmarks/network/timing.py [--small | --large] [--no-claims] [--hosts]

Loopback servers in a process of their own answer as the outlets do. Two runs with the real gates: 1 article
with 12 references, and 100 articles with 1,000 references, 200 of them distinct; a quarter each at the
Guardian, Al Jazeera, the Kyiv Independent and Reuters, one in eleven invented.

The bound: a host that is asked n times, at least p seconds apart, cannot be done before (n - 1) × p plus one
latency; the slowest host decides. Requests are counted at the servers, robots.txt included.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import multiprocessing
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from multiprocessing.connection import Connection
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))

from outlets_server import Outlets, Piece
from outlets_server.stories import AL_JAZEERA, GUARDIAN, KYIV_INDEPENDENT, REUTERS

from citecheck.checker import Checker
from citecheck.fetcher.asker import Asker
from citecheck.fetcher.host import Clock, Gates
from citecheck.fetcher.http import HttpWeb
from citecheck.models import Verdict
from citecheck.outlets import known_outlets
from citecheck.resources import Resources
from citecheck.settings import Settings

LATENCY = 0.1
PACE = 1.0
TODAY = date(2025, 7, 1)
FIRST_DAY = date(2025, 6, 2)
_OUTLETS = (GUARDIAN, AL_JAZEERA, KYIV_INDEPENDENT, REUTERS)
_TOWNS = ("Varn", "Orrey", "Lesk", "Korrin", "Stara Luka", "Maren", "Tolve", "Hask", "Brenn", "Ilmar")
_WHO = ("Ferry crews", "Bakers", "Night nurses", "Tram drivers", "Beekeepers", "Dock workers", "Glass makers")
_WHAT = ("end strike over", "win prize for", "sue council about", "rebuild", "march against", "vote to save")
_THING = (
    "old lighthouse",
    "harbour wall",
    "new toll",
    "library roof",
    "salt mine",
    "river dam",
    "radio mast",
)


@dataclass(frozen=True)
class Run:
    """One measurement."""

    articles: int
    references: int
    distinct: int


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--small", action="store_true", help="only the one article")
    options.add_argument("--large", action="store_true", help="only the hundred")
    options.add_argument("--no-claims", action="store_true", help="do not read the stories' texts")
    options.add_argument("--hosts", action="store_true", help="print the requests of every host")
    args = options.parse_args()
    runs = [Run(1, 12, 12)] * (not args.large) + [Run(100, 1000, 200)] * (not args.small)
    print("articles  references  distinct  requests  seconds  bound  ratio  slowest host            verdicts")
    for run in runs:
        measure(run, not args.no_claims, args.hosts)


def measure(run: Run, claims: bool, show_hosts: bool) -> None:
    """Check the articles of a run and print its line."""
    pieces = list(itertools.islice(invented_pieces(), run.distinct))
    mine, theirs = multiprocessing.Pipe()
    server = multiprocessing.Process(target=serve, args=(theirs, pieces), daemon=True)
    server.start()
    connect_to = mine.recv()
    with tempfile.TemporaryDirectory() as folder:
        names = write_articles(Path(folder), run, pieces)
        seconds, verdicts = asyncio.run(check(names, connect_to, claims))
    mine.send(None)
    asked: Counter[str] = mine.recv()
    server.join()
    gates = Gates(PACE, Clock())
    bounds = {host: (count - 1) * gates[host].pace + LATENCY for host, count in asked.items()}
    slowest = max(bounds, key=lambda host: bounds[host])
    said = ", ".join(f"{verdict} {count}" for verdict, count in sorted(verdicts.items()))
    print(
        f"{run.articles:8}{run.references:12}{run.distinct:10}{asked.total():10}{seconds:9.1f}"
        f"{bounds[slowest]:7.1f}{seconds / bounds[slowest]:7.2f}  {slowest:24}{said}"
    )
    for host in sorted(asked, key=lambda host: -bounds[host]) if show_hosts else ():
        print(f"    {host:28}{asked[host]:5} requests, {gates[host].pace:.1f} s apart: {bounds[host]:6.1f} s")


def serve(pipe: Connection, pieces: list[Piece]) -> None:
    """Answer until told to stop, then say how often each host was asked."""
    asked: Counter[str] = Counter()

    class Counted(Outlets):
        def answer(self, question):  # type: ignore[no-untyped-def]
            asked[question.host] += 1
            return super().answer(question)

    with Counted(pieces, latency=LATENCY) as outlets:
        pipe.send(outlets.connect_to)
        pipe.recv()
    pipe.send(asked)


async def check(
    names: list[str], connect_to: dict[str, tuple[str, int]], claims: bool
) -> tuple[float, Counter[Verdict]]:
    """Return the seconds a run takes, and its verdicts."""
    table = known_outlets()
    started = time.perf_counter()
    async with HttpWeb(connect_to=connect_to, pace=PACE) as web:
        asker = Asker(web, table, {}, today=TODAY, notes=lambda _: None)
        resources = Resources(table, None, asker, web, remembers=False)
        checker = Checker(Settings(claims=claims), resources)
        reports = await asyncio.gather(*checker.start(names))
    seconds = time.perf_counter() - started
    return seconds, Counter(r.verdict for report in reports for r in report.references)


def invented_pieces() -> Iterator[Piece]:
    """Yield stories of the four outlets in turn, on the days of four weeks."""
    dice = random.Random(4)
    headlines = [f"{who} of {town} {what} {thing}"
                 for who in _WHO for town in _TOWNS for what in _WHAT for thing in _THING]  # fmt: skip
    dice.shuffle(headlines)
    for number, headline in enumerate(headlines):
        outlet = _OUTLETS[number % 4]
        day = FIRST_DAY + timedelta(dice.randrange(26))
        yield Piece(outlet, headline, day, path_of(outlet, headline, day), texts_of(headline))


def path_of(outlet: str, headline: str, day: date) -> str:
    slug = "-".join(headline.lower().split())
    return {
        GUARDIAN: f"/world/{day:%Y}/{day:%b}/{day:%d}/{slug}".lower(),
        AL_JAZEERA: f"/news/{day.year}/{day.month}/{day.day}/{slug}",
        KYIV_INDEPENDENT: f"/{slug}/",
        REUTERS: f"/world/europe/{slug}-{day.isoformat()}/",
    }[outlet]


def texts_of(headline: str) -> tuple[str, ...]:
    return (f"{headline}, the town hall said on Tuesday.", "About 40 people came to the meeting.") * 6


def write_articles(folder: Path, run: Run, pieces: list[Piece]) -> list[str]:
    """Write the articles and return their names; every eleventh piece is cited with another headline."""
    each = run.references // run.articles
    cited = itertools.cycle(pieces)
    names = []
    for number in range(run.articles):
        own = list(itertools.islice(cited, each))
        claims = "\n".join(f"About 40 people came to the meeting on {p.day:%d %B %Y}. [{at}]"
                           for at, p in enumerate(own, 1))  # fmt: skip
        entries = "\n".join(f"{at}. “{headline_cited(p, pieces)}”. {p.outlet}, {p.day.day} {p.day:%B %Y}."
                            for at, p in enumerate(own, 1))  # fmt: skip
        path = folder / f"article-{number:03}.txt"
        path.write_text(f"What the towns said\n\n{claims}\n\nReferences\n\n{entries}\n", encoding="utf-8")
        names.append(str(path))
    return names


def headline_cited(piece: Piece, pieces: list[Piece]) -> str:
    number = pieces.index(piece)
    if number % 11 == 5:
        return f"Mayor number {number} opens the {number}th swimming pool of Tarrow"
    return piece.headline


if __name__ == "__main__":
    main()
