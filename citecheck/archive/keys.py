"""Keys by which the archive finds a story again, and dates as it keeps them."""

from __future__ import annotations

import re
from datetime import date
from zlib import crc32

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ].*)?)?)?")
# What newsletters, feeds and advertisers append.
_TRACKING = re.compile(
    r"(?:(?:utm|ns|at|mc|gaa|pk|piwik|hsa|vero|oly)_\w*|__twitter\w*|fbclid|gclid|dclid|msclkid|yclid|igshid|ito|ftag|cmp"
    r"|cmpid|cid|icid|intcid|ocid|smid|smtyp|traffic_source|srcref|ref|ref_src|ref_url|src|source|xtor|maca|partner"
    r"|feedtype|feedname|rss|spm)(?:=|$)",
    re.I,
)
_FIRST_YEAR = 1800
LAST_DAY = (1 << 17) - 1
"""Above every day's number."""

_SHARED = re.compile(r"[a-z]+://[^/?#]*/(?:[A-Za-z]{1,20}(?:-[A-Za-z]{1,20})?/)*")

# Parameters that name the story; every other one only says how the reader came.
_NAMING = re.compile(
    r"(?:^|[&;])((?:id|p|idxno|(?:story|article|art|news|doc|item|content|page|post)[-_]?id)=[\w.-]+)", re.I
)


def url_key(url: str) -> str:
    """Fold a URL to what names the page: host without "www." and path.

    Scheme, fragment, trailing slash and query are dropped, but of the query what names the story stays
    ("story.php?storyId=7").
    """
    address, _, query = url.partition("#")[0].partition("?")
    address = address.partition("://")[2] or address.removeprefix("//")
    host, slash, path = address.partition("/")
    host = host.lower().removeprefix("www.")
    key = f"{host}{slash}{path}".rstrip("/")
    if query:
        key = "?".join((key, *_NAMING.findall(query)))
    return key


def clean_url(url: str) -> str:
    """Return a URL without the parameters that only say how a reader came to it.

    A fragment stays, so that a story is given back under the address its source has for it.
    """
    before, mark, fragment = url.partition("#")
    address, _, query = before.partition("?")
    kept = [part for part in query.split("&") if part and not _TRACKING.match(part)]
    return f"{address}?{'&'.join(kept)}{mark}{fragment}" if kept else f"{address}{mark}{fragment}"


def hash_of(key: str) -> int:
    """Return the 32-bit number a key is filed under; who finds it still compares the keys."""
    return crc32(key.encode("utf-8", "surrogatepass")) - 0x80000000


def shared_key(prefix: str) -> str:
    """Return the beginning of the `url_key` of every URL that `split_url` begins with `prefix`."""
    host, slash, path = prefix.partition("://")[2].partition("/")
    return f"{host.lower().removeprefix('www.')}{slash}{path}"


def split_url(url: str) -> tuple[str, str]:
    """Part a URL into what it shares with others (scheme, host, sections), kept once, and the rest."""
    match = _SHARED.match(url)
    end = match.end() if match else 0
    return url[:end], url[end:]


def day_number(partial: str) -> int | None:
    """Turn a partial ISO date into a number of 17 bits that sorts as dates do, a year before its months.

    A time of day after the day is ignored.

    Returns:
        The number, or None where `partial` is no date between 1800 and 2114.
    """
    match = _PARTIAL.fullmatch(partial)
    if match is None:
        return None
    year, month, day = (int(part or 0) for part in match.groups())
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    return _number(year, month, day)


def number_of(day: date) -> int:
    """Return the number of a whole day; days before 1800 and after 2114 count as the first and last."""
    number = _number(day.year, day.month, day.day)
    return number if number is not None else 1 if day.year < _FIRST_YEAR else LAST_DAY


def _number(year: int, month: int, day: int) -> int | None:
    number = ((year - _FIRST_YEAR) * 13 + month) * 32 + day + 1
    return number if 0 < number < LAST_DAY else None


def partial_date(number: int | None) -> str | None:
    """Turn such a number back into a partial ISO date."""
    if not number:
        return None
    months, day = divmod(number - 1, 32)
    year, month = divmod(months, 13)
    if not month:
        return f"{year + _FIRST_YEAR}"
    return f"{year + _FIRST_YEAR}-{month:02}-{day:02}" if day else f"{year + _FIRST_YEAR}-{month:02}"


def ordinal_of(number: int) -> int | None:
    """Return the ordinal of a whole day's number, or None for a month or a year."""
    months, day = divmod(number - 1, 32)
    year, month = divmod(months, 13)
    return date(year + _FIRST_YEAR, month, day).toordinal() if month and day else None


def more_exact(new: int | None, old: int | None) -> bool:
    """Say whether a date says the same as another, and more."""
    if not new or not old:
        return bool(new) and not old
    if (old - 1) % 32:
        return False
    if (old - 1) // 32 % 13:
        return new != old and (new - 1) // 32 == (old - 1) // 32
    return new != old and (new - 1) // 416 == (old - 1) // 416
