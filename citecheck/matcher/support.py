"""What a text says of a claim: the passage nearest to it, the checks, a score and a verdict."""

from __future__ import annotations

from dataclasses import dataclass

from citecheck.matcher.checks import Checked, check
from citecheck.matcher.claimwords import ClaimWords, read_claim
from citecheck.matcher.closeread import Reading, read_closely
from citecheck.matcher.overlap import Passage, Ranking, rank_passages
from citecheck.matcher.passages import Passages, read_passages
from citecheck.matcher.supportmodel import Features, decide, score
from citecheck.models import Evidence, Judgement, Support

TEXT_LIMIT = 1_000_000
"""Characters of a story that are read; no news piece is longer."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A claim beside its best passage."""

    reading: Reading
    checked: Checked
    features: Features
    start: int
    end: int


def judge_claim(claim: str, text: str, *, published: str | None = None, limit: int = TEXT_LIMIT) -> Judgement:
    """Say whether `text` backs `claim`.

    Args:
        claim: one sentence.
        text: a sentence up to a whole story.
        published: the story's partial ISO date, by which "yesterday" is understood.
        limit: characters of `text` that are read.

    Returns:
        Verdict, calibrated score (0..1, how surely the text backs the claim), the passage it
        rests on with offsets in `text`, and the checks. `unchecked` where either is empty.
    """
    del published  # dates are compared as written
    words = read_claim(claim)
    passages = read_passages(text[:limit] if len(text) > limit else text)
    if not passages.sentences or not words.items:
        return Judgement(Support.UNCHECKED, 0.0)
    found = find_passage(words, passages)
    if found is None:
        return Judgement(Support.NOT_MENTIONED, score(Features()))
    value = score(found.features)
    evidence = Evidence(text[found.start : found.end], found.start, found.end)
    return Judgement(decide(found.features, value), value, evidence, found.checked.checks)


def find_passage(words: ClaimWords, passages: Passages) -> Finding | None:
    """Return the passage that backs the claim best, None where the text shares no word with it."""
    ranking = rank_passages(words, passages)
    best: Finding | None = None
    best_value = -1.0
    for passage in ranking.passages:
        found = _read_passage(words, passages, passage, ranking)
        value = score(found.features) - 0.02 * (passage.last - passage.first)
        if value > best_value:
            best, best_value = found, value
    return best


def _read_passage(words: ClaimWords, passages: Passages, passage: Passage, ranking: Ranking) -> Finding:
    start, end = passages.quote(passage.first, passage.last)
    reading = read_closely(words, passages.text[start:end])
    checked = check(reading)
    features = Features(
        share=reading.share,
        whole=max(ranking.whole_share, reading.share),
        numbers_missing=min(2, checked.numbers_missing),
        number_conflicts=min(2, checked.number_conflicts),
        names_missing=min(2, checked.names_missing),
        negation=checked.negation,
        opposite=min(1, checked.opposite),
        hedge=checked.hedge,
    )
    return Finding(reading, checked, features, start, end)
