"""The few sentences of a text nearest to a claim, for judges that can be shown no more."""

from __future__ import annotations

from citecheck.matcher.support.claimwords import read_claim
from citecheck.matcher.support.overlap import rank_passages
from citecheck.matcher.support.passages import read_passages

GAP = " … "
"""Stands where sentences are left out."""


def nearest_sentences(claim: str, text: str, room: int) -> str:
    """Return the parts of `text` nearest to `claim`, in their order, at most about `room` characters.

    The best passages come first (one to three sentences each), then single sentences that share words with
    the claim; a text that shares no word gives its beginning, one that is no longer than `room` itself.
    """
    if len(text) <= room:
        return text
    passages = read_passages(text)
    ranking = rank_passages(read_claim(claim), passages)
    wanted = [i for one in ranking.passages for i in range(one.first, one.last + 1)]
    chosen: set[int] = set()
    left = room
    for place in (*wanted, *ranking.order):
        if place in chosen:
            continue
        cost = passages.sentences[place].end - passages.sentences[place].start + len(GAP)
        if cost > left and chosen:
            break
        chosen.add(place)
        left -= cost
    parts: list[str] = []
    last = -2
    for place in sorted(chosen):
        start, end = passages.quote(place, place)
        joint = " " if place == last + 1 else GAP
        parts += [joint, text[start:end]] if parts else [text[start:end]]
        last = place
    return "".join(parts)[: 2 * room] or text[:room]
