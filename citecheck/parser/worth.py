"""Decide whether a sentence states something that can be checked."""

from __future__ import annotations

import re

from citecheck.parser import cues
from citecheck.parser.cues import WEIGHTS, table

THRESHOLD = 1.0
"""Score from which a sentence is held to be a claim."""

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_NUMBER = re.compile(r"\d[\d.,:]*")
_NAME = re.compile(r"(?<=[\w,;:)’'”\"%–—-] )(?!I\b|I'|OK\b)[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁЄІЇҐİŞĞ][\w'’.&-]*")
_TITLED = re.compile(r"^\s*(?:[A-Z]\w*\s+){1,}")
_ENDS = " \t\n\r\"'”’»›)]』」*_"
_LETTERS = re.compile(r"[^\W\d_]")
_HAN = re.compile("[\u4e00-\u9fff]")

_NUMBER_WEIGHT = 1.1
_YEAR_WEIGHT = 0.9
_NAME_WEIGHTS = (0.0, 0.7, 1.1, 1.4)
"""By how many names stand in the sentence."""
_START_NAME_WEIGHT = 0.5
_SPEECH_WEIGHT = 1.2
_DEICTIC_WEIGHT = -0.5
_CONFESSION_WEIGHT = -1.0
"""For a first-person subject whose verb is no verb of knowing: "I bought", "I have lived"."""

_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_CONFESSION = re.compile(
    r"\bi(?:'ve|'m|'d|'ll)? "
    r"(?!think|know|knew|read|heard|saw|believe|learned|learnt|found|was (?:shocked|surprised|sad))[a-z]+"
)


def is_checkworthy(sentence: str, language: str | None, spoken: bool = False) -> bool:
    """Say whether a sentence states something that can be checked.

    Args:
        sentence: one sentence, white space folded, quoted words of others blanked out.
        language: two-letter code, or None where unknown.
        spoken: it gives somebody's words with a named speaker.
    """
    if is_question_or_cry(sentence):
        return False
    return score(sentence, language, spoken) >= THRESHOLD


def is_question_or_cry(sentence: str) -> bool:
    """Say whether a sentence asks or exclaims."""
    bare = sentence.rstrip(_ENDS)
    return bare.endswith(("?", "!", "？", "！", "؟", "?…", "?..")) if bare else True


def score(sentence: str, language: str | None, spoken: bool = False) -> float:
    """Return how much speaks for a sentence being a claim (`THRESHOLD` and more: it is one)."""
    if language == "zh" or (language is None and _HAN.search(sentence)):
        return _score_chinese(sentence, spoken)
    sentence = sentence.replace("’", "'")
    words = _WORD.findall(sentence.replace("US", "U-S").lower())
    if not words:
        return 0.0
    known = table(language or "en")
    total = _SPEECH_WEIGHT if spoken else 0.0
    counts: dict[str, int] = {}
    for word in words:
        name = known.get(word)
        if name:
            counts[name] = counts.get(name, 0) + 1
    for name, count in counts.items():
        first, further, most = WEIGHTS[name]
        total += first + further * (min(count, most) - 1)
    total += _numbers(sentence) + _names(sentence, words, language)
    if language in ("en", None):
        total += _english(sentence, words, counts)
    return total + _length(len(words) + len(_NUMBER.findall(sentence)))


def _length(words: int) -> float:
    if words < 4:
        return -1.0
    if words < 6:
        return -0.3
    return 0.2 if words > 14 else 0.0


def _numbers(sentence: str) -> float:
    found = _NUMBER.findall(sentence)
    if not found:
        return 0.0
    years = sum(1 for number in found if _YEAR.fullmatch(number.rstrip(".,:")))
    return (_YEAR_WEIGHT if years else 0.0) + (_NUMBER_WEIGHT if len(found) > years else 0.0)


def _names(sentence: str, words: list[str], language: str | None) -> float:
    count = len(_NAME.findall(sentence))
    if language == "de":
        # Every noun has a capital: a run of two says no more than one name elsewhere.
        count = count // 4
    total = _NAME_WEIGHTS[min(count, 3)]
    start = sentence.lstrip(" \"'“”«»„‘([*_")
    if start[:1].isupper() and words[0] not in cues.words("starts", "nameless") and language in ("en", None):
        first = _WORD.match(start)
        if (
            first
            and table("en").get(first.group().lower()) is None
            and words[0] not in cues.words("starts", "imperative")
        ):
            total += _START_NAME_WEIGHT
    return total


def _english(sentence: str, words: list[str], counts: dict[str, int]) -> float:
    total = 0.0
    if words[0] in cues.words("starts", "deictic") or (
        words[0] in ("and", "but") and len(words) > 1 and words[1] in cues.words("starts", "deictic")
    ):
        total += _DEICTIC_WEIGHT
    if words[0] in cues.words("starts", "imperative"):
        total -= 1.5
    if "i" in counts and _CONFESSION.search(sentence.lower()):
        total += _CONFESSION_WEIGHT
    return total


def _score_chinese(sentence: str, spoken: bool) -> float:
    total = _SPEECH_WEIGHT if spoken else 0.0
    seen: dict[str, int] = {}
    for word, name in table("zh").items():
        if word in sentence:
            seen[name] = seen.get(name, 0) + 1
    for name, count in seen.items():
        first, further, most = WEIGHTS[name]
        total += first + further * (min(count, most) - 1)
    return total + _numbers(sentence) + (0.3 if len(sentence) > 12 else -0.5)


def looks_like_heading(text: str) -> bool:
    """Say whether a line that stands alone is a heading without markup.

    A short line in title case (also with full stops: "Real People. Real Pain."), or one without end
    punctuation, in capitals or ending in a colon.
    """
    bare = text.strip().strip("*_#=-– ")
    if not bare or len(bare) > 120:
        return not bare
    words = bare.split()
    if len(words) > 16:
        return False
    letters = [word for word in words if _LETTERS.search(word)]
    if not letters:
        return False
    ended = bare.rstrip(_ENDS)[-1:] in ".!?…。！？؟;" or bare.endswith("...")
    big = [w for w in letters if w.lstrip("\"'“‘«([„*_")[:1].isupper() or w[:1].isdigit()]
    small = [
        w for w in letters if w not in big and w.strip("\"'”’,.;:").lower() in cues.words("shape", "small")
    ]
    if len(letters) >= 2 and len(big) + len(small) == len(letters) and len(big) >= len(small):
        return not ended or len(letters) >= 3
    if not ended:
        return len(words) <= 9 and not bare.endswith(",")
    return False


def is_fragment(sentence: str) -> bool:
    """Say whether a sentence only completes the one before it: a few words with a number, and no verb."""
    if not _NUMBER.search(sentence) or is_question_or_cry(sentence):
        return False
    words = _WORD.findall(sentence.replace("’", "'").lower())
    if len(words) > 6 or any(word in cues.words("shape", "verbs") or word.endswith("ed") for word in words):
        return False
    known = table("en")
    return not any(known.get(word) in ("say", "event") for word in words)
