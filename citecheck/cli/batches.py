"""JSON Lines in, JSON Lines out: the shape that `find --batch` and `support --batch` share."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import click

from citecheck.cli.lines import Lines
from citecheck.lots import Opener, answers
from citecheck.memory import collect_seldom
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


@contextmanager
def lines(name: str) -> Iterator[Lines]:
    """Open a batch file, or standard input for "-", to be read line by line.

    Raises:
        click.UsageError: it cannot be opened.
    """
    with opened(name) as file:
        yield Lines(file.fileno())


def rows(lines: Iterable[str], name: str, needed: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """Yield one object a line; a bad line is reported on stderr by its number and skipped."""
    for number, line in enumerate(lines, 1):
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


def write_answers(name: str, needed: tuple[str, ...], opened: Opener, jobs: int) -> None:
    """Answer the rows of a batch file, or of standard input for "-", with at most `jobs` processes.

    Raises:
        click.UsageError: the file cannot be opened.
    """
    collect_seldom()
    most = min(jobs, usable_processors())
    with lines(name) as source:
        for line in answers(rows(source, name, needed), opened, most=most, has_more=source.has_more):
            sys.stdout.write(line)
            if not source.has_more():
                sys.stdout.flush()  # who sends the rows may wait for it


def write(answer: dict[str, Any]) -> None:
    """Write one answer as a line of JSON."""
    sys.stdout.write(line_of(answer))


def line_of(answer: dict[str, Any]) -> str:
    """Return one answer as a line of JSON."""
    return _ENCODER.encode(answer) + "\n"


def utf8_stdout() -> None:
    """Make stdout UTF-8, as JSON is, whatever the locale says."""
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
