"""`citecheck parse FILE`: what is read, before anything is asked."""

from __future__ import annotations

from typing import Any

import click

from citecheck.cli.completion import complete_file


@click.command()
@click.argument("path", metavar="FILE|-", shell_complete=complete_file)
@click.option(
    "-f",
    "--format",
    "output",
    type=click.Choice(("text", "json")),
    default="text",
    help="How to print it [text].",
)
@click.option("--stdin-filename", default="-", metavar="NAME", help="Name (and so format) of standard input.")
@click.option("--claims/--no-claims", default=True, help="Read the claims too.")
@click.option(
    "--config", metavar="FILE", help="Read this configuration instead of the nearest citecheck.toml."
)
def parse(path: str, output: str, stdin_filename: str, claims: bool, config: str | None) -> int:
    """Show the references and claims that are read from FILE; nothing is asked.

    \b
    Examples:
      citecheck parse article.txt
      citecheck parse article.md --format json
    """
    from citecheck import inputs, parser
    from citecheck.report.json import dumps, parsed_article_json
    from citecheck.settings import resolve

    settings = resolve({"config": config}).settings
    data = inputs.read(path)
    article = parser.parse(
        data,
        name=stdin_filename if path == "-" else path,
        outlets=settings.outlets,
        claims=claims,
        languages=settings.languages,
    )
    if output == "json":
        click.echo(dumps(parsed_article_json(article), indent=2))
    else:
        click.echo(_as_text(article), nl=False)
    return 0


def _as_text(article: Any) -> str:
    from citecheck.report.safe import spelled

    lines = [f"{article.path}: {len(article.references)} references, {len(article.claims)} claims"]
    for r in article.references:
        parts = [f'"{r.headline}"' if r.headline else None, r.outlet, r.date, r.author, r.url]
        kind = "" if r.kind == "news" else f" ({r.kind})"
        lines.append(f"{r.span.line}:{r.span.column}  {r.id}{kind}  " + " – ".join(p for p in parts if p))
    lines += [
        f"{u.span.line}:{u.span.column}  not read: {u.why}: {' '.join(u.text.split())}"
        for u in article.unread
    ]
    for c in article.claims:
        leans = f"  [{', '.join(c.references)}]" if c.references else ""
        lines.append(f"{c.span.line}:{c.span.column}  {c.id}  {c.text}{leans}")
    return "".join(spelled(line) + "\n" for line in lines)
