"""A claim beside one passage, item by item: what the passage holds, and where."""

from __future__ import annotations

import re
from dataclasses import dataclass

from citecheck.matcher.claimwords import ClaimWords, Item, ItemKind
from citecheck.matcher.numbers import Number, read_numbers
from citecheck.matcher.quantities import Agreement, compare_numbers
from citecheck.matcher.wordstock import likeness, stem, weight

_TOKEN = re.compile(r"\w+(?:['’.,]\w+)*|[,;:.!?—–()]")
_TELLING = 1.3
_WORST_LIKENESS = 0.5
_TOGETHER = 4
_BEST_FIRST = (Agreement.SAME, Agreement.FOLLOWS, Agreement.LOOSER, Agreement.CONFLICT, Agreement.APART)
_HELD_BY = {Agreement.SAME: 1.0, Agreement.FOLLOWS: 1.0, Agreement.LOOSER: 0.6}


@dataclass(frozen=True, slots=True)
class Token:
    """One word or mark of a passage."""

    text: str
    start: int
    stem: str
    """"" for a mark."""


@dataclass(frozen=True, slots=True)
class NumberMatch:
    """A number of the claim beside the passage's nearest one."""

    item: Item
    agreement: Agreement
    source: Number | None


@dataclass(frozen=True, slots=True)
class Reading:
    """A claim read beside a passage."""

    claim: ClaimWords
    text: str
    tokens: tuple[Token, ...]
    numbers: tuple[Number, ...]
    held: dict[int, float]
    """Item of the claim to how far (0..1) the passage holds it."""
    at: dict[int, int]
    """Item of the claim to the token that holds it."""
    matches: tuple[NumberMatch, ...]

    @property
    def share(self) -> float:
        """Weighted share of the claim's items held, 0..1."""
        if not self.claim.total:
            return 0.0
        return sum(self.claim.items[i].weight * far for i, far in self.held.items()) / self.claim.total

    @property
    def adjacency(self) -> float:
        """Share of the claim's neighbouring items that stand together, in order, in the passage too, 0..1."""
        pairs = len(self.claim.items) - 1
        if pairs < 1:
            return self.share
        together = sum(
            0 < self.at[i + 1] - self.at[i] <= _TOGETHER
            for i in range(pairs)
            if i in self.at and i + 1 in self.at
        )
        return together / pairs

    @property
    def missing(self) -> tuple[Item, ...]:
        """Words and names of the claim that the passage does not hold."""
        return tuple(
            item
            for place, item in enumerate(self.claim.items)
            if place not in self.held and item.kind is not ItemKind.NUMBER
        )


def read_closely(claim: ClaimWords, text: str) -> Reading:
    """Read `claim` beside the passage `text`."""
    tokens = tokenize(text)
    numbers = read_numbers(text)
    first_at: dict[str, int] = {}
    for place, token in enumerate(tokens):
        if token.stem:
            first_at.setdefault(token.stem, place)
    telling = [root for root in first_at if weight(root) >= _TELLING]
    held: dict[int, float] = {}
    at: dict[int, int] = {}
    matches: list[NumberMatch] = []
    for place, item in enumerate(claim.items):
        if item.number is not None:
            match = _match_number(item, item.number, numbers)
            matches.append(match)
            if match.source is not None and match.agreement in _HELD_BY:
                held[place] = _HELD_BY[match.agreement]
                at[place] = _token_at(tokens, match.source.start)
            continue
        found = _find_item(item, first_at, telling)
        if found is not None:
            held[place], at[place] = found
    return Reading(claim, text, tokens, numbers, held, at, tuple(matches))


def tokenize(text: str) -> tuple[Token, ...]:
    """Cut `text` into words and the marks that end a clause."""
    return tuple(
        Token(m.group(), m.start(), stem(m.group()) if m.group()[0].isalnum() else "")
        for m in _TOKEN.finditer(text)
    )


def _find_item(item: Item, first_at: dict[str, int], telling: list[str]) -> tuple[float, int] | None:
    if item.stem in first_at:
        return 1.0, first_at[item.stem]
    best, where = 0.0, ""
    for root in telling:
        alike = likeness(item.stem, root)
        if alike > best:
            best, where = alike, root
    return (best, first_at[where]) if best > _WORST_LIKENESS else None


def _match_number(item: Item, claimed: Number, numbers: tuple[Number, ...]) -> NumberMatch:
    """Return the passage's number that suits best, or that conflicts, or none."""
    rated = [(compare_numbers(claimed, number), number) for number in numbers]
    for wanted in _BEST_FIRST:
        for agreement, number in rated:
            if agreement is wanted:
                return NumberMatch(item, agreement, None if wanted is Agreement.APART else number)
    return NumberMatch(item, Agreement.APART, None)


def _token_at(tokens: tuple[Token, ...], start: int) -> int:
    for place, token in enumerate(tokens):
        if token.start + len(token.text) > start:
            return place
    return len(tokens) - 1
