"""How likely a story is the one that was cited: the features and the model that weighs them."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from citecheck.matcher import lexicon
from citecheck.matcher.headlines import closed
from citecheck.matcher.headlines.edits import Alignment, Difference
from citecheck.matcher.headlines.tokens import Token
from citecheck.models import EditKind

FEATURES = (
    "share_cited",
    "share_actual",
    "soft_cited",
    "soft_actual",
    "kept",
    "lost_cited",
    "lost_actual",
    "rarest_lost_cited",
    "rarest_lost_actual",
    "words_cited",
    "words_actual",
    "differences",
    "numbers",
    "dates",
    "names",
    "logic",
    "senses",
    "rewordings",
    "same_sense",
    "additions",
    "omissions",
    "longest_run",
    "moved",
    "slug",
    "slug_share",
    "slug_backs_cited",
    "slug_backs_actual",
    "date_known",
    "date_gap",
    "same_day",
    "series",
    "series_number",
    "rivals",
    "lead",
    "elsewhere",
    "series_lost",
    "bag_cited",
    "bag_actual",
    "rarest_kept",
    "alike",
    "most_alike",
    "slot",
    "names_open_cited",
    "names_open_actual",
    "numbers_open_cited",
    "numbers_open_actual",
    "names_kept",
    "numbers_kept",
    "starts_alike",
    "ends_alike",
)

_NUMBER_WEIGHT = 2.5
_COMMONEST = 1.2
_LEAST_WEIGHT = 0.1
_SAME = frozenset(
    {EditKind.TYPOGRAPHY, EditKind.SPELLING, EditKind.ABBREVIATION, EditKind.INFLECTION, EditKind.SYNONYM}
)
_LOGIC = frozenset({EditKind.NEGATION, EditKind.HEDGE, EditKind.QUANTIFIER, EditKind.OPPOSITE, EditKind.ROLE})
_NONE = dict.fromkeys(EditKind, 0)
_NAMES = frozenset({EditKind.NAME, EditKind.PLACE})


@lru_cache(maxsize=100_000)
def weight(fold: str) -> float:
    """Return how much a shared word says, about 0.1 for "the" to 5 for a word in no list."""
    if fold[:1].isdigit():
        return _NUMBER_WEIGHT
    return max(lexicon.rarity(fold) - _COMMONEST, _LEAST_WEIGHT)


@lru_cache(maxsize=100_000)
def lemmas(fold: str) -> frozenset[str]:
    """Return a folded word, its dictionary forms, and the words derived from it."""
    known = lexicon.word(fold)
    return known.lemmas | known.derived | {lexicon.american(fold)}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known about a candidate beside its headline."""

    slug: frozenset[str]
    """Words of its address."""
    days_apart: int | None
    """Days between the cited date and the story's; None where either is not known."""
    date_precision: int
    """0 where nothing is known, 1 to the year or month, 2 to the day."""
    rivals: int
    """Other stories of the outlet that share nearly as much with the citation."""
    lead: float
    """How much more of the citation's weight this one shares than the best other one."""
    elsewhere: float
    """The largest share of the citation's weight that a story of another outlet has."""
    alike: int
    """Other stories of the outlet whose headlines are much like this one: a series has many."""
    most_alike: float
    """How much like it the nearest of them is, 0..1."""
    slot: int
    """How many of them lack, too, what the citation lacks of this one: there a series is filled in anew."""


def features(found: Alignment, diffs: Sequence[Difference], around: Surroundings) -> list[float]:
    """Return the model's input, in the order of FEATURES."""
    cited, actual = found.cited.tokens, found.actual.tokens
    w_a, w_b = [weight(t.fold) for t in cited], [weight(t.fold) for t in actual]
    sum_a, sum_b = sum(w_a) or 1.0, sum(w_b) or 1.0
    pairs = found.matched + found.moved if found.moved else found.matched
    shared = [w_a[i] for i, _ in pairs]
    kept, kept_b = sum(shared), sum([w_b[j] for _, j in pairs])
    open_a = set(range(len(cited))).difference([i for i, _ in pairs])
    open_b = set(range(len(actual))).difference([j for _, j in pairs])
    soft = soft_b = 0.0
    counts = _NONE.copy()
    for d in diffs:
        counts[d.kind] += 1
        if d.kind in _SAME:
            soft += sum(w_a[i] for i in range(d.a0, d.a1) if i in open_a)
            soft_b += sum(w_b[j] for j in range(d.b0, d.b1) if j in open_b)
            open_a.difference_update(range(d.a0, d.a1))
            open_b.difference_update(range(d.b0, d.b1))
    lost, lost_b = sum(w_a[i] for i in open_a), sum(w_b[j] for j in open_b)
    backs_cited, backs_actual = _slug_backing(open_a, open_b, cited, actual, w_a, w_b, around.slug)
    bag_a, bag_b = _bags(found, open_a, open_b, w_a, w_b, around.slug)
    return [
        kept / sum_a,
        kept_b / sum_b,
        (kept + soft) / sum_a,
        (kept_b + soft_b) / sum_b,
        kept + soft,
        lost,
        lost_b,
        max((w_a[i] for i in open_a), default=0.0),
        max((w_b[j] for j in open_b), default=0.0),
        float(len(cited)),
        float(len(actual)),
        float(len(diffs)),
        float(counts[EditKind.NUMBER]),
        float(counts[EditKind.DATE]),
        float(sum(counts[k] for k in _NAMES)),
        float(sum(counts[k] for k in _LOGIC)),
        float(counts[EditKind.SENSE]),
        float(counts[EditKind.REWORDING]),
        float(sum(counts[k] for k in _SAME)),
        float(counts[EditKind.ADDITION]),
        float(counts[EditKind.OMISSION]),
        _longest_run(found.matched) / max(len(cited), 1),
        float(len(found.moved)),
        float(bool(around.slug)),
        sum(w for w, t in zip(w_a, cited, strict=True) if t.fold in around.slug) / sum_a
        if around.slug
        else -1.0,
        backs_cited,
        backs_actual,
        float(around.date_precision),
        -1.0 if around.days_apart is None else math.log1p(around.days_apart),
        float(around.days_apart is not None and around.days_apart <= 1 and around.date_precision == 2),
        float(sum(1 for i, _ in found.matched if cited[i].fold in closed.SERIES)),
        float(_series_number(found, diffs)),
        float(around.rivals),
        around.lead,
        around.elsewhere,
        float(
            sum([1 for i in open_a if cited[i].fold in closed.SERIES])
            + sum([1 for j in open_b if actual[j].fold in closed.SERIES])
        ),
        (kept + bag_a) / sum_a,
        (kept_b + bag_b) / sum_b,
        max(shared, default=0.0),
        float(around.alike),
        around.most_alike,
        float(around.slot),
        *_open(cited, open_a, actual, open_b),
        float(sum([1 for i, _ in pairs if _is_named(cited[i])])),
        float(sum([1 for i, _ in pairs if cited[i].number is not None])),
        _starts_alike(found) / max(len(cited), 1),
        _ends_alike(found) / max(len(cited), 1),
    ]


def _is_named(token: Token) -> bool:
    """Say whether a word is in no dictionary but as a name."""
    return token.number is None and not lexicon.word(token.fold).is_common


def _open(
    cited: tuple[Token, ...], open_a: set[int], actual: tuple[Token, ...], open_b: set[int]
) -> tuple[float, float, float, float]:
    """Count the unmatched names, cited and actual, and the unmatched numbers."""
    a, b = [cited[i] for i in open_a], [actual[j] for j in open_b]
    return (
        float(sum([1 for t in a if _is_named(t)])),
        float(sum([1 for t in b if _is_named(t)])),
        float(sum([1 for t in a if t.number is not None])),
        float(sum([1 for t in b if t.number is not None])),
    )


def _starts_alike(found: Alignment) -> int:
    """Count the tokens that both headlines begin with."""
    count = 0
    for pair in found.matched:
        if pair != (count, count):
            break
        count += 1
    return count


def _ends_alike(found: Alignment) -> int:
    """Count the tokens that both headlines end with."""
    count, last = 0, (len(found.cited.tokens) - 1, len(found.actual.tokens) - 1)
    for pair in reversed(found.matched):
        if pair != (last[0] - count, last[1] - count):
            break
        count += 1
    return count


def _bags(
    found: Alignment,
    open_a: set[int],
    open_b: set[int],
    w_a: list[float],
    w_b: list[float],
    slug: frozenset[str],
) -> tuple[float, float]:
    """Return the unmatched weight, cited and actual, that has kin anywhere on the other side."""
    cited, actual = found.cited.tokens, found.actual.tokens
    kin_a = frozenset().union(*[lemmas(t.fold) for t in cited]) if open_b else frozenset()
    kin_b = frozenset[str]()
    if open_a:
        kin_b = frozenset().union(*[lemmas(t.fold) for t in actual], *[lemmas(w) for w in slug])
    in_a = sum([w_a[i] for i in open_a if not kin_b.isdisjoint(lemmas(cited[i].fold))])
    return in_a, sum([w_b[j] for j in open_b if not kin_a.isdisjoint(lemmas(actual[j].fold))])


def _slug_backing(
    open_a: set[int],
    open_b: set[int],
    cited: tuple[Token, ...],
    actual: tuple[Token, ...],
    w_a: list[float],
    w_b: list[float],
    slug: frozenset[str],
) -> tuple[float, float]:
    """Return the shares of unmatched weight, cited and actual, that the address has; -1 for none."""
    if not slug:
        return -1.0, -1.0
    lost_a = sum(w_a[i] for i in open_a)
    lost_b = sum(w_b[j] for j in open_b)
    in_a = sum(w_a[i] for i in open_a if cited[i].fold in slug)
    in_b = sum(w_b[j] for j in open_b if actual[j].fold in slug)
    return (in_a / lost_a if lost_a else -1.0), (in_b / lost_b if lost_b else -1.0)


def _longest_run(matched: list[tuple[int, int]]) -> int:
    best = run = 0
    before = (-2, -2)
    for i, j in matched:
        run = run + 1 if (i, j) == (before[0] + 1, before[1] + 1) else 1
        best = max(best, run)
        before = (i, j)
    return best


def _series_number(found: Alignment, diffs: Sequence[Difference]) -> int:
    """Count replaced numbers and dates with a series word beside them: "day 94", "stage 8"."""
    tokens = found.cited.tokens
    count = 0
    for d in diffs:
        if d.kind in (EditKind.NUMBER, EditKind.DATE) and d.a0 < d.a1 and d.b0 < d.b1:
            beside = tokens[max(d.a0 - 1, 0) : d.a1 + 1]
            count += any(t.fold in closed.SERIES for t in beside)
    return count


def days_between(cited: str | None, published: str | None) -> tuple[int | None, int]:
    """Return the days between two partial ISO dates and how exactly that is known (0, 1, 2).

    Where one gives only a year or month, the nearest day it allows counts.
    """
    first, second = _span(cited), _span(published)
    if first is None or second is None:
        return None, 0
    gap = max((second[0] - first[1]).days, (first[0] - second[1]).days, 0)
    return gap, 2 if first[0] == first[1] and second[0] == second[1] else 1


@lru_cache(maxsize=20_000)
def _span(partial: str | None) -> tuple[date, date] | None:
    from citecheck.models import Window

    window = Window.of(partial) if partial else None
    if window is None or window.start is None or window.end is None:
        return None
    return window.start, window.end


class Model:
    """Boosted trees as flat lists: a node's feature, threshold and two successors, or a leaf's value."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        """Take what train.py wrote: "roots", "feature", "threshold", "left", "right", "leaf" and "gate".

        A successor below zero is the leaf of that number, counted from -1. The gate is a number of trees and
        a sum: where these trees add up to less, the others are not asked, for they never made it likely.
        """
        after, self._gate = data["gate"]
        self._first: list[int] = data["roots"][: int(after)]
        self._rest: list[int] = data["roots"][int(after) :]
        self._nodes: list[tuple[int, float, int, int]] = list(
            zip(data["feature"], data["threshold"], data["left"], data["right"], strict=True)
        )
        self._leaf: list[float] = data["leaf"]

    def probability(self, row: Sequence[float]) -> float:
        """Return the probability, 0..1, that the story with these features is the one cited."""
        total = self._sum(self._first, row)
        if total >= self._gate:
            total += self._sum(self._rest, row)
        return 1 / (1 + math.exp(-max(min(total, 30.0), -30.0)))

    def _sum(self, roots: list[int], row: Sequence[float]) -> float:
        nodes, leaf = self._nodes, self._leaf
        total = 0.0
        for at in roots:
            while at >= 0:
                feature, threshold, left, right = nodes[at]
                at = left if row[feature] <= threshold else right
            total += leaf[-at - 1]
        return total


@cache
def model() -> Model:
    """Return the model that ships with citecheck."""
    text = files("citecheck.matcher").joinpath("data", "identity.json").read_text(encoding="utf-8")
    return Model(json.loads(text))
