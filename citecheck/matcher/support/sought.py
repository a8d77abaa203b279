"""Which words of a sentence stand for which items of a claim: the same word, or one like it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from citecheck.matcher.lexicon import word
from citecheck.matcher.support.claimwords import ClaimWords, ItemKind
from citecheck.matcher.support.wordstock import TELLING, beginning, kin, likeness, weight

_KEPT = 256
"""Claims, and sentences beside one, that are remembered: neighbouring passages share sentences."""
_KEPT_ROOTS = 50_000
_WORST_LIKENESS = 0.5


class Ties(NamedTuple):
    """What a telling stem may share with another that stands for the same."""

    beginning: str
    senses: frozenset[str]
    parents: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Roots:
    """The stems of a sentence, each once; side by side, as many small tuples would burden the collector."""

    stems: list[str]
    places: list[int]
    """The first token of each."""
    ties: list[Ties | None]
    """None where a stem tells little."""


@dataclass(frozen=True, slots=True)
class _Sought:
    """The words and names of a claim, by all that may make a word of a sentence stand for one of them."""

    stems: dict[int, str]
    by_stem: Mapping[str, Sequence[int]]
    """The stem itself and its kin."""
    by_beginning: Mapping[str, Sequence[int]]
    by_sense: Mapping[str, Sequence[int]]
    """Sense of a word of the sentence to the items that have it, or are of its kind."""
    by_parent: Mapping[str, Sequence[int]]


def read_roots(stems: Iterable[str]) -> Roots:
    """Return the stems of a sentence's tokens ("" for a mark), ready to be looked through."""
    first: dict[str, int] = {}
    for place, root in enumerate(stems):
        first.setdefault(root, place)
    first.pop("", None)
    return Roots([*first], [*first.values()], [_ties(root) for root in first])


@lru_cache(maxsize=_KEPT)
def find_items(claim: ClaimWords, roots: Roots) -> dict[int, tuple[float, int]]:
    """Return the items of a claim that a sentence holds, numbers aside.

    Returns:
        Item to how far (above 0.5, up to 1) the sentence holds it, and at which of its tokens: the first of
        those that come nearest.
    """
    sought = _seek(claim)
    has_no_sense, has_no_parent = sought.by_sense.keys().isdisjoint, sought.by_parent.keys().isdisjoint
    found: dict[int, tuple[float, int]] = {}
    seen_senses: set[str] = set()
    seen_parents: set[str] = set()
    for root, place, ties in zip(roots.stems, roots.places, roots.ties, strict=True):
        items = sought.by_stem.get(root, ())
        if ties is not None:
            start, senses, parents = ties
            if start in sought.by_beginning:
                items = (*items, *sought.by_beginning[start])
            if not has_no_sense(senses):
                items = (*items, *_by_new(sought.by_sense, senses, seen_senses))
            if not has_no_parent(parents):
                items = (*items, *_by_new(sought.by_parent, parents, seen_parents))
        for item in items:
            far = likeness(sought.stems[item], root)
            if far > (found[item][0] if item in found else _WORST_LIKENESS):
                found[item] = far, place
    return found


def _by_new(sought: Mapping[str, Sequence[int]], senses: frozenset[str], seen: set[str]) -> Iterator[int]:
    """Yield the items sought by one of these senses, but for those of an earlier word: it stands for all."""
    new = (sought.keys() & senses) - seen
    seen |= new
    for sense in new:
        yield from sought[sense]


@lru_cache(maxsize=_KEPT)
def _seek(claim: ClaimWords) -> _Sought:
    by_stem: dict[str, tuple[int, ...]] = {}
    by_beginning: dict[str, tuple[int, ...]] = {}
    by_sense: dict[str, tuple[int, ...]] = {}
    by_parent: dict[str, tuple[int, ...]] = {}
    stems = {place: item.stem for place, item in enumerate(claim.items) if item.number is None}
    for place, root in stems.items():
        for other in (root, *kin(root)):
            by_stem[other] = (*by_stem.get(other, ()), place)
        by_beginning[beginning(root)] = (*by_beginning.get(beginning(root), ()), place)
        if claim.items[place].kind is not ItemKind.WORD:
            continue
        known = word(root)
        for sense in known.senses | known.parents:
            by_sense[sense] = (*by_sense.get(sense, ()), place)
        for sense in known.senses:
            by_parent[sense] = (*by_parent.get(sense, ()), place)
    return _Sought(stems, by_stem, by_beginning, by_sense, by_parent)


@lru_cache(maxsize=_KEPT_ROOTS)
def _ties(root: str) -> Ties | None:
    if weight(root) < TELLING:
        return None
    known = word(root)
    return Ties(beginning(root), known.senses, known.parents)
