"""JSON Lines in, JSON Lines out: the shape that `find --batch` and `support --batch` share."""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import click

from citecheck.processors import usable_processors

_ENCODER = json.JSONEncoder(ensure_ascii=False)


@contextmanager
def opened(name: str) -> Iterator[IO[str]]:
    """Open a batch file, or standard input for "-", as UTF-8.

    Raises:
        click.UsageError: it cannot be opened.
    """
    if name == "-":
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
        yield sys.stdin
        return
    try:
        file = Path(name).open(encoding="utf-8", errors="replace")  # noqa: SIM115 - closed by the with below
    except OSError as error:
        raise click.UsageError(f"{name}: cannot be read ({error.strerror})") from None
    with file:
        yield file


def rows(file: IO[str], name: str, needed: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """Yield one object a line; a bad line is reported on stderr by its number and skipped."""
    for number, line in enumerate(file, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            click.echo(f"citecheck: {name}:{number}: not valid JSON, skipped", err=True)
            continue
        missing = [key for key in needed if not isinstance(row, dict) or not isinstance(row.get(key), str)]
        if missing:
            click.echo(f'citecheck: {name}:{number}: needs "{missing[0]}" as text, skipped', err=True)
            continue
        yield row


def processes_for(file: IO[str], worth: int, most: int) -> int:
    """Return how many processes are worth starting for what is left of a file: 0 where this one is quicker.

    Args:
        file: what is read; of a pipe or a terminal nobody knows how much will come, and who waits for it.
        worth: bytes that take this process as long as others take to start.
        most: processes at most.
    """
    count = min(most, usable_processors())
    if count < 2:
        return 0
    try:
        status = os.fstat(file.fileno())
    except (OSError, ValueError):  # no file of the system's
        return 0
    return count if stat.S_ISREG(status.st_mode) and status.st_size >= worth else 0


def write(answer: dict[str, Any]) -> None:
    """Write one answer as a line of JSON."""
    sys.stdout.write(line_of(answer))


def line_of(answer: dict[str, Any]) -> str:
    """Return one answer as a line of JSON."""
    return _ENCODER.encode(answer) + "\n"


def utf8_stdout() -> None:
    """Make stdout UTF-8, as JSON is, whatever the locale says."""
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
