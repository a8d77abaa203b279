"""The story on one page: parse -> find -> read -> judge -> report."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import contextmanager

from citecheck import inputs
from citecheck.checker import Checker, Progress, work_here
from citecheck.errors import ArchiveError, ArticleError
from citecheck.hands import Hands, processes_for
from citecheck.models import ArticleReport, Report
from citecheck.reachability import NETWORK_DOWN, nothing_reached
from citecheck.resources import Resources, open_resources
from citecheck.settings import Settings
from citecheck.suppressions import remarks


async def acheck(
    names: Sequence[str],
    settings: Settings,
    *,
    stdin_filename: str = "-",
    progress: Progress | None = None,
    processes: int = 1,
) -> Report:
    """Check articles and return the report; what is known is returned even if the task is cancelled.

    Args:
        names: files, folders, globs, addresses, or "-" for standard input.
        settings: what the run is told.
        stdin_filename: the name standard input is reported under.
        progress: called as work is done.
        processes: how many may share the work where there is enough of it. They are spawned, so a program
            that asks for them must do so under `if __name__ == "__main__"`.

    Raises:
        ArchiveError, BaselineError, RecordingError: what the settings name cannot be opened.
    """
    given, errors = inputs.expand(names)
    async with open_resources(settings, inputs.hosts(given)) as resources:
        count = processes_for(given, min(processes, settings.jobs))
        with _hands(count, settings, resources) as hands:
            checker = Checker(settings, resources, progress, hands)
            return await _report(checker.start(given, stdin_filename), checker, resources, settings, errors)


@contextmanager
def _hands(count: int, settings: Settings, resources: Resources) -> Iterator[Hands | None]:
    """Start processes for the work, where there are to be any, and end them."""
    if not count:
        yield None
        return
    from citecheck.pool import NoProcessesError
    from citecheck.processes import Processes

    try:
        hands = Processes(count, settings, work_here(settings, resources))
    except NoProcessesError:
        yield None
        return
    try:
        yield hands
    finally:
        hands.close()


async def acheck_data(data: Mapping[str, bytes], settings: Settings) -> Report:
    """Check articles that are at hand, by name.

    Raises:
        ArticleError: one cannot be read as an article.
        ArchiveError, BaselineError, RecordingError: what the settings name cannot be opened.
    """
    async with open_resources(settings) as resources:
        checker = Checker(settings, resources)
        tasks = [
            asyncio.create_task(checker.data(content, name), name=name) for name, content in data.items()
        ]
        report = await _report(tasks, checker, resources, settings, [])
    if report.errors:
        raise ArticleError(report.errors[0])
    return report


async def _report(
    tasks: Sequence[asyncio.Task[ArticleReport]],
    checker: Checker,
    resources: Resources,
    settings: Settings,
    errors: list[str],
) -> Report:
    """Wait for every article and put the run together; a cancelled run reports what it has."""
    interrupted = False
    try:
        if tasks:
            await asyncio.wait(tasks)
    except asyncio.CancelledError:
        interrupted = True
        checker.stop()
        await asyncio.wait(tasks)
    reports = []
    for task in tasks:
        try:
            reports.append(task.result())
        except ArticleError as error:
            errors.append(str(error))
        except ArchiveError:
            raise
        except Exception as error:
            # A fault of ours in one article must not lose the others; its name is the task's.
            if os.environ.get("CITECHECK_DEBUG"):
                raise
            errors.append(
                f"{task.get_name()}: not checked, because of a fault in citecheck "
                f"({type(error).__name__}: {error}); please report it (CITECHECK_DEBUG=1 shows the traceback)"
            )
    for note in _closing_notes(reports, resources, settings):
        resources.note(note)
    return Report(tuple(reports), tuple(resources.notes), tuple(errors), settings.claims, interrupted)


async def stream(names: Sequence[str], settings: Settings) -> AsyncIterator[ArticleReport | ArticleError]:
    """Yield the report of each article as soon as it is done, or the error that kept it from being read.

    Raises:
        ArchiveError, BaselineError, RecordingError: what the settings name cannot be opened.
    """
    given, errors = inputs.expand(names)
    for line in errors:
        yield ArticleError(line)
    async with open_resources(settings, inputs.hosts(given)) as resources:
        tasks = Checker(settings, resources).start(given)
        try:
            for done in asyncio.as_completed(tasks):
                try:
                    yield await done
                except ArticleError as error:
                    yield error
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


def _closing_notes(
    reports: Sequence[ArticleReport], resources: Resources, settings: Settings
) -> Iterator[str]:
    """Yield what is to say of the whole run, in the order of its articles."""
    if nothing_reached(route for report in reports for r in report.references for route in r.routes):
        yield NETWORK_DOWN
    for report in reports:
        yield from remarks(report, resources.today, claims_checked=settings.claims)
    known = resources.baseline
    stale = known.stale(reports, claims_checked=settings.claims) if known else 0
    if stale:
        yield (
            f"{stale} of the findings known in {settings.baseline} did not come up again "
            "(--update-baseline takes them out)"
        )
