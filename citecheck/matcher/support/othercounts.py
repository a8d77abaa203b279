"""A claim's figure that counts another thing in the passage: "three acts", and "Three Tall Women"."""

from __future__ import annotations

import re

from citecheck.matcher.numbers.compare import Agreement, compare_numbers
from citecheck.matcher.numbers.read import Number, NumberKind
from citecheck.matcher.support.closeread import Reading
from citecheck.matcher.support.wordstock import TELLING, likeness, stem, weight
from citecheck.models import Check

_NEXT = re.compile(r"[-\s]([^\W\d_]+)")
_SAME_THING = 0.75
_COUNTS = (NumberKind.CARDINAL, NumberKind.ORDINAL)
_AGREE = (Agreement.SAME, Agreement.FOLLOWS, Agreement.LOOSER)


def find_other_count(reading: Reading) -> Check | None:
    """Look for a number of the claim that agrees only with one that counts something else.

    The thing must be named right behind both, and the passage must give another number for the claim's thing.
    """
    for match in reading.matches:
        number, source = match.item.number, match.source
        if number is None or source is None or number.kind not in _COUNTS or match.agreement not in _AGREE:
            continue
        thing = _counted(reading.claim.text, number)
        if not thing or number.unit or source.unit or _is_same(thing, _counted(reading.text, source)):
            continue
        same = [
            other
            for other in reading.numbers
            if other.kind is number.kind and not other.unit and _counted(reading.text, other) == thing
        ]
        if same and all(compare_numbers(number, other) not in _AGREE for other in same):
            text = f"'{number.phrase} {thing}' is not in the source; it has '{same[0].phrase} {thing}'"
            return Check("number", False, text)
    return None


def _counted(text: str, number: Number) -> str:
    """Return the stem of the word right behind a number, "" where it tells little."""
    found = _NEXT.match(text, number.end)
    root = stem(found.group(1)) if found else ""
    return root if root and weight(root) >= TELLING else ""


def _is_same(thing: str, other: str) -> bool:
    return not other or likeness(thing, other) >= _SAME_THING
