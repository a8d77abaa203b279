"""Rows answered by several processes: the same answers in the same order, whoever dies meanwhile."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import subprocess
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from command import COMMAND, Cite, clean_environment
from hypothesis import given
from hypothesis import strategies as st

from citecheck.cli.lines import Lines
from citecheck.errors import ArchiveError
from citecheck.lots import Opener, answers

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
def refusing(first: int) -> Iterator[Callable[[dict[str, Any]], str]]:
    """Answer no more from a row on."""

    def answer(row: dict[str, Any]) -> str:
        if row["n"] >= first:
            raise ArchiveError(f"row {row['n']} is one too many")
        return ""

    yield answer


def answered(rows: Iterable[dict[str, Any]], count: int, opened: Opener, patience: float = 0.0) -> list[str]:
    return list(answers(rows, opened, most=count, has_more=lambda: True, patience=patience))


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_the_answers_come_in_the_order_of_the_rows(count: int) -> None:
    assert answered(ROWS, count, doubling) == [str(2 * n) for n in range(200)]


def test_a_little_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("citecheck.pool.worker_pool", None)
    assert answered(ROWS, 2, doubling, patience=600) == [str(2 * n) for n in range(200)]


def test_no_rows_are_no_answers() -> None:
    assert answered([], 2, doubling) == []


@pytest.mark.parametrize("deadly", [1, 100, 199])
def test_a_process_that_dies_costs_no_answer(deadly: int) -> None:
    assert answered(ROWS, 2, partial(doubling, deadly)) == [str(2 * n) for n in range(200)]


@pytest.mark.parametrize(("count", "first"), [(0, 0), (2, 5)])
def test_what_answering_raises_is_raised(count: int, first: int) -> None:
    with pytest.raises(ArchiveError, match=f"row {first} is one too many"):
        answered(ROWS, count, partial(refusing, first))


def test_nothing_is_read_far_ahead_of_what_is_taken() -> None:
    read: list[int] = []

    def rows() -> Iterator[dict[str, int]]:
        for n in range(10_000):
            read.append(n)
            yield {"n": n}

    taken = answers(rows(), doubling, most=2, has_more=lambda: True, patience=0)
    assert [next(taken), next(taken)] == ["0", "2"]
    assert len(read) < 1000
    taken.close()  # type: ignore[attr-defined]


def test_no_answer_is_kept_back_from_who_waits_for_it() -> None:
    """The rows come one by one, each only when all before it are answered."""
    got: list[str] = []
    sent = 0

    def rows() -> Iterator[dict[str, int]]:
        nonlocal sent
        for n in range(10):
            assert len(got) == n, "a row was asked for before the answers were given"
            sent += 1
            yield {"n": n}

    # The first row seems to be followed by more, so that the processes are started.
    more = iter([True])
    for answer in answers(rows(), doubling, most=2, has_more=lambda: next(more, False), patience=0):
        got.append(answer)  # noqa: PERF402 - the rows look at what is there so far
    assert got == [str(2 * n) for n in range(10)]


class TestLines:
    def test_of_a_file(self, tmp_path: Path) -> None:
        path = tmp_path / "rows"
        path.write_bytes("één\r\n\n".encode() + b"\xff\n" + b"x" * 200_000 + b"\nlast")
        with path.open("rb") as file:
            lines = Lines(file.fileno())
            assert lines.has_more()
            assert list(lines) == ["één\r", "", "\ufffd", "x" * 200_000, "last"]
            assert lines.has_more()

    def test_of_a_pipe_as_they_come(self) -> None:
        read, write = os.pipe()
        with os.fdopen(read, "rb"), os.fdopen(write, "wb", buffering=0) as other:
            lines = Lines(read)
            taken = iter(lines)
            assert not lines.has_more()
            other.write(b"one\ntwo\nthr")
            assert lines.has_more()
            assert [next(taken), next(taken)] == ["one", "two"]
            assert not lines.has_more()
            other.write(b"ee\n")
            assert lines.has_more()
            assert next(taken) == "three"
            other.close()
            assert lines.has_more()
            assert list(taken) == []

    @given(st.lists(st.binary(max_size=20)))
    def test_are_those_of_the_bytes(self, chunks: list[bytes]) -> None:
        data = b"".join(chunks)
        read, write = os.pipe()
        with os.fdopen(read, "rb"), os.fdopen(write, "wb", buffering=0) as other:
            for chunk in filter(None, chunks):
                other.write(chunk)
            other.close()
            parts = data.split(b"\n")
            expected = parts if parts[-1] else parts[:-1]
            assert list(Lines(read)) == [part.decode(errors="replace") for part in expected]


def test_an_answer_comes_before_the_next_question(home: Path, tmp_path: Path) -> None:
    told = [COMMAND, "support", "--batch", "-"]
    with subprocess.Popen(
        told, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=clean_environment(home), cwd=tmp_path
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for number in range(3):
            row = {"id": number, "claim": "The ferry sank.", "evidence": "The ferry sank on Monday."}
            process.stdin.write(json.dumps(row).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == number
        process.stdin.close()
        assert process.wait(60) == 0


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
