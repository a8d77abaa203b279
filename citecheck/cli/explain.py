"""`citecheck explain CC002`: what a finding code means and what to do about it."""

from __future__ import annotations

import click

from citecheck.cli.completion import complete_code
from citecheck.codes import CODES


@click.command()
@click.argument("code", required=False, metavar="[CODE]", shell_complete=complete_code)
def explain(code: str | None) -> int:
    """Explain a finding code: what was found, what it rests on, what to do. Without CODE, list them all."""
    if code is None:
        for known in CODES.values():
            click.echo(f"{known.code}  {known.name:24}{known.summary}")
        return 0
    found = CODES.get(code.upper()) or next((c for c in CODES.values() if c.name == code.lower()), None)
    if found is None:
        raise click.UsageError(f"no finding code {code!r} (known: {', '.join(CODES)})")
    click.echo(f"{found.code} {found.name}\n\n{found.summary}\n\n{found.why}\n\nWhat to do: {found.remedy}")
    click.echo(f"Fails a run at --fail-on {found.level} and every milder level.")
    return 0
