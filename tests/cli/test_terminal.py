"""Colour, links and progress: only where somebody looks, and only as wide as the window."""

from __future__ import annotations

import io
import os
import re

import pytest

from citecheck.cli import terminal


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("flag", "looked_at", "environ", "wanted"),
    [
        (None, True, {"TERM": "xterm"}, True),
        (None, True, {"TERM": "dumb"}, False),
        (None, False, {}, False),
        (None, False, {"FORCE_COLOR": "1"}, True),
        (None, True, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        (True, False, {"NO_COLOR": "1"}, True),
        (False, True, {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colour(flag: bool | None, looked_at: bool, environ: dict[str, str], wanted: bool) -> None:
    assert terminal.color_wanted(flag, looked_at, environ) is wanted


@pytest.mark.parametrize(
    ("environ", "wanted"),
    [
        ({"TERM": "xterm-256color"}, True),
        ({"TERM": "screen-256color", "TMUX": "/tmp/x"}, True),
        ({"TERM": "screen"}, False),
        ({"TERM": "linux"}, False),
        ({"TERM": "xterm", "TERM_PROGRAM": "Apple_Terminal"}, False),
        ({"TERM": "xterm", "VTE_VERSION": "4602"}, False),
        ({"TERM": "xterm", "VTE_VERSION": "7006"}, True),
        ({"TERM": "linux", "FORCE_HYPERLINK": "1"}, True),
        ({"TERM": "xterm", "FORCE_HYPERLINK": "0"}, False),
        ({}, False),
    ],
)
def test_links(environ: dict[str, str], wanted: bool) -> None:
    assert terminal.links_wanted(environ) is wanted


@pytest.mark.parametrize("columns", [20, 60, 120])
def test_progress_stays_on_one_row_and_leaves_nothing(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    screen = Screen()
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("COLUMNS", str(columns))
    show = terminal.progress_line(silent=False)
    for line in ("Kyiv Independent: verified " * 9, "読売新聞 " * 40, "evil\x1b[2J\nline", ""):
        show(line)
    rows = [row for row in screen.getvalue().split("\r") if row]
    assert len(rows) == 4
    assert "\n" not in screen.getvalue()
    assert "\x1b" not in screen.getvalue()
    for row in rows:
        wide = len(re.findall("[\u3000-\u9fff]", row))
        assert len(row) + wide in (columns - 1, columns - 2)
    assert rows[-1] == " " * (columns - 1)


def test_nothing_is_shown_where_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    for screen, environ, silent in (
        (io.StringIO(), {}, False),
        (Screen(), {"CI": "1"}, False),
        (Screen(), {}, True),
    ):
        monkeypatch.setattr("sys.stderr", screen)
        monkeypatch.delenv("CI", raising=False)
        for name, value in environ.items():
            monkeypatch.setitem(os.environ, name, value)
        terminal.progress_line(silent)("Reuters: unchecked")
        assert screen.getvalue() == ""
