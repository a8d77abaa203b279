"""What a program that imports citecheck relies on; checked by mypy, not run."""

from __future__ import annotations

from pathlib import Path

import citecheck

report: citecheck.Report = citecheck.check("a.txt", Path("b.md"), settings=citecheck.Settings(offline=True))
text_report: citecheck.Report = citecheck.check_text("…", name="a.md")
code: int = citecheck.exit_code(report, citecheck.FailLevel.MEANING)
article: citecheck.ArticleReport = report.articles[0]
verdicts: list[citecheck.Verdict] = [result.verdict for result in article.references]
supports: list[citecheck.Support] = [result.support for result in article.claims]
place: tuple[int, int] = (article.findings[0].span.line, article.findings[0].span.column)

settled: list[str | None] = [finding.suppressed for finding in article.findings if finding.settled]
known: list[bool] = [finding.known for finding in article.findings]
error: type[citecheck.CitecheckError] = citecheck.BaselineError


async def later() -> None:
    """Use the asynchronous twins."""
    whole: citecheck.Report = await citecheck.acheck("a.txt")
    async for one in citecheck.stream("a.txt", "b.txt"):
        if isinstance(one, citecheck.ArticleError):
            print(one, whole.errors)
        else:
            print(one.article.path)
