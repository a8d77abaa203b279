"""Addresses compared, and headlines with the words of an address: what it leaves out, where it breaks off."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from urllib.parse import urlsplit

from citecheck.matcher.headlines import closed

_LEFT_OUT = closed.FUNCTION_WORDS - closed.NEGATIONS - closed.HEDGES - closed.QUANTIFIERS - closed.MODALS
"""Words that content systems drop when they make an address of a headline."""
_CUT_FROM = 40
"""Letters and digits: an address is not cut shorter than about fifty characters, hyphens and all."""
_FEWEST_WORDS = 3
_LEAST_SHARE = 0.5
"""Of the headline's letters, what an address that breaks off must have."""


class Accord(Enum):
    """How far the words of an address are those of a headline."""

    WHOLE = "whole"
    """Every content word of either is in the other, in order."""
    CUT = "cut"
    """The same as far as the address goes: it breaks off before the headline ends."""
    NONE = "none"


def address(url: str) -> str:
    """Return a URL without scheme, "www.", query and trailing slash; "" for none."""
    if not url:
        return ""
    try:
        parts = urlsplit(url.strip() if "://" in url else f"//{url.strip()}")
    except ValueError:
        return url
    return (parts.netloc.lower().removeprefix("www.") + parts.path).rstrip("/")


def vouches(words: str, forms: Iterable[str]) -> bool:
    """Say whether the words of an address are those of a headline in any of its forms (folded)."""
    return any(accord(form, words) is not Accord.NONE for form in forms)


def accord(headline: str, address: str) -> Accord:
    """Compare a headline with the words of an address.

    Small words ("to", "the", "in") may be missing from the address, and a long one may break off, even within
    a word; nothing else may differ. Spaces do not count: "3.2m" is "3 2m" there, "don't" may be "don t".

    Args:
        headline: folded words.
        address: folded words.
    """
    sought = address.replace(" ", "")
    if len(address.split()) < _FEWEST_WORDS:
        return Accord.NONE
    # How much of the address the headline's words so far account for; several where a small word may have
    # been left out or not.
    reached = {0}
    for word in headline.split():
        after = {at + len(word) for at in reached if sought.startswith(word, at)}
        if word in _LEFT_OUT:
            after |= reached
        if not after:
            return _where_cut(word, sought, reached, headline)
        reached = after
    return Accord.WHOLE if len(sought) in reached else Accord.NONE


def _where_cut(word: str, sought: str, reached: set[int], headline: str) -> Accord:
    """Say whether an address ends before or within the first word of a headline that it does not have."""
    enough = max(_CUT_FROM, _LEAST_SHARE * len(headline.replace(" ", "")))
    if len(sought) >= enough and any(word.startswith(sought[at:]) for at in reached):
        return Accord.CUT
    return Accord.NONE
