"""`citecheck archive copy FROM TO`: everything one archive holds into another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from citecheck.archive.copying import CopyReport

_INTERRUPTED = 130


@click.command()
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
def copy(source: str, target: str) -> int:
    """Copy all stories, and what is declared complete, from one archive into another.

    Each of the two is a file or the postgresql:// address of a shared archive. What TO holds already stays
    and is completed. A copy that is ended, however that happens, goes on where it stood when the same command
    is given again; given once more after its end, it brings what FROM got since.

    \b
    Examples:
      citecheck archive copy desk.sqlite3 postgresql://archive.example/news
      citecheck archive copy postgresql://archive.example/news offline.sqlite3

    Ends with 0: TO holds everything; 2: an archive that cannot be used; 130: interrupted.
    """
    from citecheck.archive import open_archive
    from citecheck.archive.copying import copy_archive, note_path
    from citecheck.cli.archive_progress import bar
    from citecheck.errors import ArchiveError

    names = _absolute(source), _absolute(target)
    if names[0] == names[1]:
        raise click.UsageError("FROM and TO are the same archive")
    with open_archive(source, readonly=True) as held, open_archive(target) as other:
        total = sum(row.stories for row in held.stats())
        if not total:
            raise ArchiveError(f"{_without_password(source)}: holds no stories to copy")
        try:
            with bar("copying", total) as tell:
                report = copy_archive(
                    held, other, note_path(*names), lambda done: tell(done, f"{done:,} of {total:,} stories")
                )
        except KeyboardInterrupt:
            click.echo("citecheck: interrupted; the same command goes on from here", err=True)
            return _INTERRUPTED
    _say(report)
    return 0


def _absolute(name: str) -> str:
    return name if "://" in name else str(Path(name).expanduser().resolve())


def _without_password(name: str) -> str:
    if "://" not in name:
        return name
    from citecheck.archive.postgres.connection import without_password

    return without_password(name)


def _say(report: CopyReport) -> None:
    from citecheck.report.counts import plural

    before = f" ({report.before:,} copied by an earlier run)" if report.before else ""
    windows = plural(report.windows, "window")
    click.echo(f"{report.stories:,} stories{before}, {report.new:,} new; {windows} declared complete")
