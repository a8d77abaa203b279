"""A whole run recorded: warcio's own check passes, no key is in it, its replays are equal to the byte."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from outlets_server import FAULTS, SERVICES, STORIES, Outlets

from citecheck.checker import Checker
from citecheck.fetcher.asker import Asker
from citecheck.fetcher.http import HttpWeb
from citecheck.fetcher.interface import Web
from citecheck.fetcher.record import Recorder
from citecheck.fetcher.replay import ReplayWeb
from citecheck.models import Report
from citecheck.outlets import known_outlets
from citecheck.report.interface import RENDERERS, render
from citecheck.resources import Resources
from citecheck.settings import Settings

TODAY = date(2025, 7, 1)
FOUR = ("The Guardian", "Al Jazeera", "Kyiv Independent", "Reuters")
CITED = [next(piece for piece in STORIES if piece.outlet == outlet) for outlet in FOUR]
KEYS = {
    "GUARDIAN_API_KEY": "k3y-of-guardian",
    "BRAVE_API_KEY": "k3y/of+brave=",
    "NEWSAPI_KEY": "k3y-of-newsapi",
    "MEDIACLOUD_API_KEY": "k3y-of-mediacloud",
}
TEXT = "\n".join(
    [
        "Floods and libraries",
        "",
        "Fourteen people died in Varn. [1]",
        "",
        "References",
        "",
        *(f"{n}. “{p.headline}”. {p.outlet}, {p.day.day} {p.day:%B %Y}." for n, p in enumerate(CITED, 1)),
        "5. “Harbour of Orrey to be filled in for a casino”. Al Jazeera, 3 June 2025.",
    ]
)


async def check(web: Web) -> Report:
    table = known_outlets()
    asker = Asker(web, table, KEYS, today=TODAY, notes=lambda _: None)
    resources = Resources(table, None, asker, web, remembers=False, today=TODAY)
    return Report((await Checker(Settings(), resources).data(TEXT.encode(), "a.txt"),))


def record(path: Path, faults: Mapping[str, str]) -> Report:
    async def main() -> Report:
        recorder = Recorder(path)
        with Outlets(faults=faults) as outlets:
            async with HttpWeb(connect_to=outlets.connect_to, pace=0, recorder=recorder) as web:
                report = await check(web)
        recorder.close()
        return report

    return asyncio.run(main())


def replay(path: Path) -> Report:
    async def main() -> Report:
        async with ReplayWeb(path) as web:
            return await check(web)

    return asyncio.run(main())


@pytest.fixture(params=[None, "captcha", "429-retry-after", "cut", "reset", "refused"])
def recorded(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, Report]:
    """Return a recording of a run in which half of the services have a fault, and its report."""
    assert request.param in {None, "refused", *FAULTS}
    failing = sorted(SERVICES)[::2] if request.param else []
    path = tmp_path / "run.warc.gz"
    return path, record(path, dict.fromkeys(failing, request.param))


def test_warcio_check_passes_no_key_is_in_it_and_replays_are_equal(
    recorded: tuple[Path, Report], capsys: pytest.CaptureFixture[str]
) -> None:
    from warcio.cli import main as warcio

    path, live = recorded
    with pytest.raises(SystemExit) as done:
        warcio(["check", "--verbose", str(path)])
    assert done.value.code == 0
    assert "digest pass" in capsys.readouterr().out
    unpacked = gzip.decompress(path.read_bytes())
    assert [key for key in KEYS.values() if key.encode() in unpacked or b"k3y" in unpacked] == []
    once, again = replay(path), replay(path)
    verdicts = [result.verdict for article in live.articles for result in article.references]
    assert [r.verdict for article in once.articles for r in article.references] == verdicts
    for form in RENDERERS:
        assert render(once, form) == render(again, form), form
        assert "k3y" not in render(live, form)
