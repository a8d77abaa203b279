"""`citecheck [check] FILE…`: the default command."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from citecheck.cli.completion import complete_file, complete_outlet
from citecheck.cli.options import FORMATS, connections, judge_options, network_options, warn_of_misspelling
from citecheck.codes import FailLevel

_UNCHECKED, _INTERRUPTED = 3, 130


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH|DIR|GLOB|URL|-]...", shell_complete=complete_file)
@click.option("-f", "--format", type=click.Choice(FORMATS), help="Format of the report on stdout [text].")
@click.option(
    "--report", "reports", multiple=True, metavar="FORMAT=FILE", help="Also write this report (repeatable)."
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the report here instead of to stdout.",
)
@click.option(
    "--fail-on",
    type=click.Choice([level.value for level in FailLevel]),
    help="Mildest finding that ends the run with 1; graver ones do too [meaning].",
)
@click.option(
    "--baseline",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Findings in this file are known: counted, but failing nothing.",
)
@click.option("--update-baseline", is_flag=True, help="Write the findings of this run to the baseline.")
@click.option(
    "--changed-from", metavar="REF", help="Only articles that differ from this git commit or branch."
)
@click.option("--files-from", metavar="FILE|-", help="Also check the files that this file lists, one a line.")
@click.option(
    "--allow-unchecked", is_flag=True, help="End with 0, not 3, where something could not be checked."
)
@click.option("--exit-zero", is_flag=True, help="End with 0 whatever is found.")
@click.option("--claims/--no-claims", default=None, help="Judge the claims too, or only the references.")
@click.option(
    "--outlet",
    "default_outlet",
    metavar="NAME",
    shell_complete=complete_outlet,
    help="Outlet of references that name none.",
)
@click.option(
    "--date", metavar="DATE", help="Date of references that give none: 2025, 2025-06 or 2025-06-03."
)
@click.option("--stdin-filename", default="-", metavar="NAME", help="Name (and so format) of standard input.")
@judge_options
@network_options
@click.option("-q", "--quiet", is_flag=True, help="No progress and no notes on stderr.")
@click.option("-v", "--verbose", is_flag=True, help="Explain what each route was asked and answered.")
@click.option("--color/--no-color", default=None, help="Colour, or none (NO_COLOR is honoured).")
@click.option("--schema", is_flag=True, help="Print the JSON Schema of the JSON report and end.")
def check(paths: tuple[str, ...], **given: Any) -> int:
    """Check that every news article a text cites exists at its outlet, and backs what the text claims.

    \b
    Examples:
      citecheck article.txt                      check a draft
      citecheck drafts/ --format json            every article of a folder, as JSON
      citecheck --offline article.md             ask only the local archive
      citecheck - < article.txt                  read standard input
      citecheck drafts/ --changed-from main      only what was changed since main

    Ends with 0: clean; 1: findings at or above --fail-on; 2: usage, configuration or unreadable
    input; 3: nothing wrong found, but something could not be checked; 130: interrupted.
    """
    if given.pop("schema"):
        from citecheck.report.json import schema_text

        click.echo(schema_text(), nl=False)
        return 0
    return _check(paths, given)


def _check(paths: tuple[str, ...], given: dict[str, Any]) -> int:
    from citecheck.cli.outcome import before_update, step_summary, with_updated_baseline
    from citecheck.cli.terminal import plain_options, progress_line, render_options
    from citecheck.codes import exit_code
    from citecheck.pipeline import acheck
    from citecheck.processors import usable_processors
    from citecheck.report.interface import render
    from citecheck.running import run
    from citecheck.settings import resolve

    show = {
        name: given.pop(name)
        for name in (
            "reports",
            "output",
            "exit_zero",
            "allow_unchecked",
            "quiet",
            "verbose",
            "color",
            "stdin_filename",
        )
    }
    update = given.pop("update_baseline")
    files_from, changed_from = given.pop("files_from"), given.pop("changed_from")
    extra = [_report_target(text) for text in show["reports"]]
    given["connect_to"] = connections(given["connect_to"])
    settings = resolve(given).settings
    if settings.format not in FORMATS:
        raise click.UsageError(f"format {settings.format!r}: choose from {', '.join(FORMATS)}")
    named = paths if paths or files_from else settings.paths
    if not named and changed_from is None and files_from is None:
        raise click.UsageError(
            "give an article: a file, a folder, an address, or - for standard input "
            "(or set paths in citecheck.toml)"
        )
    names, missing = _chosen(named, files_from, changed_from)
    warn_of_misspelling(settings.default_outlet, settings.outlets)
    progress = progress_line(show["quiet"] or show["verbose"])
    asked = before_update(settings) if update else settings
    running = acheck(
        names,
        asked,
        stdin_filename=show["stdin_filename"],
        progress=progress,
        processes=usable_processors(),
    )
    report = run(running)
    progress("")
    report = replace(report, errors=(*missing, *report.errors))
    if not names and not report.errors and not show["quiet"]:
        click.echo("citecheck: there is nothing to check", err=True)
    if update:
        report = with_updated_baseline(report, settings)
    for line in report.errors:
        click.echo(f"citecheck: {line}", err=True)
    if report.articles or settings.format != "text":
        options = render_options(show["output"], show["color"], show["verbose"], settings.fail_on)
        text = render(report, settings.format, options)
        _write(text, show["output"])
    for name, target in extra:
        _write(render(report, name, plain_options(settings.fail_on)), target)
    if settings.format == "github":
        step_summary(render(report, "markdown", plain_options(settings.fail_on)))
    return _exit_code(exit_code(report, settings.fail_on), show)


def _exit_code(code: int, show: dict[str, Any]) -> int:
    """Return the exit code as the user wants it; an interrupted run stays one."""
    if code != _INTERRUPTED and show["exit_zero"]:
        return 0
    return 0 if code == _UNCHECKED and show["allow_unchecked"] else code


def _chosen(
    paths: tuple[str, ...], files_from: str | None, changed_from: str | None
) -> tuple[list[str], list[str]]:
    """Return what to check, and a line for each path that is wrong."""
    from citecheck.cli.choosing import changed, listed

    if files_from == "-" and "-" in paths:
        raise click.UsageError("standard input is either the article or the list of --files-from")
    names = [*paths, *(listed(files_from) if files_from else ())]
    if changed_from is None:
        return names, []
    if files_from and not names:
        return [], []
    return changed(names, changed_from)


def _report_target(text: str) -> tuple[str, Path]:
    name, _, file = text.partition("=")
    if name not in FORMATS or not file:
        raise click.UsageError(f"--report {text!r}: write FORMAT=FILE with one of {', '.join(FORMATS)}")
    return name, Path(file)


def _write(text: str, target: Path | None) -> None:
    if target is None:
        click.echo(text, nl=not text.endswith("\n"))
        return
    try:
        target.write_text(text if text.endswith("\n") else text + "\n", encoding="utf-8")
    except OSError as error:
        raise click.UsageError(f"{target}: cannot be written ({error.strerror})") from None
