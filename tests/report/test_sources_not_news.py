"""Sources that are not news are read and not checked, and the last line of a report says so."""

import pytest

from citecheck.codes import FailLevel
from citecheck.models import Article, ArticleReport, Reference, ReferenceForm, ReferenceKind, Report, Span
from citecheck.report.counts import count, summary

PAPER = Reference("r1", Span(1, 1, 1, 9, 0, 8), "a paper", ReferenceKind.OTHER, ReferenceForm.ENTRY)


@pytest.mark.parametrize(
    ("papers", "clause"),
    [(0, None), (1, "1 source other than news not checked"), (2, "2 sources other than news not checked")],
)
def test_they_are_counted_apart(papers: int, clause: str | None) -> None:
    article = Article("draft.md", "markdown", "", references=(PAPER,) * papers)
    report = Report((ArticleReport(article, (), (), ()),))
    clauses = summary(report, count(report, FailLevel.MEANING))
    assert [c for c in clauses if "other than news" in c] == ([clause] if clause else [])
