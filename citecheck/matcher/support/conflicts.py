# ruff: noqa: SIM905  - word lists read better as text
"""Concrete conflicts of a claim and a passage that speaks of the same thing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from citecheck.matcher.lexicon import word
from citecheck.matcher.numbers.compare import Agreement
from citecheck.matcher.numbers.read import Number, NumberKind
from citecheck.matcher.numbers.words import MONTHS, SPANS_OF_TIME
from citecheck.matcher.support.claimwords import Item, ItemKind
from citecheck.matcher.support.closeread import Reading, Token, tokenize
from citecheck.matcher.support.counted import count_same
from citecheck.matcher.support.polarity import DENIALS, NEGATORS, head_negated
from citecheck.matcher.support.sentences import denies, is_under_denial, plays_down
from citecheck.matcher.support.slots import SLOT, in_slot
from citecheck.matcher.support.wordstock import TELLING, opposites, weight
from citecheck.models import Check

_BESIDE = 2
_LOSS_REACH = 6
_SAME_ROOT = 0.9
_SAME_SENSE = 0.8
_SENTENCE_SHARE = 0.4
"""Share of the claim that the very sentence must hold before its "not" counts."""
_PHRASE_SHARE = 0.25
"""The same, where the words on both sides of two numbers are the same."""
_WHOLE_SHARE = 0.7
"""Share that one sentence must hold to say all of a denied claim but the denied word itself."""
_LONG_SHARE = 0.7
"""Share of its words in one sentence that makes two sums of one currency sums for one thing."""
_LESS_REACH = 6
_TELLS = frozenset(("say", "tell", "mention", "add"))
"""Who "did not say" something is contradicted by no source in which he said something else."""
_TAKING_BACK = frozenset(("less", "slower", "little", "hardly", "barely"))
_NEW_CLAUSE = frozenset(("but", "although", "though", "while", "because"))
_PURPOSE = frozenset(("so", "if", "unless", "lest"))
_WRITER = frozenset(("i", "we", "you", "that", "which", "who"))
_PRONOUNS = frozenset(("he", "she", "it", "they"))
_OPENING = 6
_PERSON = 18
"""WordNet's file of persons: "man" and "woman" are opposites of no statement."""
_NO_OPPOSITES = frozenset(
    "first last next on off in out up down under over before after more less many few go "
    "right joint separate primary derive give take fill latest act refrain".split()
)
"""Words whose opposites by the dictionary ("give" and "take", "joint" and "separate") may both be true."""
_LOSSES = frozenset("loss lose decline decrease reduction fall drop cut deficit melt shrink shortage".split())
"""What turns the sense of a word before it: an "increasing loss" is a decrease."""
_CALENDAR = (
    frozenset(name for name in MONTHS if len(name) > 3),
    frozenset("monday tuesday wednesday thursday friday saturday sunday".split()),
)
_MORE = re.compile(r"\s+(?:more|fewer|less|extra|additional|times|further)\b")
_DECADE = re.compile(r"\s?['’]?s\b")
_SCALE = re.compile(r"\b(?:Celsius|Fahrenheit)\b|°\s?[CF]\b")
_NONE_MORE = re.compile(
    r"\b(?:no|never|none|nobody|nothing)\b(?! (?:more|longer|later|better)\b)[^.;]{0,80}?"
    r"\b(?:more|higher|lower|worse|better|bigger|larger|greater|fewer|"
    r"(?:so|as|such) (?:many|much|high|low|few|an?))\b",
    re.IGNORECASE,
)
_ANSWERED_NO = re.compile(r"\?[\"'”’)]*\s+[\"'“‘(]*No\b(?!\s+(?:one|matter|doubt|longer))")


def find_rival(reading: Reading, number: Number) -> Number | None:
    """Return the passage's number that counts the same thing as `number`, where it differs."""
    if _MORE.match(reading.claim.text, number.end) or _is_other_scale(reading):
        return None  # a difference, not a count; or degrees of another kind
    if number.kind is NumberKind.YEAR and _DECADE.match(reading.claim.text, number.end):
        return None
    rival = _find_rival(reading, number)
    if rival is None or any(
        item.number is number and is_under_denial(reading, item) for item in reading.claim.items
    ):
        return None  # "did not sign in 2018" agrees with another year
    return rival


def _find_rival(reading: Reading, number: Number) -> Number | None:
    for rival in reading.numbers:
        if rival.kind is not number.kind or (
            rival.unit != number.unit
            and "" not in (rival.unit, number.unit)
            and not is_other_span(number, rival)
        ):
            continue
        if "%" in (number.unit, rival.unit) and number.unit != rival.unit:
            continue
        if _is_said_in_claim(reading, rival) or _is_piece(rival, number):
            continue
        share = _share_beside(reading, rival)
        if share < (_PHRASE_SHARE if _is_same_phrase(reading, number, rival) else _SENTENCE_SHARE):
            continue
        if is_other_span(number, rival) and _is_near(reading, number, rival):
            return rival
        near = _is_near(reading, number, rival)
        if number.kind in (NumberKind.YEAR, NumberKind.SCORE, NumberKind.DAY):
            if near:
                return rival
            continue
        if number.unit and number.unit == rival.unit and (near or share >= _LONG_SHARE):
            return rival
        beside = _is_near(reading, number, rival, _BESIDE)
        if beside or count_same(reading.claim.text, number, reading.text, rival):
            return rival
    return None


def _is_same_phrase(reading: Reading, number: Number, rival: Number) -> bool:
    """Whether the same telling word stands before both numbers and the same behind: "sank 18 ships"."""
    sides = []
    for tokens, one in ((tokenize(reading.claim.text), number), (reading.tokens, rival)):
        before = [t.stem for t in tokens if t.start < one.start and weight(t.stem) >= TELLING][-1:]
        behind = [t.stem for t in tokens if t.start >= one.end and weight(t.stem) >= TELLING][:1]
        sides.append((before, behind))
    return sides[0] == sides[1] and all(sides[0])


def is_other_span(number: Number, rival: Number) -> bool:
    """Whether both give one figure for spans of time of different length: "6 days", "6 months"."""
    return (
        number.unit != rival.unit
        and {number.unit, rival.unit} <= SPANS_OF_TIME
        and number.value == rival.value
        and number.bound is rival.bound
    )


def _is_other_scale(reading: Reading) -> bool:
    """Whether one gives degrees Celsius and the other only Fahrenheit."""
    mine, theirs = (
        {found.lstrip("° ")[0] for found in _SCALE.findall(text)}
        for text in (reading.claim.text, reading.text)
    )
    return bool(mine and theirs) and not mine & theirs


def _share_beside(reading: Reading, rival: Number) -> float:
    """Return the share of the claim's words and names that the rival's own sentence holds."""
    first, past = reading.sentence_around(reading.token_of(rival))
    stems = reading.stems_in(first, past)
    items = [(i, item) for i, item in enumerate(reading.claim.items) if item.number is None]
    total = sum(item.weight for _, item in items)
    held = sum(
        item.weight
        for i, item in items
        if item.stem in stems or (i in reading.at and first <= reading.at[i] < past)
    )
    return held / total if total else 1.0


def _is_said_in_claim(reading: Reading, rival: Number) -> bool:
    """Whether another number of the claim already agrees with this one."""
    return any(
        match.source is rival and match.agreement is not Agreement.CONFLICT for match in reading.matches
    )


def _is_piece(rival: Number, number: Number) -> bool:
    """Whether the rival may be a part of the same figure, torn apart by typesetting ("1, 600")."""
    mine, theirs = (re.sub(r"\D", "", n.text) for n in (number, rival))
    return (
        bool(theirs)
        and mine != theirs
        and (mine.startswith(theirs) or mine.endswith(theirs))
        and (len(mine) > 3 or "." in number.text)
    )


def _is_near(reading: Reading, number: Number, rival: Number, reach: int = SLOT) -> bool:
    """Whether the two numbers stand beside a word that both sides have."""
    place = next((i for i, item in enumerate(reading.claim.items) if item.number is number), None)
    token = reading.token_from(rival.start)
    return place is not None and token is not None and in_slot(reading, place, token, reach)


def find_opposite(reading: Reading) -> Check | None:
    """Look for a word of the passage that says the opposite of one the claim has in the same place."""
    claim_tokens = tokenize(reading.claim.text)
    stems = reading.places.keys()
    denied: set[int] | None = None
    for place, item in enumerate(reading.claim.items):
        if item.kind is not ItemKind.WORD:
            continue
        against = opposites(item.stem)
        rivals = (against & stems) - reading.claim.stems if against else against
        if not rivals or not _can_oppose(item.stem) or _is_held_here(reading, place):
            continue
        if denied is None:
            denied = {claim_tokens[place].start for place in head_negated(claim_tokens)}
        if item.start in denied:
            continue
        for root in sorted(rivals):
            at = reading.places[root][-1]
            if not _can_oppose(root) or _is_turned(reading, at):
                continue
            if reading.tokens[at].text.lower() in _NO_OPPOSITES or _is_age(reading.tokens, at):
                continue
            if in_slot(reading, place, at):
                text = f"the article says '{item.text}', the source says '{reading.tokens[at].text}'"
                return Check("opposite", False, text)
    return None


def _is_age(tokens: Sequence[Token], at: int) -> bool:
    """Whether "old" only ends an age: "18-year-old"."""
    return tokens[at].text == "old" and at > 0 and tokens[at - 1].stem in ("year", "month", "week", "day")


def _is_held_here(reading: Reading, place: int) -> bool:
    """Whether the passage has the claim's word in another form, or one of its sense in the same place."""
    held = reading.held.get(place, 0.0)
    return _SAME_ROOT <= held < 1.0 or (held >= _SAME_SENSE and in_slot(reading, place, reading.at[place]))


def _can_oppose(root: str) -> bool:
    known = word(root)
    return root not in _NO_OPPOSITES and weight(root) >= TELLING and _PERSON not in known.fields


def _is_turned(reading: Reading, place: int) -> bool:
    """Whether a "not", "less" or the like before a word turns its sense."""
    before = {token.stem for token in reading.tokens[max(0, place - 4) : place]}
    if before & (NEGATORS | DENIALS | {"less", "least", "hardly", "from", "stop", "prevent"}):
        return True
    if _rises_less(reading.tokens, place):
        return True
    around = {token.stem for token in reading.tokens[max(0, place - 3) : place + _LOSS_REACH]}
    return bool(around & _LOSSES - reading.claim.stems - {reading.tokens[place].stem})


def _rises_less(tokens: Sequence[Token], place: int) -> bool:
    """Whether a "less" or the like behind a word takes back its sense: "rose 51 per cent less"."""
    for token in tokens[place + 1 : place + 1 + _LESS_REACH]:
        if not token.stem:
            return False
        if token.text.lower() in _TAKING_BACK:
            return True
    return False


def find_negation(reading: Reading) -> Check | None:
    """Look for a word both have that stands under a "not" on one side only."""
    if is_superlative(reading.claim.text):
        return None
    if _ANSWERED_NO.search(reading.text) and not denies(tokenize(reading.claim.text)):
        return Check("negation", False, "the source asks this and answers 'No'")
    claim_tokens = tokenize(reading.claim.text)
    mine = head_negated(claim_tokens, refused=True)
    under_claim = {claim_tokens[place].start for place in mine}
    if any(token.text.lower() in _PURPOSE for token in claim_tokens[: min(mine, default=0)]):
        under_claim, mine = set(), frozenset()  # "so that he would not fall"
    if any(
        item.start in under_claim and item.stem.startswith("@") and place not in reading.held
        for place, item in enumerate(reading.claim.items)
    ):
        under_claim, mine = set(), frozenset()  # "not an American firm" agrees with "a French firm"
    theirs = head_negated(reading.tokens)
    if not under_claim and not theirs:
        return None
    for place, first in reading.at.items():
        item = reading.claim.items[place]
        if item.kind is not ItemKind.WORD or reading.held[place] < _SAME_SENSE:
            continue
        token = _nearest(reading, first)
        sentence = reading.sentence_around(token)
        if _sentence_share(reading, sentence) < _SENTENCE_SHARE:
            continue
        if (
            item.start in under_claim
            and item.stem not in _TELLS
            and not plays_down(reading.tokens[sentence[0] : sentence[1]])
            and not _names_another(reading, place)
        ):
            return Check("negation", False, f"only the article negates '{item.text}'")
        if (
            token in theirs
            and reading.held[place] == 1.0
            and not denies([other for other in claim_tokens if other.start != item.start])
        ):
            return Check("negation", False, f"only the source negates '{item.text}'")
    return _find_plain_denial(reading, claim_tokens, mine)


def is_superlative(claim: str) -> bool:
    """Whether a "no" only makes something the most: "no year has seen more", "never so many"."""
    return _NONE_MORE.search(claim) is not None


def _find_plain_denial(
    reading: Reading, claim_tokens: Sequence[Token], under: frozenset[int]
) -> Check | None:
    """Look for a sentence that says all the claim does but its "not", and denies nothing."""
    if not under or not _is_one_clause(claim_tokens):
        return None
    last = max(under)
    if claim_tokens[last].stem in DENIALS | _TELLS:
        return None  # "did not fail"
    if opposites(claim_tokens[last].stem) & reading.places.keys():
        return None
    behind = [i for i, item in enumerate(reading.claim.items) if item.start > claim_tokens[last].start]
    for place in behind:
        if place not in reading.at:
            continue
        first, past = reading.sentence_around(reading.at[place])
        if _sentence_share(reading, (first, past)) < _WHOLE_SHARE or plays_down(reading.tokens[first:past]):
            continue
        if _names_another(reading, place):
            continue
        return Check("negation", False, f"only the article negates '{claim_tokens[last].text}'")
    return None


def _is_one_clause(tokens: Sequence[Token]) -> bool:
    """Whether nothing cuts the "not" of a claim from what it denies, and it is no writer's "I don't know"."""
    at = next((i for i, token in enumerate(tokens) if token.stem in NEGATORS | DENIALS), None)
    return (
        at is not None
        and all(token.stem and token.text.lower() not in _NEW_CLAUSE for token in tokens[at:-1])
        and not any(token.text.lower() in _WRITER for token in tokens[:at])
    )


def _nearest(reading: Reading, token: int) -> int:
    """Return the place of a word in the sentence that holds most of the claim, of those that have it."""
    places = reading.places[reading.tokens[token].stem]
    if len(places) < 2:
        return token
    return max(places, key=lambda at: (_sentence_share(reading, reading.sentence_around(at)), -at))


def _names_another(reading: Reading, place: int) -> bool:
    """Whether the passage lacks a name or number behind the denied word: "not named after Hallman" agrees."""
    return any(
        item.kind is not ItemKind.WORD and i not in reading.held
        for i, item in enumerate(reading.claim.items)
        if i > place
    )


def _sentence_share(reading: Reading, sentence: tuple[int, int]) -> float:
    """Return the share of the claim that a sentence holds; a pronoun stands for the names said before it."""
    stems = reading.stems_in(*sentence)
    inside = {item for item, token in reading.at.items() if reading.tokens[token].stem in stems}
    opening = reading.tokens[sentence[0] : sentence[0] + _OPENING]
    total = reading.claim.total
    if any(token.text.lower() in _PRONOUNS for token in opening):
        items = reading.claim.items
        total -= sum(
            item.weight for i, item in enumerate(items) if i not in inside and item.kind is ItemKind.NAME
        )
    return sum(reading.claim.items[item].weight for item in inside) / total if total > 0 else 0.0


def find_month(reading: Reading, absent: Sequence[Item]) -> Check | None:
    """Look for another month or day of the week in the place of one that the whole text has not."""
    said = reading.claim.stems
    for place, item in enumerate(reading.claim.items):
        calendar = next((names for names in _CALENDAR if item.stem in names), None)
        if calendar is None or item not in absent or is_under_denial(reading, item):
            continue
        for at, token in enumerate(reading.tokens):
            if token.stem in calendar and token.stem not in said and in_slot(reading, place, at):
                return Check("date", False, f"the article says '{item.text}', the source says '{token.text}'")
    return None


def find_place(reading: Reading, absent: Sequence[Item]) -> Check | None:
    """Look for another country, or its people, where the claim names one the whole text has not."""
    said = reading.claim.stems
    for place, item in enumerate(reading.claim.items):
        if not item.stem.startswith("@") or item not in absent or _opens_a_name(reading.claim.text, item):
            continue
        if is_under_denial(reading, item):
            continue
        for at, token in enumerate(reading.tokens):
            other = (
                token.stem.startswith("@")
                and token.stem.endswith("*") == item.stem.endswith("*")
                and not {token.stem, token.stem.rstrip("*"), token.stem + "*"} & said
                and not _is_within(item.stem, token.stem)
            )
            if other and in_slot(reading, place, at):
                return Check("name", False, f"the article says '{item.text}', the source says '{token.text}'")
    return None


def _opens_a_name(text: str, item: Item) -> bool:
    """Whether a place is the first word of a longer name: "Vietnam War"."""
    following = text[item.start + len(item.text) :]
    return re.match(r"\s+[A-Z][a-z]", following) is not None


def _is_within(left: str, right: str) -> bool:
    """Whether one of two places lies in the other: England in Britain."""
    return left.partition("-")[0] == right.partition("-")[0]
