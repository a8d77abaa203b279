"""Rows answered by several processes: the same answers in the same order, whoever dies meanwhile."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from command import Cite

from citecheck.cli.batches import processes_for
from citecheck.errors import ArchiveError
from citecheck.lots import answers

ROWS = [{"n": n} for n in range(200)]
"""Seven lots."""


@contextmanager
def doubling(deadly: int | None = None) -> Iterator[Callable[[dict[str, Any]], str]]:
    """Double numbers; a process started for it dies of one of them."""

    def answer(row: dict[str, Any]) -> str:
        if row["n"] == deadly and multiprocessing.parent_process() is not None:
            os.kill(os.getpid(), signal.SIGKILL)
        return str(2 * row["n"])

    yield answer


@contextmanager
def refusing() -> Iterator[Callable[[dict[str, Any]], str]]:
    """Answer nothing."""

    def answer(row: dict[str, Any]) -> str:
        raise ArchiveError(f"row {row['n']} is one too many")

    yield answer


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_the_answers_come_in_the_order_of_the_rows(count: int) -> None:
    assert list(answers(iter(ROWS), count, doubling)) == [str(2 * n) for n in range(200)]


def test_no_rows_are_no_answers() -> None:
    assert list(answers([], 2, doubling)) == []


@pytest.mark.parametrize("deadly", [0, 100, 199])
def test_a_process_that_dies_costs_no_answer(deadly: int) -> None:
    assert list(answers(ROWS, 2, doubling, deadly)) == [str(2 * n) for n in range(200)]


@pytest.mark.parametrize("count", [0, 2])
def test_what_answering_raises_is_raised(count: int) -> None:
    with pytest.raises(ArchiveError, match="row 0 is one too many"):
        list(answers(ROWS, count, refusing))


def test_nothing_is_read_far_ahead_of_what_is_taken() -> None:
    read: list[int] = []

    def rows() -> Iterator[dict[str, int]]:
        for n in range(10_000):
            read.append(n)
            yield {"n": n}

    taken = answers(rows(), 2, doubling)
    assert next(taken) == "0"
    assert len(read) < 1000
    taken.close()  # type: ignore[attr-defined]


def test_only_a_large_file_is_worth_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("citecheck.cli.batches.usable_processors", lambda: 4)
    path = tmp_path / "rows.jsonl"
    path.write_text("x" * 1000)
    with path.open() as file:
        assert processes_for(file, 1000, 8) == 4
        assert processes_for(file, 1000, 3) == 3
        assert processes_for(file, 1000, 1) == 0
        assert processes_for(file, 1001, 8) == 0
    read, write = os.pipe()
    with os.fdopen(read) as pipe, os.fdopen(write, "w") as other:
        other.write("x" * 2000)
        other.flush()
        assert processes_for(pipe, 1000, 8) == 0


def test_find_answers_alike_with_one_process_and_with_more(cite: Cite, tmp_path: Path) -> None:
    rows = [
        {"outlet": "Reuters", "date": "2026-06-03", "headline": f"Ferry fire kills {n} in Port Sella"}
        for n in range(14, 90, 5)
    ]
    (tmp_path / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    cite("archive", "import", "rows.jsonl", "--archive", "a.sqlite3", "--complete")
    asked = [
        {"id": n, "outlet": "Reuters", "headline": f"Ferry fire kills {n % 90} in Port Sella"}
        for n in range(1200)
    ]
    (tmp_path / "asked.jsonl").write_text("".join(json.dumps(row) + "\n" for row in asked) + "no JSON\n")
    told = ["find", "--batch", "asked.jsonl", "--archive", "a.sqlite3", "--offline"]
    one, more = cite(*told, "--jobs", "1"), cite(*told)
    assert one.returncode == more.returncode == 0
    assert [json.loads(line)["id"] for line in more.stdout.splitlines()] == list(range(1200))
    assert more.stdout == one.stdout
    assert more.stderr == one.stderr
    assert "asked.jsonl:1201: not valid JSON" in more.stderr
