# ruff: noqa: SIM905  - word lists read better as text
"""What something is: "X is a film" beside "X is a record label"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from citecheck.matcher.lexicon import word
from citecheck.matcher.support.claimwords import ItemKind
from citecheck.matcher.support.closeread import Reading, Token, tokenize
from citecheck.matcher.support.polarity import HEDGES, NEGATORS
from citecheck.matcher.support.sentences import is_under_denial
from citecheck.matcher.support.wordstock import likeness
from citecheck.models import Check

_IS = frozenset(("is", "was", "are", "were"))
_ARTICLES = frozenset(("a", "an"))
_ENDS = frozenset(
    "in at on of to for from with by that who which whose where when based about during set located "
    "co produced directed written created founded made starring".split()
)
_FURTHER = frozenset((",", "and", "or", "&"))
_MARKS = frozenset(";:.!?—–()")
_SUBJECT = 6
"""Words before "is" that may be the subject's."""
_LONGEST = 14
"""Words of a description that are read."""
_BRACKETS = {"(": ")", "LRB": "RRB"}
_SORTS = {5: "animal", 10: "work", 13: "food", 14: "group", 15: "place", 18: "person", 20: "plant"}
"""WordNet's files of nouns that are never of two sorts at once, but for `_BOTH`; the others say nothing."""
_OTHER_FILES = frozenset(range(3, 29)) - _SORTS.keys()
_BOTH = frozenset(
    (frozenset(("group", "place")), frozenset(("animal", "food")), frozenset(("plant", "food")))
)
_UNRELATED = 0.5
"""Likeness from which on two nouns may be of one thing."""


class _Called(NamedTuple):
    """What a sentence says something is."""

    subject: frozenset[str]
    """Stems of the words before the "is"."""
    nouns: tuple[Token, ...]
    """The last word of each part of the description: "an actor, singer and model"."""
    words: frozenset[str]
    """All stems of the description."""


def find_other_kind(reading: Reading) -> Check | None:
    """Look for a passage that says of the claim's subject that it is a thing of quite another kind."""
    mine = _called(tokenize(reading.claim.text))
    if mine is None or not mine.nouns:
        return None
    items = [item for item in reading.claim.items if item.stem in mine.subject]
    noun = mine.nouns[-1]
    own = next((item for item in reading.claim.items if item.start == noun.start), None)
    if own is None or own.kind is not ItemKind.WORD or noun.stem in reading.places:
        return None
    if not any(item.kind is ItemKind.NAME for item in items) or is_under_denial(reading, own):
        return None
    for first, past in _sentences(reading.tokens):
        other = _called(reading.tokens[first:past])
        if other is None or not other.nouns or not {item.stem for item in items} <= other.subject:
            continue
        if all(_is_another_kind(noun.stem, one.stem) for one in other.nouns) and not any(
            likeness(noun.stem, root) >= _UNRELATED for root in other.words
        ):
            said = other.nouns[0].text
            return Check("kind", False, f"the article says '{noun.text}', the source says '{said}'")
    return None


def _called(tokens: Sequence[Token]) -> _Called | None:
    """Return what the first "is a …" of a sentence says, None without one or under a "not"."""
    words = _without_brackets(tokens)
    for at, token in enumerate(words[:-2]):
        if token.text.lower() not in _IS or at > 2 * _SUBJECT:
            continue
        if words[at + 1].text.lower() not in _ARTICLES:
            return None
        before = words[:at]
        if any(one.stem in NEGATORS | HEDGES for one in before):
            return None
        nouns, used = _nouns(words[at + 2 : at + 2 + _LONGEST])
        return _Called(frozenset(one.stem for one in before if one.stem), nouns, used)
    return None


def _nouns(tokens: Sequence[Token]) -> tuple[tuple[Token, ...], frozenset[str]]:
    nouns: list[Token] = []
    used: set[str] = set()
    last: Token | None = None
    for token in tokens:
        low = token.text.lower()
        if low in _ENDS or token.text in _MARKS:
            break
        if low in _FURTHER:
            nouns += [last] if last else []
            last = None
            continue
        used.add(token.stem)
        last = token
    nouns += [last] if last else []
    return tuple(one for one in nouns if "n" in word(one.stem).parts), frozenset(used)


def _is_another_kind(left: str, right: str) -> bool:
    """Whether two nouns are for things of different sorts: a person and a thing, food and a film."""
    mine, theirs = word(left), word(right)
    if (mine.fields | theirs.fields) & _OTHER_FILES or mine.parents & theirs.parents:
        return False
    first, second = ({_SORTS[file] for file in one.fields & _SORTS.keys()} for one in (mine, theirs))
    if not first or not second or first & second:
        return False
    return not any(frozenset((one, other)) in _BOTH for one in first for other in second)


def _without_brackets(tokens: Sequence[Token]) -> list[Token]:
    kept: list[Token] = []
    closing = ""
    for token in tokens:
        if closing:
            closing = "" if token.text == closing else closing
        elif token.text in _BRACKETS:
            closing = _BRACKETS[token.text]
        else:
            kept.append(token)
    return kept


def _sentences(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    cuts = [0, *(place + 1 for place, token in enumerate(tokens) if token.text in ".!?"), len(tokens)]
    return [(first, past) for first, past in pairwise(cuts) if past > first]
