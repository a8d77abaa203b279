"""Decide whether a sentence states something that can be checked.

A sum of weights speaks for or against it: numbers, names, dates, verbs of reporting and of events on
one side; first person, feeling, doubt, address and musing on the other. The weights are editing rules,
tuned on the labelled sentences of benchmarks/claims.
"""

from __future__ import annotations

import re
from functools import cache

from citecheck.parser.claims import cues
from citecheck.parser.claims.cues import WEIGHTS, table

THRESHOLD = 1.0
"""Score from which a sentence is held to be a claim."""

UNSTOPPED = 1.5
"""The same for words without a full stop: a label or a line of notes rather than a sentence."""

_STOPS = frozenset(".…。;:،؛।")
_ASCII_WORD = re.compile(r"[a-z]+(?:['-][a-z]+)*")
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_NUMBER = re.compile(r"\d[\d.,:]*")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_NAME = re.compile(
    r"[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİŁŃŇÓŐŒŘŚŞŠŤŪŮŰŹŻŽА-ЯЁЄІЇҐ]"
    r"(?<=[\w,;)'”\"%–—] .)(?!(?<=I)\b|(?<=O)K\b)[\w'&-]*"
)
"""A word with a capital that starts no sentence and no quotation."""
_MARKER = re.compile(r"\[\s?[\w^., –-]{1,12}\]")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_APPARATUS = re.compile(
    r"\s*[\[(]?(?:available|accessed|retrieved|published|last (?:accessed|updated|modified)|doi|isbn|vol|"
    r"source|sources|photo|image|credit|via|by|read more|see also|updated|posted|filed under|tags|related)\b"
    r"(?: (?:at|from|online|on|by|in|credit))?\s?(?:[:.\]]|\d|on \d)",
    re.IGNORECASE,
)
"""Remains of reference entries and furniture of pages: "Available at:", "[Accessed 28", "Photo: …"."""
_LICENCE = re.compile(
    r"\s*(?:this (?:work|article|content|page|site) is (?:licensed|published)|all rights reserved|"
    r"©|copyright)",
    re.IGNORECASE,
)
_ENDS = " \t\n\r\"'”’»›)]』」*_"
_HAN = re.compile("[\u4e00-\u9fff]")
_SPACELESS = frozenset({"zh", "ja", "th"})
_INFLECTED = frozenset({"uk", "ru", "pl", "tr"})
_STEM = 5
"""Letters by which a word of five and more is recognised in a language of many endings."""

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
_ENDS_EMPTY = frozenset({"something", "anything", "nothing", "everything", "somehow", "somewhere", "someone"})
_AGAINST = ("i", "my", "we", "you", "feel", "mood", "hedge", "modal", "praise", "vague", "muse")


def is_checkworthy(sentence: str, language: str | None, spoken: bool = False) -> bool:
    """Say whether a sentence states something that can be checked.

    Args:
        sentence: one sentence, white space folded, quoted words of others blanked out.
        language: two-letter code, or None where unknown.
        spoken: it gives somebody's words, and says so.
    """
    if is_question_or_cry(sentence):
        return False
    needed = THRESHOLD if sentence.rstrip(_ENDS)[-1:] in _STOPS else UNSTOPPED
    return round(score(sentence, language, spoken), 6) >= needed


def is_question_or_cry(sentence: str) -> bool:
    """Say whether a sentence asks or exclaims."""
    bare = sentence.rstrip(_ENDS)
    return bare.endswith(("?", "!", "？", "！", "؟", "?…", "?..")) if bare else True


def _bare(sentence: str) -> str:
    """Return a sentence without addresses and markers, whose numbers and capitals say nothing."""
    if "’" in sentence:
        sentence = sentence.replace("’", "'")
    if "[" in sentence:
        sentence = _MARKER.sub(" ", sentence)
    if "/" in sentence:
        sentence = _ADDRESS.sub(" ", sentence)
    return sentence


def score(sentence: str, language: str | None, spoken: bool = False) -> float:
    """Return how much speaks for a sentence being a claim (`THRESHOLD` and more: it is one)."""
    if language in _SPACELESS or (language is None and _HAN.search(sentence)):
        return _score_spaceless(sentence, spoken)
    sentence = _bare(sentence)
    pattern = _ASCII_WORD if sentence.isascii() else _WORD
    words = pattern.findall(sentence.lower())
    if not words or _APPARATUS.match(sentence) or _LICENCE.match(sentence):
        return _SPEECH_WEIGHT if spoken and not words else 0.0
    english = language in ("en", None)
    total = _SPEECH_WEIGHT if spoken else 0.0
    counts, past, long = _counted(words, language or "en")
    if "US" in sentence and counts.get("we") == 1 and " us " not in sentence:
        del counts["we"]
    if "feel" in counts and not counts.keys() & {"i", "my", "we", "you"}:
        # Somebody else's feeling: "especially the sick", "voters are tired".
        counts["mood"] = counts.pop("feel")
    for name, count in counts.items():
        first, further, most = WEIGHTS[name]
        total += first + further * (min(count, most) - 1)
    total += min(long, 4) * _LONG_WEIGHT
    numbers = _NUMBER.findall(sentence)
    total += _numbers(numbers) + _names(sentence, words, language)
    if english:
        total += _PAST_WEIGHTS[min(past, 2)] + _english(sentence, words, counts)
    return total + (0.0 if spoken else _length(len(words) + len(numbers)))


def _counted(words: list[str], language: str) -> tuple[dict[str, int], int, int]:
    """Return how often each class stands in the sentence, unknown -ed words, and long words."""
    known = table(language)
    found = [known[word] for word in words if word in known]
    others = [word for word in words if len(word) > 4 and word not in known]
    if language in _INFLECTED:
        stems = _stems(language)
        found += [stems[word[:_STEM]] for word in others if word[:_STEM] in stems]
    # In the order of the sentence: a set's order, and with it the last digit of a sum, changes by the run.
    counts = {name: found.count(name) for name in dict.fromkeys(found)}
    past = sum([word.endswith("ed") for word in others])
    return counts, past, sum([len(word) > 8 for word in others])


@cache
def _stems(language: str) -> dict[str, str]:
    return {
        word[:_STEM]: name
        for word, name in table(language).items()
        if len(word) > _STEM and name in ("say", "event", "body", "number", "date")
    }


def _length(words: int) -> float:
    if words < 4:
        return -1.0
    if words < 6:
        return -0.3
    return 0.2 if words > 14 else 0.0


def _numbers(found: list[str]) -> float:
    if not found:
        return 0.0
    years = sum([bool(_YEAR.fullmatch(number.rstrip(".,:"))) for number in found])
    return (_YEAR_WEIGHT if years else 0.0) + (_NUMBER_WEIGHT if len(found) > years else 0.0)


def _names(sentence: str, words: list[str], language: str | None) -> float:
    halves = 0
    for name in _NAME.findall(sentence):
        halves += 1 if len(name) < 4 and name.isupper() and name not in ("US", "UK", "EU", "UN") else 2
    if language == "de":
        # Every noun has a capital: four say no more than one name elsewhere.
        halves //= 4
    total = _NAME_WEIGHTS[min(halves, 6)]
    if language in ("en", None) and words[0] not in cues.words("starts", "nameless"):
        start = sentence.lstrip(" \"'“«»„‘([*_")
        known = table("en").get(words[0])
        if start[:1].isupper() and known is None and words[0] not in cues.words("starts", "imperative"):
            total += _START_NAME_WEIGHT
    return total


def _english(sentence: str, words: list[str], counts: dict[str, int]) -> float:
    total = 0.0
    deictic = cues.words("starts", "deictic")
    second = words[1] if len(words) > 1 else ""
    if words[0] in deictic or (words[0] in ("and", "but") and second in deictic):
        total += _DEICTIC_WEIGHT
    elif len(words) > 5 and not any(name in counts for name in _AGAINST):
        total += _PLAIN_WEIGHT
    imperatives = cues.words("starts", "imperative")
    labelled = _LABEL.match(sentence)
    if words[0] in imperatives or (labelled and labelled.group(1).lower() in imperatives):
        total += _IMPERATIVE_WEIGHT
    if words[-1] in _ENDS_EMPTY:
        total += _EMPTY_WEIGHT
    itself = cues.words("phrases", "itself")
    if (words[0] in ("this", "the", "my", "our", "in") and set(words[1:4]) & itself and _is_own(words)) or (
        words[0] in ("figure", "table", "section", "chapter", "appendix")
    ):
        total += _ITSELF_WEIGHT
    lower = sentence.lower()
    if "i" in counts and _CONFESSION.search(lower):
        total += _CONFESSION_WEIGHT
    if words[0] == "about" and second not in ("a", "an", "the", "one") and not lower[6:7].isdigit():
        # "About sons who never came home." is half a sentence; "About 40 people died." is not.
        total += 0.0 if table("en").get(second) in ("number", "few") else _HALF_WEIGHT
    if _PLAN.match(lower):
        total += _PLAN_WEIGHT
    if _IMPERSONAL.match(lower) or any(musing in lower for musing in _MUSINGS):
        total += _IMPERSONAL_WEIGHT
    if words[0] in cues.words("phrases", "abstract") and second in _TIMELESS:
        total += _IMPERSONAL_WEIGHT
    return total


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
    seen: dict[str, int] = {}
    for word, name in table("zh").items():
        if word in sentence:
            seen[name] = seen.get(name, 0) + 1
    for name, count in seen.items():
        first, further, most = WEIGHTS[name]
        total += first + further * (min(count, most) - 1)
    return total + _numbers(_NUMBER.findall(sentence)) + (0.3 if len(sentence) > 12 else -0.5)


def is_fragment(sentence: str) -> bool:
    """Say whether a sentence only completes the one before it: a few words with a number, and no verb."""
    if not _NUMBER.search(sentence) or is_question_or_cry(sentence):
        return False
    words = _WORD.findall(sentence.replace("’", "'").lower())
    verbs = cues.words("shape", "verbs")
    if not 0 < len(words) <= 6 or any(word in verbs or word.endswith("ed") for word in words):
        return False
    known = table("en")
    return not any(known.get(word) in ("say", "event") for word in words)
