"""Who is looking: colour, links and progress on a terminal, and plain text everywhere else."""

from __future__ import annotations

import os
import shutil
import sys
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path

from citecheck.codes import FailLevel
from citecheck.report.interface import RenderOptions

_FILE_WIDTH = 100


def color_wanted(flag: bool | None, stream_is_terminal: bool, environ: Mapping[str, str]) -> bool:
    """Decide on colour: the flag, then NO_COLOR and FORCE_COLOR, then whether a person is looking."""
    if flag is not None:
        return flag
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR"):
        return True
    return stream_is_terminal and environ.get("TERM") != "dumb"


def links_wanted(environ: Mapping[str, str]) -> bool:
    """Say whether the terminal shows hyperlinks (OSC 8), as far as it tells who it is.

    FORCE_HYPERLINK, which other tools read too, decides: 0 for no, anything else for yes. Without links
    addresses are written out in full.
    """
    forced = environ.get("FORCE_HYPERLINK")
    if forced:
        return forced != "0"
    term = environ.get("TERM", "")
    old = environ.get("VTE_VERSION", "").isdigit() and int(environ["VTE_VERSION"]) < 5000
    screen = term.startswith("screen") and "TMUX" not in environ
    return not (
        old or screen or term in ("", "linux", "dumb") or environ.get("TERM_PROGRAM") == "Apple_Terminal"
    )


def render_options(
    output: Path | None, color: bool | None, verbose: bool, fail_on: FailLevel
) -> RenderOptions:
    """Return how the report on stdout (or in `output`) is to look."""
    to_terminal = output is None and sys.stdout.isatty()
    colored = color_wanted(color, to_terminal, os.environ)
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    return RenderOptions(
        width=None if to_terminal else _FILE_WIDTH,
        color=colored,
        links=colored and to_terminal and links_wanted(os.environ),
        verbose=verbose,
        unicode=output is not None or encoding.startswith("utf"),
        fail_on=fail_on,
    )


def plain_options(fail_on: FailLevel) -> RenderOptions:
    """Return how a report in a file is to look."""
    return RenderOptions(width=_FILE_WIDTH, fail_on=fail_on)


def progress_line(silent: bool) -> Callable[[str], None]:
    """Return what shows a line in place of the last one on a terminal, and nothing elsewhere."""
    if silent or not sys.stderr.isatty() or os.environ.get("CI"):
        return lambda _line: None

    def show(line: str) -> None:
        # One column less than there are: in the last one some terminals would go on to the next row.
        width = max(shutil.get_terminal_size().columns - 1, 1)
        safe = "".join(c if c.isprintable() else " " for c in line)
        sys.stderr.write(f"\r{_fitted(safe, width)}\r")
        sys.stderr.flush()

    return show


def _fitted(text: str, width: int) -> str:
    """Return a text cut or filled with blanks to so many columns."""
    columns = 0
    for at, character in enumerate(text):
        columns += 2 if unicodedata.east_asian_width(character) in "WF" else 1
        if columns > width:
            return text[:at]
    return text + " " * (width - columns)
