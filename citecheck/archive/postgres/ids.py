"""Numbers and hashes under which the server's tables know stories."""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b

from citecheck.archive.keys import url_key
from citecheck.archive.rows import Row
from citecheck.fold import fold_key

Key = str
"""Half a hash of the address or headline and half of the rest: 32 hex digits, a uuid on the server."""

_SHELF_BITS = 44
_OLDEST_SHELF = 1989
"""All years up to this one share a shelf: few archives hold many of their stories."""


def shelf_of_day(day: int | None) -> int:
    """Return the shelf (partition) that a story of this day number is put on: its year; 0 for no date."""
    if not day:
        return 0
    year = (day - 1) // 32 // 13 + 1800  # as keys.day_number makes it
    return max(year, _OLDEST_SHELF)


def story_id(number: int, shelf: int) -> int:
    """Return the id of the story with this running number on a shelf; it keeps both for good."""
    return shelf << _SHELF_BITS | number


def shelf_of_id(id_: int) -> int:
    """Return the shelf a story stands on."""
    return id_ >> _SHELF_BITS


def address_identity(outlet: str, url: str) -> Key:
    """Return the key of "this outlet, this address"."""
    return _digest("u\0" + url_key(url)) + _of_outlet(outlet, None)


def headline_identity(outlet: str, headline: str, day: int | None) -> Key:
    """Return the key of "this outlet, this headline, this day"."""
    return _digest("h\0" + fold_key(headline)) + _of_outlet(outlet, day or 0)


def of_address(url: str) -> tuple[Key, Key]:
    """Return the first and last key that an address can have, whatever the outlet."""
    return _range(_digest("u\0" + url_key(url)))


def of_headline(headline: str) -> tuple[Key, Key]:
    """Return the first and last key that a headline can have, whatever its typography, outlet and day."""
    return _range(_digest("h\0" + fold_key(headline)))


def identities(row: Row) -> list[Key]:
    """Return every key of a story, the one that decides first."""
    heads = (row.headline, *(text for text, _ in row.further))
    keys = [headline_identity(row.outlet, head, row.day) for head in heads]
    return [address_identity(row.outlet, row.url), *keys] if row.url else keys


def _range(beginning: str) -> tuple[Key, Key]:
    return beginning + "0" * 16, beginning + "f" * 16


@lru_cache(maxsize=50_000)
def _of_outlet(outlet: str, day: int | None) -> str:
    return _digest(outlet if day is None else f"{outlet}\0{day}")


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
