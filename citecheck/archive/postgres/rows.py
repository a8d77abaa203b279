"""A story's row in the server's table, and back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from citecheck.archive.rows import Detail, Row
from citecheck.archive.terms import index_text, slug_text
from citecheck.fold import fold_words

_DETAIL = ("updated", "byline", "standfirst", "body", "syndicated_from", "copy_of", "read_from", "cut")
COLUMNS = ("day", "source", "url", "headline", "further", *_DETAIL)
"""Columns that a row fills, in the order of `Values.stored`."""


@dataclass(frozen=True, slots=True)
class Values:
    """What is stored of a row."""

    stored: tuple[Any, ...]
    """The values of COLUMNS."""
    words: str
    """The words it is found by, folded, for the server to stem."""


def values_of(row: Row) -> Values:
    """Return what is stored of a row."""
    detail = row.detail or Detail()
    texts = [
        None if part is None or isinstance(part, bytes | int) else part.replace("\0", "") for part in detail
    ]
    kept = [part if isinstance(part, bytes | int) else text for part, text in zip(detail, texts, strict=True)]
    further = json.dumps(row.further) if row.further else None
    slug = slug_text(row.url.partition("?")[0].partition("#")[0]) if row.url else ""
    heads = [row.headline, *(text for text, _ in row.further)]
    words = index_text(" ".join(map(fold_words, heads)), slug.replace("-", " "))
    once = " ".join(dict.fromkeys(words.split()))
    return Values((row.day or 0, row.source, row.url, row.headline, further, *kept), once)


def held_row(outlet: str, values: Sequence[Any]) -> Row:
    """Return the row that is stored under these values of COLUMNS."""
    day, source, url, headline, further, *detail = values
    pairs = tuple((text, number) for text, number in further or ())
    kept = Detail(*detail)
    return Row(
        outlet,
        url,
        day or None,
        headline,
        source,
        pairs,
        kept if any(part is not None for part in kept) else None,
    )
