"""The itemised comparison of a claim and a passage, in plain words."""

from __future__ import annotations

from dataclasses import dataclass

from citecheck.matcher.claimwords import Item, ItemKind
from citecheck.matcher.closeread import NumberMatch, Reading, tokenize
from citecheck.matcher.numbers import Number, NumberKind
from citecheck.matcher.polarity import hedged, negated
from citecheck.matcher.quantities import Agreement
from citecheck.matcher.wordstock import likeness, opposites, stem, weight
from citecheck.models import Check

_TELLING = 1.3
_NOUN_REACH = 4
_NEAR_SAME = 0.75


@dataclass(frozen=True, slots=True)
class Checked:
    """The checks of one reading, and how many of them are conflicts of fact."""

    checks: tuple[Check, ...]
    number_conflicts: int
    numbers_missing: int
    names_missing: int
    negation: int
    opposite: int
    hedge: int


def check(reading: Reading) -> Checked:
    """Compare the items of a reading one by one."""
    checks: list[Check] = []
    conflicts = missing = 0
    for match in reading.matches:
        made, conflict, absent = _check_number(reading, match)
        checks.append(made)
        conflicts += conflict
        missing += absent
    names_missing = 0
    for item in reading.claim.items:
        if item.kind is ItemKind.NAME:
            present = _is_held(reading, item)
            names_missing += not present
            checks.append(_name_check(item, present))
    opposite = _check_opposites(reading, checks)
    negation = 0 if opposite else _check_negation(reading, checks)
    hedge = _check_hedges(reading, checks)
    return Checked(tuple(checks), conflicts, missing, names_missing, negation, opposite, hedge)


def _is_held(reading: Reading, item: Item) -> bool:
    return any(reading.claim.items[place] is item for place in reading.held)


def _name_check(item: Item, present: bool) -> Check:
    return Check(
        "name",
        present,
        f"{item.text!r} is in the passage" if present else f"{item.text!r} is not in the passage",
    )


def _check_number(reading: Reading, match: NumberMatch) -> tuple[Check, bool, bool]:
    """Return the check, whether it is a conflict of fact, and whether the number is missing."""
    number = match.item.number
    assert number is not None  # noqa: S101 - matches are made of numbers only
    name = "date" if number.kind in (NumberKind.YEAR, NumberKind.DAY) else "number"
    phrase = _with_noun(reading.claim.text, number)
    match match.agreement:
        case Agreement.SAME:
            return Check(name, True, f"'{phrase}' is in the source"), False, False
        case Agreement.FOLLOWS:
            assert match.source is not None  # noqa: S101
            return (
                Check(name, True, f"the source's '{match.source.phrase}' bears out '{number.phrase}'"),
                False,
                False,
            )
        case Agreement.LOOSER:
            assert match.source is not None  # noqa: S101
            text = f"the article says '{number.phrase}', the source says '{_plain(match.source.phrase)}'"
            return Check(name, False, text), False, False
        case _:
            rival = find_rival(reading, number)
            if rival is None:
                return Check(name, False, f"'{phrase}' is not in the passage"), False, True
            text = f"'{phrase}' is not in the source; it has '{rival.phrase}'"
            return Check(name, False, text), True, True


def _plain(phrase: str) -> str:
    """Return a phrase that opened a sentence as it stands within one."""
    return phrase[0].lower() + phrase[1:] if phrase[1:2].islower() else phrase


def find_rival(reading: Reading, number: Number) -> Number | None:
    """Return the passage's number that counts the same thing as `number`, where it differs."""
    claimed = _nouns_after(reading.claim.text, number)
    for rival in reading.numbers:
        if rival.kind is not number.kind or (
            rival.unit != number.unit and "" not in (rival.unit, number.unit)
        ):
            continue
        if _is_said_in_claim(reading, rival):
            continue
        if number.unit and number.unit == rival.unit:
            return rival
        if number.kind in (NumberKind.YEAR, NumberKind.SCORE):
            return rival
        counted = _nouns_after(reading.text, rival)
        if any(likeness(left, right) >= _NEAR_SAME for left in claimed for right in counted):
            return rival
    return None


def _is_said_in_claim(reading: Reading, rival: Number) -> bool:
    """Whether another number of the claim already agrees with this one."""
    return any(
        match.source is rival and match.agreement is not Agreement.CONFLICT for match in reading.matches
    )


def _nouns_after(text: str, number: Number) -> list[str]:
    """Return the stems of the next telling words after a number."""
    roots = []
    for token in tokenize(text[number.end : number.end + 60])[: _NOUN_REACH + 2]:
        if not token.stem:
            break
        if weight(token.stem) >= _TELLING:
            roots.append(token.stem)
    return roots[:_NOUN_REACH]


def _with_noun(text: str, number: Number) -> str:
    """Return the number with the word it counts: "12,000 bodies"."""
    following = text[number.end : number.end + 40].split()
    if (
        not following
        or not text[number.end : number.end + 1].isspace()
        or number.unit
        or not following[0][0].isalpha()
    ):
        return number.phrase
    noun = following[0].rstrip(".,;:!?\"'”’)")
    return f"{number.phrase} {noun}" if weight(stem(noun)) >= _TELLING else number.phrase


def _check_opposites(reading: Reading, checks: list[Check]) -> int:
    """Look for a word of the passage that says the opposite of one the claim has and the passage has not."""
    roots = {token.stem: token.text for token in reading.tokens if token.stem}
    found = 0
    for item in reading.missing:
        for root in opposites(item.stem) & roots.keys():
            checks.append(
                Check("opposite", False, f"the article says '{item.text}', the source says '{roots[root]}'")
            )
            found += 1
            break
    return found


def _check_negation(reading: Reading, checks: list[Check]) -> int:
    """Look for a word both have that stands under a "not" on one side only."""
    claim_tokens = tokenize(reading.claim.text)
    under_claim = {claim_tokens[place].start for place in negated(claim_tokens)}
    under_source = negated(reading.tokens)
    for place, token_place in reading.at.items():
        item = reading.claim.items[place]
        mine, theirs = item.start in under_claim, token_place in under_source
        if mine != theirs and not _stands_free(reading, item, under_source):
            side = "the article" if mine else "the source"
            checks.append(Check("negation", False, f"only {side} negates '{item.text}'"))
            return 1
    return 0


def _stands_free(reading: Reading, item: Item, under: frozenset[int]) -> bool:
    """Whether the passage has the word both with and without a negation."""
    states = {place in under for place, token in enumerate(reading.tokens) if token.stem == item.stem}
    return len(states) > 1


def _check_hedges(reading: Reading, checks: list[Check]) -> int:
    """Look for a passage that only hedges what the claim states."""
    if hedged(tokenize(reading.claim.text)):
        return 0
    places = hedged(reading.tokens)
    if not places:
        return 0
    word = reading.tokens[min(places)].text
    checks.append(Check("hedge", False, f"the source hedges ('{word}') what the article states"))
    return 1
