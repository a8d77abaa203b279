"""A claim cut into the parts that can be true or false by themselves."""

from __future__ import annotations

import re

from citecheck.matcher.lexicon import word
from citecheck.matcher.support.claimwords import ClaimWords, ItemKind, read_claim

_SEAM = re.compile(
    r"\s*;\s+"
    r"|,\s+(?:and|but|while|whereas|although|though|yet|so|after|before|because|which|who)\s+"
    r"|\s+(?:while|whereas|although|but)\s+"
    r"|(?<=[.!?])\s+(?=[A-Z\"“])"
)
_OPENING = re.compile(r"^(?:During|In|At|On|After|Before|Following|Amid|Since|By|Under)\b[^,;]{8,90},\s+")
"""A phrase of place or time before the clause: it may stand in another passage than the rest."""
_FEWEST_ITEMS = 3
_MOST_PARTS = 5


def split_claim(text: str) -> tuple[str, ...]:
    """Return the parts of a claim, or the claim alone where it has no parts that stand by themselves.

    Only clauses with a verb and a few telling words of their own count; whatever is too
    slight stays with its neighbour.
    """
    opening = _OPENING.match(text)
    if opening is None and _SEAM.search(text) is None:
        return (text,)
    pieces = [opening.group().rstrip(", ")] if opening else []
    rest = text[opening.end() :] if opening else text
    at = 0
    for seam in _SEAM.finditer(rest):
        pieces.append(rest[at : seam.start()])
        at = seam.end()
    pieces.append(rest[at:])
    parts: list[str] = []
    for place, piece in enumerate(pieces):
        words = read_claim(piece)
        if parts and not _stands(words):
            parts[-1] = f"{parts[-1]}, {piece}"
        elif _stands(words) or (opening and place == 0 and len(words.items) >= 2):
            parts.append(piece)
        elif place + 1 < len(pieces):
            pieces[place + 1] = f"{piece}, {pieces[place + 1]}"
        else:
            parts.append(piece)
    return tuple(parts) if 1 < len(parts) <= _MOST_PARTS else (text,)


def _stands(words: ClaimWords) -> bool:
    """Whether a piece says something by itself."""
    has_verb = any("v" in word(item.stem).parts for item in words.items if item.kind is ItemKind.WORD)
    return has_verb and len(words.items) >= _FEWEST_ITEMS
