"""Odd inputs get one line and exit code 2, or a finding; never a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import Cite


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.txt", b""),
        ("blank.md", b" \n\t\n"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20),
        ("data.txt", b"\0" * 5000),
    ],
)
def test_what_is_no_article_is_one_line_and_exit_2(
    cite: Cite, tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    done = cite(name, "--offline")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith(f"citecheck: {name}: ")
    assert done.stderr.count("\n") == 1


def test_missing_files_and_empty_folders_are_one_line_each(cite: Cite, tmp_path: Path) -> None:
    (tmp_path / "drafts").mkdir()
    done = cite("none.txt", "drafts", "*.nothing", "--offline")
    assert done.returncode == 2
    assert sorted(line.split(": ")[1] for line in done.stderr.splitlines()) == [
        "*.nothing",
        "drafts",
        "none.txt",
    ]


def test_one_bad_input_does_not_lose_the_others(cite: Cite, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text('It rained.\n\nReferences:\n\n"Rain falls on Port Sella" – Reuters\n')
    done = cite("none.txt", "good.txt", "--offline")
    assert "Rain falls on Port Sella" in done.stdout
    assert "none.txt: no such file" in done.stderr
    assert done.returncode == 2


def test_an_article_without_references_is_a_finding(cite: Cite, tmp_path: Path) -> None:
    (tmp_path / "plain.txt").write_text("It rained in Port Sella on 3 June 2026, and 14 boats sank.\n")
    done = cite("plain.txt", "--offline")
    assert "CC302" in done.stdout
    assert done.returncode == 1


def test_ten_megabytes_are_read_or_refused_but_never_hang(cite: Cite, tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("- " * 5_000_000)
    done = cite("long.txt", "--offline")
    assert done.returncode in (1, 2)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "args",
    [
        ("--no-such-option",),
        ("a.txt", "--fail-on", "sometimes"),
        ("a.txt", "--format", "pdf"),
        ("a.txt", "--jobs", "0"),
        ("a.txt", "--date", "yesterday"),
        ("a.txt", "--report", "pdf=x"),
        ("a.txt", "--replay", "none.warc.gz"),
        ("a.txt", "--archive", "a.txt", "--offline"),
        ("find", "headline alone"),
        ("support", "--claim", "x"),
        ("explain", "CC999"),
        ("outlets", "No Such Paper At All"),
    ],
)
def test_wrong_use_is_exit_2_without_a_traceback(cite: Cite, tmp_path: Path, args: tuple[str, ...]) -> None:
    (tmp_path / "a.txt").write_text('"Rain falls on Port Sella" – Reuters\n')
    done = cite(*args)
    assert done.returncode == 2
    assert done.stderr
    assert "Traceback" not in done.stderr
