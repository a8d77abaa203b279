"""Reference <-> question: what leaves the machine, and the reference that a bare question stands for."""

from __future__ import annotations

from citecheck.models import Question, Reference, Span, Window

_NOWHERE = Span(1, 1, 1, 1, 0, 0)


def question_of(reference: Reference, hint: Window | None = None) -> Question:
    """Return what is asked about a reference.

    Args:
        reference: as read.
        hint: days inferred from elsewhere in the article; used to look, never to prove absence.
    """
    url = reference.url if not reference.url or "://" in reference.url else f"https://{reference.url}"
    return Question(reference.outlet or "", reference.headline, reference.date, url, hint)


def reference_of(question: Question) -> Reference:
    """Return a reference that stands in no article, for a question asked directly."""
    return Reference(
        id="r1",
        span=_NOWHERE,
        text=f'"{question.headline}" – {question.outlet}',
        headline=question.headline,
        outlet=question.outlet or None,
        url=question.url,
        date=question.date,
    )
