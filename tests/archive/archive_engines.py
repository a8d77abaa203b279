"""The engines of the archive under test: one more is one more entry in ENGINES."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from postgres_server import new_archive

from citecheck.archive.interface import Archive
from citecheck.archive.postgres.archive import PostgresArchive
from citecheck.archive.sqlite import SqliteArchive
from citecheck.models import Headline, HeadlineSource, Story


class Opener(Protocol):
    """Opens one and the same archive, each time by a connection of its own."""

    def __call__(self, *, readonly: bool = False) -> Archive: ...


def _sqlite(folder: Path) -> Opener:
    def opened(*, readonly: bool = False) -> Archive:
        return SqliteArchive(folder / "archive.sqlite3", readonly=readonly)

    return opened


def _postgres(_folder: Path) -> Opener:
    url = new_archive()

    def opened(*, readonly: bool = False) -> Archive:
        return PostgresArchive(url, readonly=readonly)

    return opened


ENGINES: dict[str, Callable[[Path], Opener]] = {"sqlite": _sqlite, "postgres": _postgres}
"""By name, what makes a new, empty archive and returns how to open it.

It gets a folder of its own and may skip the test (`pytest.skip`) where its server does not run.
"""


def story(
    headline: str,
    outlet: str = "Harbour Times",
    url: str = "",
    published: str | None = None,
    source: HeadlineSource = HeadlineSource.LIST,
) -> Story:
    return Story(outlet, url, (Headline(headline, source),), published)
