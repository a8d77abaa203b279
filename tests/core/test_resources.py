"""What a run opens, and when: the network last, mistakes first."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from citecheck.errors import CitecheckError, RecordingError, SettingsError
from citecheck.fetcher.interface import Request, Response
from citecheck.fetcher.lazy import LazyNetwork
from citecheck.models import Answer, Question
from citecheck.outlets import Outlet, RouteSpec
from citecheck.resources import open_resources
from citecheck.settings import Settings


def opened(settings: Settings) -> None:
    async def run() -> None:
        async with open_resources(settings):
            pass

    asyncio.run(run())


def test_the_network_starts_with_the_first_question_and_once() -> None:
    happened: list[str] = []

    class Net:
        async def get(self, request: Request) -> Response:
            return Response(request.url, 200, {}, b"")

        async def ask(self, question: Question) -> Answer:
            happened.append(question.headline)
            return Answer(question, ())

        async def close(self) -> None:
            happened.append("closed")

    def start(stack: AsyncExitStack) -> tuple[Net, Net]:
        happened.append("started")
        net = Net()
        stack.push_async_callback(net.close)
        return net, net

    async def run(asks: int) -> list[str]:
        happened.clear()
        network = LazyNetwork(start)  # type: ignore[arg-type]
        for number in range(asks):
            await network.ask(Question("Reuters", str(number)))
        await network.close()
        return list(happened)

    assert asyncio.run(run(0)) == []
    assert asyncio.run(run(2)) == ["started", "0", "1", "closed"]


def test_a_run_that_the_archive_answers_never_loads_the_network(tmp_path: Path) -> None:
    row = '{"outlet": "Reuters", "date": "2026-06-02", "headline": "Ferries sail again in Port Sella", '
    row += '"url": "https://www.reuters.com/x-2026-06-02/", "text": "Ferries sail again."}\n'
    (tmp_path / "rows.jsonl").write_text(row)
    (tmp_path / "a.txt").write_text('References:\n\n- "Ferries sail again in Port Sella" – Reuters\n')
    code = (
        "import sys; from citecheck.cli import run\n"
        "assert run(['archive', 'import', 'rows.jsonl', '--archive', 'held']) == 0\n"
        "assert run(['a.txt', '--archive', 'held', '--format', 'json']) == 0\n"
        "print(sorted({'httpx', 'citecheck.fetcher.http'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={"HOME": str(tmp_path), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.stdout.splitlines()[-1:] == ["[]"], done.stderr


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"replay": Path("gone.warc.gz")}, RecordingError),
        ({"record": Path("no/such/folder/x.warc.gz")}, RecordingError),
        ({"user_outlets": (Outlet("Gazette", routes=(RouteSpec("gohst"),)),)}, SettingsError),
    ],
)
def test_mistakes_show_before_anything_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: dict[str, object], error: type[CitecheckError]
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(error):
        opened(Settings(archive=str(tmp_path / "held.sqlite3"), **wrong))  # type: ignore[arg-type]
