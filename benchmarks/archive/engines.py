"""Measure the archive engines side by side: import, size, and look-up times as a user waits for them.

    python benchmarks/archive/engines.py DATA_FOLDER --archive TARGET [--archive TARGET …] [--list FILE.tsv]

DATA_FOLDER is as for measure.py; TARGET is the path of a new file, or the postgresql:// address of an empty
database. --list names a longer list to import (see generate.py) instead of the data's own; the queries stay.
Times are by the wall clock, since a server works in processes of its own; each engine is asked the same
queries in the same order, once to warm up and once for the figures.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from measure import Query, build, memory, place, share

from citecheck.archive import open_archive
from citecheck.archive.importers import import_file
from citecheck.archive.interface import Archive
from citecheck.outlets import known_outlets


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--archive", action="append", required=True)
    parser.add_argument("--list", type=Path)
    parser.add_argument("--queries", type=int, default=400, help="queries a class")
    parser.add_argument("--no-import", action="store_true", help="ask archives that are filled already")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        source, queries = build(options.data, Path(temporary), options.queries)
        for target in options.archive:
            with open_archive(target) as archive:
                print(target.partition("?")[0])
                if not options.no_import:
                    fill(archive, options.list or source, target)
                ask_all(archive, queries)


def fill(archive: Archive, source: Path, target: str) -> None:
    start, cpu = time.perf_counter(), time.process_time()
    report = import_file(archive, source)
    took, cpu = time.perf_counter() - start, time.process_time() - cpu
    each = size(target) / max(1, report.new)
    print(
        f"  import: {report.rows:,} rows, {report.new:,} new, {took:.0f} s, {report.rows / took:,.0f} rows/s "
        f"({report.rows / cpu:,.0f} a second of this process's processor), {each:.0f} bytes a row, "
        f"{memory():.0f} MB in this process"
    )


def ask_all(archive: Archive, queries: dict[str, list[Query]]) -> None:
    table = known_outlets()
    for kind, asked in queries.items():
        for measured in (False, True):
            times, places = [], []
            for headline, outlet, held, url in asked:
                start = time.perf_counter()
                found = archive.lookup(headline, outlet=table.canonical(outlet))
                times.append(1000 * (time.perf_counter() - start))
                places.append(place(list(found), held, url))
            if measured:
                times.sort()
                middle, slow = times[len(times) // 2], times[len(times) * 95 // 100]
                print(
                    f"  {kind:13} p50 {middle:6.2f} ms  p95 {slow:6.2f} ms  "
                    f"found in 40 (3) {share(places, 40):.1f} ({share(places, 3):.1f}) %"
                )


def size(target: str) -> int:
    if "://" not in target:
        return Path(target).stat().st_size
    import psycopg

    with psycopg.connect(target) as database:
        row = database.execute("SELECT pg_database_size(current_database())").fetchone()
        return int(row[0]) if row else 0


if __name__ == "__main__":
    main()
