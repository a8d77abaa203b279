"""How each verdict is named, marked and ranked, the same in every report."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from citecheck.codes import CODES, FailLevel
from citecheck.models import (
    ArticleReport,
    Change,
    ClaimResult,
    Finding,
    QuotationResult,
    ReferenceResult,
    Verdict,
)


class Tone(StrEnum):
    """How a verdict is to be taken: it picks the colour, never the meaning."""

    BAD = "bad"
    WARN = "warn"
    OPEN = "open"
    GOOD = "good"


@dataclass(frozen=True, slots=True)
class Label:
    """The face of a verdict."""

    key: str
    """Stable name: "altered-meaning"."""
    words: str
    """For people: "altered in meaning"."""
    tone: Tone
    symbol: str
    """One column wide."""
    ascii: str
    """The same where only ASCII can be shown."""
    rank: int
    """0 for the worst."""


def _labels(*rows: tuple[str, str, Tone, str, str]) -> dict[str, Label]:
    return {row[0]: Label(*row, rank) for rank, row in enumerate(rows)}


REFERENCE_LABELS = _labels(
    ("not-found", "not found", Tone.BAD, "✗", "x"),
    ("altered-meaning", "altered in meaning", Tone.BAD, "≠", "!"),
    ("misattributed", "misattributed", Tone.BAD, "⇄", "@"),
    ("altered-wording", "altered in wording", Tone.WARN, "≈", "~"),
    ("unchecked", "unchecked", Tone.OPEN, "?", "?"),
    ("verified", "verified", Tone.GOOD, "✓", "+"),
)
"""Verdicts on references, the worst first."""

CLAIM_LABELS = _labels(
    ("contradicted", "contradicted", Tone.BAD, "✗", "x"),
    ("not-mentioned", "not mentioned", Tone.WARN, "○", "o"),
    ("unclear", "unclear", Tone.OPEN, "≈", "~"),
    ("unchecked", "unchecked", Tone.OPEN, "?", "?"),
    ("supported", "supported", Tone.GOOD, "✓", "+"),
)
"""Support for claims, the worst first."""

QUOTATION_LABELS = _labels(
    ("absent", "quotation not in the story", Tone.BAD, "✗", "x"),
    ("other-speaker", "said by somebody else", Tone.BAD, "⇄", "@"),
    ("drifted", "quotation drifted", Tone.WARN, "≠", "!"),
    ("unchecked", "quotation unchecked", Tone.OPEN, "?", "?"),
    ("found", "quotation found", Tone.GOOD, "✓", "+"),
)
"""Verdicts on quotations, the worst first."""


def reference_label(result: ReferenceResult) -> Label:
    """Return the label of a reference's verdict."""
    if result.verdict is Verdict.ALTERED:
        return REFERENCE_LABELS[f"altered-{result.change or Change.MEANING}"]
    return REFERENCE_LABELS[result.verdict]


def claim_label(result: ClaimResult) -> Label:
    """Return the label of what is said about a claim."""
    return CLAIM_LABELS[result.support]


def quotation_label(result: QuotationResult) -> Label:
    """Return the label of a quotation's verdict."""
    return QUOTATION_LABELS[result.verdict]


def worst_first(results: tuple[ReferenceResult, ...]) -> list[ReferenceResult]:
    """Return references by gravity, then by place."""
    return sorted(results, key=lambda r: (reference_label(r).rank, r.reference.span))


def worst_claims_first(results: tuple[ClaimResult, ...]) -> list[ClaimResult]:
    """Return claims by gravity, then by place."""
    return sorted(results, key=lambda c: (claim_label(c).rank, c.claim.span))


def quotations_of(claims: tuple[ClaimResult, ...]) -> list[QuotationResult]:
    """Return the quotations of all claims by gravity, then by place."""
    every = [quotation for claim in claims for quotation in claim.quotations]
    return sorted(every, key=lambda q: (quotation_label(q).rank, q.quotation.span))


class Gravity(StrEnum):
    """How a finding is graded where the reader knows three grades, as CI services do."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


_GRAVITIES = {
    FailLevel.NOT_FOUND: Gravity.ERROR,
    FailLevel.CONTRADICTED: Gravity.ERROR,
    FailLevel.MEANING: Gravity.ERROR,
    FailLevel.NOT_MENTIONED: Gravity.WARNING,
    FailLevel.WORDING: Gravity.WARNING,
    FailLevel.UNCHECKED: Gravity.NOTE,
}


def gravity(code: str) -> Gravity:
    """Return the grade of a finding code, the same in every run, whatever the fail level is."""
    return _GRAVITIES[CODES[code].level]


# Findings of these codes are told with the reference, claim or quotation they are about.
_TOLD = {"CC001", "CC002", "CC003", "CC004", "CC005", "CC101", "CC102", "CC103", "CC201"}


def untold(report: ArticleReport) -> list[Finding]:
    """Return the findings that no verdict on a reference, claim or quotation tells already."""
    ids = {result.reference.id for result in report.references} | {c.claim.id for c in report.claims}
    return [f for f in report.findings if f.code not in _TOLD or f.subject not in ids]


def codes_by_subject(report: ArticleReport) -> dict[str, list[str]]:
    """Return, for the id of each reference and claim, the codes that explain its verdict, each once."""
    codes: dict[str, list[str]] = {}
    for finding in report.findings:
        known = codes.setdefault(finding.subject or "", [])
        if finding.code in _TOLD and finding.code not in known:
            known.append(finding.code)
    return codes


def differing(result: ClaimResult) -> list[str]:
    """Return what differs between a claim and its passage, as far as the reason does not say it already."""
    if not result.evidence:
        return []
    return [check.text for check in result.checks if not check.passed and check.text not in result.reason]
