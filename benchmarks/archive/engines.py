"""Measure the archive engines side by side: import, size, and look-up times as a user waits for them.

    python benchmarks/archive/engines.py DATA_FOLDER --archive TARGET [--archive TARGET …] [--list FILE.tsv]

DATA_FOLDER is as for measure.py; TARGET is the path of a new file, or the postgresql:// address of an empty
database. --list names a longer list to import (see generate.py) instead of the data's own; the queries stay.
Each engine is asked the same queries in the same order, once to warm up and once for the figures. Times are
given by the wall clock, and as processor time, which a busy machine spoils less: of this process, and of the
server's processes that work for it where those are on this machine.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import tempfile
import time
from pathlib import Path
from typing import Any, ClassVar

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
                ask_all(archive, queries, target)


def fill(archive: Archive, source: Path, target: str) -> None:
    clock = Clock(target)
    report = import_file(
        archive, source, progress=lambda rows, _: clock.look() if rows % 50_000 == 0 else None
    )
    wall, own, server = clock.passed()
    each = size(target) / max(1, report.new)
    cpu = f"{report.rows / own:,.0f} a second of this process's processor"
    cpu += f", {report.rows / server:,.0f} a second of the server's" if server else ""
    print(
        f"  import: {report.rows:,} rows, {report.new:,} new, {wall:.0f} s, {report.rows / wall:,.0f} rows/s "
        f"({cpu}), {each:.0f} bytes a row, {memory():.0f} MB in this process, {load()}",
        flush=True,
    )


def ask_all(archive: Archive, queries: dict[str, list[Query]], target: str) -> None:
    table = known_outlets()
    for kind, asked in queries.items():
        for measured in (False, True):
            walls, cpus, places = [], [], []
            for headline, outlet, held, url in asked:
                outlet = table.canonical(outlet)
                clock = Clock(target)
                found = archive.lookup(headline, outlet=outlet)
                wall, own, server = clock.passed()
                walls.append(1000 * wall)
                cpus.append(1000 * (own + server))
                places.append(place(list(found), held, url))
            if measured:
                print(
                    f"  {kind:13} wall {parted(walls)}  processor {parted(cpus)}  "
                    f"found in 40 (3) {share(places, 40):.1f} ({share(places, 3):.1f}) %  {load()}",
                    flush=True,
                )


def parted(times: list[float]) -> str:
    times = sorted(times)
    return f"p50 {times[len(times) // 2]:6.2f} ms p95 {times[len(times) * 95 // 100]:6.2f} ms"


def load() -> str:
    return f"load {os.getloadavg()[0]:.0f}"


class Clock:
    """Time since its making: by the wall, of this process, and of the server's processes for it."""

    _admin: ClassVar[dict[str, Any]] = {}

    def __init__(self, target: str) -> None:
        self._target = target
        self._begun: dict[int, float] = {}
        self._last: dict[int, float] = {}
        self.look()
        self._begun = dict(self._last)
        self._own = time.process_time()
        self._wall = time.perf_counter()

    def passed(self) -> tuple[float, float, float]:
        wall, own = time.perf_counter() - self._wall, time.process_time() - self._own
        self.look()
        return wall, own, sum(at - self._begun.get(pid, 0.0) for pid, at in self._last.items())

    def look(self) -> None:
        """Note what each of the server's processes has used so far."""
        if "://" not in self._target or not Path("/proc/self/schedstat").exists():
            return
        if self._target not in self._admin:
            import psycopg

            self._admin[self._target] = psycopg.connect(self._target, autocommit=True)
        query = (
            "SELECT pid FROM pg_stat_activity "
            "WHERE application_name = 'citecheck' AND datname = current_database()"
        )
        for (pid,) in self._admin[self._target].execute(query).fetchall():
            with contextlib.suppress(OSError):
                self._last[pid] = int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9


def size(target: str) -> int:
    if "://" not in target:
        return Path(target).stat().st_size
    import psycopg

    with psycopg.connect(target) as database:
        row = database.execute("SELECT pg_database_size(current_database())").fetchone()
        return int(row[0]) if row else 0


if __name__ == "__main__":
    main()
