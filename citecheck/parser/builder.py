"""Collect the clean text of one block while every character keeps its place in the source."""

from __future__ import annotations

import re

from citecheck.parser.document import Block, BlockKind, Link, Marker

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b\x0e-\x1f\x7f]+")
"""Soft hyphens, zero-width characters, direction marks and control characters: no part of any word."""


_EMPHASIS_MAX = 2000
"""Runs kept in one block; each of its lines is looked up among them."""


class BlockBuilder:
    """Text, links, markers and emphasis of a block, in source order."""

    def __init__(self) -> None:
        """Begin an empty block."""
        self._parts: list[str] = []
        self._origin: list[tuple[int, int]] = []
        self._source_next = -1
        self._last = 0
        """Where the latest character that stands in the source stands."""
        self.length = 0
        self.links: list[Link] = []
        self.markers: list[Marker] = []
        self.emphasis: list[tuple[int, int]] = []

    def add(self, text: str, at: int) -> None:
        """Append text that stands in the source, character by character, from offset `at` on."""
        if not text:
            return
        if text.isprintable():
            self._run(text, at)
            return
        done = 0
        for gap in _INVISIBLE.finditer(text):
            self._run(text[done : gap.start()], at + done)
            done = gap.end()
        self._run(text[done:], at + done)

    def replace(self, text: str, at: int, width: int) -> None:
        """Append `text` for `width` characters of the source at `at`: an entity, an escape."""
        text = _INVISIBLE.sub("", text)
        for i, char in enumerate(text):
            self._run(char, at + min(i, max(width - 1, 0)))
        if text:
            self._source_next = at + width

    def _run(self, text: str, at: int) -> None:
        if not text:
            return
        if at != self._source_next:
            self._origin.append((self.length, at))
        self._parts.append(text)
        self.length += len(text)
        self._source_next = at + len(text)
        self._last = self._source_next - 1

    def fill(self, text: str) -> None:
        """Append text that stands nowhere in the source: what joins two cells of a row."""
        for char in text:
            self._origin.append((self.length, self._last))
            self._parts.append(char)
            self.length += 1
        self._source_next = -1

    def tail(self, start: int) -> str:
        """Return the text since `start`."""
        parts: list[str] = []
        at = self.length
        for part in reversed(self._parts):
            if at <= start:
                break
            at -= len(part)
            parts.append(part if at >= start else part[start - at :])
        return "".join(reversed(parts))

    def cut(self, start: int) -> None:
        """Take back the text since `start`."""
        while self._parts and self.length > start:
            part = self._parts.pop()
            self.length -= len(part)
            if self.length < start:
                kept = part[: start - self.length]
                self._parts.append(kept)
                self.length += len(kept)
        while self._origin and self._origin[-1][0] >= self.length:
            self._origin.pop()
        self._source_next = -1

    def mark(self, label: str) -> None:
        """Note that a reference marker stood here."""
        self.markers.append(Marker(self.length, label))

    def link(self, start: int, url: str) -> None:
        """Note that the text since `start` is the anchor of a link."""
        if url:
            self.links.append(Link(start, self.length, url))

    def emphasise(self, start: int) -> None:
        """Note that the text since `start` is italic, bold or cited."""
        if self.length > start and len(self.emphasis) < _EMPHASIS_MAX:
            self.emphasis.append((start, self.length))

    def build(
        self,
        kind: BlockKind,
        *,
        level: int = 0,
        label: str | None = None,
        fields: dict[str, str] | None = None,
        source_end: int | None = None,
    ) -> Block | None:
        """Return the block without white space at its ends, or None where nothing is left of it."""
        whole = "".join(self._parts)
        text = whole.strip()
        if not text:
            return None
        lead = len(whole) - len(whole.lstrip())
        size = len(text)
        origin = _shifted(self._origin, lead, size)
        last_start, last_source = origin[-1]
        end = last_source + (size - last_start)

        def clip(at: int) -> int:
            return min(max(at - lead, 0), size)

        if source_end is not None:
            end = source_end
        if not (self.links or self.markers or self.emphasis):
            return Block(kind, text, origin, end, level, label, fields=fields or {})
        links = tuple(Link(clip(x.start), clip(x.end), x.url) for x in self.links)
        markers = tuple(Marker(clip(x.at), x.label) for x in self.markers)
        emphasis = tuple((clip(a), clip(b)) for a, b in self.emphasis if clip(b) > clip(a))
        return Block(kind, text, origin, end, level, label, links, markers, emphasis, fields or {})


def _shifted(origin: list[tuple[int, int]], lead: int, size: int) -> tuple[tuple[int, int], ...]:
    if not lead:
        return tuple([run for run in origin if run[0] < size])
    runs: list[tuple[int, int]] = []
    for start, source in origin:
        if start <= lead:
            runs = [(0, source + lead - start)]
        elif start - lead < size:
            runs.append((start - lead, source))
    return tuple(runs)


def shortened(block: Block, start: int) -> Block | None:
    """Return a block without its first `start` characters and the blanks after them, or None."""
    text = block.text[start:]
    start += len(text) - len(text.lstrip())
    text = block.text[start:]
    if not text:
        return None

    def moved(at: int) -> int:
        return max(at - start, 0)

    return Block(
        block.kind,
        text,
        _shifted(list(block.origin), start, len(text)),
        block.source_end,
        block.level,
        block.label,
        tuple(Link(moved(x.start), moved(x.end), x.url) for x in block.links if x.end > start),
        tuple(Marker(moved(x.at), x.label) for x in block.markers),
        tuple((moved(a), moved(b)) for a, b in block.emphasis if b > start),
        block.fields,
    )
