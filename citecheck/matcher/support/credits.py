"""A claim without the words that only say where it was read: ", the Herald reported on 3 May"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from citecheck.outlets import known_outlets

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DATE = (
    rf"(?:\s+(?:on|in|of)\s+(?:{_WEEKDAY}(?:,?\s+(?={_DAY}|{_MONTH}))?)?"
    rf"(?:{_DAY}\s+{_MONTH}(?:,?\s+\d{{4}})?|{_MONTH}(?:\s+{_DAY})?(?:,?\s+\d{{4}})?|\d{{4}}|(?<=day)))?"
)
_SAYS = (
    r"(?:(?:has|had|have)\s+)?(?:reports?|reported|says?|said|writes?|wrote|written|notes?|noted|adds?|added|finds?"
    r"|found|reveals?|revealed|explains?|explained|states?|stated|observes?|observed|points?\s+out|pointed\s+out"
    r"|puts?\s+it|claims?|claimed|learn(?:ed|t)|calculated|calculates)"
)
_CUE = re.compile(rf"\b(?:[Aa]ccording\s+to|reported\s+by|told|interview|{_SAYS})\b")
_END = r"(?=\s*[,.;:!?)]|\s*\Z)"
_FEWEST_WORDS = 3


def outlet_names(outlets: Iterable[str]) -> tuple[str, ...]:
    """Return every name of these outlets, the longest first, without a leading "The"."""
    found: set[str] = set()
    for name in dict.fromkeys(outlets):
        known = known_outlets().get(name)
        found.update((name, known.name, *known.aliases) if known else (name,))
    bare = {name.removeprefix("The ").removeprefix("the ") for name in found}
    return tuple(sorted((name for name in bare if name[:1].isupper()), key=lambda name: (-len(name), name)))


def without_credit(text: str, names: Sequence[str]) -> str:
    """Return a claim without its mention of the outlets that published what it says.

    Args:
        text: one sentence.
        names: what the outlets are called, from `outlet_names`.

    Returns:
        The sentence without "according to the Herald", "the Herald reported on 3 May" and the
        like, "told the Herald" as "said"; unchanged where hardly a word would be left.
    """
    if _CUE.search(text) is None:
        return text
    here = tuple(name for name in names if name in text)
    if not here:
        return text
    bare = text
    for pattern, instead in _patterns(here):
        bare = pattern.sub(instead, bare)
    bare = bare.strip()
    if bare == text or len(bare.split()) < _FEWEST_WORDS:
        return text
    return bare[0].upper() + bare[1:]


@lru_cache(maxsize=64)
def _patterns(names: tuple[str, ...]) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return what is cut out and what is put in its place, in the order in which it is done."""
    name = rf"(?:[Tt]he\s+)?(?:{'|'.join(map(re.escape, names))})(?!\w)"
    written = (
        (rf"\A(?:[Aa]ccording\s+to|[Aa]s\s+reported\s+by)\s+{name}{_DATE}\s*,\s*", ""),
        (rf"\A(?:[Aa]s\s+)?{name}\s+{_SAYS}{_DATE}\s*,\s*", ""),
        (rf"\A{name}\s+{_SAYS}{_DATE}(?:\s+that\b|\s*:)\s*", ""),
        (rf"\s*,?\s*\(?(?:as\s+)?(?:according\s+to|reported\s+by)\s+{name}{_DATE}\)?{_END}", ""),
        (rf"\s*,\s*(?:as\s+)?{name}\s+{_SAYS}{_DATE}{_END}", ""),
        (rf"\s*,\s*{_SAYS}\s+{name}{_DATE}{_END}", ""),
        (rf"\s*,?\s*\b(?:in\s+an\s+interview\s+with|speaking\s+to)\s+{name}{_DATE}{_END}", ""),
        (rf"\btold\s+{name}{_DATE}", "said"),
    )
    return tuple((re.compile(pattern), instead) for pattern, instead in written)
