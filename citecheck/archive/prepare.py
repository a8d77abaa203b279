"""Working out, for many rows at once, all that needs no archive: it may happen in another process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, Protocol, runtime_checkable
from zlib import crc32

from citecheck.archive.keys import clean_url, shared_key, split_url, url_key
from citecheck.archive.rows import LIST, Detail, Row, pack_path, unpack_path
from citecheck.archive.terms import slug_text
from citecheck.fold import fold_all, fold_words, loosen

_MOST_CACHED = 100_000


class Prepared(NamedTuple):
    """Rows as columns, of the plainest types, so that `marshal` takes them to another process."""

    names: list[str]
    """The outlets met, each once."""
    prefixes: list[str]
    """What the URLs begin with, each once; see `split_url`."""
    outlets: list[int]
    """Places in `names`."""
    sites: list[int]
    """Places in `prefixes`; -1 for no URL."""
    paths: list[str | None]
    """The rest of the URLs, packed; None for no URL."""
    days: list[int]
    """Numbers of days, 0 for none."""
    headlines: list[str]
    terms: list[str]
    """What is indexed: the headline's folded words, and those of the URL that it lacks."""
    headline_hashes: list[int]
    url_hashes: list[int]
    """-1 for no URL."""
    more: list[tuple[int, tuple[tuple[str, int], ...], tuple[Any, ...] | None]] | None
    """Source, further headlines and detail; None where every row has but one headline, from a list."""

    def row(self, place: int) -> Row:
        """Return one of the rows."""
        path, headline = self.paths[place], self.headlines[place]
        url = "" if path is None else self.prefixes[self.sites[place]] + unpack_path(path, headline)
        source, further, detail = self.more[place] if self.more else (LIST, (), None)
        return Row(
            self.names[self.outlets[place]],
            url,
            self.days[place] or None,
            headline,
            source,
            further,
            Detail(*detail) if detail else None,
        )


@runtime_checkable
class TakesPrepared(Protocol):
    """An archive that stores rows faster if much of the work was done elsewhere."""

    def add_prepared(self, batches: Iterator[Prepared]) -> int:
        """Store rows and return how many stories were new; else as `Archive.add_rows`."""


def prepare(rows: Sequence[Row]) -> Prepared:
    """Fold, part and hash rows; at least one."""
    names, urls, days, headlines, sources, further, details = zip(*rows, strict=True)
    folded = fold_all(headlines)
    keys = "\n".join(folded).replace(" ", "").split("\n")
    place_of: dict[str, int] = {}
    outlets = [place_of.setdefault(name, len(place_of)) for name in names]
    splitter = _Splitter()
    sites: list[int] = []
    paths: list[str | None] = []
    terms: list[str] = []
    url_hashes: list[int] = []
    for url, words, key in zip(urls, folded, keys, strict=True):
        if not url:
            sites.append(-1)
            paths.append(None)
            terms.append(words)
            url_hashes.append(-1)
            continue
        site, path, name = splitter.split(url)
        if "-" in path or "_" in path:
            path, words = _with_slug(path, words, key)
        sites.append(site)
        paths.append(path)
        terms.append(words)
        url_hashes.append(crc32(name.encode()))
    more = None
    if any(sources) or any(further) or any(details):
        plain = (tuple(detail) if detail else None for detail in details)
        more = list(zip(sources, further, plain, strict=True))
    return Prepared(
        list(place_of),
        splitter.prefixes,
        outlets,
        sites,
        paths,
        [day or 0 for day in days],
        list(headlines),
        [loosen(words) for words in terms],
        [crc32(key.encode()) for key in keys],
        url_hashes,
        more,
    )


def _with_slug(path: str, words: str, key: str) -> tuple[str, str]:
    """Return the packed path, and the words to index: those of the headline and those only the URL has."""
    slug = slug_text(path.partition("?")[0].partition("#")[0])
    if not slug:
        return path, words
    if not slug.isascii():
        slug = fold_words(slug)
    known = words.split()
    parts = slug.replace("-", " ").split()
    if key in slug.replace("-", ""):
        path = pack_path(path, "-".join(known))
    if parts != known:
        have = set(known)
        extra = [part for part in parts if part not in have]
        if extra:
            words = f"{words} {' '.join(extra)}"
    return path, words


class _Splitter:
    """Parts URLs, most of which share all but their last segment's beginning with others."""

    def __init__(self) -> None:
        self.prefixes: list[str] = []
        self._places: dict[str, int] = {}
        self._folders: dict[str, tuple[int, str, str]] = {}

    def split(self, url: str) -> tuple[int, str, str]:
        """Return the place of the URL's prefix, its path, and its key as `url_key` gives it."""
        if "?" in url:
            url = clean_url(url)
        elif "#" not in url:
            folder, _, last = url.rpartition("/")
            if last:
                known = self._folders.get(folder) or self._folder(folder)
                if known[2]:
                    return known[0], known[1] + last, known[2] + last
        prefix, path = split_url(url)
        return self._place(prefix), path, url_key(url)

    def _folder(self, folder: str) -> tuple[int, str, str]:
        """Return the prefix's place, and what path and key begin with, of all URLs in a folder."""
        prefix, path = split_url(folder + "/")
        start = shared_key(prefix) + path if prefix else ""
        if len(self._folders) > _MOST_CACHED:
            self._folders.clear()
        found = self._folders[folder] = (self._place(prefix), path, start)
        return found

    def _place(self, prefix: str) -> int:
        place = self._places.get(prefix)
        if place is None:
            place = self._places[prefix] = len(self.prefixes)
            self.prefixes.append(prefix)
        return place
