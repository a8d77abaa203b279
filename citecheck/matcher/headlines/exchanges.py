"""Two stretches of a headline that stand in one another's place: who did it to whom, who had how many."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from citecheck.matcher import lexicon
from citecheck.matcher.headlines import closed
from citecheck.matcher.headlines.tokens import Token, Words

_COORDINATORS = frozenset({"and", "or", "v", "vs", "with", "a", "the", "of", "in", "&"})
"""Between these it does not matter which of two comes first."""
_GOVERNING = frozenset(("to", "from", "over", "against", "for", "by", "on", "than", "after", "before"))
"""What parts one side from the other as a verb does."""
_LONGEST = 40
_STEM = 4
"""Letters by which a word is taken for another form of itself, where all others stay."""


class Exchange(NamedTuple):
    """Tokens `first` to `after` of both headlines, and how long the outer stretches of the cited one are."""

    first: int
    after: int
    head: int
    tail: int


def exchange(cited: Words, actual: Words) -> Exchange | None:
    """Return where two headlines differ in nothing but that two stretches around a third are exchanged.

    "Lynx beat Otters in final" and "Otters beat Lynx in final" are such; "A and B" and "B and A" are not, nor
    is one clause put before the other. Two numbers may stand side by side, as in a score.
    """
    a, b = cited.keys(), actual.keys()
    if len(a) != len(b) or len(a) > _LONGEST:
        return None
    if sorted(a) != sorted(b):
        a, b = [key[:_STEM] for key in a], [key[:_STEM] for key in b]
        if sorted(a) != sorted(b):
            return None
    differing = [at for at, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    if not differing:
        return None
    first, after = differing[0], differing[-1] + 1
    x, y = a[first:after], b[first:after]
    size = after - first
    for head in range(1, size):
        if x[:head] != y[size - head :]:
            continue
        for tail in range(1, size - head + 1):
            if x[size - tail :] == y[:tail] and x[head : size - tail] == y[tail : size - head]:
                found = Exchange(first, after, head, tail)
                return found if _matters(cited, found) else None
    return None


def _matters(words: Words, found: Exchange) -> bool:
    between = words.tokens[found.first + found.head : found.after - found.tail]
    return of_numbers(words, found) or not all(token.fold in _COORDINATORS for token in between)


def of_numbers(words: Words, found: Exchange) -> bool:
    """Say whether what is exchanged are two numbers."""
    outer = words.tokens[found.first], words.tokens[found.after - 1]
    return found.head == found.tail == 1 and all(token.number is not None for token in outer)


def role_swaps(
    cited: Words, actual: Words, matched: list[tuple[int, int]], moved: list[tuple[int, int]]
) -> set[tuple[int, int]]:
    """Return the pairs of shared names and nouns that changed sides of a verb, others coming the other way.

    Args:
        cited: the cited headline.
        actual: the outlet's.
        matched: pairs of equal tokens that stand in the same order.
        moved: pairs of equal tokens that do not.
    """
    shared = sorted(matched + moved)
    movers = [(i, j) for i, j in shared if _can_act(cited.tokens[i])]
    swapped: set[tuple[int, int]] = set()
    for va, vb in [*shared, *_numbers_of_verbs(cited, actual, shared)]:
        pivot = cited.tokens[va].fold
        if pivot in _COORDINATORS or pivot == "as" or not _governs(pivot) or _passive(cited, actual, va, vb):
            continue
        right = {(i, j) for i, j in movers if i < va and j > vb}
        left = {(i, j) for i, j in movers if i > va and j < vb}
        if right and left:
            swapped |= right | left
    return swapped


def _numbers_of_verbs(
    cited: Words, actual: Words, shared: list[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield the pairs of one verb after one and after many: "police say", "driver says"."""
    taken = {j for _, j in shared}
    free = {t.fold: j for j, t in enumerate(actual.tokens) if j not in taken}
    known = {i for i, _ in shared}
    for i, token in enumerate(cited.tokens):
        if i not in known:
            for other in (f"{token.fold}s", token.fold.removesuffix("s")):
                if other != token.fold and other in free:
                    yield i, free[other]


def _can_act(token: Token) -> bool:
    known = lexicon.word(token.fold)
    return token.fold not in closed.FUNCTION_WORDS and (not known.is_common or "n" in known.parts)


def _governs(fold: str) -> bool:
    return fold in _GOVERNING or "v" in lexicon.word(fold).parts


def _passive(cited: Words, actual: Words, va: int, vb: int) -> bool:
    """Say whether one side alone has "by" right after the pivot: "A sued by B" is "B sued A"."""
    after = [
        words.tokens[at + 1].fold if at + 1 < len(words.tokens) else ""
        for words, at in ((cited, va), (actual, vb))
    ]
    return (after[0] == "by") != (after[1] == "by")
