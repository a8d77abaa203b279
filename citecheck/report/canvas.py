"""A terminal's page: cleaned text in, wrapped and coloured lines out. Rich does the wrapping."""

from __future__ import annotations

import io
import re
import shutil

from rich.color import ColorSystem
from rich.console import Console
from rich.style import Style
from rich.text import Text

from citecheck.report.differences import Piece
from citecheck.report.interface import RenderOptions
from citecheck.report.labels import Label, Tone
from citecheck.report.safe import clip, plain, visible, web_url

DEFAULT_WIDTH = 100
_NARROWEST = 30
_WIDEST_PROSE = 110

# The terminal's own colours, which its owner chose to be readable; no grey, no background.
_COLORS = ColorSystem.STANDARD
STYLES = {
    Tone.BAD: "red",
    Tone.WARN: "yellow",
    Tone.OPEN: "cyan",
    Tone.GOOD: "green",
}

BAR = "│ "
"""Stands before every line of a passage given word for word."""

# Rich numbers its links at random; a link that stays on one line needs no number.
_LINK_NUMBER = re.compile(r"\x1b\]8;id=[\d-]+;")


class Canvas:
    """Collects lines. Every text given is cleaned here, so no caller has to think of it."""

    def __init__(self, options: RenderOptions) -> None:
        self.options = options
        self.width = max(_NARROWEST, options.width or shutil.get_terminal_size((DEFAULT_WIDTH, 24)).columns)
        self._parts: list[str] = []
        # Rich's console only wraps and looks styles up here: it asks nothing of the environment.
        self._console = Console(file=io.StringIO(), width=self.width, legacy_windows=False, _environ={})

    def text(self, words: str, style: str = "", limit: int = 1000) -> Text:
        """Return words of a draft, a page or a route, cleaned, to be put together and written."""
        return self.own(clip(visible(words), limit), style)

    def own(self, words: str, style: str = "") -> Text:
        """Return words of this package, their blanks kept."""
        # As a span, because what is appended to a styled Text takes on its style.
        return Text(end="").append(self._fit(words), style)

    def write(self, words: Text, indent: int = 2, hang: int = 0, first: Text | None = None) -> None:
        """Write a paragraph, wrapped; `first` stands before its first line, `hang` indents the others."""
        margin = indent + (first.cell_len if first else hang)
        room = max(10, min(self.width, _WIDEST_PROSE) - margin)
        fits = words.cell_len <= room
        lines = [words] if fits else list(words.wrap(self._console, room, overflow="fold"))
        for number, line in enumerate(lines):
            line.rstrip()
            lead = Text(" " * indent, end="")
            if first and (number == 0 or first.plain.startswith(self._fit(BAR))):
                lead.append_text(first)
            elif first or number:
                lead.append(" " * (margin - indent))
            lead.append_text(line)
            self._put(lead)

    def blank(self) -> None:
        """Write an empty line."""
        self._put(Text())

    def rule(self) -> None:
        """Write a line across the page."""
        self._put(Text(self._fit("─") * min(self.width, _WIDEST_PROSE)))

    def link(self, url: str | None, indent: int = 2, lead: str = "") -> None:
        """Write an address on a line of its own, never broken, so that a terminal knows it for one."""
        if not url:
            return
        target = web_url(url)
        text = Text(" " * indent + self._fit(lead), end="")
        if target and self.options.links and self.options.color:
            room = max(20, min(self.width, _WIDEST_PROSE) - text.cell_len)
            text.append(self._fit(_shortened(target, room)), Style(underline=True, link=target))
        else:
            text.append(target or self._fit(visible(url)))
        self._put(text)

    def symbol(self, label: Label) -> Text:
        """Return a verdict's mark."""
        mark = label.symbol if self.options.unicode else label.ascii
        return self.own(mark, f"bold {STYLES[label.tone]}")

    def badge(self, label: Label) -> Text:
        """Return a verdict's mark and words."""
        return self.symbol(label).append(f" {label.words}", f"bold {STYLES[label.tone]}")

    def quoted(self, pieces: tuple[Piece, ...], style: str, limit: int = 400) -> Text:
        """Return a headline in quotation marks, the words that differ marked."""
        return self.own("“").append_text(self.marked(pieces, style, limit)).append(self._fit("”"))

    def marked(self, pieces: tuple[Piece, ...], style: str, limit: int = 400) -> Text:
        """Return words of a draft or a page, those that differ marked.

        Without colour they stand in [brackets]; a place where the other side has more shows a caret.
        """
        left = limit
        text = self.own("")
        for piece in pieces:
            words = self._fit(visible(piece.text))
            shown = clip(words, max(left, 1))
            left -= len(words)
            if piece.marked:
                shown = shown or self._fit("‸")
                text.append(shown if self.options.color else f"[{shown}]", f"bold underline {style}")
            else:
                text.append(shown)
            if left <= 0:
                break
        return text

    def finish(self) -> str:
        """Return all that was written."""
        return _LINK_NUMBER.sub("\x1b]8;;", "".join(self._parts))

    def _fit(self, words: str) -> str:
        return words if self.options.unicode else plain(words).translate(_ASCII)

    def _put(self, line: Text) -> None:
        for text, style, _ in line.render(self._console):
            colored = self.options.color
            self._parts.append(style.render(text, color_system=_COLORS) if style and colored else text)
        self._parts.append("\n")


_ASCII = str.maketrans({"─": "-", "→": "->", "│": "|", "·": "-", "‸": "^", "≠": "!="})


def _shortened(url: str, room: int) -> str:
    """Return an address without scheme, cut to `room` columns (it is ASCII)."""
    short = url.split("://", 1)[1].removeprefix("www.").rstrip("/")
    return short if len(short) <= room else short[: room - 1] + "…"
