"""`citecheck support --claim C --evidence FILE`: one claim against one text, or many."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from citecheck.cli.batches import line_of, lines, opened, rows, utf8_stdout, write, write_answers
from citecheck.cli.options import judge_options

if TYPE_CHECKING:
    import asyncio

    from citecheck.judging import Bench
    from citecheck.models import Judgement

_JOBS = 8
_AHEAD = 32
"""Pairs that a stronger judge is given ahead of the one whose answer is written next."""
_NEEDED = ("claim", "evidence")


@click.command()
@click.option("--claim", metavar="TEXT", help="The sentence to judge.")
@click.option("--evidence", metavar="FILE|-", help="The text it should be backed by.")
@click.option("--batch", metavar="FILE.jsonl|-", help='One {"id", "claim", "evidence"} a line.')
@click.option(
    "-f",
    "--format",
    "output",
    type=click.Choice(("text", "json", "jsonl")),
    default="text",
    help="How to print the answer [text].",
)
@click.option("--offline", is_flag=True, help="Nothing leaves the machine (nor does it without a judge).")
@click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    envvar="CITECHECK_JOBS",
    metavar="N",
    help="Pairs judged side by side [8].",
)
@judge_options
def support(claim: str | None, evidence: str | None, batch: str | None, output: str, **given: Any) -> int:
    """Judge whether a text backs a claim, and quote the passage.

    With --judge a model of your own is asked besides, which reads what word checks cannot.

    \b
    Examples:
      citecheck support --claim "Both sides will exchange 6,000 bodies." --evidence story.txt
      citecheck support --batch pairs.jsonl --format jsonl
      citecheck support --batch pairs.jsonl --judge openai:llama3.1@http://localhost:11434/v1
    """
    # Settings are read only for a judge: word checks need none, and start sooner without.
    given["judge"] = given["judge"] or os.environ.get("CITECHECK_JUDGE") or None
    if batch:
        utf8_stdout()
        if given["judge"] is None:
            write_answers(batch, _NEEDED, answer_pairs, given["jobs"] or _JOBS)
        else:
            with lines(batch) as file:
                _write_all(rows(file, batch, _NEEDED), given)
        return 0
    if not claim or not evidence:
        raise click.UsageError('write: citecheck support --claim "…" --evidence FILE')
    with opened(evidence) as file:
        judgement = _judge_one(claim, file.read(), given)
    if output == "text":
        _print(judgement)
    else:
        utf8_stdout()
        _write(None, judgement)
    return 0


def _write(id: Any, judgement: Judgement) -> None:  # noqa: A002
    from citecheck.report.json import support_answer_json

    write(support_answer_json(id, judgement))


@contextmanager
def answer_pairs() -> Iterator[Callable[[dict[str, Any]], str]]:
    """Give what answers a row of a batch by word checks."""
    from citecheck.matcher.support.judge import judge_claim
    from citecheck.report.json import support_answer_json

    yield lambda row: line_of(support_answer_json(row.get("id"), judge_claim(row["claim"], row["evidence"])))


def _write_all(pairs: Iterable[dict[str, Any]], given: dict[str, Any]) -> None:
    """Have a stronger judge judge pairs as they are read and write the answers in their order."""
    import asyncio

    async def run() -> None:
        bench, notes = _bench(given)
        try:
            async for row, judgement in _judged(bench, pairs):
                _write(row.get("id"), judgement)
        finally:
            await bench.close()
        _say(notes)

    asyncio.run(run())


def _judge_one(claim: str, text: str, given: dict[str, Any]) -> Judgement:
    if given["judge"] is None:
        from citecheck.matcher.support.judge import judge_claim

        return judge_claim(claim, text)
    import asyncio

    async def run() -> Judgement:
        bench, notes = _bench(given)
        try:
            return await bench.claim(claim, text)
        finally:
            await bench.close()
            _say(notes)

    return asyncio.run(run())


def _bench(given: dict[str, Any]) -> tuple[Bench, dict[str, None]]:
    from citecheck.judging import open_bench
    from citecheck.settings import resolve

    notes: dict[str, None] = {}
    settings = resolve({name: value for name, value in given.items() if value}).settings
    return open_bench(settings, lambda line: notes.setdefault(line)), notes


def _say(notes: Iterable[str]) -> None:
    for line in notes:
        click.echo(f"citecheck: {line}", err=True)


async def _judged(
    bench: Bench, pairs: Iterable[dict[str, Any]]
) -> AsyncIterator[tuple[dict[str, Any], Judgement]]:
    """Yield each pair with its judgement, in order, some judged ahead."""
    import asyncio

    ahead: deque[tuple[dict[str, Any], asyncio.Task[Judgement]]] = deque()
    for row in pairs:
        ahead.append((row, asyncio.ensure_future(bench.claim(row["claim"], row["evidence"]))))
        if len(ahead) >= _AHEAD:
            first, task = ahead.popleft()
            yield first, await task
    for first, task in ahead:
        yield first, await task


def _print(judgement: Any) -> None:
    from citecheck.report.safe import visible

    click.echo(f"{judgement.support} ({judgement.score:.2f})")
    if judgement.evidence:
        click.echo(f"  “{visible(judgement.evidence.text)}”")
    for check in judgement.checks:
        click.echo(f"  {'+' if check.passed else '-'} {visible(check.text)}")
