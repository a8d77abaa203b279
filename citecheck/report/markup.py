"""HTML built so that text cannot become markup: only what `h` made is taken as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from citecheck.report.safe import spelled, visible

_ROWS = re.compile(r"\r\n|[\n\r]")
_VOID = {"br", "meta"}


class Html(str):
    """Markup that was built here."""

    __slots__ = ()


Child = str | Iterable["Child"] | None


def h(tag: str, *children: Child, **attributes: str | bool | None) -> Html:
    """Return an element.

    Args:
        tag: its name.
        children: text, which is escaped, or markup from here; nested lists are opened, None is left out.
        attributes: values are escaped; `class_` is class, other underscores are hyphens; True gives
            the bare name; None and False are left out.
    """
    names = "".join(_attribute(name, value) for name, value in attributes.items())
    if tag in _VOID:
        return Html(f"<{tag}{names}>")
    return Html(f"<{tag}{names}>{join(children)}</{tag}>")


def join(children: Iterable[Child]) -> Html:
    """Return children one after the other."""
    return Html("".join(_flat(child) for child in children))


def rows(text: str) -> Html:
    """Return text with its line breaks kept and everything else in it made visible."""
    return Html("\n".join(escape(spelled(row)) for row in _ROWS.split(text)))


def _flat(child: Child) -> str:
    if child is None:
        return ""
    if isinstance(child, Html):
        return child
    if isinstance(child, str):
        return escape(visible(child))
    return join(child)


def _attribute(name: str, value: str | bool | None) -> str:
    if value is None or value is False:
        return ""
    name = name.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(visible(str(value)))}"'
