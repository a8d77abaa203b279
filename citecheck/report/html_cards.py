"""The cards of the HTML report: all that is said about one reference, claim or other finding."""

from __future__ import annotations

from citecheck.codes import CODES
from citecheck.models import (
    ClaimResult,
    Evidence,
    Finding,
    HeadlineSource,
    QuotationResult,
    QuotationVerdict,
    ReferenceResult,
    Refused,
    Story,
    Verdict,
)
from citecheck.report.counts import plural
from citecheck.report.differences import Piece, actual_pieces, cited_pieces
from citecheck.report.labels import Label, Tone, claim_label, differing, quotation_label, reference_label
from citecheck.report.markup import Child, Html, h, join
from citecheck.report.routes import route_words
from citecheck.report.safe import clip, web_url

_SIDES = {HeadlineSource.SLUG: "In its address", HeadlineSource.EARLIER: "Earlier"}
_NEAREST_SHOWN = 5
_GAP = h("span", "‸", class_="gap", role="img", aria_label="[words missing here]")


def reference_card(result: ReferenceResult, codes: list[str], prefix: str) -> Html:
    """Return the card of a reference; `prefix` makes ids unique among articles."""
    reference = result.reference
    name = f"Reference {reference.marker or reference.id.removeprefix('r')}"
    return _card(
        prefix + reference.id,
        "reference",
        name,
        reference_label(result),
        reference.span.line,
        codes,
        _headlines(result),
        _said(result.reason),
        [h("p", sentence, class_="but") for sentence in result.disagreements],
        h("p", h("b", "Write "), result.suggestion, class_="write") if result.suggestion else None,
        _nearest(result),
        _advice(result),
        _routes(result),
        at=prefix + reference.id,
    )


def claim_card(result: ClaimResult, codes: list[str], prefix: str) -> Html:
    """Return the card of a claim, with its evidence and its quotations."""
    claim = result.claim
    label = claim_label(result)
    differs = [h("li", words) for words in differing(result)]
    proof = [
        h("ul", differs, class_="checks differ") if differs else None,
        _passage(result.evidence, uncited=result.uncited),
        _agreeing(result),
        [_quotation(quotation) for quotation in result.quotations],
        _leans(claim.references, prefix),
    ]
    at_ease = label.tone is Tone.GOOD and all(quotation_label(q).tone is Tone.GOOD for q in result.quotations)
    return _card(
        prefix + claim.id,
        "claim",
        f"Claim {claim.id.removeprefix('c')}",
        label,
        claim.span.line,
        codes,
        h("blockquote", h("p", clip(claim.text, 1000), dir="auto"), class_="own"),
        _folded(result.reason, proof) if at_ease else [_said(result.reason), proof],
        at=prefix + claim.id,
    )


def _folded(reason: str, proof: Child) -> Html:
    """Return proof that need not be read at first sight: what is in order takes little room."""
    return h("details", h("summary", h("span", reason, dir="auto")), proof, class_="proof")


def _agreeing(result: ClaimResult) -> Html | None:
    agrees = [h("li", check.text) for check in result.checks if check.passed]
    if not agrees or not result.evidence:
        return None
    words = f"{plural(len(agrees), 'detail')} {'agrees' if len(agrees) == 1 else 'agree'}"
    return h("details", h("summary", words), h("ul", agrees, class_="checks agree"))


def _leans(ids: tuple[str, ...], prefix: str) -> Html | None:
    """Return links to the references that a claim leans on."""
    if not ids:
        return None
    numbers = [known.removeprefix("r") for known in ids]
    links = [
        [", " if n else None, h("a", number, href=f"#{prefix}{known}", aria_label=f"reference {number}")]
        for n, (known, number) in enumerate(zip(ids, numbers, strict=True))
    ]
    return h("p", "Leans on reference " if len(ids) == 1 else "Leans on references ", links, class_="leans")


def finding_card(finding: Finding, number: int, prefix: str, label: Label) -> Html:
    """Return the card of a finding that no other card tells."""
    marked = finding.subject is not None or finding.span.end > finding.span.start
    return _card(
        f"{prefix}f{number}",
        "remark",
        CODES[finding.code].summary.rstrip("."),
        label,
        finding.span.line,
        [finding.code],
        _said(finding.message),
        h("p", CODES[finding.code].remedy),
        h("p", h("b", "Write "), finding.suggestion, class_="write") if finding.suggestion else None,
        at=f"{prefix}{finding.subject or f'f{number}'}" if marked else None,
    )


def _card(
    target: str,
    what: str,
    name: str,
    label: Label,
    line: int,
    codes: list[str],
    *body: Child,
    at: str | None = None,
) -> Html:
    """Return a card; `at` names the mark in the text that it is about, where there is one."""
    place = h("a", f"line {line}", href=f"#at-{at}") if at else f"line {line}"
    head = h(
        "header",
        h("h4", h("span", label.symbol, class_="symbol", aria_hidden="true"), label.words, class_="verdict"),
        h("p", f"{name} · ", place, _codes(codes), class_="where"),
    )
    return h(
        "article",
        head,
        list(body),
        class_=f"card {label.tone}",
        id=target,
        data_key=label.key,
        data_what=what,
        tabindex="-1",
        aria_label=f"{name}: {label.words}",
    )


def _codes(codes: list[str]) -> Child:
    return [[" · ", h("abbr", code, title=CODES[code].summary)] for code in codes]


def _said(reason: str) -> Html:
    return h("p", reason, class_="reason", dir="auto")


def _headlines(result: ReferenceResult) -> Html:
    """Return what is cited over what the outlet has, as a list of terms."""
    reference = result.reference
    story = result.story
    changed = result.verdict in (Verdict.ALTERED, Verdict.MISATTRIBUTED)
    edits = result.edits if changed else ()
    cited = reference.headline or reference.url or clip(reference.text, 500)
    elsewhere = result.verdict is Verdict.MISATTRIBUTED
    outlet = reference.outlet or ("no outlet" if elsewhere else None)
    by = _by(outlet, reference.date, "del" if elsewhere else None)
    if story and not changed and story.headline == reference.headline:
        by = _by(story.outlet, story.published)
        return h("dl", _row("Story", _story_link(story, story.headline), by), class_="headlines")
    rows = [_row("Cited", _words(cited_pieces(cited, edits), "del"), by)]
    if story and not changed:
        rows.append(_row("Story", _story_link(story, story.headline), _by(story.outlet, story.published)))
    elif story:
        matched = result.matched or story.headlines[0]
        words = _words(actual_pieces(matched.text, edits), "ins")
        side = _SIDES.get(matched.source, "Outlet")
        by = _by(story.outlet, story.published, "ins" if elsewhere else None)
        rows.append(_row(side, _story_link(story, words), by))
        if matched.text != story.headline:
            rows.append(_row("Now", h("span", story.headline), None))
    return h("dl", rows, class_="headlines")


def _row(term: str, words: Child, by: Child) -> Html:
    return join([h("dt", term), h("dd", h("span", words, class_="headline", dir="auto"), by)])


def _by(outlet: str | None, day: str | None, tag: str | None = None) -> Html | None:
    """Return outlet and date, the outlet in an element of its own where it is what differs."""
    if not outlet and not day:
        return None
    name = h(tag, outlet) if tag and outlet else outlet
    return h("span", name, ", " if outlet and day else None, day, class_="by")


def _words(pieces: tuple[Piece, ...], tag: str) -> Html:
    """Return words with those that differ as deleted or inserted; a caret where the other side has more."""
    return join(
        (h(tag, piece.text) if piece.text else _GAP) if piece.marked else piece.text for piece in pieces
    )


def _story_link(story: Story, words: Child) -> Child:
    return _link(story.url, words) or words


def _link(url: str | None, words: Child) -> Html | None:
    target = web_url(url)
    return h("a", words, href=target, rel="noopener noreferrer nofollow", target="_blank") if target else None


def _nearest(result: ReferenceResult) -> Html | None:
    if not result.nearest or result.verdict not in (Verdict.NOT_FOUND, Verdict.UNCHECKED):
        return None
    items = [
        h(
            "li",
            h("span", _story_link(near.story, near.story.headline), class_="headline", dir="auto"),
            _by(near.story.outlet, near.story.published),
        )
        for near in result.nearest[:_NEAREST_SHOWN]
    ]
    return h("div", h("h5", "Nearest stories"), h("ul", items, class_="nearest"))


def _advice(result: ReferenceResult) -> Html | None:
    if not result.advice:
        return None
    items = [h("li", line) for line in result.advice]
    return h("div", h("h5", "What would help"), h("ul", items, class_="advice"))


def _routes(result: ReferenceResult) -> Html | None:
    """Return what each route was asked and answered, laid open where that is why nothing is known."""
    routes = result.routes
    if not routes:
        return None
    answered = sum(not isinstance(answer, Refused) for answer in routes)
    items = [
        h(
            "li",
            route_words(answer),
            [h("span", clip(url, 300), class_="asked", title=clip(url, 2000)) for url in answer.asked],
            class_="refused" if isinstance(answer, Refused) else None,
        )
        for answer in routes
    ]
    summary = f"Routes asked: {len(routes)}, answered: {answered}"
    body = h("ul", items, class_="routes")
    return h("details", h("summary", summary), body, open=result.verdict is Verdict.UNCHECKED)


def _passage(evidence: Evidence | None, *, uncited: bool = False, words: Child = None) -> Html | None:
    """Return a passage word for word, with its outlet."""
    if not evidence:
        return None
    outlet = evidence.outlet or "source"
    source: list[Child] = ["– ", _link(evidence.url, outlet) or outlet]
    if uncited:
        source.append(", which the sentence does not cite")
    text = words if words is not None else evidence.text.strip()
    return h(
        "figure",
        h("blockquote", h("p", text, dir="auto"), class_="passage"),
        h("figcaption", source),
    )


def _quotation(result: QuotationResult) -> Html:
    label = quotation_label(result)
    found = result.verdict is QuotationVerdict.FOUND
    edits = () if found else result.edits
    given = _words(cited_pieces(result.quotation.text, edits), "del")
    speaker = f" – {result.quotation.speaker}" if result.quotation.speaker else None
    words = _words(actual_pieces(result.evidence.text, edits), "ins") if result.evidence else None
    head = h("h5", h("span", label.symbol, class_="symbol", aria_hidden="true"), label.words)
    return h(
        "section",
        head,
        h("p", "“", given, "”", speaker, dir="auto"),
        None if found else _passage(result.evidence, words=words),
        _said(result.reason),
        class_=f"quotation {label.tone}",
    )
