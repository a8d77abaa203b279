"""Markdown's inline tokens -> text of a block, every character where the source has it.

The library gives inline tokens no places, but it gives them in the order of the source: each is looked up
from where the one before it ended.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from citecheck.parser.builder import BlockBuilder
from citecheck.parser.formats.tags import pieces

if TYPE_CHECKING:
    from markdown_it.token import Token

_EMPHASIS_TAGS = frozenset({"i", "em", "b", "strong", "cite", "u"})
_RST_LINK = re.compile(r"([^<>]{1,300}?)\s?<(https?://[^\s<>]{3,2000})>")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


class Places:
    """Where each line of a token's content begins in the source."""

    def __init__(self, runs: list[tuple[int, int]]) -> None:
        """`runs` are (offset in the content, offset in the source), sorted, the first at 0."""
        self._runs = runs
        self._at = 0

    def source(self, offset: int) -> int:
        """Return the source offset of content[offset]; offsets may be asked in rising order only."""
        while self._at + 1 < len(self._runs) and self._runs[self._at + 1][0] <= offset:
            self._at += 1
        start, source = self._runs[self._at]
        return source + offset - start


class InlineReader:
    """Feeds the children of an inline token to a builder."""

    def __init__(self, builder: BlockBuilder, note_mark: str) -> None:
        """`note_mark` is what stands for "[^"."""
        self._builder = builder
        self._note = re.compile(re.escape(note_mark) + r"([^\]\s]{1,80})\]")
        self._links: list[tuple[int, str, bool]] = []
        self._emphasis: list[int] = []
        self._tags: list[tuple[str, int, str]] = []

    def read(self, content: str, children: Sequence[Token], places: Places) -> None:
        """Append all children."""
        self._content = content
        self._places = places
        at = 0
        for child in children:
            at = self._read(child, at)

    def _read(self, token: Token, at: int) -> int:
        content, builder = self._content, self._builder
        match token.type:
            case "text":
                return self._text(token.content, at)
            case "text_special":
                found = content.find(token.markup, at)
                if found < 0:
                    return at
                builder.replace(token.content, self._places.source(found), len(token.markup))
                return found + len(token.markup)
            case "softbreak" | "hardbreak":
                found = content.find("\n", at)
                if found < 0:
                    return at
                builder.add("\n", self._places.source(found))
                return found + 1
            case "code_inline":
                return self._code(token.content, at)
            case "link_open":
                automatic = token.markup == "autolink"
                self._links.append((builder.length, str(token.attrs.get("href", "")), automatic))
                found = content.find("<" if automatic else "[", at)
                return found + 1 if found >= 0 else at
            case "link_close":
                return self._close_link(at)
            case "em_open" | "strong_open" | "s_open":
                self._emphasis.append(builder.length)
                return self._skip(token.markup, at)
            case "em_close" | "strong_close" | "s_close":
                if self._emphasis:
                    builder.emphasise(self._emphasis.pop())
                return self._skip(token.markup, at)
            case "image":
                return self._skip_image(at)
            case "html_inline":
                self._html(token.content)
                return self._skip(token.content, at)
            case _:
                return at

    def _skip(self, markup: str, at: int) -> int:
        found = self._content.find(markup, at)
        return found + len(markup) if found >= 0 else at

    def _text(self, text: str, at: int) -> int:
        if not text:
            return at
        found = self._content.find(text, at)
        if found < 0:
            return at
        done = 0
        for note in self._note.finditer(text):
            if note.start() > done:
                self._builder.add(text[done : note.start()], self._places.source(found + done))
            self._builder.mark(note.group(1))
            done = note.end()
        if done < len(text):
            self._builder.add(text[done:], self._places.source(found + done))
        return found + len(text)

    def _code(self, text: str, at: int) -> int:
        """Read a span of code; "anchor <address>" and an underscore are a link of reStructuredText."""
        link = _RST_LINK.fullmatch(text) if text.endswith(">") else None
        end = self._content.find(text, at) + len(text)
        if not link or not self._content.startswith("`_", end):
            return self._text(text, at)
        start = self._builder.length
        self._text(link.group(1), at)
        self._builder.link(start, link.group(2))
        return end

    def _close_link(self, at: int) -> int:
        if not self._links:
            return at
        start, href, automatic = self._links.pop()
        if automatic:
            self._builder.link(start, href)
            return self._skip(">", at)
        close = self._content.find("]", at)
        if close < 0:
            self._builder.link(start, href)
            return at
        end, written = _destination(self._content, close + 1)
        self._builder.link(start, written or href)
        return end

    def _skip_image(self, at: int) -> int:
        opened = self._content.find("![", at)
        if opened < 0:
            return at
        depth = 0
        for match in re.finditer(r"\\.|[\[\]]", self._content[opened : opened + 5000]):
            depth += {"[": 1, "]": -1}.get(match.group(), 0)
            if depth == 0 and match.group() == "]":
                return _destination(self._content, opened + match.end())[0]
        return opened + 2

    def _html(self, markup: str) -> None:
        for piece in pieces(markup, 0, len(markup)):
            if not piece.name:
                continue
            if piece.name == "br":
                self._builder.fill("\n")
            elif not piece.closing:
                self._tags.append(
                    (piece.name, self._builder.length, piece.attribute("href") if piece.name == "a" else "")
                )
                del self._tags[:-50]
            else:
                self._end_tag(piece.name)

    def _end_tag(self, name: str) -> None:
        for i in range(len(self._tags) - 1, -1, -1):
            opened, start, href = self._tags[i]
            if opened == name:
                del self._tags[i]
                if name in _EMPHASIS_TAGS:
                    self._builder.emphasise(start)
                elif href:
                    self._builder.link(start, href)
                return


def _destination(content: str, at: int) -> tuple[int, str]:
    """Return where a link's "(…)" or "[…]" at `at` ends, and the address as written (empty for "[…]")."""
    if content.startswith("[", at):
        close = content.find("]", at)
        return (close + 1 if close >= 0 else at), ""
    if not content.startswith("(", at):
        return at, ""
    begin = at + 1
    while begin < len(content) and content[begin] in " \t\n":
        begin += 1
    if content.startswith("<", begin):
        end = content.find(">", begin)
        if end < 0:
            return at, ""
        address, end = content[begin + 1 : end], end + 1
    else:
        end = _address_end(content, begin)
        address = content[begin:end]
    close = _title_end(content, end)
    return close, html.unescape(_ESCAPE.sub(r"\1", address))


def _address_end(content: str, at: int) -> int:
    depth = 0
    while at < len(content):
        char = content[at]
        if char == "\\":
            at += 1
        elif char == "(":
            depth += 1
        elif char == ")":
            if depth == 0:
                break
            depth -= 1
        elif char in " \t\n":
            break
        at += 1
    return at


def _title_end(content: str, at: int) -> int:
    """Return the offset after the ")" that ends a link, its title skipped."""
    while at < len(content) and content[at] in " \t\n":
        at += 1
    if at < len(content) and content[at] in "\"'(":
        mark = ")" if content[at] == "(" else content[at]
        at += 1
        while at < len(content) and content[at] != mark:
            at += 2 if content[at] == "\\" else 1
        at += 1
    close = content.find(")", at)
    return close + 1 if close >= 0 else at
