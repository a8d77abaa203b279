"""What the matcher knows of words: how common, what kind, and how two of them relate.

The lists are generated (training/headline/make_lexicon.py) and sorted, so that a word is found by halving in
the raw bytes: nothing is parsed before it is asked for.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

UNKNOWN_RARITY = 6.0
"""Rarity of a word that no list holds: rarer than one in a million."""
_TOP_ZIPF = 7.5
_MANY = 400
"""Words asked for after which one pass over the file is cheaper than more searches."""


class SortedTable:
    """A file of sorted, tab-separated lines, searched without being parsed."""

    def __init__(self, name: str) -> None:
        """Read the file `name` of citecheck/matcher/data."""
        raw = files("citecheck.matcher").joinpath("data", name).read_bytes()
        self._data = raw[raw.index(b"\n") + 1 :]
        self._asked = 0
        self._lines: dict[str, str] | None = None

    def get(self, key: str) -> str | None:
        """Return what follows `key` and a tab on its line, or None."""
        if self._lines is not None:
            return self._lines.get(key)
        self._asked += 1
        if self._asked > _MANY:
            pairs = (line.partition("\t") for line in self._data.decode().rstrip("\n").split("\n"))
            self._lines = {word: rest for word, _, rest in pairs}
            return self._lines.get(key)
        return self._search(key.encode())

    def _search(self, wanted: bytes) -> str | None:
        low, high = 0, len(self._data)
        while low < high:
            start = self._data.rfind(b"\n", 0, (low + high) // 2) + 1
            start = max(start, low)
            end = self._data.find(b"\n", start)
            line = self._data[start:end]
            word = line[: line.find(b"\t")]
            if word == wanted:
                return line[len(word) + 1 :].decode()
            if word < wanted:
                low = end + 1
            else:
                high = start
        return None


class Word(NamedTuple):
    """One word of the dictionary."""

    rarity: float
    """0 for the commonest words to 6 for those in no list, in powers of ten."""
    parts: str
    """Parts of speech (n, v, a, r), "P" where it is only a proper name, "?" where the kind is not known."""
    fields: frozenset[int]
    """WordNet's lexicographer files of its first senses (18 person, 28 time …)."""
    lemmas: frozenset[str]
    senses: frozenset[str]
    parents: frozenset[str]
    opposites: frozenset[str]
    derived: frozenset[str]

    @property
    def is_common(self) -> bool:
        """Whether the word stands in a dictionary as other than a name."""
        return self.parts not in ("P", "?", "")


_NOTHING: frozenset[str] = frozenset()
_UNKNOWN = Word(UNKNOWN_RARITY, "", frozenset(), _NOTHING, _NOTHING, _NOTHING, _NOTHING, _NOTHING)


@cache
def _table(name: str) -> SortedTable:
    return SortedTable(name)


@lru_cache(maxsize=60_000)
def word(fold: str) -> Word:
    """Return what is known of a folded word; an unknown one has no parts of speech."""
    row = _table("words.tsv").get(fold)
    if row is None:
        return _UNKNOWN
    fields_given = row.split("\t")
    frequency, lemmas, kind, senses, parents, opposites, derived, *_ = (*fields_given, "", "", "", "", "", "")
    parts, _, numbers = kind.partition(":")
    return Word(
        _rarity(frequency),
        parts,
        frozenset(map(int, numbers.split("."))) if numbers else frozenset(),
        frozenset(lemmas.split()) | {fold},
        frozenset(senses.split()),
        frozenset(parents.split()),
        frozenset(opposites.split()),
        frozenset(derived.split()),
    )


def shape(fold: str) -> tuple[list[str], str]:
    """Return the lemmas and the parts of speech of a folded word, without reading the rest of its line."""
    row = _table("words.tsv").get(fold)
    if row is None:
        return [], ""
    _, lemmas, kind, *_ = (*row.split("\t", 3), "", "")
    return [*lemmas.split(), fold], kind.partition(":")[0]


def rarity(fold: str) -> float:
    """Return how rare a folded word is, 0 to 6 in powers of ten; digits count as rare names do."""
    row = _table("words.tsv").get(fold)
    return UNKNOWN_RARITY if row is None else _rarity(row.partition("\t")[0])


def _rarity(zipf_tenths: str) -> float:
    return max(_TOP_ZIPF - int(zipf_tenths) / 10, 0.0)


@cache
def _places() -> dict[str, tuple[str, str]]:
    text = files("citecheck.matcher").joinpath("data", "places.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines()[1:])
    return {name: (group, kind) for name, group, kind in rows}


def place(fold: str) -> tuple[str, str] | None:
    """Return (group, kind) of a folded place, people or adjective of place; one group is one place.

    Kinds: country, region, people, capital, city, state, area. A capital's group is its country's and a "*".
    """
    return _places().get(fold)


@cache
def _names() -> dict[str, str]:
    text = files("citecheck.matcher").joinpath("data", "names.tsv").read_text(encoding="utf-8")
    return dict(line.split("\t") for line in text.splitlines()[1:])


def person_name(fold: str) -> str:
    """Return "f", "m" and "l" (female, male, last name) as far as they apply to a folded word."""
    return _names().get(fold, "")


@cache
def _spellings() -> dict[str, str]:
    text = files("citecheck.matcher").joinpath("data", "spelling.tsv").read_text(encoding="utf-8")
    return dict(line.split("\t") for line in text.splitlines()[1:])


def american(fold: str) -> str:
    """Return the American spelling of a folded British one; any other word as it is."""
    return _spellings().get(fold, fold)
