"""The versioned JSON report, described field by field in schema.json.

Change policy: fields are added within a version, so readers ignore those they do not know; a field
that goes or changes its sense makes a new version, named in "schema".
"""

from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import Any

from citecheck import __version__
from citecheck.codes import CODES, FailLevel, fails
from citecheck.fingerprints import fingerprints
from citecheck.models import (
    Article,
    ArticleReport,
    Check,
    Claim,
    ClaimResult,
    Edit,
    Evidence,
    Finding,
    Headline,
    Judgement,
    Listed,
    Quotation,
    QuotationResult,
    Ranked,
    Reference,
    ReferenceResult,
    Refused,
    Report,
    RouteAnswer,
    Span,
    Story,
    Unread,
    Window,
)
from citecheck.report.counts import count
from citecheck.report.interface import RenderOptions

SCHEMA = "citecheck/1"
"""Name and version of the report's form."""

Object = dict[str, Any]

# json.dumps leaves these as they are, and they could steer a terminal; all stand inside strings.
_STEERING = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def render(report: Report, options: RenderOptions) -> str:
    """Return the whole report as indented JSON."""
    return dumps(report_json(report, options.fail_on), indent=2) + "\n"


def schema_text() -> str:
    """Return the JSON Schema (draft 2020-12) of the report as text."""
    return files("citecheck.report").joinpath("schema.json").read_text(encoding="utf-8")


def dumps(value: object, indent: int | None = None) -> str:
    """Return JSON text in UTF-8's full range, control and direction characters escaped, on one line
    unless `indent` is given.
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
    return _STEERING.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def report_json(report: Report, fail_on: FailLevel = FailLevel.MEANING) -> Object:
    """Return a report as the JSON object that schema.json describes."""
    head, tail = frame_json(report, fail_on)
    return {**head, "articles": [article_json(article, fail_on) for article in report.articles], **tail}


def frame_json(report: Report, fail_on: FailLevel) -> tuple[Object, Object]:
    """Return what stands before and after the articles of a report."""
    counts = count(report, fail_on)
    head = {"schema": SCHEMA, "tool": {"name": "citecheck", "version": __version__}}
    tail = {
        "notes": list(report.notes),
        "errors": list(report.errors),
        "summary": {
            "articles": counts.articles,
            "references": counts.references,
            "claims": counts.claims,
            "quotations": counts.quotations,
            "findings": counts.findings,
            "fail_on": str(fail_on),
            "failing": counts.failing,
            "suppressed": counts.suppressed,
            "known": counts.known,
            "claims_checked": report.claims_checked,
            "interrupted": report.interrupted,
        },
    }
    return head, tail


def article_json(report: ArticleReport, fail_on: FailLevel = FailLevel.MEANING) -> Object:
    """Return all that is said about one article."""
    marks = zip(report.findings, fingerprints(report), strict=True)
    return {
        **_about(report.article),
        "references": [reference_json(result) for result in report.references],
        "claims": [claim_json(result) for result in report.claims],
        "findings": [_finding(finding, mark, fail_on) for finding, mark in marks],
    }


def parsed_article_json(article: Article) -> Object:
    """Return what was read out of an article, nothing checked."""
    return {
        "schema": SCHEMA,
        **_about(article),
        "references": [parsed_reference_json(reference) for reference in article.references],
        "claims": [parsed_claim_json(claim) for claim in article.claims],
        "unread": [_unread(entry) for entry in article.unread],
    }


def parsed_reference_json(reference: Reference) -> Object:
    """Return a reference as it was read."""
    return {
        "id": reference.id,
        **_place(reference.span),
        "kind": str(reference.kind),
        "form": str(reference.form),
        "headline": reference.headline,
        "outlet": reference.outlet,
        "url": reference.copy_url or reference.url,
        "date": reference.date,
        "author": reference.author,
        "marker": reference.marker,
        "text": reference.text,
    }


def reference_json(result: ReferenceResult) -> Object:
    """Return what is said about a reference: the fields as read, then the verdict and all it rests on."""
    return {
        **parsed_reference_json(result.reference),
        "verdict": str(result.verdict),
        "change": str(result.change) if result.change else None,
        "score": _score(result.score),
        "reason": result.reason,
        "story": story_json(result.story) if result.story else None,
        "matched": _headline(result.matched) if result.matched else None,
        "differences": [_edit(edit) for edit in result.edits],
        "disagreements": list(result.disagreements),
        "suggestion": result.suggestion,
        "nearest": nearest_json(result),
        "coverage": result.coverage,
        "routes": [_route(answer) for answer in result.routes],
        "advice": list(result.advice),
    }


def parsed_claim_json(claim: Claim) -> Object:
    """Return a claim as it was read."""
    return {
        "id": claim.id,
        **_place(claim.span),
        "text": claim.text,
        "references": list(claim.references),
        "link": str(claim.link),
        "quotations": [_quotation(quotation) for quotation in claim.quotations],
    }


def claim_json(result: ClaimResult) -> Object:
    """Return what is said about a claim: the fields as read, then the support and its evidence."""
    return {
        **parsed_claim_json(result.claim),
        "support": str(result.support),
        "score": _score(result.score),
        "reason": result.reason,
        "evidence": _evidence(result.evidence),
        "checks": [_check(check) for check in result.checks],
        "quotations": [_quotation_result(quotation) for quotation in result.quotations],
        "uncited": result.uncited,
        "backed_by": list(result.backed_by),
    }


def story_json(story: Story) -> Object:
    """Return a story without its text."""
    return {
        "headline": story.headline,
        "outlet": story.outlet,
        "url": story.url or None,
        "published": story.published,
        "updated": story.updated,
        "byline": story.byline,
        "headlines": [_headline(headline) for headline in story.headlines],
        "syndicated_from": story.syndicated_from,
        "copy_of": story.copy_of,
        "read_from": story.read_from,
    }


def nearest_json(result: ReferenceResult) -> list[Object]:
    """Return the stories close to a reference, best first, each with its score."""
    return [{**story_json(near.story), "score": _score(near.score)} for near in result.nearest]


def judgement_json(judgement: Judgement) -> Object:
    """Return what one text says of one claim, the quote word for word."""
    evidence = judgement.evidence
    return {
        "verdict": str(judgement.support),
        "score": _score(judgement.score),
        "quote": evidence.text if evidence else None,
        "start": evidence.start if evidence else None,
        "end": evidence.end if evidence else None,
        "checks": [_check(check) for check in judgement.checks],
    }


def support_answer_json(id: str | int | None, judgement: Judgement) -> Object:  # noqa: A002
    """Return a line of `citecheck support`: the pair's id and what the evidence says of the claim."""
    return {"id": id, **judgement_json(judgement)}


def find_answer_json(id: str | int | None, result: ReferenceResult) -> Object:  # noqa: A002
    """Return a line of `citecheck find`: the query's id, the verdict, the story and the nearest ones."""
    return {
        "id": id,
        "verdict": str(result.verdict),
        "change": str(result.change) if result.change else None,
        "score": _score(result.score),
        "reason": result.reason,
        "story": story_json(result.story) if result.story else None,
        "differences": [_edit(edit) for edit in result.edits],
        "disagreements": list(result.disagreements),
        "suggestion": result.suggestion,
        "nearest": nearest_json(result),
        "coverage": result.coverage,
        "advice": list(result.advice),
    }


def _about(article: Article) -> Object:
    return {
        "path": article.path,
        "title": article.title,
        "date": article.date,
        "language": article.language,
        "format": article.format,
    }


def _place(span: Span) -> Object:
    return {
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }


def _score(score: float) -> float:
    # Four digits are more than any score means, and the same on every machine.
    return round(float(score), 4)


def _headline(headline: Headline) -> Object:
    return {"text": headline.text, "source": str(headline.source)}


def _edit(edit: Edit) -> Object:
    return {
        "cited": edit.cited,
        "actual": edit.actual,
        "kind": str(edit.kind),
        "change": "meaning" if edit.kind.is_meaning else "wording",
        "cited_start": edit.cited_at[0],
        "cited_end": edit.cited_at[1],
        "actual_start": edit.actual_at[0],
        "actual_end": edit.actual_at[1],
    }


def _window(window: Window | None) -> Object | None:
    if window is None:
        return None
    return {
        "from": window.start.isoformat() if window.start else None,
        "to": window.end.isoformat() if window.end else None,
    }


def _route(answer: RouteAnswer) -> Object:
    blank: Object = {
        "route": answer.route,
        "outcome": type(answer).__name__.lower(),
        "asked": list(answer.asked),
        "stories": None,
        "covered": None,
        "titled": None,
        "index": None,
        "indexes_outlet": None,
        "reason": None,
        "detail": None,
        "advice": None,
    }
    match answer:
        case Refused():
            said: Object = {
                "reason": str(answer.reason),
                "detail": answer.detail,
                "advice": answer.advice,
            }
        case Listed():
            said = {
                "stories": len(answer.stories),
                "covered": _window(answer.window),
                "titled": answer.titled,
            }
        case Ranked():
            said = {
                "stories": len(answer.stories),
                "covered": _window(answer.window),
                "index": answer.index,
                "indexes_outlet": answer.indexes_outlet,
            }
    return {**blank, **said}


def _check(check: Check) -> Object:
    return {"name": check.name, "passed": check.passed, "text": check.text}


def _evidence(evidence: Evidence | None) -> Object | None:
    if evidence is None:
        return None
    return {
        "text": evidence.text,
        "start": evidence.start,
        "end": evidence.end,
        "url": evidence.url or None,
        "outlet": evidence.outlet or None,
        "reference": evidence.reference,
    }


def _quotation(quotation: Quotation) -> Object:
    return {**_place(quotation.span), "text": quotation.text, "speaker": quotation.speaker}


def _quotation_result(result: QuotationResult) -> Object:
    return {
        **_quotation(result.quotation),
        "verdict": str(result.verdict),
        "reason": result.reason,
        "evidence": _evidence(result.evidence),
        "differences": [_edit(edit) for edit in result.edits],
    }


def _unread(entry: Unread) -> Object:
    return {**_place(entry.span), "text": entry.text, "why": entry.why}


def _finding(finding: Finding, fingerprint: str, fail_on: FailLevel) -> Object:
    code = CODES[finding.code]
    return {
        "code": finding.code,
        "name": code.name,
        "level": str(code.level),
        "fails": fails(finding, fail_on),
        "message": finding.message,
        **_place(finding.span),
        "subject": finding.subject,
        "suggestion": finding.suggestion,
        "fingerprint": fingerprint,
        "suppressed": finding.suppressed,
        "known": finding.known,
    }
