"""Keys by which the archive finds a story again, and dates as it keeps them."""

from __future__ import annotations

import re
from datetime import date
from zlib import crc32

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ].*)?)?)?")
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


def hash_of(key: str) -> int:
    """Return the 32-bit number a key is filed under; who finds it still compares the keys."""
    return crc32(key.encode("utf-8", "surrogatepass")) - 0x80000000


def split_url(url: str) -> tuple[str, str]:
    """Part a URL into scheme with host, kept once, and the rest."""
    start = url.find("://")
    slash = url.find("/", start + 3) if start >= 0 else -1
    return (url, "") if slash < 0 else (url[:slash], url[slash:])


def day_number(partial: str) -> int | None:
    """Turn a partial ISO date into a number (20240307, 20240300, 20240000), or None where it is no date.

    A time of day after the day is ignored.
    """
    match = _PARTIAL.fullmatch(partial)
    if match is None:
        return None
    year, month, day = (int(part or 0) for part in match.groups())
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    return year * 10000 + month * 100 + day


def partial_date(number: int | None) -> str | None:
    """Turn such a number back into a partial ISO date."""
    if number is None:
        return None
    year, rest = divmod(number, 10000)
    month, day = divmod(rest, 100)
    if not month:
        return f"{year:04}"
    return f"{year:04}-{month:02}-{day:02}" if day else f"{year:04}-{month:02}"


def number_of(day: date) -> int:
    """Return the number of a whole day."""
    return day.year * 10000 + day.month * 100 + day.day


def days_between(one: int, other: int) -> int | None:
    """Return the distance of two day numbers in days, or None where one is no whole day."""
    first, second = _ordinal(one), _ordinal(other)
    return None if first is None or second is None else abs(first - second)


def _ordinal(number: int) -> int | None:
    month, day = divmod(number % 10000, 100)
    return date(number // 10000, month, day).toordinal() if month and day else None
