"""The article's own text, with each reference and claim marked where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from citecheck.models import ArticleReport, Span
from citecheck.report.labels import (
    Label,
    Tone,
    claim_label,
    quotation_label,
    reference_label,
    untold,
)
from citecheck.report.markup import Html, h, join, rows


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in the article that a card speaks of."""

    target: str
    """Id of the card."""
    what: str
    """"reference", "claim", "quotation" or "remark"."""
    label: Label
    span: Span


def marks(report: ArticleReport, prefix: str, remark: Label) -> list[Mark]:
    """Return all places to mark, in the order of the text, longer ones first."""
    found = [
        Mark(f"{prefix}{r.reference.id}", "reference", reference_label(r), r.reference.span)
        for r in report.references
    ]
    for result in report.claims:
        target = f"{prefix}{result.claim.id}"
        found.append(Mark(target, "claim", claim_label(result), result.claim.span))
        found += [Mark(target, "quotation", quotation_label(q), q.quotation.span) for q in result.quotations]
    for number, finding in enumerate(untold(report), 1):
        if finding.subject is None and finding.span.end > finding.span.start:
            found.append(Mark(f"{prefix}f{number}", "remark", remark, finding.span))
    return sorted(found, key=lambda mark: (mark.span.start, -mark.span.end))


def marked_source(report: ArticleReport, places: list[Mark]) -> Html:
    """Return the source cut at every mark's ends; each piece belongs to the shortest mark over it.

    Where a card's place begins stands an element with the id "at-" and the card's id.
    """
    source = report.article.source
    begun: set[str] = set()
    linked: set[tuple[str, str]] = set()
    pieces: list[Html] = []
    for start, end, over in _pieces(len(source), places):
        text = rows(source[start:end])
        for mark in over:
            if mark.target not in begun:
                begun.add(mark.target)
                pieces.append(h("span", id=f"at-{mark.target}"))
        pieces.append(_piece(text, min(over, key=_length), linked) if over else text)
    return join(pieces)


def _length(mark: Mark) -> tuple[int, bool]:
    return mark.span.end - mark.span.start, mark.what != "quotation"


def _piece(text: Html, mark: Mark, linked: set[tuple[str, str]]) -> Html:
    """Return one piece; the first of each mark is the link to its card, and says what it is.

    A quotation in order has no sign of its own: it stands inside its claim's.
    """
    about = {
        "class_": f"mark {mark.what} {mark.label.tone}",
        "data_for": mark.target,
        "data_key": mark.label.key,
    }
    if (mark.what, mark.target) in linked:
        return h("span", text, **about)
    linked.add((mark.what, mark.target))
    plain = mark.what == "quotation" and mark.label.tone is Tone.GOOD
    symbol = None if plain else h("span", mark.label.symbol, class_="symbol", aria_hidden="true")
    spoken = h("span", f"{mark.what}, {mark.label.words}: ", class_="spoken")
    return h("a", symbol, spoken, text, href=f"#{mark.target}", **about)


def _pieces(size: int, places: list[Mark]) -> Iterator[tuple[int, int, list[Mark]]]:
    """Yield the text in pieces that lie under the same marks."""
    bounded = [(max(0, mark.span.start), min(size, mark.span.end), mark) for mark in places]
    bounded = [item for item in bounded if item[0] < item[1]]
    cuts = sorted({0, size, *(item[0] for item in bounded), *(item[1] for item in bounded)})
    following = iter(sorted(bounded, key=lambda item: item[0]))
    coming = next(following, None)
    over: list[tuple[int, int, Mark]] = []
    for start, end in pairwise(cuts):
        over = [item for item in over if item[1] > start]
        while coming and coming[0] <= start:
            over.append(coming)
            coming = next(following, None)
        yield start, end, [mark for _, _, mark in over]
