"""What a text says of a claim: the passage nearest to it, the checks, a score and a verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from citecheck.matcher.support.checks import Checked, check, is_plainly_open
from citecheck.matcher.support.claimparts import split_claim
from citecheck.matcher.support.claimwords import ClaimWords, read_claim
from citecheck.matcher.support.closeread import Reading, read_closely
from citecheck.matcher.support.falsehoods import find_called_false
from citecheck.matcher.support.language import is_english
from citecheck.matcher.support.model import Features, decide, score
from citecheck.matcher.support.overlap import Passage, Ranking, rank_passages
from citecheck.matcher.support.passages import Passages, read_passages
from citecheck.matcher.support.splices import find_splice
from citecheck.matcher.support.storydates import read_published
from citecheck.matcher.support.unnamed import find_unnamed
from citecheck.models import Check, Evidence, Judgement, Support

TEXT_LIMIT = 1_000_000
"""Characters of a story that are read; no news piece is longer."""
CLAIM_LIMIT = 2_000
"""Characters of a claim that are read: it is one sentence."""
_PER_SENTENCE = 0.03
"""What a further sentence must add to the share to be worth quoting."""
_ADJACENT = 0.2
"""What neighbouring words that stay neighbours count beside the share of words."""
_AGAINST = 0.4
"""What is left of the score of a claim that is contradicted: about one in ten is backed after all."""
_NEARLY = 0.05
_COPIED = 0.3
"""Share of neighbouring words copied below which a claim is no patchwork."""
_STORY = 5
"""Sentences from which on a text is a story, which names whom it is about; an excerpt may not."""
_LOOKED_AT = 6
"""The nearest sentences in which the pieces of a claim are looked for."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A claim beside its best passage."""

    reading: Reading
    checked: Checked
    features: Features
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Read:
    """A claim beside a passage, not yet checked."""

    reading: Reading
    start: int
    end: int
    nearness: float
    """How near the passage comes to the claim, whatever it says of it."""


def judge_claim(claim: str, text: str, *, published: str | None = None, limit: int = TEXT_LIMIT) -> Judgement:
    """Say whether `text` backs `claim`.

    Args:
        claim: one sentence.
        text: a sentence up to a whole story.
        published: the story's partial ISO date; a full one tells what "on Monday" or "since 2022" means.
        limit: characters of `text` that are read.

    Returns:
        Verdict, calibrated score (0..1, how surely the text backs the claim), the passage it
        rests on with offsets in `text`, and the checks. `unchecked` where either is empty. In a
        text that is not English only words and numbers it shares with the claim can be seen: it
        supports, or leaves `unclear`.
    """
    claim = claim[:CLAIM_LIMIT]
    words = read_claim(claim)
    passages = read_passages(text[:limit] if len(text) > limit else text)
    if not passages.sentences or not words.items:
        return Judgement(Support.UNCHECKED, 0.0)
    day = read_published(published)
    whole = _judge(words, passages, day)
    if whole.support is Support.SUPPORTED:
        return whole
    parts = () if whole.support is Support.CONTRADICTED else split_claim(claim)
    if whole.support is Support.UNCLEAR and len(parts) < 2:
        return whole  # whatever its language
    if not is_english(text):
        return replace(whole, support=Support.UNCLEAR)
    return _by_parts(whole, [read_claim(part) for part in parts], passages, day) if len(parts) > 1 else whole


def _judge(words: ClaimWords, passages: Passages, published: date | None) -> Judgement:
    found = find_passage(words, passages, published) if words.items else None
    if found is None:
        return Judgement(Support.NOT_MENTIONED, score(Features()))
    evidence = Evidence(passages.text[found.start : found.end], found.start, found.end)
    support, surety = decide(found.features), score(found.features)
    if support is Support.CONTRADICTED:
        surety *= _AGAINST
    return Judgement(support, surety, evidence, found.checked.checks)


def _by_parts(
    whole: Judgement, parts: Sequence[ClaimWords], passages: Passages, published: date | None
) -> Judgement:
    """Judge a claim that no one passage settles by its parts: each must be backed, one denied is enough."""
    judged = [_judge(part, passages, published) for part in parts]
    denied = [one for one in judged if one.support is Support.CONTRADICTED]
    if denied:
        return denied[0]
    if any(one.support is not Support.SUPPORTED for one in judged):
        return whole
    _, main = max(zip(parts, judged, strict=True), key=lambda pair: pair[0].total)
    checks = tuple(dict.fromkeys(check for one in judged for check in one.checks))
    return Judgement(Support.SUPPORTED, min(one.score for one in judged), main.evidence, checks)


def find_passage(words: ClaimWords, passages: Passages, published: date | None = None) -> Finding | None:
    """Return the passage that backs the claim best, None where the text shares no word with it."""
    ranking = rank_passages(words, passages)
    read = [_read_passage(words, passages, passage, published) for passage in ranking.passages]
    if not read:
        return None
    read.sort(key=lambda one: -one.nearness)
    best = _find(read[0], ranking)
    if best.features.is_open:
        best = _find_settled(best, [one for one in read[1:] if _is_as_near(one, read[0])], ranking)
    return _look_around(best, words, passages, ranking)


def _find_settled(best: Finding, near: Sequence[_Read], ranking: Ranking) -> Finding:
    """Return the first passage that leaves nothing open, else the first that has no conflict, else `best`.

    A story may say a thing twice: one nearly as near as the best, that leaves something open, speaks first.
    """
    found = [best]
    for one in near:
        if not best.features.conflicts and is_plainly_open(one.reading, ranking.whole):
            continue  # it can be neither
        found.append(_find(one, ranking))
        if not found[-1].features.is_open:
            return found[-1]
    return next((one for one in found if not one.features.conflicts), best)


def _look_around(best: Finding, words: ClaimWords, passages: Passages, ranking: Ranking) -> Finding:
    """Add what only the text around the passage tells: that it is called false, or joined from pieces."""
    if not best.features.conflicts:
        false = find_called_false(words, passages, ranking.shares, ranking.whole_share)
        if false is not None:
            start, end = passages.quote(false.sentence, false.sentence)
            found = replace(best, start=start, end=end, checked=_with(best.checked, false.check))
            return replace(found, features=replace(best.features, denial=1.0, context=1.0))
    if not best.features.is_open and _is_unnamed(best.reading, passages, ranking):
        return replace(best, features=replace(best.features, unnamed=1.0))
    if not best.features.is_open and best.features.copied >= _COPIED:
        splice = find_splice(words.text, passages, ranking.order[:_LOOKED_AT])
        if splice is not None:
            found = replace(best, checked=_with(best.checked, splice))
            return replace(found, features=replace(best.features, splice=1.0))
    return best


def _is_unnamed(reading: Reading, passages: Passages, ranking: Ranking) -> bool:
    """Whether a story never names what the claim names; the list of English words tells names from nouns."""
    if len(passages.sentences) < _STORY:
        return False
    return find_unnamed(reading, reading.absent(ranking.whole)) and is_english(passages.text)


def _with(checked: Checked, failed: Check) -> Checked:
    return replace(checked, checks=(*checked.checks, failed))


def _is_as_near(one: _Read, best: _Read) -> bool:
    return one.reading.share >= best.reading.share - _NEARLY


def _read_passage(words: ClaimWords, passages: Passages, passage: Passage, published: date | None) -> _Read:
    start, end = passages.quote(passage.first, passage.last)
    cuts = [passages.sentences[place].start - start for place in range(passage.first, passage.last + 1)]
    reading = read_closely(words, passages.text[start:end], published, cuts)
    sentences = passage.last - passage.first + 1
    nearness = reading.share + _ADJACENT * reading.adjacency - _PER_SENTENCE * sentences
    return _Read(reading, start, end, nearness)


def _find(read: _Read, ranking: Ranking) -> Finding:
    """Check a passage against the claim."""
    reading = read.reading
    checked = check(reading, ranking.whole)
    features = Features(
        share=reading.share,
        whole=max(ranking.whole_share, reading.share),
        adjacency=reading.adjacency,
        copied=reading.copied,
        numbers_missing=min(2, checked.numbers_missing),
        number_conflicts=min(1, checked.number_conflicts),
        names_missing=min(3, checked.names_missing),
        negation=checked.negation,
        opposite=checked.opposite,
        place=checked.place,
        denial=checked.denial,
        unsaid=checked.unsaid,
        event=checked.event,
        hedge=checked.hedge,
        context=checked.context,
    )
    return Finding(reading, checked, features, read.start, read.end)
