"""The words under which writers put their references, in the languages citecheck reads."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from citecheck.parser.references.dates import months
from citecheck.parser.words import AND, words


def _fold(text: str) -> str:
    """Fold case, accents, the Turkish dotless i and the seats of the Arabic hamza."""
    plain = unicodedata.normalize("NFKD", text).casefold().replace("ı", "i")
    return re.sub(r"[\W_]+", " ", _MARKS.sub("", plain)).strip()


_MARKS = re.compile("[\u0300-\u036f\u064b-\u0655\u0670]")
_AND = re.compile(rf"\s+(?:{AND}|plus)\s+|\s*[&/,+·|]\s*|[和与與及]|\s+و\s?(?=\S)", re.IGNORECASE)
_NUMBER = re.compile(r"(?:\d{1,3}(?:[.)]\d{1,3})*[.)]?|[ivxlc]{1,6}[.)]|[a-z][.)])\s+", re.IGNORECASE)
_TRAILER = re.compile(r"\s*[(\[][^()\[\]]{0,40}[)\]]\s*$")
_OF_WHEN = re.compile(r"(?:,|\s[-–—|#]|\s(?=\d))[^:|/]{0,40}$")
_WHEN_WORDS = frozenset(
    {
        *("week", "issue", "no", "nr", "of", "de", "vom", "to", "bis", "woche", "kw", "ausgabe", "semaine"),
        *("semana", "settimana", "tydzień", "тиждень", "неделя", "випуск", "выпуск", "weekend"),
    }
)
"""Words beside a month's name in what says for which day or week a list is."""
_LONGEST = 60
_LABEL = re.compile(r"[\s*_(]{0,4}([^\n:：]{2,40})[*_]{0,2}[:：][*_]{0,2}[ \u00a0]*(?=\S)")
_LABEL_MAX = 50
"""Characters among which a label's colon stands."""


@cache
def _known() -> frozenset[str]:
    return frozenset(_fold(line) for lines in words("headings").values() for line in lines)


@lru_cache(maxsize=1024)  # the same line is asked about by its format, and as a heading of a list
def is_reference_heading(text: str) -> bool:
    """Say whether a line is a heading for a list of references ("Sources:", "5. Works cited", "Джерела")."""
    line = text.strip()
    if not line or len(line) > _LONGEST:
        return False
    line = line.strip("#*=_:：-–—|•·>~ \t\r")
    line = _TRAILER.sub("", _NUMBER.sub("", line, count=1))
    if _fold(line) in _known() or _fold(_without_day(line)) in _known():
        return True
    parts = _AND.split(line, maxsplit=2)
    return len(parts) > 1 and all(_fold(part) in _known() for part in parts)


def _without_day(line: str) -> str:
    """Take off what says for which day or week a list is: "Press review, week 10, 2025"."""
    match = _OF_WHEN.search(line)
    if not match or not any(map(str.isdigit, match.group())):
        return line
    said = re.findall(r"[^\W\d_]+", match.group().casefold())
    return line[: match.start()] if said and all(w in _WHEN_WORDS or w in months() for w in said) else line


def label_end(text: str) -> int:
    """Return where the rest of a line begins that opens with such a heading ("Sources: …"), 0 for none."""
    head = text[:_LABEL_MAX]
    match = _LABEL.match(text) if ":" in head or "：" in head else None
    return match.end() if match and is_reference_heading(match.group(1)) else 0
