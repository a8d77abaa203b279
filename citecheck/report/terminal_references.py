"""The references of a terminal report."""

from __future__ import annotations

from itertools import groupby

from rich.text import Text

from citecheck.models import (
    ArticleReport,
    HeadlineSource,
    Nearest,
    ReferenceResult,
    Refused,
    Story,
    Verdict,
)
from citecheck.report.canvas import STYLES, Canvas
from citecheck.report.differences import Piece, actual_pieces, cited_pieces
from citecheck.report.labels import Tone, codes_by_subject, reference_label, worst_first
from citecheck.report.routes import network_reason, route_words, was_refused

_Codes = dict[str, list[str]]
_NEAREST_SHOWN = 3
_REFUSALS_SHOWN = 3
_SIDES = {
    HeadlineSource.SLUG: "link",
    HeadlineSource.EARLIER: "earlier",
}


def write_references(canvas: Canvas, report: ArticleReport) -> None:
    """Write all references, worst first; unchecked ones that share a reason stand under it once."""
    results = worst_first(report.references)
    codes = codes_by_subject(report)
    if results:
        canvas.blank()
        canvas.write(canvas.own("References", "bold"), indent=0)
    unchecked = [r for r in results if r.verdict is Verdict.UNCHECKED]
    for result in results:
        if result.verdict is not Verdict.UNCHECKED:
            canvas.blank()
            _checked(canvas, report, result, codes)
        elif result is unchecked[0]:
            _unchecked(canvas, report, unchecked, codes)


def _checked(canvas: Canvas, report: ArticleReport, result: ReferenceResult, codes: _Codes) -> None:
    _head(canvas, report, result, codes)
    if result.verdict is Verdict.ALTERED and result.story:
        _two_headlines(canvas, result, result.story)
    elif result.verdict is Verdict.MISATTRIBUTED and result.story:
        _two_outlets(canvas, result, result.story)
    else:
        canvas.write(_citation(canvas, result), hang=2)
        if result.story and result.matched and result.matched.source is HeadlineSource.EARLIER:
            _now(canvas, result.story)
    if result.story:
        _story_line(canvas, result.story, result.verdict)
    canvas.write(canvas.text(result.reason))
    for sentence in result.disagreements:
        canvas.write(canvas.text(sentence), first=canvas.own("! ", f"bold {STYLES[Tone.WARN]}"))
    if result.verdict is Verdict.NOT_FOUND:
        _nearest(canvas, result.nearest)
    if result.suggestion:
        canvas.write(canvas.text(result.suggestion), first=canvas.own("→ write  ", "bold"))
    _routes(canvas, result)


def _head(canvas: Canvas, report: ArticleReport, result: ReferenceResult, codes: _Codes) -> None:
    """Write the verdict, the marker, the place and the codes that explain it."""
    reference = result.reference
    line = canvas.badge(reference_label(result))
    if reference.marker:
        line.append("  ").append_text(canvas.text(f"[{reference.marker}]", limit=40))
    line.append("  ").append_text(canvas.text(place(report, result), limit=300))
    explained = " ".join(codes.get(reference.id, ()))
    line.append(f"  {explained}" if explained else "")
    canvas.write(line, indent=0, hang=2)


def place(report: ArticleReport, result: ReferenceResult) -> str:
    """Return "path:line:column", which terminals and editors open on a click."""
    span = result.reference.span
    return f"{report.article.path}:{span.line}:{span.column}"


def _citation(canvas: Canvas, result: ReferenceResult) -> Text:
    """Return what is cited: headline, outlet, date; or the address, or the entry as it stands."""
    reference = result.reference
    if reference.headline:
        text = canvas.quoted((Piece(reference.headline, marked=False),), "")
    else:
        text = canvas.text(reference.url or reference.text, limit=400)
    about = [part for part in (reference.outlet, reference.date) if part]
    return text.append_text(canvas.text(" – " + ", ".join(about) if about else "", limit=200))


def _two_headlines(canvas: Canvas, result: ReferenceResult, story: Story) -> None:
    """Write the cited headline over the outlet's, the words that differ marked in both."""
    matched = result.matched or story.headlines[0]
    side = _SIDES.get(matched.source, "outlet")
    cited = cited_pieces(result.reference.headline or "", result.edits)
    actual = actual_pieces(matched.text, result.edits)
    width = len(max(side, "cited", key=len)) + 2
    canvas.write(canvas.quoted(cited, "red"), first=canvas.own("cited".ljust(width)))
    canvas.write(canvas.quoted(actual, "green"), first=canvas.own(side.ljust(width)))
    if story.headline != matched.text:
        _now(canvas, story, width)


def _now(canvas: Canvas, story: Story, width: int = 5) -> None:
    """Write the headline the outlet has put in place of the one cited."""
    headline = canvas.quoted((Piece(story.headline, marked=False),), "")
    canvas.write(headline, first=canvas.own("now".ljust(width)))


def _two_outlets(canvas: Canvas, result: ReferenceResult, story: Story) -> None:
    """Write the headline, and the outlet cited over the one that has it."""
    headline = result.reference.headline or story.headline
    canvas.write(canvas.quoted((Piece(headline, marked=False),), ""))
    for side, outlet, day, style in (
        ("cited from", result.reference.outlet or "no outlet", result.reference.date, "red"),
        ("stands at", story.outlet, story.published, "green"),
    ):
        name = canvas.text(outlet, f"bold underline {style}", limit=200)
        name.append_text(canvas.text(f", {day}" if day else "", limit=40))
        canvas.write(name, first=canvas.own(side.ljust(12)))


def _story_line(canvas: Canvas, story: Story, verdict: Verdict) -> None:
    """Write where and when the story was published, and its address."""
    about = [part for part in (story.outlet, story.published) if part]
    if verdict is Verdict.ALTERED:
        canvas.write(canvas.text(", ".join(about), limit=200))
    canvas.link(story.url)


def _nearest(canvas: Canvas, nearest: tuple[Nearest, ...]) -> None:
    if not nearest:
        return
    canvas.write(canvas.own("nearest there:"))
    for near in nearest[:_NEAREST_SHOWN]:
        text = canvas.quoted((Piece(near.story.headline, marked=False),), "")
        about = [part for part in (near.story.outlet, near.story.published) if part]
        canvas.write(text.append_text(canvas.text(" – " + ", ".join(about), limit=200)), indent=4, hang=2)
        canvas.link(near.story.url, indent=6)


def _unchecked(canvas: Canvas, report: ArticleReport, results: list[ReferenceResult], codes: _Codes) -> None:
    """Write unchecked references, those with one reason under it."""
    network = network_reason(report)

    def why(result: ReferenceResult) -> str:
        return network if network and was_refused(result) else result.reason

    ordered = sorted(results, key=lambda r: (why(r), r.reference.span))
    for words, group in groupby(ordered, key=why):
        together = list(group)
        canvas.blank()
        if len(together) == 1:
            _head(canvas, report, together[0], codes)
            _one_unchecked(canvas, together[0], words)
            continue
        label = reference_label(together[0])
        canvas.write(canvas.badge(label).append(f"  {len(together)} references"), indent=0)
        canvas.write(canvas.text(words))
        for result in together:
            line = _citation(canvas, result)
            canvas.write(canvas.text(place(report, result), limit=300), indent=4)
            canvas.write(line, indent=6, hang=2)
            _routes(canvas, result)
        _advice(canvas, together)


def _one_unchecked(canvas: Canvas, result: ReferenceResult, why: str) -> None:
    canvas.write(_citation(canvas, result), hang=2)
    canvas.write(canvas.text(why))
    if not canvas.options.verbose:
        for answer in [a for a in result.routes if isinstance(a, Refused)][:_REFUSALS_SHOWN]:
            canvas.write(canvas.text(f"{answer.route}: {answer.detail}"), first=canvas.own("· "))
    _nearest(canvas, result.nearest)
    _advice(canvas, [result])
    _routes(canvas, result)


def _advice(canvas: Canvas, results: list[ReferenceResult]) -> None:
    advice = dict.fromkeys(line for result in results for line in result.advice)
    for line in advice:
        canvas.write(canvas.text(line), first=canvas.own("→ ", "bold"))


def _routes(canvas: Canvas, result: ReferenceResult) -> None:
    """With --verbose, write what each route was asked and said."""
    if not canvas.options.verbose:
        return
    if result.coverage and not result.routes:
        canvas.write(canvas.text(result.coverage), first=canvas.own("asked: "))
    for answer in result.routes:
        canvas.write(canvas.text(route_words(answer)), indent=4, first=canvas.own("· "))
        for url in answer.asked:
            canvas.link(url, indent=6)
