"""Killed at any moment, the archive keeps what was committed, and the next start works."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from outlets_server import Outlets

from citecheck.archive.importers import import_file
from citecheck.archive.sqlite import SqliteArchive
from citecheck.errors import ArchiveError

COMMAND = str(Path(sys.executable).with_name("citecheck"))

IMPORT_AHEAD = """
import sys
from pathlib import Path
from citecheck.archive import ahead, bulk
from citecheck.archive.importers import import_file
from citecheck.archive.sqlite import SqliteArchive

ahead.WORTH_IT, ahead.is_worth_it, bulk.TRANSACTION = 1, lambda path: True, 10_000
def told(rows, read):
    if rows >= 30_000:
        print("mid", flush=True)
        sys.stdin.read()
import_file(SqliteArchive(Path(sys.argv[1])), Path(sys.argv[2]), progress=told)
"""

DRAFT = """# Floods

Bridges are closed in Varn. [1] A library was rebuilt. [2]

## References

1. "Second night of flooding in Varn leaves 14 dead and bridges closed", The Guardian, 3 June 2025
2. "Volunteers rebuild library in Stara Luka after storm", Kyiv Independent, 3 June 2025
"""


def test_an_import_that_reads_ahead_keeps_whole_transactions(tmp_path: Path) -> None:
    source, path = tmp_path / "list.tsv", tmp_path / "archive.sqlite3"
    rows = (f"Harbour Times\t\tFerry number {n} sails\thttps://harbour.example/{n}" for n in range(60_000))
    source.write_text("outlet\tdate\theadline\turl\n" + "\n".join(rows), encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-c", IMPORT_AHEAD, str(path), str(source)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "mid\n"
        process.send_signal(signal.SIGKILL)
    with SqliteArchive(path) as archive:
        kept = archive.stats()[0].stories
        assert kept in (10_000, 20_000, 30_000)  # what is committed when the signal comes
        assert archive.lookup("Ferry number 9999 sails")[0].url == "https://harbour.example/9999"
        report = import_file(archive, source)
        assert (report.rows, report.new) == (60_000, 60_000 - kept)
        assert archive.stats()[0].stories == 60_000


def test_a_check_that_is_killed_keeps_what_it_had_found(tmp_path: Path) -> None:
    draft, path = tmp_path / "draft.md", tmp_path / "archive.sqlite3"
    draft.write_text(DRAFT, encoding="utf-8")

    def asked(outlets: Outlets) -> list[str]:
        to = [f"--connect-to={host}={place[0]}:{place[1]}" for host, place in outlets.connect_to.items()]
        return [COMMAND, str(draft), "--archive", str(path), "--no-claims", "--format", "json", *to]

    with (
        Outlets(faults={"kyivindependent": "slow"}) as outlets,
        subprocess.Popen(asked(outlets), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process,
        SqliteArchive(path, readonly=True) as seen,
    ):
        until = time.monotonic() + 120
        while process.poll() is None:
            assert time.monotonic() < until
            with contextlib.suppress(ArchiveError):  # the file is being made
                if seen.has_outlet("The Guardian"):
                    break
        process.send_signal(signal.SIGKILL)
        assert process.wait(30) == -signal.SIGKILL
    with SqliteArchive(path) as archive:
        found = archive.lookup("Second night of flooding in Varn leaves 14 dead and bridges closed")
        assert found[0].outlet == "The Guardian"
    with Outlets() as outlets:
        done = subprocess.run(asked(outlets), capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    with SqliteArchive(path) as archive:
        assert archive.has_outlet("Kyiv Independent")
