"""What is said about a reference, from what its outlet answered."""

from __future__ import annotations

from dataclasses import replace

from citecheck.matcher.headlines.addresswords import Accord, accord
from citecheck.matcher.headlines.candidates import Candidates, Cited, Match
from citecheck.matcher.headlines.compare import change_of
from citecheck.matcher.headlines.coverage import Coverage, answered, coverage
from citecheck.matcher.headlines.identity import days_between
from citecheck.matcher.headlines.languages import ENGLISH
from citecheck.matcher.headlines.normalize import bare_words
from citecheck.matcher.headlines.pages import same_page
from citecheck.models import (
    Answer,
    Change,
    EditKind,
    HeadlineSource,
    Listed,
    Nearest,
    Reference,
    ReferenceResult,
    Story,
    Verdict,
    Window,
)
from citecheck.outlets import OutletTable

MEANING_AT_LEAST = 0.3
"""Probability of identity from which a headline with another meaning is called altered."""
REWRITTEN_AT_LEAST = 0.7
"""The same where more than a place or two differ: then it may well be another story."""
_FEW_EDITS = 2
WORDING_AT_LEAST = 0.88
"""The same for another wording: higher, because it lets the citation pass."""
_NEAREST = 5
_NEAREST_AT_LEAST = 0.005
_DAYS_OFF = 1
"""A writer's day and the outlet's may differ by time zone."""


def judge_reference(reference: Reference, answer: Answer, outlets: OutletTable) -> ReferenceResult:
    """Judge one reference by what the routes answered.

    Args:
        reference: as cited; its headline, outlet, date and URL are used.
        answer: what every route said; its stories may be of any outlet.
        outlets: for names and aliases.

    Returns:
        The verdict with its score (how sure, 0..1), the story it rests on, the word-level edits, the nearest
        stories, coverage, advice, and what to write instead. `not-found` and `misattributed`
        are said only where the routes prove that the outlet lacks the headline.
    """
    cited = Cited.of(reference, outlets)
    window = Window.of(reference.date, _DAYS_OFF) if reference.date else None
    proof = coverage(answer, window) if cited.forms.full else _proof_of_link(answer, window)
    candidates = Candidates(cited, answer.stories, outlets)
    result = _judged(reference, cited, candidates, proof)
    nearest = () if result.verdict is Verdict.VERIFIED else _nearest(candidates, result.story)
    result = replace(result, routes=answer.routes, coverage=proof.words, nearest=nearest)
    if result.verdict in (Verdict.NOT_FOUND, Verdict.UNCHECKED) and nearest:
        result = replace(result, reason=f"{result.reason} The nearest is “{nearest[0].story.headline}”.")
    if result.verdict is Verdict.UNCHECKED and not answered(answer):
        result = replace(result, reason="No route gave an answer, so nothing can be said about it.")
    return result


def _proof_of_link(answer: Answer, window: Window | None) -> Coverage:
    """Weigh the routes for a reference with a link and no headline: only a list of addresses can lack it."""
    proof = coverage(answer, window)
    plausible = window or Window(None, None)
    if any(isinstance(r, Listed) and r.window.covers(plausible) for r in answer.routes):
        return proof
    advice = proof.advice or ("add the headline",)
    return replace(proof, proves_absence=False, confidence=0.0, advice=advice)


def _judged(reference: Reference, cited: Cited, candidates: Candidates, proof: Coverage) -> ReferenceResult:
    same = candidates.equal_here()
    if same is not None:
        result = _verified(reference, cited, same)
        return _as_copy(result, cited) if same.story.copy_of else result
    copy = candidates.equal_copy()
    if copy is not None:
        return _as_copy(_verified(reference, cited, copy), cited)
    best = candidates.best_here()
    if best is not None and _same_words(best, cited):
        return _verified(reference, cited, best)
    elsewhere = candidates.equal_elsewhere()
    likely = best is not None and _is_likely(best)
    if elsewhere and not (best is not None and likely and change_of(best.edits) is Change.WORDING):
        return _elsewhere(reference, cited, elsewhere, proof)
    if best is not None and likely:
        return _altered(reference, cited, best)
    if not proof.proves_absence:
        return ReferenceResult(
            reference,
            Verdict.UNCHECKED,
            0.0,
            f"{_name(cited)} could not be asked in full.",
            advice=proof.advice,
        )
    doubt = best.probability if best is not None else 0.0
    score = proof.confidence * (1 - doubt)
    return ReferenceResult(reference, Verdict.NOT_FOUND, score, f"{_name(cited)} has no such headline.")


def _same_words(match: Match, cited: Cited) -> bool:
    """Say whether headline and citation differ in nothing but how numbers and words are written.

    Where only the address is known, small words that are not in it are no difference either.
    """
    written = match.headline.source is not HeadlineSource.SLUG
    if written and not match.edits and cited.words.language != ENGLISH:
        # The model is fitted to English, and doubts a headline of which each word is typed otherwise.
        return True
    if match.probability < WORDING_AT_LEAST:
        return False
    if written:
        return all(edit.kind is EditKind.TYPOGRAPHY for edit in match.edits)
    if any(headline.source is not HeadlineSource.SLUG for headline in match.story.headlines):
        return False
    return all(
        edit.kind is EditKind.TYPOGRAPHY or (edit.kind is EditKind.FUNCTION_WORD and not edit.actual)
        for edit in match.edits
    )


def _is_likely(match: Match) -> bool:
    least = WORDING_AT_LEAST
    if change_of(match.edits) is Change.MEANING:
        least = MEANING_AT_LEAST if len(match.edits) <= _FEW_EDITS else REWRITTEN_AT_LEAST
    return match.probability >= least


def _verified(reference: Reference, cited: Cited, match: Match) -> ReferenceResult:
    disagreements = _disagreements(cited, match.story)
    reason = f"{match.story.outlet} published this headline."
    if match.headline.source is HeadlineSource.SLUG:
        if accord(cited.forms.core, bare_words(match.headline.text)) is Accord.CUT:
            return _broken_off(reference, match)
        reason = f"{match.story.outlet} published it; the words are those of the story's address."
    elif match.headline is not match.story.headlines[0] and match.headline.text != match.story.headline:
        reason = f"{match.story.outlet} published it under this headline among others."
    return ReferenceResult(
        reference,
        Verdict.VERIFIED,
        match.probability,
        reason,
        story=match.story,
        matched=match.headline,
        edits=match.edits,
        disagreements=disagreements,
        suggestion=_suggestion(match.story) if disagreements else None,
    )


def _as_copy(result: ReferenceResult, cited: Cited) -> ReferenceResult:
    """Say of a verified headline that it was met in a syndicated copy, not at the outlet itself."""
    if result.story is None:
        return result
    where = f"It stands in a syndicated copy at {result.story.outlet}"
    return replace(result, reason=f"{where}, which names {_name(cited)} as its source.")


def _broken_off(reference: Reference, match: Match) -> ReferenceResult:
    """Leave open what only the beginning of an address vouches for: the rest may say something else."""
    return ReferenceResult(
        reference,
        Verdict.UNCHECKED,
        0.0,
        f"{match.story.outlet} has a story whose address begins with these words, but breaks off before the "
        "headline ends, and its page was not read.",
        advice=("try again later, or read the page",),
    )


def _altered(reference: Reference, cited: Cited, match: Match) -> ReferenceResult:
    change = change_of(match.edits)
    what = "says something else" if change is Change.MEANING else "is worded otherwise"
    reason = f"{match.story.outlet} has this story, but its headline {what}."
    grave = [e for e in match.edits if e.kind.is_meaning]
    if grave:
        reason = f"{reason[:-1]}: {_in_words(grave[0].cited, grave[0].actual)}."
    return ReferenceResult(
        reference,
        Verdict.ALTERED,
        match.probability,
        reason,
        change=change,
        story=match.story,
        matched=match.headline,
        edits=match.edits,
        disagreements=_disagreements(cited, match.story),
        suggestion=_suggestion(match.story),
    )


def _in_words(cited: str, actual: str) -> str:
    if not actual:
        return f"“{cited}” is not in it"
    if not cited:
        return f"“{actual}” is left out here"
    if cited == actual:
        return f"“{actual}” stands elsewhere in it"
    return f"“{actual}”, not “{cited}”"


def _elsewhere(reference: Reference, cited: Cited, matches: list[Match], proof: Coverage) -> ReferenceResult:
    first = matches[0]
    carriers = list(dict.fromkeys(m.story.outlet for m in matches))
    by = " and ".join([", ".join(carriers[:-1]), carriers[-1]] if len(carriers) > 1 else carriers)
    if not proof.proves_absence:
        return ReferenceResult(
            reference,
            Verdict.UNCHECKED,
            0.0,
            f"{by} published this headline; {_name(cited)} could not be asked in full.",
            advice=proof.advice,
        )
    return ReferenceResult(
        reference,
        Verdict.MISATTRIBUTED,
        proof.confidence * first.probability,
        f"This headline is by {by}; {_name(cited)} does not have it.",
        story=first.story,
        matched=first.headline,
        edits=first.edits,
        disagreements=_disagreements(cited, first.story),
        suggestion=_suggestion(first.story),
    )


def _nearest(candidates: Candidates, chosen: Story | None) -> tuple[Nearest, ...]:
    ranked = [
        m
        for m in candidates.ranked()
        if m.probability >= _NEAREST_AT_LEAST and not (chosen and same_page(m.story, chosen))
    ]
    return tuple(Nearest(m.story, round(m.probability, 4)) for m in ranked[:_NEAREST])


def _name(cited: Cited) -> str:
    return cited.outlet or "The outlet"


def _suggestion(story: Story) -> str:
    shown = next((h for h in story.headlines if h.source is not HeadlineSource.SLUG), None)
    text = shown.text if shown else story.headline
    day = f", {story.published[:10]}" if story.published else ""
    return f'"{text}" – {story.outlet}{day}'


def _disagreements(cited: Cited, story: Story) -> tuple[str, ...]:
    """Say where date or address of the reference are not the story's (CC005)."""
    found = []
    gap, _ = days_between(cited.date, story.published)
    later, _ = days_between(cited.date, story.updated)
    if gap is not None and min(gap, gap if later is None else later) > _DAYS_OFF:
        found.append(f"The date given is {cited.date}; the story is of {str(story.published)[:10]}.")
    if cited.url and story.url and not cited.same_address(story):
        found.append(f"The link given is not the story's: {story.url}")
    return tuple(found)
