"""Say whether a line outside any list of references is a citation all the same."""

from __future__ import annotations

import re

from citecheck.outlets import OutletTable
from citecheck.parser.chunks import Chunk, chunk_of
from citecheck.parser.document import Block, BlockKind
from citecheck.parser.entry import Entry
from citecheck.parser.headline import is_generic_anchor
from citecheck.parser.naming import find_outlet
from citecheck.parser.urls import find_urls, host_of, is_article, original, slug_words

_TAIL = re.compile(r"\s+[-–—―‒|·]+\s+([^-–—―|·]{2,60})$|\s*[(\[]([^()\[\]]{2,60})[)\]]\.?$")
UNCITED_HOSTS = ("wikipedia.org", "wiktionary.org", "wikimedia.org", "wikidata.org")
"""Links that explain a word; outside a list of references they are not sources."""

_OUTSIDE_MAX = 140
"""Letters beside the headline that author, outlet, date and section may take."""


def is_entry(chunk: Chunk, entry: Entry, outlets: OutletTable) -> bool:
    """Say whether a chunk of running text is a citation and nothing else."""
    if entry.headline is None:
        return False
    outside = (
        _letters(chunk.text) - _letters(entry.headline) - sum(_letters(u.url) for u in find_urls(chunk.text))
    )
    if outside > _OUTSIDE_MAX:
        return False
    if entry.quoted and entry.named and entry.known:
        return True
    if chunk.links:
        return _is_linked_entry(chunk, entry, outlets)
    if entry.url and entry.shaped and entry.known and is_article(entry.url):
        return True
    if chunk.block.kind is BlockKind.LIST_ITEM:
        return (
            entry.shaped
            and entry.known
            and entry.named
            and bool(entry.date)
            and len(entry.headline.split()) >= 3
        )
    return False


def _is_linked_entry(chunk: Chunk, entry: Entry, outlets: OutletTable) -> bool:
    """Say whether the link is the headline and all around it is what citing adds."""
    if not entry.url or not is_article(entry.url) or host_of(entry.url).endswith(UNCITED_HOSTS):
        return False
    pieces = {
        original(link.url).split("#")[0]
        for link in chunk.links
        if is_article(link.url) and outlets.by_url(link.url)
    }
    if len(pieces) > 1:
        return False  # a sentence with several sources, not a citation of one
    for link in chunk.links:
        if original(link.url) != entry.url:
            continue
        anchor = chunk.text[link.start : link.end]
        if is_generic_anchor(anchor) or find_outlet(anchor, outlets):
            continue
        covers = _letters(anchor) >= 0.75 * _letters(chunk.text)
        if covers and len(anchor.split()) >= 3:
            return True
        opens = link.start <= 80 and not re.search(r"[a-zа-яіїєґ]\s*$", chunk.text[: link.start])
        metadata = bool(entry.named or entry.date or entry.author)
        if opens and metadata and len(anchor.split()) >= 3 and _reads_like_headline(anchor, entry.url):
            return True
    return False


def _reads_like_headline(anchor: str, url: str) -> bool:
    words = anchor.split()
    return headline_share(anchor, url) >= 0.4 or (len(words) >= 5 and words[0][:1].isupper())


def headline_share(text: str, url: str) -> float:
    """Return the share of the address's own words that a text repeats, 0 to 1; 0 where it has too few to tell."""
    slug = slug_words(url)
    if len(slug) < 3:
        return 0.0
    words = set(re.findall(r"[^\W\d_]{3,}", text.casefold()))
    return len(slug & words) / len(slug)


def is_listed_entry(block: Block, outlets: OutletTable) -> bool:
    """Say whether a list item ends in a known outlet, set off by a dash, a bar or brackets."""
    chunk = chunk_of(block)
    if chunk is None:
        return False
    match = _TAIL.search(chunk.text, max(0, len(chunk.text) - 80))
    if not match or match.start() < 12:
        return False
    return find_outlet(match.group(1) or match.group(2), outlets) is not None


def _letters(text: str) -> int:
    return sum(c.isalpha() for c in text)
