"""The JSON report as lines: one an article, as soon as it is done, and a last one about the run."""

from __future__ import annotations

from citecheck.codes import FailLevel
from citecheck.models import ArticleReport, Report
from citecheck.report.interface import RenderOptions
from citecheck.report.json import SCHEMA, article_json, dumps, frame_json


def render(report: Report, options: RenderOptions) -> str:
    """Return the whole report as JSON Lines."""
    lines = [article_line(article, options.fail_on) for article in report.articles]
    return "".join([*lines, closing_line(report, options.fail_on)])


def article_line(article: ArticleReport, fail_on: FailLevel = FailLevel.MEANING) -> str:
    """Return one article's line, with its line end, to be written as soon as the article is judged."""
    return dumps({"schema": SCHEMA, "article": article_json(article, fail_on)}) + "\n"


def closing_line(report: Report, fail_on: FailLevel = FailLevel.MEANING) -> str:
    """Return the last line, with its line end: tool, notes, errors and summary of the whole run."""
    head, tail = frame_json(report, fail_on)
    return dumps({**head, **tail}) + "\n"
