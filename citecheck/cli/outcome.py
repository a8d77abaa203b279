"""What a run leaves behind besides its reports: a baseline, and the summary of a GitHub job."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import click

from citecheck.baseline import read_baseline
from citecheck.models import Report
from citecheck.settings import Settings


def before_update(settings: Settings) -> Settings:
    """Return the settings of a run that writes its baseline: one that knows nothing yet.

    Raises:
        click.UsageError: no baseline is named.
        BaselineError: there is a file, but it is no baseline, so it must not be overwritten.
    """
    if settings.baseline is None:
        raise click.UsageError("--update-baseline needs --baseline FILE")
    read_baseline(settings.baseline, missing_ok=True)
    return replace(settings, baseline=None)


def with_updated_baseline(report: Report, settings: Settings) -> Report:
    """Write the baseline after a run and return the report as seen from it; an interrupted run writes none.

    Raises:
        BaselineError: it cannot be written.
    """
    if settings.baseline is None or report.interrupted:
        return report
    baseline = read_baseline(settings.baseline, missing_ok=True)
    baseline = baseline.updated(report.articles, claims_checked=report.claims_checked)
    baseline.write()
    return replace(report, articles=tuple(baseline.mark(article) for article in report.articles))


def step_summary(markdown: str) -> None:
    """Add a report to the summary page of a GitHub job, where this is one; failing to only costs a line."""
    target = os.environ.get("GITHUB_STEP_SUMMARY")
    if not target:
        return
    try:
        with Path(target).open("a", encoding="utf-8") as file:
            file.write(markdown + "\n")
    except OSError as error:
        click.echo(f"citecheck: {target}: the summary cannot be written ({error.strerror})", err=True)
