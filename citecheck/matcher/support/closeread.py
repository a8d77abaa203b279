"""A claim beside one passage, item by item: what the passage holds, and where."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from itertools import chain, pairwise
from typing import NamedTuple

from citecheck.matcher.numbers.compare import Agreement, compare_numbers
from citecheck.matcher.numbers.read import Number, read_numbers
from citecheck.matcher.support.claimverb import main_verb
from citecheck.matcher.support.claimwords import ClaimWords, Item, ItemKind
from citecheck.matcher.support.counted import count_same
from citecheck.matcher.support.othernames import find_other_forms
from citecheck.matcher.support.sought import Roots, find_items, read_roots
from citecheck.matcher.support.storydates import Meant, find_elapsed, read_meaning
from citecheck.matcher.support.wordstock import stem

_TOKEN = re.compile(r"(?:United\s+(?:Kingdom|States)|Great\s+Britain)\b|\w+(?:['’.,]\w+)*|[,;:.!?—–()]")
_TORN = re.compile(r"(?:[$£€] )?\b\d{1,3}(?: ?, \d{3})+\b|[$£€] \d+(?: ?\. ?\d+)?\b|\b\d+(?: \. ?|\. )\d+\b")
"""A figure with blanks in it, as texts cut into words have them."""
_DIGIT = re.compile(r"\d")
_KEPT = 256
"""Claims and passages whose words and numbers are remembered: a claim meets many passages, and they it."""
_read_numbers = lru_cache(maxsize=_KEPT)(read_numbers)
_TOGETHER = 4
_BEST_FIRST = (Agreement.SAME, Agreement.FOLLOWS, Agreement.LOOSER, Agreement.CONFLICT, Agreement.APART)
_BY_LIMITS = (Agreement.FOLLOWS, Agreement.LOOSER)
_FAR = 1.5
_ENDS = frozenset(".!?")
_HELD_BY = {Agreement.SAME: 1.0, Agreement.FOLLOWS: 1.0, Agreement.LOOSER: 0.6}


class Token(NamedTuple):
    """One word or mark of a passage."""

    text: str
    start: int
    stem: str
    """"" for a mark."""


@dataclass(frozen=True, slots=True, eq=False)
class _Sentence:
    """The words and marks of a sentence side by side: tokens are made of those only that are looked at."""

    texts: list[str]
    starts: list[int]
    stems: list[str]
    roots: Roots

    def tokens(self, start: int = 0) -> Iterable[Token]:
        """Return its tokens, their offsets counted from `start`."""
        return map(Token, self.texts, [start + at for at in self.starts], self.stems)


class _Part(NamedTuple):
    """A sentence of a passage."""

    start: int
    """Its offset in the passage."""
    shift: int
    """Tokens of the passage before it."""
    words: _Sentence


@dataclass(frozen=True, slots=True)
class NumberMatch:
    """A number of the claim beside the passage's nearest one."""

    item: Item
    agreement: Agreement
    source: Number | None


@dataclass(frozen=True, eq=False)
class Reading:
    """A claim read beside a passage; what several checks ask of it is worked out once, when asked for."""

    claim: ClaimWords
    text: str
    parts: tuple[_Part, ...]
    numbers: tuple[Number, ...]
    """The passage's numbers; none where the claim has none."""
    held: dict[int, float]
    """Item of the claim to how far (0..1) the passage holds it."""
    at: dict[int, int]
    """Item of the claim to the token that holds it."""
    matches: tuple[NumberMatch, ...]

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The words and marks of the passage."""
        return tuple(chain.from_iterable(part.words.tokens(part.start) for part in self.parts))

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Each stem of the passage with the tokens that have it, in order; the marks are under ""."""
        places: dict[str, list[int]] = {}
        for place, token in enumerate(self.tokens):
            places.setdefault(token.stem, []).append(place)
        return places

    @cached_property
    def _ends(self) -> list[int]:
        """The tokens that are full stops or the like."""
        return [place for place in self.places.get("", ()) if self.tokens[place].text in _ENDS]

    def sentence_around(self, place: int) -> tuple[int, int]:
        """Return the run of tokens around the token `place` that no full stop cuts."""
        ends = self._ends
        before, behind = bisect_right(ends, place), bisect_left(ends, place)
        return (
            ends[before - 1] + 1 if before else 0,
            ends[behind] if behind < len(ends) else len(self.tokens),
        )

    def token_from(self, start: int) -> int | None:
        """Return the first token of the passage that begins at the offset `start` or behind it."""
        return next((place for place, token in enumerate(self.tokens) if token.start >= start), None)

    def token_of(self, number: Number) -> int:
        """Return the token of the passage with which one of its numbers begins."""
        place = self.token_from(number.start)
        return len(self.tokens) - 1 if place is None else place

    def stems_in(self, first: int, past: int) -> set[str]:
        """Return the stems of the tokens `first` to `past`, the last not included."""
        return {token.stem for token in self.tokens[first:past]}

    def absent(self, whole: Collection[int]) -> list[Item]:
        """Return the items of the claim that the passage does not hold, nor the whole text by `whole`."""
        items = enumerate(self.claim.items)
        return [item for place, item in items if place not in whole and place not in self.held]

    @cached_property
    def claim_verb(self) -> int | None:
        """The place among the claim's tokens of the word that says what happened, None where none is sure."""
        start = main_verb(self.claim.text)
        return next((i for i, token in enumerate(tokenize(self.claim.text)) if token.start == start), None)

    @cached_property
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
        pairs = set(_neighbours(tokenize(self.claim.text)))
        if not pairs:
            return self.share
        cuts = (0, *self._ends, len(self.tokens))
        sentences = (self.tokens[first:past] for first, past in pairwise(cuts))
        return max(len(pairs.intersection(_neighbours(sentence))) for sentence in sentences) / len(pairs)

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
    parts = _read_sentences(text, cuts)
    has_numbers = any(item.number is not None for item in claim.items)
    numbers = _read_numbers(text) if has_numbers else ()  # only a number asks for numbers
    meant = read_meaning(text, numbers, published)
    words = _find_items(claim, parts)
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
                at[place] = _token_at(parts, match.source.start)
            continue
        found = words.get(place)
        if found is None and item.stem in meant.words:
            found = 1.0, _token_at(parts, meant.words[item.stem])
        if found is not None:
            held[place], at[place] = found
    texts = chain.from_iterable(part.words.texts for part in parts)
    for place, found in find_other_forms(claim, held, texts).items():
        held[place], at[place] = found
    return Reading(claim, text, parts, numbers, held, at, tuple(matches))


def _read_sentences(text: str, cuts: Sequence[int]) -> tuple[_Part, ...]:
    """Return the sentences of a passage that begin at `cuts`."""
    parts: list[_Part] = []
    shift = 0
    for start, end in zip(cuts, (*cuts[1:], len(text)), strict=True):
        sentence = text[start:end].rstrip()
        words = _read_sentence(sentence)
        parts.append(_Part(start, shift, words))
        shift += len(words.texts)
    return tuple(parts)


@lru_cache(maxsize=_KEPT)
def _read_sentence(text: str) -> _Sentence:
    found = list(_TOKEN.finditer(text))
    texts = [one[0] for one in found]
    stems = [stem(written) if written[0].isalnum() else "" for written in texts]
    return _Sentence(texts, [one.start() for one in found], stems, read_roots(stems))


def _find_items(claim: ClaimWords, parts: Sequence[_Part]) -> dict[int, tuple[float, int]]:
    """Return the items that a passage holds, numbers aside: how far, and at which token."""
    found: dict[int, tuple[float, int]] = {}
    for part in parts:
        for item, (far, place) in find_items(claim, part.words.roots).items():
            if item not in found or far > found[item][0]:
                found[item] = far, part.shift + place
    return found


def read_stems(text: str) -> list[str]:
    """Return the stems of the words of a sentence in order."""
    return [root for root in _read_sentence(text).stems if root]


@lru_cache(maxsize=_KEPT)
def tokenize(text: str) -> tuple[Token, ...]:
    """Cut `text` into words and the marks that end a clause."""
    return tuple(_read_sentence(text).tokens())


def _neighbours(tokens: Sequence[Token]) -> Iterable[tuple[str, str]]:
    """Return the stems of neighbouring words, two and two."""
    return pairwise([token.stem for token in tokens if token.stem])


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
    for number in _read_torn(text):
        if compare_numbers(claimed, number) is Agreement.SAME:
            return NumberMatch(item, Agreement.SAME, number)
    return None


@lru_cache(maxsize=_KEPT)
def _read_torn(text: str) -> tuple[Number, ...]:
    """Return the numbers of a text with torn figures, the figures mended; none where no figure is torn."""
    return _read_numbers(_TORN.sub(_mend, text)) if _DIGIT.search(text) and _TORN.search(text) else ()


def _mend(torn: re.Match[str]) -> str:
    """Close the gaps in a figure, and keep the length, so that places still hold."""
    return torn.group().replace(" ", "").ljust(len(torn.group()))


def _is_far(claimed: Number, source: Number) -> bool:
    """Whether two numbers agree only because a limit is wide: then they must count the same thing."""
    low, high = sorted((abs(claimed.value), abs(source.value)))
    return claimed.unit == source.unit and high > _FAR * max(low, 1e-9)


def _token_at(parts: Sequence[_Part], start: int) -> int:
    """Return the first token of a passage that ends behind the offset `start`, the last where none does."""
    for part in parts:
        for place, (at, written) in enumerate(zip(part.words.starts, part.words.texts, strict=True)):
            if part.start + at + len(written) > start:
                return part.shift + place
    return parts[-1].shift + len(parts[-1].words.texts) - 1
