# ruff: noqa: SIM905  - word lists read better as text
"""What came to nothing, was ruled out or is disputed, where the claim has it as a fact."""

from __future__ import annotations

import re

from citecheck.matcher.support.attributions import SAYING
from citecheck.matcher.support.closeread import Reading, tokenize
from citecheck.matcher.support.openpoints import event_at
from citecheck.matcher.support.polarity import hedging
from citecheck.matcher.support.sentences import denies
from citecheck.matcher.support.wordstock import stem
from citecheck.models import Check

_CALLED_OFF = re.compile(
    r"\b(?:call(?:ed|s)?\s+(?:it|them|one|this|that)\s+off|called\s+off|cancell?ed\s+(?:it|them|the|this)|"
    r"(?:was|were|been)\s+(?:cancell?ed|scrapped|shelved)|(?:dropped|abandoned|scrapped|shelved)\s+"
    r"(?:it|them|the\s+(?:plan|plans|idea|project)))\b",
    re.IGNORECASE,
)
_ENDED = re.compile(
    r"\b(?:off|cancel\w*|scrap\w*|shelv\w*|drop\w*|abandon\w*|plann?\w*|postpon\w*|g[ai]ve up)\b",
    re.IGNORECASE,
)
_RULED_OUT = re.compile(
    r"\b([^\W\d_]+)\s+(?:(?:has|have|had|was|were|is|are|can|could)\s+)(?:be\s+|been\s+)?"
    r"(?:ruled\s+out|excluded|discounted)\b"
    r"|\b(?:ruled|rules|ruling)\s+out\s+(?:(?:a|an|the|any)\s+)?([^\W\d_]+)",
    re.IGNORECASE,
)
_TOO_EARLY = re.compile(
    r"\btoo\s+(?:early|soon)\s+to\b|\b(?:talk(?:ed|s|ing)?|spoke|discuss(?:ed|es|ing)?|debat(?:ed|es|ing))"
    r"\s+(?:about|of|whether\s+to)?\s*\w+ing\b",
    re.IGNORECASE,
)
_EARLY_REACH = 6
_DISPUTED = re.compile(
    r"\b(?:den(?:y|ies|ied)|disput(?:es?|ed)|contest(?:s|ed)?)\s+(?:(?:it|this|that)(?=\s*(?:[,.;:]|\Z))|doing\s+so|"
    r"th(?:e|is|ese)\s+(?:claim|claims|charge|charges|accusation|accusations|allegation|allegations))\b",
    re.IGNORECASE,
)
_DECIDED = re.compile(r"\b(voted|decided|agreed|resolved)\b[^,.;]{0,30}?\bto\s+([a-z]+)\b")
_PROPOSING = frozenset("propose plan consider want seek threaten hope".split())
_ATTRIBUTES = SAYING | frozenset(
    "accord accuse allege suspect deny dispute witness think believe suggest apparently reportedly".split()
)


def find_called_off(reading: Reading) -> Check | None:
    """Look for a passage in which what the claim has as done or coming was given up, or ruled out."""
    off = _CALLED_OFF.search(reading.text)
    out = _RULED_OUT.search(reading.text)
    if off is None and out is None:
        return None
    tokens = tokenize(reading.claim.text)
    if denies(tokens) or _ENDED.search(reading.claim.text):
        return None
    if out is not None:
        root = stem(out.group(1) or out.group(2))
        if any(item.stem == root and place in reading.held for place, item in enumerate(reading.claim.items)):
            return Check("negation", False, f"the source says of this '{' '.join(out.group().split())}'")
    if off is not None and _is_near(reading, off.start()):
        return Check("negation", False, f"the source says of this '{' '.join(off.group().split())}'")
    return None


def _is_near(reading: Reading, start: int) -> bool:
    """Whether the sentence around an offset holds two things of the claim, the first one among them."""
    at = reading.token_from(start)
    if at is None:
        return False
    inside = reading.stems_in(*reading.sentence_around(at))
    held = [place for place, where in reading.at.items() if reading.tokens[where].stem in inside]
    return 0 in held and len(held) > 1


def find_not_yet(reading: Reading) -> Check | None:
    """Look for an event of which the passage says that it is too early for it, or that it is talked of."""
    found = _TOO_EARLY.search(reading.text)
    if found is None or _TOO_EARLY.search(reading.claim.text):
        return None
    at = event_at(reading)
    if at is None:
        return None
    before = reading.tokens[max(0, at - _EARLY_REACH) : at + 1]
    if before[0].start <= found.start() <= reading.tokens[at].start:
        said = reading.text[found.start() : reading.tokens[at].start + len(reading.tokens[at].text)]
        return Check(
            "hedge", False, f"the source only says '{' '.join(said.split())}', the article states it"
        )
    return None


def find_proposal(reading: Reading) -> Check | None:
    """Look for a passage in which somebody only proposes what the claim has as decided."""
    said = _DECIDED.search(reading.claim.text)
    if said is None:
        return None
    decision, deed = stem(said.group(1)), stem(said.group(2))
    for at in reading.places.get(deed, ()):
        hedge = hedging(reading.tokens, at)
        if hedge is None or reading.tokens[hedge].stem not in _PROPOSING:
            continue
        if decision in reading.stems_in(*reading.sentence_around(at)):
            continue
        end = reading.tokens[at].start + len(reading.tokens[at].text)
        text = " ".join(reading.text[reading.tokens[hedge].start : end].split())
        return Check("hedge", False, f"the source only says '{text}', the article has it decided")
    return None


def find_dispute(reading: Reading) -> Check | None:
    """Look for a "denied it" in the passage's sentence, where the claim has it as a fact."""
    found = _DISPUTED.search(reading.text)
    if found is None or not reading.at:
        return None
    if any(token.stem in _ATTRIBUTES for token in tokenize(reading.claim.text)):
        return None
    first, past = reading.sentence_around(reading.token_from(found.start()) or 0)
    if sum(first <= where < past for where in reading.at.values()) < 2:
        return None
    return Check("attribution", False, f"the source says of this '{' '.join(found.group().split())}'")
