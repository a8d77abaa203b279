"""Writing an archive out as a Parquet file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from citecheck.archive.export import known_of
from citecheck.errors import ArchiveError
from citecheck.models import Story

_GROUP = 50_000
"""Stories a row group: what is held in memory at once."""

_TEXTS = (
    "outlet",
    "date",
    "headline",
    "url",
    "standfirst",
    "byline",
    "updated",
    "syndicated_from",
    "copy_of",
    "read_from",
    "text",
)


def export_parquet(stories: Iterable[Story], path: Path) -> int:
    """Write stories to a Parquet file, and return how many.

    The columns are those of `export_lines`: outlet, date, headline, url and what else is known as text;
    `headlines`, a list of {text, source}; `cut`. What is not known is null.

    Args:
        stories: what to write, streamed.
        path: the file, which is replaced once all is written.

    Raises:
        ArchiveError: pyarrow is not installed, or the file cannot be written.
    """
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        raise ArchiveError("Parquet needs pyarrow: pip install 'citecheck-news[parquet]'") from None
    headline = pa.struct([("text", pa.string()), ("source", pa.string())])
    schema = pa.schema(
        [*((name, pa.string()) for name in _TEXTS), ("headlines", pa.list_(headline)), ("cut", pa.bool_())]
    )
    unfinished = path.with_name(path.name + ".part")
    count = 0
    try:
        with parquet.ParquetWriter(unfinished, schema, compression="zstd") as writer:
            for rows in _groups(stories):
                writer.write_table(pa.Table.from_pylist(rows, schema=schema))
                count += len(rows)
        unfinished.replace(path)
    except OSError as error:
        raise ArchiveError(f"{path}: {error.strerror or error}") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return count


def _groups(stories: Iterable[Story]) -> Iterator[list[dict[str, Any]]]:
    source = iter(stories)
    while rows := [known_of(story) for story in islice(source, _GROUP)]:
        yield rows
