"""One story told twice: what a row adds to what is held of the same story."""

from __future__ import annotations

from citecheck.archive.keys import more_exact
from citecheck.archive.rows import EARLIER, PAGE, RANKS, Detail, Row
from citecheck.fold import fold_key


def merged(held: Row, new: Row) -> Row:
    """Return a held story with what a row knows beyond it.

    New headlines are added, better ones take the place of worse (`RANKS`), and a new one of a page makes its
    old one an earlier one. A date only becomes more exact, an address is only added, and what was read later
    of a text replaces what was read before.
    """
    heads = [(held.headline, held.source), *held.further]
    for head in ((new.headline, new.source), *new.further):
        _add(heads, *head)
    (headline, source), *further = heads
    return Row(
        held.outlet,
        held.url or new.url,
        new.day if more_exact(new.day, held.day) else held.day,
        headline,
        source,
        tuple(further),
        merged_detail(held.detail, new.detail),
    )


def merged_detail(held: Detail | None, new: Detail | None) -> Detail | None:
    """Return what is held beyond headline, date and URL, with what is new."""
    if held is None or new is None:
        return held or new
    if new.text is not None:
        # Where a text came from, and whether it is all, goes with the text.
        held = held._replace(text=None, read_from=None, cut=None)
    return Detail(*(b if b is not None else a for a, b in zip(held, new, strict=True)))  # type: ignore[arg-type]


def _add(heads: list[tuple[str, int]], headline: str, source: int) -> None:
    key = fold_key(headline)
    for place, (text, old) in enumerate(heads):
        if fold_key(text) == key:
            if RANKS[source] < RANKS[old]:
                _demote_page(heads, source)
                heads[place] = (headline, source)
            return
    _demote_page(heads, source)
    heads.append((headline, source))


def _demote_page(heads: list[tuple[str, int]], source: int) -> None:
    """A page has one headline at a time: before a new one, what it had is an earlier one."""
    if source == PAGE:
        heads[:] = [(text, EARLIER if old == PAGE else old) for text, old in heads]
