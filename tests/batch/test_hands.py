"""Work done by several processes: the same report, each question once, and no harm where one of them dies."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from batches import batch

from citecheck import hands, pipeline, processes
from citecheck.archive import open_archive
from citecheck.batch.engine import LocalEngine
from citecheck.checker import Checker, work_here
from citecheck.cli.support import answer_pairs
from citecheck.lots import answers
from citecheck.models import Answer, Headline, Question, Ranked, Refused, Report, Story, Verdict
from citecheck.outlets import known_outlets
from citecheck.pool import NoProcessesError, worker_pool
from citecheck.resources import Resources
from citecheck.settings import Settings

HEADLINES = ("Ferry fire kills 14 in Port Sella", "Ardenia wins Sella rowing cup", "Velmark bans night trams")


def draft(number: int) -> str:
    kills = 14 + 26 * (number % 2)
    return (
        f"Draft {number}\n\nVelmark has banned night trams after {number + 3} complaints.\n\nReferences:\n\n"
        f'"Ferry fire kills {kills} in Port Sella" – Reuters, 2026-06-03\n'
        '"Velmark bans night trams" – The Guardian, 2026-06-03\n'
        f'"Nobody wrote this headline number {number}" – Reuters, 2026-06-03\n'
    )


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    path = tmp_path / "archive.sqlite3"
    archive = open_archive(path)
    for outlet, headline in (("Reuters", HEADLINES[0]), ("The Guardian", HEADLINES[2])):
        archive.add([Story(outlet, "https://x.example/" + headline[:4], (Headline(headline),), "2026-06-03")])
    archive.close()
    return Settings(archive=str(path), offline=True)


@pytest.fixture
def drafts(tmp_path: Path) -> list[str]:
    names = []
    for number in range(6):
        file = tmp_path / f"{number}.txt"
        file.write_text(draft(number))
        names.append(str(file))
    return names


@contextmanager
def two_hands(settings: Settings, resources: Resources) -> Iterator[processes.Processes]:
    both = processes.Processes(2, settings, work_here(settings, resources))
    try:
        yield both
    finally:
        both.close()


def said(report: Report) -> list[tuple[str, ...]]:
    return [tuple(map(repr, (a.article, a.references, a.claims, a.findings))) for a in report.articles]


def test_two_processes_say_what_one_says_in_the_same_order(
    settings: Settings, drafts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = asyncio.run(pipeline.acheck(drafts, settings))
    monkeypatch.setattr(hands, "_WORTH_BYTES", 0)
    together = asyncio.run(pipeline.acheck([*drafts, "gone.txt"], settings, processes=2))
    assert said(together) == said(alone)
    assert together.notes == alone.notes
    assert together.errors == ("gone.txt: no such file",)
    verdicts = [[r.verdict for r in a.references] for a in alone.articles]
    assert verdicts[0][:2] == [Verdict.VERIFIED, Verdict.VERIFIED]
    assert verdicts[1][0] is Verdict.ALTERED


def test_a_process_that_dies_costs_no_article(
    settings: Settings, drafts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = asyncio.run(pipeline.acheck(drafts, settings))

    async def run() -> Report:
        resources = Resources(known_outlets(), None, None, None, remembers=False)
        with two_hands(settings, resources) as both:
            both._here = processes.work_of(settings, True)
            checker = Checker(settings, resources, hands=both)
            first = await checker.input(drafts[0], drafts[0])
            for worker in list(both._pool._processes or ()):
                os.kill(worker, signal.SIGKILL)
            rest = [await checker.input(name, name) for name in drafts[1:]]
        return Report((first, *rest))

    assert said(asyncio.run(run())) == said(alone)


def test_each_question_is_asked_once_however_many_drafts_share_it(
    settings: Settings, drafts: list[str]
) -> None:
    class Desk:
        def __init__(self) -> None:
            self.asked: Counter[Question] = Counter()

        async def ask(self, question: Question) -> Answer:
            self.asked[question] += 1
            return Answer(question, (Ranked("search", (), "guardian"),))

        async def read(self, story: Story) -> Story | Refused:
            return story

        async def close(self) -> None:
            pass

    async def run(desk: Desk) -> None:
        archive = open_archive(settings.archive, readonly=True)
        resources = Resources(known_outlets(), archive, desk, None, remembers=False)  # type: ignore[arg-type]
        online = replace(settings, offline=False)
        with two_hands(online, resources) as both:
            await asyncio.gather(*Checker(online, resources, hands=both).start(drafts))
        archive.close()

    desk = Desk()
    asyncio.run(run(desk))
    assert set(desk.asked.values()) == {1}
    headlines = {question.headline for question in desk.asked}
    assert "Ferry fire kills 40 in Port Sella" in headlines
    assert HEADLINES[2] not in headlines
    assert len([h for h in headlines if h and h.startswith("Nobody")]) == 6


def test_few_or_small_inputs_start_no_process(tmp_path: Path) -> None:
    names = [str(tmp_path / f"{n}.txt") for n in range(8)]
    for name in names:
        Path(name).write_text("x" * 1000)
    assert hands.processes_for(names, 2) == 0
    Path(names[0]).write_text("x" * 200_000)
    assert hands.processes_for(names, 2) == 2
    assert hands.processes_for(names, 1) == 0
    assert hands.processes_for(names[:3], 8) == 0
    assert hands.processes_for(["https://a.example/", "-", "gone.txt", *names], 4) == 4


ORPHANING = """
import asyncio, os, sys
from citecheck.processes import Processes, work_of
from citecheck.settings import Settings

async def run():
    settings = Settings(archive=sys.argv[1], offline=True)
    both = Processes(2, settings, work_of(settings, True))
    await both.parse(b"A draft.", "a.txt")
    print(*both._pool._processes, flush=True)
    os.kill(os.getpid(), 9)

if __name__ == "__main__":
    asyncio.run(run())
"""


def test_workers_end_with_a_parent_that_is_killed(settings: Settings, tmp_path: Path) -> None:
    program = tmp_path / "orphaning.py"
    program.write_text(ORPHANING)
    # The pipe of its output is closed when the last process that holds it has ended.
    done = subprocess.run(
        [sys.executable, str(program), str(settings.archive)], capture_output=True, timeout=60, check=False
    )
    assert done.returncode == -signal.SIGKILL
    assert done.stdout.split()


def test_a_pool_whose_pipes_are_closed_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(*_: object) -> None:
        raise OSError("handle is closed")

    def full(*_: object) -> None:
        raise OSError(24, "Too many open files")

    pool = worker_pool(1, int)
    try:
        monkeypatch.setattr(ProcessPoolExecutor, "submit", closed)
        with pytest.raises(BrokenProcessPool, match="handle is closed"):
            pool.submit(int)
        monkeypatch.setattr(ProcessPoolExecutor, "submit", full)
        with pytest.raises(NoProcessesError, match="Too many open files"):
            pool.submit(int)
    finally:
        pool.shutdown()


@pytest.fixture(params=["at once", "when started"])
def no_processes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that has no shared memory, or starts no process, as some sandboxes are."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    if request.param == "at once":
        monkeypatch.setattr("multiprocessing.synchronize.SemLock.__init__", refuse)
    else:
        monkeypatch.setattr("multiprocessing.popen_spawn_posix.Popen._launch", refuse)


@pytest.mark.usefixtures("no_processes")
class TestWithoutProcesses:
    """Where the system gives none, this one does the work."""

    def test_drafts_are_checked(
        self, settings: Settings, drafts: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        alone = asyncio.run(pipeline.acheck(drafts, settings))
        monkeypatch.setattr(hands, "_WORTH_BYTES", 0)
        assert said(asyncio.run(pipeline.acheck(drafts, settings, processes=2))) == said(alone)

    def test_a_batch_is_done(self, settings: Settings, drafts: list[str], tmp_path: Path) -> None:
        standing = batch(drafts, tmp_path / "out.jsonl", settings, engine=lambda order: LocalEngine(order, 2))
        assert standing.totals["documents"] == len(drafts)
        assert standing.totals["errors"] == 0

    def test_rows_are_answered(self) -> None:
        rows = [{"claim": "The ferry sank.", "evidence": f"The ferry sank on day {n}."} for n in range(40)]
        alone = list(answers(rows, answer_pairs, most=1, has_more=lambda: True))
        assert list(answers(rows, answer_pairs, most=2, has_more=lambda: True, patience=0)) == alone
