"""The report for a person at a terminal: what is wrong, where, and what to write instead; worst first."""

from __future__ import annotations

from citecheck.models import ArticleReport, Report
from citecheck.reachability import NETWORK_DOWN
from citecheck.report.canvas import STYLES, Canvas
from citecheck.report.counts import count, outcome, summary
from citecheck.report.interface import RenderOptions
from citecheck.report.labels import Tone, untold
from citecheck.report.settled import unsettled
from citecheck.report.terminal_claims import write_claims, write_quotations
from citecheck.report.terminal_references import write_references


def render(report: Report, options: RenderOptions) -> str:
    """Return the report as lines for a terminal of `options.width` columns.

    Settled findings are counted, and listed with `options.verbose` only. Inputs that could not be
    read are counted, not listed: the command line names them on stderr.
    """
    canvas = Canvas(options)
    for article in report.articles:
        _article(canvas, article if options.verbose else unsettled(article))
        canvas.blank()
    _notes(canvas, report)
    _summary(canvas, report)
    return canvas.finish()


def _article(canvas: Canvas, report: ArticleReport) -> None:
    article = report.article
    canvas.write(canvas.text(article.path, "bold", limit=300), indent=0)
    if article.title:
        canvas.write(canvas.text(article.title, limit=300), indent=0)
    canvas.rule()
    write_references(canvas, report)
    write_claims(canvas, report)
    write_quotations(canvas, report)
    _other_findings(canvas, report)


def _other_findings(canvas: Canvas, report: ArticleReport) -> None:
    findings = untold(report)
    if not findings:
        return
    canvas.blank()
    canvas.write(canvas.own("Also", "bold"), indent=0)
    for finding in findings:
        place = f"{report.article.path}:{finding.span.line}:{finding.span.column}"
        head = canvas.text(f"{finding.code} ", STYLES[Tone.WARN])
        canvas.write(head.append_text(canvas.text(place, limit=300)), hang=6)
        canvas.write(canvas.text(finding.message), indent=4)
        if finding.suggestion:
            canvas.write(canvas.text(finding.suggestion), indent=4, first=canvas.own("→ write  ", "bold"))


def _notes(canvas: Canvas, report: Report) -> None:
    # That the network is down stands with the references already.
    notes = [note for note in report.notes if note != NETWORK_DOWN]
    for note in notes:
        canvas.write(canvas.text(note), indent=0, first=canvas.own("Note: ", "bold"))
    if notes:
        canvas.blank()


def _summary(canvas: Canvas, report: Report) -> None:
    counts = count(report, canvas.options.fail_on)
    tone, words = outcome(report, counts)
    line = canvas.text(f"{words}.", f"bold {STYLES[tone]}")
    line.append_text(canvas.text(" " + "; ".join(summary(report, counts)) + "."))
    canvas.write(line, indent=0)
