"""Numbers and hashes under which the server's tables know stories."""

from __future__ import annotations

from hashlib import blake2b
from uuid import UUID

from citecheck.archive.keys import url_key
from citecheck.archive.rows import Row
from citecheck.fold import fold_key

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


def address_hash(url: str) -> int:
    """Return the 64-bit number an address is pointed to by."""
    return _number("u", url_key(url))


def headline_hash(headline: str) -> int:
    """Return the 64-bit number a headline is pointed to by, whatever its typography."""
    return _number("h", fold_key(headline))


def address_identity(outlet: str, url: str) -> UUID:
    """Return the key of "this outlet, this address"."""
    return _identity("u", outlet, url_key(url))


def headline_identity(outlet: str, headline: str, day: int | None) -> UUID:
    """Return the key of "this outlet, this headline, this day"."""
    return _identity("h", outlet, fold_key(headline), str(day or 0))


def identities(row: Row) -> list[UUID]:
    """Return every key of a story, the one that decides first."""
    heads = (row.headline, *(text for text, _ in row.further))
    keys = [headline_identity(row.outlet, head, row.day) for head in heads]
    return [address_identity(row.outlet, row.url), *keys] if row.url else keys


def hashes(row: Row) -> list[int]:
    """Return every number that points to a story."""
    heads = (row.headline, *(text for text, _ in row.further))
    found = [headline_hash(head) for head in heads]
    return [address_hash(row.url), *found] if row.url else found


def _number(kind: str, text: str) -> int:
    return int.from_bytes(_digest(8, kind, text), "big", signed=True)


def _identity(*parts: str) -> UUID:
    return UUID(bytes=_digest(16, *parts))


def _digest(size: int, *parts: str) -> bytes:
    return blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=size).digest()
