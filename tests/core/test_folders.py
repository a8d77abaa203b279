"""What of a folder is checked: articles, and nothing that git ignores."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from citecheck.folders import walk

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed here")


@pytest.fixture(autouse=True)
def own_git_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


def fill(folder: Path, *names: str) -> None:
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x")


def ignore(folder: Path, *lines: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ".gitignore").write_text("\n".join(lines) + "\n")


def git(folder: Path, *words: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, timeout=20)


def articles(folder: Path) -> list[str]:
    return [file.relative_to(folder).as_posix() for file in walk(folder)]


def test_articles_are_sorted_and_nothing_hidden_or_installed_is_among_them(tmp_path: Path) -> None:
    fill(
        tmp_path,
        "b.md",
        "a.txt",
        ".hidden.md",
        ".venv/x.md",
        "picture.png",
        "node_modules/x.md",
        "deep/c.HTML",
    )
    assert articles(tmp_path) == ["a.txt", "b.md", "deep/c.HTML"]


@needs_git
def test_what_a_gitignore_of_any_folder_names_is_left_out(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    fill(
        tmp_path,
        "a.md",
        "build/b.md",
        "drafts/old.txt",
        "drafts/new.txt",
        "drafts/keep.old.md",
        "notes.old.md",
    )
    ignore(tmp_path, "build/", "*.old.md")
    ignore(tmp_path / "drafts", "old.txt", "!keep.old.md")
    assert articles(tmp_path) == ["a.md", "drafts/keep.old.md", "drafts/new.txt"]
    assert articles(tmp_path / "drafts") == ["keep.old.md", "new.txt"]


@needs_git
def test_a_tracked_file_is_not_ignored(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    fill(tmp_path, "a.md", "b.md")
    git(tmp_path, "add", "a.md")
    ignore(tmp_path, "*.md")
    assert articles(tmp_path) == ["a.md"]


@needs_git
def test_naming_an_ignored_folder_means_what_is_in_it(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    fill(tmp_path, "build/a.md", "build/deep/b.md")
    ignore(tmp_path, "build/")
    assert articles(tmp_path) == []
    assert articles(tmp_path / "build") == ["a.md", "deep/b.md"]
    assert articles(tmp_path / "build" / "deep") == ["b.md"]


@needs_git
def test_a_repository_inside_another_has_rules_of_its_own(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    git(tmp_path / "inner", "init", "-q")
    fill(tmp_path, "a.md", "inner/a.md", "inner/b.md", "b.md")
    ignore(tmp_path, "b.md")
    ignore(tmp_path / "inner", "a.md")
    assert articles(tmp_path) == ["a.md", "inner/b.md"]


@needs_git
def test_names_that_are_hard_to_write_down_are_told_apart(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    fill(tmp_path, "a b.md", "ünï.md", 'quote".md', "new\nline.md", "-x.md")
    ignore(tmp_path, "ünï.md", "-x.md")
    assert articles(tmp_path) == ["a b.md", "new\nline.md", 'quote".md']


@needs_git
def test_a_hooks_variables_do_not_lead_git_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(tmp_path, "init", "-q")
    git(tmp_path / "elsewhere", "init", "-q")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere" / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(tmp_path / "elsewhere"))
    fill(tmp_path, "a.md", "b.md")
    ignore(tmp_path, "b.md")
    assert articles(tmp_path) == ["a.md"]


def test_without_git_or_a_repository_nothing_is_ignored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path, "a.md", "b.md")
    ignore(tmp_path, "b.md")
    assert articles(tmp_path) == ["a.md", "b.md"]
    (tmp_path / ".git").mkdir()
    assert articles(tmp_path) == ["a.md", "b.md"]
    monkeypatch.setenv("PATH", str(tmp_path))
    assert articles(tmp_path) == ["a.md", "b.md"]
