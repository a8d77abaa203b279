"""Every headline a page carries: the one shown, those for machines and social media, and the title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from citecheck.fetcher.page_data import PageData
from citecheck.fetcher.page_tree import squeeze, words_of
from citecheck.models import Headline, HeadlineSource
from citecheck.outlets import fold_name, known_outlets

_SEPARATOR = re.compile(r"\s+[|–—·•:»-]\s+|\s*\|\s*")
_LONGEST = 400
_MOST_SUFFIXES = 3


def page_headlines(tree: Any, data: PageData, outlet: str) -> tuple[Headline, ...]:
    """Return the page's headlines, the one it shows first, none twice; empty where it has none."""
    declared = list(_declared(data))
    title = squeeze(tree.findtext(".//title"))
    shown = _shown(tree, [*declared, title], outlet)
    own = shown or data.ld_text("headline") or data.fusion_text("title", "web")
    found: dict[str, HeadlineSource] = {}
    if shown:
        found[shown] = HeadlineSource.PAGE
    for text in declared:
        found.setdefault(_bare(text, outlet, data, own), HeadlineSource.METADATA)
    if title:
        found.setdefault(
            _bare(title, outlet, data, own or (declared[0] if declared else None)), HeadlineSource.METADATA
        )
    found.pop("", None)
    return tuple(
        Headline(text, source)
        for text, source in found.items()
        if len(text) <= _LONGEST and not _is_name(text, outlet, data)
    )


def strip_suffixes(title: str, names: set[str]) -> str:
    """Return a title without the outlet's name at its end: "Talks end | The Herald" gives "Talks end".

    Args:
        title: on one line.
        names: folded names (`outlets.fold_name`) that are no part of a headline.
    """
    for _ in range(_MOST_SUFFIXES):
        cut = None
        for match in _SEPARATOR.finditer(title):
            cut = match
        if cut is None or not cut.start() or fold_name(title[cut.end() :]) not in names:
            return title
        title = title[: cut.start()].rstrip()
    return title


def _declared(data: PageData) -> Iterator[str]:
    """Yield the headlines for machines, the most particular first."""
    for value in (
        data.ld_text("headline"),
        data.ld_text("alternativeHeadline"),
        data.fusion_text("title"),
        data.fusion_text("web"),
        data.fusion_text("basic_headline"),
        data.meta_text("og:title"),
        data.meta_text("twitter:title"),
        data.meta_text("parsely-title", "sailthru.title", "dc.title", "hdl", "headline"),
        None if data.ld_text("headline") else data.ld_text("name"),
    ):
        if value:
            yield value


def _shown(tree: Any, others: list[str], outlet: str) -> str | None:
    """Return the h1 that is the headline: of several, the one most like the page's other titles."""
    reference = {word for text in others for word in fold_name(text).split()}
    best, best_score = None, -1.0
    for element in tree.xpath(".//h1")[:12]:
        text = words_of(element)
        if not text or len(text) > _LONGEST or _named(text, outlet):
            continue
        words = fold_name(text).split()
        score = sum(word in reference for word in words) / max(len(words), 1) + min(len(words), 12) / 100
        if score > best_score:
            best, best_score = text, score
    return best


def _bare(text: str, outlet: str, data: PageData, own: str | None) -> str:
    """Return a title without the outlet's name, and without section or author where the headline shows where
    it ends."""
    names = _names(outlet, data)
    text = strip_suffixes(text, names)
    if own and text.startswith(own) and _SEPARATOR.match(text, len(own)):
        return own
    # A further part behind a bar is a section or an author: headlines hold dashes, hardly ever bars.
    return text


def _names(outlet: str, data: PageData) -> set[str]:
    known = known_outlets().get(outlet)
    names = {outlet, data.meta_text("og:site_name") or ""}
    if known:
        names |= {known.name, *known.aliases, *known.domains}
    names |= {f"{name} News" for name in list(names) if name} | {
        f"{name} English" for name in list(names) if name
    }
    return {fold_name(name) for name in names if name} - {""}


def _named(text: str, outlet: str) -> bool:
    return fold_name(text) == fold_name(outlet)


def _is_name(text: str, outlet: str, data: PageData) -> bool:
    return fold_name(text) in _names(outlet, data)
