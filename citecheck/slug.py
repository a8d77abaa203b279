"""The words of a URL: often the first headline a story had, and the only one a plain sitemap gives."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

_LONGEST_URL = 4096
_SPLIT = re.compile(r"[-_+ .,]+")
_EXTENSION = re.compile(r"\.(?:s?html?|php\d?|aspx?|jsp|ece|cms|amp|story|article)$", re.I)
_DATE = r"(?:19|20)\d{2}[-_](?:0?[1-9]|1[0-2])[-_](?:0?[1-9]|[12]\d|3[01])"
_DATE_AT_END = re.compile(rf"[-_]{_DATE}$")
_DATE_AT_START = re.compile(rf"^(?:{_DATE}|(?:19|20)\d{{2}}-(?:0[1-9]|1[0-2])|\d{{6,9}})[-_]")
# One id at the end of a slug, as the outlets write them: AP and Spiegel (hex, uuid), Reuters until 2021
# (idUSKBN…), Independent (b2508900), Spiegel and DW (a-6321987), CBC (1.7123456), Le Monde (_621_4),
# NBC (rcna99173), WSJ (145d2493), CNN's editions (-intl-hnk), others.
_ID_AT_END = re.compile(
    r"(?:[-_](?:[a-z][-_])?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
    r"|[-_](?=[0-9a-f]*\d)[0-9a-f]{16,40}"
    r"|[-_]id(?:[A-Z]{2}[A-Z0-9]{5,20}|in[A-Z0-9]{6,20})"
    r"|[-_]\d{1,2}\.\d{5,9}"
    r"|_\d{5,9}_\d{1,7}"
    r"|[-_](?:(?:[a-z]|id|art|li|rcna|ncna)[-_]?)?\d{6,18}"
    r"|[-_](?:rcna|ncna)\d{3,12}"
    r"|[-_](?=[a-f]*\d)(?=\d*[a-f])(?=[0-9a-f]*\d[a-f]*\d)[0-9a-f]{7,8}"
    r"|(?:-(?:intl|hnk|scn)){1,3})$"
)
_EDITION = re.compile(r"^(?:us|uk|in|ca|idin)-")
_ID_SEGMENT = re.compile(
    r"(?:[a-z]{1,5}[-_.]?)?\d+(?:[-_.]\d+)*|[0-9a-f]{16,40}|(?:\d{1,3}-)?[0-9a-f-]{36}|ar-[a-z0-9]{6,12}",
    re.I,
)
_TAILS = frozenset({"index", "amp", "comments", "live", "print", "default", "full", "story", "articleshow"})
_DATED_PATH = re.compile(r"/(?:19|20)\d{2}/(?:\d{1,2}|[a-z]{3})/(?:\d{1,2}/)?")
# What news sites name their sections: a slug of these words alone ("world-us-canada-12345678") is no title.
_SECTION_WORDS = (
    "about africa analysis and arts asia australia breaking business canada china climate contact cookie "
    "cookies culture east economy edinburgh education election elections england entertainment "
    "environment europe explained features fife football foreign global health home in india "
    "international ireland latest latin life lifestyle live local london magazine media middle money "
    "national news newsbeat north northern of opinion pacific page pictures podcast policy politics press "
    "privacy regional retail science scotland section society south sport sports stories story style tech "
    "technology the top topics travel uk us usa video videos wales war watch west world"
)
_SECTIONS = frozenset(_SECTION_WORDS.split())
_FEWEST_WORDS = 3


def slug_words(url: str) -> str | None:
    """Return the words of a story's URL, in lower case and parted by blanks.

    "https://www.reuters.com/world/europe/talks-end-without-a-deal-2024-03-07/" gives
    "talks end without a deal". File extensions, dates and ids around the words are dropped.

    Args:
        url: any URL or path; percent escapes are undone.

    Returns:
        At least three words (two where the URL carries a date or id as stories' URLs do), or None where
        the URL has no such words: "/news/world-europe-12345678", "/story?id=7", a section's page.
    """
    try:
        path = unquote(urlsplit(url[:_LONGEST_URL]).path)
    except ValueError:
        return None
    in_days_folder = _DATED_PATH.search(path.lower()) is not None
    has_id = False
    segments = [segment for segment in path.split("/") if segment.strip()]
    for segment in reversed(segments[-4:]):
        stem = _EXTENSION.sub("", segment)
        if stem.lower() in _TAILS or _ID_SEGMENT.fullmatch(stem):
            has_id = True
            continue
        return _words(stem, in_days_folder, has_id)
    return None


def _words(stem: str, in_days_folder: bool, has_id: bool) -> str | None:
    """Turn one segment into words, or None where it names no story."""
    bare = _DATE_AT_START.sub("", _DATE_AT_END.sub("", stem))
    without_id = _ID_AT_END.sub("", bare)
    if without_id != bare and "-id" in bare:
        without_id = _EDITION.sub("", without_id)
    bare = _DATE_AT_END.sub("", without_id)
    words = [word for word in _SPLIT.split(bare.lower()) if word]
    lettered = [word for word in words if any(c.isalpha() for c in word)]
    if not in_days_folder and all(word in _SECTIONS for word in lettered):
        return None
    marked = in_days_folder or has_id or bare != stem
    fewest = _FEWEST_WORDS - 1 if marked else _FEWEST_WORDS
    return " ".join(words) if len(lettered) >= fewest else None
