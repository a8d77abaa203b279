"""A run in figures and in one sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from citecheck.codes import UNCHECKED, FailLevel, fails
from citecheck.models import ReferenceKind, Report
from citecheck.report.labels import (
    CLAIM_LABELS,
    QUOTATION_LABELS,
    REFERENCE_LABELS,
    Label,
    Tone,
    claim_label,
    quotation_label,
    reference_label,
)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of each, keyed by label key; every key is there, 0 included, the worst first."""

    articles: int
    references: dict[str, int]
    claims: dict[str, int]
    quotations: dict[str, int]
    findings: int
    failing: int
    """Findings at or above the fail level."""
    suppressed: int
    """Findings that a directive in their article suppresses."""
    known: int
    """Findings that the baseline knows, the suppressed ones not counted again."""
    settled_open: int
    """References and claims that could not be checked, and for which that is settled."""
    other: int
    """Sources that are not news (books, papers, government pages): read, not checked."""

    @property
    def open(self) -> int:
        """References and claims that could not be checked, without those for which that is settled."""
        return self.references["unchecked"] + self.claims["unchecked"] - self.settled_open

    @property
    def remarks(self) -> int:
        """Findings that are not settled."""
        return self.findings - self.suppressed - self.known


def count(report: Report, fail_on: FailLevel) -> Counts:
    """Count what a report says."""
    articles = report.articles
    claims = [claim for article in articles for claim in article.claims]
    findings = [finding for article in articles for finding in article.findings]
    return Counts(
        len(articles),
        _tally(REFERENCE_LABELS, (reference_label(r) for a in articles for r in a.references)),
        _tally(CLAIM_LABELS, (claim_label(c) for c in claims)),
        _tally(QUOTATION_LABELS, (quotation_label(q) for c in claims for q in c.quotations)),
        len(findings),
        sum(fails(finding, fail_on) for finding in findings),
        sum(finding.suppressed is not None for finding in findings),
        sum(finding.known and finding.suppressed is None for finding in findings),
        sum(finding.settled and finding.code == UNCHECKED for finding in findings),
        sum(source.kind is ReferenceKind.OTHER for a in articles for source in a.article.references),
    )


def _tally(labels: dict[str, Label], seen: Iterable[Label]) -> dict[str, int]:
    counter = Counter(label.key for label in seen)
    return {key: counter[key] for key in labels}


def plural(number: int, word: str) -> str:
    """Return "1 claim", "2 claims"."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def tally_words(number_of: dict[str, int], labels: dict[str, Label]) -> str:
    """Return "1 not found, 2 verified": what there is, the worst first."""
    return ", ".join(f"{number} {labels[key].words}" for key, number in number_of.items() if number)


def outcome(report: Report, counts: Counts) -> tuple[Tone, str]:
    """Return how a run ended, in a clause and its tone."""
    if report.interrupted:
        return Tone.WARN, "Interrupted; this is what was known by then"
    if counts.failing:
        return Tone.BAD, plural(counts.failing, "problem") + " to settle"
    if report.errors:
        return Tone.BAD, plural(len(report.errors), "input") + " could not be read"
    if counts.open:
        return Tone.OPEN, f"Nothing wrong found, but {counts.open} could not be checked"
    if counts.remarks:
        return Tone.WARN, "Nothing grave; " + plural(counts.remarks, "remark")
    if counts.findings:
        return Tone.GOOD, "Nothing new found"
    return Tone.GOOD, "Everything checked, nothing wrong found"


def summary(report: Report, counts: Counts) -> list[str]:
    """Return the counts as clauses: "4 references: 1 not found, 3 verified", "2 claims: 2 supported"."""
    clauses = []
    if counts.articles != 1:
        clauses.append(plural(counts.articles, "article"))
    kinds = (
        ("reference", counts.references, REFERENCE_LABELS),
        ("claim", counts.claims, CLAIM_LABELS),
    )
    for word, number_of, labels in kinds:
        total = sum(number_of.values())
        words = tally_words(number_of, labels)
        clauses.append(plural(total, word) + (f": {words}" if words else ""))
    if not report.claims_checked:
        clauses[-1] = "claims not checked"
    if counts.other:
        clauses.append(plural(counts.other, "source") + " other than news not checked")
    settled = ((counts.suppressed, "suppressed"), (counts.known, "known from the baseline"))
    clauses += [f"{plural(number, 'finding')} {word}" for number, word in settled if number]
    return clauses
