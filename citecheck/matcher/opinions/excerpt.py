"""What of a long text a judge is shown: the sentences nearest to the claim, in their order."""

from __future__ import annotations

from citecheck.matcher.opinions.nearest import nearest_sentences
from citecheck.matcher.support.claimwords import read_claim
from citecheck.matcher.support.overlap import rank_sentences
from citecheck.matcher.support.passages import read_passages

_NEIGHBOURS = 2
"""Sentences shown before and after a near one: "he" and "it" are explained there."""
_LITTLE = 1_500
"""Characters of room below which the beginning and the neighbours would leave no place for what is near."""
GAP = "\n[…]\n"
"""Stands where sentences are left out."""


def excerpt(claim: str, text: str, room: int) -> str:
    """Return the text whole where it is at most `room` characters long, else the parts nearest to the claim.

    Every part is the text's own, character for character; `GAP` stands between them. The beginning of the
    story is always shown, since it says what the rest is about. In less than 1,500 characters there is no
    place for that: then it is the nearest sentences alone, run together.
    """
    if len(text) <= room:
        return text
    if room < _LITTLE:
        return nearest_sentences(claim, text, room)[:room]
    passages = read_passages(text)
    sentences = passages.sentences
    chosen: set[int] = set()
    left = room
    for place in (0, *rank_sentences(read_claim(claim), passages)):
        around = range(max(0, place - _NEIGHBOURS), min(len(sentences), place + _NEIGHBOURS + 1))
        wanted = [i for i in around if i not in chosen]
        cost = sum(sentences[i].end - sentences[i].start + len(GAP) for i in wanted)
        if cost > left:
            break
        chosen.update(wanted)
        left -= cost
    parts: list[str] = []
    for first, last in _runs(sorted(chosen)):
        start, end = passages.quote(first, last)
        parts.append(text[start:end])
    return GAP.join(parts) or text[:room]


def _runs(places: list[int]) -> list[tuple[int, int]]:
    """Return (first, last) of each run of neighbouring places."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and runs[-1][1] == place - 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs
