"""Links of a page that lead to notes and back: they are markers and labels, not sources."""

from __future__ import annotations

import re

from citecheck.parser.builder import BlockBuilder
from citecheck.parser.formats.elements import Open
from citecheck.parser.formats.noteids import is_back_href, label_of, note_href, note_id
from citecheck.parser.formats.tags import Piece

_MARKER_TEXT = re.compile(r"[\[(]?\s*(?:\d{1,4}|[a-z]|[*†‡§]|[ivx]{1,5})\s*[\])]?", re.IGNORECASE)
_TARGETS_MAX = 20_000


class NoteAnchors:
    """Tells markers, back links and sources among a page's links, and remembers where markers lead."""

    def __init__(self) -> None:
        """Begin without any marker seen."""
        self._targets: dict[str, str] = {}

    def opened(self, piece: Piece, mark: int) -> Open:
        """Return the inline element that a tag opens at `mark`: its address, and its id if it is a note's."""
        attributes = piece.attributes() if "href" in piece.inside else {}
        own = note_id(attributes.get("id", "") or attributes.get("name", ""))
        return Open(piece.name, note=own, mark=mark, href=attributes.get("href", "").strip())

    def target(self, id: str) -> str | None:  # noqa: A002
        """Return the label of the marker that leads to the element of this id, or None."""
        return self._targets.get(id) if id else None

    def closed(self, element: Open, builder: BlockBuilder, parent: Open | None, *, raised: bool) -> None:
        """Take in a link that ends here.

        Args:
            element: the link.
            builder: the text so far, the link's own last.
            parent: the block element it stands in; it becomes a note if the link is a note's own.
            raised: the link is set as superscript.
        """
        href = element.href
        if not href.startswith("#"):
            builder.link(element.mark, href)
            return
        anchor = builder.tail(element.mark).strip()
        if not anchor:
            return
        marker = bool(_MARKER_TEXT.fullmatch(anchor))
        note = note_href(href)
        if is_back_href(href) or (marker and element.note and not element.mark):
            if element.note and parent is not None and not element.mark:
                parent.note = element.note
            builder.cut(element.mark)
        elif note and marker:
            builder.cut(element.mark)
            builder.mark(label_of(note))
        elif marker and (raised or _follows_a_word(builder, element.mark)):
            label = anchor.strip("[]() ")
            if len(self._targets) < _TARGETS_MAX:
                self._targets.setdefault(href[1:], label)
            builder.cut(element.mark)
            builder.mark(label)


def _follows_a_word(builder: BlockBuilder, mark: int) -> bool:
    """Say whether a link stands right behind a word or its full stop, as markers do."""
    return mark > 0 and not builder.tail(mark - 1)[:1].isspace()
