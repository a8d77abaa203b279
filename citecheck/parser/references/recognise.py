"""Say whether a line outside any list of references is a citation all the same."""

from __future__ import annotations

import re
from collections.abc import Sequence

from citecheck.outlets import OutletTable
from citecheck.parser.document import Block, BlockKind
from citecheck.parser.headings import is_reference_heading
from citecheck.parser.references.chunks import Chunk, chunk_of
from citecheck.parser.references.dates import find_dates
from citecheck.parser.references.headline import is_generic_anchor
from citecheck.parser.references.naming import find_outlet
from citecheck.parser.references.parts import Entry
from citecheck.parser.references.quoted import MARK
from citecheck.parser.references.urls import (
    find_urls,
    headline_share,
    host_of,
    is_article,
    longest_part_words,
    original,
)

_TAIL = re.compile(r"\s+[-–—―‒|·]+\s+([^-–—―|·]{2,60})$|\s*[(\[]([^()\[\]]{2,60})[)\]]\.?$")
_MAY_END = re.compile(r"[-–—―‒|·]|[)\]]\W*$")
"""What a block has near its end for `_TAIL` to match."""
UNCITED_HOSTS = ("wikipedia.org", "wiktionary.org", "wikimedia.org", "wikidata.org")
"""Links that explain a word; outside a list of references they are not sources."""

_SET_OFF = ("- ", "– ", "— ", "| ", "(", '" ', "” ", "» ", "“ ", "’ ", '",', "”,", "*", "]")
_QUOTES = "\"“«„‘'"
_LISTED_KINDS = frozenset({BlockKind.LIST_ITEM, BlockKind.PARAGRAPH, BlockKind.HEADING})
_DATELINE = re.compile(
    r"[A-ZÀ-ÞА-ЯЄІЇҐ][A-ZÀ-ÞА-ЯЄІЇҐ .,'’/-]{2,40}(?:,? [A-Z][a-z]{2,8}\.? \d{1,2})?"
    r"\s?\([^()\n]{2,30}\)\s*[-–—]"
)
"""How an agency's report begins: "OSLO, June 3 (Agency) - …"."""
LABEL_WORD = re.compile(
    r"\s*(?:url|link|web|available at|retrieved from|source|read more|full story)\s*:?", re.IGNORECASE
)
"""What stands before the address of an entry on a line of its own."""
_SOURCED = re.compile(
    r"[.!?][\"”’]?\s*[*_]*[(\[][*_]*(?:sources?|quellen?|fuentes?|fonti?|źródł[oa]|джерел[оа]|источник)\s*:"
    r"[^()\[\]]{2,90}[)\]][*_.]*\s*$",
    re.IGNORECASE,
)
"""Where a sentence is from, in brackets behind it: "… to three firms. (Source: Reuters, 3 May)"."""
_WORDS_CITED = 3
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
    if _SOURCED.search(chunk.text, max(0, len(chunk.text) - _OUTSIDE_MAX)):
        return False  # a sentence of the writer's own, with where it is from
    if entry.quoted and entry.named and entry.known:
        return True
    if chunk.links and not (entry.shaped and entry.named and _has_plain_link(chunk, entry)):
        return _is_linked_entry(chunk, entry, outlets)
    if entry.url and entry.shaped and entry.known and is_article(entry.url):
        return len({found.url for found in find_urls(chunk.text) if outlets.by_url(found.url)}) <= 1
    if chunk.block.kind is BlockKind.LIST_ITEM:
        return (
            entry.shaped
            and entry.known
            and entry.named
            and bool(entry.date)
            and len(entry.headline.split()) >= 3
        )
    return False


def _has_plain_link(chunk: Chunk, entry: Entry) -> bool:
    """Say whether the entry's address is linked by a word like "link", the headline standing before it."""
    return any(
        original(link.url) == entry.url and is_generic_anchor(chunk.text[link.start : link.end])
        for link in chunk.links
    )


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


def is_listed_entry(block: Block, outlets: OutletTable) -> bool:
    """Say whether a list item ends in a known outlet, set off by a dash, a bar or brackets."""
    if not _MAY_END.search(block.text, max(0, len(block.text) - 100)):
        return False
    chunk = chunk_of(block)
    if chunk is None:
        return False
    match = _TAIL.search(chunk.text, max(0, len(chunk.text) - 80))
    if not match or match.start() < 12:
        return False
    return find_outlet(match.group(1) or match.group(2), outlets) is not None


def only_quoted(entry: Entry, text: str) -> bool:
    """Say whether an entry is a headline in quotation marks and nothing more but a date."""
    if not entry.quoted or entry.outlet or entry.url or entry.author or not entry.headline:
        return False
    rest = len(text) - sum(date.end - date.start for date in find_dates(text))
    return rest <= len(entry.headline) + 8 and len(entry.headline.split()) >= 4


def is_description(entry: Entry) -> bool:
    """Say whether a link's text only describes its page: its address shares no word with it."""
    if entry.quoted or entry.author or not entry.url or not entry.headline:
        return False
    if entry.date and not find_dates(entry.headline):
        return False
    share = headline_share(entry.headline, entry.url)
    if entry.named and (share or len(entry.headline.split()) >= _WORDS_CITED):
        return False  # "Outlet: Market impact" describes; a headline is longer
    return len(longest_part_words(entry.url)) >= 4 and share < 0.2


def is_cited(entry: Entry, chunk: Chunk) -> bool:
    """Say whether a line under a references heading is an entry: prose with no sign of one is not."""
    if entry.url or entry.shaped or entry.quoted:
        return True
    if entry.headline and (entry.date or entry.author):
        return True
    return (
        bool(entry.headline)
        and bool(chunk.label or chunk.block.kind is BlockKind.LIST_ITEM)
        and len(chunk.text) < 300
    )


def is_list_page(title: str | None) -> bool:
    """Say whether a whole page is a list of references: "Sources – The Great Flood"."""
    return title is not None and any(
        is_reference_heading(part) for part in re.split(r"\s[-–—|:]\s", title)[:2]
    )


def outside_text(chunk: Chunk) -> str:
    """Return a chunk's text without addresses and anchors."""
    spans = [(found.start, found.end) for found in find_urls(chunk.text)]
    spans += [(link.start, link.end) for link in chunk.links]
    parts: list[str] = []
    done = 0
    for start, end in sorted(spans):
        parts.append(chunk.text[done : max(start, done)])
        done = max(done, end)
    return " ".join([*parts, chunk.text[done:]])


def is_prose(part: Chunk | Block) -> bool:
    """Say whether only quotation marks around a headline could make an entry of a part of running text."""
    if part.links or "/" in part.text or "www." in part.text.lower():
        return False
    block = part.block if isinstance(part, Chunk) else part
    return block.kind is not BlockKind.LIST_ITEM


def is_bare_prose(block: Block) -> bool:
    """Say whether a block of running text has none of the signs without which it holds no reference."""
    return is_prose(block) and not MARK.search(block.text)


def worth_reading(chunk: Chunk, listed: bool) -> bool:
    """A cheap look before the dear one: most of an article's text is no entry."""
    if listed or chunk.links:
        return True
    text = chunk.text
    if len(text) <= 400 and is_prose(chunk) and not MARK.search(text):
        return False
    if "(" in text[:60] and _DATELINE.match(text):
        return False
    if "://" in text or "www." in text:
        return len(text) <= 1500
    if len(text) > 400:
        return False
    sign = max(text.rfind(mark, 12) for mark in _SET_OFF)
    tail = text[sign + 1 :] if sign > 0 else ""
    return (1 < len(tail) <= 90 and any(c.isupper() or c > "\u0600" for c in tail)) or bool(
        text[:1] in _QUOTES and len(text) < 250
    )


def listed_blocks(blocks: Sequence[Block], outlets: OutletTable) -> frozenset[int]:
    """Return the indices of blocks in runs that read "headline – outlet": half a list, or lines in a row."""
    found: set[int] = set()
    run: list[int] = []
    for index, block in enumerate([*blocks, None]):
        if block is not None and (not run or blocks[run[-1]].kind is block.kind) and _may_be_listed(block):
            run.append(index)
            continue
        found.update(_listed_run(blocks, run, outlets))
        run = [index] if block is not None and _may_be_listed(block) else []
    return frozenset(found)


def _may_be_listed(block: Block) -> bool:
    return block.kind in _LISTED_KINDS and not block.links and len(block.text) < 400


def _listed_run(blocks: Sequence[Block], run: list[int], outlets: OutletTable) -> list[int]:
    if len(run) < 2:
        return []
    hits = [i for i in run if is_listed_entry(blocks[i], outlets)]
    if blocks[run[0]].kind is BlockKind.LIST_ITEM:
        return run if len(hits) >= max(2, len(run) // 2) else []
    # lines without bullets: only neighbours that all read so
    return [i for i in hits if i - 1 in hits or i + 1 in hits]


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def says_something(anchor: str) -> bool:
    """Say whether a link's anchor is more than an address, "read more" or an outlet's name."""
    return not find_urls(anchor) and len(LABEL_WORD.sub("", anchor).split()) > 2


def closes_list(block: Block) -> bool:
    """Say whether a plain line like "Reflection:" ends the list."""
    first = block.text.split("\n", 1)[0].strip()
    return first.endswith(":") and len(first.split()) <= 4 and not find_urls(first) and not block.links
