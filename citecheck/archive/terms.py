"""What a headline is indexed and found under: the stems of its words and of its URL's."""

from __future__ import annotations

import re
import sqlite3
from urllib.parse import unquote

from citecheck.fold import fold_words, loosen

TOKENIZER = "porter ascii"
"""How FTS5 parts and stems folded text, so that "kills", "killed" and "killing" meet."""

_MOST_CACHED = 200_000
_ENDINGS = ("e", "s", "es", "ed", "ing", "ion", "ity", "al")


class Stemmer:
    """Says what a word is stemmed to, by asking the tokenizer that stems the index."""

    def __init__(self) -> None:
        self._db = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        self._db.execute(f"CREATE VIRTUAL TABLE asked USING fts5 (word, content='', tokenize='{TOKENIZER}')")
        self._db.execute("CREATE VIRTUAL TABLE stems USING fts5vocab ('asked', 'instance')")
        self._stems: dict[str, str] = {}
        self._words: dict[str, str] = {}

    def terms(self, folded: str) -> list[str]:
        """Return the distinct terms of folded text, in its order."""
        words = list(dict.fromkeys(folded.split()))
        new = [word for word in words if word not in self._stems]
        if new:
            self._learn(new)
        return list(dict.fromkeys(self._stems[word] for word in words))

    def word(self, term: str) -> str:
        """Return a word with this stem, to ask the index for.

        The stem itself will not do: it is stemmed again, and "hous" becomes "hou".
        """
        word = self._words.get(term)
        if word is None:
            guesses = (term, *(term + ending for ending in _ENDINGS))
            word = self._words[term] = next((w for w in guesses if self.terms(w) == [term]), term)
        return word

    def _learn(self, words: list[str]) -> None:
        if len(self._stems) > _MOST_CACHED:
            self._stems.clear()
            self._words.clear()
        self._stems.update((word, word) for word in words)
        self._db.execute("BEGIN")
        self._db.executemany("INSERT INTO asked (rowid, word) VALUES (?, ?)", enumerate(words))
        for place, term in self._db.execute("SELECT doc, term FROM stems"):
            self._stems[words[place]] = term
            self._words[term] = words[place]
        self._db.execute("INSERT INTO asked (asked) VALUES ('delete-all')")
        self._db.execute("COMMIT")

    def close(self) -> None:
        """Release what it holds."""
        self._db.close()


_IDS = re.compile(r"-id(?:US|in|[A-Z]{2})[A-Z0-9]{5}.*$")


def slug_text(path: str) -> str:
    """Return the words of a URL's wordiest segment, without ids and ending: quick, for the index.

    `citecheck.slug` reads a slug with more care; here a stray word costs nothing.

    Args:
        path: the URL without its query, whole or in part.

    Returns:
        The segment in lower case, words parted by hyphens; "" where there is none of more than one word.
    """
    best = path.rstrip("/").rpartition("/")[2]
    if "-" not in best:
        best = max(path.split("/"), key=_hyphens)
        if not _hyphens(best):
            return ""
    if "%" in best:
        best = unquote(best, errors="replace")
    best = best.partition(".")[0].rstrip("0123456789-")
    if "-id" in best:
        best = _IDS.sub("", best)
    return best.lower().replace("_", "-")


def _hyphens(segment: str) -> int:
    return segment.count("-") + segment.count("_")


def index_text(folded: str, slug: str) -> str:
    """Return what is indexed for a headline: its folded words and what `slug_text` gives, both loosened."""
    if not slug:
        return loosen(folded)
    if not slug.isascii():
        slug = fold_words(slug)
    return loosen(f"{folded} {slug}")


def asked_text(headline: str) -> str:
    """Return what is looked up for a headline: as it is indexed now, and as archives before had it."""
    folded = fold_words(headline)
    loose = loosen(folded)
    return folded if loose == folded else f"{loose} {folded}"
