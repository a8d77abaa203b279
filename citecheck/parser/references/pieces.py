"""The parts of an entry around its headline: where an outlet or an author is named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from citecheck.outlets import Outlet, OutletTable
from citecheck.parser.references.naming import find_outlet, trimmed

_STRONG = re.compile(
    r"\s+[-–—―‒−]{1,3}\s+|[—―]|\s*[|｜¦]\s*|\s+[•·]\s+|\s+(?:::|//)\s+|[()\[\]<>{}（）【】《》]| {4,}|;\s"
    r"|^\s*[-–—]\s*"
)
_STRONG_OR_CRUMB = re.compile(_STRONG.pattern + r"|\s+»\s+")
_STOPS = re.compile(r",\s|,$|\.\s|\.$")
_SOFT = re.compile(r",\s|,$|\.\s|\.$|:\s|:$|/|、|，|。|：|；|\s+in\s+(?=[A-Z])")
_QUALIFIED = re.compile(r"(?<![^,.;|–—-])[^,.;|–—()\[\]]{2,60} \([^()\[\]]{2,40}\)")
"""A name with what tells it from its namesakes: "The Star (Malaysia)"."""
_CREDITED = re.compile(r"\s*([^()]{2,60}) \([^()]{2,40}\)[\s,.:;]*")
"""An outlet with the agency it leans on: "Libération (AFP):"."""
_NAME_WORD = re.compile(r"(?:[^\W\d_][\w'’.-]*|&|—{1,3}|et al)\Z")
_SMALL = frozenset(
    [
        "and",
        "und",
        "et",
        "y",
        "e",
        "i",
        "та",
        "и",
        "і",
        "de",
        "la",
        "le",
        "von",
        "van",
        "der",
        "den",
        "di",
        "da",
        "del",
        "dos",
        "du",
        "bin",
        "al",
        "el",
        "ibn",
        "ben",
        "jr",
        "sr",
        "ii",
        "iii",
        "with",
        "mit",
        "con",
        "com",
        "z",
        "и",
        "ve",
        "و",
        "&",
        "et",
        "al",
        "von",
        "zu",
        "ter",
    ]
)
_NOBODY = frozenset(
    (
        *("in", "on", "at", "see", "from", "and", "also", "cf", "text", "source", "read", "note"),
        *("فيديو", "صور", "رأي", "مقال", "视频", "視頻", "图片", "评论", "評論", "独家", "社论"),
    )
)
"""Words with a capital before a quotation that are no author."""
_PLACE = re.compile(r"\s*New York(?:, N\.?Y\.?)?\s?:|\s*New York, N\.?Y\b")
"""Where a book or a station is, not the magazine: "New York, NY: NBC"."""
_CLOCK_END = re.compile(r"\s\d{1,2}:\d\d(?:\s?[AaPp]\.?[Mm]\.?)?$")
_STAFF = re.compile(r"\w (?:Staff|Newsroom|Editors|Reporters?|Correspondents?)\.?\Z")
"""People of an outlet without their names: "NPR Staff"."""
_TITLE_WORDS = re.compile(
    r"\b(?:the|to|in|on|for|is|are|says?|how|why|what|after|over|with|from|as)\b", re.IGNORECASE
)
SIGNAL = re.compile(
    r"^\W{0,3}(?:see(?:,? (?:also|e\.\s?g\.,?))?|cfr?\.|vgl\.|siehe(?: auch)?|voir(?: aussi)?|véase|zob\."
    r"|por\.|див\.|пор\.|см\.(?: также)?|ср\.|bkz\.|e\.\s?g\.,?|quoted in|cited in|zit\. nach)\s+",
    re.IGNORECASE,
)
"""What leads a reader of a note to a source."""
_ROLE = re.compile(
    r"^\s*(?:by|von|par|por|di|de|od|від|от|автор:?|author:?|autor:?|written by|reporting by|إعداد"
    r"|بقلم|yazan:?|作者[:：]?|文[/／])\s+|\((?:eds?|editors?|hrsg|ed\. by)\.?\)|,?\s*\beds?\.",
    re.IGNORECASE,
)


_SIGNED = re.compile(
    r"(?:^|[,.(–—|·/\"”’»-])\s*(?:by|von|par|por) "
    r"((?:[^\W\d_a-z][\w'’.-]{0,30} ){1,3}[^\W\d_a-z][\w'’-]{1,30})"
    r"(?=\W*$|\s*[,.;()–—|·]|\s(?:in|for|at|on|für|pour|para)\s)"
)
"""Who wrote a piece, behind its headline: "by Jane Roe in Hakai"."""


_PERSON = r"[^\W\d_a-z](?:[\w'’-]{1,30}|\.)(?: (?:[^\W\d_a-z](?:[\w'’-]{1,30}|\.)|de|van|von|bin|al)){1,3}"
_BETWEEN = re.compile(
    rf"\W{{0,3}}[-–—―,(|·]\W{{0,3}}({_PERSON}(?:(?:, | and | & ){_PERSON}){{0,3}})"
    r"\s*(?:,| for| in| at|[|·–—-])\W{0,3}"
)
_AUTHOR_FIRST = re.compile(rf"(?:by )?{_PERSON}(?:,| and| &| for| in| at| [|·–—-])\s*")
_AUTHORS = 4
_BY = re.compile(rf"(?:by|von|par|por) {_PERSON}(?!\w)")
_AT_END = re.compile(
    rf"\W{{0,3}}[-–—―|·]\W{{0,3}}({_PERSON}(?:(?:, | and | & ){_PERSON}){{0,3}})(?:\s*[(\[].{{2,30}})?\W*"
)
_NO_NAMES = frozenset(
    (
        *("news", "world", "politics", "business", "opinion", "section", "east", "africa", "europe", "asia"),
        *("america", "american", "us", "uk", "live", "video", "analysis", "culture", "technology", "science"),
        *("health", "sport", "sports", "climate", "environment", "magazine", "edition", "review", "podcast"),
        *("interview", "editorial", "board", "report", "special", "press", "the", "front", "page", "media"),
        *("new", "york", "city", "washington", "london", "north", "south", "west", "middle", "united"),
    )
)
"""Words with a capital between a headline and an outlet that tell of a section or a place."""


class Piece(NamedTuple):
    """A stretch of an entry."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """Offset after the piece."""
        return self.start + len(self.text)


def cut(piece: Piece, pattern: re.Pattern[str]) -> Iterator[Piece]:
    """Yield what stands between the matches of a pattern, blank parts left out."""
    text = piece.text
    at = 0
    for match in pattern.finditer(text):
        start, end = match.span()
        part = text[at:start]
        if part and not part.isspace():
            yield Piece(piece.start + at, part)
        at = end
    part = text[at:] if at else text
    if part and not part.isspace():
        yield Piece(piece.start + at, part)


def find_named(piece: Piece, outlets: OutletTable, *, late: bool = False) -> tuple[Outlet, Piece] | None:
    """Return the first outlet (the last, where `late`) that a part of a piece names, and that part.

    Larger parts are tried before smaller ones, so that "U.S. News & World Report" is not cut at its stops.
    """
    found = _named_in(piece.text, outlets, late)
    return (found[0], Piece(piece.start + found[1].start, found[1].text)) if found else None


@lru_cache(maxsize=4096)
def _named_in(text: str, outlets: OutletTable, late: bool) -> tuple[Outlet, Piece] | None:
    """Look for an outlet; the entries of a list name theirs in the same few ways."""
    piece = Piece(0, text)
    for match in _QUALIFIED.finditer(piece.text) if " (" in piece.text else ():
        exact = outlets.get(match.group().strip())
        if exact:
            return exact, Piece(match.start(), match.group())
    credited = _CREDITED.fullmatch(text) if late else None
    if credited and (first := find_outlet(credited.group(1), outlets)):
        return first, Piece(credited.start(1), text[credited.start(1) :])
    strong = list(cut(piece, _STRONG_OR_CRUMB if has_crumbs(text) else _STRONG))
    for part in reversed(strong) if late else strong:
        if late:
            found = _whole_or_sentence(part, outlets)
        else:
            found = _in_part(part, outlets)
        if found:
            return found
    return None


def opens_with_outlet(text: str, outlets: OutletTable) -> bool:
    """Say whether a text begins with the name of an outlet."""
    first = next(cut(Piece(0, text), _SOFT), None)
    if first and first.start <= 2 and find_outlet(first.text, outlets):
        return True
    found = find_named(Piece(0, text), outlets)
    return found is not None and found[1].start <= 2


def _whole_or_sentence(part: Piece, outlets: OutletTable) -> tuple[Outlet, Piece] | None:
    """Look for an outlet before the headline, where authors stand: "Stern, Ann" is no magazine."""
    whole = find_outlet(part.text, outlets)
    if whole:
        return whole, part
    desk, slash, writer = part.text.partition("/")
    if slash and looks_like_authors(writer) and (found := find_outlet(desk, outlets)):
        return found, Piece(part.start, desk + slash)  # "Reuters/Jane Roe"
    if looks_like_authors(part.text):
        return None
    for piece in cut(part, _STOPS):
        found = find_outlet(piece.text, outlets)
        if found:
            return found, piece
    return None


def _in_part(part: Piece, outlets: OutletTable) -> tuple[Outlet, Piece] | None:
    whole = find_outlet(part.text, outlets)
    if whole:
        return whole, part
    soft = [piece for piece in cut(part, _SOFT) if not _PLACE.match(part.text, piece.start - part.start)][:12]
    for size in (3, 2, 1):
        for i in range(len(soft) - size + 1):
            first, last = soft[i], soft[i + size - 1]
            joined = Piece(first.start, part.text[first.start - part.start : last.end - part.start])
            found = find_outlet(joined.text, outlets)
            if found:
                return found, joined
    return None


def has_crumbs(text: str) -> bool:
    """Say whether "»" parts a text as it does the way to a page; with "«" it closes a quotation."""
    return "»" in text and "«" not in text


def signed_by(text: str) -> str | None:
    """Return who signed a piece, read from what follows its headline; None where it does not say."""
    match = _SIGNED.search(text)
    return match.group(1) if match else None


def agency_of(text: str, outlets: OutletTable) -> str | None:
    """Return the outlet that stands where the author does, before a headline credited to another."""
    name = trimmed(text)
    return name if find_outlet(name, outlets) else None


def at_end(text: str, outlets: OutletTable) -> str | None:
    """Return who wrote a piece, named alone behind its linked headline: " – Jane Roe (opinion)"."""
    return _person(_AT_END.fullmatch(text), outlets)


def is_signed(text: str, outlets: OutletTable) -> bool:
    """Say whether a text begins with who wrote a piece: "by Jane Roe", or "Jane Roe, Reuters"."""
    if _BY.match(text):
        return True
    at = 0
    for _ in range(_AUTHORS):
        match = _AUTHOR_FIRST.match(text, at)
        if not match:
            return False
        at = match.end()
        if opens_with_outlet(text[at:], outlets):
            return True
    return False


def between(text: str, outlets: OutletTable) -> str | None:
    """Return who wrote a piece, named between its headline and its outlet: "– Jane Roe, "."""
    return _person(_BETWEEN.fullmatch(text), outlets)


def _person(named: re.Match[str] | None, outlets: OutletTable) -> str | None:
    """Return the author whom the first group of a match names, no section or place."""
    if not named or not _NO_NAMES.isdisjoint(named.group(1).casefold().split()):
        return None
    return author_of(named.group(1), outlets)


def author_of(text: str, outlets: OutletTable) -> str | None:
    """Return the author that the part of an entry before its headline names, or None."""
    if not text or text.isspace():
        return None
    line = _ROLE.sub(" ", SIGNAL.sub("", " ".join(text.split())))
    line = re.sub(r"[(\[][^()\[\]]{0,60}[)\]]?", " ", line)
    line = " ".join(line.split()).strip(" ,;:|–—-*_\"“”'()[]،؛，：、；。")
    if line.startswith("———") or re.fullmatch(r"[—–_-]{2,6}\.?", text.strip()):
        return text.strip().rstrip(".")
    if not line or len(line) > 200 or (find_outlet(line, outlets) and not _STAFF.search(line)):
        return None
    if not looks_like_authors(line) or line.rstrip(".").casefold() in _NOBODY:
        return None
    line = re.sub(r"[\s.,;]*\s[\s.,;]*$", "", line)
    return line if re.search(r"\b[A-Z]\.$", line) else line.rstrip(".,; ")


def looks_like_authors(line: str) -> bool:
    """Say whether a text could be a list of names: every word capitalised, an initial or a link word."""
    words = re.split(r"[\s,;]+", line.strip())
    if not 1 <= len(words) <= 40:
        return False
    small = capital = 0
    for word in words:
        bare = word.strip(".")
        if not bare or not _NAME_WORD.match(word):
            if not bare:
                continue
            return False
        if bare.casefold() in _SMALL and not (len(bare) == 1 and bare.isupper()):
            small += 1
        elif bare[0].isupper() or bare[0] == "—" or not bare[0].islower():
            capital += 1
        else:
            return False
    return capital >= 1 and small <= capital


def is_title_like(text: str) -> bool:
    """Say whether a text has the substance of a headline: letters, and more than one word or a long one."""
    if _CLOCK_END.search(text) and len(text.split()) <= 4:
        return False  # who wrote a message, and when
    return sum(map(str.isalpha, text)) >= 4 and bool(trimmed(text))


def has_title_words(text: str) -> bool:
    """Say whether a text has the small words of a sentence, which lists of names have not."""
    return bool(_TITLE_WORDS.search(text))
