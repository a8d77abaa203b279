"""Entries whose headline no mark sets apart: it is found between the author, the date and the outlet."""

from __future__ import annotations

import re
from dataclasses import dataclass

from citecheck.outlets import Outlet, OutletTable
from citecheck.parser.dates import FoundDate
from citecheck.parser.headline import stripped, without_comment, without_suffix
from citecheck.parser.naming import find_outlet, trimmed
from citecheck.parser.pieces import Piece, author_of, cut, find_named, has_title_words, looks_like_authors

_SPLIT = re.compile(r"\s+[-–—―‒−]{1,3}\s+|\s*[—―]+\s*|\s*[|｜¦]\s*|\s+[•·»]\s+|\s+::\s+| {4,}")
_BRACKET_END = re.compile(r"\s*[(\[（【]([^()\[\]（）【】]{2,120})[)\]）】]\s*[.,;]?\s*$")
_BRACKET_START = re.compile(r"\s*[(\[（【]([^()\[\]（）【】]{2,60})[)\]）】]\s*[:：–—-]?\s*")
_COLON = re.compile(r"([^:：]{2,70})[:：]\s*(?=\S)")
_SENTENCE = re.compile(
    r"(?<![\s.(][A-Z])(?<!\b(?:St|Dr|Mr|vs|No|Jr|Sr|Mt))(?<!U\.S)(?<!U\.K)(?<=[^\s])([.?!][\"”’)]?)\s+(?=[A-ZÀ-ÞА-ЯЄІЇҐ\[(“\"«\d]|the\b)"
)
_FIELD_WORDS = re.compile(
    r"\(?\b(?:url|date|domain|link|source|accessed|online|web|print|n\.?d)\b\)?", re.IGNORECASE
)
_BEFORE_ADDRESS = re.compile(r"(.{2,100}?)\s*[:：]\s* {4,}")
_HEAD_MAX = 220


Emphasis = tuple[tuple[int, int], ...]
"""Italic and bold runs."""


@dataclass(slots=True)
class Parts:
    """What was found."""

    headline: str | None = None
    outlet: Outlet | None = None
    written: str | None = None
    """The outlet as written, where it is not in the table."""
    author: str | None = None
    shaped: bool = False
    date_in_headline: bool = False
    dashed: bool = False
    """The written outlet stands behind a dash or a bar."""
    outlets: tuple[str, ...] = ()


def read_unmarked(
    text: str,
    masked: str,
    dates: list[FoundDate],
    outlets: OutletTable,
    url: str | None,
    emphasis: Emphasis,
) -> Parts:
    """Take an entry apart.

    Args:
        text: the entry, addresses blanked out.
        masked: the same with dates blanked out too.
        dates: the dates in `text`.
        outlets: the known outlets.
        url: the entry's address.
        emphasis: italic and bold runs.
    """
    for attempt in (_label, _author_date, _bracketed, _separated, _outlet_colon, _sentences, _commas):
        parts = attempt(text, masked, dates, outlets, emphasis)
        if parts and (parts.headline or parts.outlet):
            parts.headline = _without_edges(parts, url)
            return parts
    return _whole(text, masked, dates, outlets, url)


def _without_edges(parts: Parts, url: str | None) -> str | None:
    line = without_comment(" ".join((parts.headline or "").split()), url)
    return line if _says_something(line) else None


def _says_something(line: str) -> bool:
    """Say whether letters are left beside words that only name a field ("(URL)", "(date)")."""
    return any(c.isalpha() for c in _FIELD_WORDS.sub(" ", line))


def _whole(text: str, masked: str, dates: list[FoundDate], outlets: OutletTable, url: str | None) -> Parts:
    """Read an entry without any mark: a date at its ends is its date, what is left an outlet or a headline."""
    start, end = 0, len(text)
    for date in dates:
        if not _says_something(text[start : date.start]):
            start = date.end
    for date in reversed(dates):
        if date.start >= start and not _says_something(text[date.end : end]):
            end = date.start
    line = stripped(" ".join(text[start:end].split()))
    outlet = find_outlet(_FIELD_WORDS.sub(" ", line), outlets) if line else None
    if outlet:
        return Parts(None, outlet)
    if not line or not _says_something(line):
        return Parts()
    return Parts(without_comment(line, url))


# -- Outlet: https://… -------------------------------------------------------------------------------------


def _label(
    text: str, masked: str, dates: list[FoundDate], outlets: OutletTable, emphasis: Emphasis
) -> Parts | None:
    match = _BEFORE_ADDRESS.match(masked)
    if not match or _says_something(masked[match.end() :].replace("\x1e", " ")):
        return None
    found = find_named(Piece(0, match.group(1)), outlets)
    if not found or match.group(1)[: found[1].start].strip(" *_("):
        return None
    return Parts(None, found[0], shaped=True)


# -- Author (2025, June 3). Headline. Outlet. --------------------------------------------------------------


def _author_date(
    text: str,
    masked: str,
    dates: list[FoundDate],
    outlets: OutletTable,
    emphasis: Emphasis,
) -> Parts | None:
    head = re.compile(
        r"[(\[]\s*(?:n\.\s?d\.?|[^()\[\]]{0,12}(?:1[5-9]|20)\d\d[a-z]?[^()\[\]]{0,25})[)\]]\s*[.,:;]?\s*"
    ).search(text, 0, _HEAD_MAX)
    if head is None or head.start() < 2:
        dated = next(
            (
                d
                for d in dates
                if 2 < d.start < _HEAD_MAX
                and text[: d.start].rstrip().endswith((".", ","))
                and text[d.end : d.end + 2] in (". ", ") ")
            ),
            None,
        )
        if dated is None:
            bare = re.match(r"(.{2,160}?[.,])\s+((?:1[5-9]|20)\d\d)\.\s+", text)
            if not bare:
                return None
            start, end = bare.end(1), bare.end()
        else:
            start, end = dated.start, dated.end + 1
    else:
        start, end = head.start(), head.end()
    before = text[:start].strip(" .,;")
    in_author = find_outlet(before, outlets)
    if (
        not in_author
        and (not looks_like_authors(before.replace("&", "and")) or _is_headline(before))
        and not find_named(Piece(0, before), outlets)
    ):
        return None
    rest = Piece(end, masked[end:])
    title, outlet, written = _title_then_outlet(rest, text, outlets, emphasis)
    if not title:
        return None
    return Parts(
        title, outlet or in_author, written, author_of(before, outlets), shaped=bool(outlet or in_author)
    )


def _is_headline(text: str) -> bool:
    return len(text.split()) > 6 and has_title_words(text)


def _title_then_outlet(
    rest: Piece, text: str, outlets: OutletTable, emphasis: Emphasis
) -> tuple[str | None, Outlet | None, str | None]:
    """Split "Headline. Outlet, p. 3" at the sentence end before the outlet, or else at the first."""
    ends = [m for m in _SENTENCE.finditer(rest.text)]
    for end in ends:
        tail = Piece(rest.start + end.end(), rest.text[end.end() :])
        found = find_named(tail, outlets)
        if found and found[1].start - tail.start <= 3:
            return _cleaned(rest.text[: end.end(1)], outlets), found[0], None
    whole = rest.text.strip(" .,;")
    for a, b in emphasis:
        if a >= rest.start and find_outlet(text[a:b], outlets):
            return _cleaned(text[rest.start : a], outlets), find_outlet(text[a:b], outlets), None
    if ends:
        title, tail_text = rest.text[: ends[0].end(1)], rest.text[ends[0].end() :]
        name = next((trimmed(p.text) for p in cut(Piece(0, tail_text), r",\s|\.\s|\.$|\s{3,}|\(")), None)
        return _cleaned(title, outlets), None, name if name and len(name.split()) <= 8 else None
    suffixless, outlet = without_suffix(whole, outlets, None)
    if outlet:
        return suffixless, outlet, None
    comma = find_named(Piece(0, whole), outlets, late=True)
    if comma and comma[1].start > 8:
        return whole[: comma[1].start].strip(" ,.;("), comma[0], None
    return whole or None, None, None


def _cleaned(title: str, outlets: OutletTable) -> str:
    return (
        without_suffix(title.strip(" .,;"), outlets, None)[0]
        if title.strip().endswith(".")
        else without_suffix(title.strip(" ,;"), outlets, None)[0]
    )


# -- Headline (Outlet, 3 June 2025) ------------------------------------------------------------------------


def _bracketed(
    text: str,
    masked: str,
    dates: list[FoundDate],
    outlets: OutletTable,
    emphasis: Emphasis,
) -> Parts | None:
    match = _BRACKET_END.search(masked)
    if match and match.start() > 3:
        found = find_named(Piece(match.start(1), match.group(1)), outlets)
        if found and found[1].start - match.start(1) <= 2 and len(match.group(1).split()) <= 8:
            return Parts(
                text[: match.start()].strip(), found[0], shaped=True, outlets=_all_in(match.group(1), outlets)
            )
    match = _BRACKET_START.match(masked)
    if match:
        outlet = find_outlet(match.group(1), outlets)
        if outlet and text[match.end() :].strip():
            return Parts(text[match.end() :].strip(), outlet, shaped=True)
    return None


def _all_in(text: str, outlets: OutletTable) -> tuple[str, ...]:
    names: list[str] = []
    for part in re.split(r"\s*(?:,|;|/|\band\b)\s*", text):
        found = find_outlet(part, outlets)
        if found and found.name not in names:
            names.append(found.name)
    return tuple(names)


# -- Headline – Outlet, Headline | Section | Outlet, Outlet – Headline --------------------------------------


def _separated(
    text: str,
    masked: str,
    dates: list[FoundDate],
    outlets: OutletTable,
    emphasis: Emphasis,
) -> Parts | None:
    pieces: list[Piece] = []
    marks: list[str] = []
    at = 0
    for match in _SPLIT.finditer(masked):
        if masked[at : match.start()].strip(" .,;()[]"):
            pieces.append(Piece(at, masked[at : match.start()]))
            marks.append(match.group().strip())
        at = match.end()
    if masked[at:].strip(" .,;()[]"):
        pieces.append(Piece(at, masked[at:]))
    if len(pieces) < 2:
        return None
    for i in range(len(pieces) - 1, 0, -1):
        found = find_outlet(pieces[i].text, outlets)
        several = () if found else _all_in_list(pieces[i].text, outlets)
        if found is None and several:
            found = find_outlet(several[0], outlets)
        if found is None:
            found = _leading_outlet(pieces[i].text, outlets)
        if found:
            first = pieces[0]
            last = i - 1
            while (
                last > 0
                and marks[last - 1] in "|｜¦•·"
                and marks[last - 1]
                and len(pieces[last].text.split()) <= 3
            ):
                last -= 1
            if i == len(pieces) - 1 or last >= 0:
                headline = text[first.start : pieces[last].end]
                return Parts(headline.strip(), found, shaped=True, outlets=several)
    first_outlet = find_outlet(pieces[0].text, outlets)
    if first_outlet:
        if len(pieces[-1].text.split()) < 5 and len(pieces) == 2 and "    " not in masked and not dates:
            return None  # "Reuters – news agency" describes an outlet
        return Parts(text[pieces[1].start :].strip(), first_outlet, shaped=True)
    tail = trimmed(pieces[-1].text)
    if (
        len(tail.split()) <= 5
        and len(tail) <= 40
        and len(pieces[0].text.split()) >= 3
        and tail[:1]
        and (not tail[0].islower() or re.fullmatch(r"(?:[\w-]+\.)+[a-z]{2,6}", tail))
    ):
        return Parts(text[pieces[0].start : pieces[-2].end].strip(), None, tail, dashed=True)
    return None


def _leading_outlet(text: str, outlets: OutletTable) -> Outlet | None:
    """Read "Reuters, 3 June" or "Reuters (3 June)", its date blanked out, or "BBC News, by Jane Roe"."""
    found = find_named(Piece(0, text), outlets)
    return found[0] if found and not text[: found[1].start].strip(" ,.") and len(text.split()) <= 10 else None


def _all_in_list(text: str, outlets: OutletTable) -> tuple[str, ...]:
    """Return the outlets of "Reuters, BBC and AP" where every part is one."""
    parts = [
        p
        for p in re.split(r"\s*(?:,|;|/|&|\band\b|\bund\b|\bet\b|\bта\b|\bи\b)\s*", text.strip(" ."))
        if p.strip()
    ]
    if not 2 <= len(parts) <= 8:
        return ()
    found = [find_outlet(part, outlets) for part in parts]
    return tuple(dict.fromkeys(o.name for o in found if o)) if all(found) else ()


# -- Outlet: Headline --------------------------------------------------------------------------------------


def _outlet_colon(
    text: str,
    masked: str,
    dates: list[FoundDate],
    outlets: OutletTable,
    emphasis: Emphasis,
) -> Parts | None:
    match = _COLON.match(masked)
    if not match:
        return None
    outlet = find_outlet(match.group(1), outlets)
    if outlet is None:
        found = find_named(Piece(0, match.group(1)), outlets)
        outlet = found[0] if found and not match.group(1)[: found[1].start].strip() else None
    rest = text[match.end() :].strip(" .,;")
    if outlet is None:
        return None
    return (
        Parts(rest or None, outlet, shaped=True)
        if any(c.isalpha() for c in masked[match.end() :])
        else Parts(None, outlet, shaped=True)
    )


# -- Author. Headline. Outlet. Date. -----------------------------------------------------------------------


def _sentences(
    text: str,
    masked: str,
    dates: list[FoundDate],
    outlets: OutletTable,
    emphasis: Emphasis,
) -> Parts | None:
    ends = list(_SENTENCE.finditer(masked))[:12]
    if not ends:
        return None
    bounds = [0, *[m.end() for m in ends], len(masked)]
    pieces = [Piece(a, masked[a:b]) for a, b in zip(bounds, bounds[1:], strict=False)]
    for i in range(1, len(pieces)):
        found = find_named(pieces[i], outlets)
        if not found or found[1].start - pieces[i].start > 3:
            continue
        first = (
            1 if i >= 2 and looks_like_authors(pieces[0].text) and not has_title_words(pieces[0].text) else 0
        )
        title = text[pieces[first].start : pieces[i].start].strip()
        author = author_of(pieces[0].text, outlets) if first else None
        return Parts(title, found[0], author=author, shaped=True)
    if len(pieces) >= 2 and looks_like_authors(pieces[0].text) and not has_title_words(pieces[0].text):
        return Parts(
            text[pieces[1].start : pieces[1].end].strip(), None, None, author_of(pieces[0].text, outlets)
        )
    return None


# -- Author, Headline, Outlet, Date ------------------------------------------------------------------------


def _commas(
    text: str,
    masked: str,
    dates: list[FoundDate],
    outlets: OutletTable,
    emphasis: Emphasis,
) -> Parts | None:
    pieces = list(cut(Piece(0, masked), r",\s+|\s*[()]\s*"))[:30]
    for i in range(len(pieces) - 1, 0, -1):
        outlet = find_outlet(pieces[i].text, outlets)
        if not outlet:
            continue
        first = 0
        dated = any(d.start > pieces[i].start for d in dates)
        if (
            i >= 2
            and dated
            and looks_like_authors(pieces[0].text)
            and len(pieces[0].text.split()) in (2, 3, 4)
            and not has_title_words(pieces[0].text)
        ):
            first = 1
        headline = text[pieces[first].start : pieces[i].start].strip(" ,(")
        return Parts(
            headline,
            outlet,
            author=author_of(pieces[0].text, outlets) if first else None,
            shaped=dated or bool(emphasis),
        )
    return None
