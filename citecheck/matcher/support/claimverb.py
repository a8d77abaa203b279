# ruff: noqa: SIM905  - word lists read better as text
"""Which word of a claim says what happened: its main verb, found without a grammar."""

from __future__ import annotations

import re
from functools import lru_cache

from citecheck.matcher.lexicon import word
from citecheck.matcher.support.wordstock import TELLING, stem, weight

_TOKEN = re.compile(r"\w+(?:['’.,-]\w+)*|[,;:.!?—–()]")
_MARKS = frozenset(",;:.!?—–()")
AUXILIARIES = frozenset(
    "is are was were be been being am has have had do does did will would shall should can could may might "
    "must cannot".split()
)
_BE = frozenset("is are was were be been being am not".split())
_BEFORE_NOUNS = frozenset(
    "the a an this these those its his her their our my your some any every each no all both many several "
    "more most few other another such first second last next new two three four five six seven eight nine "
    "ten of in on at by for from with into over under about between against through during without".split()
)
"""Behind these a word that may be verb or noun is a noun, or an adjective before one."""
_BEHIND_VERBS = frozenset(
    "the a an this these those its his her their our it him them us that to more all up down out off "
    "back".split()
)
_PRONOUNS = frozenset("he she it they we i you who which that there".split())
_RELATIVE = frozenset("who which that whose whom where".split())
_OPENERS = frozenset(
    "during in at on after before following amid since by under when while as if although though because "
    "despite alongside with within for from once".split()
)
_BEHIND_PARTICIPLES = frozenset("by in at on for from with under near".split())
_OPENERS_OF_CLAUSES = _RELATIVE | frozenset(
    "and or but because as if when while after before although though than so until since how what "
    "why".split()
)
_SAYING = frozenset(
    "say tell announce state claim report believe think know show reveal find note add warn insist argue "
    "suggest admit declare confirm allege write explain mean seem appear".split()
)
_TO_ANOTHER = frozenset(
    "agree want plan try begin start continue decide vow promise expect aim hope need intend propose pledge "
    "urge ask help allow force tend offer order seek".split()
)
"""Before "to" and a verb these only colour it."""
_LIGHT = frozenset(
    "make take get give go come put do have be let keep bring see hold become remain include use happen "
    "involve follow".split()
)
"""Verbs that say too little by themselves to be missed."""


@lru_cache(maxsize=512)
def main_verb(text: str) -> int | None:
    """Return the offset of the word that says what happened in a claim, None where none is sure.

    Verbs of saying and of wanting give way to the verb they bring with them; "be" and the like are none.
    """
    tokens = [(match.group(), match.start()) for match in _TOKEN.finditer(text)]
    at = _behind_opening([token for token, _ in tokens])
    found: int | None = None
    helped, aside, first = False, False, at
    while at < len(tokens):
        written, start = tokens[at]
        low = written.lower().replace("’", "'")
        before = tokens[at - 1][0].lower() if at else ""
        if written in _MARKS:
            helped = False
            if found is not None:
                break
            at = _behind_aside(tokens, at)
        elif _is_auxiliary(low):
            helped = True
        elif low in _RELATIVE and at > first:
            aside = True
        elif at > first and _is_verb(tokens, at, low, before, helped):
            if not helped and not aside and _is_reduced(tokens, at):
                at += 1
                continue
            if aside:
                aside = helped = False
                at += 1
                continue
            root = stem(written)
            follows = tokens[at + 1][0].lower() if at + 1 < len(tokens) else ""
            if helped and low == "going" and follows == "to":
                at += 2
                continue  # "is going to strike": no more than a "will"
            if root in _LIGHT:
                return None
            found = start
            if not (root in _SAYING or (root in _TO_ANOTHER and follows == "to")):
                return start
            helped = follows == "to"
            if root in _SAYING:
                found = None
            at += follows in ("to", "that")
        elif not low.endswith("ly") and low != "not":
            helped = False
        at += 1
    return found


def _is_reduced(tokens: list[tuple[str, int]], at: int) -> bool:
    """Whether a participle only describes the noun before it: "money paid by the state has run out"."""
    follows = tokens[at + 1][0].lower() if at + 1 < len(tokens) else ""
    low = tokens[at][0].lower()
    if follows not in _BEHIND_PARTICIPLES or low.endswith("s") or word(low).lemmas == {low}:
        return False
    for written, _ in tokens[at + 2 :]:
        low = written.lower()
        if written in _MARKS or low in _OPENERS_OF_CLAUSES:
            return False
        if _is_auxiliary(low):
            return True
    return False


def _behind_aside(tokens: list[tuple[str, int]], at: int) -> int:
    """Return the comma that closes the aside a comma opens (", two firms that …,"), else the same place."""
    if tokens[at][0] != ",":
        return at
    closing = next((i for i in range(at + 1, len(tokens)) if tokens[i][0] == ","), at)
    has_relative = any(tokens[i][0].lower() in _RELATIVE for i in range(at + 1, closing))
    return closing if has_relative else at


def _is_auxiliary(low: str) -> bool:
    if low in AUXILIARIES or low.endswith("n't"):
        return True
    stump, _, clitic = low.partition("'")
    return clitic in ("re", "ve", "ll", "d") or (clitic == "s" and stump in _PRONOUNS)


def _behind_opening(words: list[str]) -> int:
    """Return where the main clause begins: behind "During the talks,"."""
    if words and words[0].lower() in _OPENERS and "," in words[:20]:
        return words.index(",") + 1
    return 0


def _is_verb(tokens: list[tuple[str, int]], at: int, low: str, before: str, helped: bool) -> bool:
    written = tokens[at][0]
    if written[0].isupper():
        return False
    known = word(low)
    if not known.parts and low.endswith(("ed", "ing")):
        known = word(stem(low))  # a rare form: "rationed"
    if "v" not in known.parts or weight(stem(written)) < TELLING:
        return False
    if helped:
        return before not in _BE or known.lemmas != {low} or low.endswith(("ed", "ing"))
    if before in _BEFORE_NOUNS or before.endswith(("'s", "’s")) or low.endswith("ing"):
        return False
    if before == "to":
        return False
    follows = tokens[at + 1][0] if at + 1 < len(tokens) else "."
    if "n" not in known.parts and known.lemmas != {low}:
        return True  # an inflected form that is no noun: "rejected", "sued"
    if before in _PRONOUNS:
        return True
    return follows.lower() in _BEHIND_VERBS or follows[0].isupper() or follows[0].isdigit()
