"""The claims and quotations of a terminal report."""

from __future__ import annotations

from itertools import groupby

from citecheck.models import ArticleReport, ClaimResult, QuotationResult, QuotationVerdict, Support
from citecheck.report.canvas import BAR, STYLES, Canvas
from citecheck.report.differences import actual_pieces, cited_pieces
from citecheck.report.labels import (
    Tone,
    claim_label,
    codes_by_subject,
    differing,
    quotation_label,
    quotations_of,
    worst_claims_first,
)

_COMPACT_QUOTE = 160


def write_claims(canvas: Canvas, report: ArticleReport) -> None:
    """Write all claims, worst first; the supported ones short, the unchecked ones under their reason."""
    if not report.claims:
        return
    canvas.blank()
    canvas.write(canvas.own("Claims", "bold"), indent=0)
    results = worst_claims_first(report.claims)
    codes = codes_by_subject(report)
    for support, group in groupby(results, key=lambda result: result.support):
        if support is Support.UNCHECKED:
            _unchecked(canvas, report, list(group))
            continue
        compact = support is Support.SUPPORTED and not canvas.options.verbose
        for number, result in enumerate(group):
            if number == 0 or not compact:
                canvas.blank()
            _claim(canvas, report, result, codes.get(result.claim.id, []))


def _claim(canvas: Canvas, report: ArticleReport, result: ClaimResult, codes: list[str]) -> None:
    line = canvas.badge(claim_label(result)).append("  ")
    line.append_text(canvas.text(_place(report, result), limit=300))
    shown = "".join(f"  {code}" for code in codes if code != "CC103")
    canvas.write(line.append(shown), indent=0, hang=2)
    canvas.write(canvas.text(result.claim.text, limit=600))
    if result.support is Support.SUPPORTED and not canvas.options.verbose:
        _evidence(canvas, result, _COMPACT_QUOTE, link=False)
        return
    canvas.write(canvas.text(result.reason))
    for words in differing(result):
        canvas.write(canvas.text(words), first=canvas.own("≠ ", f"bold {STYLES[Tone.BAD]}"))
    _evidence(canvas, result, 1200, link=True)


def _place(report: ArticleReport, result: ClaimResult) -> str:
    span = result.claim.span
    return f"{report.article.path}:{span.line}:{span.column}"


def _evidence(canvas: Canvas, result: ClaimResult, limit: int, *, link: bool) -> None:
    """Write the passage word for word, behind a bar, with its outlet."""
    evidence = result.evidence
    if not evidence:
        return
    words = canvas.text(evidence.text.strip(), limit=limit)
    source = f"– {evidence.outlet}" + (", which the sentence does not cite" if result.uncited else "")
    if evidence.outlet and not link:
        words.append(" ").append_text(canvas.text(source, limit=200))
    canvas.write(words, first=canvas.own(BAR))
    if evidence.outlet and link:
        canvas.write(canvas.text(source, limit=200), first=canvas.own(BAR))
    if link:
        canvas.link(evidence.url, lead=BAR)


def _unchecked(canvas: Canvas, report: ArticleReport, results: list[ClaimResult]) -> None:
    ordered = sorted(results, key=lambda result: (result.reason, result.claim.span))
    for reason, group in groupby(ordered, key=lambda result: result.reason):
        together = list(group)
        canvas.blank()
        badge = canvas.badge(claim_label(together[0])).append("  ")
        if len(together) == 1:
            canvas.write(
                badge.append_text(canvas.text(_place(report, together[0]), limit=300)), indent=0, hang=2
            )
            canvas.write(canvas.text(together[0].claim.text, limit=600))
            canvas.write(canvas.text(reason))
            continue
        canvas.write(badge.append(f"{len(together)} claims"), indent=0)
        canvas.write(canvas.text(reason))
        for result in together:
            canvas.write(canvas.text(_place(report, result), limit=300), indent=4)
            canvas.write(canvas.text(result.claim.text, limit=200), indent=6)


def write_quotations(canvas: Canvas, report: ArticleReport) -> None:
    """Write the quotations that do not stand in a cited story as given; with --verbose all of them."""
    every = quotations_of(report.claims)
    shown = [q for q in every if canvas.options.verbose or q.verdict is not QuotationVerdict.FOUND]
    if not shown:
        return
    canvas.blank()
    canvas.write(canvas.own("Quotations", "bold"), indent=0)
    for result in shown:
        canvas.blank()
        _quotation(canvas, report, result)


def _quotation(canvas: Canvas, report: ArticleReport, result: QuotationResult) -> None:
    span = result.quotation.span
    line = canvas.badge(quotation_label(result))
    line.append("  ").append_text(canvas.text(f"{report.article.path}:{span.line}:{span.column}", limit=300))
    canvas.write(line, indent=0, hang=2)
    given = canvas.quoted(cited_pieces(result.quotation.text, result.edits), "red", limit=800)
    if result.quotation.speaker:
        given.append_text(canvas.text(f" – {result.quotation.speaker}", limit=200))
    canvas.write(given, first=canvas.own("given   "))
    if result.evidence:
        source = canvas.marked(actual_pieces(result.evidence.text, result.edits), "green", limit=800)
        source.append_text(canvas.text(f" – {result.evidence.outlet}" if result.evidence.outlet else ""))
        canvas.write(source, first=canvas.own("source  "))
    canvas.write(canvas.text(result.reason))
    if result.evidence:
        canvas.link(result.evidence.url)
