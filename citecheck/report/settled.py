"""What is settled: findings that the article suppresses or the baseline knows are counted, not listed."""

from __future__ import annotations

from dataclasses import replace

from citecheck.models import ArticleReport, Support, Verdict


def unsettled(report: ArticleReport) -> ArticleReport:
    """Return an article's report without its settled findings and the results that only they are about."""
    if not any(finding.settled for finding in report.findings):
        return report
    settled = _settled_subjects(report)
    return replace(
        report,
        references=tuple(
            r for r in report.references if r.verdict is Verdict.VERIFIED or r.reference.id not in settled
        ),
        claims=tuple(c for c in report.claims if c.support is Support.SUPPORTED or c.claim.id not in settled),
        findings=tuple(finding for finding in report.findings if not finding.settled),
    )


def _settled_subjects(report: ArticleReport) -> set[str | None]:
    """Return the ids of references and claims all of whose findings are settled."""
    open_subjects = {finding.subject for finding in report.findings if not finding.settled}
    return {finding.subject for finding in report.findings} - open_subjects
