"""Folding text for comparison: what typing, pasting and typesetting change is taken away."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_APOSTROPHES = "'’‘‛ʼʻʹ′`´＇"
_UNDECOMPOSED = {
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ı": "i",
    "ŧ": "t",
    "þ": "th",
    "æ": "ae",
    "œ": "oe",
}
"""Latin letters that Unicode does not take apart, as newsrooms without them write them."""
UNPARTED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Chinese characters and Japanese syllables, whose words no blank parts; for brackets of expressions."""
_UNPARTED = re.compile(f"[{UNPARTED}]")
_LOOSE_LETTERS = {
    "أ": "ا",
    "إ": "ا",
    "آ": "ا",
    "ٱ": "ا",
    "ى": "ي",
    "ی": "ي",
    "ک": "ك",
    "ة": "ه",
    "ـ": "",
}
"""Letters of Arabic and Persian that writers use for one another."""


def fold_words(text: str) -> str:
    """Fold text to its bare words.

    Compatibility forms are unified (NFKC), accents of Latin, Greek and Cyrillic letters taken off, case
    folded, apostrophes and invisible characters (soft hyphens, zero-width spaces) dropped, and every other
    character that is no letter, digit or vowel sign turned into a blank.

    Args:
        text: anything.

    Returns:
        Words separated by single blanks; "" where there is no letter or digit. Folding again changes nothing.
    """
    if not text.isascii():
        text = _plainer(text)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(_NO_APOSTROPHES))
        # A mark that followed a letter not in Latin may meet its neighbour only now.
        return " ".join(unicodedata.normalize("NFC", text.translate(_FOLDED)).split())
    return " ".join(text.translate(_FOLDED_ASCII).split())


def fold_all(texts: Sequence[str]) -> list[str]:
    """Fold many texts, three times as fast as one by one.

    Returns:
        For each text its words as `fold_words` gives them, but with any number of blanks around.
    """
    joined = _plainer("\n".join(texts))
    lines = joined.split("\n")
    if len(lines) != len(texts):
        return [fold_words(text) for text in texts]
    if joined.isascii():
        return joined.translate(_FOLDED_ASCII_LINES).split("\n")
    ascii_lines = "\n".join([line for line in lines if line.isascii()])
    folded = iter(ascii_lines.translate(_FOLDED_ASCII_LINES).split("\n"))
    return [next(folded) if line.isascii() else fold_words(line) for line in lines]


def _plainer(text: str) -> str:
    """Take the typographic marks out: most headlines are ASCII then, which is ten times as fast."""
    for apostrophe in "’‘":
        text = text.replace(apostrophe, "")
    for mark in "“”–—…\u00a0":
        text = text.replace(mark, " ")
    return text


def fold_key(text: str) -> str:
    """Fold text to its letters and digits alone: equal for "US-led" and "U.S. led", "6,000" and "6000"."""
    return fold_words(text).replace(" ", "")


def loosen(folded: str) -> str:
    """Unify further, in folded words, what readers take for the same and typing changes.

    Arabic and Persian letters that stand for one another (hamza carriers, final ya, ta marbuta), optional
    vowel points, the stretching tatweel and other digits than 0 to 9 are unified. Chinese and Japanese, which
    part no words, are parted into their characters, so that headlines may share some.

    Args:
        folded: what `fold_words` or `fold_all` returned.
    """
    return folded if folded.isascii() else " ".join(folded.translate(_LOOSENED).split())


def _loosen_character(character: str) -> str:
    if character in _LOOSE_LETTERS:
        return _LOOSE_LETTERS[character]
    if unicodedata.category(character) == "Nd":
        return str(unicodedata.digit(character))
    if "\u0590" <= character <= "\u08ff" and unicodedata.category(character) == "Mn":
        return ""
    return f" {character} " if _UNPARTED.match(character) else character


class _Loosened(dict[int, str]):
    """Code point to loosened text, worked out when first met."""

    def __missing__(self, code: int) -> str:
        self[code] = loosened = _loosen_character(chr(code))
        return loosened


def _fold_character(character: str) -> str:
    """Return what one character becomes: letters, digits and marks, a blank, or nothing."""
    if character in _APOSTROPHES or unicodedata.category(character) == "Cf":
        return ""
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    bare = "".join(_UNDECOMPOSED.get(c, c) for c in parts if not "\u0300" <= c <= "\u036f")
    kept = "".join(c if unicodedata.category(c)[0] in "LNM" else " " for c in bare)
    return unicodedata.normalize("NFKC", kept)


class _Folded(dict[int, str]):
    """Code point to folded text, worked out when first met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_character(chr(code))
        return folded


_NO_APOSTROPHES = dict.fromkeys(map(ord, _APOSTROPHES))
_FOLDED = _Folded()
_LOOSENED = _Loosened()
_FOLDED_ASCII = {code: _fold_character(chr(code)) or None for code in range(128)}
_FOLDED_ASCII_LINES = {**_FOLDED_ASCII, ord("\n"): "\n"}
