"""`citecheck support --claim C --evidence FILE`: one claim against one text, or many."""

from __future__ import annotations

from typing import Any

import click

from citecheck.cli.batches import opened, rows, utf8_stdout, write


@click.command()
@click.option("--claim", metavar="TEXT", help="The sentence to judge.")
@click.option("--evidence", metavar="FILE|-", help="The text it should be backed by.")
@click.option("--batch", metavar="FILE.jsonl|-", help='One {"id", "claim", "evidence"} a line.')
@click.option("-f", "--format", "output", type=click.Choice(("text", "json", "jsonl")), default="text")
@click.option("--offline", is_flag=True, help="Nothing leaves the machine (so it is without this, too).")
def support(claim: str | None, evidence: str | None, batch: str | None, output: str, offline: bool) -> int:  # noqa: ARG001 - accepted for symmetry: no judge here uses the network
    """Judge whether a text backs a claim, and quote the passage.

    \b
    Examples:
      citecheck support --claim "Both sides will exchange 6,000 bodies." --evidence story.txt
      citecheck support --batch pairs.jsonl --format jsonl
    """
    from citecheck.matcher.support.judge import judge_claim
    from citecheck.report.json import support_answer_json

    if batch:
        utf8_stdout()
        with opened(batch) as file:
            for row in rows(file, batch, ("claim", "evidence")):
                write(support_answer_json(row.get("id"), judge_claim(row["claim"], row["evidence"])))
        return 0
    if not claim or not evidence:
        raise click.UsageError('write: citecheck support --claim "…" --evidence FILE')
    with opened(evidence) as file:
        judgement = judge_claim(claim, file.read())
    if output == "text":
        _print(judgement)
    else:
        utf8_stdout()
        write(support_answer_json(None, judgement))
    return 0


def _print(judgement: Any) -> None:
    from citecheck.report.safe import visible

    click.echo(f"{judgement.support} ({judgement.score:.2f})")
    if judgement.evidence:
        click.echo(f"  “{visible(judgement.evidence.text)}”")
    for check in judgement.checks:
        click.echo(f"  {'+' if check.passed else '-'} {visible(check.text)}")
