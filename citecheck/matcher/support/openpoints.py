"""What keeps a near passage from backing a claim: its event unsaid, planned or asked, its "not" unshared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from citecheck.matcher.numbers.compare import Agreement
from citecheck.matcher.support.claimverb import main_verb
from citecheck.matcher.support.claimwords import ItemKind
from citecheck.matcher.support.closeread import Reading, Token, tokenize
from citecheck.matcher.support.conflicts import is_superlative
from citecheck.matcher.support.polarity import DENIALS, HEDGES, NEGATORS, hedging
from citecheck.matcher.support.sentences import denies, plays_down
from citecheck.matcher.support.wordstock import TELLING, weight
from citecheck.models import Check

_SAME_SENSE = 0.8
"""From here on a word says the same; "agree" is only a kind of "accept"."""
_SIDE_SHARE = 0.3
"""Share of a side clause's words that the passage must hold before the clause's "not" counts."""
_RELATIVE = frozenset(
    ("that", "who", "which", "whose", "whom", "where", "when", "while", "as", "because", "though")
)
_LIMITS = frozenset(("only", "solely", "exclusively"))
_SETTING_LIMITS = _LIMITS | {
    "sole",
    "exclusive",
    "just",
    "alone",
    "merely",
    "but",
    "except",
    "lone",
    "single",
}
_REFUSALS = frozenset(("refuse", "fail", "decline", "deny", "unable", "avoid", "stop", "forbid", "block"))
_DECLINING = frozenset(("refuse", "decline"))
_REJECTIONS = frozenset(("reject", "resist", "dismiss", "ignore", "rebuff"))
"""What is done to "calls to resign" is no resigning."""
_ARTICLES = frozenset(("a", "an", "any", "the", "such", "another", "further"))
_REFUSAL_REACH = 3
"""Words between a refusal and what is refused: "refused to pay", "rejected calls to pay"."""
_WITHOUT = frozenset(("without", "no", "their", "its", "his", "her"))
"""Before another form of the word these make a thing of it: "without their consent" is no accepting."""
_ENOUGH = 3.0
"""How often the other words and numbers held must outweigh an event that may be said in other words."""
_LIFE = frozenset(("bear", "die"))
_LIFE_DATES = re.compile(r"(?:\(|-LRB-)[^()]{0,60}?\d{4}\s*(?:--?|–|—|to)\s*[^()]{0,30}?\d{4}")
_MOST = re.compile(r"\b(?:most|record|ever|unprecedented|best|worst|first time|[a-z]{3,}est)\b")
_ANNOUNCING = frozenset(("say", "announce", "confirm", "tell", "promise", "declare"))
_HOW_FAR_SAID = 10
_UNSETTLED = frozenset(("whether", "if", "not", "decline", "refuse", "never", "no"))
_WILL = re.compile(
    r"\b(?:will|shall)\b|['’]ll\b|\b(?:is|are|am)(?: \w+ly)? (?:to|set to|going to|\w{2,}ing)\b",
    re.IGNORECASE,
)
_NOT_BEFORE = re.compile(r"[^,.;]{0,60}?\bbefore (?:the (?:end|start|beginning|spring|summer|autumn) of )?\d")
_UNTOLD = re.compile(
    r"What [^,.;]{1,40}?(?:\bnot|n['’]t|\bnever) (?:say|tell|mention|add|admit)\b[^,.;]{0,30}? (?:is|was)\b"
)
"""What follows "What he did not say is that" is stated."""
_PLANNED = frozenset(("planned", "proposed", "scheduled", "expected", "due", "considered"))
_PLANNING = frozenset(
    ("considering", "considers", "planning", "proposing", "proposes", "mulling", "weighing")
)
_PLAN = re.compile(rf"\b(?:{'|'.join(sorted(_PLANNED | _PLANNING))})\b")
_IS = frozenset(("is", "are", "be", "being"))
_COMING = frozenset(("will", "shall", "to", "planned", "planning", "plans", "coming", "upcoming", "due"))
_PLAN_REACH = 4
_MARKS = frozenset(",;:.!?—–()")
_NEGATED_REACH = 5
_DENYING = NEGATORS | DENIALS
_KEPT = 8
"""Readings of which it is remembered where the claim's event stands: four checks ask for it, one by one."""


def find_unsaid_event(reading: Reading) -> Check | None:
    """Look for what the claim says happened, where the passage has no word for it."""
    place = _verb(reading)
    if place is None or _is_said(reading, place) or _is_life_date(reading, place):
        return None
    items = reading.claim.items
    if items[place].stem in _DECLINING and any(token.stem in NEGATORS for token in _nearest(reading)):
        return None  # who "would not say" refused to
    rest = sum(
        items[i].weight * far
        for i, far in reading.held.items()
        if i != place and items[i].kind is not ItemKind.NAME
    )
    if rest >= _ENOUGH * items[place].weight:
        return None
    return Check("event", False, f"the source does not say '{reading.claim.items[place].text}' of this")


def find_unsaid_limit(reading: Reading) -> Check | None:
    """Look for an "only" of the claim, not before a number, where the passage sets no limit."""
    tokens = tokenize(reading.claim.text)
    for place, token in enumerate(tokens[:-1]):
        if token.text.lower() not in _LIMITS or (place and tokens[place - 1].stem in NEGATORS):
            continue
        if any(number.start == tokens[place + 1].start for number in reading.claim_numbers):
            continue
        if not any(other.text.lower() in _SETTING_LIMITS for other in reading.tokens):
            return Check("limit", False, f"the article says '{token.text}', the source sets no such limit")
    return None


def find_refusal(reading: Reading) -> Check | None:
    """Look for a passage in which what the claim states was refused, failed or never came about."""
    at = event_at(reading)
    if at is None or denies(tokenize(reading.claim.text)):
        return None
    for before in range(at - 1, max(-1, at - 1 - _REFUSAL_REACH), -1):
        token = reading.tokens[before]
        if token.text in _MARKS:
            return None
        if token.stem == "decline" and reading.tokens[at - 1].stem != "to":
            continue  # a fall, not a refusal
        if (
            token.stem in _REFUSALS
            or (token.stem in _REJECTIONS and reading.tokens[at - 1].stem == "to")
            or (token.stem in _REJECTIONS and _is_its_own(reading, before, at))
        ):
            last = reading.tokens[at]
            said = " ".join(reading.text[token.start : last.start + len(last.text)].split())
            return Check("negation", False, f"the source says '{said}', the article that it came about")
    return None


def _is_its_own(reading: Reading, rejecting: int, at: int) -> bool:
    """Whether who rejects a thing is the claim's doer: "Berg rejected a meeting", "Berg met them"."""
    if reading.tokens[at - 1].text.lower() not in _ARTICLES or rejecting != at - 2:
        return False
    verb = main_verb(reading.claim.text)
    doers = {
        item.stem for item in reading.claim.items if item.kind is ItemKind.NAME and item.start < (verb or 0)
    }
    first, _ = reading.sentence_around(rejecting)
    return any(token.stem in doers for token in reading.tokens[first:rejecting])


def find_hedge(reading: Reading) -> Check | None:
    """Look for a passage that only plans, expects or holds possible what the claim states."""
    if any(token.stem in HEDGES and token.text != "May" for token in tokenize(reading.claim.text)):
        return None
    at = event_at(reading)
    if at is None:
        return None
    hedge = hedging(reading.tokens, at)
    if hedge is None or reading.tokens[hedge].stem in reading.claim.stems:
        return None
    if reading.tokens[hedge].text.lower() == "would" and _is_announced(reading, hedge):
        return None
    first, last = reading.tokens[hedge], reading.tokens[at]
    said = " ".join(reading.text[first.start : last.start + len(last.text)].split())
    return Check("hedge", False, f"the source only says '{said}', the article states it")


def _is_announced(reading: Reading, would: int) -> bool:
    """Whether a "would" reports a "will" that the claim has too: "said it would close", "is closing"."""
    first, _ = reading.sentence_around(would)
    before = {token.stem for token in reading.tokens[max(first, would - _HOW_FAR_SAID) : would]}
    if not before & _ANNOUNCING or before & _UNSETTLED:
        return False
    return _WILL.search(reading.claim.text) is not None


def find_plan(reading: Reading) -> Check | None:
    """Look for a passage that only plans or considers the thing which the claim has in place.

    For claims whose verb says little by itself: "has set up a fund", "took place".
    """
    if _PLAN.search(reading.text) is None:
        return None
    claim = tokenize(reading.claim.text)
    nearest, at = _nearest(reading), event_at(reading)
    if at is not None and reading.tokens[at] in nearest:
        return None
    if any(
        (token.stem in HEDGES and token.text != "May") or token.text.lower() in _COMING for token in claim
    ):
        return None
    held = {reading.tokens[at].stem for at in reading.at.values()}
    for place, token in enumerate(nearest):
        low = token.text.lower()
        if low in _PLANNED and place and nearest[place - 1].text.lower() in _IS:
            around = nearest[max(0, place - _PLAN_REACH) : place]
        elif low in _PLANNING:
            around = nearest[place + 1 : place + 1 + _PLAN_REACH]
        else:
            continue
        if any(one.stem in held and weight(one.stem) >= TELLING for one in around):
            return Check("hedge", False, f"the source only has it '{token.text}', the article in place")
    return None


def find_question(reading: Reading) -> Check | None:
    """Look for a passage that only asks what the claim states."""
    if "?" not in reading.text or "?" in reading.claim.text or not reading.at:
        return None
    best = max(reading.at.values(), key=lambda at: _held_in(reading, reading.sentence_around(at)))
    first, past = reading.sentence_around(best)
    if past >= len(reading.tokens) or reading.tokens[past].text != "?":
        return None
    inside = _held_in(reading, (first, past))
    return Check("question", False, "the source only asks this") if inside > reading.share / 2 else None


def _nearest(reading: Reading) -> Sequence[Token]:
    """Return the passage's sentence that holds most of the claim."""
    spans = {reading.sentence_around(at) for at in reading.at.values()}
    if not spans:
        return reading.tokens
    first, past = max(spans, key=lambda span: (_held_in(reading, span), -span[0]))
    return reading.tokens[first:past]


def find_unsaid(reading: Reading) -> Check | None:
    """Look for a "not", a refusal or the like of the claim where the passage has none at all."""
    tokens = tokenize(reading.claim.text)
    if _DENYING.isdisjoint(token.stem for token in tokens):
        return None
    if denies(reading.tokens) or plays_down(_nearest(reading)):
        return None
    if is_superlative(reading.claim.text) and _MOST.search(reading.text):
        return None
    for place, token in enumerate(tokens):
        if token.stem not in _DENYING or _is_aside(reading, tokens, place):
            continue
        if _denies_nothing(reading.claim.text, tokens, place):
            continue
        return Check(
            "negation", False, f"the article says '{_negated(reading, tokens, place)}', the source does not"
        )
    return None


@lru_cache(maxsize=_KEPT)
def event_at(reading: Reading) -> int | None:
    """Return the passage's token that says what the claim says happened, in the nearest sentence."""
    place = _verb(reading)
    if place is None or place not in reading.at:
        return None
    places = reading.places[reading.tokens[reading.at[place]].stem]
    if len(places) == 1:
        return places[0]
    return max(places, key=lambda at: _held_in(reading, reading.sentence_around(at)))


def _is_said(reading: Reading, place: int) -> bool:
    """Whether the passage has the event `place` in so many words."""
    held = reading.held.get(place, 0.0)
    if held < _SAME_SENSE:
        return False
    return held == 1.0 or reading.tokens[reading.at[place] - 1].stem not in _WITHOUT


def _is_life_date(reading: Reading, place: int) -> bool:
    """Whether the claim says when somebody was born or died, which stories have in brackets: (1921-2004)."""
    return (
        reading.claim.items[place].stem in _LIFE
        and bool(reading.matches)
        and all(match.agreement is Agreement.SAME for match in reading.matches)
        and _LIFE_DATES.search(reading.text) is not None
    )


def _verb(reading: Reading) -> int | None:
    """Return the claim's item that says what happened."""
    start = main_verb(reading.claim.text)
    return next(
        (
            place
            for place, item in enumerate(reading.claim.items)
            if item.start == start and item.kind is ItemKind.WORD
        ),
        None,
    )


def _held_in(reading: Reading, span: tuple[int, int]) -> float:
    """Return the weighted share of the claim's items that stand in a run of tokens, 0..1."""
    inside = reading.stems_in(*span)
    items = reading.claim.items
    held = sum(items[item].weight for item, at in reading.at.items() if reading.tokens[at].stem in inside)
    return held / reading.claim.total if reading.claim.total else 0.0


def _is_aside(reading: Reading, tokens: Sequence[Token], place: int) -> bool:
    """Whether the "not" at `place` stands in a side clause that the passage does not speak of."""
    first = next((i + 1 for i in range(place - 1, -1, -1) if tokens[i].text in _MARKS), 0)
    opener = next((i for i in range(place, first - 1, -1) if tokens[i].text.lower() in _RELATIVE), None)
    if opener is None:
        return False
    past = next((i for i in range(place, len(tokens)) if tokens[i].text in _MARKS), len(tokens))
    start, end = tokens[opener].start, tokens[past - 1].start + 1
    inside = [(i, item) for i, item in enumerate(reading.claim.items) if start <= item.start < end]
    total = sum(item.weight for _, item in inside)
    return sum(item.weight for i, item in inside if i in reading.held) < _SIDE_SHARE * total


def _denies_nothing(text: str, tokens: Sequence[Token], place: int) -> bool:
    """Whether a "not" is none: "not only", "never-before-seen", "not before 2034", a title's "No"."""
    token = tokens[place]
    end = token.start + len(token.text)
    if text[end : end + 1] == "-" or (tokens[place + 1 : place + 2] and tokens[place + 1].stem == "only"):
        return True
    if _UNTOLD.match(text) or _NOT_BEFORE.match(text, end):
        return True
    names = [other for other in tokens[max(0, place - 1) : place + 2] if other.text[0].isupper()]
    return token.text[0].isupper() and place > 0 and len(names) > 2


def _negated(reading: Reading, tokens: Sequence[Token], place: int) -> str:
    """Return the "not" with the word it denies, as the claim has them."""
    last = place
    for after in range(place + 1, min(len(tokens), place + 1 + _NEGATED_REACH)):
        if tokens[after].text in _MARKS:
            break
        last = after
        if weight(tokens[after].stem) >= TELLING:
            break
    if last == place and place:
        return reading.claim.text[tokens[place - 1].start : tokens[place].start + len(tokens[place].text)]
    return reading.claim.text[tokens[place].start : tokens[last].start + len(tokens[last].text)]
