"""Which articles a run is about: lists of files, and what changed since a commit."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from command import Cite

DRAFT = 'References:\n\n"Rain falls on Port Sella" – Reuters\n'
Git = Callable[..., None]


def paths(out: str) -> list[str]:
    return [article["path"] for article in json.loads(out)["articles"]]


@pytest.fixture
def git(tmp_path: Path) -> Git:
    """Return git in a repository with two committed drafts, whatever the user's own git settings say."""

    def run(*words: str) -> None:
        hidden = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "HOME": str(tmp_path)}
        env = {"PATH": os.environ["PATH"], **hidden}
        who = ("-c", "user.name=A Writer", "-c", "user.email=writer@example.org")
        subprocess.run(
            ["git", *who, *words], cwd=tmp_path, env=env, check=True, capture_output=True, timeout=30
        )

    drafts = tmp_path / "drafts"
    drafts.mkdir()
    for name in ("old.md", "ferry é.md", "gone.md"):
        (drafts / name).write_text(DRAFT)
    run("init", "-q")
    run("add", ".")
    run("commit", "-q", "-m", "Two drafts")
    return run


def test_only_articles_that_differ_from_a_commit_are_checked(cite: Cite, tmp_path: Path, git: Git) -> None:
    drafts = tmp_path / "drafts"
    (drafts / "ferry é.md").write_text(DRAFT + DRAFT)
    (drafts / "gone.md").unlink()
    (drafts / "new.md").write_text(DRAFT)
    (drafts / "notes.py").write_text("pass\n")
    git("add", "-A")
    done = cite("--changed-from", "HEAD", "--offline", "--format", "json")
    assert paths(done.stdout) == ["drafts/ferry é.md", "drafts/new.md"]
    assert done.returncode == 3
    git("commit", "-q", "-m", "A new one")
    done = cite(
        "drafts/old.md", "drafts/new.md", "--changed-from", "HEAD~1...HEAD", "--offline", "-f", "json"
    )
    assert paths(done.stdout) == ["drafts/new.md"]


def test_nothing_changed_is_nothing_wrong(cite: Cite, git: Git) -> None:
    done = cite("drafts", "--changed-from", "HEAD", "--offline", "--format", "json")
    assert paths(done.stdout) == []
    assert done.returncode == 0
    assert "nothing to check" in done.stderr


def test_missing_paths_stay_errors_with_changed_from(cite: Cite, tmp_path: Path, git: Git) -> None:
    (tmp_path / "empty").mkdir()
    done = cite("empty", "--changed-from", "HEAD", "--offline")
    assert done.returncode == 2
    assert "empty: no articles" in done.stderr


@pytest.mark.parametrize("ref", ["no-such-branch", "--output=made-by-git", "-p", ""])
def test_a_wrong_reference_is_one_clear_error_and_no_option(
    cite: Cite, tmp_path: Path, git: Git, ref: str
) -> None:
    done = cite("drafts", f"--changed-from={ref}", "--offline")
    assert done.returncode == 2
    assert "--changed-from" in done.stderr
    assert not list(tmp_path.glob("made-by-git*"))


def test_outside_a_repository_it_says_so(cite: Cite, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(DRAFT)
    done = cite("a.md", "--changed-from", "main", env={"GIT_CEILING_DIRECTORIES": str(tmp_path.parent)})
    assert done.returncode == 2
    assert "not a git repository" in done.stderr


@pytest.mark.parametrize("join", ["\n", "\r\n", "\0"])
def test_a_list_of_files_can_come_from_a_file_or_standard_input(
    cite: Cite, tmp_path: Path, join: str
) -> None:
    for name in ("a.md", "b c.md"):
        (tmp_path / name).write_text(DRAFT)
    names = join.join(["b c.md", "a.md", ""])
    (tmp_path / "list").write_bytes(names.encode())
    assert paths(cite("--files-from", "list", "--offline", "-f", "json").stdout) == ["b c.md", "a.md"]
    done = cite("a.md", "--files-from", "-", "--offline", "-f", "json", stdin=names)
    assert paths(done.stdout) == ["a.md", "b c.md"]


def test_an_empty_list_is_nothing_to_check_and_a_missing_one_an_error(cite: Cite) -> None:
    assert cite("--files-from", "-", "--offline", stdin="\n").returncode == 0
    done = cite("--files-from", "none", "--offline")
    assert done.returncode == 2
    assert "none" in done.stderr
    assert cite("-", "--files-from", "-", stdin="x").returncode == 2
