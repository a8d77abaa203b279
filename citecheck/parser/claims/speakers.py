"""Read who can speak out of the words around a quotation: "Mayor Ana Ruiz", "a spokesman for the club"."""

from __future__ import annotations

import re
from typing import NamedTuple

from citecheck.parser.claims import cues

_SHORTENED = re.compile(
    r"\b(?:Jr|Sr|Inc|Corp|Co|Ltd)\.|[^\W\d_]{1,5}\.(?=\s[A-ZА-ЯЁЄІЇ])|[^\W_]+(?:['’.&-]{1,2}[^\W_]+)*|[^\w\s]|_"
)
"""For text with full stops in it: "Dr." before a name is one word."""
_TOKEN = re.compile(r"[^\W_]+(?:['’.&-]{1,2}[^\W_]+)*|[^\w\s]|_")
_MARKS = frozenset("\"“”„«»‹›‘’'「」『』")
"""Marks of scare quotes and titles: they end no clause."""
_POINTING = frozenset({"that", "this", "some", "many", "several", "both", "two", "three", "another"})
_LONGEST_NAME = 9


class Token(NamedTuple):
    """A word or sign with its place in the text."""

    text: str
    low: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether it starts with a capital."""
        return self.text[0].isupper()

    @property
    def is_word(self) -> bool:
        """Whether it is a word or number, not a sign."""
        return self.text[0].isalnum()


class Names:
    """Reads who can speak, with the words that the data file has for it."""

    def __init__(self, verbs: frozenset[str]) -> None:
        """Take the verbs of saying of the language: they end a name."""
        self._verbs = verbs
        self._pronouns = cues.words("speaking", "pronouns")
        self._auxiliary = cues.words("speaking", "auxiliary")
        self._particles = cues.words("speaking", "particles")
        self._determiners = cues.words("speaking", "determiners")
        self._conjunctions = cues.words("speaking", "conjunctions")
        self._prepositions = cues.words("speaking", "prepositions")
        self._went = cues.words("speaking", "went")
        self._speakers = cues.words("speaking", "speakers")

    def apposed(self, text: str, tokens: list[Token], role: int, start: int, end: int) -> str | None:
        """Return the name that stands beside a role: "the club’s president, Omar Said, said"."""
        if role < 0 or not 0 < end - start <= 5:
            return None
        if tokens[role].capital and (role == 0 or tokens[role - 1].low not in self._particles):
            return None
        if not all(t.capital or t.low in self._particles for t in tokens[start:end]):
            return None
        return stripped(text[tokens[start].start : tokens[end - 1].end])

    def run_back(self, tokens: list[Token], last: int) -> int | None:
        """Return where the name starts that ends at `last`; None where it is nobody's."""
        floor = max(0, last - _LONGEST_NAME + 1)
        start = last
        if tokens[last].capital:
            while start > floor:
                word = tokens[start - 1]
                joined = word.low in self._particles and start - 1 > floor and tokens[start - 2].capital
                if not (word.is_word and (word.capital or joined)):
                    break
                start -= 1
            if start > 0 and tokens[start - 1].low in self._determiners - self._conjunctions - _POINTING:
                start -= 1
            while start < last and tokens[start].low in cues.words("starts", "nameless") - self._determiners:
                start += 1
            return start
        while start > floor and tokens[start - 1].is_word and tokens[start - 1].low not in self._conjunctions:
            start -= 1
        while start <= last and tokens[start].low in self._prepositions | (
            self._auxiliary - self._determiners
        ):
            start += 1
        if start > last or not self._is_somebody(tokens[start : last + 1]):
            return None
        return start

    def _is_somebody(self, tokens: list[Token]) -> bool:
        """Say whether words without a capital at their end can speak: "the ministry", "local police"."""
        first, last = tokens[0].low, tokens[-1].low
        named = any(t.capital for t in tokens[1:]) or any(t.low in self._speakers for t in tokens)
        return (
            first in self._determiners or named or (last.endswith("s") and last not in ("his", "this", "was"))
        )

    def name_at(self, text: str, tokens: list[Token], at: int) -> tuple[str | None, int]:
        """Read the name that starts at a token; return it and the place after it."""
        if at >= len(tokens) or not tokens[at].is_word:
            return None, at
        limit = min(len(tokens), at + _LONGEST_NAME + 3)
        end = at
        first = tokens[at].low
        if first in self._determiners or first in self._speakers:
            end = self._common(tokens, at, limit)
        elif not tokens[at].capital and first not in self._pronouns:
            # "said former mayor Ana Ruiz", "сказала мер Анна Руденко": the name is what has capitals.
            ahead = next((i for i in range(at, min(limit, at + 4)) if tokens[i].capital), at)
            if all(t.is_word and t.low not in self._prepositions for t in tokens[at:ahead]):
                at = end = ahead
        while end < limit and tokens[end].is_word:
            joined = end > at and tokens[end].low in self._particles
            if joined:
                joined = any(t.capital for t in tokens[end + 1 : min(limit, end + 3)][:2])
            if not (tokens[end].capital or joined or self._is_role(tokens, at, end)):
                break
            end += 1
        while end > at and tokens[end - 1].low in self._particles:
            end -= 1
        if end == at or tokens[at].low in self._pronouns:
            return None, at
        return stripped(text[tokens[at].start : tokens[end - 1].end]) or None, end

    def _is_role(self, tokens: list[Token], at: int, end: int) -> bool:
        """Say whether the second word of "Deputy governor Anna Minkova" leads on to the name."""
        word = tokens[end].low
        if end != at + 1 or end + 1 >= len(tokens) or word.endswith(("ed", "ly")):
            return False
        others = (self._verbs, self._auxiliary, self._prepositions, self._conjunctions, self._went)
        return tokens[end + 1].capital and not any(word in group for group in others)

    def _common(self, tokens: list[Token], at: int, limit: int) -> int:
        """Return where "the ministry" or "a spokesman for the company" ends."""
        end = at + 1
        while end < limit and tokens[end].is_word:
            word = tokens[end].low
            if word in self._verbs or word in self._auxiliary or word in self._conjunctions:
                break
            if word in self._went or (len(word) > 4 and word.endswith("ed") and end > at + 1):
                break
            if word in self._prepositions and word not in ("from", "at") and word not in self._particles:
                break
            end += 1
        return end


def tokens_of(text: str) -> list[Token]:
    """Return the words and signs of a text, without quotation marks."""
    pattern = _SHORTENED if "." in text else _TOKEN
    found = []
    for match in pattern.finditer(text):
        word = match.group()
        if word not in _MARKS:
            found.append(Token(word, word.lower(), *match.span()))
    return found


def stripped(name: str) -> str:
    """Return a name without the signs and the possessive ending around it."""
    name = name.strip(" .,;:–—-")
    for tail in ("’s", "'s"):
        name = name.removesuffix(tail)
    return name
