"""What the passage has in another form than the claim: a name by its initials, "CO 2", "third quarter"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from citecheck.matcher.support.claimwords import ClaimWords, Item

_INITIALS = 0.9
"""How far "IMF" stands for "International Monetary Fund", and the other way round."""
_SMALL_WORDS = frozenset(("of", "the", "and", "for", "on", "in", "to", "&"))
_ACRONYM = re.compile(r"[A-Z]{2,6}s?")
_FORMULA = re.compile(r"([A-Za-z]{1,6})(\d{1,4})")
_QUARTERS = {"Q1": "first", "Q2": "second", "Q3": "third", "Q4": "fourth"}
_LONGEST_RUN = 8
_WIDEST_GAP = len(" of the ")
_KEPT = 256
"""Claims of which it is remembered what has other forms: each meets several passages."""


class _Having(NamedTuple):
    """Which items of a claim may stand in a passage in another form."""

    single: list[int]
    names: list[list[int]]
    """Runs of two and more."""


def find_other_forms(
    claim: ClaimWords, held: Mapping[int, float], texts: Iterable[str]
) -> dict[int, tuple[float, int]]:
    """Return which missing items a passage has in another form: place -> (how far, 0..1; word).

    Args:
        claim: what is claimed.
        held: places of the items that the passage holds as they are written.
        texts: the words and marks of the passage; read only where an item has another form.
    """
    items, having = claim.items, _having_other_forms(claim)
    single = [i for i in having.single if i not in held]
    names = [run for run in having.names if not held.keys() >= set(run)]
    if not single and not names:
        return {}
    words = list(texts)
    found: dict[int, tuple[float, int]] = {}
    for run in names:
        place = _initials_at(words, "".join(items[i].text[0] for i in run))
        if place is not None:
            found.update((i, (_INITIALS, place)) for i in run if i not in held)
    for i in single:
        other = _other_form_at(words, items[i].text)
        if other is not None:
            found[i] = other
    return found


@lru_cache(maxsize=_KEPT)
def _having_other_forms(claim: ClaimWords) -> _Having:
    single = [i for i, item in enumerate(claim.items) if _has_other_form(item)]
    return _Having(single, [run for run in _names(claim.items) if len(run) > 1])


def _has_other_form(item: Item) -> bool:
    return bool(_ACRONYM.fullmatch(item.text) or _FORMULA.fullmatch(item.text))


def _other_form_at(words: Sequence[str], written: str) -> tuple[float, int] | None:
    """Return how far a word of the passage, or the run that it opens, stands for an item, and its place."""
    if written in _QUARTERS:
        place = _pair_at(words, _QUARTERS[written], "quarter")
        return None if place is None else (1.0, place)
    if formula := _FORMULA.fullmatch(written):
        place = _pair_at(words, *formula.groups())
        return None if place is None else (1.0, place)
    place = _spelt_out_at(words, written.rstrip("s"))
    return None if place is None else (_INITIALS, place)


def _names(items: Sequence[Item]) -> list[list[int]]:
    """Return the runs of items with a capital: "International Monetary Fund"."""
    runs: list[list[int]] = []
    for i, item in enumerate(items):
        if not item.text[0].isupper():
            continue
        if runs and runs[-1][-1] == i - 1 and item.start - _end(items[i - 1]) <= _WIDEST_GAP:
            runs[-1].append(i)
        else:
            runs.append([i])
    return runs


def _end(item: Item) -> int:
    return item.start + len(item.text)


def _initials_at(words: Sequence[str], initials: str) -> int | None:
    """Return the word that is the initials of a name."""
    for i, word in enumerate(words):
        if word[0] == initials[0] and word.replace(".", "").rstrip("s") == initials:
            return i
    return None


def _spelt_out_at(words: Sequence[str], initials: str) -> int | None:
    """Return the first word of the name that the initials stand for."""
    for first, word in enumerate(words):
        if word[0] != initials[0]:
            continue
        matched = 0
        for other in words[first : first + _LONGEST_RUN]:
            if other[0] == initials[matched]:
                matched += 1
                if matched == len(initials):
                    return first
            elif other.lower() not in _SMALL_WORDS:
                break
    return None


def _pair_at(words: Sequence[str], left: str, right: str) -> int | None:
    """Return where two words stand side by side, however they are capitalised: "CO 2"."""
    left, right = left.lower(), right.lower()
    for i in range(len(words) - 1):
        if words[i].lower() == left and words[i + 1].lower() == right:
            return i
    return None
