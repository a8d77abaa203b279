"""`citecheck outlets [NAME]`: who is known, and how each is asked."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import click

from citecheck.cli.completion import complete_outlet
from citecheck.cli.options import connections, did_you_mean, network_options
from citecheck.models import Listed, Question, Ranked, Refused, RouteAnswer
from citecheck.outlets import Outlet

if TYPE_CHECKING:
    from citecheck.settings import Settings


@click.command()
@click.argument("name", required=False, shell_complete=complete_outlet)
@click.option(
    "--test", "headline", metavar="HEADLINE", help="Ask every route for this headline; show what each says."
)
@click.option("--date", metavar="DATE", help="With --test: the day it was published.")
@network_options
def outlets(name: str | None, headline: str | None, date: str | None, **given: Any) -> int:
    """List the outlets citecheck knows, or show one with its aliases, domains and routes.

    Two kinds of route are off, because robots.txt forbids them: google-news (Google's feed is for personal
    readers only) and reuters-search (Reuters shuts out every program it has not named). They work only in
    an [[outlet]] table of your own that says against_robots = true.

    \b
    Examples:
      citecheck outlets guardian
      citecheck outlets "Port Sella Gazette" --test "Ferries sail again" --date 2026-06-02
    """
    from citecheck.settings import resolve

    given["connect_to"] = connections(given["connect_to"])
    settings = resolve(given).settings
    table = settings.outlets
    if name is None:
        for outlet in sorted(table, key=lambda o: o.name.casefold()):
            routes = ", ".join(route.kind for route in outlet.routes)
            click.echo(f"{outlet.name:32}{', '.join(outlet.domains):36}{routes}".rstrip())
        return 0
    found = table.get(name) or table.by_host(name)
    if found is None:
        raise click.UsageError(
            f"no outlet {name!r}{did_you_mean(name, table) or ' (see: citecheck outlets)'}"
        )
    _print(found)
    if headline is None:
        return 0
    return asyncio.run(_try(Question(found.name, headline, date), settings))


async def _try(question: Question, settings: Settings) -> int:
    """Ask every route of an outlet and show the answers; 0 if any answered, else 3."""
    from citecheck.report.safe import visible
    from citecheck.resources import open_resources

    async with open_resources(settings) as resources:
        if resources.fetcher is None:
            raise click.UsageError("--test asks the outlet, so it cannot go with --offline")
        answer = await resources.fetcher.ask_every(question)
    for route in answer.routes:
        click.echo("  " + visible(_in_words(route)))
    return 0 if any(not isinstance(route, Refused) for route in answer.routes) else 3


def _count(route: Listed | Ranked, one: str, many: str) -> str:
    number = len(route.stories)
    return f"{number} {one if number == 1 else many}"


def _in_words(route: RouteAnswer) -> str:
    if isinstance(route, Refused):
        advice = f" ({route.advice})" if route.advice else ""
        return f"{route.route}: refused, {route.reason}: {route.detail}{advice}"
    best = f', best: "{route.stories[0].headline}"' if route.stories else ""
    if isinstance(route, Listed):
        what = ("story", "stories") if route.titled else ("address", "addresses")
        return f"{route.route}: listed {_count(route, *what)} of {route.window}{best}"
    return f"{route.route}: found {_count(route, 'story', 'stories')}{best}"


def _print(outlet: Outlet) -> None:
    click.echo(outlet.name)
    click.echo(f"  aliases   {', '.join(outlet.aliases) or '-'}")
    click.echo(f"  domains   {', '.join(outlet.domains) or '-'}")
    click.echo(f"  indexes   {', '.join(outlet.indexes) or '-'}")
    for route in outlet.routes:
        state = "confirmed" if route.confirmed else "assumed"
        click.echo(f"  route     {route.kind} ({state})")
    if not outlet.routes:
        click.echo(
            "  route     none of its own: references to it are asked of the indexes, or stay unchecked"
        )
