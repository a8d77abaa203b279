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


def address_identity(outlet: str, url: str) -> UUID:
    """Return the key of "this outlet, this address"."""
    return UUID(bytes=_digest("u", url_key(url)) + _digest(outlet))


def headline_identity(outlet: str, headline: str, day: int | None) -> UUID:
    """Return the key of "this outlet, this headline, this day"."""
    return UUID(bytes=_digest("h", fold_key(headline)) + _digest(outlet, str(day or 0)))


def of_address(url: str) -> tuple[UUID, UUID]:
    """Return the first and last key that an address can have, whatever the outlet."""
    return _range(_digest("u", url_key(url)))


def of_headline(headline: str) -> tuple[UUID, UUID]:
    """Return the first and last key that a headline can have, whatever its typography, outlet and day."""
    return _range(_digest("h", fold_key(headline)))


def identities(row: Row) -> list[UUID]:
    """Return every key of a story, the one that decides first."""
    heads = (row.headline, *(text for text, _ in row.further))
    keys = [headline_identity(row.outlet, head, row.day) for head in heads]
    return [address_identity(row.outlet, row.url), *keys] if row.url else keys


def _range(beginning: bytes) -> tuple[UUID, UUID]:
    return UUID(bytes=beginning + bytes(8)), UUID(bytes=beginning + b"\xff" * 8)


def _digest(*parts: str) -> bytes:
    return blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).digest()
