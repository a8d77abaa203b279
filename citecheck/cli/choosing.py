"""Which articles a run is about: those named, those of a list, those changed since a commit."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import click

_GIT_SECONDS = 60


def listed(name: str) -> list[str]:
    """Return the paths that a file (or standard input for "-") lists, one a line or NUL-separated.

    Raises:
        click.UsageError: it cannot be read.
    """
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise click.UsageError(f"--files-from {name}: cannot be read ({error.strerror})") from None
    lines = data.split(b"\0") if b"\0" in data else data.splitlines()
    return [os.fsdecode(line) for line in lines if line.strip()]


def changed(paths: Sequence[str], ref: str) -> tuple[list[str], list[str]]:
    """Return the articles under some paths that differ from a commit, and a line for each wrong path.

    Files that git does not track are not among them.

    Args:
        paths: files, folders and globs; the present folder where there is none.
        ref: what git takes for a commit ("origin/main"), or two with "..." between them for what
            changed since they parted ("origin/main...HEAD").

    Raises:
        click.UsageError: git is not there, this is no repository, or it does not know the commit.
    """
    from citecheck.inputs import expand

    if ref.startswith("-") or not ref:
        raise click.UsageError(f"--changed-from {ref!r}: name a commit, a branch or a tag")
    names, errors = expand(paths or ["."])
    root = Path(os.fsdecode(_git("rev-parse", "--show-toplevel").rstrip(b"\n")))
    diff = _git("diff", "--name-only", "-z", "--no-ext-diff", "--diff-filter=d", ref, "--")
    touched = {_same(root / os.fsdecode(name)) for name in diff.split(b"\0") if name}
    return [name for name in names if _same(Path(name)) in touched], errors


def _same(path: Path) -> str:
    return os.path.normcase(path.resolve())


def _git(*words: str) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - a list of words, no shell; the reference cannot be an option
            ["git", *words],  # noqa: S607 - the user's own git
            capture_output=True,
            check=False,
            stdin=subprocess.DEVNULL,
            timeout=_GIT_SECONDS,
        )
    except FileNotFoundError:
        raise click.UsageError("--changed-from needs git, which is not installed here") from None
    except subprocess.TimeoutExpired:
        raise click.UsageError(f"--changed-from: git did not answer in {_GIT_SECONDS} s") from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise click.UsageError(f"--changed-from: {said[0] if said else 'git failed'}")
    return done.stdout
