"""A claim beside one passage, item by item: what the passage holds, and where."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from citecheck.matcher.lexicon import word
from citecheck.matcher.numbers.compare import Agreement, compare_numbers
from citecheck.matcher.numbers.read import Number, read_numbers
from citecheck.matcher.support.claimwords import ClaimWords, Item, ItemKind
from citecheck.matcher.support.counted import count_same
from citecheck.matcher.support.storydates import Meant, find_elapsed, read_meaning
from citecheck.matcher.support.wordstock import TELLING, beginning, kin, likeness, stem, weight

_TOKEN = re.compile(r"(?:United\s+(?:Kingdom|States)|Great\s+Britain)\b|\w+(?:['’.,]\w+)*|[,;:.!?—–()]")
_TORN = re.compile(r"(?:[$£€] )?\b\d{1,3}(?: ?, \d{3})+\b|[$£€] \d+(?: ?\. ?\d+)?\b|\b\d+(?: \. ?|\. )\d+\b")
"""A figure with blanks in it, as texts cut into words have them."""
_KEPT = 256
"""Claims and passages whose words and numbers are remembered: a claim meets many passages, and they it."""
_read_numbers = lru_cache(maxsize=_KEPT)(read_numbers)
_WORST_LIKENESS = 0.5
_TOGETHER = 4
_BEST_FIRST = (Agreement.SAME, Agreement.FOLLOWS, Agreement.LOOSER, Agreement.CONFLICT, Agreement.APART)
_BY_LIMITS = (Agreement.FOLLOWS, Agreement.LOOSER)
_FAR = 1.5
_HELD_BY = {Agreement.SAME: 1.0, Agreement.FOLLOWS: 1.0, Agreement.LOOSER: 0.6}


class Token(NamedTuple):
    """One word or mark of a passage."""

    text: str
    start: int
    stem: str
    """"" for a mark."""


@dataclass(frozen=True, slots=True)
class _Index:
    """The stems of a sentence by all that may make one stand for another."""

    stems: dict[str, int]
    """Stem to the first token that has it."""
    beginnings: dict[str, list[str]]
    senses: dict[str, str]
    parents: dict[str, str]


class _Shifted(NamedTuple):
    """A sentence of a passage."""

    shift: int
    """Tokens of the passage before it."""
    words: _Index


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
    """The passage's numbers; none where the claim has none."""
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
    def copied(self) -> float:
        """Share of the claim's neighbouring words that are neighbours in one of its sentences, 0..1."""
        stems = [token.stem for token in tokenize(self.claim.text) if token.stem]
        pairs = set(pairwise(stems))
        if not pairs:
            return self.share
        best, mine, before = 0, set[tuple[str, str]](), ""
        for token in self.tokens:
            if token.stem:
                if (before, token.stem) in pairs:
                    mine.add((before, token.stem))
                before = token.stem
            elif token.text in ".!?":
                best, mine, before = max(best, len(mine)), set(), ""
        return max(best, len(mine)) / len(pairs)

    @property
    def claim_numbers(self) -> tuple[Number, ...]:
        """The claim's numbers."""
        return tuple(match.item.number for match in self.matches if match.item.number is not None)

    @property
    def missing(self) -> tuple[Item, ...]:
        """Words and names of the claim that the passage does not hold."""
        return tuple(
            item
            for place, item in enumerate(self.claim.items)
            if place not in self.held and item.kind is not ItemKind.NUMBER
        )


def read_closely(
    claim: ClaimWords, text: str, published: date | None = None, cuts: Sequence[int] = (0,)
) -> Reading:
    """Read `claim` beside a passage.

    Args:
        claim: what is claimed.
        text: the passage.
        published: the day of its story.
        cuts: where its sentences begin; neighbouring passages share sentences, which are read once.
    """
    tokens, indices = _read_sentences(text, cuts)
    has_numbers = any(item.number is not None for item in claim.items)
    numbers = _read_numbers(text) if has_numbers else ()  # only a number asks for numbers
    meant = read_meaning(text, numbers, published)
    held: dict[int, float] = {}
    at: dict[int, int] = {}
    matches: list[NumberMatch] = []
    for place, item in enumerate(claim.items):
        if item.number is not None:
            match = _match_number(claim.text, item, item.number, text, numbers)
            if match.agreement not in _HELD_BY:
                match = (
                    _match_meant(item, item.number, meant)
                    or _match_elapsed(claim.text, item, item.number, numbers, published)
                    or _match_torn(item, item.number, text)
                    or match
                )
            matches.append(match)
            if match.source is not None and match.agreement in _HELD_BY:
                held[place] = _HELD_BY[match.agreement]
                at[place] = _token_at(tokens, match.source.start)
            continue
        found = _find_item(item, indices)
        if found is None and item.stem in meant.words:
            found = 1.0, _token_at(tokens, meant.words[item.stem])
        if found is not None:
            held[place], at[place] = found
    return Reading(claim, text, tokens, numbers, held, at, tuple(matches))


def _read_sentences(text: str, cuts: Sequence[int]) -> tuple[tuple[Token, ...], list[_Shifted]]:
    """Return the tokens of a passage, and its sentences' indices with the tokens before each."""
    tokens: list[Token] = []
    indices: list[_Shifted] = []
    for start, end in zip(cuts, (*cuts[1:], len(text)), strict=True):
        sentence = text[start:end].rstrip()
        indices.append(_Shifted(len(tokens), _index(sentence)))
        mine = tokenize(sentence)
        tokens += [Token(t.text, t.start + start, t.stem) for t in mine] if start else mine
    return tuple(tokens), indices


@lru_cache(maxsize=_KEPT)
def tokenize(text: str) -> tuple[Token, ...]:
    """Cut `text` into words and the marks that end a clause."""
    tokens = []
    for match in _TOKEN.finditer(text):
        found = match[0]
        tokens.append(Token(found, match.start(), stem(found) if found[0].isalnum() else ""))
    return tuple(tokens)


@lru_cache(maxsize=_KEPT)
def _index(text: str) -> _Index:
    made = _Index({}, {}, {}, {})
    for place, token in enumerate(tokenize(text)):
        root = token.stem
        if not root or root in made.stems:
            continue
        made.stems[root] = place
        if weight(root) < TELLING:
            continue
        made.beginnings.setdefault(beginning(root), []).append(root)
        known = word(root)
        for sense in known.senses:
            made.senses.setdefault(sense, root)
        for parent in known.parents:
            made.parents.setdefault(parent, root)
    return made


def _find_item(item: Item, indices: Sequence[_Shifted]) -> tuple[float, int] | None:
    """Return how far a passage holds an item, and at which token."""
    for shift, index in indices:
        if item.stem in index.stems:
            return 1.0, shift + index.stems[item.stem]
    known = word(item.stem) if item.kind is ItemKind.WORD else word("")
    best, at = _WORST_LIKENESS, 0
    for shift, index in indices:
        near = {root for root in kin(item.stem) if root in index.stems}
        near.update(index.beginnings.get(beginning(item.stem), ()))
        for wanted, among in (
            (known.senses, index.senses),
            (known.senses, index.parents),
            (known.parents, index.senses),
        ):
            near.update(among[sense] for sense in wanted if sense in among)
        for root in near:
            far, place = likeness(item.stem, root), shift + index.stems[root]
            if far > best or (far == best > _WORST_LIKENESS and place < at):
                best, at = far, place
    return (best, at) if best > _WORST_LIKENESS else None


def _match_number(
    claim: str, item: Item, claimed: Number, text: str, numbers: tuple[Number, ...]
) -> NumberMatch:
    """Return the passage's number that suits best, or that conflicts, or none."""
    rated = [(compare_numbers(claimed, number), number) for number in numbers]
    for wanted in _BEST_FIRST:
        for agreement, number in rated:
            if agreement is not wanted:
                continue
            if (
                wanted in _BY_LIMITS
                and (_is_far(claimed, number) or number.unit != claimed.unit)
                and not count_same(claim, claimed, text, number)
            ):
                continue
            return NumberMatch(item, agreement, None if wanted is Agreement.APART else number)
    return NumberMatch(item, Agreement.APART, None)


def _match_meant(item: Item, claimed: Number, meant: Meant) -> NumberMatch | None:
    """Return the day or year that the passage means without writing it, where it is the claim's."""
    for number in meant.numbers:
        if compare_numbers(claimed, number) in (Agreement.SAME, Agreement.FOLLOWS):
            return NumberMatch(item, Agreement.FOLLOWS, number)
    return None


def _match_elapsed(
    claim: str, item: Item, claimed: Number, numbers: Sequence[Number], published: date | None
) -> NumberMatch | None:
    """Return the year from which "twelve years later" follows."""
    year = find_elapsed(claim, claimed, numbers, published)
    return None if year is None else NumberMatch(item, Agreement.FOLLOWS, year)


def _match_torn(item: Item, claimed: Number, text: str) -> NumberMatch | None:
    """Return the claim's very number where typesetting tore it apart: "31. 8 million", "$ 26 , 000"."""
    if not _TORN.search(text):
        return None
    for number in _read_numbers(_TORN.sub(_mend, text)):
        if compare_numbers(claimed, number) is Agreement.SAME:
            return NumberMatch(item, Agreement.SAME, number)
    return None


def _mend(torn: re.Match[str]) -> str:
    """Close the gaps in a figure, and keep the length, so that places still hold."""
    return torn.group().replace(" ", "").ljust(len(torn.group()))


def _is_far(claimed: Number, source: Number) -> bool:
    """Whether two numbers agree only because a limit is wide: then they must count the same thing."""
    low, high = sorted((abs(claimed.value), abs(source.value)))
    return claimed.unit == source.unit and high > _FAR * max(low, 1e-9)


def _token_at(tokens: tuple[Token, ...], start: int) -> int:
    for place, token in enumerate(tokens):
        if token.start + len(token.text) > start:
            return place
    return len(tokens) - 1
