"""A story over several lines without labels: its headline, then "Reuters – 3 June 2025", then its address."""

from __future__ import annotations

from dataclasses import dataclass

from citecheck.outlets import OutletTable
from citecheck.parser.document import Block
from citecheck.parser.references.chunks import lines_of
from citecheck.parser.references.details import Details, read_details
from citecheck.parser.references.headline import is_generic_anchor
from citecheck.parser.references.naming import find_outlet
from citecheck.parser.references.recognise import LABEL_WORD
from citecheck.parser.references.urls import (
    absolute,
    find_urls,
    headline_share,
    is_article,
    original,
    tells,
)

_LINES = (2, 4)
_HEADLINE_MAX = 300
_WORDS = (3, 40)
"""Words of a headline."""
_SHARE = 0.4
"""Of the words of an address that tells, a headline repeats this share."""


@dataclass(frozen=True, slots=True)
class Card:
    """What the lines say."""

    headline: str
    details: Details
    url: str


def read_card(block: Block, above: str | None, outlets: OutletTable) -> Card | None:
    """Read a block whose lines are headline, details and address, or the last two.

    Args:
        block: the lines.
        above: the line right above the block, where it may be the headline.
        outlets: the known outlets.

    Returns:
        None where the block says anything else, or where the headline has nothing of its address.
    """
    lines = lines_of(block)
    if above is not None and lines and (credit := _read_credit(block, above, lines[0], outlets)):
        return credit
    if not _LINES[0] <= len(lines) <= _LINES[1]:
        return None
    urls = {address for line in lines if (address := _only_address(block, *line))}
    rest = [block.text[a:b] for a, b in lines if not _only_address(block, a, b)]
    if len(urls) != 1 or not rest or len(rest) > 2:
        return None
    url = absolute(original(urls.pop()))
    headline = above if len(rest) == 1 else rest[0]
    details = read_details(rest[-1], outlets)
    if headline is None or details is None or not is_article(url) or not _may_be_headline(headline, url):
        return None
    return Card(headline, details, url)


def _read_credit(block: Block, above: str, line: tuple[int, int], outlets: OutletTable) -> Card | None:
    """Read "[Reuters](…) | 3 June 2025" below a headline that the address repeats; remarks may follow."""
    a, b = line
    if len(block.links) != 1 or block.links[0].end > b:
        return None
    link = block.links[0]
    outlet = find_outlet(block.text[link.start : link.end], outlets)
    url = absolute(original(link.url))
    if outlet is None or not is_article(url) or headline_share(above, url) < _SHARE:
        return None
    rest = block.text[a : link.start] + " " + block.text[link.end : b]
    if not any(map(str.isalnum, rest)):
        return Card(above, Details(outlet.name), url)
    details = read_details(rest, outlets)
    return Card(above, Details(outlet.name, details.date, details.author), url) if details else None


def may_head(block: Block) -> bool:
    """Say whether a block is one line that may be the headline of the next: no sentence, no label."""
    text = block.text.strip() if len(block.text) <= _HEADLINE_MAX else ""
    return (
        "\n" not in text
        and not block.links
        and "://" not in text
        and not text.endswith((".", ":", ";", ",", "："))
        and _WORDS[0] <= len(text.split()) <= _WORDS[1]
    )


def _may_be_headline(text: str, url: str) -> bool:
    if not _WORDS[0] <= len(text.split()) <= _WORDS[1]:
        return False
    return not tells(url) or headline_share(text, url) >= _SHARE


def _only_address(block: Block, start: int, end: int) -> str | None:
    """Return the address of a line that has nothing else, but perhaps a label or an arrow."""
    text = block.text[start:end]
    links = [link for link in block.links if link.start < end and link.end > start]
    found = find_urls(text)
    if len(links) > 1 or len(found) > 1 or not (links or found):
        return None
    if links:
        anchor = block.text[links[0].start : links[0].end]
        rest = text.replace(anchor, " ") if found or is_generic_anchor(anchor) else text
    else:
        rest = text.replace(found[0].url, " ")
    if any(map(str.isalnum, LABEL_WORD.sub("", rest))):
        return None
    return links[0].url if links else found[0].url
