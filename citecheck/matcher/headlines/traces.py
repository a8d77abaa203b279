"""Which words might have to do with one another at all: asked of every pair, so it must be fast."""

from __future__ import annotations

from functools import cache, lru_cache

from citecheck.matcher import lexicon
from citecheck.matcher.headlines import closed
from citecheck.matcher.numbers.words import MONTHS

GRAMMAR = closed.MODALS | closed.FUNCTION_WORDS | closed.QUANTIFIERS
CLOSED = (
    GRAMMAR
    | closed.NEGATIONS
    | closed.PRONOUNS
    | closed.VAGUE_NUMBERS
    | closed.UNITS
    | closed.TIMES
    | MONTHS.keys()
    | closed.WEEKDAYS.keys()
)
_SOUND = (
    ("yy", "y"),
    ("iy", "y"),
    ("ij", "y"),
    ("ii", "y"),
    ("kh", "h"),
    ("ph", "f"),
    ("q", "k"),
    ("dh", "d"),
    ("gh", "g"),
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
    ("ey", "y"),
    ("ai", "ei"),
    ("zh", "j"),
    ("tz", "z"),
    ("ts", "z"),
    ("y", "i"),
)
_SHORTEST_SOUNDED = 5


def may_relate(a: str, b: str) -> bool:
    """Say whether `relations.relate` could class two folded words put in one another's place.

    True may be wrong, False never is.
    """
    return not traces(a).isdisjoint(traces(b)) or not (a.isalpha() and b.isalpha())


@lru_cache(maxsize=100_000)
def traces(fold: str) -> frozenset[str]:
    """Return marks of which two related words have at least one in common.

    They are the word, its kin and opposites, what it shortens, its sound, its ends (for a slip of the pen),
    and whether it is of a closed class or a place.
    """
    known = lexicon.word(fold)
    found = {fold, f"{fold}s", f"{fold}es", closed.ABBREVIATIONS.get(fold, fold), *opposed().get(fold, ())}
    if fold in CLOSED:
        found.add("@closed")
    if lexicon.place(fold) is not None:
        found.add("@place")
    if known.is_common:
        found |= kin(fold)
        found.update(
            fold.removeprefix(prefix) for prefix in closed.OPPOSED_PREFIXES if fold.startswith(prefix)
        )
    elif len(fold) >= _SHORTEST_SOUNDED:
        found.add(f"~{sound(fold)}")
    if len(fold) > 3:
        found |= {f"^{fold[:2]}", f"{fold[-2:]}$"}
    return frozenset(found)


@lru_cache(maxsize=50_000)
def kin(fold: str) -> frozenset[str]:
    """Return all by which a common word may relate to another: two that share none of it do not."""
    known = lexicon.word(fold)
    opposites = [y for lemma in known.lemmas for y in opposed().get(lemma, ())]
    return known.lemmas.union(known.senses, known.parents, known.derived, known.opposites, opposites)


@cache
def opposed() -> dict[str, list[str]]:
    """Return the opposites of each word that the closed list pairs."""
    found: dict[str, list[str]] = {}
    for one, other in closed.OPPOSED:
        found.setdefault(one, []).append(other)
    return found


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """Return a name as it sounds, however it is transliterated."""
    for written, heard in _SOUND:
        word = word.replace(written, heard)
    return "".join(c for i, c in enumerate(word) if i == 0 or c != word[i - 1])


def same_sound(a: str, b: str) -> bool:
    """Say whether two words are one name in two transliterations (Zelensky, Zelenskyy, Zelenskiy)."""
    if min(len(a), len(b)) < _SHORTEST_SOUNDED or lexicon.word(a).is_common or lexicon.word(b).is_common:
        return False
    return sound(a) == sound(b)
