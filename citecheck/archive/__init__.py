"""Headlines at rest: the local archive, consulted before the network."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from citecheck.errors import ArchiveError

if TYPE_CHECKING:
    from citecheck.archive.interface import Archive

__all__ = ["default_path", "open_archive"]


def default_path() -> Path:
    """Return where the user's own archive lies, whether it exists or not."""
    from platformdirs import user_data_path

    return user_data_path("citecheck-news", appauthor=False) / "archive.sqlite3"


def open_archive(target: str | Path | None = None, *, readonly: bool = False) -> Archive:
    """Return an archive.

    A file that does not exist is an empty archive; it is created by the first writing, not before.

    Args:
        target: path of the file, or the postgresql:// address of a shared archive; None for the user's own.
        readonly: refuse to write.

    Raises:
        ArchiveError: `target` names a kind of archive that this version cannot use. What is wrong with a
            file shows when it is first used.
    """
    from citecheck.archive.sqlite import SqliteArchive

    if target is None:
        return SqliteArchive(default_path(), readonly=readonly)
    name = str(target)
    if name.startswith(("postgresql://", "postgres://")):
        if find_spec("psycopg") is None or find_spec("psycopg_pool") is None:
            raise ArchiveError("postgresql://: needs psycopg; pip install 'citecheck-news[postgres]'")
        from citecheck.archive.postgres.archive import PostgresArchive

        return PostgresArchive(name, readonly=readonly)
    if "://" in name:
        kind = name.partition("://")[0]
        raise ArchiveError(f"{kind}://: unknown kind of archive; give the path of a file, or postgresql://…")
    return SqliteArchive(Path(target).expanduser(), readonly=readonly)
