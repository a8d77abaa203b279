# ruff: noqa: SIM905  - word lists read better as text
"""A claim as the items that a passage must bring: its telling words, names and numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import NamedTuple

from citecheck.matcher.lexicon import person_name, word
from citecheck.matcher.lexicon import rarity as how_rare
from citecheck.matcher.numbers.read import Number, NumberKind, read_numbers
from citecheck.matcher.support.wordstock import TELLING, is_form_of_common, kin, stem, weight

_TOKEN = re.compile(r"(?:United\s+(?:Kingdom|States)|Great\s+Britain)\b|\w+(?:['’.,]\w+)*")
_FILLERS = frozenset(
    "somehow actually really honestly finally basically literally simply truly apparently obviously "
    "clearly yeah okay well anyway hopefully sadly luckily alongside during meanwhile however moreover "
    "despite although because unless whereas while whilst against between among amongst amid through "
    "throughout within without until since after before though whether toward towards upon besides beyond "
    "concerning regarding not nor never neither cannot nobody nothing nowhere none therefore thus hence "
    "into onto otherwise indeed perhaps maybe furthermore nevertheless nonetheless than lrb rrb lsb "
    "rsb".split()
)
"""What a writer adds in passing, and the words of grammar: no source need say them."""
_ONLY = re.compile(r"\b(?:only|just)\s+$", re.IGNORECASE)
_COUNTING = re.compile(r"(?:and|but)?\s*", re.IGNORECASE)
"""What may stand before the "second," by which a writer counts his points."""
_NUMBER_WEIGHT = 5.0
_SMALL_WEIGHT = 3.0
_SMALL = 12
_RARE = 2.4
_KEPT_CLAIMS = 256
_NAMELIKE_SHARE = 0.75
"""Where more than this share of the longer words is capitalised, capitals (a headline's) say nothing."""


class ItemKind(StrEnum):
    """What sort of thing an item is."""

    WORD = "word"
    NAME = "name"
    NUMBER = "number"


class Item(NamedTuple):
    """One thing the claim says."""

    text: str
    start: int
    kind: ItemKind
    stem: str
    weight: float
    number: Number | None = None


@dataclass(frozen=True, eq=False)
class ClaimWords:
    """A claim, read; each is itself alone, so that what is worked out of it can be remembered."""

    text: str
    items: tuple[Item, ...]
    total: float
    """Sum of the weights."""
    keys: dict[str, tuple[tuple[int, float], ...]] = field(default_factory=dict)
    """Stem to the items it stands for: (place in `items`, how far)."""
    is_headline: bool = False
    """Whether most words have a capital, as in a headline, or none has: then capitals tell no names."""

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of its items; a number's is ""."""
        return frozenset(item.stem for item in self.items)


@lru_cache(maxsize=_KEPT_CLAIMS)
def read_claim(text: str) -> ClaimWords:
    """Read the items of a claim; each word counts once. A claim meets many stories: the last few are kept."""
    numbers = [number for number in read_numbers(text) if not _is_idle(number, text)]
    headline_case = _is_headline_case(text)
    uncased = text == text.lower()
    items = [
        Item(number.text, number.start, ItemKind.NUMBER, "", _weigh(number), number) for number in numbers
    ]
    seen: set[str] = set()
    covered = [(_opening(text, number), number.end) for number in numbers]
    for match in _TOKEN.finditer(text):
        if covered and any(start < match.end() and match.start() < end for start, end in covered):
            continue
        root = stem(match.group())
        if root in seen or root in _FILLERS or weight(root) < TELLING:
            continue
        rarity = min(weight(root), how_rare(match.group().lower()))
        if rarity < TELLING:
            continue
        if text[max(0, match.start() - 6) : match.start()].lower() == "covid-":
            continue  # "COVID-19" is the name of one disease
        seen.add(root)
        kind = ItemKind.NAME if _is_name(text, match, headline_case, uncased) else ItemKind.WORD
        items.append(Item(match.group(), match.start(), kind, root, rarity))
    items.sort(key=lambda item: item.start)
    return ClaimWords(
        text, tuple(items), sum(item.weight for item in items), _keys(items), headline_case or uncased
    )


def _opening(text: str, number: Number) -> int:
    """Return where the words that bound a number begin: "more than" is no claim of its own."""
    start = number.end - len(number.phrase)
    return start if 0 <= start < number.start and text[start : number.end] == number.phrase else number.start


def _weigh(number: Number) -> float:
    """Return the weight of a number: "four" stands in any text, "6,000" does not."""
    return _NUMBER_WEIGHT if number.value > _SMALL else _SMALL_WEIGHT


def _is_idle(number: Number, text: str) -> bool:
    """Whether the number says little: a bare "one" or "first", but not "only one"; the writer's "second,"."""
    if (
        number.kind is NumberKind.ORDINAL
        and _COUNTING.fullmatch(text[: number.start])
        and text[number.end : number.end + 1] in (",", ":")
    ):
        return True
    if _ONLY.search(text[max(0, number.start - 12) : number.start]):
        return False
    return (
        number.value <= 1
        and number.text.isalpha()
        and number.kind in (NumberKind.CARDINAL, NumberKind.ORDINAL)
    )


def _is_headline_case(text: str) -> bool:
    longer = [token for token in _TOKEN.findall(text) if len(token) > 3]
    return len(longer) > 3 and sum(token[0].isupper() for token in longer) > _NAMELIKE_SHARE * len(longer)


def _is_name(text: str, match: re.Match[str], headline_case: bool, uncased: bool) -> bool:
    token = match.group()
    if uncased:
        return _is_rare(token) and not token.isdigit()
    if not token[0].isupper():
        return False
    before = text[: match.start()].rstrip().rstrip("\"'“‘(").rstrip()
    opens = not before or before[-1] in ".!?:"
    if opens or headline_case:
        return _is_rare(token.lower())
    return True


def _is_rare(low: str) -> bool:
    """Whether a word in lower case is likely a name: no common word, and not as frequent as "during"."""
    bare = low.removesuffix("'s").removesuffix("’s")
    known = word(bare)
    if not known.parts and is_form_of_common(bare):
        return False
    return not known.is_common and (known.rarity >= _RARE or bool(person_name(bare)))


def _keys(items: list[Item]) -> dict[str, tuple[tuple[int, float], ...]]:
    keys: dict[str, dict[int, float]] = {}
    for place, item in enumerate(items):
        if item.number is not None:
            for form in _forms(item.number):
                keys.setdefault(form, {})[place] = 1.0
            continue
        keys.setdefault(item.stem, {})[place] = 1.0
        for other, strength in kin(item.stem).items():
            known = keys.setdefault(other, {})
            known[place] = max(strength, known.get(place, 0.0))
    return {root: tuple(places.items()) for root, places in keys.items()}


def _forms(number: Number) -> set[str]:
    """The stems by which a number is first looked for; its value is compared later."""
    digits = f"{number.value:.0f}" if number.value == int(number.value) else f"{number.value}"
    whole = stem(number.text) if _TOKEN.fullmatch(number.text) else ""
    return {digits, whole} - {""}
