"""What every rendering of a report can do, and which renderings there are.

A new format is one file with a `render` function beside the others, and one line in `RENDERERS`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import Protocol, cast

from citecheck.codes import FailLevel
from citecheck.models import Report


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """How a report is to look; each format uses what concerns it."""

    width: int | None = None
    """Columns; None for those of the terminal, or 100 where there is none."""
    color: bool = False
    """Whether escape sequences for colour may be written."""
    links: bool = False
    """Whether the terminal shows OSC 8 hyperlinks; only together with `color`."""
    verbose: bool = False
    """Whether every route is explained, and long quotes given in full."""
    unicode: bool = True
    """Whether the output's encoding holds all of Unicode; else our own symbols are ASCII."""
    fail_on: FailLevel = FailLevel.MEANING
    """The level from which a finding fails the run."""


class Renderer(Protocol):
    """Turns a report into one format. A module with such a function is a renderer."""

    def render(self, report: Report, options: RenderOptions) -> str:
        """Return the report as text that ends in a newline; the same report gives the same text."""


RENDERERS: Mapping[str, str] = MappingProxyType(
    {
        "text": "citecheck.report.terminal",
        "json": "citecheck.report.json",
        "jsonl": "citecheck.report.jsonl",
        "sarif": "citecheck.report.sarif",
        "junit": "citecheck.report.junit",
        "github": "citecheck.report.github",
        "markdown": "citecheck.report.markdown",
        "html": "citecheck.report.html",
    }
)
"""Format name -> the module that renders it, imported when it is asked for."""


def renderer(name: str) -> Renderer:
    """Return the renderer of a format.

    Raises:
        KeyError: `name` is not in `RENDERERS`.
    """
    return cast("Renderer", import_module(RENDERERS[name]))


def render(report: Report, name: str, options: RenderOptions | None = None) -> str:
    """Return a report in one of the formats of `RENDERERS`.

    Raises:
        KeyError: `name` is not in `RENDERERS`.
    """
    return renderer(name).render(report, options or RenderOptions())
