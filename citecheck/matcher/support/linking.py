"""From stories and claims to what is said about each claim: which story backs it, and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from citecheck.matcher.support.claimparts import split_claim
from citecheck.matcher.support.credits import outlet_names, without_credit
from citecheck.matcher.support.judge import judge_claim
from citecheck.matcher.support.quoted import doubt_quoted, look_up
from citecheck.models import (
    Check,
    Claim,
    ClaimLink,
    ClaimResult,
    Evidence,
    Judgement,
    ReferenceResult,
    Story,
    Support,
    Verdict,
)

_UNCITED = 0.55
"""Score from which a story that a sentence does not cite backs it: of many such, chance finds one."""
_MATCHED = (Verdict.VERIFIED, Verdict.ALTERED, Verdict.MISATTRIBUTED)


@dataclass(frozen=True, slots=True)
class _Source:
    """One matched story under the reference that cites it."""

    reference: str
    story: Story


@dataclass(frozen=True, slots=True)
class _Heard:
    """What one story says of a claim."""

    source: _Source
    judgement: Judgement


class Hear(Protocol):
    """Says whether a text backs a claim, as `judge_claim` does."""

    def __call__(self, claim: str, text: str, *, published: str | None = None) -> Judgement:
        """Return what the text says of the claim."""
        ...


def judge_claims(
    claims: Sequence[Claim],
    results: Sequence[ReferenceResult],
    unread: Mapping[str, str],
    hear: Hear = judge_claim,
) -> tuple[ClaimResult, ...]:
    """Judge each claim by the stories it leans on, then by all matched stories.

    Args:
        claims: in document order.
        results: what is said about the references; a story counts where its reference is
            verified, altered or misattributed.
        unread: reference id to why its story's text could not be read, one clause.
        hear: judges one text by one claim; the built-in judge, or one that knows a stronger one's opinion.

    Returns:
        One result a claim, in order. `contradicted` and `not-mentioned` speak of the stories
        the claim leans on only; `not-mentioned` needs every one of them to have been read to its end.
    """
    sources = _matched(results)
    missing = _missing(results, unread, {source.reference for source in sources if source.story.text})
    names = outlet_names(_outlets(results)) if claims else ()
    return tuple(_judge(claim, without_credit(claim.text, names), sources, missing, hear) for claim in claims)


def _outlets(results: Sequence[ReferenceResult]) -> Iterator[str]:
    for result in results:
        yield from filter(None, (result.reference.outlet, result.story and result.story.outlet))


def _matched(results: Sequence[ReferenceResult]) -> list[_Source]:
    return [
        _Source(result.reference.id, result.story)
        for result in results
        if result.verdict in _MATCHED and result.story is not None
    ]


def _missing(results: Sequence[ReferenceResult], unread: Mapping[str, str], read: set[str]) -> dict[str, str]:
    """Return why each reference without a read story has none, one clause each."""
    missing = {}
    for result in results:
        name = result.reference.id
        if name in read:
            continue
        if result.verdict is Verdict.NOT_FOUND:
            missing[name] = "it was not found"
        else:
            missing[name] = unread.get(name) or (
                "it could not be checked"
                if result.verdict is Verdict.UNCHECKED
                else "its text could not be read"
            )
    return missing


def _judge(
    claim: Claim, asked: str, sources: Sequence[_Source], missing: Mapping[str, str], hear: Hear
) -> ClaimResult:
    """Judge a claim; `asked` is its text without the mention of where it was read."""
    ids = claim.references or tuple(dict.fromkeys([*(source.reference for source in sources), *missing]))
    leaned = [source for name in ids for source in sources if source.reference == name and source.story.text]
    others = [source for source in sources if source.reference not in ids and source.story.text]
    absent = [name for name in ids if name not in {source.reference for source in leaned}]
    heard = [_Heard(source, _ask(hear, asked, source)) for source in _distinct(leaned)]
    silent = [one for one in heard if _is_cut_silence(one)]
    heard = [one for one in heard if one not in silent]
    elsewhere: list[_Heard] = []
    if not _backed(heard):
        elsewhere = [_Heard(source, _ask(hear, asked, source)) for source in _distinct(others)]
    quotations = look_up(claim, [(one.reference, one.story) for one in (*leaned, *others)], ids, absent)
    together = None if _backed(heard) else _hear_together(claim, asked, leaned, hear)
    if together is not None:
        return doubt_quoted(replace(together, quotations=quotations))
    unheard = [(name, missing.get(name, "it is no news story")) for name in absent]
    unheard += [(one.source.reference, "only the beginning of its text could be read") for one in silent]
    result = _decide(claim, heard, elsewhere, unheard)
    backers = _backers([*heard, *elsewhere], sources)
    return doubt_quoted(replace(result, quotations=quotations, backed_by=backers))


def _backers(heard: Sequence[_Heard], sources: Sequence[_Source]) -> tuple[str, ...]:
    """Return the references whose stories back the claim, the surest first; all that cite such a story."""
    backing = sorted(
        (h for h in heard if h.judgement.support is Support.SUPPORTED), key=lambda h: -h.judgement.score
    )
    texts = dict.fromkeys(h.source.story.text for h in backing)
    return tuple(source.reference for text in texts for source in sources if source.story.text == text)


def _distinct(sources: Iterable[_Source]) -> list[_Source]:
    """Drop a story that two references cite."""
    kept: dict[str, _Source] = {}
    for source in sources:
        kept.setdefault(source.story.text or "", source)
    return list(kept.values())


def _ask(hear: Hear, asked: str, source: _Source) -> Judgement:
    return hear(asked, source.story.text or "", published=source.story.published)


def _is_cut_silence(heard: _Heard) -> bool:
    """Whether a story says nothing of a claim in the beginning that could be read: the rest may."""
    return heard.source.story.cut and heard.judgement.support is Support.NOT_MENTIONED


def _backed(heard: Sequence[_Heard]) -> bool:
    return any(one.judgement.support is Support.SUPPORTED for one in heard)


def _hear_together(claim: Claim, asked: str, sources: Sequence[_Source], hear: Hear) -> ClaimResult | None:
    """Say that several stories back the parts of a claim, one a part; None where they do not."""
    if len(sources) < 2:
        return None
    parts = split_claim(asked)
    if len(parts) < 2:
        return None
    backing: list[_Heard] = []
    for part in parts:
        heard = [_Heard(source, _ask(hear, part, source)) for source in _distinct(sources)]
        best = _best(heard, Support.SUPPORTED)
        if best is None or _best(heard, Support.CONTRADICTED) is not None:
            return None
        backing.append(best)
    names = " and ".join(dict.fromkeys(_outlet(one) for one in backing))
    checks = tuple(dict.fromkeys(check for one in backing for check in one.judgement.checks))
    weakest = min(backing, key=lambda one: one.judgement.score)
    result = _result(claim, weakest, f"{names} together back it, each a part.")
    return replace(result, checks=checks, backed_by=_backers(backing, sources))


def _decide(
    claim: Claim, heard: Sequence[_Heard], elsewhere: Sequence[_Heard], absent: Sequence[tuple[str, str]]
) -> ClaimResult:
    backing = _best(heard, Support.SUPPORTED)
    if backing is not None:
        return _result(claim, backing, f"{_outlet(backing)} backs it.")
    uncited = _best(elsewhere, Support.SUPPORTED, at_least=_UNCITED)
    beside = f" {_outlet(uncited)}, which this sentence does not cite, backs it." if uncited else ""
    conflict = _conflicting(heard)
    if conflict is not None:
        why = _first_failed(conflict.judgement.checks)
        reason = f"{_outlet(conflict)} says otherwise{': ' + why if why else ''}.{beside}"
        return replace(_result(claim, conflict, reason), uncited=uncited is not None)
    if uncited is not None:
        reason = f"{_outlet(uncited)} backs it, but this sentence does not cite that story."
        return replace(_result(claim, uncited, reason), uncited=True)
    near = _best(heard, Support.UNCLEAR)
    if near is not None:
        why = _first_failed(near.judgement.checks)
        open_point = f" ({why})" if why else ""
        reason = f"{_outlet(near)} comes near it but does not settle it{open_point}: read the quote."
        return _result(claim, near, reason)
    if absent or not heard:
        return ClaimResult(claim, Support.UNCHECKED, 0.0, _unread_reason(claim, absent, bool(heard)))
    best = max(heard, key=lambda h: h.judgement.score)
    names = " or ".join(dict.fromkeys(_outlet(h) for h in heard))
    return replace(
        _result(claim, best, f"Nothing in the cited story of {names} comes near it."), evidence=None
    )


def _conflicting(heard: Sequence[_Heard]) -> _Heard | None:
    """Return the story that says otherwise, unless another cited one comes nearer and does not say so.

    Where several stories are cited, each is likely to have other numbers about other things.
    """
    conflict = _best(heard, Support.CONTRADICTED)
    near = max((_agreeing(one) for one in heard if one.judgement.support is Support.UNCLEAR), default=0)
    return None if conflict is not None and near > _agreeing(conflict) else conflict


def _agreeing(heard: _Heard) -> int:
    return sum(check.passed for check in heard.judgement.checks)


def _best(heard: Sequence[_Heard], support: Support, at_least: float = 0.0) -> _Heard | None:
    """Return the surest of the stories with this verdict; the first cited among equals."""
    suited = [h for h in heard if h.judgement.support is support and h.judgement.score >= at_least]
    return max(suited, key=lambda h: h.judgement.score, default=None)


def _result(claim: Claim, heard: _Heard, reason: str) -> ClaimResult:
    judgement = heard.judgement
    return ClaimResult(
        claim,
        judgement.support,
        judgement.score,
        reason,
        _named(judgement.evidence, heard.source),
        judgement.checks,
    )


def _named(evidence: Evidence | None, source: _Source) -> Evidence | None:
    if evidence is None:
        return None
    return replace(evidence, url=source.story.url, outlet=source.story.outlet, reference=source.reference)


def _outlet(heard: _Heard) -> str:
    return heard.source.story.outlet


def _first_failed(checks: Sequence[Check]) -> str:
    """Return the first failed check that is a conflict, else the first failed."""
    failed = [check for check in checks if not check.passed]
    failed.sort(key=lambda check: check.text.endswith("is not in the source"))
    return failed[0].text if failed else ""


def _unread_reason(claim: Claim, absent: Sequence[tuple[str, str]], some_read: bool) -> str:
    if not absent:
        return "No cited story could be read."
    first, why = absent[0]
    more = f" (and {len(absent) - 1} more)" if len(absent) > 1 else ""
    if some_read:
        return f"The stories that were read do not mention it; reference {first}{more} was not read: {why}."
    what = "the article's references" if claim.link is ClaimLink.LIST and len(absent) > 1 else "what it cites"
    return f"The text of {what} was not read: reference {first}{more}: {why}."
