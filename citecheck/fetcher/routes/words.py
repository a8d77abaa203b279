"""Which words of a headline to ask a search for."""

from __future__ import annotations

import re

from citecheck.fold import fold_key, fold_words
from citecheck.models import Story

_LONGEST_HEADLINE = 400
"""Characters of a headline that go into a query: no real one is longer, and services refuse long queries."""
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_OPERATORS = re.compile(r"[^\w\s.,'$€£%&-]+")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": " ", "”": " ", '"': " ", "«": " ", "»": " ", "„": " "})
# Words too common in headlines to find anything by.
_COMMON_WORDS = (
    "a about after again against all amid among an and any are as at back be been before being between "
    "both but by can could day days did do does down during first for from get gets had has have he her "
    "here him his how i if in into is it its it's just last latest live may more most must my near new "
    "news no nor not now of off on once one only or other our out over own people report reports said say "
    "says she should so some such than that that's the their them then there these they this those three "
    "through to too two under until up us very was we were what what's when where which while who whom "
    "whose why will with without would year years yet you your"
)
_COMMON = frozenset(_COMMON_WORDS.split())


def clean_phrase(headline: str) -> str:
    """Return the headline as a search's phrase: no quotation marks inside, one blank between words."""
    return " ".join(headline[:_LONGEST_HEADLINE].translate(_QUOTES).split())


def search_phrase(headline: str) -> str:
    """Return the headline as a phrase whose punctuation no query language can take for its own.

    What belongs to a word stays: "2,000", "U.S", "Varn's", "co-op", "$5".
    """
    plain = _OPERATORS.sub(" ", clean_phrase(headline))
    return " ".join(filter(None, (word.strip(".,-'") for word in plain.split())))


def rare_words(headline: str, count: int = 6) -> list[str]:
    """Return the words of a headline that are likely rarest, in the headline's order.

    Without a frequency list, long words and capitalised ones stand for rare ones. Figures come last:
    they are what a careless or dishonest citation changes most, and a search that insists on them would
    not show the true story.

    Args:
        headline: as cited.
        count: words wanted.

    Returns:
        Up to `count` words; empty where the headline has none.
    """
    found: dict[str, tuple[float, int]] = {}
    tokens = _TOKEN.findall(headline[:_LONGEST_HEADLINE])
    title_case = sum(token[0].isupper() for token in tokens) > 0.7 * len(tokens)
    for place, token in enumerate(tokens):
        word = re.sub(r"['’]s$", "", token)
        folded = word.casefold().replace("’", "'")
        if folded in _COMMON or (len(word) == 1 and word.isascii()):
            continue
        rarity = min(len(word), 9) + (3.0 if word[0].isupper() and place and not title_case else 0.0)
        found.setdefault(word, (0.0 if word[0].isdigit() else rarity, place))
    best = sorted(found, key=lambda word: (-found[word][0], found[word][1]))[:count]
    return sorted(best, key=lambda word: found[word][1])


def has_headline(stories: list[Story], headline: str) -> bool:
    """Say whether a story has the very headline, typing aside: then there is no need to search on."""
    wanted = fold_key(headline)
    return any(fold_key(known.text) == wanted for story in stories for known in story.headlines)


def shared(words: frozenset[str], text: str) -> float:
    """Return which part of the words (folded) a text has, 0 to 1."""
    return len(words.intersection(fold_words(text).split())) / len(words) if words else 0.0


def telling_words(headline: str) -> frozenset[str]:
    """Return the folded words of a headline that are not common ones; all of them where none is left."""
    every = frozenset(fold_words(headline[:_LONGEST_HEADLINE]).split())
    return every - _COMMON or every
