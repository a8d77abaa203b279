# ruff: noqa: SIM905  - word lists read better as text
"""Who did it to whom, and where: roles turned round, and another name in the place of the claim's."""

from __future__ import annotations

from collections.abc import Sequence

from citecheck.matcher.lexicon import person_name, place, word
from citecheck.matcher.support.claimverb import AUXILIARIES
from citecheck.matcher.support.claimwords import Item, ItemKind
from citecheck.matcher.support.closeread import Reading, Token, tokenize
from citecheck.matcher.support.openpoints import event_at
from citecheck.matcher.support.wordstock import TELLING, weight
from citecheck.models import Check

_BOTH_WAYS = frozenset(
    "meet marry agree talk fight play face join exchange swap discuss share differ negotiate battle trade "
    "compete merge divorce debate border resemble equal match meet visit reach".split()
)
"""What one does to the other, the other does too; or what comes to the same either way round."""
_ONE_WAY = frozenset(
    "buy acquire purchase succeed replace beat defeat own employ hire kill shoot arrest fine rescue".split()
)
"""What one does to the other, the other hardly ever does too: one side known is enough."""
_PRONOUNS = frozenset(("he", "she", "it", "they"))
_PREPOSITIONS = frozenset(
    "in at on of to for from with into over under about against between near outside inside after before "
    "and or than as that who which when while because if but".split()
)
_WHERE = frozenset("in at from to near outside inside around".split())
_STOPS = frozenset(";:.!?—–()")
_BE = frozenset(("be", "is", "was", "were", "are", "been", "being"))
_REACH = 7
_TOWNS = frozenset(("city", "capital"))
_COVERED = 0.6
"""Share of the claim that a passage must hold before another town or person in it counts."""


def find_turned(reading: Reading) -> Check | None:
    """Look for a passage in which the claim's doer and its object have changed places."""
    tokens, verb, at = tokenize(reading.claim.text), reading.claim_verb, event_at(reading)
    if verb is None or at is None or tokens[verb].stem in _BOTH_WAYS:
        return None
    names = {
        item.stem
        for i, item in enumerate(reading.claim.items)
        if item.kind is ItemKind.NAME and i in reading.held
    }
    doer, sufferer = _roles(tokens, verb, names)
    other_doer, other_sufferer = _roles(reading.tokens, at, names)
    if doer is None or sufferer is None or doer == sufferer:
        return None
    written = {token.stem: token.text for token in reading.tokens}
    if (other_doer, other_sufferer) == (sufferer, doer):
        return Check("role", False, f"in the source '{written[sufferer]}' does this to '{written[doer]}'")
    if tokens[verb].stem not in _ONE_WAY:
        return None
    if other_doer == sufferer and other_sufferer is None:
        return Check("role", False, f"in the source '{written[sufferer]}' does this")
    if other_sufferer == doer and other_doer is None and reading.tokens[at - 1].text.lower() in _PRONOUNS:
        return Check("role", False, f"in the source this is done to '{written[doer]}'")
    return None


def find_stand_in(reading: Reading, absent: Sequence[Item]) -> Check | None:
    """Look for another town, or another person, where the claim names one that the whole text has not."""
    if reading.share < _COVERED:
        return None
    for item in absent:
        if item.kind is not ItemKind.NAME:
            continue
        other = _other_town(reading, item) or _other_person(reading, item)
        if other is not None:
            return Check("name", False, f"the article says '{item.text}', the source says '{other}'")
    return None


def find_other_doer(reading: Reading) -> Check | None:
    """Look for a passage in which another name does what the claim says its own does, and that comes after.

    "Blue won the seat" beside "Red won the seat, which Blue had held". No contradiction: both may have.
    """
    tokens, verb, at = tokenize(reading.claim.text), reading.claim_verb, event_at(reading)
    if verb is None or at is None or tokens[verb].stem in _BOTH_WAYS:
        return None
    mine, theirs = _name_before(tokens, verb), _name_before(reading.tokens, at)
    said = {token.stem for token in tokens}
    if not mine or any(token.stem in said for token in theirs):
        return None
    if all(weight(token.stem) < TELLING for token in theirs):
        return None
    _, past = reading.sentence_around(at)
    places = {item.start: place for place, item in enumerate(reading.claim.items)}
    behind = [reading.at.get(places.get(token.start, -1), -1) for token in mine]
    if not all(at < place < past for place in behind):
        return None
    return Check("role", False, f"in the source '{' '.join(token.text for token in theirs)}' does this")


def _name_before(tokens: Sequence[Token], verb: int) -> list[Token]:
    """Return the name right before a verb in the active voice, its auxiliaries left out."""
    end = verb
    while end and (tokens[end - 1].text.lower() in AUXILIARIES or tokens[end - 1].text.endswith("ly")):
        end -= 1
        if tokens[end].text.lower() in _BE:
            return []
    first = end
    while first and tokens[first - 1].stem and tokens[first - 1].text[0].isupper():
        first -= 1
    opens = first == 0 or tokens[first - 1].text in _STOPS
    if opens and end - first == 1 and word(tokens[first].text.lower()).is_common:
        return []  # a sentence begins with a capital: "Police", "Critics"
    return list(tokens[first:end])


def _roles(tokens: Sequence[Token], verb: int, names: set[str]) -> tuple[str | None, str | None]:
    """Return the stems of who does and who suffers what `verb` says, None for what is unsure."""
    before = behind = None
    for i in range(verb - 1, max(-1, verb - 1 - _REACH), -1):
        if tokens[i].text in _STOPS or tokens[i].text.lower() in _PREPOSITIONS:
            break
        if tokens[i].stem in names:
            before = tokens[i].stem
            break
    passive = any(token.text.lower() in _BE for token in tokens[max(0, verb - 3) : verb])
    helped = False
    for i in range(verb + 1, min(len(tokens), verb + 1 + _REACH)):
        low = tokens[i].text.lower()
        if tokens[i].text in _STOPS or low in _PREPOSITIONS:
            break
        helped |= low == "by"
        if tokens[i].stem in names and tokens[i + 1 : i + 2] and tokens[i + 1].stem in names:
            continue  # the first of two names: the last one tells
        if tokens[i].stem in names:
            behind = tokens[i].stem
            break
    if behind is not None and passive != helped:
        return None, None
    return (behind, before) if passive else (before, behind)


def _other_town(reading: Reading, item: Item) -> str | None:
    before = reading.claim.text[: item.start].split()
    if _kind(item.text) not in _TOWNS or not before or before[-1].lower() not in _WHERE:
        return None
    said = reading.claim.stems
    at = event_at(reading)
    if at is None:
        return None
    first, past = reading.sentence_around(at)
    towns = [
        i
        for i in range(max(first, 1), past)
        if reading.tokens[i].text[0].isupper()
        and _kind(reading.tokens[i].text) in _TOWNS
        and reading.tokens[i].stem not in said
    ]
    if len(towns) != 1 or reading.tokens[towns[0] - 1].text.lower() not in _WHERE:
        return None
    return reading.tokens[towns[0]].text


def _kind(written: str) -> str:
    found = place(written.lower().removesuffix("'s").removesuffix("’s"))
    return found[1] if found else ""


def _other_person(reading: Reading, item: Item) -> str | None:
    """Return the person who does in the passage what the claim says another did."""
    tokens, verb, at = tokenize(reading.claim.text), reading.claim_verb, event_at(reading)
    if verb is None or at is None:
        return None
    mine, theirs = _doer(tokens, verb), _doer(reading.tokens, at)
    if mine is None or theirs is None or tokens[mine].start != item.start:
        return None
    said = reading.claim.stems
    if reading.tokens[theirs].stem in said or not (
        _is_person(tokens, mine) and _is_person(reading.tokens, theirs)
    ):
        return None
    return reading.tokens[theirs].text


def _doer(tokens: Sequence[Token], verb: int) -> int | None:
    """Return the place of the word right before a verb, its auxiliaries left out."""
    for i in range(verb - 1, max(-1, verb - 4), -1):
        low = tokens[i].text.lower()
        if low in AUXILIARIES or low.endswith("ly"):
            if low in _BE:
                return None
            continue
        return i if tokens[i].text[0].isupper() else None
    return None


def _is_person(tokens: Sequence[Token], at: int) -> bool:
    """Whether a name is a last name, or stands behind a first name."""
    low = tokens[at].text.lower()
    if place(low) is not None:
        return False
    before = tokens[at - 1] if at else None
    behind_first = (
        before is not None
        and before.text[:1].isupper()
        and set(person_name(before.text.lower())) & {"f", "m"}
    )
    return bool(behind_first) or "l" in person_name(low)
