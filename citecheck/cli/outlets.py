"""`citecheck outlets [NAME]`: who is known, and how each is asked."""

from __future__ import annotations

import difflib

import click

from citecheck.outlets import Outlet, OutletTable


@click.command()
@click.argument("name", required=False)
@click.option(
    "--config", metavar="FILE", help="Read this configuration instead of the nearest citecheck.toml."
)
def outlets(name: str | None, config: str | None) -> int:
    """List the outlets citecheck knows, or show one with its aliases, domains and routes."""
    from citecheck.settings import resolve

    table = resolve({"config": config}).settings.outlets
    if name is None:
        for outlet in sorted(table, key=lambda o: o.name.casefold()):
            routes = ", ".join(route.kind for route in outlet.routes)
            click.echo(f"{outlet.name:32}{', '.join(outlet.domains):36}{routes}".rstrip())
        return 0
    found = table.get(name) or table.by_host(name)
    if found is None:
        raise click.UsageError(f"no outlet {name!r}{_did_you_mean(name, table)}")
    _print(found)
    return 0


def _did_you_mean(name: str, table: OutletTable) -> str:
    close = difflib.get_close_matches(name, [outlet.name for outlet in table], n=1)
    return f" (did you mean {close[0]!r}?)" if close else " (see: citecheck outlets)"


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
