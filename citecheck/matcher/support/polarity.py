# ruff: noqa: SIM905  - word lists read better as text
"""Which words of a sentence stand under a "not", a denial or a hedge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

NEGATORS = frozenset("not no never neither nor none without cannot nobody nothing nowhere".split())
SELDOM = frozenset("rarely seldom hardly scarcely".split())
"""Nearly a "not"; "barely" is none: who barely survived lives."""
_LACKS = frozenset(("lack", "absence"))
"""What denies the thing behind it: "a lack of segments"."""
_REFUSES = frozenset("fail refuse decline unable neglect".split())
"""What denies the verb behind a "to": "failed to pay"."""
DENIALS = frozenset(
    ("deny", "refute", "fail", "refuse", "false", "untrue", "hoax", "fake", "myth", "debunk", "reject")
)
HEDGES = frozenset(
    "may might could can would plan consider possible possibly potential potentially alleged "
    "allegedly reportedly expect expected propose proposal seek threaten want hope aim if whether "
    "unless likely suspected".split()
)
_GUESSING = frozenset(("suspect", "speculate", "fear", "hypothesize"))
"""Before a "that" these are no more than a guess."""
_REACH = 4
"""Words a negator reaches forward; a mark of the clause stops it."""
_HEDGE_REACH = 4
"""Words between a hedge and the verb under it: "plans to sharply cut"."""
_NOBODY = frozenset(("nobody", "none", "nothing"))
_NOBODY_REACH = 6
_STOPS = frozenset(".!?;")
_MARKS = frozenset(",;:.!?—–()")
_LIGHT = frozenset(
    "be is was been being do at in on to of by have has had the any all yet ever even also still very such "
    "for with an his her its their".split()
)
_TOKENS_OF = frozenset("evidence sign proof intention plan desire wish appetite ambition".split())
"""Passed over as well before these: "no sign of", "no plans to"."""
_OF = frozenset(("of", "that", "for", "to"))
"""Words that a "not" passes over on the way to what it denies."""
_FREE = frozenset(("only", "just", "merely", "least", "doubt", "long", "surprise", "yet"))
"""After these a "not" or "no" denies nothing: "not only", "no doubt", "no longer" is kept."""


_DENYING = NEGATORS | SELDOM | _LACKS | _REFUSES
_WILLING = frozenset("intend plan want wish expect aim hope need seek mean".split())
"""Who does "not intend to publish" does not publish."""


class Word(Protocol):
    """What is read of a token."""

    @property
    def text(self) -> str:
        """The token as written."""

    @property
    def stem(self) -> str:
        """Its stem; "" for a mark."""


def head_negated(tokens: Sequence[Word], *, refused: bool = False) -> frozenset[int]:
    """Return the places of the words that a "not" denies: the first telling word behind it in its clause.

    With `refused` also the verbs behind "failed to", "refused to" and the like.
    """
    under: set[int] = set()
    for place, token in enumerate(tokens):
        if token.stem not in _DENYING or not _denies(tokens, place, refused) or _is_idle(tokens, place):
            continue
        if token.stem in _NOBODY:
            under.update(_behind_nobody(tokens, place))
            continue
        for after in range(place + 1, min(len(tokens), place + 1 + _REACH)):
            if tokens[after].text in _MARKS and not (
                tokens[after].text == "." and "." in tokens[after - 1].text
            ):
                break
            if not _is_light(tokens, after):
                under.add(after)
                if (
                    tokens[after].stem in _WILLING
                    and after + 1 < len(tokens)
                    and tokens[after + 1].stem == "to"
                ):
                    continue
                if not tokens[after].stem.startswith("@"):  # "not a U.S. state" denies the state
                    break
    return frozenset(under)


def _is_light(tokens: Sequence[Word], place: int) -> bool:
    root = tokens[place].stem
    if root in _TOKENS_OF:
        return place + 1 < len(tokens) and tokens[place + 1].stem in _OF
    return len(root) < 2 or root in _LIGHT


def _denies(tokens: Sequence[Word], place: int, refused: bool) -> bool:
    """Whether the word at `place` denies what follows: "not", "rarely", "lacks", "failed to"."""
    root = tokens[place].stem
    if refused and root in _REFUSES:
        twice = any(token.stem in NEGATORS for token in tokens[max(0, place - 2) : place])
        return not twice and place + 1 < len(tokens) and tokens[place + 1].stem == "to"
    return root in NEGATORS or root in SELDOM or root in _LACKS


def _behind_nobody(tokens: Sequence[Word], place: int) -> Iterator[int]:
    """Yield the telling words behind a "nobody": "nobody in the town will pay" denies the paying."""
    for after in range(place + 1, min(len(tokens), place + 1 + _NOBODY_REACH)):
        if tokens[after].text in _MARKS:
            return
        if not _is_light(tokens, after):
            yield after


def hedging(tokens: Sequence[Word], place: int) -> int | None:
    """Return the place of the hedge over the word at `place` ("plans to cut"), None without one."""
    for before in range(place - 1, max(-1, place - 1 - _HEDGE_REACH), -1):
        if tokens[before].text in _MARKS:
            return None
        if tokens[before].stem in _GUESSING and tokens[before + 1].stem == "that":
            return before
        if tokens[before].stem in HEDGES and tokens[before].text != "May":
            forbids = tokens[before].stem == "may" and tokens[before + 1].stem == "not"
            return None if forbids else before
    return None


def _is_idle(tokens: Sequence[Word], place: int) -> bool:
    """Whether the negator at `place` denies nothing: "not only", "did not … until", "not before 2034"."""
    following = tokens[place + 1].stem if place + 1 < len(tokens) else ""
    if following in _FREE:
        return True
    for at in range(place + 1, min(len(tokens), place + 9)):
        if tokens[at].text in _STOPS:
            return False
        if tokens[at].stem in ("until", "till"):
            return True
        if tokens[at].stem == "before" and any(token.text[0].isdigit() for token in tokens[at + 1 : at + 4]):
            return True
    return False
