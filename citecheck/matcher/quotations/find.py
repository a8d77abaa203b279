"""Whether a quotation stands in the cited stories, word for word, and in the mouth it is put in."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from citecheck.matcher.quotations.quotewords import QuoteWord, read_quote, read_words
from citecheck.matcher.quotations.speakers import other_speaker
from citecheck.matcher.quotations.worddrift import find_drift, is_tense, word_edits
from citecheck.models import Edit, Evidence, Quotation, QuotationResult, QuotationVerdict, Story

_ELLIPSIS_REACH = 250
"""Words an ellipsis may leave out."""
_BRACKET_REACH = 8
"""Words a bracketed insertion may stand for."""
_TEXT_LIMIT = 1_000_000
"""Characters of a story that are read."""
_MOST_STARTS = 200
"""Places of a story where the first words are tried."""
_ORDER = (
    QuotationVerdict.FOUND,
    QuotationVerdict.OTHER_SPEAKER,
    QuotationVerdict.DRIFTED,
    QuotationVerdict.ABSENT,
)


@dataclass(frozen=True, slots=True)
class _Page:
    """A story's text with its words joined, so that a run of words is one substring."""

    text: str
    words: tuple[QuoteWord, ...]
    joined: str
    offsets: tuple[int, ...]
    """Where each word starts in `joined`."""


def find_quotation(quotation: Quotation, stories: Sequence[tuple[str | None, Story]]) -> QuotationResult:
    """Look a quotation up in stories.

    Args:
        quotation: the words between the marks, and who is said to have said them.
        stories: (id of the reference, story) in the order of their right to be believed.

    Returns:
        `found` where every word stands there in order: ellipses, bracketed insertions,
        punctuation, capitals, the shape of quotation marks and the tense of reported speech are
        forgiven, a changed number or a dropped "not" never is. `drifted` with the words that
        differ; `other-speaker` where the story gives the words to somebody else; `absent`;
        `unchecked` where a story that could hold it has no text.
    """
    segments = read_quote(quotation.text)
    if not any(words for words, _ in segments):
        return QuotationResult(quotation, QuotationVerdict.UNCHECKED, "The quotation holds no words.")
    read = [(name, story) for name, story in stories if story.text]
    results = [_look_up(quotation, segments, name, story) for name, story in read]
    best = min(results, key=lambda result: _ORDER.index(result.verdict), default=None)
    if best is not None and best.verdict is not QuotationVerdict.ABSENT:
        return best
    if best is None or len(read) < len(stories):
        why = (
            "No cited story could be read."
            if best is None
            else "A cited story that may hold it could not be read."
        )
        return QuotationResult(quotation, QuotationVerdict.UNCHECKED, why)
    outlets = " or ".join(dict.fromkeys(story.outlet for _, story in read))
    return QuotationResult(
        quotation, QuotationVerdict.ABSENT, f"These words are not in the story of {outlets}."
    )


def _look_up(
    quotation: Quotation,
    segments: Sequence[tuple[tuple[QuoteWord, ...], int]],
    name: str | None,
    story: Story,
) -> QuotationResult:
    page = _open((story.text or "")[:_TEXT_LIMIT])
    span = _find_exact(page, segments)
    if span is not None:
        evidence = _evidence(page, span, name, story)
        other = other_speaker(page.text, evidence.start, evidence.end, quotation.speaker)
        if other is None:
            reason = f"{story.outlet} has these words."
            return QuotationResult(quotation, QuotationVerdict.FOUND, reason, evidence)
        reason = f"{story.outlet} gives these words to {other}, not to {quotation.speaker}."
        return QuotationResult(quotation, QuotationVerdict.OTHER_SPEAKER, reason, evidence)
    drift = find_drift([word for words, _ in segments for word in words], page.words)
    if drift is None:
        return QuotationResult(
            quotation, QuotationVerdict.ABSENT, f"These words are not in {story.outlet}'s story."
        )
    evidence = _evidence(page, (drift.first, drift.last), name, story)
    edits = word_edits(drift, quotation.text, page.text, evidence.start)
    if edits and all(is_tense(edit.cited, edit.actual) for edit in edits):
        reason = f"{story.outlet} has these words in another tense ('{edits[0].actual}')."
        return QuotationResult(quotation, QuotationVerdict.FOUND, reason, evidence)
    return QuotationResult(quotation, QuotationVerdict.DRIFTED, _drift_reason(story, edits), evidence, edits)


def _open(text: str) -> _Page:
    words = read_words(text)
    offsets, at = [], 1
    for word in words:
        offsets.append(at)
        at += len(word.fold) + 1
    return _Page(text, words, " " + " ".join(word.fold for word in words) + " ", tuple(offsets))


def _find_exact(page: _Page, segments: Sequence[tuple[tuple[QuoteWord, ...], int]]) -> tuple[int, int] | None:
    """Return the first and last place of the words of `segments` in order, None where they are not there."""
    filled = [(words, gap) for words, gap in segments if words]
    first_words = filled[0][0]
    start = -1
    for _ in range(_MOST_STARTS):
        start = _find_run(page, first_words, start + 1, len(page.words))
        if start < 0:
            return None
        last = start + len(first_words) - 1
        for words, gap in filled[1:]:
            reach = _ELLIPSIS_REACH if gap == 0 else _BRACKET_REACH * gap
            following = _find_run(page, words, last + 1, last + 1 + reach)
            if following < 0:
                break
            last = following + len(words) - 1
        else:
            return start, last
    return None


def _find_run(page: _Page, words: Sequence[QuoteWord], earliest: int, latest: int) -> int:
    """Return the place in [earliest, latest] where `words` stand in a row, -1 for none."""
    if earliest >= len(page.words):
        return -1
    wanted = " " + " ".join(word.fold for word in words) + ("" if words[-1].is_cut else " ")
    at = page.joined.find(wanted, page.offsets[earliest] - 1)
    if at < 0:
        return -1
    place = bisect_left(page.offsets, at + 1)
    return place if place <= latest else -1


def _evidence(page: _Page, span: tuple[int, int], name: str | None, story: Story) -> Evidence:
    start, end = page.words[span[0]].start, page.words[span[1]].end
    return Evidence(page.text[start:end], start, end, story.url, story.outlet, name)


def _drift_reason(story: Story, edits: Sequence[Edit]) -> str:
    changed = next((edit for edit in edits if edit.kind.is_meaning), edits[0] if edits else None)
    if changed is None:
        return f"{story.outlet} has these words in another order."
    if not changed.actual:
        return f"{story.outlet} has these words without '{changed.cited}'."
    if not changed.cited:
        return f"{story.outlet} has '{changed.actual}' among these words."
    return f"{story.outlet} has '{changed.actual}' where the article has '{changed.cited}'."
