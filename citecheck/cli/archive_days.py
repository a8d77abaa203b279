"""Days and windows as options of the archive's commands give them."""

from __future__ import annotations

from datetime import date

import click

from citecheck.models.dates import Window


def day(text: str, option: str) -> date:
    """Read a day.

    Raises:
        click.UsageError: it is none.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise click.UsageError(f"{option} {text!r}: write a day as 2026-06-01") from None


def window_of(start: date | None, end: date | None) -> Window:
    """Return the window between two days.

    Raises:
        click.UsageError: it ends before it starts.
    """
    if start and end and end < start:
        raise click.UsageError(f"--to {end} is before --from {start}")
    return Window(start, end)
