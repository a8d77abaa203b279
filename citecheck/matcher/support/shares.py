"""How large a part: "most of the fire" beside "5% contained", "none" beside "two of the three"."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from citecheck.matcher.numbers.read import Number, NumberKind, read_numbers
from citecheck.matcher.support.closeread import Reading, tokenize
from citecheck.matcher.support.polarity import NEGATORS
from citecheck.models import Check


class _Part(NamedTuple):
    """What a word for a part means, in per cent."""

    low: float
    high: float


_WORDS = re.compile(
    r"\b(?:(?P<all>(?<!at )(?<!in )(?<!after )(?<!above )(?<!of )all (?!but\b|over\b|day\b|the time\b)"
    r"|every one of)"
    r"|(?P<nearly>nearly all|almost all|virtually all|the vast majority)"
    r"|(?P<most>most|(?:the|a) majority of|more than half|over half|the bulk of)"
    r"|(?P<few>few of|a minority of|less than half|fewer than half|only a few|hardly any)"
    r"|(?P<none>none of))\b(?! (?:recent|recently|likely|important|notably|famous|\w{3,}ly)\b)",
    re.IGNORECASE,
)
_SIZES = {
    "all": _Part(99.0, 100.0),
    "nearly": _Part(75.0, 100.0),
    "most": _Part(49.0, 100.0),
    "few": _Part(0.0, 50.0),
    "none": _Part(0.0, 0.5),
}
_SUPERLATIVE = re.compile(r"\b(?:the|at|its|his|her|their) (?:most)\b", re.IGNORECASE)
_OF = re.compile(r"\s+(?:out\s+)?of\s+(?:(?:the|its|his|her|their|those|these)\s+)?(?:[\w'’]+['’]s?\s+)?$")
_HELD = 0.55
"""Share of the claim's other words that the sentence with the part must hold."""


def find_other_share(reading: Reading) -> Check | None:
    """Look for a passage that gives in figures the part which the claim has as "most", "none" or the like."""
    said = _WORDS.search(reading.claim.text)
    if said is None or _SUPERLATIVE.search(reading.claim.text[: said.end()]):
        return None
    tokens = tokenize(reading.claim.text)
    kind = said.lastgroup or ""
    if kind != "none" and any(token.stem in NEGATORS for token in tokens):
        return None
    for first, past in _sentences(reading):
        if _held(reading, first, past, said) < _HELD:
            continue
        start = reading.tokens[first].start
        last = reading.tokens[past - 1]
        text = reading.text[start : last.start + len(last.text)]
        found = _shares(text)
        if len(found) != 1 or _WORDS.search(text):
            continue
        part, written = found[0]
        if not _SIZES[kind].low <= part <= _SIZES[kind].high:
            return Check("number", False, f"the article says '{said.group()}', the source says '{written}'")
    return None


def _sentences(reading: Reading) -> set[tuple[int, int]]:
    return {reading.sentence_around(at) for at in reading.at.values()}


def _held(reading: Reading, first: int, past: int, said: re.Match[str]) -> float:
    """Return the share of the claim's items, the word for the part aside, that stand in a run of tokens."""
    inside = reading.stems_in(first, past)
    total = held = 0.0
    for place, item in enumerate(reading.claim.items):
        if said.start() <= item.start < said.end():
            continue
        total += item.weight
        if place in reading.at and reading.tokens[reading.at[place]].stem in inside:
            held += item.weight
    return held / total if total else 0.0


def _shares(text: str) -> list[tuple[float, str]]:
    """Return the parts a sentence gives, in per cent, as worded: "5%", "one in five", "two of the three"."""
    numbers = [one for one in read_numbers(text) if one.kind is NumberKind.CARDINAL]
    found = [(one.value, one.phrase) for one in numbers if one.unit == "%"]
    for part, whole in pairwise(numbers):
        if _is_part(text, part, whole):
            found.append((100 * part.value / whole.value, text[part.start : whole.end]))
    return found


def _is_part(text: str, part: Number, whole: Number) -> bool:
    return (
        not part.unit
        and not whole.unit
        and 0 < part.value <= whole.value
        and _OF.match(text, part.end, whole.start) is not None
    )
