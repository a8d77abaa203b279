"""A headline as words and numbers, each with its place in the string as written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from citecheck.fold import UNPARTED
from citecheck.matcher import lexicon
from citecheck.matcher.headlines import closed
from citecheck.matcher.headlines.languages import ENGLISH, english_for, language_of, parts_of
from citecheck.matcher.headlines.normalize import bare_words


def _pattern(letter: str) -> re.Pattern[str]:
    return re.compile(
        r"(?P<number>(?:(?P<minus>[-−–])(?=[$£€¥₹₽₴]?\d))?(?P<currency>[$£€¥₹₽₴])?\d+(?:[.,]\d+)*"
        rf"(?P<suffix>st|nd|rd|th|bn|tn|mn|mln|m|k|pc|p|s|°?[CF]|°|\s?%)?)(?!{letter})"
        r"|(?P<dotted>(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?)"
        rf"|(?P<word>{letter}+(?:['’ʼ]{letter}+)*|[{UNPARTED}])",
        re.IGNORECASE,
    )


_TOKEN = _pattern(r"[^\W_]")
_TOKEN_UNPARTED = _pattern(rf"(?:(?![{UNPARTED}])[^\W_])")
"""The same where some script parts no words: each of its characters is one."""
_UNPARTED = re.compile(f"[{UNPARTED}]")
_TYPED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_LONGEST = 100
"""Tokens looked at: no headline has more, a pasted paragraph may."""
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_BLANKS = (" ", "\u00a0", "\u202f", "\u2009")
_POSSESSIVE = ("'s", "’s", "ʼs")


class Token(NamedTuple):
    """A word, or a number with its magnitude and unit sign."""

    fold: str
    """Folded, a possessive 's cut off; for a number its plain form."""
    key: str
    """What alignment compares: equal keys need no edit."""
    start: int
    end: int
    number: float | None = None
    unit: str = ""
    """"$", "%", "th" (an ordinal) or ""."""
    cased: str = ""
    """"U" for all capitals, "C" for a capital first letter, "" otherwise."""


@dataclass(frozen=True, slots=True)
class Words:
    """A headline taken apart."""

    text: str
    tokens: tuple[Token, ...]
    sentence_case: bool
    """True where capitals tell names: some content word is in lower case."""
    language: str = ENGLISH
    """Code of its language; "" where it is none that the lists know."""
    respelt: tuple[tuple[int, str], ...] = ()
    """Tokens that may be typed in another way, with the key they have then: "für", "fuer"."""

    def keys(self) -> list[str]:
        """Return the tokens' keys in order."""
        return [token.key for token in self.tokens]


@lru_cache(maxsize=20_000)
def take_apart(text: str) -> Words:
    """Take a headline apart into at most a hundred words and numbers.

    "6,000", "6000" and "six thousand" have one key, and so have "3.2m" and "3.2 million", "40%" and
    "40 per cent"; British and American spellings share a key.
    """
    raw: list[Token] = []
    pattern = _TOKEN_UNPARTED if not text.isascii() and _UNPARTED.search(text) else _TOKEN
    for match in pattern.finditer(text):
        token = _number(match) if match["number"] else _word(match)
        if token is not None:
            raw.append(token)
            if len(raw) >= _LONGEST:
                break
    language = language_of(text, [(t.fold, _has_capital(text, t)) for t in raw if t.number is None])
    if language != ENGLISH:
        raw = [token for one in _grouped(raw, text) for token in _in_language(one, text, language)]
    tokens = tuple(_merge_numbers(raw))
    lower = sum(1 for t in tokens if not t.cased and t.number is None and t.fold not in closed.FUNCTION_WORDS)
    respelt = () if text.isascii() else tuple(_respelt(text, tokens))
    return Words(text, tokens, lower >= 2 or (lower == 1 and len(tokens) <= 5), language, respelt)


def _respelt(text: str, tokens: tuple[Token, ...]) -> Iterator[tuple[int, str]]:
    """Yield the tokens with letters for which those who lack them type two, and the keys they have then."""
    for i, token in enumerate(tokens):
        written = text[token.start : token.end].lower()
        typed = written.translate(_TYPED)
        if typed != written:
            yield i, _fold(typed)


def _grouped(tokens: list[Token], text: str) -> Iterator[Token]:
    """Yield the tokens with "14 000" as one: other languages than English part thousands by a blank."""
    held: Token | None = None
    for token in tokens:
        written = text[token.start : token.end]
        if held is not None:
            between = text[held.end : token.start]
            if between in _BLANKS and len(written) == 3 and written.isdecimal():
                held = _numeric((held.number or 0.0) * 1000 + int(written), "", held.start, token.end)
                continue
            yield held
        held = token if 0 < len(written) <= 3 and written.isdecimal() else None
        if held is None:
            yield token
    if held is not None:
        yield held


def _has_capital(text: str, token: Token) -> bool:
    written = text[token.start : token.end]
    return bool(token.cased) or written != written.lower()


def _in_language(token: Token, text: str, language: str) -> list[Token]:
    """Return a token of a headline in another language as read in it: a word may be two, or a number."""
    written = text[token.start : token.end]
    if token.number is not None and written[:1].isdigit():
        # A point parts thousands there, as a comma does in English.
        if _THOUSANDS.fullmatch(written):
            return [_numeric(float(written.replace(".", "")), "", token.start, token.end)]
        return [token]
    cut = parts_of(language, written)
    if not cut:
        return [_as_english(token, written, language)]
    pieces = ((written[:cut], token.start), (written[cut:], token.start + cut))
    read = [(piece, at, _read_word(piece)) for piece, at in pieces]
    return [
        _as_english(Token(r[0], r[1], at, at + len(piece), *r[2:]), piece, language)
        for piece, at, r in read
        if r is not None
    ]


def _as_english(token: Token, written: str, language: str) -> Token:
    """Return a word with the English word whose part it plays as its fold; its key stays its own."""
    own = _fold(written) or token.fold
    english = english_for(language, own)
    if english is None:
        return token._replace(fold=own, key=own, number=None, unit="")
    if english.isdigit():
        return _numeric(float(english), "", token.start, token.end)
    read = _read_word(english)
    if read is not None and read[2] is not None:
        return Token(read[0], read[1], token.start, token.end, *read[2:])
    return token._replace(fold=english, key=own, number=None, unit="")


def _number(match: re.Match[str]) -> Token:
    written, suffix = match["number"], (match["suffix"] or "").strip().lower()
    before = match.string[max(match.start() - 2, 0) : match.start()]
    # A hyphen behind a word or a number joins or spans: only one that stands free is a minus.
    below = bool(match["minus"]) and (not before or (before[-1] in " (\u00a0" and not before[0].isdigit()))
    start = match.start() + (bool(match["minus"]) and not below)
    digits = written.removeprefix(match["minus"] or "").removeprefix(match["currency"] or "")
    digits = digits[: len(digits) - len(match["suffix"] or "")]
    value = _value(digits)
    value = -value if below else value
    unit = match["currency"] or ""
    if suffix in closed.MAGNITUDES:
        value *= closed.MAGNITUDES[suffix]
    elif suffix in ("%", "pc"):
        unit = "%"
    elif suffix in ("st", "nd", "rd", "th"):
        unit = "th"
    elif suffix in ("p", "s"):
        unit = suffix
    elif suffix[-1:] in ("c", "f"):
        unit = f"°{suffix[-1]}"
    return _numeric(value, unit, start, match.end())


def _value(digits: str) -> float:
    """Read "6,000", "3.2" or "1,5": a comma parts thousands only where three digits follow."""
    parts = digits.split(",")
    if len(parts) > 1 and all(len(p.split(".")[0]) == 3 for p in parts[1:]):
        digits = "".join(parts)
    else:
        digits = digits.replace(",", ".")
    whole, _, rest = digits.partition(".")
    try:
        return float(f"{whole[:15]}.{rest.replace('.', '')[:15]}") if rest else float(int(whole[:15]))
    except ValueError:
        return 0.0


def _numeric(value: float, unit: str, start: int, end: int) -> Token:
    plain = f"{value:.12g}"
    return Token(plain, f"#{plain}{unit}", start, end, value, unit)


def _word(match: re.Match[str]) -> Token | None:
    read = _read_word(match.group())
    return read and Token(read[0], read[1], match.start(), match.end(), *read[2:])


@lru_cache(maxsize=50_000)
def _read_word(written: str) -> tuple[str, str, float | None, str, str] | None:
    """Return a word's fold, key, number, unit and case; None where nothing is left of it."""
    fold = _fold(written)
    if not fold:
        return None
    if written.endswith(_POSSESSIVE) and len(fold) > 2:
        fold = fold[:-1]
    cased = ""
    if written[0].isupper():
        cased = "U" if len(fold) > 1 and written.isupper() else "C"
    if fold in closed.ORDINALS:
        value = closed.ORDINALS[fold]
        return fold, f"#{value}th", float(value), "th", cased
    if fold in closed.NUMBER_WORDS:
        value = closed.NUMBER_WORDS[fold]
        return fold, f"#{value}", float(value), "", cased
    return fold, _key(fold), None, "", cased


def _fold(written: str) -> str:
    return bare_words(written).replace(" ", "")


def _key(fold: str) -> str:
    american = lexicon.american(fold)
    if american != fold:
        return american
    for ending, other in (
        ("isation", "ization"),
        ("isations", "izations"),
        ("ising", "izing"),
        ("ised", "ized"),
    ):
        if fold.endswith(ending) and len(fold) > len(ending) + 3:
            return fold[: -len(ending)] + other
    return fold


def _merge_numbers(tokens: list[Token]) -> list[Token]:
    """Join "six thousand", "twenty five", "3.2 million" and "40 per cent" into one token each."""
    merged: list[Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        at += 1
        if token.number is None:
            merged.append(token)
            continue
        value, unit, end = token.number, token.unit, token.end
        while at < len(tokens) and unit != "th":
            after = tokens[at]
            tens = value % 100
            if after.fold in closed.MAGNITUDES and (
                len(after.fold) > 3 or after.fold in ("mln", "bln", "bn", "tn")
            ):
                value *= closed.MAGNITUDES[after.fold]
            elif (
                after.number is not None
                and after.key == f"#{after.number:.12g}"
                and after.fold in closed.NUMBER_WORDS
                and token.fold in closed.NUMBER_WORDS
                and tens in (20, 30, 40, 50, 60, 70, 80, 90)
                and 0 < after.number < 10
            ):
                value += after.number
            elif after.fold in closed.PERCENT:
                unit = "%"
            elif after.fold == "per" and at + 1 < len(tokens) and tokens[at + 1].fold == "cent":
                unit, at, after = "%", at + 1, tokens[at + 1]
            else:
                break
            end, at = after.end, at + 1
        if end == token.end:
            merged.append(token)
        else:
            merged.append(_numeric(value, unit, token.start, end))
    return merged


def is_name(token: Token, words: Words, at: int) -> bool:
    """Say whether a token is a proper name, by its capital where capitals tell, else by the lists."""
    if token.number is not None or token.fold in closed.FUNCTION_WORDS or token.fold in closed.PRONOUNS:
        return False
    if words.sentence_case:
        if token.cased == "U":
            return True
        if token.cased != "C":
            return not lexicon.word(token.fold).parts and lexicon.place(token.fold) is not None
        if at > 0 and not _starts_sentence(words, at):
            return True
        after = words.tokens[at + 1] if at + 1 < len(words.tokens) else token
        if after.cased == "C" and after.number is None:
            return True
    known = lexicon.word(token.fold)
    if known.is_common:
        # Title case: a dictionary word is a name only where it is chiefly one ("Trump" is both).
        return bool(lexicon.person_name(token.fold)) and known.rarity > 3.6
    return True


def _starts_sentence(words: Words, at: int) -> bool:
    before = words.text[words.tokens[at - 1].end : words.tokens[at].start]
    return any(mark in before for mark in ":.?!'\"‘“|–—") and "’s" not in before
