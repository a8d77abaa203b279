"""Words to citecheck inside an article: told apart, taken out of what is read, kept for who acts on them.

    <!-- citecheck: … -->     in Markdown, HTML and wikitext
    {/* citecheck: … */}      in MDX
    [citecheck: …]            in plain text, Markdown and Word

A directive in a Markdown code block or behind a backtick is an example of one, and stays.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from citecheck.models import Directive
from citecheck.parser.document import Block, Document

_SIGN = "citecheck:"
_LENGTH = 600
"""Characters in a directive; what is longer is none, so that an open bracket costs no more than this."""
_COMMENT = rf"<!--\s{{0,20}}{_SIGN}((?:(?!-->).){{0,{_LENGTH}}})-->"
_JSX = rf"\{{/\*\s{{0,20}}{_SIGN}((?:(?!\*/).){{0,{_LENGTH}}})\*/\s{{0,20}}\}}"
_BRACKET = rf"\[{_SIGN}([^\[\]\n]{{0,{_LENGTH}}})\]"
_EVERYWHERE = re.compile(_COMMENT, re.DOTALL)
_IN_TEXT = re.compile(f"{_COMMENT}|{_JSX}|{_BRACKET}", re.DOTALL)
_FENCE = re.compile(r"[ ]{0,3}(`{3,}|~{3,})")
_NOTHING = "\u200b"
"""A character of no width, which no format reads as text or as indentation."""

Range = tuple[int, int]


def find_directives(document: Document) -> tuple[Directive, ...]:
    """Return the directives of a document, in order; its source must still hold them."""
    return tuple(
        Directive(document.source_span(start, end), " ".join(words.split()))
        for start, end, words in _matches(document.source, document.format)
    )


def masked(source: str, format: str) -> str:  # noqa: A002
    """Return the source of a text format without its directives, every other character where it was.

    Those that end their line become blanks, for nothing else stands behind them; others become
    characters of no width, because blanks before a text would make it code in Markdown and wikitext.
    """
    parts = []
    done = 0
    for start, end, _ in _matches(source, format):
        line_end = source.find("\n", end)
        rest = source[end : line_end if line_end >= 0 else len(source)]
        filler = " " if not rest.strip() else _NOTHING
        parts += [source[done:start], *(char if char in "\r\n" else filler for char in source[start:end])]
        done = end
    return "".join([*parts, source[done:]]) if parts else source


def without_directives(document: Document) -> Document:
    """Return a document without the directives in its blocks' texts: for Word, whose source is its blocks."""
    ranges = [(start, end) for start, end, _ in _matches(document.source, document.format)]
    if not ranges:
        return document
    blocks = [kept for block in document.blocks if (kept := _blanked(block, ranges)).text.strip()]
    return replace(document, blocks=blocks)


def _blanked(block: Block, ranges: Sequence[Range]) -> Block:
    """Return a block with blanks where its characters stand in one of the sorted ranges of the source."""
    first = bisect_left(ranges, block.source_offset(0), key=lambda r: r[1])
    if first == len(ranges) or ranges[first][0] >= block.source_end:
        return block
    chars = list(block.text)
    for at in range(len(chars)):
        offset = block.source_offset(at)
        last = bisect_right(ranges, offset, key=lambda r: r[0]) - 1
        if last >= 0 and offset < ranges[last][1]:
            chars[at] = " "
    return replace(block, text="".join(chars))


def _matches(source: str, format: str) -> Iterator[tuple[int, int, str]]:  # noqa: A002
    """Yield start, end and words of each directive."""
    if _SIGN not in source:
        return
    pattern = _EVERYWHERE if format in ("html", "wikitext") else _IN_TEXT
    code = _Fences(source) if format == "markdown" else None
    for match in pattern.finditer(source):
        start, end = match.span()
        if (code is not None and code.hold(start)) or source[start - 1 : start] == "`":
            continue
        if code is not None:
            code.pass_over(end)
        yield start, end, next(words for words in match.groups() if words is not None)


class _Fences:
    """The fenced code blocks of Markdown, read once from the beginning.

    One that nobody closes reaches to the end. A fence within a directive is none.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        """Where the next line to be read begins."""
        self._mark = ""
        """What the block that is open was opened with."""

    def hold(self, place: int) -> bool:
        """Say whether a place stands in a code block; places come in ascending order."""
        source = self._source
        while self._at <= place:
            newline = source.find("\n", self._at)
            newline = len(source) if newline < 0 else newline
            fence = _FENCE.match(source, self._at, newline)
            mark = fence.group(1) if fence else ""
            if not self._mark:
                self._mark = mark
            elif mark.startswith(self._mark) and fence and not source[fence.end() : newline].strip():
                self._mark = ""
            self._at = newline + 1
        return bool(self._mark)

    def pass_over(self, place: int) -> None:
        """Read on behind the line of this place."""
        if place > self._at:
            newline = self._source.find("\n", place)
            self._at = len(self._source) + 1 if newline < 0 else newline + 1
