"""The results of a batch: one row a document, as a line of JSON or a row of a Parquet file.

    {"id": …, "source": …, "error": null, "notes": […],
     "references": {"verified": 4, …}, "claims": {…}, "findings": 1, "failing": 1, "article": {…}}

`article` is what the JSON report says of one article (`citecheck --schema`, "articles"). In Parquet the
counts are columns of their own and `article` is JSON text.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from citecheck.codes import FailLevel
from citecheck.models import ArticleReport, Report
from citecheck.report.counts import count
from citecheck.report.json import article_json, dumps
from citecheck.report.labels import CLAIM_LABELS, REFERENCE_LABELS

_ROWS_A_GROUP = 2000
_BYTES_A_GROUP = 64_000_000
"""Results held in memory at most while a Parquet file is written."""


def result_row(
    name: str, source: str, report: ArticleReport, notes: Sequence[str], fail_on: FailLevel
) -> bytes:
    """Return the row of a document that was checked, with its line end."""
    counts = count(Report((report,)), fail_on)
    row = {
        "id": name,
        "source": source,
        "error": None,
        "notes": list(notes),
        "references": counts.references,
        "claims": counts.claims,
        "findings": counts.findings,
        "failing": counts.failing,
        "article": article_json(report, fail_on),
    }
    return dumps(row).encode() + b"\n"


def error_row(name: str, source: str, why: str) -> bytes:
    """Return the row of a document that could not be checked."""
    row = {
        "id": name,
        "source": source,
        "error": why,
        "notes": [],
        "references": dict.fromkeys(REFERENCE_LABELS, 0),
        "claims": dict.fromkeys(CLAIM_LABELS, 0),
        "findings": 0,
        "failing": 0,
        "article": None,
    }
    return dumps(row).encode() + b"\n"


def write_parquet(rows: Path, target: Path) -> None:
    """Turn a file of JSON rows into a Parquet file, which is there when it is complete and not before."""
    import pyarrow
    import pyarrow.parquet as parquet

    schema = pyarrow.schema(_columns())
    part = target.with_name(f".{target.name}.part")
    with parquet.ParquetWriter(part, schema, compression="zstd") as writer:
        for group in _groups(rows):
            writer.write_table(pyarrow.Table.from_pylist(group, schema=schema))
    part.replace(target)


def _columns() -> list[tuple[str, Any]]:
    import pyarrow

    text, number = pyarrow.string(), pyarrow.int32()
    return [
        ("id", text),
        ("source", text),
        ("error", text),
        ("notes", pyarrow.list_(text)),
        *((_column("references", label), number) for label in REFERENCE_LABELS),
        *((_column("claims", label), number) for label in CLAIM_LABELS),
        ("findings", number),
        ("failing", number),
        ("article", text),
    ]


def _column(kind: str, label: str) -> str:
    return f"{kind}_{label}".replace("-", "_")


def _groups(rows: Path) -> Iterator[list[dict[str, Any]]]:
    group: list[dict[str, Any]] = []
    size = 0
    with rows.open("rb") as file:
        for line in file:
            group.append(_flat(json.loads(line)))
            size += len(line)
            if len(group) == _ROWS_A_GROUP or size > _BYTES_A_GROUP:
                yield group
                group, size = [], 0
    if group:
        yield group


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    article = row["article"]
    flat = {name: row[name] for name in ("id", "source", "error", "notes", "findings", "failing")}
    for kind in ("references", "claims"):
        flat |= {_column(kind, label): number for label, number in row[kind].items()}
    return flat | {"article": None if article is None else dumps(article)}
