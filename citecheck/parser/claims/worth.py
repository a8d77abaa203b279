"""Decide whether a sentence states something that can be checked.

A sum of weights speaks for or against it: numbers, names, dates, verbs of reporting and of events on
one side; first person, feeling, doubt, address and musing on the other. The weights are editing rules,
tuned on the labelled sentences of benchmarks/claims.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from math import inf

from citecheck.parser.claims import cues
from citecheck.parser.claims.cues import ENDS_EMPTY, WEIGHTS, table
from citecheck.parser.claims.tally import Tally, numbers_in, tally, weighed, words_in

THRESHOLD = 1.0
"""Score from which a sentence is held to be a claim."""

UNSTOPPED = 1.5
"""The same for words without a full stop: a label or a line of notes rather than a sentence."""

CITED = -1.0
"""What may be wanting where a sentence has a marker or a link of its own, so that its writer holds it to be
checkable: enough for a plain sentence, not for an opinion."""

_ASKS = ("?", "!", "？", "！", "؟", "?…", "?..")
_STOPS = frozenset(".…。;:،؛।")
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_NUMBER = re.compile(r"\d[\d.,:]*")
_MAY_NUMBER = re.compile(r"[^\x00-/:-\x7f]")
"""A digit, or what is not ASCII: a sentence without has no number, which is faster told than by `_NUMBER`."""
_MARKER = re.compile(r"\[\s?[\w^., –-]{1,12}\]")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_APPARATUS = re.compile(
    r"\s*[\[(]?(?:available|accessed|retrieved|published|last (?:accessed|updated|modified)|doi|isbn|vol|"
    r"source|sources|photo|image|credit|via|by|read more|see also|updated|posted|filed under|tags|related)\b"
    r"(?: (?:at|from|online|on|by|in|credit))?\s?(?:[:.\]]|\d|on \d)",
    re.IGNORECASE,
)
"""Remains of reference entries and furniture of pages: "Available at:", "[Accessed 28", "Photo: …"."""
_APPARATUS_STARTS = frozenset(
    {"available", "accessed", "retrieved", "published", "last", "doi", "isbn", "vol", "source", "sources"}
    | {
        "photo",
        "image",
        "credit",
        "via",
        "by",
        "read",
        "see",
        "updated",
        "posted",
        "filed",
        "tags",
        "related",
    }
    | {"this", "all", "copyright"}
)
"""First words without which neither `_APPARATUS` nor `_LICENCE` matches."""
_LICENCE = re.compile(
    r"\s*(?:this (?:work|article|content|page|site) is (?:licensed|published)|all rights reserved|"
    r"©|copyright)",
    re.IGNORECASE,
)
_ENDS = " \t\n\r\"'”’»›)]』」*_"
_HAN = re.compile("[\u4e00-\u9fff]")
_SPACELESS = frozenset({"zh", "ja", "th"})
_NUMBER_WEIGHT = 1.1
_YEAR_WEIGHT = 0.9
_NAME_WEIGHTS = (0.0, 0.35, 0.7, 0.9, 1.1, 1.25, 1.4)
"""By how many names stand in the sentence, in halves: an acronym of up to three letters is half a name."""
_START_NAME_WEIGHT = 0.5
_SPEECH_WEIGHT = 1.2
_PAST_WEIGHTS = (0.0, 0.35, 0.5)
"""By how many words end in -ed without being known otherwise."""
_LONG_WEIGHT = 0.12
"""For each word of nine letters and more, up to four: reports are written in them, musings are not."""
_PLAIN_WEIGHT = 0.2
"""For a sentence in which nothing speaks of opinion."""
_DEICTIC_WEIGHT = -0.5
_IMPERATIVE_WEIGHT = -2.0
_CONFESSION_WEIGHT = -1.0
"""For a first-person subject whose verb is no verb of knowing: "I bought", "I have lived"."""
_HALF_WEIGHT = -1.0
_PLAN_WEIGHT = -1.0
"""For what the writer is about to do: "I'll look at", "Let me explain"."""
_ITSELF_WEIGHT = -2.0
"""For a text that speaks of itself: "This essay will discuss", "Figure 2 shows"."""
_IMPERSONAL_WEIGHT = -0.8
_EMPTY_WEIGHT = -1.0
"""For a sentence that ends in "something" and its like: it leaves open what it states."""

_LABEL = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)?: ([^\W\d_]+)")
_MUSINGS = (
    "has a way of",
    "have a way of",
    "is a reminder",
    "are a reminder",
    "the kind of ",
    "at the end of the day",
    "in the end",
    "after all",
    "what it means",
    "no one knows",
    "such is",
    "as they say",
    "one could ",
    "one might ",
)
_PLAN_STARTS = frozenset({"i", "i'll", "i'm", "let", "we", "we'll", "today"})
_IMPERSONAL_WORDS = frozenset({"it", "as", "there", "in"})
_PLAN = re.compile(r"(?:[^\W\d_]+, )?(?:i'll|i will|i'm going to|i want to|let me|we'll|we will|today i)\b")
_CONFESSION = re.compile(
    r"\bi(?:'ve|'m|'d|'ll)? "
    r"(?!think|know|knew|read|heard|saw|believe|learned|learnt|found|was (?:shocked|surprised|sad))[a-z]+"
)
_IMPERSONAL = re.compile(
    r"(?:[^\W\d_]+,? ){0,2}?"
    r"(?:it (?:is|can|could|should|must|may)(?: be)?(?: also)? "
    r"(?:important|clear|worth|noted|concluded|argued|said|seen|tempting|hard|easy|difficult|true|hoped|vital|"
    r"essential|necessary|obvious|no secret|fair)\b"
    r"|as (?:we have seen|mentioned|discussed|shown)\b|there are many\b|there is no\b"
    r"|in (?:my|our) (?:opinion|view)\b)"
)
_TIMELESS = frozenset(
    {"is", "has", "does", "can", "may", "will", "teaches", "makes", "never", "always", "comes"}
)
_PARTS = frozenset({"figure", "table", "section", "chapter", "appendix"})
_ITSELF_STARTS = _PARTS | {"this", "the", "my", "our", "in"}
_AGAINST = frozenset({"i", "my", "we", "you", "feel", "mood", "hedge", "modal", "praise", "vague", "muse"})


def surplus(sentence: str, language: str | None, spoken: bool = False) -> float:
    """Return by how much more than needed speaks for a sentence stating something that can be checked.

    Args:
        sentence: one sentence, white space folded, quoted words of others blanked out.
        language: two-letter code, or None where unknown.
        spoken: it gives somebody's words, and says so.

    Returns:
        0 and more: it can be checked. `CITED` and more: it can if it points to a source itself. Minus
        infinity for a question or a cry.
    """
    bare = sentence.rstrip(_ENDS)
    if not bare or bare.endswith(_ASKS):
        return -inf
    needed = THRESHOLD if bare[-1] in _STOPS else UNSTOPPED
    return round(score(sentence, language, spoken, needed) - needed, 6)


def is_question_or_cry(sentence: str) -> bool:
    """Say whether a sentence asks or exclaims."""
    bare = sentence.rstrip(_ENDS)
    return not bare or bare.endswith(_ASKS)


def _bare(sentence: str) -> str:
    """Return a sentence without addresses and markers, whose numbers and capitals say nothing."""
    if "’" in sentence:
        sentence = sentence.replace("’", "'")
    if "[" in sentence:
        sentence = _MARKER.sub(" ", sentence)
    if "/" in sentence:
        sentence = _ADDRESS.sub(" ", sentence)
    return sentence


def score(sentence: str, language: str | None, spoken: bool = False, enough: float = inf) -> float:
    """Return how much speaks for a sentence being a claim (`THRESHOLD` and more: it is one).

    What is left to look at is left out where the score stays at `enough` and more without it.
    """
    if language in _SPACELESS or (language is None and _HAN.search(sentence)):
        return _score_spaceless(sentence, spoken)
    sentence = _bare(sentence)
    tokens = sentence.split(" ")
    counted = tally(tokens, language or "en")
    total = _SPEECH_WEIGHT if spoken else 0.0
    if not counted.words:
        return total
    first = _word_from(tokens, 0)
    if _is_furniture(sentence, first):
        return 0.0
    classes = counted.classes
    if classes.counts.get("we") == 1 and "US" in sentence and " us " not in sentence:
        # "US" is nobody's "us".
        classes = weighed({name: count for name, count in classes.counts.items() if name != "we"})
    total += classes.weight + min(counted.long, 4) * _LONG_WEIGHT
    total += _numbers(counted.numbers, counted.years)
    total += _NAME_WEIGHTS[min(counted.names // 4 if language == "de" else counted.names, 6)]
    total += 0.0 if spoken else _length(counted.words + counted.numbers)
    if language in ("en", None):
        total += _PAST_WEIGHTS[min(counted.past, 2)]
        total += _opening(sentence, tokens, first, counted, classes.counts)
        total += _intent(sentence, tokens, first, classes.counts)
        if total + _IMPERSONAL_WEIGHT < enough and _muses(sentence):
            total += _IMPERSONAL_WEIGHT
    return total


def _word_from(tokens: list[str], at: int) -> str:
    """Return one of the first words of a sentence, counted from 0, in lower case; "" where it has fewer."""
    low = tokens[0].lower()
    if not at and low.isalpha():
        return low  # nearly always
    words = _first_words(tokens, at + 1)
    return words[at] if at < len(words) else ""


def _first_words(tokens: list[str], wanted: int) -> list[str]:
    """Return the first words of a sentence, as many as wanted and a few more."""
    words: list[str] = []
    for token in tokens:
        words += words_in(token)
        if len(words) >= wanted:
            break
    return words


def _is_furniture(sentence: str, first: str) -> bool:
    """Say whether a text is what remains of an entry, or a page's licence."""
    if first not in _APPARATUS_STARTS and "©" not in sentence:
        return False
    return bool(_APPARATUS.match(sentence) or _LICENCE.match(sentence))


def _length(words: int) -> float:
    if words < 4:
        return -1.0
    if words < 6:
        return -0.3
    return 0.2 if words > 14 else 0.0


def _numbers(numbers: int, years: int) -> float:
    return (_YEAR_WEIGHT if years else 0.0) + (_NUMBER_WEIGHT if numbers > years else 0.0)


@lru_cache(maxsize=1 << 12)
def _start(word: str) -> frozenset[str]:
    """Return what is known of a word that opens an English sentence; "name" where nothing is known of it."""
    known = {name for name in ("nameless", "deictic", "imperative") if word in cues.words("starts", name)}
    if word not in table("en") and known.isdisjoint(("nameless", "imperative")):
        known.add("name")
    if word in cues.words("phrases", "abstract"):
        known.add("abstract")
    return frozenset(known)


def _opening(
    sentence: str, tokens: list[str], first: str, counted: Tally, counts: Mapping[str, int]
) -> float:
    """Weigh how an English sentence begins and ends: a name, an order, "this essay", half a sentence."""
    total = 0.0
    start = _start(first)
    if "name" in start and sentence.lstrip(" \"'“”«»„‘([*_")[:1].isupper():
        total += _START_NAME_WEIGHT
    if "deictic" in start or (first in ("and", "but") and "deictic" in _start(_word_from(tokens, 1))):
        total += _DEICTIC_WEIGHT
    elif counted.words > 5 and _AGAINST.isdisjoint(counts):
        total += _PLAIN_WEIGHT
    labelled = _LABEL.match(sentence) if ": " in sentence else None
    if "imperative" in start or (labelled and "imperative" in _start(labelled.group(1).lower())):
        total += _IMPERATIVE_WEIGHT
    if "abstract" in start and _word_from(tokens, 1) in _TIMELESS:
        total += _IMPERSONAL_WEIGHT
    if counted.empty and _last_word(tokens) in ENDS_EMPTY:
        total += _EMPTY_WEIGHT
    if first in _ITSELF_STARTS and _speaks_of_itself(tokens, first):
        total += _ITSELF_WEIGHT
    if first == "about" and _is_half(sentence, _word_from(tokens, 1)):
        total += _HALF_WEIGHT
    return total


def _is_half(sentence: str, second: str) -> bool:
    """Tell "About sons who never came home." from "About 40 people died."."""
    if second in ("a", "an", "the", "one") or sentence[6:7].isdigit():
        return False
    return table("en").get(second) not in ("number", "few")


def _last_word(tokens: list[str]) -> str:
    return next((words[-1] for token in reversed(tokens) if (words := words_in(token))), "")


def _speaks_of_itself(tokens: list[str], first: str) -> bool:
    """Say whether a sentence is about the text it stands in: "Figure 2 shows", "In this essay"."""
    if first in _PARTS:
        return True
    if cues.words("phrases", "itself").isdisjoint(_first_words(tokens, 4)[1:4]):
        return False
    return _is_own([word for token in tokens for word in words_in(token)])


def _intent(sentence: str, tokens: list[str], first: str, counts: Mapping[str, int]) -> float:
    """Weigh what an English sentence has of confessions and plans."""
    total = 0.0
    if "i" in counts and _CONFESSION.search(sentence.lower()):
        total += _CONFESSION_WEIGHT
    if (first in _PLAN_STARTS or tokens[0].endswith(",")) and _PLAN.match(sentence.lower()):
        total += _PLAN_WEIGHT
    return total


def _muses(sentence: str) -> bool:
    """Say whether an English sentence says what holds for everybody, or has a saying in it."""
    lower = sentence.lower()
    impersonal = not _IMPERSONAL_WORDS.isdisjoint(lower.split(" ", 3)[:3]) and _IMPERSONAL.match(lower)
    return bool(impersonal) or any(map(lower.__contains__, _MUSINGS))


def _is_own(words: list[str]) -> bool:
    """Say whether a sentence about "this essay" means the text at hand: "this", or a verb of plan."""
    return (
        words[0] in ("my", "our")
        or "this" in words[:2]
        or "following" in words[:4]
        or (
            any(
                word in ("introduces", "discusses", "presents", "examines", "explores", "outlines")
                for word in words
            )
        )
    )


def _score_spaceless(sentence: str, spoken: bool) -> float:
    total = _SPEECH_WEIGHT if spoken else 0.0
    for name, count in Counter(name for word, name in table("zh").items() if word in sentence).items():
        first, further, most = WEIGHTS[name]
        total += first + further * (min(count, most) - 1)
    return total + _numbers(*numbers_in(sentence)) + (0.3 if len(sentence) > 12 else -0.5)


def is_fragment(sentence: str, language: str | None) -> bool:
    """Say whether an English sentence only completes the one before it: a few words, a number, no verb."""
    if language not in ("en", None):
        return False  # its verbs are not known
    if not _MAY_NUMBER.search(sentence):
        return False  # nearly always
    sentence = _bare(sentence)
    if not _NUMBER.search(sentence) or is_question_or_cry(sentence):
        return False
    words = _WORD.findall(sentence.replace("’", "'").lower())
    verbs = cues.words("shape", "verbs")
    if not 0 < len(words) <= 6 or any(word in verbs or word.endswith("ed") for word in words):
        return False
    known = table("en")
    return not any(known.get(word) in ("say", "event") for word in words)
