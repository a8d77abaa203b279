"""How one word relates to another put in its place."""

from __future__ import annotations

from functools import lru_cache

from citecheck.matcher import lexicon
from citecheck.matcher.headlines import closed
from citecheck.matcher.headlines.tokens import Token
from citecheck.matcher.headlines.traces import CLOSED, GRAMMAR, kin, may_relate, same_sound
from citecheck.matcher.numbers.words import MONTHS
from citecheck.models import EditKind

PERSON, GROUP, LOCATION, QUANTITY, TIME = 18, 14, 15, 23, 28
_NOUN_FILES = range(3, 29)
_LITTLE = closed.FUNCTION_WORDS - {w for pair in closed.OPPOSED for w in pair} - {"as", "new", "us"}
"""Words that relate to no word of an open class."""
_DAYS = (closed.WEEKDAYS.keys() | MONTHS.keys()) - {"may", "march", "mar", "sun", "wed", "sat"}


def relate(cited: Token, actual: Token, *, names: bool) -> EditKind | None:
    """Class the replacement of one token by another.

    Args:
        cited: the article's token.
        actual: the outlet's token, with another key.
        names: whether both stand where proper names stand (by their capitals or the lists).

    Returns:
        The kind, or None where the two have nothing to do with each other.
    """
    if cited.number is not None or actual.number is not None:
        return _relate_numbers(cited, actual)
    if cited.fold == actual.fold:
        # In other languages than English two words may play the part of one.
        return EditKind.FUNCTION_WORD if cited.fold in closed.FUNCTION_WORDS else EditKind.SYNONYM
    if not may_relate(cited.fold, actual.fold):
        return None
    return relate_words(cited.fold, actual.fold, names)


def _relate_numbers(cited: Token, actual: Token) -> EditKind | None:
    if cited.number is None or actual.number is None:
        word = cited.fold if cited.number is None else actual.fold
        number = actual if cited.number is None else cited
        if word in closed.VAGUE_NUMBERS or word in closed.QUANTIFIERS:
            return EditKind.NUMBER
        if number.fold == "1" and word in ("a", "an"):
            return EditKind.FUNCTION_WORD
        return None
    if cited.number == actual.number:
        if cited.unit and actual.unit:
            return EditKind.TYPOGRAPHY if cited.unit == actual.unit else EditKind.NUMBER
        if "th" in (cited.unit, actual.unit):
            return EditKind.NUMBER if cited.number < 30 else EditKind.TYPOGRAPHY
        return EditKind.TYPOGRAPHY
    return EditKind.NUMBER


@lru_cache(maxsize=100_000)
def relate_words(a: str, b: str, names: bool) -> EditKind | None:
    """Class the replacement of one folded word by another; see `relate`."""
    if a in CLOSED or b in CLOSED:
        kind = _closed_class(a, b) or _calendar(a, b)
        if kind is not None:
            return kind
        if a in _LITTLE or b in _LITTLE:
            return None
    elif (a, b) in closed.OPPOSED:
        return EditKind.OPPOSITE
    kind = _place(a, b)
    if kind is not None:
        return kind
    if closed.ABBREVIATIONS.get(a) == b or closed.ABBREVIATIONS.get(b) == a:
        return EditKind.ABBREVIATION
    if not (a.isalpha() and b.isalpha()) and any(c.isdigit() for c in a + b):
        return _with_digits(a, b)
    if same_sound(a, b):
        return EditKind.SPELLING
    return _open_class(a, b, names)


def _closed_class(a: str, b: str) -> EditKind | None:
    """Class words that logic hangs on: negations, modals, quantifiers, pronouns, directions."""
    if (a, b) in closed.OPPOSED:
        return EditKind.OPPOSITE
    if a in closed.NEGATIONS and b in closed.NEGATIONS:
        return EditKind.FUNCTION_WORD
    if (a in closed.NEGATIONS) != (b in closed.NEGATIONS):
        other = b if a in closed.NEGATIONS else a
        if other in GRAMMAR:
            return EditKind.NEGATION
        return None
    if a in closed.MODALS and b in closed.MODALS:
        return EditKind.HEDGE
    if {a, b} in ({"will", "to"}, {"shall", "will"}):
        return EditKind.FUNCTION_WORD
    if (a in closed.MODALS and b in closed.FUNCTION_WORDS) or (
        b in closed.MODALS and a in closed.FUNCTION_WORDS
    ):
        return EditKind.HEDGE
    if (a in closed.MASCULINE and b in closed.FEMININE) or (b in closed.MASCULINE and a in closed.FEMININE):
        return EditKind.NAME
    if a in closed.PRONOUNS and b in closed.PRONOUNS:
        return EditKind.FUNCTION_WORD
    if a in closed.QUANTIFIERS and b in closed.QUANTIFIERS:
        return EditKind.QUANTIFIER
    if a in closed.VAGUE_NUMBERS and b in closed.VAGUE_NUMBERS:
        return EditKind.NUMBER
    if a in closed.UNITS and b in closed.UNITS and not lexicon.word(a).lemmas & lexicon.word(b).lemmas:
        return EditKind.NUMBER
    if a in closed.FUNCTION_WORDS and b in closed.FUNCTION_WORDS:
        return EditKind.FUNCTION_WORD
    return None


def _calendar(a: str, b: str) -> EditKind | None:
    for names in (MONTHS, closed.WEEKDAYS):
        if a in names and b in names:
            return EditKind.ABBREVIATION if names[a] == names[b] else EditKind.DATE
    if (a in _DAYS and b in closed.TIMES) or (b in _DAYS and a in closed.TIMES):
        return EditKind.DATE
    if a in closed.TIMES and b in closed.TIMES and not lexicon.word(a).lemmas & lexicon.word(b).lemmas:
        return EditKind.DATE
    return None


def _place(a: str, b: str) -> EditKind | None:
    first, second = lexicon.place(a), lexicon.place(b)
    if first is None or second is None:
        return None
    if first[0] == second[0]:
        return EditKind.SPELLING if first[1] == second[1] != "people" else EditKind.ABBREVIATION
    if first[0].rstrip("*") == second[0].rstrip("*"):
        return EditKind.SYNONYM
    return EditKind.PLACE


def _with_digits(a: str, b: str) -> EditKind | None:
    """Class words such as "g7", "q3", "covid19": the same letters with other digits are another number."""
    letters = ["".join(c for c in w if not c.isdigit()) for w in (a, b)]
    return EditKind.NUMBER if letters[0] == letters[1] or not all(letters) else None


def _open_class(a: str, b: str, names: bool) -> EditKind | None:
    first, second = lexicon.word(a), lexicon.word(b)
    common = first.is_common and second.is_common
    if common and not names:
        if kin(a).isdisjoint(kin(b)) and not _is_prefixed(a, b):
            return None
        if first.lemmas & second.lemmas:
            return EditKind.INFLECTION
        if _are_opposed(a, b, first, second):
            return EditKind.OPPOSITE
        if first.senses & second.senses:
            return EditKind.SYNONYM
        if first.derived & second.lemmas or second.derived & first.lemmas:
            return EditKind.INFLECTION
        of_persons = PERSON in first.fields and PERSON in second.fields
        if not of_persons and (first.senses & second.parents or second.senses & first.parents):
            return EditKind.SYNONYM
        return None
    shorter, longer = sorted((a, b), key=len)
    if longer == f"{shorter}s" or (
        longer == f"{shorter}es" and shorter.endswith(("s", "sh", "ch", "x", "z"))
    ):
        return EditKind.INFLECTION
    if not names and first.is_common != second.is_common:
        from rapidfuzz.distance import OSA

        known, other = (first, b) if first.is_common else (second, a)
        if not lexicon.person_name(other) and len(other) > 4 and OSA.distance(a, b, score_cutoff=1) <= 1:
            return EditKind.SPELLING if known.rarity < 4 and lexicon.word(other).rarity > 4.5 else None
    return None


def _is_prefixed(a: str, b: str) -> bool:
    """Say whether one word is the other with "un-" or the like before it."""
    shorter, longer = sorted((a, b), key=len)
    return (
        len(shorter) > 3 and longer.endswith(shorter) and longer[: -len(shorter)] in closed.OPPOSED_PREFIXES
    )


def _are_opposed(a: str, b: str, first: lexicon.Word, second: lexicon.Word) -> bool:
    if first.opposites & second.lemmas or second.opposites & first.lemmas:
        return True
    if any((x, y) in closed.OPPOSED for x in first.lemmas for y in second.lemmas):
        return True
    return _is_prefixed(a, b)


def kind_of_swap(a: str, b: str) -> EditKind:
    """Say what is swapped where two unrelated content words stand in one another's place."""
    first, second = lexicon.word(a), lexicon.word(b)
    nouns = [{f for f in w.fields if f in _NOUN_FILES} for w in (first, second)]
    shared = nouns[0] & nouns[1]
    for field, kind in (
        (PERSON, EditKind.NAME),
        (GROUP, EditKind.NAME),
        (LOCATION, EditKind.PLACE),
        (TIME, EditKind.DATE),
        (QUANTITY, EditKind.NUMBER),
    ):
        if field in shared:
            return kind
    return EditKind.SENSE
