"""The words and signs around a quotation, and the word lists by which its speaker is told from them."""

from __future__ import annotations

import re
from copy import copy
from dataclasses import dataclass
from functools import cache

from citecheck.parser.claims import cues

_SHORTENED = re.compile(
    r"\b(?:Jr|Sr|Inc|Corp|Co|Ltd)\.|[^\W\d_]{1,5}\.(?=\s[A-ZА-ЯЁЄІЇ])|[^\W_]+(?:['’.&-]{1,2}[^\W_]+)*|[^\w\s]|_"
)
"""For text with full stops in it: "Dr." before a name is one word."""
_SHORTENS = re.compile(
    r"\.(?:(?=\s[A-ZА-ЯЁЄІЇ])|(?<=Jr\.)|(?<=Sr\.)|(?<=Inc\.)|(?<=Corp\.)|(?<=Co\.)|(?<=Ltd\.))"
)
"""A full stop that may belong to a word."""
_TOKEN = re.compile(r"[^\W_]+(?:['’.&-]{1,2}[^\W_]+)*|[^\w\s]|_")
_MARKS = frozenset("\"“”„«»‹›‘’'「」『』")
"""Marks of scare quotes and titles: they end no clause."""
_POINTING = frozenset({"that", "this", "some", "many", "several", "both", "two", "three", "another"})


class Tokens:
    """The words and signs of a text in order, without quotation marks."""

    __slots__ = ("_source", "low", "text")

    def __init__(self, source: str) -> None:
        """Cut a text into words and signs."""
        self._source = source
        pattern = _SHORTENED if _SHORTENS.search(source) else _TOKEN
        self.text: list[str] = pattern.findall(source)
        """Each as written."""
        if not _MARKS.isdisjoint(self.text):
            self.text = [word for word in self.text if word not in _MARKS]
        self.low = [word.lower() for word in self.text]
        """Each in lower case."""

    def __len__(self) -> int:
        return len(self.text)

    def until(self, end: int) -> Tokens:
        """Return the tokens before one."""
        first = copy(self)
        first.text, first.low = self.text[:end], self.low[:end]
        return first

    def capital(self, at: int) -> bool:
        """Say whether a word starts with a capital."""
        return self.text[at][0].isupper()

    def is_word(self, at: int) -> bool:
        """Say whether it is a word or number, not a sign."""
        return self.text[at][0].isalnum()

    def written(self, start: int, end: int) -> str:
        """Return the text from one token up to another, as written."""
        first = at = 0
        for number, word in enumerate(self.text[:end]):
            at = self._source.index(word, at)  # nothing but blanks and quotation marks stands between two
            first = at if number == start else first
            at += len(word)
        return self._source[first:at]


_NO_ARTICLES = {"es": frozenset(("a", "lo")), "fr": frozenset("a"), "it": frozenset("a")}
"""Articles of other languages that are small words of these: "le maire a dénoncé", "el alcalde lo llamó"."""


@dataclass(frozen=True, slots=True)
class SpeechWords:
    """Words that tell who speaks, in lower case (`data/cues.toml`, "speaking")."""

    verbs: frozenset[str]
    """Verbs of saying of the language at hand; they end a name."""
    according: frozenset[str]
    pronouns: frozenset[str]
    auxiliary: frozenset[str]
    particles: frozenset[str]
    """Small words inside a name: "von", "de la"."""
    determiners: frozenset[str]
    conjunctions: frozenset[str]
    prepositions: frozenset[str]
    went: frozenset[str]
    """Verbs that end what names a speaker without a capital: "the ministry went on"."""
    speakers: frozenset[str]
    """What can speak without a name: "police", "officials"."""
    articles: frozenset[str]
    """Determiners that belong to a name: "the", "his"."""
    before_names: frozenset[str]
    """Words with a capital at the start of a sentence that are part of no name."""
    openers: frozenset[str]
    """Words without a capital that stand before who speaks, and are not part of it."""
    not_roles: frozenset[str]
    """Words that do not lead from a role on to the name."""


@cache
def speech_words(language: str) -> SpeechWords:
    """Return the words of a language (two-letter code)."""

    def words(name: str) -> frozenset[str]:
        return cues.words("speaking", name)

    verbs, auxiliary = words(language), words("auxiliary")
    determiners = words("determiners") - _NO_ARTICLES.get(language, frozenset())
    conjunctions, prepositions, went = words("conjunctions"), words("prepositions"), words("went")
    return SpeechWords(
        verbs=verbs,
        according=words("according"),
        pronouns=words("pronouns"),
        auxiliary=auxiliary,
        particles=words("particles"),
        determiners=determiners,
        conjunctions=conjunctions,
        prepositions=prepositions,
        went=went,
        speakers=words("speakers"),
        articles=determiners - conjunctions - _POINTING,
        before_names=cues.words("starts", "nameless") - determiners,
        openers=prepositions | (auxiliary - determiners),
        not_roles=verbs | auxiliary | prepositions | conjunctions | went,
    )
