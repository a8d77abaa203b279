"""How far a judge's opinion is believed beside the built-in checks.

A judge sees what word checks cannot, and may be wrong, or be talked into something by a hostile page. So its
word alone moves no verdict: a hard verdict needs a passage that stands in the text and is about the claim,
and support that a concrete check denies is left open, with both said.
"""

from __future__ import annotations

from dataclasses import replace

from citecheck.matcher.opinions.quotes import place_of_quote
from citecheck.matcher.support.judge import judge_claim
from citecheck.models import Check, Evidence, Judgement, Opinion, Support

HARD_CHECKS = frozenset({"number", "date", "negation", "opposite", "role"})
"""Checks whose failure a judge cannot overrule: they name what differs."""
_SURE = 0.5
"""Score from which a judge's own account counts as its verdict."""


def combine(
    claim: str, text: str, own: Judgement, opinion: Opinion, judge: str, *, published: str | None = None
) -> Judgement:
    """Return what is said of a claim by the built-in checks and a judge together.

    Args:
        claim: one sentence.
        text: the story's text.
        own: what the built-in judge says of them.
        opinion: what the judge says.
        judge: its name, for the checks.
        published: the story's partial ISO date.

    Returns:
        `supported` or `contradicted` only where the judge says so, a passage of the text that
        shares words with the claim bears it (the judge's quote, or for support the built-in
        passage), and no hard check of that passage says otherwise; `unclear` where judge and
        checks disagree. An opinion that is not sure changes nothing. The evidence is always the
        text's own, word for word. A check named "judge" tells what the judge said, passed where
        it stands.
    """
    if not opinion.sure:
        return own
    quoted = _quoted(claim, text, opinion, published)
    match opinion.support:
        case Support.SUPPORTED:
            return _supported(own, quoted, opinion, judge)
        case Support.CONTRADICTED:
            return _contradicted(own, quoted, opinion, judge)
        case _:
            return _open(own, opinion, judge)


def _supported(own: Judgement, quoted: Judgement | None, opinion: Opinion, judge: str) -> Judgement:
    said = f"{judge} says that the source backs it"
    if opinion.quote and quoted is None:
        return _undecided(own, opinion, f"{said}, but the passage it names is not in the source")
    if opinion.score < _SURE:
        return _undecided(quoted or own, opinion, f"{said}, but is not sure")
    if own.evidence is None:
        return _undecided(own, opinion, f"{said}, but no passage of it comes near the claim")
    if _denied(own) and (quoted is None or _denied(quoted)):
        return _undecided(own, opinion, f"{said}, against a check")
    base = quoted or own
    checks = (*_of_both(base, own), Check("judge", True, said))
    return Judgement(Support.SUPPORTED, max(own.score, opinion.score), base.evidence, checks)


def _denied(judgement: Judgement) -> bool:
    """Whether something concrete in a passage is not as the claim says."""
    hard = any(not check.passed and check.name in HARD_CHECKS for check in judgement.checks)
    return hard or judgement.support is Support.CONTRADICTED


def _of_both(quoted: Judgement, own: Judgement) -> tuple[Check, ...]:
    """Return the checks of a quoted passage, without those that fail only because more stands beside it."""
    return tuple(check for check in quoted.checks if check.passed or check in own.checks)


def _contradicted(own: Judgement, quoted: Judgement | None, opinion: Opinion, judge: str) -> Judgement:
    said = f"{judge} says that the source says otherwise"
    if own.support is Support.CONTRADICTED:
        return replace(own, checks=(*own.checks, Check("judge", True, said)))
    if quoted is None:
        what = "the passage it names is not in the source" if opinion.quote else "names no passage"
        return _undecided(own, opinion, f"{said}, but {what}")
    if quoted.support is Support.SUPPORTED or own.support is Support.SUPPORTED:
        return _undecided(quoted, opinion, f"{said}, but every check of the passage is passed")
    score = min(own.score, opinion.score)
    return Judgement(
        Support.CONTRADICTED, score, quoted.evidence, (*quoted.checks, Check("judge", False, said))
    )


def _open(own: Judgement, opinion: Opinion, judge: str) -> Judgement:
    """Let a judge that sees no support take back what only shared words vouched for."""
    if own.support is Support.SUPPORTED:
        what = "does not mention it" if opinion.support is Support.NOT_MENTIONED else "does not settle it"
        return _undecided(own, opinion, f"{judge} says that the source {what}")
    if opinion.support is Support.UNCLEAR and own.support is Support.NOT_MENTIONED and own.evidence:
        return _undecided(own, opinion, f"{judge} says that the source comes near it")
    return own


def _undecided(base: Judgement, opinion: Opinion, why: str) -> Judgement:
    score = (base.score + opinion.score) / 2
    return Judgement(Support.UNCLEAR, score, base.evidence, (*base.checks, Check("judge", False, why)))


def _quoted(claim: str, text: str, opinion: Opinion, published: str | None) -> Judgement | None:
    """Return what the built-in judge says of the quoted passage; None where it is not the text's or not about
    the claim.
    """
    place = place_of_quote(opinion.quote, text) if opinion.quote else None
    if place is None:
        return None
    start, end = place
    passage = judge_claim(claim, text[start:end], published=published)
    if passage.evidence is None:
        return None
    return replace(passage, evidence=Evidence(text[start:end], start, end))
