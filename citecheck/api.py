"""The Python interface: the same check as the command line's, as functions."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

from citecheck import pipeline
from citecheck.errors import ArticleError
from citecheck.models import ArticleReport, Report
from citecheck.running import run
from citecheck.settings import Settings


def check(*names: str | Path, settings: Settings | None = None) -> Report:
    """Check articles and return the report.

    Args:
        names: files, folders, globs or addresses.
        settings: what the run is told; the defaults without keys, configuration or environment if None.
            `citecheck.settings.resolve({}).settings` gives those that the command line would use.

    Raises:
        ArchiveError, BaselineError, RecordingError: what the settings name cannot be opened.
        RuntimeError: called from a running event loop; use `acheck` there.
    """
    return run(acheck(*names, settings=settings))


async def acheck(*names: str | Path, settings: Settings | None = None) -> Report:
    """Check articles like `check`, from within an event loop."""
    return await pipeline.acheck([str(name) for name in names], settings or Settings())


def check_text(text: str, *, name: str = "article.txt", settings: Settings | None = None) -> Report:
    """Check a text that is at hand.

    Args:
        text: the article.
        name: what reports call it; its ending tells the format.
        settings: as for `check`.

    Raises:
        ArticleError: it cannot be read as an article.
        ArchiveError, BaselineError, RecordingError: what the settings name cannot be opened.
    """
    return run(pipeline.acheck_data({name: text.encode()}, settings or Settings()))


async def stream(
    *names: str | Path, settings: Settings | None = None
) -> AsyncIterator[ArticleReport | ArticleError]:
    """Yield each article's report as soon as it is done, or the error that kept it from being read."""
    async for report in pipeline.stream([str(name) for name in names], settings or Settings()):
        yield report
