"""SARIF 2.1.0, as code scanning services read it.

Every finding is a result with a rule, a region in code points and fingerprints that do not move with
its line. Message texts hold no links of a draft's or page's making.
"""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath
from typing import Any
from urllib.parse import quote

from citecheck import __version__
from citecheck.codes import CODES, Code
from citecheck.examples import EXAMPLES
from citecheck.fingerprints import fingerprints
from citecheck.models import ArticleReport, ClaimResult, Finding, ReferenceResult, Report, Span
from citecheck.report.interface import RenderOptions
from citecheck.report.json import dumps
from citecheck.report.labels import Gravity, claim_label, gravity, reference_label
from citecheck.report.safe import clip, visible, web_url

Object = dict[str, Any]

_INDEX = {code: number for number, code in enumerate(CODES)}


def render(report: Report, options: RenderOptions) -> str:  # noqa: ARG001 - a renderer's form
    """Return the report as a SARIF 2.1.0 log with one run."""
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [_run(report)],
    }
    return dumps(log, indent=2) + "\n"


def _run(report: Report) -> Object:
    return {
        "tool": {
            "driver": {
                "name": "citecheck",
                "version": __version__,
                "rules": [_rule(code) for code in CODES.values()],
            }
        },
        "invocations": [_invocation(report)],
        "columnKind": "unicodeCodePoints",
        "results": [result for article in report.articles for result in _results(article)],
    }


def _invocation(report: Report) -> Object:
    said = [("error", text) for text in report.errors] + [("note", text) for text in report.notes]
    return {
        "executionSuccessful": not report.errors and not report.interrupted,
        "toolExecutionNotifications": [
            {"level": level, "message": {"text": _words(text)}} for level, text in said
        ],
    }


def _rule(code: Code) -> Object:
    example = EXAMPLES[code.code]
    return {
        "id": code.code,
        "name": "".join(word.capitalize() for word in code.name.split("-")),
        "shortDescription": {"text": code.summary},
        "fullDescription": {"text": f"{code.summary} {code.why}"},
        "help": {
            "text": f"{code.why}\n\nExample:\n\n{example.draft}\nThe report says: {example.says}\n\n"
            f"What to do: {code.remedy}",
            "markdown": f"{code.why}\n\n```text\n{example.draft}```\n\n> {example.says}\n\n"
            f"**What to do:** {code.remedy}",
        },
        "defaultConfiguration": {"level": str(gravity(code.code))},
        "properties": {"tags": ["citations"], "problem.severity": _severity(gravity(code.code))},
    }


def _severity(level: Gravity) -> str:
    return "recommendation" if level is Gravity.NOTE else str(level)


def _results(article: ArticleReport) -> list[Object]:
    references = {result.reference.id: result for result in article.references}
    claims = {result.claim.id: result for result in article.claims}
    return [
        _result(
            article, finding, mark, references.get(finding.subject or ""), claims.get(finding.subject or "")
        )
        | _settled(finding)
        for finding, mark in zip(article.findings, fingerprints(article), strict=True)
    ]


def _result(
    article: ArticleReport,
    finding: Finding,
    fingerprint: str,
    reference: ReferenceResult | None,
    claim: ClaimResult | None,
) -> Object:
    return {
        "ruleId": finding.code,
        "ruleIndex": _INDEX[finding.code],
        "level": str(gravity(finding.code)),
        "message": {"text": _message(finding, reference, claim)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": file_uri(article.article.path)},
                    "region": _region(finding.span),
                }
            }
        ],
        "partialFingerprints": {
            "citecheck/v1": fingerprint,
            "primaryLocationLineHash": f"{fingerprint}:1",
        },
        "properties": _properties(reference, claim),
    }


def _settled(finding: Finding) -> Object:
    """Return what says that a finding is suppressed or known; left out, it would be closed as fixed."""
    suppressions = []
    if finding.suppressed is not None:
        suppressions.append({"kind": "inSource", "justification": _words(finding.suppressed)})
    if finding.known:
        suppressions.append({"kind": "external", "justification": "known from the baseline"})
    state: Object = {"baselineState": "unchanged"} if finding.known else {}
    return {"suppressions": suppressions, **state} if suppressions else {}


def _message(finding: Finding, reference: ReferenceResult | None, claim: ClaimResult | None) -> str:
    """Return one paragraph: what is wrong, the words it is about, the proof, and what to write."""
    parts = [finding.message]
    if reference:
        cited = reference.reference.headline or reference.reference.url or reference.reference.text
        parts.append(
            f"Cited: “{cited}”" + (f" – {reference.reference.outlet}." if reference.reference.outlet else ".")
        )
        if reference.story:
            parts.append(f"There: “{(reference.matched or reference.story.headlines[0]).text}”.")
            parts.append(web_url(reference.story.url) or "")
    if claim and claim.evidence:
        parts.append(
            f"Source: “{claim.evidence.text}”"
            + (f" – {claim.evidence.outlet}." if claim.evidence.outlet else ".")
        )
    if finding.suggestion:
        parts.append(f"Write: {finding.suggestion}")
    return " ".join(_words(part) for part in parts if part)


def _words(text: str) -> str:
    """Return text without control characters, and no embedded link in it (SARIF 2.1.0, 3.11.6)."""
    shown = clip(visible(text), 1000).strip()
    return shown.replace("[", r"\[").replace("]", r"\]") if "](" in shown else shown or "-"


def _region(span: Span) -> Object:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": max(span.line, span.end_line),
        "endColumn": span.end_column,
    }


def _properties(reference: ReferenceResult | None, claim: ClaimResult | None) -> Object:
    if reference:
        return {"verdict": reference_label(reference).key, "score": round(reference.score, 4)}
    if claim:
        return {"support": claim_label(claim).key, "score": round(claim.score, 4)}
    return {}


def file_uri(path: str) -> str:
    """Return a path as a URI reference: relative paths stay relative, with forward slashes."""
    if path == "-":
        return "stdin"
    if PureWindowsPath(path).drive:
        return "file:///" + quote(PureWindowsPath(path).as_posix().encode("utf-8", "replace"), safe="/:")
    uri = quote(str(PurePosixPath(path)).encode("utf-8", "replace"), safe="/")
    return f"file://{uri}" if uri.startswith("/") else uri
