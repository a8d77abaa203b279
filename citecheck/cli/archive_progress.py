"""Bars that show on a terminal how far a long piece of work is."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Tell = Callable[[float, str], None]
"""Called with how much of the whole is done, and a few words on what."""


@contextmanager
def bar(title: str, whole: float) -> Iterator[Tell]:
    """Show a bar on stderr while the work is done, and take it away at the end.

    Nothing is shown where nobody looks: in a pipe, or where CI is set.

    Args:
        title: what is worked on.
        whole: how much there is to do, in the unit of what is told.
    """
    if not sys.stderr.isatty() or os.environ.get("CI"):
        yield lambda _done, _words: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    from citecheck.report.safe import visible

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.fields[words]}", markup=False),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(visible(title), total=whole or None, words="")
        yield lambda done, words: progress.update(task, completed=done, words=visible(words))
