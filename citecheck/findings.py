"""Results -> findings: which problems are reported, where, under which code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from citecheck.models import (
    Article,
    Change,
    ClaimResult,
    Finding,
    QuotationVerdict,
    ReferenceResult,
    Span,
    Support,
    Verdict,
)

_TOP = Span(1, 1, 1, 1, 0, 0)


def find_findings(
    article: Article,
    references: Sequence[ReferenceResult],
    claims: Sequence[ClaimResult],
) -> tuple[Finding, ...]:
    """Return the findings of one article, sorted by place and code.

    Args:
        article: as read.
        references: what is said about its news references.
        claims: what is said about its claims; empty where claims were not asked for.
    """
    found = [
        *_about_article(article),
        *(finding for result in references for finding in _about_reference(result)),
        *(finding for result in claims for finding in _about_claim(result)),
        *_unused(references, claims),
    ]
    return tuple(sorted(found, key=lambda f: (f.span.start, f.span.end, f.code, f.message)))


def _about_article(article: Article) -> Iterator[Finding]:
    for entry in article.unread:
        yield Finding("CC301", f"This entry could not be read: {entry.why}.", entry.span)
    if not article.references and not article.unread:
        yield Finding("CC302", "No references were found in this article.", _TOP)


_REFERENCE_CODES = {
    (Verdict.NOT_FOUND, None): "CC001",
    (Verdict.ALTERED, Change.MEANING): "CC002",
    (Verdict.ALTERED, Change.WORDING): "CC003",
    (Verdict.MISATTRIBUTED, None): "CC004",
    (Verdict.UNCHECKED, None): "CC201",
}


def _about_reference(result: ReferenceResult) -> Iterator[Finding]:
    reference = result.reference
    code = _REFERENCE_CODES.get((result.verdict, result.change))
    if code:
        yield Finding(code, result.reason, reference.span, reference.id, result.suggestion)
    for sentence in result.disagreements:
        yield Finding("CC005", sentence, reference.span, reference.id)


_CLAIM_CODES = {
    Support.CONTRADICTED: "CC101",
    Support.NOT_MENTIONED: "CC102",
    Support.UNCHECKED: "CC201",
}


def _about_claim(result: ClaimResult) -> Iterator[Finding]:
    code = _CLAIM_CODES.get(result.support)
    if code:
        yield Finding(code, result.reason, result.claim.span, result.claim.id)
    for quotation in result.quotations:
        if quotation.verdict in (
            QuotationVerdict.ABSENT,
            QuotationVerdict.DRIFTED,
            QuotationVerdict.OTHER_SPEAKER,
        ):
            yield Finding("CC103", quotation.reason, quotation.quotation.span, result.claim.id)


def _unused(references: Sequence[ReferenceResult], claims: Sequence[ClaimResult]) -> Iterator[Finding]:
    """Report references that were read in full and back nothing; silent where no claim was judged."""
    judged = [claim for claim in claims if claim.support is not Support.UNCHECKED]
    if not judged:
        return
    used = {reference for claim in judged for reference in claim.backed_by}
    used |= {claim.evidence.reference for claim in judged if claim.evidence and claim.evidence.reference}
    for result in references:
        if result.story and result.story.text and result.reference.id not in used:
            yield Finding(
                "CC104",
                "No sentence of the article was found in this story.",
                result.reference.span,
                result.reference.id,
            )
