"""What of a text the model is shown beside a claim: the passages that the built-in judge ranks nearest."""

from __future__ import annotations

from citecheck.matcher.opinions.nearest import nearest_sentences

ROOM = 420
"""Characters of evidence: with a claim of 30 words this fits in 128 word pieces."""


def choose_passages(claim: str, text: str, room: int = ROOM) -> str:
    """Return what the model is shown of `text`, at training as at run time."""
    return nearest_sentences(claim, text, room)
