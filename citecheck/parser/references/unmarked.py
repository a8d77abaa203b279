"""Entries whose headline no mark sets apart: it is found between the author, the date and the outlet."""

from __future__ import annotations

import re

from citecheck.outlets import Outlet, OutletTable
from citecheck.parser.references.authordate import read_author_date
from citecheck.parser.references.dates import find_dates, may_say_access
from citecheck.parser.references.headline import is_section, stripped, without_comment
from citecheck.parser.references.kinds import is_paper_name
from citecheck.parser.references.naming import find_outlet, spelt_by_host, trimmed
from citecheck.parser.references.parts import Parts, Rest
from citecheck.parser.references.pieces import (
    Piece,
    author_of,
    cut,
    find_named,
    has_crumbs,
    has_title_words,
    looks_like_authors,
    signed_by,
)
from citecheck.parser.references.slashed import SURNAME_FIRST, read_slashed
from citecheck.parser.references.stops import read_before_italics, read_sentences
from citecheck.parser.references.urls import headline_share, host_of
from citecheck.parser.words import AND

_SPLIT = re.compile(r"\s+[-–—―‒−]{1,3}\s+|\s*[—―]+\s*|\s*[|｜¦]\s*|\s+[•·]\s+|\s+::\s+| {4,}")
_SPLIT_OR_CRUMB = re.compile(_SPLIT.pattern + r"|\s+»\s+")
_CLOCK = re.compile(r"\W*\d{1,2}[:.h]\d\d(?:\s?[ap]\.?m\.?)?\W*", re.IGNORECASE)
_SURNAME_GIVEN = re.compile(
    r"((?:[^\W\d_a-z][\w'’-]{1,30}, (?:(?:[^\W\d_a-z]\.[ -]?){1,3}"
    r"|(?:[^\W\d_a-z][\w'’-]{1,20} ?){1,2})(?:\s?[/;]\s?)?){1,5}): (?=\S)"
)
"""Authors as German bibliographies have them: "Meier, Jan: Headline"."""
_BRACKET_END = re.compile(r"\s*[(\[（【]([^()\[\]（）【】]{2,120})[)\]）】]\s*[.,;]?\s*$")
_BRACKET_START = re.compile(r"\s*[(\[（【]([^()\[\]（）【】]{2,60})[)\]）】]\s*[:：–—-]?\s*")
_COLON = re.compile(r"([^:：]{2,70})[:：]\s*(?=\S)")
_WRITER_FOR = re.compile(r"([^:：]{3,40}?) (?:for|in|at) ([^:：]{2,50})")
"""Who wrote for whom: "Jane Doe for Bloomberg: Headline"."""
_FIELD_WORDS = re.compile(
    r"\(?\b(?:url|date|domain|link|source|accessed|online|web|print|n\.?d)\b\)?", re.IGNORECASE
)
_BEFORE_DATE = (",", ".", ";", "，", "،", "–", "—", "|", "·")
_BRACKETED_TAIL = re.compile(r"\s*[(（]([^()（）]{4,40})[)）]\.?$")
_LISTED = re.compile(r",\s+|\s*[()]\s*")
_SIGNED = re.compile(r"(?<=\w\w[\w?!”\"’']), by ((?:[A-Z][\w'’-]+ ){1,2}[A-Z][\w'’-]+)\.?$")
"""Who wrote it, at the end of a headline: "Dockers return to work, by Jane Roe"."""
_WRITER_OF = re.compile(r"([^:：()]{3,60}?) \(([^()]{2,50})\)\s?[:：]\s*(?=\S)")
_NAMES = re.compile(rf"(?:[\w.'’-]+ ){{1,3}}(?:&|{AND}) [\w.'’ -]+")
_SORT = re.compile(
    r"Editorial|Opinion|Op-Ed|Comment|News Analysis|Letters?(?: to the Editor)?", re.IGNORECASE
)
"""What sort of piece it is, where the author stands: "Editorial, A Swamp of Uncertainty, L.A. Times"."""
_NAME_BEFORE = re.compile(r"[.?!,]\s+|\s[-–—|]\s+")
_WORD = re.compile(r"[^\W\d_]+")
_SHARE = 0.4
"""Of the address's words that a lead-in does not repeat."""
_WORDS_OF_LABEL = 3
"""Words beside an outlet's name before its address; more of them are a headline."""
_BEFORE_ADDRESS = re.compile(r"(.{2,100}?)\s*[:：]\s* {4,}")


def read_unmarked(rest: Rest) -> Parts:
    """Take an entry apart, by the surest sign first."""
    for attempt in (
        _label,
        _writer_of,
        read_author_date,
        read_slashed,
        _bracketed,
        _separated,
        _outlet_colon,
        read_before_italics,
        read_sentences,
        _commas,
    ):
        parts = attempt(rest)
        if parts and (parts.headline or parts.outlet or parts.written):
            parts.headline = _without_edges(parts, rest.url)
            if parts.headline and rest.url and not parts.outlet and not parts.written:
                _take_spelt(parts, parts.headline, rest.url)
            if parts.headline and not parts.author:
                _take_author(parts, parts.headline, rest)
            return parts
    parts = _whole(rest)
    if parts.headline and rest.url:
        _take_spelt(parts, parts.headline, rest.url)
    return parts


def _take_spelt(parts: Parts, headline: str, url: str) -> None:
    """Tell the outlet that the host spells out from the headline: "… longliner. The Fish Site"."""
    ends = list(_NAME_BEFORE.finditer(headline))
    name = spelt_by_host(headline[ends[-1].end() :], host_of(url)) if ends else None
    if name:
        parts.written, parts.headline = name, headline[: ends[-1].start() + 1].rstrip(" ,|–—-")


def _take_author(parts: Parts, headline: str, rest: Rest) -> None:
    """Tell who wrote it from the headline: behind it, or before it as "Surname, Given: "."""
    signed = _SIGNED.search(headline)
    if signed:
        parts.author = author_of(signed.group(1), rest.outlets)
        parts.headline = headline[: signed.start()]
        return
    cyrillic = SURNAME_FIRST.match(headline)
    if cyrillic:
        parts.author = cyrillic.group(1).strip()
        parts.headline = headline[cyrillic.end() :]
        return
    first = _SURNAME_GIVEN.match(headline)
    if first and ("." in first.group(1) or re.search(r"\bIn: ", rest.text)):
        parts.author = first.group(1).strip()
        parts.headline = headline[first.end() :]
        return
    name = signed_by(rest.masked)
    parts.author = name if name and name not in headline else None


def _without_edges(parts: Parts, url: str | None) -> str | None:
    line = " ".join((parts.headline or "").split()).rstrip(" –—|")
    if url and line.endswith((":", "：", "→", "->", "👉")) and headline_share(line, url) < _SHARE:
        return None  # "If you read only one: https://…"
    line = _without_date(without_comment(line, url))
    tail = _BRACKETED_TAIL.search(line)
    dates = find_dates(tail.group(1)) if tail else []
    if tail and dates and not any(c.isalpha() for c in tail.group(1)[dates[-1].end :]):
        line = line[: tail.start()] if not tail.group(1)[: dates[0].start].strip() else line
    return line if _says_something(line) else None


def _without_date(line: str) -> str:
    """Take the date off "Outlet – Headline, 3 June 2025": a mark before it, nothing behind it."""
    for date in reversed(find_dates(line)) if may_say_access(line) else ():
        if date.accessed and not any(c.isalnum() for c in line[date.end :]):
            line = line[: date.lead].rstrip(" ,;.([")
    dates = [date for date in find_dates(line) if date.exactness >= 2]
    if not dates or any(c.isalnum() for c in line[dates[-1].end :]):
        return line
    head = line[: dates[-1].start].rstrip()
    if head.endswith(("?", "!", "…")) and len(head) > 12:
        return head
    return head[:-1].rstrip() if head.endswith(_BEFORE_DATE) and len(head) > 12 else line


def _says_something(line: str) -> bool:
    """Say whether letters are left beside words that only name a field ("(URL)", "(date)")."""
    return any(c.isalpha() for c in _FIELD_WORDS.sub(" ", line))


def _whole(rest: Rest) -> Parts:
    """Read an entry without any mark: dates at its ends apart, it is an outlet or a headline."""
    text = rest.text
    start, end = 0, len(text)
    for date in rest.dates:
        if not _says_something(text[start : date.start]):
            start = date.end
    for date in reversed(rest.dates):
        if date.start >= start and not _says_something(text[date.end : end]):
            end = max(start, date.lead) if date.accessed else date.start
    line = stripped(" ".join(text[start:end].split()))
    outlet = find_outlet(_FIELD_WORDS.sub(" ", line), rest.outlets) if line else None
    if outlet:
        return Parts(None, outlet)
    if not line or not _says_something(line):
        return Parts()
    return Parts(without_comment(line, rest.url))


# -- Outlet: https://… -------------------------------------------------------------------------------------


def _label(rest: Rest) -> Parts | None:
    match = _BEFORE_ADDRESS.match(rest.masked)
    if not match or _says_something(rest.masked[match.end() :].replace("\x1e", " ")):
        return None
    found = find_named(Piece(0, match.group(1)), rest.outlets)
    if not found and rest.url:
        name = spelt_by_host(match.group(1), host_of(rest.url)) or trimmed(match.group(1))
        named = name if len(name.split()) > 1 and not name[:1].islower() else ""
        paper = named and (is_paper_name(named) or spelt_by_host(named, host_of(rest.url)))
        return Parts(None, None, named, shaped=False) if paper else None
    if not found or match.group(1)[: found[1].start].strip(" *_("):
        return None
    if len(_WORD.findall(match.group(1)[found[1].end :])) > _WORDS_OF_LABEL:
        return None
    return Parts(None, found[0], shaped=True)


# -- Jane Roe (Outlet): Headline -----------------------------------------------------------------------------


def _writer_of(rest: Rest) -> Parts | None:
    match = _WRITER_OF.match(rest.masked)
    outlet = find_outlet(match.group(2), rest.outlets) if match else None
    if not match or not outlet:
        return None
    end = len(rest.masked.rstrip(" \x1e–—-|.,()[]"))
    author = author_of(match.group(1), rest.outlets)
    return Parts(rest.text[match.end() : end].strip(), outlet, author=author, shaped=True) if author else None


# -- Headline (Outlet, 3 June 2025) ------------------------------------------------------------------------


def _bracketed(rest: Rest) -> Parts | None:
    match = _BRACKET_END.search(rest.masked)
    if match and match.start() > 3:
        found = find_named(Piece(match.start(1), match.group(1)), rest.outlets)
        if found and found[1].start - match.start(1) <= 2 and len(match.group(1).split()) <= 8:
            return Parts(
                rest.text[: match.start()].strip(),
                found[0],
                shaped=True,
                outlets=_all_in(match.group(1), rest.outlets),
            )
    match = _BRACKET_START.match(rest.masked)
    if match:
        outlet = find_outlet(match.group(1), rest.outlets)
        if outlet and rest.text[match.end() :].strip():
            return Parts(rest.text[match.end() :].strip(), outlet, shaped=True)
    return None


def _all_in(text: str, outlets: OutletTable) -> tuple[str, ...]:
    names: list[str] = []
    for part in re.split(rf"\s*(?:,|;|/|\b(?:{AND})\b)\s*", text):
        found = find_outlet(part, outlets)
        if found and found.name not in names:
            names.append(found.name)
    return tuple(names)


# -- Headline – Outlet, Headline | Section | Outlet, Outlet – Headline --------------------------------------


def _separated(rest: Rest) -> Parts | None:
    pieces: list[Piece] = []
    marks: list[str] = []
    at = 0
    split = _SPLIT_OR_CRUMB if has_crumbs(rest.masked) else _SPLIT
    for match in split.finditer(rest.masked):
        if rest.masked[at : match.start()].strip(" .,;()[]") and not _is_clock(
            rest.masked, at, match.start()
        ):
            pieces.append(Piece(at, rest.masked[at : match.start()]))
            marks.append(match.group().strip())
        at = match.end()
    if rest.masked[at:].strip(" .,;()[]"):
        pieces.append(Piece(at, rest.masked[at:]))
    if len(pieces) < 2:
        return None
    for i in range(len(pieces) - 1, 0, -1):
        found = find_outlet(pieces[i].text, rest.outlets)
        several = () if found else _all_in_list(pieces[i].text, rest.outlets)
        if found is None and several:
            found = find_outlet(several[0], rest.outlets)
        if found is None:
            found = _leading_outlet(pieces[i].text, rest.outlets)
        if found:
            first = pieces[0]
            last = i - 1
            while (
                last > 0
                and marks[last - 1] in "|｜¦•·"
                and marks[last - 1]
                and is_section([piece.text for piece in pieces[: last + 1]], 3)
            ):
                last -= 1
            while last > 0 and find_outlet(pieces[last].text, rest.outlets) is found:
                last -= 1  # "NPR - National Public Radio"
            if i == len(pieces) - 1 or last >= 0:
                headline = rest.text[first.start : pieces[last].end]
                return Parts(headline.strip(), found, shaped=True, outlets=several)
    first_outlet = find_outlet(pieces[0].text, rest.outlets)
    several = () if first_outlet else _all_in_list(pieces[0].text, rest.outlets)
    if several:
        headline = rest.text[pieces[1].start :].strip()
        return Parts(headline, find_outlet(several[0], rest.outlets), shaped=True, outlets=several)
    if first_outlet:
        if (
            len(pieces[-1].text.split()) < 5
            and len(pieces) == 2
            and "    " not in rest.masked
            and not rest.dates
            and not pieces[1].text.rstrip().endswith(("!", "?"))
        ):
            return None  # "Reuters – news agency" describes an outlet
        return Parts(rest.text[pieces[1].start :].strip(), first_outlet, shaped=True)
    tail = trimmed(pieces[-1].text)
    if (
        len(tail.split()) <= 5
        and 1 < len(tail) <= 40
        and len(pieces[0].text.split()) >= 3
        and tail[:1]
        and (not tail[0].islower() or re.fullmatch(r"(?:[\w-]+\.)+[a-z]{2,6}", tail))
    ):
        return Parts(rest.text[pieces[0].start : pieces[-2].end].strip(), None, tail, dashed=True)
    return None


def _is_clock(text: str, start: int, end: int) -> bool:
    """Say whether a piece is a time of day: "14:32 | Outlet | Headline"."""
    return bool(_CLOCK.fullmatch(text, start, end))


def _leading_outlet(text: str, outlets: OutletTable) -> Outlet | None:
    """Read "Reuters, 3 June" or "Reuters (3 June)", its date blanked out, or "BBC News, by Jane Roe"."""
    found = find_named(Piece(0, text), outlets)
    return found[0] if found and not text[: found[1].start].strip(" ,.") and len(text.split()) <= 10 else None


def _all_in_list(text: str, outlets: OutletTable) -> tuple[str, ...]:
    """Return the outlets of "Reuters, BBC and AP" where every part is one."""
    parts = [p for p in re.split(rf"\s*(?:,|;|/|&|\b(?:{AND})\b)\s*", text.strip(" .")) if p.strip()]
    if not 2 <= len(parts) <= 8:
        return ()
    found = [find_outlet(part, outlets) for part in parts]
    return tuple(dict.fromkeys(o.name for o in found if o)) if all(found) else ()


# -- Outlet: Headline --------------------------------------------------------------------------------------


def _outlet_colon(rest: Rest) -> Parts | None:
    match = _COLON.match(rest.masked)
    if not match:
        return None
    outlet = find_outlet(match.group(1), rest.outlets)
    writer = None
    if outlet is None and (signed := _WRITER_FOR.fullmatch(match.group(1))):
        outlet = find_outlet(signed.group(2), rest.outlets)
        writer = author_of(signed.group(1), rest.outlets)
    several = () if outlet else _all_in_list(match.group(1), rest.outlets)
    start = match.end()
    if several:
        outlet = find_outlet(several[0], rest.outlets)
    if outlet is None:
        found = find_named(Piece(0, match.group(1)), rest.outlets)
        if not found or match.group(1)[: found[1].start].strip():
            return None
        outlet = found[0]
        between = match.group(1)[found[1].end :].strip(" ,()[]").replace("\x1e", " ")
        if looks_like_authors(between):
            writer = author_of(between, rest.outlets) if len(between.split()) > 1 else None
        elif len(_WORD.findall(between)) >= _WORDS_OF_LABEL:
            start = found[1].end  # "Outlet, Headline: with a colon"
    says_more = any(c.isalpha() for c in rest.masked[start:])
    headline = rest.text[start:].strip(" .,;") if says_more else None
    return Parts(headline, outlet, author=writer, shaped=True, outlets=several)


# -- Author, Headline, Outlet, Date ------------------------------------------------------------------------


def _commas(rest: Rest) -> Parts | None:
    pieces = list(cut(Piece(0, rest.masked), _LISTED))[:30]
    for i in range(len(pieces) - 1, 0, -1):
        outlet = find_outlet(pieces[i].text, rest.outlets)
        if not outlet:
            continue
        first = 0
        dated = any(d.start > pieces[i].start for d in rest.dates)
        if (
            i >= 2
            and dated
            and looks_like_authors(pieces[0].text.replace("&", "and"))
            and (len(pieces[0].text.split()) in (2, 3, 4) or _NAMES.fullmatch(pieces[0].text.strip()))
            and not has_title_words(pieces[0].text)
        ) or (i >= 2 and _SORT.fullmatch(pieces[0].text.strip())):
            first = 1
        headline = rest.text[pieces[first].start : pieces[i].start].strip(" ,(")
        return Parts(
            headline,
            outlet,
            author=author_of(pieces[0].text, rest.outlets) if first else None,
            shaped=dated or bool(rest.emphasis),
        )
    return None
