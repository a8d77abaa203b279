"""Findings that a directive in the article itself suppresses, with a reason and, if wished, an end.

    ignore CC003[, CC005 …] reason [until 2027-01-01]

A directive speaks for the findings with these codes that touch its own line or, where it stands
alone on its line, the next line with words. CC302, which is about the whole article, is suppressed
from anywhere in it. Pure: the day comes from outside.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from citecheck.codes import CODES, UNCHECKED, about_claims
from citecheck.models import Article, ArticleReport, Directive, Finding, Span

_CODES = re.compile(r"(\w+(?:\s*,\s*\w+)*)(.*)", re.DOTALL)
_UNTIL = re.compile(r"(?:^|\s)until\s+(\d\S*)\s*$", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_WHOLE_ARTICLE = "CC302"


@dataclass(frozen=True, slots=True)
class Suppression:
    """What one directive asks for."""

    codes: tuple[str, ...]
    reason: str
    until: date | None
    """Its last day; None for no end."""
    line: int
    """Line of the directive, from 1."""
    target: int | None
    """Line it speaks for; None where nothing follows it."""

    def expired(self, today: date) -> bool:
        """Say whether its last day has passed."""
        return self.until is not None and today > self.until

    def covers(self, finding: Finding) -> bool:
        """Say whether a finding is one of those it speaks for, whatever the day."""
        if finding.code not in self.codes:
            return False
        return finding.code == _WHOLE_ARTICLE or self.touches(finding.span)

    def touches(self, span: Span) -> bool:
        """Say whether a span has a part on the line it speaks for."""
        return self.target is not None and span.line <= self.target <= _last_line(span)


def suppress(report: ArticleReport, today: date) -> ArticleReport:
    """Return a report whose findings say which of them the article's directives suppress, and why."""
    found = [s for s in _suppressions(report.article) if isinstance(s, Suppression) and not s.expired(today)]
    if not found:
        return report
    findings = tuple(_judged(finding, found) for finding in report.findings)
    return replace(report, findings=findings)


def remarks(report: ArticleReport, today: date, *, claims_checked: bool = True) -> list[str]:
    """Return a line for each directive that is wrong, expired or suppresses nothing.

    What could not be checked this time (claims that were not asked for, a line with something
    unchecked) proves nothing about a directive, so it is not called unused then.
    """
    lines = []
    for found in _suppressions(report.article):
        if isinstance(found, tuple):
            line, words = found
        elif found.expired(today):
            line, words = found.line, f"the suppression of {_named(found.codes)} ended on {found.until}"
        else:
            unused = [code for code in found.codes if _is_unused(code, found, report, claims_checked)]
            if not unused:
                continue
            line, words = found.line, f"nothing to suppress for {_named(unused)} here: take it out"
        lines.append(f"{report.article.path}:{line}: {words}")
    return lines


def read_directive(directive: Directive, target: int | None) -> Suppression | str:
    """Return what a directive asks for, or one clause that says what is wrong with it."""
    verb, _, rest = directive.text.partition(" ")
    if verb.casefold() != "ignore":
        return f"unknown directive {verb!r} (write: ignore CC003 reason)"
    match = _CODES.match(rest.strip())
    codes = [code.strip().upper() for code in match.group(1).split(",")] if match else []
    if not match or not codes[0].startswith("CC"):
        return "a suppression names the codes it is for (write: ignore CC003 reason)"
    for code in codes:
        if code not in CODES:
            return f"no finding code {code!r}{_did_you_mean(code)}"
    reason = match.group(2).strip(" :–—-\t")
    until = None
    end = _UNTIL.search(reason)
    if end:
        reason = reason[: end.start()].strip(" ,;")
        try:
            until = date.fromisoformat(end.group(1))
        except ValueError:
            return f"until {end.group(1)!r}: write a day as 2027-01-01"
    if not reason:
        return f"the suppression of {_named(codes)} gives no reason"
    return Suppression(tuple(dict.fromkeys(codes)), reason, until, directive.span.line, target)


def _suppressions(article: Article) -> Iterator[Suppression | tuple[int, str]]:
    """Yield each directive's suppression, or its line and what is wrong with it."""
    for directive, target in zip(article.directives, _targets(article), strict=True):
        found = read_directive(directive, target)
        yield (directive.span.line, found) if isinstance(found, str) else found


def _targets(article: Article) -> Iterator[int | None]:
    """Yield the line that each directive speaks for."""
    lines = _lines_without(article.source, [d.span for d in article.directives])
    if article.format == "html":
        lines = [_TAG.sub("", line) for line in lines]
    worded = [number for number, line in enumerate(lines, 1) if any(map(str.isalnum, line))]
    at = 0
    for directive in article.directives:
        while at < len(worded) and worded[at] < directive.span.line:
            at += 1
        yield worded[at] if at < len(worded) else None


def _lines_without(source: str, spans: Sequence[Span]) -> list[str]:
    parts = []
    done = 0
    for span in spans:
        parts += [source[done : span.start], "\n" * source.count("\n", span.start, span.end)]
        done = span.end
    return "".join([*parts, source[done:]]).split("\n") if spans else []


def _judged(finding: Finding, found: Sequence[Suppression]) -> Finding:
    reason = next((s.reason for s in found if s.covers(finding)), None)
    return finding if reason is None else replace(finding, suppressed=reason)


def _is_unused(code: str, found: Suppression, report: ArticleReport, claims_checked: bool) -> bool:
    if about_claims(code) and not claims_checked:
        return False
    if any(finding.code == code and found.covers(finding) for finding in report.findings):
        return False
    return not any(f.code == UNCHECKED and found.touches(f.span) for f in report.findings)


def _last_line(span: Span) -> int:
    return span.end_line - 1 if span.end_column == 1 and span.end_line > span.line else span.end_line


def _named(codes: Sequence[str]) -> str:
    return ", ".join(codes)


def _did_you_mean(code: str) -> str:
    close = difflib.get_close_matches(code, CODES, n=1)
    return f" (did you mean {close[0]}?)" if close else " (see: citecheck explain)"
