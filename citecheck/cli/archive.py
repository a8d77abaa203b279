"""`citecheck archive …`: the local archive of headlines, consulted before the network."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from citecheck.cli.archive_days import day, window_of
from citecheck.cli.archive_sync import sync
from citecheck.cli.options import archive_option

if TYPE_CHECKING:
    from citecheck.archive.importers import ImportReport

_MOST_BAD_SHOWN = 20


@click.group()
def archive() -> None:
    """Import, look at and export the local archive of headlines.

    It is one file in your data folder, or the one that --archive names. Whatever it holds is answered from
    it, without asking the outlet again.
    """


archive.add_command(sync)


@archive.command(name="import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--outlet", metavar="NAME", help="Whose headlines these are, where the rows do not say.")
@click.option("--complete", is_flag=True, help="The files list all that their outlets published.")
@click.option("--from", "start", metavar="DATE", help="With --complete: from this day on (2026-06-01).")
@click.option("--to", "end", metavar="DATE", help="With --complete: up to this day.")
@archive_option
def import_files(
    files: tuple[str, ...],
    outlet: str | None,
    complete: bool,
    start: str | None,
    end: str | None,
    archive: str | None,
) -> int:
    """Import headlines from TSV, CSV or JSON Lines, plain or compressed.

    The columns are outlet, date, headline, url and, where there is one, text. Declaring them --complete
    lets a look-up say "not found": everything the outlets published is then known.

    \b
    Examples:
      citecheck archive import headlines.tsv
      citecheck archive import june.csv.gz --complete --from 2026-06-01 --to 2026-06-30
    """
    from citecheck.archive import open_archive
    from citecheck.archive.importers import import_file
    from citecheck.settings import resolve

    window = None
    if start or end:
        if not complete:
            raise click.UsageError("--from and --to say what is complete: add --complete")
        window = window_of(day(start, "--from") if start else None, day(end, "--to") if end else None)
    settings = resolve({"archive": archive}).settings
    held = open_archive(settings.archive)
    try:
        for file in files:
            report = import_file(
                held, Path(file), outlet=outlet, complete=complete, window=window, outlets=settings.outlets
            )
            _say(file, report)
    finally:
        held.close()
    return 0


def _say(file: str, report: ImportReport) -> None:
    """Say what an import did: problems on stderr, the figures on stdout."""
    from citecheck.report.safe import visible

    for bad in report.bad_rows[:_MOST_BAD_SHOWN]:
        click.echo(f"citecheck: {file}:{bad.line}: {visible(bad.why)}, skipped", err=True)
    if report.bad > _MOST_BAD_SHOWN:
        click.echo(f"citecheck: {file}: {report.bad - _MOST_BAD_SHOWN:,} more rows skipped", err=True)
    for name in report.incomplete:
        click.echo(
            f"citecheck: {file}: {visible(name)} is not declared complete, because rows were skipped",
            err=True,
        )
    click.echo(f"{file}: {report.rows:,} rows, {report.new:,} new, {report.bad:,} skipped")


@archive.command()
@archive_option
def stats(archive: str | None) -> int:
    """Show what is held of each outlet, and for which days it is declared complete."""
    from citecheck.archive import open_archive
    from citecheck.report.safe import visible
    from citecheck.settings import resolve

    held = open_archive(resolve({"archive": archive}).settings.archive)
    try:
        for row in held.stats():
            complete = "; ".join(f"complete: {window}" for window in row.complete)
            days = f"{row.first or '?'} to {row.last or '?'}"
            click.echo(f"{visible(row.outlet):32}{row.stories:>10,}  {days:26}{complete}".rstrip())
    finally:
        held.close()
    return 0


@archive.command()
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write here, not to stdout."
)
@archive_option
def export(output: Path | None, archive: str | None) -> int:
    """Write everything held as JSON Lines."""
    from citecheck.archive import open_archive
    from citecheck.archive.export import export_lines
    from citecheck.cli.batches import utf8_stdout
    from citecheck.settings import resolve

    held = open_archive(resolve({"archive": archive}).settings.archive)
    try:
        if output is None:
            utf8_stdout()
            for line in export_lines(held.stories()):
                sys.stdout.write(line + "\n")
        else:
            with output.open("w", encoding="utf-8") as file:
                file.writelines(line + "\n" for line in export_lines(held.stories()))
    finally:
        held.close()
    return 0
