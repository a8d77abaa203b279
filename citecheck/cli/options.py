"""Options that several commands share, and how they become settings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from citecheck.report.interface import RENDERERS

if TYPE_CHECKING:
    from citecheck.outlets import OutletTable

F = TypeVar("F", bound=Callable[..., Any])

FORMATS = tuple(RENDERERS)


def archive_option(command: F) -> F:
    """Add --archive."""
    return click.option(
        "--archive", metavar="PATH|URL", help="The archive to use instead of the user's own."
    )(command)


def network_options(command: F) -> F:
    """Add the options that say how far a run may reach."""
    for option in reversed(
        (
            click.option(
                "--offline",
                is_flag=True,
                default=None,
                help="Let nothing leave the machine: ask only the archive.",
            ),
            archive_option,
            click.option(
                "--record",
                metavar="FILE.warc.gz",
                type=click.Path(path_type=Path, dir_okay=False),
                help="Write every response to this recording (keys cut out).",
            ),
            click.option(
                "--replay",
                metavar="FILE.warc.gz",
                type=click.Path(path_type=Path, dir_okay=False),
                help="Answer from this recording and touch no network.",
            ),
            click.option(
                "--timeout", type=float, metavar="SECONDS", help="Seconds one request may take [20]."
            ),
            click.option("--jobs", type=int, metavar="N", help="Questions asked side by side [8]."),
            click.option(
                "--config",
                metavar="FILE",
                help="Read this configuration instead of the nearest citecheck.toml.",
            ),
            click.option("--connect-to", multiple=True, hidden=True, metavar="HOST=ADDRESS:PORT"),
        )
    ):
        command = option(command)
    return command


def judge_options(command: F) -> F:
    """Add the options of a stronger judge."""
    for option in reversed(
        (
            click.option(
                "--judge",
                metavar="KIND:MODEL@URL",
                help="Stronger judge of claims: openai:MODEL@URL, minicheck@URL or onnx:DIR.",
            ),
            click.option(
                "--judge-calls", type=int, metavar="N", help="Questions to the judge at most [500]."
            ),
            click.option(
                "--judge-timeout",
                type=float,
                metavar="SECONDS",
                help="Seconds one question to the judge may take [120].",
            ),
        )
    ):
        command = option(command)
    return command


def connections(given: tuple[str, ...]) -> dict[str, tuple[str, int]] | None:
    """Read --connect-to: hosts that a loopback server answers for, as tests and mirrors need.

    Raises:
        click.UsageError: one is not HOST=ADDRESS:PORT.
    """
    found = {}
    for text in given:
        host, _, target = text.partition("=")
        address, _, port = target.rpartition(":")
        if not (host and address and port.isdigit()):
            raise click.UsageError(f"--connect-to {text!r}: write HOST=127.0.0.1:PORT")
        found[host] = (address, int(port))
    return found or None


def did_you_mean(name: str, table: OutletTable) -> str:
    """Return " (did you mean 'The Guardian'?)" for an outlet that is unknown but spelt like one; else ""."""
    close = None if table.get(name) else table.nearest(name)
    return f" (did you mean {close!r}?)" if close else ""


def warn_of_misspelling(name: str | None, table: OutletTable) -> None:
    """Say on stderr that an outlet is unknown where its name is spelt like a known one."""
    hint = did_you_mean(name, table) if name else ""
    if hint:
        click.echo(f"citecheck: --outlet {name!r} is no outlet known here{hint}", err=True)
