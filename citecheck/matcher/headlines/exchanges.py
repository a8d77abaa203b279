"""Two stretches of a headline that stand in one another's place: who did it to whom, who had how many."""

from __future__ import annotations

from typing import NamedTuple

from citecheck.matcher.headlines.tokens import Words

_COORDINATORS = frozenset({"and", "or", "v", "vs", "with", "as", "a", "the", "of", "in", "&"})
"""Between these it does not matter which of two comes first."""
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
