"""`citecheck explain CC002`: what a finding code means and what to do about it."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

import click

from citecheck.cli.completion import complete_code
from citecheck.codes import CODES, Code


@click.command()
@click.argument("code", required=False, metavar="[CODE]", shell_complete=complete_code)
def explain(code: str | None) -> int:
    """Explain a finding code: why it is given, an example, what to do. Without CODE, list them all.

    \b
    Examples:
      citecheck explain
      citecheck explain CC002
    """
    if code is None:
        for known in CODES.values():
            click.echo(f"{known.code}  {known.name:24}{known.summary}")
        return 0
    found = CODES.get(code.upper()) or next((c for c in CODES.values() if c.name == code.lower()), None)
    if found is None:
        raise click.UsageError(f"no finding code {code!r}{_nearest(code)}")
    for paragraph in _paragraphs(found):
        click.echo(paragraph)
    return 0


def _nearest(code: str) -> str:
    codes = {c.name: c.code for c in CODES.values()}
    close = difflib.get_close_matches(code.lower(), codes, n=1)
    return f" (did you mean {codes[close[0]]}?)" if close else f" (known: {', '.join(CODES)})"


def _paragraphs(code: Code) -> Iterator[str]:
    from citecheck.examples import EXAMPLES, STORIES

    width = 88
    yield f"{code.code} {code.name}"
    for text in (code.summary, code.why):
        yield "\n" + click.wrap_text(text, width)
    example = EXAMPLES[code.code]
    yield "\nExample. All that two outlets published in June 2026:\n"
    for story in STORIES:
        head = f"“{story.headline}” – {story.outlet}, {story.date}"
        yield click.wrap_text(head, width, "    ", "    ")
        yield click.wrap_text(story.text, width, "      ", "      ")
    yield "\nA draft:\n"
    for line in example.draft.splitlines():
        yield click.wrap_text(line, width, "    ", "      ") if line else ""
    yield f"\nThe report says, with {code.code}:\n"
    yield click.wrap_text(example.says, width, "    ", "    ")
    if example.write:
        yield click.wrap_text(f"write {example.write}", width, "    → ", "      ")
    yield "\n" + click.wrap_text(f"What to do: {code.remedy}", width)
    yield f"\nFails a run at --fail-on {code.level} and every milder level."
