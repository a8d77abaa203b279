"""An archive holding rows for training: the product's own, in a temporary file."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

from citecheck.archive.sqlite import SqliteArchive
from citecheck.models import Headline, Story, Window


def hold(rows: Iterable[tuple[str, str, str, str]]) -> SqliteArchive:
    """Return an archive with these rows (outlet, date, headline, url), each outlet declared complete."""
    archive = SqliteArchive(Path(tempfile.mkdtemp(prefix="identity-")) / "archive.sqlite3")
    outlets = set()

    def stories() -> Iterable[Story]:
        for outlet, day, headline, url in rows:
            outlets.add(outlet)
            yield Story(outlet, url, (Headline(headline),), day or None)

    archive.add(stories())
    archive.tidy()
    for outlet in sorted(outlets):
        archive.declare_complete(outlet, Window(None, None))
    return archive
