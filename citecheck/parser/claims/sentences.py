"""Cut a paragraph into sentences, in any language, keeping quotations and markers whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

import sentencex

from citecheck.parser.claims.cues import table, words
from citecheck.parser.quotemarks import Passage

_PIECE = 2000
"""Code points handed to the library at once: some of its rules are quadratic in a text without boundaries."""

_RULES = {"it": "es"}
"""Whose rules to use instead: the library's Italian ones take forty times as long, and cut no better."""

LONGEST_SENTENCE = 1500
"""Code points; a sentence that has grown longer by joining is left as the library cut it."""

_MARK_CHARACTERS = frozenset("\"“”„«»‹›‘’‚「」『』＂'")
_MARKS = re.compile("[\"“”„«»‹›‘’‚'「」『』＂](?:(?<!['’])|(?<![^\\W\\d_].)|(?![^\\W\\d_]))")
"""Quotation marks, but no apostrophe between letters: the library would pair these, at quadratic cost."""

_MARK_BEFORE_STOP = re.compile("[\"“”»›’」』'](?=[.!?])")
"""Hidden behind a letter, not a blank: a full stop behind a blank ends no sentence for the library."""

_LEADING_MARKER = re.compile(
    r"(?:[\s\u200b]*(?:"
    r"\[(?:\d{1,3}|[a-z]|\^?[\w-]{1,20})(?:\s?[,–-]\s?\d{1,3})*\]"
    r"|[⁰¹²³⁴⁵⁶⁷⁸⁹]+"
    r"|\([^()\n]{0,80}\b(?:19|20)\d\d[a-z]?\)(?=[\s.]|$)"
    r"|\((?:source|sources|via|see|quelle|quellen|fuente|fonte|źródło|джерело|источник|kaynak)\b:?[^()\n]{1,80}\)"
    r"|[)\]”»’\"'」』](?=[\s.,;)]|$)"
    r")){1,12}[.,]?",
    re.IGNORECASE,
)
"""What belongs to the sentence before although it stands behind its full stop: markers and closing marks."""

_ORDINAL_DOT = frozenset({"de", "pl", "tr", "cs", "sk", "da", "no", "nb", "fi", "hu", "hr", "sr", "sl", "uk"})
_ENDS_IN_ORDINAL = re.compile(r"(?<![\w.,])\d{1,2}\.\s*\Z")
_IN_ADDRESS = re.compile(r"(?:https?://|www\.|/)\S*\Z")
_UP_TO_STOP = re.compile(r"[^.,:;!?“”\"«»]{1,60}[.,:]")


def split_sentences(
    text: str, language: str | None = None, passages: Sequence[Passage] = ()
) -> list[tuple[int, int]]:
    """Cut a text into sentences.

    Args:
        text: a paragraph, or several parted by empty lines.
        language: two-letter code; English rules where it is None or unknown.
        passages: its quotations (`quotemarks.pair_marks`); no sentence is cut inside one.

    Returns:
        (start, end) of each sentence in order, without the white space around it. Characters
        between two sentences are white space.
    """
    sentences: list[tuple[int, int]] = []
    start = 0
    for boundary in _kept(text, language or "en", passages):
        _append(sentences, text, start, boundary)
        start = boundary
    return sentences


def _append(sentences: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    if start < end:
        sentences.append((start, end))


def _kept(text: str, language: str, passages: Sequence[Passage]) -> Iterator[int]:
    """Yield the boundaries that hold, the end of the text last."""
    at = 0
    start = 0
    for boundary in _boundaries(text, language):
        while at < len(passages) and passages[at].end <= boundary:
            at += 1
        plain = text[boundary - 2 : boundary] == ". " and text[boundary : boundary + 1].isupper()
        boundary = boundary - 1 if plain else _behind_stop(text, start, boundary)
        if boundary <= start:
            continue
        if boundary >= len(text):
            break
        if boundary - start <= LONGEST_SENTENCE:
            if at < len(passages) and passages[at].start < boundary < passages[at].end:
                continue
            goes_on = _is_shortened if plain else _joined
            if goes_on(text, start, boundary, language):
                continue
        yield boundary
        start = boundary
    yield len(text)


def _boundaries(text: str, language: str) -> Iterator[int]:
    """Yield where the library cuts, quotation marks hidden from it."""
    if _MARKS.search(text):
        text = _MARKS.sub(" ", _MARK_BEFORE_STOP.sub("x", text))
    start = 0
    while start < len(text):
        piece = text[start : start + _PIECE]
        last = start + len(piece) >= len(text)
        cuts = list(accumulate(map(len, sentencex.segment(_RULES.get(language, language), piece))))
        if not last:
            # The last sentence may go on behind the piece: it is read again with what follows.
            cuts = cuts[:-1] or [piece.rfind(" ", 1) + 1 or len(piece)]
        for cut in cuts:
            yield start + cut
        start += cuts[-1] if cuts else len(piece)


def _behind_stop(text: str, start: int, boundary: int) -> int:
    """Move a boundary to where the full stop is, and behind the marks and markers that belong to it.

    The library saw blanks for quotation marks: its cut may lie behind the mark that opens the next sentence.
    """
    floor = max(start, boundary - 40)
    while boundary > floor and (text[boundary - 1].isspace() or text[boundary - 1] in _MARK_CHARACTERS):
        boundary -= 1
    while boundary < len(text) and text[boundary] in _MARK_CHARACTERS:
        boundary += 1
    if text[boundary : boundary + 1] == " " and text[boundary + 1 : boundary + 2].isalpha():
        return boundary  # the next sentence, nearly always
    match = _LEADING_MARKER.match(text, boundary)
    return match.end() if match else boundary


def _joined(text: str, start: int, boundary: int, language: str) -> bool:
    """Say whether the library cut where no sentence ends."""
    after = boundary
    while after < len(text) and text[after].isspace():
        after += 1
    if after >= len(text):
        return False
    if "\n\n" in text[boundary - 2 : after + 1]:
        return False
    if text[after].islower():
        return True
    if after == boundary and _IN_ADDRESS.search(text, max(start, boundary - 300), boundary):
        return True
    if text[boundary - 1] in _MARK_CHARACTERS and _attributes(text[after : after + 80], language):
        return True
    return _is_shortened(text, start, boundary, language)


def _is_shortened(text: str, start: int, boundary: int, language: str) -> bool:
    """Say whether the full stop before a boundary belongs to an ordinal number or an abbreviation."""
    tail = text[max(start, boundary - 12) : boundary]
    if language in _ORDINAL_DOT and _ENDS_IN_ORDINAL.search(tail):
        return True
    last = tail.split()[-1:]
    if not last or last[0][-1] != ".":
        return False
    return last[0][:-1].lstrip('(["“«').casefold() in words("abbreviations", language)


def _attributes(following: str, language: str) -> bool:
    """Say whether what follows a quotation only says whose words they are: "Mayor Ruiz said."."""
    if following[0] in "–—-":
        line = following.partition("\n")[0]
        return len(line) < 80 and len(line.split()) <= 12 and following[1:].lstrip()[:1].isupper()
    first = _UP_TO_STOP.match(following)
    if not first:
        return False
    known = table(language)
    found = first.group().casefold().split()
    return len(found) <= 6 and any(known.get(word.rstrip(".,:")) == "say" for word in found)
