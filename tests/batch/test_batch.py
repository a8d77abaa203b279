"""A batch says of each document what a check of it alone says, and survives what documents and crashes do."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet as parquet
import pytest
from batches import HEADLINES, TEXT, Inline, archive, batch, corpus, rows, text

from citecheck import pipeline
from citecheck.archive import open_archive
from citecheck.batch.engine import LocalEngine
from citecheck.batch.plan import Standing
from citecheck.batch.steps import Order
from citecheck.checker import Checker
from citecheck.errors import ArticleError, BatchError
from citecheck.models import Answer, Headline, HeadlineSource, Question, Ranked, Reason, Refused, Story
from citecheck.outlets import known_outlets
from citecheck.report.json import article_json
from citecheck.resources import Resources
from citecheck.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return archive(tmp_path)


def test_each_row_says_what_a_check_of_the_document_alone_says(settings: Settings, tmp_path: Path) -> None:
    standing = batch([corpus(tmp_path, 30)], tmp_path / "out.jsonl", settings, wave=7)
    written = rows(tmp_path / "out.jsonl")
    assert [row["id"] for row in written] == [f"d{n}" for n in range(30)]
    alone = asyncio.run(pipeline.acheck_data({f"d{n}": text(n).encode() for n in range(30)}, settings))
    assert [row["article"] for row in written] == [
        json.loads(json.dumps(article_json(article))) for article in alone.articles
    ]
    assert written[0]["references"]["verified"] == 1
    assert written[0]["references"]["not-found"] >= 1
    assert standing.totals["documents"] == standing.written == 30
    assert standing.share == 1.0


def test_each_question_is_asked_once_over_all_waves(settings: Settings, tmp_path: Path) -> None:
    engines: list[Inline] = []

    def engine(order: Order) -> Inline:
        engines.append(Inline(order))
        return engines[0]

    batch([corpus(tmp_path, 30)], tmp_path / "out.jsonl", settings, wave=7, engine=engine)
    # 12 true headlines, 12 changed ones and 7 invented ones, in 30 drafts.
    assert engines[0].done["look_up"] == 12 + 12 + 7
    assert engines[0].done["parse_documents"] == engines[0].done["judge"] == 30


def test_what_is_no_document_is_a_row_with_its_error(settings: Settings, tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": "good", "text": text(1), "format": "text"}),
        "{broken",
        "",
        json.dumps({"id": 7}),
        json.dumps({"id": "odd", "text": "x", "format": "docx"}),
        json.dumps({"text": text(2)}),
        json.dumps([1]),
        json.dumps({"id": "empty", "text": ""}),
        '{"id": "half", "text": "\\ud800 x"}',
    ]
    file = tmp_path / "some.jsonl"
    file.write_text("\n".join(lines))
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "a.txt").write_text(text(3))
    (tmp_path / "drafts" / "b.txt").write_bytes(b"\x00\x01\x02\xff" * 50)
    standing = batch([str(file), str(tmp_path / "drafts")], tmp_path / "out.jsonl", settings, wave=3)
    said = {row["id"]: row["error"] for row in rows(tmp_path / "out.jsonl")}
    assert list(said) == [
        "good",
        f"{file}:2",
        f"{file}:4",
        "odd",
        f"{file}:6",
        f"{file}:7",
        "empty",
        "half",
        str(tmp_path / "drafts" / "a.txt"),
        str(tmp_path / "drafts" / "b.txt"),
    ]
    assert said[f"{file}:2"] == "not valid JSON"
    assert said[f"{file}:4"] == 'needs "text" as text'
    assert said["odd"] is not None
    assert said["odd"].startswith("format 'docx'")
    assert said["empty"]
    good = ("good", f"{file}:6", "half", str(tmp_path / "drafts" / "a.txt"))
    assert all(said[name] is None for name in good)
    assert standing.totals["errors"] == 6


def test_a_file_that_goes_missing_is_a_row(settings: Settings, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(text(1))
    gone = tmp_path / "b.txt"

    def progress(standing: Standing) -> None:
        gone.unlink(missing_ok=True)

    given = [str(tmp_path / "?.txt")]
    batch(given, tmp_path / "out.jsonl", settings, wave=1, progress=progress)
    assert [row["error"] for row in rows(tmp_path / "out.jsonl")] == [None, "no such file"]


STOPPED = """
import os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from batches import archive, batch
folder, stage, times, output, form = sys.argv[2:]
folder, times = Path(folder), int(times)

def progress(standing):
    global times
    times -= standing.stage == stage
    if not times:
        os.kill(os.getpid(), 9)

given, settings = [str(folder / "drafts.jsonl")], archive(folder)
batch(given, folder / output, settings, wave=12, progress=progress, format=form)
"""


@pytest.mark.parametrize(
    ("stage", "times", "output", "form"),
    [
        ("reading", 1, "out.jsonl", "jsonl"),
        ("reading", 3, "parts", "jsonl"),
        ("looking up", 1, "out.parquet", "parquet"),
        ("judging", 2, "out.jsonl", "jsonl"),
        ("judging", 4, "parts", "parquet"),
    ],
)
def test_a_run_that_is_killed_goes_on_and_ends_like_an_undisturbed_one(
    tmp_path: Path, stage: str, times: int, output: str, form: str
) -> None:
    settings = archive(tmp_path)
    given = [corpus(tmp_path, 50)]
    program = [sys.executable, "-c", STOPPED, str(Path(__file__).parent), str(tmp_path), stage, str(times)]
    done = subprocess.run([*program, output, form], check=False, capture_output=True, timeout=60)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    engines: list[Inline] = []

    def engine(order: Order) -> Inline:
        engines.append(Inline(order))
        return engines[0]

    # As if the death had come after the row was written and before that was known.
    lines = [*tmp_path.glob("out.jsonl"), *tmp_path.glob("out.parquet.rows"), *tmp_path.glob("parts/p*")]
    with max(lines).open("ab") as file:
        file.write(b'{"id": "half a row')
    batch(given, tmp_path / output, settings, wave=12, engine=engine, format=form)
    (tmp_path / "whole").mkdir()
    batch(given, tmp_path / "whole" / output, settings, wave=12, format=form)
    assert contents(tmp_path / output) == contents(tmp_path / "whole" / output)
    assert engines[0].done["parse_documents"] < 50
    assert engines[0].done["judge"] <= 50


def contents(output: Path) -> dict[str, Any]:
    """Return what an output says, file by file."""
    files = sorted(output.glob("part-*")) if output.is_dir() else [output]
    assert files
    return {
        file.name: parquet.read_table(file).to_pylist() if file.suffix == ".parquet" else file.read_bytes()
        for file in files
    }


def test_a_worker_that_is_killed_changes_nothing(settings: Settings, tmp_path: Path) -> None:
    given = [corpus(tmp_path, 100)]
    batch(given, tmp_path / "whole.jsonl", settings)
    killed: list[str] = []
    engines: list[LocalEngine] = []

    def engine(order: Order) -> LocalEngine:
        engines.append(LocalEngine(order, 2))
        return engines[0]

    def progress(standing: Standing) -> None:
        if standing.stage not in killed and standing.stage != "done":
            killed.append(standing.stage)
            pool = engines[0]._pool
            assert pool is not None
            # The one killed before may stand among them still, dead.
            living = [number for number, process in list(pool._processes.items()) if process.is_alive()]
            for number in living[:1]:
                os.kill(number, signal.SIGKILL)

    standing = batch(given, tmp_path / "out.jsonl", settings, engine=engine, progress=progress, wave=80)
    assert killed == ["reading", "looking up", "judging"]
    assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
    assert standing.totals["documents"] == 100


def test_parquet_in_and_out(settings: Settings, tmp_path: Path) -> None:
    table = pyarrow.table(
        {"id": [f"d{n}" for n in range(30)], "text": [text(n) for n in range(30)], "other": list(range(30))}
    )
    parquet.write_table(table, tmp_path / "in.parquet", row_group_size=8)
    standing = batch([str(tmp_path / "in.parquet")], tmp_path / "out.parquet", settings, wave=7)
    batch([corpus(tmp_path, 30)], tmp_path / "out.jsonl", settings)
    got = parquet.read_table(tmp_path / "out.parquet").to_pylist()
    lines = rows(tmp_path / "out.jsonl")
    assert [json.loads(row["article"]) for row in got] == [row["article"] for row in lines]
    assert [row["references_verified"] for row in got] == [row["references"]["verified"] for row in lines]
    assert [row["id"] for row in got] == [row["id"] for row in lines]
    assert standing.share == 1.0
    assert not list(tmp_path.glob("*.rows"))


def test_a_parquet_file_that_is_none_is_one_row(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"PAR1 no")
    parquet.write_table(pyarrow.table({"id": ["x"]}), tmp_path / "b.parquet")
    given = [str(tmp_path / "a.parquet"), str(tmp_path / "b.parquet")]
    batch(given, tmp_path / "out.jsonl", settings)
    first, second = rows(tmp_path / "out.jsonl")
    assert first["error"].startswith("cannot be read (")
    assert second["error"] == 'cannot be read (needs a column "text")'


def test_a_folder_of_parts_has_one_a_wave(settings: Settings, tmp_path: Path) -> None:
    batch([corpus(tmp_path, 25)], tmp_path / "parts", settings, wave=10)
    parts = sorted(file.name for file in (tmp_path / "parts").iterdir())
    assert parts == ["manifest.sqlite3", *(f"part-{n:05}.jsonl" for n in (1, 2, 3))]
    assert [len(rows(file)) for file in sorted((tmp_path / "parts").glob("part*"))] == [10, 10, 5]


def test_a_batch_is_gone_on_with_as_it_was_begun(settings: Settings, tmp_path: Path) -> None:
    given, output = [corpus(tmp_path, 30)], tmp_path / "out.jsonl"

    class EnoughError(Exception):
        pass

    def progress(standing: Standing) -> None:
        if standing.written:
            raise EnoughError

    with pytest.raises(EnoughError):
        batch(given, output, settings, wave=5, progress=progress)
    with pytest.raises(BatchError, match="begun with other claims"):
        batch(given, output, replace(settings, claims=False))
    with pytest.raises(BatchError, match="other inputs"):
        batch([*given, str(tmp_path / "archive.sqlite3")], output, settings)
    held = Path(given[0]).read_text()
    Path(given[0]).write_text("\n" + held)
    with pytest.raises(BatchError, match="has changed"):
        batch(given, output, settings)
    batch(given, output, settings, restart=True)
    assert len(rows(output)) == 30
    with pytest.raises(BatchError, match="is complete"):
        batch(given, output, settings)


def test_what_is_there_already_is_not_written_over(settings: Settings, tmp_path: Path) -> None:
    given = [corpus(tmp_path, 3)]
    (tmp_path / "mine.jsonl").write_text("precious")
    with pytest.raises(BatchError, match="is there already"):
        batch(given, tmp_path / "mine.jsonl", settings)
    assert (tmp_path / "mine.jsonl").read_text() == "precious"
    with pytest.raises(BatchError, match=r"end the name in \.jsonl"):
        batch(given, tmp_path / "archive.sqlite3", settings)
    with pytest.raises(BatchError, match="--format says parquet"):
        batch(given, tmp_path / "new.jsonl", settings, format="parquet")
    with pytest.raises(ArticleError, match="no such file"):
        batch(["nowhere.txt"], tmp_path / "new.jsonl", settings)
    (tmp_path / "new.jsonl.manifest.sqlite3").write_text("this is no database, and long enough to tell")
    with pytest.raises(BatchError, match="no manifest"):
        batch(given, tmp_path / "new.jsonl", settings)


def test_two_runs_do_not_write_the_same_output(settings: Settings, tmp_path: Path) -> None:
    given, output = [corpus(tmp_path, 3)], tmp_path / "out.jsonl"
    tried: list[str] = []

    def progress(standing: Standing) -> None:
        if not tried:
            with pytest.raises(BatchError, match="another run"):
                batch(given, output, settings)
            tried.append(standing.stage)

    batch(given, output, settings, progress=progress)
    assert tried


# The network: what it is asked, how often, and that documents wait for what comes up on the way.


def story(headline: str, *, page: bool = False) -> Story:
    kind = HeadlineSource.PAGE if page else HeadlineSource.LIST
    url = "https://www.theguardian.com/world/2026/jun/02/" + headline.lower().replace(" ", "-")
    body = f"{headline}. {TEXT}" if page else None
    return Story("The Guardian", url, (Headline(headline, kind),), "2026-06-02", text=body)


def hear(need: Question | Story) -> Answer | Story | Refused:
    """Answer as outlets would: one headline needs a day, which only the others tell."""
    if isinstance(need, Story):
        return story(need.headline, page=True)
    if need.headline and need.headline.startswith("Night") and need.hint is None and need.date is None:
        return Answer(need, (Refused("sitemap", Reason.NEEDS_DATE, "no day is known"),))
    found = (story(need.headline),) if need.headline and "Velmark" not in need.headline else ()
    return Answer(need, (Ranked("search", found, "guardian"),))


def online_text(number: int) -> str:
    return (
        f"Draft {number}\n\nThe crossing has reopened for 4,000 families.\n\nReferences:\n\n"
        f'"{HEADLINES[number % 3]}" – Reuters, 2026-06-03\n'
        '"Crossing reopened for thousands of families" – The Guardian\n'
        '"Night trams return to the harbour quarter" – The Guardian\n'
        f'"Velmark sends letter number {number % 2}" – The Guardian, 2026-06-02\n'
    )


class Desk:
    async def ask(self, question: Question) -> Answer:
        answer = hear(question)
        assert isinstance(answer, Answer)
        return answer

    async def read(self, wanted: Story) -> Story | Refused:
        read = hear(wanted)
        assert not isinstance(read, Answer)
        return wanted.completed(read) if isinstance(read, Story) else read

    async def close(self) -> None:
        pass


def test_what_the_archive_lacks_is_asked_of_the_network_once(settings: Settings, tmp_path: Path) -> None:
    online = replace(settings, offline=False)
    file = tmp_path / "drafts.jsonl"
    file.write_text("".join(json.dumps({"id": f"d{n}", "text": online_text(n)}) + "\n" for n in range(12)))
    engines: list[Inline] = []

    def heard(need: Question | Story) -> Any:
        answer = hear(need)
        return need.completed(answer) if isinstance(need, Story) and isinstance(answer, Story) else answer

    def engine(order: Order) -> Inline:
        engines.append(Inline(order, heard))
        return engines[0]

    standing = batch([str(file)], tmp_path / "out.jsonl", online, wave=5, engine=engine)
    written = rows(tmp_path / "out.jsonl")
    assert set(engines[0].asked.values()) == {1}
    assert standing.network == len(engines[0].asked)

    async def alone() -> list[Any]:
        held = open_archive(str(tmp_path / "fresh.sqlite3"))
        resources = Resources(known_outlets(), held, Desk(), None, remembers=False)  # type: ignore[arg-type]
        said = []
        for n in range(12):
            report = await Checker(online, resources).data(online_text(n).encode(), f"d{n}")
            said.append([str(r.verdict) for r in report.references[1:]])
        held.close()
        return said

    said = [[r["verdict"] for r in row["article"]["references"][1:]] for row in written]
    assert said == asyncio.run(alone())
    assert written[0]["references"]["verified"] == 3
    assert written[0]["claims"]["supported"] == 1


def test_a_batch_that_is_ended_while_it_asks_asks_nothing_twice(settings: Settings, tmp_path: Path) -> None:
    online = replace(settings, offline=False)
    file = tmp_path / "drafts.jsonl"
    file.write_text("".join(json.dumps({"id": f"d{n}", "text": online_text(n)}) + "\n" for n in range(12)))
    engines: list[Inline] = []

    class DownError(Exception):
        pass

    def breaking(need: Question | Story) -> Any:
        if len(engines) == 1 and len(engines[0].asked) == 3:
            raise DownError
        answer = hear(need)
        return need.completed(answer) if isinstance(need, Story) and isinstance(answer, Story) else answer

    def engine(order: Order) -> Inline:
        engines.append(Inline(order, breaking))
        return engines[-1]

    with pytest.raises(DownError):
        batch([str(file)], tmp_path / "out.jsonl", online, engine=engine)
    batch([str(file)], tmp_path / "out.jsonl", online, engine=engine)
    batch([str(file)], tmp_path / "whole.jsonl", online, engine=engine)
    asked_first, asked_then = (set(one.asked) for one in engines[:2])
    # What was under way when it broke, some twenty answers at most, may come again.
    assert len(asked_first & asked_then) <= 3
    assert len(rows(tmp_path / "out.jsonl")) == 12
