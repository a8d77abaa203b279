"""`citecheck archive …`: the local archive of headlines, consulted before the network."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from citecheck.cli.archive_copy import copy
from citecheck.cli.archive_days import day, window_of
from citecheck.cli.archive_progress import bar
from citecheck.cli.archive_sync import sync
from citecheck.cli.options import archive_option

if TYPE_CHECKING:
    from citecheck.archive.importers import ImportReport, Progress
    from citecheck.models import Story

_MOST_BAD_SHOWN = 20


@click.group()
def archive() -> None:
    """Import, look at, copy and export the local archive of headlines.

    It is one file in your data folder, or the one that --archive names. Whatever it holds is answered from
    it, without asking the outlet again.
    """


archive.add_command(sync)
archive.add_command(copy)


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
    """Import headlines from files, each of a kind that shows in its first bytes, plain or compressed.

    \b
    TSV, CSV, JSON Lines   columns outlet, date, headline, url and, where there is one, text
    sitemaps, RSS, Atom    news sitemaps with headlines; of plain ones the words of the addresses
    WARC                   the pages, sitemaps, feeds and API lists in it

    Declaring them --complete lets a look-up say "not found": everything the outlets published is then known.

    \b
    Examples:
      citecheck archive import headlines.tsv
      citecheck archive import june.csv.gz --complete --from 2026-06-01 --to 2026-06-30
      citecheck archive import run.warc.gz
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
            with _reading(Path(file)) as progress:
                report = import_file(
                    held,
                    Path(file),
                    outlet=outlet,
                    pages=_story_of_page,
                    complete=complete,
                    window=window,
                    outlets=settings.outlets,
                    progress=progress,
                )
            _say(file, report)
    finally:
        held.close()
    return 0


@contextmanager
def _reading(file: Path) -> Iterator[Progress]:
    """Show how far the reading of a file is."""
    with bar(file.name, file.stat().st_size if file.exists() else 0) as tell:
        yield lambda rows, read: tell(read, f"{rows:,} rows")


def _story_of_page(body: bytes, url: str, outlet: str, headers: Mapping[str, str]) -> Story | str:
    """Read a page for the importer, which knows nothing of pages."""
    from citecheck.fetcher.interface import FetchError
    from citecheck.fetcher.page import read_page

    try:
        return read_page(body, url, outlet, headers=headers)
    except FetchError as error:
        return error.detail


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
    """Show what is held of each outlet, and for which days it is declared complete.

    \b
    Examples:
      citecheck archive stats
      citecheck archive stats --archive desk.sqlite3
    """
    from citecheck.archive import open_archive
    from citecheck.report.safe import visible
    from citecheck.settings import resolve

    held = open_archive(resolve({"archive": archive}).settings.archive)
    try:
        for row in held.stats():
            windows = [f"complete: {window}" for window in row.complete]
            windows += [f"complete by address: {window}" for window in row.addressed]
            complete = "; ".join(windows)
            days = f"{row.first or '?'} to {row.last or '?'}"
            click.echo(f"{visible(row.outlet):32}{row.stories:>10,}  {days:26}{complete}".rstrip())
    finally:
        held.close()
    return 0


@archive.command()
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write here, not to stdout."
)
@click.option("-f", "--format", "kind", type=click.Choice(("jsonl", "parquet")), help="Default: jsonl.")
@archive_option
def export(output: Path | None, kind: str | None, archive: str | None) -> int:
    """Write everything held as JSON Lines, or as a Parquet file (needs citecheck-news[parquet]).

    \b
    Examples:
      citecheck archive export > held.jsonl
      citecheck archive export -o held.jsonl
    """
    from citecheck.archive import open_archive
    from citecheck.archive.export import export_lines
    from citecheck.cli.batches import utf8_stdout
    from citecheck.settings import resolve

    if kind == "parquet" and output is None:
        raise click.UsageError("a Parquet file is not for the terminal: name it with --output")
    held = open_archive(resolve({"archive": archive}).settings.archive)
    try:
        if kind == "parquet" and output is not None:
            from citecheck.archive.parquet import export_parquet

            export_parquet(held.stories(), output)
        elif output is None:
            utf8_stdout()
            for line in export_lines(held.stories()):
                sys.stdout.write(line + "\n")
        else:
            with output.open("w", encoding="utf-8") as file:
                file.writelines(line + "\n" for line in export_lines(held.stories()))
    finally:
        held.close()
    return 0


@archive.command()
@archive_option
def compact(archive: str | None) -> int:
    """Give back the space of the file that holds nothing, and make look-ups quick again.

    \b
    Examples:
      citecheck archive compact
    """
    from citecheck.archive import open_archive
    from citecheck.settings import resolve

    held = open_archive(resolve({"archive": archive}).settings.archive)
    try:
        held.compact()
    finally:
        held.close()
    return 0
