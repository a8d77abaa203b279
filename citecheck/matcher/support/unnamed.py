"""A name of the claim that a whole story never writes: the claim is about somebody or somewhere else."""

from __future__ import annotations

from collections.abc import Collection

from citecheck.matcher.lexicon import person_name, place, word
from citecheck.matcher.support.claimwords import Item, ItemKind
from citecheck.matcher.support.closeread import Reading

_TOWNS = frozenset(("city", "capital"))
_BLANK = 2
"""Signs between two names of one person, a full stop among them."""


def find_unnamed(reading: Reading, absent: Collection[Item]) -> bool:
    """Whether the claim names somebody or something that the whole text does not.

    Args:
        reading: claim and passage.
        absent: items of the claim that the whole text has not.
    """
    if reading.claim.is_headline:
        return False
    return any(_is_surely_name(item) and not _is_first_name(reading, item) for item in absent)


def _is_surely_name(item: Item) -> bool:
    """Whether an item is a name that a story about its bearer writes.

    A story may spell initials out, and leave its own country or state unsaid.
    """
    written = item.text.removesuffix("'s").removesuffix("’s")
    if item.kind is not ItemKind.NAME or not written[:1].isupper() or not written[1:].islower():
        return False
    low = written.lower()
    known_place = place(low)
    return not word(low).is_common and (known_place is None or known_place[1] in _TOWNS)


def _is_first_name(reading: Reading, item: Item) -> bool:
    """Whether an item is the first or middle name of somebody of whom a passage has the last name alone."""
    items = reading.claim.items
    behind = items.index(item) + 1
    if behind not in reading.held or not items[behind].text[0].isupper():
        return False
    gap = items[behind].start - (item.start + len(item.text))
    if gap > _BLANK or not person_name(item.text.lower()):
        return False
    before = reading.tokens[reading.at[behind] - 1] if reading.at[behind] else None
    if before is None or before.stem in reading.claim.stems or not before.text[0].isupper():
        return True
    return word(before.text.lower()).is_common  # a title: "President"
