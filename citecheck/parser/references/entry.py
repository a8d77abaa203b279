"""One entry of a reference list -> headline, outlet, date, author and address, in whatever style it has.

The order of the questions is the order of how sure the signs are: quotation marks around a whole segment, the
anchor of a link, the author-and-date head of APA and Harvard, the separators between headline and outlet.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from citecheck.outlets import Outlet, OutletTable
from citecheck.parser.references.chunks import Chunk
from citecheck.parser.references.dates import find_dates, find_years, may_say_access, opens_with_date
from citecheck.parser.references.headline import clean_headline, is_generic_anchor, without_suffix
from citecheck.parser.references.kinds import is_paper_name
from citecheck.parser.references.naming import find_outlet, spelt_by_host, trimmed
from citecheck.parser.references.noise import NOISE, NOISE_SIGNS, UPDATED, with_lead
from citecheck.parser.references.parts import DATE_GONE, Entry, Rest
from citecheck.parser.references.pieces import (
    SIGNAL,
    Piece,
    agency_of,
    at_end,
    author_of,
    between,
    cut,
    find_named,
    is_signed,
    is_title_like,
    opens_with_outlet,
    signed_by,
)
from citecheck.parser.references.quoted import enclosed
from citecheck.parser.references.unmarked import read_unmarked
from citecheck.parser.references.urls import find_urls, host_of, is_article, original, path_of, year_in
from citecheck.parser.references.wording import goes_on, is_wording
from citecheck.parser.words import AND, has_any

_NAMED_IN_MARKS = re.compile(r"[„«“‚‘‹\"]([^„«“”»\"’]{2,60})[”»“\"’›]")
"""An outlet in quotation marks of its own, as Polish and Russian papers are named."""
_SECTION_NOTE = re.compile(
    r"\b(?:section|sec|pages?|pp?|pg|volume|vol|no|issue|col|edition"
    r"|ed)\b\.?\s*[A-Z]?\d[\w–-]{0,20}|\bsec\.\s*\w+",
    re.IGNORECASE,
)
ADDRESS_GONE = "\x1d"
_GAP = re.compile(r"\s{2,}|\x1d")
_LETTER = re.compile(r"[^\W_]")
_WRITTEN_END = re.compile(r"\s[-–—|·]\s?|[,;()\[\]]|\.\s|\.$|:\s")
"""What ends the name of an outlet that stands behind a headline."""
_SORT_FIRST = re.compile(
    r"^\W*(?:entretien|interview|tribune|opinion|analysis|analyse|editorial|éditorial|video|podcast|entrevista"
    r"|kommentar|reportage|review|comment),\s",
    re.IGNORECASE,
)
"""What sort of piece it is, between headline and outlet: "– interview, La Croix"."""
_BRACKETED = re.compile(r"([^()\"“«„]{2,60}) \((?=[\"“«„])")
_MAX = 3000
"""Characters of an entry that are read; no citation is longer."""


def read_entry(chunk: Chunk, outlets: OutletTable, year: str | None = None, *, quoted: bool = False) -> Entry:
    """Read an entry.

    Args:
        chunk: the entry, bullet and number taken off.
        outlets: the known outlets.
        year: the article's own year, for dates that give none.
        quoted: only a headline in quotation marks is of use; without one the entry comes back empty.
    """
    return _Reader(chunk, outlets, year).read(quoted)


class _Reader:
    """The steps of reading one entry; each leaves less of the text to explain."""

    def __init__(self, chunk: Chunk, outlets: OutletTable, year: str | None) -> None:
        self._chunk = chunk
        self._outlets = outlets
        self._year = year
        self._text = chunk.text[:_MAX]
        self._bare = self._text
        """The text with addresses, and later what introduces them, blanked out: same length, same offsets."""
        self._clean = self._text
        """The text with addresses blanked out."""
        self._url: str | None = None
        self._anchor: tuple[int, int] | None = None
        self._emphasis: tuple[tuple[int, int], ...] = ()
        self._accessed = False
        """The text may say that a page was looked at."""

    def read(self, only_quoted: bool) -> Entry:
        self._take_addresses()
        self._compact()
        self._clean = self._bare
        if has_any(self._bare, NOISE_SIGNS):
            self._bare = NOISE.sub(lambda m: DATE_GONE * len(m.group()), self._bare)
        self._accessed = may_say_access(self._clean)
        for date in find_dates(self._clean) if self._accessed else ():
            if date.accessed:
                self._bare = _blanked(self._bare, date.lead, date.end, DATE_GONE)
        if "›" in self._bare and "‹" not in self._bare:
            self._bare = self._clean = self._bare.replace(" › ", " | ")  # the way to a page
        if lead := SIGNAL.match(self._bare):
            self._bare = _blanked(self._bare, 0, lead.end())
        self._open_bracket()
        spans = enclosed(self._bare, self._is_metadata)
        if spans and self._is_part_of_headline(spans):
            spans = []
        span = spans[0] if spans else None
        quoted = span is not None
        if only_quoted and not quoted:
            return Entry()
        if span is None and self._anchor and not self._anchor_is_all_there_is(self._anchor):
            span = self._anchor
        if span is not None:
            return self._around(span, quoted, spans[1:])
        return self._unmarked()

    def _open_bracket(self) -> None:
        """Read 'Outlet ("Headline", 3 June)' as 'Outlet, "Headline", 3 June)'."""
        match = _BRACKETED.match(self._bare)
        if match and find_outlet(match.group(1), self._outlets):
            self._bare = _blanked(self._bare, match.end() - 1, match.end(), ",")

    def _is_part_of_headline(self, spans: list[tuple[int, int]]) -> bool:
        """Say whether the headline begins before the first quotation, or goes on behind the last."""
        before, after = self._bare[: spans[0][0] - 1], self._bare[spans[-1][1] + 1 :]
        for date in find_dates(before):
            before = _blanked(before, with_lead(before, date), date.end)
        return is_wording(before, self._outlets) or goes_on(before, after, self._outlets)

    def _is_metadata(self, tail: str) -> bool:
        """Say whether what follows a quotation begins with what citing adds: an outlet, a date."""
        tail = _SORT_FIRST.sub("", tail, count=1)
        piece = Piece(0, tail.strip(" ,.:;-–—―|/()[]*_،؛，。；：、（）【】｜"))
        if not _LETTER.search(piece.text):
            return True
        if opens_with_date(piece.text[:60]):
            return True
        if opens_with_outlet(piece.text, self._outlets) or is_signed(piece.text, self._outlets):
            return True
        named = _NAMED_IN_MARKS.match(piece.text)
        if named and find_outlet(named.group(1), self._outlets):
            return True
        at = self._bare.rfind(piece.text)
        return any(at - 2 <= a <= at + 2 for a, _ in self._emphasis)

    # -- addresses ---------------------------------------------------------------------------------

    def _take_addresses(self) -> None:
        """Choose the entry's address and blank out every one written in the text."""
        best = (-1, "")
        anchored: list[tuple[int, int, str]] = []
        for link in self._chunk.links:
            if not link.url.startswith(("http://", "https://", "//", "www.")):
                continue
            url = original(link.url)
            anchor = self._text[link.start : link.end].strip()
            plain = bool(find_urls(anchor)) or is_generic_anchor(anchor) or not anchor
            best = max(best, (self._worth(url) + (0 if plain else 1), url), key=lambda x: x[0])
            if plain:
                self._blank(link.start, link.end)
            else:
                anchored.append((link.start, link.end, url))
        for found in find_urls(self._bare):
            url = original(found.url)
            best = max(best, (self._worth(url), url), key=lambda x: x[0])
            enclosed_so = (
                self._bare[found.start - 1 : found.start] + self._bare[found.end : found.end + 1] == "<>"
            )
            self._blank(found.start - enclosed_so, found.end + enclosed_so)
        self._url = best[1] or None
        self._anchor = self._headline_anchor(anchored)

    def _worth(self, url: str) -> int:
        worth = 2 if is_article(url) else 0
        if self._outlets.by_url(url):
            worth += 2
        return worth + (1 if len(path_of(url)) > 1 else 0)

    def _headline_anchor(self, anchored: list[tuple[int, int, str]]) -> tuple[int, int] | None:
        """Return the anchor that is a headline: that of the chosen address, if it reads like one."""
        for start, end, url in anchored:
            words = self._text[start:end].split()
            if url == self._url and find_outlet(self._text[start:end], self._outlets) is None and words:
                return start, end
        return None

    def _anchor_is_all_there_is(self, anchor: tuple[int, int]) -> bool:
        """Say whether the link covers headline and outlet alike, so that its text is to be taken apart."""
        start, end = anchor
        return not _LETTER.search(self._bare[:start] + self._bare[end:])

    def _compact(self) -> None:
        """Shorten every run of blanks, so that no pattern meets a long one: four for an address, else one."""
        parts: list[str] = []
        moves = [(0, 0)]
        done = length = 0
        for gap in _GAP.finditer(self._bare):
            filler = " " * 4 if ADDRESS_GONE in gap.group() else " "
            parts += (self._bare[done : gap.start()], filler)
            length += gap.start() - done + len(filler)
            done = gap.end()
            moves.append((done, length))
        self._bare = "".join(parts) + self._bare[done:]
        self._text = self._bare
        starts = [old for old, _ in moves]

        def moved(at: int) -> int:
            old, new = moves[bisect_right(starts, at) - 1]
            return min(new + at - old, len(self._bare))

        self._emphasis = tuple((moved(a), moved(b)) for a, b in self._chunk.emphasis if a < _MAX)
        if self._anchor:
            self._anchor = moved(self._anchor[0]), moved(self._anchor[1])

    def _blank(self, start: int, end: int) -> None:
        end = min(end, len(self._bare))
        if start < end:
            self._bare = self._bare[:start] + ADDRESS_GONE * (end - start) + self._bare[end:]

    # -- a headline that is set apart ------------------------------------------------------------------

    def _around(self, span: tuple[int, int], quoted: bool, further: list[tuple[int, int]]) -> Entry:
        start, end = span
        end = further[-1][1] if further else end
        headline = clean_headline(self._text[start : span[1]])
        date, masked = self._date(self._clean, self._bare, (start, end))
        before, after = Piece(0, masked[: start - quoted]), Piece(end, masked[end:])
        found = find_named(after, self._outlets) or find_named(before, self._outlets, late=True)
        headline, suffix = without_suffix(headline, self._outlets, found[0].name if found else None)
        outlet, known, named = self._outlet(found[0] if found else suffix, after)
        taken = found[1] if found and found[1].start < start else None
        author = self._author(self._without(before, taken)) or signed_by(after.text)
        if found and author is None and found[1].start > end:
            author = between(masked[end : found[1].start], self._outlets)
        elif known and author is None and self._anchor == span:
            author = at_end(masked[end:].replace(DATE_GONE, " "), self._outlets)
        if author is None and quoted and taken is None and before.text.rstrip().endswith("."):
            author = agency_of(before.text, self._outlets)
        if outlet is None and author and is_paper_name(author):
            outlet, author, named = author, None, True
        if not outlet or not known:
            name = spelt_by_host(before.text, host_of(self._url) if self._url else "")
            outlet, author = (name, None) if name else (outlet, author)
        return Entry(
            headline or None,
            outlet,
            known,
            named,
            date,
            author,
            self._url,
            quoted,
            shaped=bool(found) or bool(suffix),
            dashed=quoted and bool(re.match(r"\s*[-–—―|]", after.text)),
            outlets=self._all_outlets(found, after),
            headlines=(headline, *(clean_headline(self._text[a:b]) for a, b in further)),
        )

    def _author(self, before: str) -> str | None:
        """Return who wrote it; one word before a colon or between bars is a label or a place."""
        author = author_of(before, self._outlets)
        alone = author is not None and author.isalpha() and author[0].isupper()
        return None if alone and ("|" in before or before.rstrip().endswith((":", "："))) else author

    @staticmethod
    def _without(piece: Piece, taken: Piece | None) -> str:
        if taken is None:
            return piece.text
        return piece.text[: taken.start - piece.start] + " " + piece.text[taken.end - piece.start :]

    def _all_outlets(self, found: tuple[Outlet, Piece] | None, after: Piece) -> tuple[str, ...]:
        """Return every outlet that a headline is credited to: "– Reuters, BBC and AP"."""
        if not found:
            return ()
        names = [found[0].name]
        outlet_piece = found[1]
        if outlet_piece.start < after.start:
            return tuple(names)
        tail = after.text[outlet_piece.end - after.start :]
        if tail.lstrip().startswith("."):
            return tuple(names)  # what follows is a place, a page, an agency
        for part in re.split(rf"\s*(?:,|;|/|&|\b(?:{AND})\b)\s*", tail[:200]):
            if not part.strip(" ."):
                continue
            more = self._outlets.get(part.strip(" ."))
            if more is None or len(part.split()) > 5:
                break
            if more.name not in names:
                names.append(more.name)
        return tuple(names)

    def _outlet(self, named: Outlet | None, after: Piece | None) -> tuple[str | None, bool, bool]:
        """Return the outlet's name, whether it is known, and whether the text names it."""
        host = self._outlets.by_url(self._url) if self._url else None
        if named:
            return named.name, True, True
        written = self._written_outlet(after) if after else None
        if host:
            return host.name, True, False
        if written:
            return written, False, True
        if self._url and is_article(self._url):
            return host_of(self._url) or None, False, False
        return None, False, False

    def _written_outlet(self, after: Piece) -> str | None:
        """Return an unknown outlet as written: the italic run after the headline, or else the first piece."""
        for a, b in self._emphasis:
            if a >= after.start and self._bare[a:b].strip():
                return trimmed(self._text[a:b]) or None
        for piece in cut(after, _WRITTEN_END):
            name = trimmed(_SECTION_NOTE.sub(" ", piece.text))
            if len(name) < 2 or not any(c.isalpha() for c in name):
                continue
            if (
                len(name.split()) <= 8
                and len(name) <= 70
                and not re.match(r"(?:edited|uploaded|by|in|translated|interview)\b", name, re.IGNORECASE)
            ):
                return name
            return None
        return None

    # -- dates ---------------------------------------------------------------------------------------

    def _date(self, clean: str, bare: str, headline: tuple[int, int] | None) -> tuple[str | None, str]:
        """Return the date of publication outside the headline, and `bare` with all such dates blanked out."""
        if headline:
            clean = _blanked(clean, *headline)
            bare = _blanked(bare, *headline)
        dates = find_dates(clean, accessed=self._accessed)
        for date in dates:
            bare = _blanked(bare, with_lead(bare, date), date.end, DATE_GONE)
            clean = _blanked(clean, date.start, date.end, DATE_GONE)
        years = list(find_years(clean))
        for year in years:
            bare = _blanked(bare, year.start, year.end, DATE_GONE)
        published = [d for d in dates if not d.accessed]
        full = [d for d in published if d.exactness >= 1]
        cited_year = next((y.iso for y in years if not y.accessed), None)
        if full:
            if len(full) == 1:
                return full[0].iso, bare
            first = max(
                full,
                key=lambda d: (
                    d.exactness,
                    not UPDATED.search(clean[max(0, d.start - 40) : d.start]),
                    -d.start,
                ),
            )
            return first.iso, bare
        open_date = next((d.iso[2:] for d in published if d.exactness == 0), None)
        if open_date:
            return self._completed(open_date, cited_year), bare
        return cited_year, bare

    def _completed(self, month_day: str, year: str | None) -> str | None:
        """Give a day without a year the year of the entry, its address or the article."""
        in_url = year_in(self._url) if self._url else None
        year = year or in_url or self._year
        return f"{year}-{month_day}" if year else None

    def _only_outlets(self, text: str) -> bool:
        """Say whether a text is the name of an outlet, or a list of such names."""
        parts = [p for p in re.split(r"\s*(?:[,;/&]|\band\b)\s*", text) if p.strip()]
        known = sum(find_outlet(p, self._outlets) is not None for p in parts[:20])
        if known == len(parts) or find_outlet(text, self._outlets):
            return True
        # "BBC, NBC, ABC": one name in such a list may be of several outlets, or of none.
        return known >= 2 and known >= len(parts) - 2 and all(len(p.split()) <= 3 for p in parts)

    # -- a headline that nothing sets apart --------------------------------------------------------------

    def _unmarked(self) -> Entry:
        date, masked = self._date(self._clean, self._bare, None)
        rest = Rest(self._clean, masked, find_dates(self._clean), self._outlets, self._url, self._emphasis)
        parts = read_unmarked(rest)
        outlet, known, named = self._outlet(parts.outlet, None)
        if not known and parts.written:
            outlet, named = parts.written, True
        headline = clean_headline(parts.headline) if parts.headline else None
        if headline and (not is_title_like(headline) or self._only_outlets(headline)):
            headline = None
        return Entry(
            headline,
            outlet,
            known,
            named,
            date,
            parts.author,
            self._url,
            shaped=parts.shaped,
            dashed=parts.dashed,
            outlets=parts.outlets,
        )


def _blanked(text: str, start: int, end: int, blank: str = " ") -> str:
    end = min(end, len(text))
    return text[:start] + blank * (end - start) + text[end:]
