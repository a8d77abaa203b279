"""What a headline is indexed and found under: light stems of its words and of its URL's."""

from __future__ import annotations

import re
from urllib.parse import unquote

from citecheck.fold import fold_words

STEMS = 1
"""Version of the stems: an archive indexed by another version must be indexed again."""

_VOWELS = frozenset("aeiouy")
_MOST_CACHED = 200_000


def stem(word: str) -> str:
    """Take the endings off a folded word, so that "kills", "killed" and "killing" meet.

    Light on purpose: a stem that unites too much makes every word common, and common words find nothing.
    """
    if len(word) < 4 or not word.isascii():
        return word
    if word[-1] == "s" and word[-2] not in "su":
        word = word[:-1]
    for ending in ("ing", "ed", "er", "ly"):
        if word.endswith(ending):
            rest = word[: -len(ending)]
            if len(rest) >= 3 and not _VOWELS.isdisjoint(rest):
                word = rest[:-1] if rest[-1] == rest[-2] and rest[-1] not in "lsz" else rest
            break
    while len(word) > 3 and word[-1] in "eiy":
        word = word[:-1]
    return word


class _Stems(dict[str, str]):
    def __missing__(self, word: str) -> str:
        if len(self) > _MOST_CACHED:
            self.clear()
        self[word] = stemmed = stem(word)
        return stemmed


_STEMS = _Stems()
_stem_of = _STEMS.__getitem__


def terms_of(folded: str) -> list[str]:
    """Return the distinct terms of folded text, in its order."""
    return list(dict.fromkeys(map(_stem_of, folded.split())))


def index_text(folded: str, url: str) -> str:
    """Return the terms under which a headline and its URL are indexed, parted by blanks."""
    words = folded.split()
    if url:
        words += url_words(url)
    return " ".join(map(_stem_of, words))


_NO_WORD = re.compile(r"\d{5,}|[0-9a-f]*\d[0-9a-f]{6,}")


def url_words(url: str) -> list[str]:
    """Return the folded words of the URL's wordiest segment, without its numbers: quick, for the index.

    `citecheck.slug` reads a slug with more care; here a stray word costs nothing.
    """
    segments = url.partition("?")[0].partition("#")[0].split("/")[3:]
    if not segments:
        return []
    best = max(segments, key=_hyphens)
    if "-" not in best and "_" not in best and "+" not in best:
        return []
    if "%" in best:
        best = unquote(best)
    words = fold_words(best).split()
    return [word for word in words if not (word[-1:].isdigit() and _NO_WORD.match(word))]


def _hyphens(segment: str) -> int:
    return segment.count("-") + segment.count("_") + segment.count("+")
