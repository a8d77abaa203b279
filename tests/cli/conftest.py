"""The installed command, run as a person would, in an empty folder with an empty home."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from command import COMMAND, Cite, clean_environment


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def cite(tmp_path: Path, home: Path) -> Cite:
    """Run `citecheck …` in tmp_path and return what it said."""

    def run(
        *args: str | Path, stdin: str | bytes | None = None, env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        done = subprocess.run(
            [COMMAND, *map(str, args)],
            cwd=tmp_path,
            env=clean_environment(home) | (env or {}),
            input=data,
            stdin=subprocess.DEVNULL if data is None else None,
            capture_output=True,
            timeout=60,
            check=False,
        )
        return subprocess.CompletedProcess(
            done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
        )

    return run
