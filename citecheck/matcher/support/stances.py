# ruff: noqa: SIM905  - word lists read better as text
"""What stands still beside what rises or falls, and who is for a thing beside who is against it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from citecheck.matcher.support.claimwords import ItemKind
from citecheck.matcher.support.closeread import Reading, Token, tokenize
from citecheck.matcher.support.polarity import NEGATORS
from citecheck.matcher.support.wordstock import opposites
from citecheck.models import Check

_MOVES = frozenset(
    "rise increase grow climb surge soar fall decrease drop decline shrink plunge slump sink double triple "
    "halve".split()
)
_STILL = frozenset("unchanged stagnant flat frozen constant".split())
_MOVE = frozenset(("change", "move", "rise", "increase", "grow", "fall", "drop"))
_BE = frozenset("is are was were be been being remain remains remained stay stays stayed".split())
_AGAINST = frozenset(("against", "oppose", "opposed", "sceptical", "skeptical", "resist"))
_FOR = frozenset(("favor", "favour", "support", "back", "welcome", "endorse"))
_SIDES = re.compile(
    r"\b(?:against|oppos|s[ck]eptical|resist|favou?r|support|back|welcom|endors)", re.IGNORECASE
)
_CLAUSE_ENDS = frozenset(".!?;:")
_TURNING = frozenset(("but", "while", "whereas", "although"))
_STANDS = frozenset("is are was were be been came stands stand voted votes".split())


def find_standstill(reading: Reading) -> Check | None:
    """Look for a passage in which what the claim says rose or fell has not changed."""
    tokens = tokenize(reading.claim.text)
    moved = next((token for token in tokens if token.stem in _MOVES), None)
    if moved is None or any(token.stem in NEGATORS for token in tokens) or _is_held(reading, moved):
        return None
    if moved.stem in reading.places or opposites(moved.stem) & reading.places.keys():
        return None
    for place, token in enumerate(reading.tokens):
        if _is_still(reading.tokens, place) and _touches(reading, place):
            said = token.text if token.stem in _STILL else f"not {token.text}"
            return Check("opposite", False, f"the article says '{moved.text}', the source says '{said}'")
    return None


def _is_held(reading: Reading, token: Token) -> bool:
    return any(item.start == token.start and i in reading.held for i, item in enumerate(reading.claim.items))


def _is_still(tokens: Sequence[Token], place: int) -> bool:
    if tokens[place].stem in _STILL:
        return any(token.text.lower() in _BE for token in tokens[max(0, place - 3) : place])
    return tokens[place].stem in _MOVE and any(
        token.stem in NEGATORS for token in tokens[max(0, place - 3) : place]
    )


def _touches(reading: Reading, place: int) -> bool:
    """Whether the sentence around a token holds two things of the claim at least."""
    first, past = reading.sentence_around(place)
    return sum(first <= at < past for at in reading.at.values()) >= 2


def find_other_side(reading: Reading) -> Check | None:
    """Look for a passage in which a name is for what the claim has it against, or the other way round."""
    if _SIDES.search(reading.claim.text) is None or _SIDES.search(reading.text) is None:
        return None
    tokens = tokenize(reading.claim.text)
    if any(token.stem in NEGATORS for token in tokens):
        return None
    side = _side(tokens)
    if side is None:
        return None
    for i, item in enumerate(reading.claim.items):
        if item.kind is not ItemKind.NAME or i not in reading.at or item.start > tokens[side[1]].start:
            continue
        clause = _clause(reading.tokens, reading.at[i])
        other = _side(clause)
        if other is None or other[0] is side[0] or any(token.stem in NEGATORS for token in clause):
            continue
        mine, theirs = tokens[side[1]].text, clause[other[1]].text
        return Check("opposite", False, f"the article says '{mine}' of '{item.text}', the source '{theirs}'")
    return None


def _side(tokens: Sequence[Token]) -> tuple[bool, int] | None:
    """Return whether the words speak for something, and which one says so; None where they do both."""
    found: tuple[bool, int] | None = None
    for place, token in enumerate(tokens):
        low = token.text.lower()
        if low == "against":
            before = [
                one.text.lower() for one in tokens[max(0, place - 2) : place] if not one.text.endswith("ly")
            ]
            side = False if before and before[-1] in _STANDS else None
        elif token.stem in ("favor", "favour"):
            side = True if place and tokens[place - 1].text.lower() == "in" else None
        elif low == "back":
            side = None  # mostly no verb: "came back"
        else:
            side = False if token.stem in _AGAINST else True if token.stem in _FOR else None
        if side is None:
            continue
        if found is not None and found[0] is not side:
            return None
        found = found or (side, place)
    return found


def _clause(tokens: Sequence[Token], place: int) -> Sequence[Token]:
    """Return the run of tokens around `place` that no full stop, semicolon or "while" cuts."""
    first, past = place, place
    while first > 0 and not _cuts(tokens[first - 1]):
        first -= 1
    while past < len(tokens) and not _cuts(tokens[past]):
        past += 1
    return tokens[first:past]


def _cuts(token: Token) -> bool:
    return token.text in _CLAUSE_ENDS or token.text.lower() in _TURNING
