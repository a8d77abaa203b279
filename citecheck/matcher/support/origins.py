# ruff: noqa: SIM905  - word lists read better as text
"""What only one place or person can be: where somebody was born, who wrote the book."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from citecheck.matcher.lexicon import place
from citecheck.matcher.support.claimwords import Item, ItemKind
from citecheck.matcher.support.closeread import Reading, Token, tokenize
from citecheck.matcher.support.sentences import is_under_denial
from citecheck.matcher.support.wordstock import stem
from citecheck.models import Check

_WHERE = frozenset("bear born die bury found establish base headquarter headquarters locate situate".split())
_ALSO = {"establish": "found", "born": "bear", "situate": "locate"}
"""Two words for one thing."""
_WHO = frozenset("direct write author compose found create paint design invent discover kill".split())
_BY_TITLE = {
    stem(title): stem(deed)
    for title, deed in (
        pair.split(":")
        for pair in "director:direct writer:write author:write composer:compose founder:found creator:create "
        "painter:paint designer:design inventor:invent discoverer:discover killer:kill".split()
    )
}
"""Who did it by what he is called: "its director was …"."""
_KINDS = {"city": "town", "capital": "town", "country": "land", "people": "land"}
_IS = frozenset(("is", "was"))
_OBJECTS = frozenset(("the", "a", "an", "it", "this", "that", "his", "her"))
_SAME_NAME = 60.0
_REACH = 8
"""Words between the verb and the name of who did it or where."""


def find_other_origin(reading: Reading, absent: Collection[Item]) -> Check | None:
    """Look for another place or maker, behind the same words, than one that the whole text has not.

    Args:
        reading: claim and passage.
        absent: items of the claim that the whole text has not.
    """
    names = {item.start: item for item in absent if item.kind is ItemKind.NAME}
    if not names:
        return None
    mine = tokenize(reading.claim.text)
    for verb, token in enumerate(mine):
        if token.stem in _BY_TITLE or token.stem in _WHO:
            other_maker = _find_other_maker(reading, mine, verb, names)
            if other_maker is not None:
                return other_maker
        for roots, prepositions in ((_WHERE, ("in", "at")), (_WHO, ("by",))):
            if token.stem not in roots:
                continue
            claimed = _name_behind(mine, verb, prepositions)
            if not claimed or not all(t.start in names or t.text in (",", "of") for t in claimed):
                continue
            if is_under_denial(reading, names[claimed[0].start]):
                continue
            for at, other in enumerate(reading.tokens):
                found = (
                    _name_behind(reading.tokens, at, prepositions)
                    if _ALSO.get(other.stem, other.stem) == _ALSO.get(token.stem, token.stem)
                    else []
                )
                if found and _can_exclude(claimed, found, are_places=roots is _WHERE):
                    text = f"the article says '{_join(claimed)}', the source says '{_join(found)}'"
                    return Check("name", False, text)
    return None


def _find_other_maker(
    reading: Reading, mine: Sequence[Token], at: int, names: Mapping[int, Item]
) -> Check | None:
    claimed = _maker(mine, at)
    if not claimed or not all(token.start in names for token in claimed):
        return None
    if is_under_denial(reading, names[claimed[0].start]):
        return None
    deed = _BY_TITLE.get(mine[at].stem, mine[at].stem)
    others = [
        _maker(reading.tokens, place)
        for place, token in enumerate(reading.tokens)
        if _BY_TITLE.get(token.stem, token.stem) == deed
    ]
    others = [other for other in others if other]
    if not others or not all(_can_exclude(claimed, other, are_places=False) for other in others):
        return None
    return Check("name", False, f"the article says '{_join(claimed)}', the source says '{_join(others[0])}'")


def _maker(tokens: Sequence[Token], at: int) -> list[Token]:
    """Return the name of who did it: "directed by A B", "its director was A B", "A B directed it"."""
    if tokens[at].stem in _BY_TITLE:
        return _capitals(tokens, at + 2) if at + 1 < len(tokens) and tokens[at + 1].text in _IS else []
    if at + 1 < len(tokens) and tokens[at + 1].text.lower() == "by":
        return _capitals(tokens, at + 2)
    first = at
    while first and tokens[first - 1].stem and tokens[first - 1].text[0].isupper():
        first -= 1
    follows = tokens[at + 1].text.lower() if at + 1 < len(tokens) else ""
    is_active = at - first > 1 and tokens[at].text.islower() and follows in _OBJECTS
    return list(tokens[first:at]) if is_active else []


def _capitals(tokens: Sequence[Token], first: int) -> list[Token]:
    past = first
    while past < len(tokens) and tokens[past].stem and tokens[past].text[0].isupper():
        past += 1
    return list(tokens[first:past])


def _name_behind(tokens: Sequence[Token], verb: int, prepositions: Collection[str]) -> list[Token]:
    """Return the capitalised words right behind the first of these prepositions, a "the" left out."""
    for i in range(verb + 1, min(len(tokens), verb + 1 + _REACH)):
        if tokens[i].text in ".;!?":
            return []
        if tokens[i].text.lower() not in prepositions:
            continue
        first = i + 1 + (i + 1 < len(tokens) and tokens[i + 1].text.lower() == "the")
        if first < len(tokens) and tokens[first].text[0].isdigit():
            continue  # "founded in 2006 in Oslo"
        return _capitals(tokens, first)
    return []


def _can_exclude(left: Sequence[Token], right: Sequence[Token], *, are_places: bool) -> bool:
    """Whether two names cannot both be right: towns, countries or makers that differ."""
    if _are_alike(left, right):
        return False
    kinds = _kind(left), _kind(right)
    return kinds[0] == kinds[1] != "" if are_places else kinds == ("", "")


def _kind(tokens: Sequence[Token]) -> str:
    """Return "town", "land" or another kind of place, "" for no known place."""
    found = place(_join(tokens).lower()) or place(tokens[0].text.lower())
    return _KINDS.get(found[1], found[1]) if found else ""


def _are_alike(left: Sequence[Token], right: Sequence[Token]) -> bool:
    """Whether two names may be of one: a word in common, or nearly the same letters."""
    from rapidfuzz.fuzz import ratio

    return (
        bool({t.stem for t in left} & {t.stem for t in right})
        or ratio(_join(left), _join(right)) > _SAME_NAME
    )


def _join(tokens: Sequence[Token]) -> str:
    return " ".join(token.text for token in tokens)
