"""`citecheck find HEADLINE --outlet NAME`: one headline, or many."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import click

from citecheck.cli.batches import line_of, lines, rows, utf8_stdout, write, write_answers
from citecheck.cli.completion import complete_outlet
from citecheck.cli.options import connections, network_options, warn_of_misspelling


@click.command()
@click.argument("headline", required=False)
@click.option(
    "--outlet", metavar="NAME", shell_complete=complete_outlet, help="Who is said to have published it."
)
@click.option("--date", metavar="DATE", help="When: 2025, 2025-06 or 2025-06-03.")
@click.option("--url", metavar="URL", help="Where it is said to stand.")
@click.option("--batch", metavar="FILE.jsonl|-", help='One {"id", "headline", "outlet", "date"?} a line.')
@click.option(
    "-f",
    "--format",
    "output",
    type=click.Choice(("text", "json", "jsonl")),
    help="How to print the answer [text].",
)
@network_options
def find(
    headline: str | None,
    outlet: str | None,
    date: str | None,
    url: str | None,
    batch: str | None,
    **given: Any,
) -> int:
    """Look up a headline at an outlet.

    \b
    Examples:
      citecheck find "Talks end without a ceasefire" --outlet Reuters --date 2025-06-02
      citecheck find --batch questions.jsonl --offline --format jsonl
    """
    from citecheck.models import Question
    from citecheck.settings import resolve

    output = given.pop("output")
    given["connect_to"] = connections(given["connect_to"])
    settings = resolve(given).settings
    if batch:
        if headline or outlet or date or url:
            raise click.UsageError("--batch takes headline, outlet, date and url from the file")
        return _batch(batch, settings)
    if not headline or not outlet:
        raise click.UsageError('write: citecheck find "HEADLINE" --outlet NAME')
    warn_of_misspelling(outlet, settings.outlets)
    question = Question(settings.outlets.canonical(outlet), headline, date, url)
    return _run(_one(question, settings, output or "text"))


def _batch(name: str, settings: Any) -> int:
    utf8_stdout()
    if settings.offline:
        return _batch_offline(name, settings)
    return _run(_batch_online(name, settings))


def _batch_offline(name: str, settings: Any) -> int:
    """Answer from the archive alone: no event loop, nothing imported that only the network needs."""
    from dataclasses import replace

    opened = partial(answer_offline, replace(settings, keys={}))
    write_answers(name, ("headline", "outlet"), opened, settings.jobs)
    return 0


@contextmanager
def answer_offline(settings: Any) -> Iterator[Callable[[dict[str, Any]], str]]:
    """Give what answers a row of a batch from the archive."""
    from citecheck.archive import open_archive
    from citecheck.find import find_offline
    from citecheck.questions import reference_of
    from citecheck.report.json import find_answer_json

    outlets = settings.outlets
    archive = open_archive(settings.archive)

    def answer(row: dict[str, Any]) -> str:
        reference = reference_of(_question(row, outlets))
        return line_of(find_answer_json(row.get("id"), find_offline(reference, archive, outlets)))

    try:
        yield answer
    finally:
        archive.close()


def _run(work: Coroutine[Any, Any, int]) -> int:
    from citecheck.running import run  # brings asyncio, which takes as long to import as a hundred answers

    return run(work)


async def _batch_online(name: str, settings: Any) -> int:
    import asyncio

    from citecheck.checker import Checker
    from citecheck.questions import reference_of
    from citecheck.report.json import find_answer_json
    from citecheck.resources import open_resources

    async with open_resources(settings) as resources:
        checker = Checker(settings, resources)
        with lines(name) as file:
            asked = [
                (row.get("id"), checker.reference(reference_of(_question(row, resources.outlets))))
                for row in rows(file, name, ("headline", "outlet"))
            ]
        tasks = [(key, asyncio.ensure_future(task)) for key, task in asked]
        for key, task in tasks:
            write(find_answer_json(key, await task))
    return 0


def _question(row: dict[str, Any], outlets: Any) -> Any:
    from citecheck.models import Question

    def text(key: str) -> str | None:
        value = row.get(key)
        return value if isinstance(value, str) and value.strip() else None

    return Question(outlets.canonical(row["outlet"]), row["headline"], text("date"), text("url"))


async def _one(question: Any, settings: Any, output: str) -> int:
    from citecheck.checker import Checker
    from citecheck.models import Verdict
    from citecheck.questions import reference_of
    from citecheck.report.json import find_answer_json
    from citecheck.resources import open_resources

    async with open_resources(settings) as resources:
        result = await Checker(settings, resources).reference(reference_of(question))
        for note in resources.notes:
            click.echo(f"note: {note}", err=True)
    if output == "text":
        _print(result)
    else:
        utf8_stdout()
        write(find_answer_json(None, result))
    if result.verdict is Verdict.UNCHECKED:
        return 3
    return 0 if result.verdict is Verdict.VERIFIED else 1


def _print(result: Any) -> None:
    from citecheck.report.safe import visible

    word = f"{result.verdict} ({result.change})" if result.change else str(result.verdict)
    lines = [f"{word}: {result.reason}"]
    if result.story:
        lines.append(f'  "{result.story.headline}" – {result.story.outlet}')
        lines += [f"  {part}" for part in (result.story.published, result.story.url) if part]
    elif result.nearest:
        lines.append("  nearest:")
        lines += [f'  - "{n.story.headline}" – {n.story.outlet}  {n.story.url}' for n in result.nearest[:3]]
    lines += [f"  {line}" for line in (result.coverage, *result.advice) if line]
    for line in lines:
        click.echo(visible(line))
