# ruff: noqa: SIM905  - word lists read better as text
"""Headlines in other languages than English: which it is, and what its small words, numbers and dates mean.

A word that logic hangs on ("nicht", "могла", "vierzig", "mayo") is read as the English word whose part it
plays, so that one set of rules serves all languages. Of the other words nothing is known but their form.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files

from citecheck.fold import UNPARTED, fold_all, fold_words, loosen
from citecheck.matcher import lexicon
from citecheck.matcher.headlines import closed

ENGLISH = "en"
OTHER = ""
"""A language that the lists do not have."""
LANGUAGES = ("ar", "de", "es", "fr", "it", "pl", "pt", "ru", "tr", "uk")
"""Those of which closed.tsv and numerals.tsv have words."""
_LETTERS = {
    language: frozenset(letters)
    for language, letters in {
        "ar": "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي",
        "de": "äöüß",
        "es": "áéíóúñ¡¿",
        "fr": "àâçèéêëîïôœùû",
        "it": "àèéìòù",
        "pl": "ąćęłńóśźż",
        "pt": "ãõçâêôáéíóúà",
        "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "tr": "âçğıöşüİ",
        "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    }.items()
}
"""Letters beyond ASCII that a language is written with, as CLDR has them: others speak against it."""
_ENGLISH_SMALL = (
    closed.FUNCTION_WORDS
    | closed.PRONOUNS
    | closed.NEGATIONS
    | closed.MODALS
    | closed.QUANTIFIERS
    | frozenset(("man", "ex", "vice", "v", "vs"))
) - frozenset(("im", "ill", "id"))
"""What is English though other languages may have it, too."""
_ELIDING = frozenset(("fr", "it"))
_ELIDED = frozenset(
    "l d j m n s t c qu lorsqu puisqu jusqu quoiqu un dell all nell sull dall quest quell".split()
)
_CASE_ENDINGS = {
    "uk": "а я у ю и і о е є й ь ом ем ам ям ою ею єю ові еві ів їв ей ах ях ами ями "
    "ий ого ому им ої ій их ими",
    "ru": "а я у ю ы и о е ё й ь ом ем ам ям ой ей ою ею ов ев ах ях ами ями "
    "ый ий ого его ому ему ым им ая яя ую юю ое ее ые ие ых их ыми ими",
    "pl": "a ą e ę i o u y em ie om ów ach ami owi ego emu ej ym im ych ich ymi imi iem ia ię ią ii",
}
"""What nouns and adjectives end in where nothing but their case or number differs."""
_OF_SURNAMES = frozenset("ов ев ів ow ych ich".split())
_JAPANESE = re.compile("[\u3040-\u30ff]")
_UNPARTED = re.compile(f"[{UNPARTED}]")
_SHORTEST_STEM = 4
_FEWEST_PLAIN = 2
"""Words in lower case; where fewer, those with a capital tell, too."""


def language_of(text: str, words: Sequence[tuple[str, bool]]) -> str:
    """Return the language of a headline.

    Args:
        text: the headline as written.
        words: each word folded, and whether it begins with a capital.

    Returns:
        ENGLISH where the words in lower case are, or none tells; else the code of the language that its small
        words, numbers and letters speak for; OTHER for none.
    """
    if not text.isascii() and _UNPARTED.search(text):
        return OTHER if _JAPANESE.search(text) else "zh"
    plain = [fold for fold, capital in words if not capital]
    if all(map(_is_english, plain)):
        return ENGLISH
    if len(plain) < _FEWEST_PLAIN:
        plain = [fold for fold, _ in words]
    known = [fold for fold in plain if _is_english(fold)]
    best, votes = max(_votes(text, words).items(), key=lambda vote: vote[1])
    theirs = sum([best in _parts_played(fold) and fold not in _ENGLISH_SMALL for fold, _ in words])
    theirs += votes % 2
    if theirs > sum([best not in _parts_played(fold) for fold in known]):
        return best
    if 3 * len(known) >= len(plain):
        return ENGLISH
    return best if votes > 0 else OTHER


@lru_cache(maxsize=50_000)
def _is_english(fold: str) -> bool:
    return fold in _ENGLISH_SMALL or lexicon.word(fold).is_common


def _votes(text: str, words: Sequence[tuple[str, bool]]) -> dict[str, int]:
    """Return a vote by the letters for each language and two for every word that it has in the lists."""
    votes = dict.fromkeys(LANGUAGES, 0)
    for fold, _ in words:
        for language in _parts_played(fold).keys() & votes.keys():
            votes[language] += 2
    if not text.isascii():
        odd = {letter for letter in text.lower() if letter.isalpha() and not letter.isascii()}
        for language, letters in _LETTERS.items():
            votes[language] += 0 if odd.isdisjoint(letters) else 1
            votes[language] -= 0 if odd <= letters else 4
    return votes


def english_for(language: str, fold: str) -> str | None:
    """Return the English word, or the digits, whose part a folded word plays; None where it is not known."""
    return _parts_played(fold).get(language)


@lru_cache(maxsize=50_000)
def _parts_played(fold: str) -> dict[str, str]:
    """Return the English word by language for each that has the folded word."""
    row = _numerals().get(fold)
    found = dict(part.split(" ") for part in row.split("\t")) if row is not None else {}
    return found | _closed().get(fold, {})


def parts_of(language: str, written: str) -> int:
    """Return where a word falls into two, as "l'école" does behind the apostrophe; 0 where it does not."""
    if language not in _ELIDING:
        return 0
    for mark in "'’ʼ":
        before, _, after = written.partition(mark)
        if after and before.lower() in _ELIDED:
            return len(before) + 1
    return 0


def same_but_for_the_sound_before(language: str, a: str, b: str) -> bool:
    """Say whether two Ukrainian words differ only in "у" or "в" at the start, which the neighbour decides."""
    return language == "uk" and a[1:] == b[1:] and {a[:1], b[:1]} == {"у", "в"} and len(a) > 1


def same_stem(language: str, a: str, b: str, *, names: bool) -> bool:
    """Say whether two folded words look like one noun or adjective in two cases, in a language that has them.

    Of names (`names`) one that is the other and an ending of many surnames is another: "Іван", "Іванов".
    """
    endings = _endings().get(language)
    if endings is None or a == b:
        return False
    shared = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        shared += 1
    for stem in (shared, shared - 1):
        if stem >= _SHORTEST_STEM and a[stem:] in endings and b[stem:] in endings:
            return not names or _OF_SURNAMES.isdisjoint((a[stem:], b[stem:]))
    return False


@cache
def _closed() -> dict[str, dict[str, str]]:
    text = files("citecheck.matcher").joinpath("data", "closed.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines()[1:]]
    found: dict[str, dict[str, str]] = {}
    for (language, english, _), words in zip(rows, fold_all([row[2] for row in rows]), strict=True):
        for word in loosen(words).split():
            found.setdefault(word, {}).setdefault(language, english)
    return found


@cache
def _numerals() -> lexicon.SortedTable:
    return lexicon.SortedTable("numerals.tsv")


@cache
def _endings() -> dict[str, frozenset[str]]:
    return {
        language: frozenset(fold_words(ending) for ending in endings.split()) | {""}
        for language, endings in _CASE_ENDINGS.items()
    }
