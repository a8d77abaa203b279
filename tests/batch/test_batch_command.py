"""`citecheck batch` as it is run, its progress, and the parts it stands on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from batches import archive, corpus, rows
from hypothesis import given
from hypothesis import strategies as st
from outlets_server import Outlets

from citecheck import cli
from citecheck.batch import documents
from citecheck.batch.documents import Document, Position, Source, SourceKind, read_documents
from citecheck.batch.engine import LocalEngine, Lost, Lot
from citecheck.batch.network import in_turn
from citecheck.batch.packing import pack, unpack
from citecheck.batch.plan import Standing
from citecheck.batch.steps import Desk, Order, key_of
from citecheck.cli.batch import progress_line, summary
from citecheck.models import Answer, Headline, HeadlineSource, Listed, Question, Refused, Story, Window

COMMAND = Path(sys.executable).with_name("citecheck")


def run(folder: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    env = {"PATH": os.environ["PATH"], "HOME": str(folder / "home"), "PYTHONUTF8": "1"}
    command = [str(COMMAND), "batch", *map(str, words)]
    return subprocess.run(
        command, cwd=folder, env=env, capture_output=True, text=True, timeout=100, check=False
    )


def test_a_batch_is_run_and_summed_up_and_not_run_twice(tmp_path: Path) -> None:
    settings = archive(tmp_path)
    words = (corpus(tmp_path, 12), "-o", "out.jsonl", "--offline", "--archive", str(settings.archive))
    done = run(tmp_path, *words, "--processes", "1")
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert done.stderr.startswith("12 documents, 36 references (")
    assert len(rows(tmp_path / "out.jsonl")) == 12
    again = run(tmp_path, *words)
    assert again.returncode == 2
    assert "is complete" in again.stderr
    assert "--address is for --engine ray" in run(tmp_path, *words, "--address", "a:1").stderr


def test_the_outlets_are_asked_for_what_the_archive_lacks(tmp_path: Path) -> None:
    with Outlets() as served:
        piece = next(story for story in served.stories if story.outlet == "Kyiv Independent")
        text = f'Draft\n\nReferences:\n\n"{piece.headline}" – Kyiv Independent\n"Nothing" – Nowhere Post\n'
        (tmp_path / "drafts.jsonl").write_text(
            "".join(json.dumps({"id": n, "text": text}) + "\n" for n in range(3))
        )
        hosts = [f"--connect-to={host}={at}:{port}" for host, (at, port) in served.connect_to.items()]
        done = run(
            tmp_path, "drafts.jsonl", "-o", "out", "--archive", "a.sqlite3", "--processes", "1", *hosts
        )
    assert done.returncode == 0, done.stderr
    (part,) = (tmp_path / "out").glob("part-*.jsonl")
    written = rows(part)
    assert [row["id"] for row in written] == ["0", "1", "2"]
    assert [row["references"]["verified"] for row in written] == [1, 1, 1]
    assert [row["references"]["unchecked"] for row in written] == [1, 1, 1]
    assert "2 questions" in done.stderr
    # What was met is remembered, as after any run.
    assert (tmp_path / "a.sqlite3").exists()


def test_an_interrupt_says_how_to_go_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("citecheck.batch.run.run_batch", interrupted)
    assert cli.run(["batch", "x.jsonl", "-o", "out.jsonl", "--offline"]) == 130
    assert "the same command goes on from here" in capsys.readouterr().err


def test_progress_gives_rate_and_time_left() -> None:
    standing = Standing("judging", written=3000, share=0.3, network=0)
    line = progress_line(standing, now=120.0, begun=20.0, written=1000, share=0.1)
    assert line == "judging: 3,000 documents (30 %), 20.0 a second, 5 min 50 s left"
    assert progress_line(Standing(), 5.0, 5.0, 0, 0.0) == "reading: 0 documents (0 %)"
    asking = Standing("asking", written=1, share=0.00001, network=12)
    assert " h " in progress_line(asking, 100.0, 0.0, 0, 0.0)
    assert progress_line(asking, 100.0, 0.0, 0, 0.0).endswith("12 questions to the network")


def test_the_summary_counts_what_there_is() -> None:
    totals = Counter(
        {"documents": 2, "errors": 1, "questions": 3, "references verified": 2, "references not-found": 1}
    )
    assert (
        summary(Standing(totals=totals))
        == "2 documents, 1 document could not be read, 3 references (1 not found, 2 verified), 3 questions"
    )


def deadly(desk: Desk, items: Any, shared: object) -> list[Any]:
    """A step that one item does not survive."""
    if "poison" in items:
        os._exit(1)
    return [f"{item}{shared}" for item in items]


def test_an_item_that_ends_its_process_loses_only_itself(tmp_path: Path) -> None:
    engine = LocalEngine(Order(archive(tmp_path), date(2026, 6, 3)), 1)
    try:
        lots = [Lot(["c", "poison"], 2), Lot(["e"], 3)]
        results = [result for _, results in engine.run(deadly, lots) for result in results]
    finally:
        engine.close()
    assert results == ["c2", Lost(), "e3"]


texts = st.text(max_size=20)
questions = st.builds(Question, texts, st.none() | texts, st.none() | texts, st.none() | texts)
stories = st.builds(
    Story,
    texts,
    texts,
    st.lists(st.builds(Headline, texts, st.sampled_from(HeadlineSource)), min_size=1, max_size=3).map(tuple),
)


@given(
    st.builds(
        Answer,
        questions,
        st.lists(st.builds(Listed, texts, st.tuples(stories), st.just(Window(None, None)))).map(tuple),
    )
)
def test_what_is_packed_comes_out_as_it_was(answer: Answer) -> None:
    again = unpack(pack(answer))
    assert again == answer
    assert [field.name for field in fields(again)] == ["question", "routes"]


@given(questions, questions)
def test_questions_have_one_key_only_if_they_are_the_same(one: Question, other: Question) -> None:
    assert (key_of(one) == key_of(other)) == (one == other)


@given(st.lists(st.sampled_from(["Reuters", "BBC", "The Guardian"]), max_size=30))
def test_outlets_are_asked_in_turn(outlets: list[str]) -> None:
    needs = [Question(outlet, str(number)) for number, outlet in enumerate(outlets)]
    turns = [need for _, need in in_turn((key_of(need), pack(need)) for need in needs)]
    assert sorted(turns, key=repr) == sorted(needs, key=repr)
    seen: Counter[str] = Counter()
    rounds = []
    for need in turns:
        rounds.append(seen[need.outlet])
        seen[need.outlet] += 1
    assert rounds == sorted(rounds)


def test_reading_goes_on_from_any_position(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MAX_BYTES", 200)
    lines = ['{"text": "a"}', "", "x" * 1000, '{"text": "b"}', "y" * 150, '{"text": "c"}']
    file = tmp_path / "some.jsonl"
    file.write_text("\n".join(lines) + "\n")
    sources = [Source(SourceKind.FILE, "gone.txt"), Source(SourceKind.JSONL, str(file))]
    every = list(read_documents(sources))
    assert [document.data for document, _ in every] == [None, b"a", None, b"b", None, b"c"]
    assert every[2][0].error is not None
    assert every[2][0].error.startswith("longer than")
    assert every[4][0].error == "not valid JSON"
    for place, (_, position) in enumerate(every):
        rest = list(read_documents(sources[position.source :], position))
        assert rest == every[place + 1 :]
    assert every[0] == (Document("gone.txt", "gone.txt"), Position(1))


def test_a_question_that_no_worker_survives_is_unchecked() -> None:
    from citecheck.batch.steps import lost_answer

    answered = lost_answer(pack(Question("Reuters", "A headline")), Lost().why)
    found = unpack(answered.answer)
    assert answered.settled
    assert found.result.verdict == "unchecked"
    assert isinstance(found.result.routes[0], Refused)
