"""`citecheck archive sync OUTLET`: fill the archive by the outlet's own lists."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import click

from citecheck.cli.options import connections, network_options

if TYPE_CHECKING:
    from citecheck.models import Window
    from citecheck.settings import Settings
    from citecheck.sync import SyncReport

_MOST_OPEN_SHOWN = 10


@click.command()
@click.argument("outlet")
@click.option("--from", "start", metavar="DATE", required=True, help="First day to ask for (2026-06-01).")
@click.option("--to", "end", metavar="DATE", help="Last day; yesterday if not given.")
@click.option("--again", is_flag=True, help="Ask also for days that are held in full already.")
@network_options
def sync(outlet: str, start: str, end: str | None, again: bool, **given: Any) -> int:
    """Ask an outlet for everything it published on each day of a window, and keep it in the archive.

    The outlet's own lists are asked, a request a second at most: its API by date, its sitemaps by day, its
    feeds. A day that was listed in full is recorded as complete, so that "not found" can be said of it
    without the network; a sync that is stopped goes on with the days that are missing.

    \b
    Examples:
      citecheck archive sync "Kyiv Independent" --from 2026-01-01 --to 2026-03-31
      citecheck archive sync guardian --from 2026-06-01

    Ends with 0 when every day is held in full, 3 when some could not be listed, 130 when interrupted.
    """
    from citecheck.cli.archive_days import day, window_of
    from citecheck.settings import resolve
    from citecheck.sync import SyncReport

    given["connect_to"] = connections(given["connect_to"])
    settings = resolve(given).settings
    known = settings.outlets.get(outlet) or settings.outlets.by_host(outlet)
    if known is None:
        raise click.UsageError(f"no outlet {outlet!r} (see: citecheck outlets)")
    last = day(end, "--to") if end else date.today() - timedelta(1)
    window = window_of(day(start, "--from"), last)
    report = SyncReport()
    try:
        asyncio.run(_sync(known.name, window, settings, report, again))
    except KeyboardInterrupt:
        _say(known.name, report)
        click.echo("citecheck: interrupted; the same command goes on where it stood", err=True)
        return 130
    _say(known.name, report)
    return 3 if report.open or report.stopped else 0


async def _sync(outlet: str, window: Window, settings: Settings, report: SyncReport, again: bool) -> None:
    from citecheck.cli.archive_progress import bar
    from citecheck.resources import open_resources
    from citecheck.sync import sync as fill

    async with open_resources(settings) as resources:
        if resources.fetcher is None:
            raise click.UsageError("a sync asks the outlet, so it cannot go with --offline")
        if resources.archive is None:
            raise click.UsageError("a replay writes to no archive of yours: name one with --archive")
        with bar(outlet, 1) as tell:

            def told(day: date) -> None:
                words = f"{day}  {report.asked:,} of {report.days:,} days  {report.stories:,} stories"
                tell(report.asked / max(1, report.days), words)

            today = resources.today
            await fill(
                outlet,
                window,
                resources.archive,
                resources.fetcher,
                report,
                today=today,
                again=again,
                told=told,
            )
        for note in resources.notes:
            click.echo(f"note: {note}", err=True)


def _say(outlet: str, report: SyncReport) -> None:
    """Say what a sync did: what is missing on stderr, the figures on stdout."""
    from citecheck.report.safe import visible

    for day, why in sorted(report.open.items())[:_MOST_OPEN_SHOWN]:
        click.echo(f"citecheck: {day} is not complete: {visible(why)}", err=True)
    if len(report.open) > _MOST_OPEN_SHOWN:
        click.echo(f"citecheck: {len(report.open) - _MOST_OPEN_SHOWN:,} more days are not complete", err=True)
    if report.stopped:
        left = f"; {report.unasked:,} days were not asked for" if report.unasked else ""
        click.echo(f"citecheck: stopped: {visible(report.stopped)}{left}", err=True)
    addresses = f" ({report.by_address:,} by address only)" if report.by_address else ""
    held = f", {report.held:,} were held before" if report.held else ""
    click.echo(
        f"{outlet}: {report.asked:,} of {report.days:,} days asked, {report.complete:,} complete{addresses}"
        f"{held}; {report.stories:,} stories listed, {report.new:,} new"
    )
