"""Workflow commands: annotations at the lines of a pull request.

GitHub keeps ten annotations of each grade for a step, so the ten worst are written, and a last line
says how many there are. The whole report fits better into the step's summary, as Markdown.
"""

from __future__ import annotations

from collections import Counter

from citecheck.codes import CODES
from citecheck.models import Finding, Report, Span
from citecheck.report.counts import count, outcome, summary
from citecheck.report.interface import RenderOptions
from citecheck.report.labels import Gravity, gravity
from citecheck.report.safe import clip, visible

_KEPT = 10
_COMMANDS = {Gravity.ERROR: "error", Gravity.WARNING: "warning", Gravity.NOTE: "notice"}
_ORDER = list(Gravity)


def render(report: Report, options: RenderOptions) -> str:
    """Return workflow commands, a line each, and a closing line in plain words."""
    lines = [f"::error title=citecheck::{_data(error)}" for error in report.errors[:_KEPT]]
    used = Counter({Gravity.ERROR: len(lines)})
    hidden = len(report.errors) - len(lines)
    for path, finding in _worst_first(report):
        grade = gravity(finding.code)
        used[grade] += 1
        if used[grade] <= _KEPT:
            lines.append(_annotation(path, finding, grade))
        else:
            hidden += 1
    room = max(0, _KEPT - used[Gravity.NOTE])
    lines += [f"::notice title=citecheck::{_data(note)}" for note in report.notes[:room]]
    counts = count(report, options.fail_on)
    words = [f"citecheck: {outcome(report, counts)[1]}", *summary(report, counts)]
    if hidden:
        words.append(f"{hidden} more than GitHub shows are in the full report")
    return "\n".join([*lines, "; ".join(words) + "."]) + "\n"


def _worst_first(report: Report) -> list[tuple[str, Finding]]:
    every = [
        (article.article.path, finding)
        for article in report.articles
        for finding in article.findings
        if not finding.settled
    ]
    codes = list(CODES)
    return sorted(every, key=lambda item: (_ORDER.index(gravity(item[1].code)), codes.index(item[1].code)))


def _annotation(path: str, finding: Finding, grade: Gravity) -> str:
    words = finding.message + (f"\nWrite: {finding.suggestion}" if finding.suggestion else "")
    where = {
        "file": path,
        **_region(finding.span),
        "title": f"citecheck {finding.code} {CODES[finding.code].name}",
    }
    properties = ",".join(f"{key}={_property(str(value))}" for key, value in where.items())
    return f"::{_COMMANDS[grade]} {properties}::{_data(words)}"


def _region(span: Span) -> dict[str, int]:
    """Return the place; columns only inside one line, because GitHub ignores the rest otherwise."""
    region = {"line": span.line, "endLine": max(span.line, span.end_line)}
    if span.line == span.end_line:
        region |= {"col": span.column, "endColumn": span.end_column}
    return region


def _data(text: str) -> str:
    """Return a message, escaped: per cent signs and line ends."""
    lines = [visible(line) for line in clip(text, 2000).split("\n")]
    return "%0A".join(line.replace("%", "%25") for line in lines)


def _property(text: str) -> str:
    """Return a property's value, escaped: what ends a property, too."""
    return _data(clip(text, 500)).replace(":", "%3A").replace(",", "%2C")
