# ruff: noqa: SIM905  - word lists read better as text
"""A text that calls a story false: a hoax, a fake, debunked, denied."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from citecheck.matcher.support.claimwords import ClaimWords
from citecheck.matcher.support.closeread import Reading, tokenize
from citecheck.matcher.support.passages import Passages
from citecheck.matcher.support.sentences import denies
from citecheck.matcher.support.wordstock import stem
from citecheck.models import Check

_SENTENCE_SHARE = 0.4
"""Share of the claim that the very sentence must hold for a mere "denied" in it to count."""
_NEAR_SHARE = 0.3
"""Share that it or a sentence near it must hold where a whole report is called a hoax."""
_WHOLE_SHARE = 0.5
"""Share that the whole text must hold: it is this story that it calls a hoax, not another."""
_NEAR = 2
_LONGEST = 6
"""Words that call "the story" false without telling it again."""
_NOT_SO = re.compile(
    r"\b(?:(?:is|was|are|were|been|being)\s+(?:(?:a|an|all|entirely|completely|totally)\s+)?"
    r"(?:hoax|fake|false|untrue|not\s+true|fabricated|myth|bogus|incorrect|wrong|satire|debunked)\b"
    r"|(?:greatly|vastly|wildly)\s+exaggerated|no\s+(?:\w+\s+)?(?:evidence|proof)\s+(?:that|of|for)"
    r"|no\s+truth\s+(?:to|in)|(?:denied|denies|debunked|refuted|refutes)\b)",
    re.IGNORECASE,
)
_NOT_SO_OPENINGS = (
    "hoax fake false true fabricat myth bogus incorrect wrong satir debunk exaggerat evidence proof truth "
    "deni refute"
).split()
"""A text with none of these has no such words; looking for them costs little."""
_SPEAKS_ON = re.compile(r"no\b|denie|debunked|refute", re.IGNORECASE)
"""Words that deny what follows them, not what stands before."""
_CLAUSE_ENDS = frozenset(",;:—–")
_REPORT = (
    r"(?:story|stories|reports?|claims?|rumou?rs?|news|videos?|photos?|photographs?|pictures?|images?|"
    r"footage|letters?|articles?|posts?|accounts?|tales?|allegations?|quotes?|it|this|that)"
)
_IS = r"(?:is|was|were|are|been|be|turns?\s+out\s+to\s+be|turned\s+out\s+to\s+be|proved\s+to\s+be)"
_BAD = (
    r"(?:hoax(?:es)?|fakes?|faked|false|untrue|not\s+true|fabricat(?:ed|ion)|myths?|bogus|satir(?:e|ical)|"
    r"debunked|made[\s-]up|staged|pranks?|phony|sham|baseless|unfounded|photoshopped|doctored|a\s+lie)"
)
_CALLED_FALSE = re.compile(
    rf"\b{_REPORT}\b[^.;:!?]{{0,80}}?\s{_IS}\s+(?:\w+\s+){{0,3}}?{_BAD}\b"
    rf"|\b(?:exposed|outed|revealed|dismissed)\s+(?:\w+\s+){{0,4}}?as\s+(?:an?\s+)?{_BAD}\b"
    r"|\b(?:an?|the|elaborate|internet|online)\s+hoax\b|\bfake\s+(?:news|stor(?:y|ies)|reports?)\b"
    r"|\bdebunk(?:s|ed|ing)?\b|\bno\s+truth\s+(?:to|in)\b|\bmade[\s-]up\s+stor(?:y|ies)\b"
    r"|\bnone\s+of\s+(?:this|that|those|these|it|them)\s+(?:is|are|was|were)\s+true\b"
    r"|\bshot\s+down\s+(?:reports?|rumou?rs?|claims?)\b|(?-i:\bFALSE\b)",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not|n['’]t|no|never|whether|if|play\s+a)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_NOT_AMONG = re.compile(r"(?:\b(?:not|no|never|hardly)|n['’]t)\s+(?!true|truth)", re.IGNORECASE)
_TELLTALE = frozenset(
    map(
        stem,
        "hoax hoaxes fake faked false FALSE untrue true fabricated fabrication myth bogus satire satirical "
        "debunk debunked made staged prank phony sham baseless unfounded truth shot photoshopped doctored "
        "lie".split(),
    )
)
"""A claim with one of these itself speaks of what is false."""
_OPENINGS = (
    "hoax fake false true truth fabricat myth bogus satir debunk staged prank phony sham baseless "
    "unfounded photoshop doctored"
).split()
_PARTS = ("made", "shot", "lie")
_PHRASES = re.compile(r"\b(?:made[\s-]up|shot\s+down|a\s+lie)\b")
"""A sentence with none of these calls nothing false; looking for them costs little."""


class CalledFalse(NamedTuple):
    """Where a text calls the claim's story false."""

    check: Check
    sentence: int


def find_denial(reading: Reading) -> Check | None:
    """Look for a passage that calls the thing false where the claim states it."""
    low = reading.text.lower()
    if not any(opening in low for opening in _NOT_SO_OPENINGS):
        return None
    found = _NOT_SO.search(reading.text)
    if found is None or denies(tokenize(reading.claim.text)):
        return None
    at = reading.token_from(found.start())
    if at is None:
        return None
    first, past = reading.sentence_around(at)
    if _SPEAKS_ON.match(found.group()):  # "denied that …", up to the next clause
        first = at
        past = next((i for i in range(at + 1, past) if reading.tokens[i].text in _CLAUSE_ENDS), past)
    return _check(found.group()) if _held_within(reading, first, past) >= _SENTENCE_SHARE else None


def find_called_false(
    claim: ClaimWords, text: Passages, shares: Mapping[int, float], whole_share: float
) -> CalledFalse | None:
    """Look through a whole text for a sentence that calls the story the claim tells a hoax or the like.

    Args:
        claim: what is claimed; where it denies or itself speaks of a fake there is nothing to find.
        text: the whole text.
        shares: sentence to the share of the claim it holds, 0..1; absent where it holds nothing of it.
        whole_share: share of the claim that the whole text holds, 0..1.
    """
    if whole_share < _WHOLE_SHARE:
        return None
    tokens = tokenize(claim.text)
    if denies(tokens) or any(token.stem in _TELLTALE for token in tokens):
        return None
    for place in _near(text, shares):
        start, end = text.quote(place, place)
        if not _may_call_false(text.low[start:end]):
            continue
        said = _CALLED_FALSE.search(text.text, start, end)
        if said is not None and shares.get(place, 0.0) < _NEAR_SHARE and len(said.group().split()) > _LONGEST:
            continue  # it tells what is false: "the claim that a pier collapsed is false"
        if said is not None and not _is_turned(
            text.text[max(start, said.start() - 40) : said.start()], said.group()
        ):
            return CalledFalse(_check(said.group()), place)
    return None


def _may_call_false(low: str) -> bool:
    """Whether a sentence, in lower case, has any of the words that call a thing false."""
    if any(opening in low for opening in _OPENINGS):
        return True
    return any(part in low for part in _PARTS) and _PHRASES.search(low) is not None


def _near(text: Passages, shares: Mapping[int, float]) -> list[int]:
    """Return the sentences, in order, that stand in or beside one that comes near the claim."""
    centres = [place for place, share in shares.items() if share >= _NEAR_SHARE]
    around = {place + step for place in centres for step in range(-_NEAR, _NEAR + 1)}
    return sorted(place for place in around if 0 <= place < len(text.sentences))


def _is_turned(before: str, said: str) -> bool:
    """Whether a "not" before or among the words turns them: "this is not a hoax"."""
    return bool(_DENIED.search(before)) or bool(_NOT_AMONG.search(said))


def _held_within(reading: Reading, first: int, past: int) -> float:
    held = sum(
        reading.claim.items[item].weight for item, token in reading.at.items() if first <= token < past
    )
    return held / reading.claim.total if reading.claim.total else 0.0


def _check(said: str) -> Check:
    return Check("negation", False, f"the source says of this '{' '.join(said.split())}'")
