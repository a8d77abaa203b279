"""Definition lists of references: the term is half of an entry, so it is read together with what it heads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from citecheck.parser.document import Block, BlockKind, Link, Marker
from citecheck.parser.headings import is_reference_heading

_FEW_WORDS = 5
"""A headline has at least as many words, an outlet or a date fewer."""
_LONGEST = 1500
"""Characters of a term or description; no citation is longer."""
_HEADINGS = frozenset({BlockKind.TITLE, BlockKind.HEADING})


def with_terms(blocks: list[Block], parts: Mapping[int, str]) -> list[Block]:
    """Put the term of a definition list before each of its descriptions, under a heading of references only.

    Args:
        blocks: the document's blocks.
        parts: "dt" or "dd" by the index of a block that is a term or a description.

    Returns:
        The blocks, "Outlet" and "Headline, date" made one list item "Outlet – Headline, date". A second
        description gets the term again; elsewhere terms and descriptions stay what they are.
    """
    if not parts:
        return blocks
    out: list[Block] = []
    term: Block | None = None
    used = listed = False
    for index, block in enumerate(blocks):
        part = parts.get(index, "") if listed and len(block.text) <= _LONGEST else ""
        if part == "dd" and term:
            if used and _is_detail(block, term):
                out[-1] = _joined(out[-1], block, ", ")
            else:
                out.append(_joined(term, block, " – ", again=used))
            used = True
            continue
        if term and not used:
            out.append(term)
        term, used = (block if part == "dt" else None), False
        if term is None:
            out.append(block)
        if block.kind in _HEADINGS or is_reference_heading(block.text):
            listed = is_reference_heading(block.text)
    if term and not used:
        out.append(term)
    return out


def _is_detail(description: Block, term: Block) -> bool:
    """Say whether a further description only adds an outlet or a date to the headline that is the term."""
    words = len(description.text.split())
    return words < _FEW_WORDS <= len(term.text.split()) and not description.links


def _joined(left: Block, right: Block, mark: str, *, again: bool = False) -> Block:
    """Return "left – right" as a list item; where `left` has served before, it stands where `right` does."""
    head = left.text.rstrip(" :：") or left.text
    end, size = len(head), len(head) + len(mark)
    first, last = right.source_offset(0), left.source_offset(end - 1)
    if again:
        origin = [(i, first) for i in range(size)]
    else:
        origin = [run for run in left.origin if run[0] < end]
        origin += [(i, last) for i in range(end, size)]
    origin += [(start + size, source) for start, source in right.origin]
    own = () if again else tuple(link for link in left.links if link.end <= end)
    return replace(
        right,
        kind=BlockKind.LIST_ITEM,
        text=head + mark + right.text,
        origin=tuple(origin),
        links=(*own, *(Link(x.start + size, x.end + size, x.url) for x in right.links)),
        markers=(*left.markers, *(Marker(x.at + size, x.label) for x in right.markers)),
        emphasis=(
            *((a, b) for a, b in left.emphasis if b <= end),
            *((a + size, b + size) for a, b in right.emphasis),
        ),
    )
