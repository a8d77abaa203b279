"""Guess the language of a text by its script and its most frequent words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection

_SAMPLE = 6000
_WORD = re.compile(r"[^\W\d_]+")
_FREQUENT = {
    "en": "the of and to in is that it was for on are with as at be this have from by not but they which",
    "de": "der die und das den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden",
    "fr": "le la les de des et du en un une que est pour qui dans par sur au il pas plus ne avec ce cette",
    "es": "el la los las de que y en un una del se por con para es su al lo como más pero sus fue ha",
    "it": "il la di che e un una del della per in è con non si da sono le dei nel alla al più gli ha",
    "pt": "o a os as de que e do da em um uma para com não no na se por mais dos das ao foi é",
    "pl": "w i na z się że do nie to jest o jak od po za przez ale co są był dla ich tym oraz",
    "tr": "ve bir bu da de için ile olarak çok daha olan gibi kadar sonra ne o en göre ancak",
    "uk": "і в на що не з та у до за як це про від він але його є по для які був із",
    "ru": "и в не на что с по как это он к из у за от но его о для так же был а",
}
LANGUAGES = frozenset({*_FREQUENT, "ar", "zh"})
"""Those that can be told apart."""

_TABLES = {language: frozenset(words.split()) for language, words in _FREQUENT.items()}
_ALL = frozenset().union(*_TABLES.values())
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_ARABIC = re.compile("[\u0600-\u06ff]")
_HAN = re.compile("[\u4e00-\u9fff]")
_KANA = re.compile("[\u3040-\u30ff]")


def guess_language(text: str, among: Collection[str] = LANGUAGES) -> str | None:
    """Guess the language of a text.

    Args:
        text: any text; its first six thousand code points are looked at.
        among: those that it can be in, of `LANGUAGES`.

    Returns:
        A two-letter code ("en", "uk", "ru", "de", "fr", "es", "it", "pl", "pt", "tr", "ar", "zh"),
        or None where the text is too short or none of these stands out.
    """
    found = _guessed(text[:_SAMPLE], among)
    return found if found in among else None


def _guessed(sample: str, among: Collection[str]) -> str | None:
    if sample.isascii():
        return _by_words(sample, among)
    letters = sum(map(str.isalpha, sample)) or 1
    if len(_HAN.findall(sample)) / letters > 0.3:
        return None if len(_KANA.findall(sample)) / letters > 0.1 else "zh"
    if len(_ARABIC.findall(sample)) / letters > 0.5:
        return None if re.search("[پچژگٹڈ]", sample) else "ar"
    if len(_CYRILLIC.findall(sample)) / letters > 0.5 and {"uk", "ru"} <= set(among):
        ukrainian = len(re.findall("[іїєґІЇЄҐ]", sample))
        russian = len(re.findall("[ыэъёЫЭЪЁ]", sample))
        if ukrainian or russian:
            return "uk" if ukrainian > russian else "ru"
    return _by_words(sample, among)


def _by_words(sample: str, among: Collection[str]) -> str | None:
    found = [word.casefold() for word in _WORD.findall(sample)]
    total = len(found)
    if not total:
        return None
    words = Counter(found)
    frequent = [(word, words[word]) for word in words.keys() & _ALL]
    scores = {
        language: sum([count for word, count in frequent if word in table]) / total
        for language, table in _TABLES.items()
        if language in among
    }
    best, second = [*sorted(scores, key=scores.__getitem__, reverse=True), None, None][:2]
    if best is None or scores[best] < 0.08 or (second and scores[best] - scores[second] < 0.02):
        return None
    return best
