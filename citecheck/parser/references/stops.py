"""Entries whose parts full stops part: "Author. Headline. Outlet. Date."."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from citecheck.parser.references.authordate import SENTENCE
from citecheck.parser.references.naming import find_outlet, trimmed
from citecheck.parser.references.parts import Parts, Rest
from citecheck.parser.references.pieces import (
    Piece,
    author_of,
    find_named,
    has_title_words,
    looks_like_authors,
)
from citecheck.parser.references.slashed import SURNAME_FIRST

_INITIALS_LAST = re.compile(
    r"([A-Z][\w'’-]+ [A-Z]{1,3}(?:, [A-Z][\w'’-]+ [A-Z]{1,3}){0,20}(?:,? et al)?)"
    r"\. (?=\S)"
)
"""Authors as Vancouver style has them: "Roe J, Doe AB."."""
_WORD = re.compile(r"[^\W\d_]+")


def read_before_italics(rest: Rest) -> Parts | None:
    """Read "Author. Headline. *outlet* [online]": the outlet is told by its italics, whatever its case."""
    for start, end in rest.emphasis:
        head = rest.masked[:start].rstrip()
        outlet = find_outlet(rest.text[start:end], rest.outlets)
        if not outlet or not head.endswith((".", "?", "!")):
            continue
        first = SENTENCE.search(head)
        author = head[: first.start()] if first else ""
        agency = find_outlet(author, rest.outlets) is not None
        if first and (agency or (looks_like_authors(author) and not has_title_words(author))):
            name = trimmed(author) if agency else author_of(author, rest.outlets)
            return Parts(rest.text[first.end() : start].strip(), outlet, author=name, shaped=True)
        return None
    return None


def read_sentences(rest: Rest) -> Parts | None:
    """Read an entry whose headline is a sentence of its own, or return None."""
    vancouver = _INITIALS_LAST.match(rest.masked)
    if vancouver:
        tail = replace(rest, text=rest.text[vancouver.end() :], masked=rest.masked[vancouver.end() :])
        parts = read_sentences(tail)
        if parts:
            parts.author = vancouver.group(1)
            return parts
    surname_first = SURNAME_FIRST.match(rest.masked)
    if surname_first:
        at = surname_first.end()
        parts = read_sentences(replace(rest, text=rest.text[at:], masked=rest.masked[at:]))
        if parts:
            parts.author = surname_first.group(1).strip()
            return parts
    ends = list(SENTENCE.finditer(rest.masked))[:12]
    if not ends:
        return None
    bounds = [0, *[m.end() for m in ends], len(rest.masked)]
    pieces = [Piece(a, rest.masked[a:b]) for a, b in itertools.pairwise(bounds)]
    for i in range(1, len(pieces)):
        found = find_named(pieces[i], rest.outlets)
        if not found or found[1].start - pieces[i].start > 3:
            continue
        first = (
            1 if i >= 2 and looks_like_authors(pieces[0].text) and not has_title_words(pieces[0].text) else 0
        )
        title = rest.text[pieces[first].start : pieces[i].start].strip()
        author = author_of(pieces[0].text, rest.outlets) if first else None
        return Parts(title, found[0], author=author, shaped=True)
    first_outlet = find_outlet(pieces[0].text, rest.outlets) if rest.dates or rest.url else None
    if first_outlet and len(pieces) >= 2 and any(c.isalpha() for c in pieces[1].text):
        end = _headline_end(pieces, rest)
        return Parts(rest.text[pieces[1].start : end].strip(), first_outlet, shaped=True)
    if parts := _unknown_at_end(pieces, rest):
        return parts
    if len(pieces) >= 2 and looks_like_authors(pieces[0].text) and not has_title_words(pieces[0].text):
        return Parts(
            rest.text[pieces[1].start : pieces[1].end].strip(),
            None,
            None,
            author_of(pieces[0].text, rest.outlets),
        )
    return None


def _unknown_at_end(pieces: list[Piece], rest: Rest) -> Parts | None:
    """Read "Headline. Harbour Ledger, 9 May 2024": a name of capitals, then a day, and nothing more."""
    days = [date for date in rest.dates if date.exactness == 3 and not date.accessed]
    if len(pieces) != 2 or len(days) != 1 or len(_WORD.findall(pieces[0].text)) < 3:
        return None
    name = trimmed(pieces[1].text)
    words = name.split()
    if (
        not 1 < len(words) <= 4
        or not all(word[0].isupper() for word in words)
        or days[0].start < pieces[1].start
    ):
        return None
    if looks_like_authors(pieces[0].text):
        return None
    return Parts(rest.text[: pieces[0].end].strip(), None, name, dashed=True)


def _headline_end(pieces: list[Piece], rest: Rest) -> int:
    """Return where the headline behind an outlet ends: with its sentence, or right before the date."""
    date = next((d.start for d in rest.dates if d.start > pieces[1].start and not d.accessed), None)
    between = [piece for piece in pieces[2:] if date and piece.start < date]
    if date is not None and not between and rest.masked[:date].rstrip().endswith((".", "!", "?")):
        return min(date, pieces[1].end)
    if date is None or not between or len(between) > 2 or looks_like_authors(between[0].text):
        return pieces[1].end
    return date if rest.masked[:date].rstrip().endswith((".", "!", "?")) else pieces[1].end
