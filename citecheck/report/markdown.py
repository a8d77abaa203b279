"""Markdown for a pull-request comment or a step summary: what is wrong open, the rest folded away.

Texts of drafts and pages are escaped character by character, so that they can make no link, image,
HTML, mention or table. A comment may hold 65,536 characters; the least grave parts are left out first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from citecheck.models import (
    ArticleReport,
    ClaimResult,
    Evidence,
    QuotationResult,
    QuotationVerdict,
    ReferenceResult,
    Report,
    Story,
    Support,
    Verdict,
)
from citecheck.report.counts import count, outcome, summary
from citecheck.report.differences import Piece, actual_pieces, cited_pieces
from citecheck.report.interface import RenderOptions
from citecheck.report.labels import (
    Label,
    Tone,
    claim_label,
    codes_by_subject,
    differing,
    quotation_label,
    quotations_of,
    reference_label,
    untold,
    worst_claims_first,
    worst_first,
)
from citecheck.report.safe import clip, visible, web_url
from citecheck.report.settled import unsettled

_ROOM = 60_000
# What begins or ends markup inside a line, where all our texts stand; "://" and "www." begin a link.
_SPECIAL = re.compile(r"[\\`*_\[\]<>~&|#!$^]|:(?=//)|(?<=www)\.", re.IGNORECASE)
_MENTION = re.compile(r"([@#])(?=\w)")
_OUTCOMES = {Tone.BAD: "✗", Tone.WARN: "!", Tone.OPEN: "?", Tone.GOOD: "✓"}


def render(report: Report, options: RenderOptions) -> str:
    """Return the report as GitHub-flavoured Markdown of at most about 60,000 characters."""
    counts = count(report, options.fail_on)
    tone, words = outcome(report, counts)
    head = [f"## {_OUTCOMES[tone]} citecheck: {words}", "; ".join(summary(report, counts)) + "."]
    head += [f"**Error:** {md(error)}" for error in report.errors[:50]]
    head += [f"**Note:** {md(note)}" for note in report.notes[:50]]
    blocks = (block for article in report.articles for block in _article(unsettled(article)))
    return "\n\n".join(_within([*head], blocks)) + "\n"


def _within(kept: list[str], blocks: Iterable[str]) -> list[str]:
    """Add blocks while there is room; say so where there was none."""
    used = sum(len(block) + 2 for block in kept)
    for block in blocks:
        used += len(block) + 2
        if used > _ROOM:
            return [*kept, "… and more: this comment has no more room; see the full report."]
        kept.append(block)
    return kept


def _article(report: ArticleReport) -> Iterator[str]:
    title = f" – {md(report.article.title)}" if report.article.title else ""
    yield f"### {md(report.article.path)}{title}"
    references = worst_first(report.references)
    claims = worst_claims_first(report.claims)
    codes = codes_by_subject(report)
    yield from (_reference(result, codes) for result in references if result.verdict is not Verdict.VERIFIED)
    yield from (_claim(result, codes) for result in claims if result.support is not Support.SUPPORTED)
    for quotation in quotations_of(report.claims):
        if quotation.verdict is not QuotationVerdict.FOUND:
            yield _quotation(quotation)
    yield from _others(report)
    verified = [_reference(result, codes) for result in references if result.verdict is Verdict.VERIFIED]
    supported = [_claim(result, codes) for result in claims if result.support is Support.SUPPORTED]
    if verified or supported:
        yield _folded(f"{len(verified)} verified, {len(supported)} supported", [*verified, *supported])


def _folded(words: str, blocks: list[str]) -> str:
    """Return blocks that open on a click, as one block: they are kept or left out together."""
    inner = _within([], blocks)
    return "\n\n".join([f"<details><summary>{words}</summary>", *inner, "</details>"])


def _reference(result: ReferenceResult, codes: dict[str, list[str]]) -> str:
    reference = result.reference
    mark = f"[{reference.marker}] " if reference.marker else ""
    where = f"{mark}line {reference.span.line}"
    lines = [_head(reference_label(result), where, codes.get(reference.id, []))]
    lines += list(_headlines(result))
    lines += [md(result.reason)]
    lines += [f"**But:** {md(sentence)}" for sentence in result.disagreements]
    if result.verdict is Verdict.NOT_FOUND and result.nearest:
        lines.append("Nearest there: " + "; ".join(_story(near.story) for near in result.nearest[:3]))
    if result.suggestion:
        lines.append(f"**Write:** {md(result.suggestion)}")
    if result.verdict is Verdict.UNCHECKED:
        lines += [f"→ {md(advice)}" for advice in result.advice]
    return _lines(lines)


def _headlines(result: ReferenceResult) -> Iterator[str]:
    """Yield what is cited and, where it differs, what the outlet has."""
    reference = result.reference
    about = ", ".join(part for part in (reference.outlet, reference.date) if part)
    cited = reference.headline or reference.url or reference.text
    words = _marked(cited_pieces(cited, result.edits), "del")
    by = f" – {md(about)}" if about else ""
    if result.verdict is Verdict.VERIFIED and result.story:
        yield f"“{words}”{by}{_link(result.story)}"
        return
    yield f"cited: “{words}”{by}"
    if result.story:
        headline = (result.matched or result.story.headlines[0]).text
        there = ", ".join(part for part in (result.story.outlet, result.story.published) if part)
        actual = _marked(actual_pieces(headline, result.edits), "ins")
        yield f"there: “{actual}” – {md(there)}{_link(result.story)}"


def _claim(result: ClaimResult, codes: dict[str, list[str]]) -> str:
    claim = result.claim
    head = _head(claim_label(result), f"line {claim.span.line}", codes.get(claim.id, []))
    lines = [head, md(claim.text)]
    if result.support is not Support.SUPPORTED:
        lines.append(md(result.reason))
        lines += [f"≠ {md(words)}" for words in differing(result)]
    if result.evidence:
        lines.append(_source(md(result.evidence.text), result.evidence))
    return _lines(lines)


def _quotation(result: QuotationResult) -> str:
    span = result.quotation.span
    given = _marked(cited_pieces(result.quotation.text, result.edits), "del")
    lines = [_head(quotation_label(result), f"line {span.line}", ["CC103"]), f"given: “{given}”"]
    if result.evidence:
        text = _marked(actual_pieces(result.evidence.text, result.edits), "ins")
        lines.append(_source(text, result.evidence))
    return _lines([*lines, md(result.reason)])


def _others(report: ArticleReport) -> Iterator[str]:
    for finding in untold(report):
        lines = [f"**{finding.code}** line {finding.span.line}", md(finding.message)]
        lines += [f"**Write:** {md(finding.suggestion)}"] if finding.suggestion else []
        yield _lines(lines)


def _head(label: Label, where: str, codes: list[str]) -> str:
    return " ".join([f"**{label.symbol} {label.words}** {md(where)}", *codes])


def _source(words: str, evidence: Evidence) -> str:
    url = web_url(evidence.url)
    outlet = md(evidence.outlet or "source")
    return f"source: {words} – " + (f"[{outlet}](<{url}>)" if url else outlet)


def _story(story: Story) -> str:
    about = ", ".join(part for part in (story.outlet, story.published) if part)
    return f"“{md(story.headline)}” – {md(about)}{_link(story)}"


def _link(story: Story) -> str:
    url = web_url(story.url)
    return f" ([link](<{url}>))" if url else ""


def _marked(pieces: tuple[Piece, ...], tag: str) -> str:
    """Return words with those that differ in an HTML element that GitHub and GitLab both show."""
    return "".join(
        f"<{tag}>{md(piece.text) or '‸'}</{tag}>" if piece.marked else md(piece.text) for piece in pieces
    )


def _lines(lines: list[str]) -> str:
    return "\n".join([f"- {lines[0]}", *(f"  <br>{line}" for line in lines[1:])])


def md(text: str, limit: int = 600) -> str:
    """Return text that Markdown shows as it is inside a line: no markup, link, mention or issue number."""
    shown = _SPECIAL.sub(lambda match: "\\" + match.group(), clip(visible(text), limit))
    # A mention is found in the rendered text, where escapes have gone; a space of no width stops it.
    return _MENTION.sub("\\1\N{ZERO WIDTH SPACE}", shown)
