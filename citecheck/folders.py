"""The articles of a folder: files that look like drafts, without what is hidden and what git ignores."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

ARTICLE_SUFFIXES = frozenset(
    {
        ".txt",
        ".text",
        ".md",
        ".markdown",
        ".mdx",
        ".html",
        ".htm",
        ".xhtml",
        ".wiki",
        ".mediawiki",
        ".docx",
    }
)
"""File name endings taken for articles when a folder is given."""

_SKIPPED = frozenset({"node_modules", "__pycache__", "site-packages", "venv"})
_GIT_SECONDS = 60
# A draft's folder must not choose a program for git to run; safe.bareRepository is for folders that look
# like a repository's inside.
_GIT = ("git", "-c", "core.fsmonitor=false", "-c", "safe.bareRepository=explicit")
_OF_ANOTHER_REPOSITORY = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"})


def walk(folder: Path) -> list[Path]:
    """Return the articles of a folder and of the folders in it, sorted folder by folder.

    Left out are hidden files and folders, folders of installed packages, folders behind symbolic links,
    and what git ignores: by any .gitignore, .git/info/exclude or the user's own list. A file that git
    tracks is not ignored, and where the folder itself is, naming it means what is in it. Without git, or
    outside a repository, nothing is ignored.
    """
    found = list(_files(folder, _repository_of(folder)))
    by_root: dict[Path, list[Path]] = {}
    for file, root in found:
        if root is not None:
            by_root.setdefault(root, []).append(file)
    ignored = frozenset[Path]().union(*(_ignored(root, folder, files) for root, files in by_root.items()))
    return [file for file, _ in found if file not in ignored]


def _files(folder: Path, root: Path | None) -> Iterator[tuple[Path, Path | None]]:
    """Yield articles, each with the folder of the repository it lies in."""
    if (folder / ".git").exists():
        root = folder
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            if entry.name not in _SKIPPED and not entry.is_symlink():
                yield from _files(entry, root)
        elif entry.suffix.lower() in ARTICLE_SUFFIXES:
            yield entry, root


def _repository_of(folder: Path) -> Path | None:
    """Return the nearest folder upwards that holds a repository."""
    place = folder.absolute()
    return next((above for above in (place, *place.parents) if (above / ".git").exists()), None)


def _ignored(root: Path, named: Path, files: list[Path]) -> frozenset[Path]:
    """Return which files the repository at `root` ignores; none where `named` as a whole is ignored."""
    given = {_inside(root, file): file for file in files}
    whole = _inside(root, named)
    asked = [*given, whole] if whole not in ("", ".") and not whole.startswith("..") else list(given)
    said = _git_ignores(root, asked)
    if whole in said:
        return frozenset()
    return frozenset(given[name] for name in said if name in given)


def _inside(root: Path, path: Path) -> str:
    return Path(os.path.relpath(path, root)).as_posix()


def _git_ignores(root: Path, names: list[str]) -> frozenset[str]:
    """Return those of some names that git ignores; none where git is not there or cannot say."""
    try:
        done = subprocess.run(  # noqa: S603 - a list of words, no shell; names go through a pipe
            [*_GIT, "check-ignore", "-z", "--stdin"],
            cwd=root,
            env=_environment(os.environ),
            input=b"".join(os.fsencode(name) + b"\0" for name in names),
            capture_output=True,
            check=False,
            timeout=_GIT_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return frozenset()
    return frozenset(os.fsdecode(name) for name in done.stdout.split(b"\0") if name)


def _environment(environ: Mapping[str, str]) -> dict[str, str]:
    """Return the environment without what a git hook sets for its own repository."""
    return {name: value for name, value in environ.items() if name not in _OF_ANOTHER_REPOSITORY}
