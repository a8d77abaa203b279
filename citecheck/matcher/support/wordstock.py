"""Words as the support judge sees them: brought to a stem, weighed, and likened to each other."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

from citecheck.matcher.lexicon import american, place, shape, word

_DOUBLE = r"(?:United\s+(?:Kingdom|States)|Great\s+Britain)\b"
"""The names of two words that are one word here."""
WORD = re.compile(_DOUBLE + r"|\w+(?:['’.,]\w+)*")
_KEPT_STEMS = 300_000
_SAME_ROOT = 0.9
_SAME_SENSE = 0.8
_KIND_OF = 0.6
"""How far a word stands for one of its root, for one of its sense, for its own kind ("car": "vehicle")."""
_CAPITAL = 0.8
"""How far "Kyiv" stands for "Ukraine"."""
_ANCHORED = 5
"""Letters a shared beginning must have to say that two words are forms of one."""
_SHORT = {"US": "@US", "U.S": "@US", "U.S.A": "@US", "UK": "@GB", "U.K": "@GB"}
_ALSO_COMMON = frozenset(("turkey", "china", "polish", "chad", "jersey", "guinea"))
_CLITICS = ("'s", "'re", "'ve", "'ll", "'d", "'m", "s'")
_SUFFIXES = (("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""))
_ENDINGS = (
    ("ies", "y"),
    ("ied", "y"),
    ("s", ""),
    ("es", ""),
    ("ed", "e"),
    ("ed", ""),
    ("ing", "e"),
    ("ing", ""),
)
"""What is cut off a form and put in its place where the dictionary must know the result."""
_SHORTEST = 4
"""Letters that must be left."""


_BRITISH = re.compile(r"([iy])s(e[ds]?|ing|ations?)$")
"""The end of "authorises" and "visualisation", which no list of words has."""
_MARKED = re.compile("[\u00c0-\u024f]")
"""Latin letters beside the plain ones."""
_UNMARKED = {
    sign: base
    for sign in map(chr, range(0xC0, 0x250))
    if (base := unicodedata.normalize("NFKD", sign)[:1]).isascii() and base.isalpha()
} | {"ø": "o", "ł": "l", "đ": "d", "ı": "i"}


def unmark(text: str) -> str:
    """Return `text` without the marks on its Latin letters, letter for letter: "Niño" gives "Nino"."""
    return text if text.isascii() else _MARKED.sub(_without_mark, text)


def _without_mark(found: re.Match[str]) -> str:
    return _UNMARKED.get(found[0], found[0])


def find_words(text: str) -> list[str]:
    """Return the words and figures of `text` in order, as written."""
    return WORD.findall(text)


class _Stems(dict[str, str]):
    """Word as written to stem, filled as words come."""

    def __missing__(self, written: str) -> str:
        if len(self) > _KEPT_STEMS:
            self.clear()
        self[written] = found = _find_stem(written)
        return found


_STEMS = _Stems()
stem = _STEMS.__getitem__
"""Return what a word as written has in common with its other forms: "killed" and "kills" give "kill"."""


def find_stems(text: str) -> frozenset[str]:
    """Return the stems of the words and figures of `text`."""
    return frozenset(map(stem, find_words(text)))


def _find_stem(written: str) -> str:
    if written in _SHORT:
        return _SHORT[written]
    low = unmark(written.lower())
    if not low.isalpha():
        if " " in written or "\n" in written:
            return "@US" if written.endswith("States") else "@GB"
        low = low.replace("’", "'")
        if low[0].isdigit():
            return _figure(low)
        low = low.replace(".", "")
        if low.endswith("n't"):
            return "not"
        low = low.partition("'")[0] if low.endswith(_CLITICS) else low
    if (where := _place_group(low, written[0].isupper())) is not None:
        return where
    spelt = american(low)
    lemmas, parts = shape(spelt)
    if not parts:
        spelt, (lemmas, parts) = low, shape(low)
    others = [lemma for lemma in lemmas if lemma != low]
    if others:
        return min(others, key=lambda lemma: (len(lemma), lemma))
    if parts:
        return spelt
    low = _BRITISH.sub(r"\1z\2", low)
    if (known := _known_form(low)) and not (written[0].isupper() and low.endswith(("ing", "ed"))):
        return known
    for suffix, instead in _SUFFIXES:
        if written[0].isupper() and suffix in ("ing", "ed"):
            continue  # a name: "Reading", "Mohammed"
        if low.endswith(suffix) and len(low) - len(suffix) >= 4:
            return low[: -len(suffix)] + instead
    return low


def _known_form(low: str) -> str | None:
    """Return the dictionary's word of which this is a form that it does not list: "mishandling"."""
    for suffix, instead in _ENDINGS:
        if low.endswith(suffix) and len(low) - len(suffix) >= _SHORTEST:
            lemmas, parts = shape(low[: -len(suffix)] + instead)
            if parts and parts not in ("P", "?"):
                return min(lemmas, key=lambda lemma: (len(lemma), lemma))
    return None


def is_form_of_common(low: str) -> bool:
    """Whether a word that the dictionary does not list is a form of one that it does, and no name."""
    return _known_form(low) is not None


def _place_group(low: str, capital: bool) -> str | None:
    """Return one stem for a country and its people, the same with a "*" for its capital."""
    found = place(low) or (place(low[:-1]) if low.endswith("s") else None)
    if (
        found is None
        or found[1] not in ("country", "people", "capital")
        or (low in _ALSO_COMMON and not capital)
    ):
        return None
    return "@" + found[0]


def _figure(low: str) -> str:
    """Fold "6,000" to "6000" and "21st" to "21"."""
    low = low.replace(",", "").removesuffix("'s")
    for suffix in ("st", "nd", "rd", "th"):
        if low.endswith(suffix) and low[:-2].isdigit():
            return low[:-2]
    return low


TELLING = 1.3
"""Weight from which a word tells something; commoner ones ("the", "was") are no part of what is claimed."""


@lru_cache(maxsize=50_000)
def weight(root: str) -> float:
    """Return how much it tells that a text holds this stem: 0 for "the", 6 for a word in no list."""
    if len(root) == 1 and not root.isdigit():
        return 0.0
    if root.startswith("@"):
        return 2.8
    return word(root).rarity


@lru_cache(maxsize=20_000)
def kin(root: str) -> dict[str, float]:
    """Return the stems of the same root as this one, each with how far (0..1) it stands for it."""
    if root.startswith("@"):
        return {root[:-1] if root.endswith("*") else root + "*": _CAPITAL}
    found = {stem(other): _SAME_ROOT for other in word(root).derived}
    for group in _groups().get(root, ()):
        for other in group:
            found.setdefault(other, _SAME_SENSE)
    found.pop(root, None)
    return found


@cache
def _groups() -> dict[str, list[frozenset[str]]]:
    """Return, for each stem, the groups of news words that may stand for each other."""
    text = files("citecheck.matcher").joinpath("data", "support_groups.txt").read_text(encoding="utf-8")
    groups: dict[str, list[frozenset[str]]] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            group = frozenset(map(stem, line.split()))
            for root in group:
                groups.setdefault(root, []).append(group)
    return groups


@lru_cache(maxsize=200_000)
def likeness(left: str, right: str) -> float:
    """Return how far (0..1) one stem may stand for another: same root, shared sense, or kind of."""
    if left == right:
        return 1.0
    if (far := kin(left).get(right) or kin(right).get(left)) is not None:
        return far
    if _share_beginning(left, right):
        return _SAME_ROOT
    first, second = word(left), word(right)
    if first.senses & second.senses:
        return _SAME_SENSE
    if first.senses & second.parents or first.parents & second.senses:
        return _KIND_OF
    return 0.0


def beginning(root: str) -> str:
    """Return the first letters, which two forms of one word share."""
    return root[:_ANCHORED]


def _share_beginning(left: str, right: str) -> bool:
    """Whether one looks like a form of the other: "agree" and "agreement", "Zelensky" and "Zelenskiy"."""
    if left[:_ANCHORED] != right[:_ANCHORED]:
        return False
    shorter, longer = (left, right) if len(left) <= len(right) else (right, left)
    if len(shorter) < _ANCHORED or not shorter.isalpha() or len(longer) - len(shorter) > 4:
        return False
    return longer.startswith(shorter[: max(_ANCHORED, len(shorter) - 1)])


@cache
def _own_opposites() -> dict[str, frozenset[str]]:
    text = files("citecheck.matcher").joinpath("data", "support_opposites.txt").read_text(encoding="utf-8")
    pairs: dict[str, frozenset[str]] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            left, right = (frozenset(map(stem, side.split())) for side in line.split("|"))
            for group, other in ((left, right), (right, left)):
                for root in group:
                    pairs[root] = pairs.get(root, frozenset()) | other
    return pairs


@lru_cache(maxsize=20_000)
def opposites(root: str) -> frozenset[str]:
    """Return the stems that say the opposite of this one."""
    own = _own_opposites().get(root, frozenset())
    return own | frozenset(stem(other) for other in word(root).opposites)
