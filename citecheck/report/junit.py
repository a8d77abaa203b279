"""JUnit XML, as CI services read it: a suite an article, a case a reference and a claim.

A case fails where one of its findings is at or above the fail level; what could not be checked is
skipped, with the reason, and so is what is suppressed or known. Readers differ in what they show, so
the facts stand in the text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath
from xml.sax.saxutils import escape, quoteattr

from citecheck.codes import CODES, UNCHECKED, FailLevel, fails
from citecheck.models import ArticleReport, ClaimResult, Finding, ReferenceResult, Report, Span
from citecheck.report.interface import RenderOptions
from citecheck.report.labels import claim_label, differing, reference_label
from citecheck.report.safe import clip, one_line, visible


@dataclass(frozen=True, slots=True)
class _Case:
    name: str
    line: int
    outcome: str
    """"failure", "error", "skipped", or "" for passed."""
    type: str = ""
    message: str = ""
    text: str = ""


def render(report: Report, options: RenderOptions) -> str:
    """Return the report as JUnit XML; there is always one case at least."""
    suites = [(a.article.path, list(_cases(a, options.fail_on))) for a in report.articles]
    if report.errors:
        broken = (_Case(line, 1, "error", "unreadable", line) for line in report.errors)
        suites.append(("inputs", list(broken)))
    cases = [case for _, some in suites for case in some]
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<testsuites{_attributes('citecheck', cases)}>"]
    for path, some in suites:
        lines += _suite(path, some)
    return "\n".join([*lines, "</testsuites>"]) + "\n"


def _cases(report: ArticleReport, fail_on: FailLevel) -> Iterable[_Case]:
    findings: dict[str | None, list[Finding]] = {}
    for finding in report.findings:
        findings.setdefault(finding.subject, []).append(finding)
    for reference in report.references:
        about = findings.pop(reference.reference.id, [])
        yield _judged(
            _reference_name(reference), reference.reference.span, about, fail_on, _reference_text(reference)
        )
    for claim in report.claims:
        name = f"{claim.claim.id}: {claim.claim.text}"
        about = findings.pop(claim.claim.id, [])
        yield _judged(name, claim.claim.span, about, fail_on, _claim_text(claim))
    for others in findings.values():
        for finding in others:
            yield _judged(f"{finding.code}: {finding.message}", finding.span, [finding], fail_on, "")
    if not (report.references or report.claims or report.findings):
        yield _Case("nothing to check", 1, "")


def _judged(name: str, span: Span, findings: list[Finding], fail_on: FailLevel, text: str) -> _Case:
    worst = min(findings, key=lambda finding: list(CODES).index(finding.code), default=None)
    failing = [finding for finding in findings if fails(finding, fail_on)]
    told = "\n".join(
        [
            *(
                f"{f.span.line}:{f.span.column}: {f.code} {one_line(f.message)}{_settled(f)}"
                for f in findings
            ),
            text,
        ]
    )
    if failing:
        return _Case(name, span.line, "failure", CODES[failing[0].code].name, failing[0].message, told)
    if worst and (worst.code == UNCHECKED or worst.settled):
        return _Case(name, span.line, "skipped", "", f"{worst.message}{_settled(worst)}", told)
    return _Case(name, span.line, "", text=told)


def _settled(finding: Finding) -> str:
    if finding.suppressed is not None:
        return f" (suppressed: {one_line(finding.suppressed)})"
    return " (known from the baseline)" if finding.known else ""


def _reference_name(result: ReferenceResult) -> str:
    reference = result.reference
    mark = f"[{reference.marker}] " if reference.marker else ""
    outlet = f"{reference.outlet} – " if reference.outlet else ""
    return f"{reference.id}: {mark}{outlet}{reference.headline or reference.url or reference.text}"


def _reference_text(result: ReferenceResult) -> str:
    lines = [f"verdict: {reference_label(result).words}", f"why: {result.reason}"]
    if result.story:
        lines.append(f"there: {(result.matched or result.story.headlines[0]).text}")
        lines.append(f"link: {result.story.url}")
    lines += [f"nearest: {near.story.headline} ({near.story.outlet})" for near in result.nearest[:3]]
    lines += [f"write: {result.suggestion}"] if result.suggestion else []
    lines += [f"to check it: {advice}" for advice in result.advice]
    return "\n".join(one_line(line) for line in lines)


def _claim_text(result: ClaimResult) -> str:
    lines = [f"support: {claim_label(result).words}", f"why: {result.reason}"]
    lines += [f"differs: {words}" for words in differing(result)]
    if result.evidence:
        lines.append(f"source: “{result.evidence.text}” – {result.evidence.outlet} {result.evidence.url}")
    return "\n".join(one_line(line) for line in lines)


def _suite(path: str, cases: list[_Case]) -> Iterable[str]:
    yield f"  <testsuite{_attributes(path, cases)} file={_quoted(path)}>"
    classname = PurePath(path).with_suffix("").as_posix() if PurePath(path).suffix else path
    for case in cases:
        head = f'    <testcase name={_quoted(case.name)} classname={_quoted(classname)} time="0.000"'
        head += f' file={_quoted(path)} line="{case.line}"'
        text = "\n".join(visible(line) for line in case.text.split("\n"))
        if not case.outcome:
            yield (
                f"{head}>\n      <system-out>{escape(text)}</system-out>\n    </testcase>"
                if text
                else f"{head}/>"
            )
            continue
        kind = f" type={_quoted(case.type)}" if case.type else ""
        body = f"<{case.outcome}{kind} message={_quoted(case.message)}>{escape(text)}</{case.outcome}>"
        yield f"{head}>\n      {body}\n    </testcase>"
    yield "  </testsuite>"


def _attributes(name: str, cases: list[_Case]) -> str:
    number = {
        "tests": len(cases),
        "failures": sum(case.outcome == "failure" for case in cases),
        "errors": sum(case.outcome == "error" for case in cases),
        "skipped": sum(case.outcome == "skipped" for case in cases),
    }
    counts = "".join(f' {key}="{value}"' for key, value in number.items())
    return f' name={_quoted(name)}{counts} time="0.000"'


def _quoted(text: str) -> str:
    return quoteattr(clip(visible(text), 500))
