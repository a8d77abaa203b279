# ruff: noqa: SIM905  - word lists read better as text
"""Sentences among the tokens of a passage, and whether one denies."""

from __future__ import annotations

from collections.abc import Sequence

from citecheck.matcher.support.claimwords import Item
from citecheck.matcher.support.closeread import Reading, Token, tokenize
from citecheck.matcher.support.polarity import DENIALS, NEGATORS, SELDOM

_DENYING = (
    NEGATORS
    | DENIALS
    | SELDOM
    | frozenset("unable lack rumor rumour doubt unlikely barely avoid prevent neglect".split())
)

_SLIGHT = frozenset(
    "little insufficient inadequate dislike disagree absence absent drop withdraw abandon cancel falsify "
    "forge former".split()
)
"""Beside these a "not" of the claim may say the same as the passage."""


_PAIRS = frozenset((("rule", "out"), ("first", "time")))
"""Two words that do so: "arson was ruled out"; what is so "for the first time" was not before."""
_ENDS = frozenset(".!?")
_WITHOUT_REACH = 4


def denies(tokens: Sequence[Token]) -> bool:
    """Say whether any word denies."""
    for token in tokens:
        root = token.stem
        if root in _DENYING or (root.startswith("un") and len(root) > 6):
            return True
    return False


def plays_down(tokens: Sequence[Token]) -> bool:
    """Say whether any word denies, or comes near to it: "little evidence", "dropped out", "no longer"."""
    return denies(tokens) or any(
        (token.stem in _SLIGHT and (place == 0 or tokens[place - 1].stem != "a"))
        or (place > 0 and (tokens[place - 1].stem, token.text) in _PAIRS)
        for place, token in enumerate(tokens)
    )


def sentence_around(tokens: Sequence[Token], place: int) -> tuple[int, int]:
    """Return the run of tokens around `place` that no full stop cuts."""
    first = place + 1
    while first > 0 and tokens[first - 1].text not in _ENDS:
        first -= 1
    past = place
    while past < len(tokens) and tokens[past].text not in _ENDS:
        past += 1
    return first, past


def is_under_denial(reading: Reading, item: Item) -> bool:
    """Whether the claim denies something in the item's sentence: then another name beside it agrees.

    What is denied behind an aside that holds the item, between commas, is not said of it, and "without"
    denies no more than the few words behind it.
    """
    tokens = tokenize(reading.claim.text)
    at = next((i for i, token in enumerate(tokens) if token.start >= item.start), len(tokens) - 1)
    first, past = sentence_around(tokens, at)
    before = any(token.text == "," for token in tokens[first:at])
    closing = next((i for i in range(at, past) if tokens[i].text == ","), past)
    clause = range(first, closing if before else past)
    return denies([tokens[i] for i in clause if tokens[i].stem != "without" or 0 < at - i <= _WITHOUT_REACH])
