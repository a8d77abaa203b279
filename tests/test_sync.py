"""Filling the archive by the outlets' own lists, over loopback sockets."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from outlets_server import Outlets

from citecheck.archive.sqlite import SqliteArchive
from citecheck.fetcher.asker import Asker
from citecheck.fetcher.http import Budget, HttpWeb
from citecheck.models import HeadlineSource, Window
from citecheck.outlets import Outlet, OutletTable, RouteSpec, known_outlets
from citecheck.sync import SyncReport, sync

TODAY = date(2025, 7, 1)
GUARDIAN = "The Guardian"


def june(first: int, last: int | None = None) -> Window:
    return Window(date(2025, 6, first), date(2025, 6, last or first))


def run(
    archive: Path,
    outlet: str,
    window: Window,
    faults: Mapping[str, str] | None = None,
    *,
    today: date = TODAY,
    again: bool = False,
    table: OutletTable | None = None,
    budget: Budget | None = None,
    robots: Mapping[str, str] | None = None,
) -> tuple[SyncReport, list[str]]:
    """Sync once, and return the report and the addresses asked."""
    report = SyncReport()

    async def work(outlets: Outlets) -> None:
        async with HttpWeb(connect_to=outlets.connect_to, pace=0, timeout=1, budget=budget) as web:
            asker = Asker(web, table or known_outlets(), {}, today=today, notes=lambda _note: None)
            with SqliteArchive(archive) as held:
                await sync(outlet, window, held, asker, report, today=today, again=again)

    with Outlets(faults=faults, robots=robots) as outlets:
        asyncio.run(work(outlets))
        return report, [asked.target for asked in outlets.asked]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "archive.sqlite3"


def complete(archive: Path, outlet: str, *, titled: bool = True) -> list[Window]:
    with SqliteArchive(archive) as held:
        return list(held.complete_windows(outlet, titled=titled))


def test_an_api_by_date_fills_the_days_and_they_are_complete(archive: Path) -> None:
    report, _ = run(archive, GUARDIAN, june(2, 3))
    assert (report.days, report.asked, report.complete, report.open) == (2, 2, 2, {})
    assert (report.stories, report.new) == (3, 3)
    assert complete(archive, GUARDIAN) == [june(2, 3)]
    with SqliteArchive(archive) as held:
        found = held.lookup("Ministers weigh tax on empty homes in coastal towns")[0]
        assert (found.outlet, found.published) == (GUARDIAN, "2025-06-03")


def test_a_site_api_fills_a_small_outlets_days(archive: Path) -> None:
    report, _ = run(archive, "Kyiv Independent", june(2, 3))
    assert (report.complete, report.by_address) == (2, 0)
    assert complete(archive, "Kyiv Independent") == [june(2, 3)]


def test_a_list_of_addresses_is_complete_as_such_alone(archive: Path) -> None:
    report, _ = run(archive, "Al Jazeera", june(3))
    assert (report.complete, report.by_address) == (1, 1)
    assert complete(archive, "Al Jazeera") == []
    assert complete(archive, "Al Jazeera", titled=False) == [june(3)]
    with SqliteArchive(archive) as held:
        found = held.lookup("Orrey fishing crews end strike after pay deal")[0]
        assert found.headlines[0].source is HeadlineSource.SLUG


def test_days_that_are_held_in_full_are_not_asked_again(archive: Path) -> None:
    run(archive, GUARDIAN, june(2))
    report, asked = run(archive, GUARDIAN, june(2, 3))
    assert (report.held, report.days, report.complete) == (1, 1, 1)
    assert all("from-date=2025-06-03" in target for target in asked)
    report, asked = run(archive, GUARDIAN, june(2, 3))
    assert (report.held, report.days, asked) == (2, 0, [])
    report, asked = run(archive, GUARDIAN, june(2, 3), again=True)
    assert (report.days, report.new, len(asked)) == (2, 0, 2)


@pytest.mark.parametrize("fault", ["503", "cut", "empty-object", "consent", "reset", "slow"])
def test_a_day_that_fails_stays_open_and_the_next_sync_asks_for_it_alone(archive: Path, fault: str) -> None:
    report, _ = run(archive, GUARDIAN, june(2, 3), {"guardian from-date=2025-06-02": fault})
    assert list(report.open) == [date(2025, 6, 2)]
    assert report.stopped is None
    assert complete(archive, GUARDIAN) == [june(3)]
    report, asked = run(archive, GUARDIAN, june(2, 3))
    assert (report.complete, report.open) == (1, {})
    assert all("from-date=2025-06-02" in target for target in asked)
    assert complete(archive, GUARDIAN) == [june(2, 3)]


@pytest.mark.parametrize("fault", ["cut", "empty-body", "shell"])
def test_a_truncated_sitemap_is_no_list(archive: Path, fault: str) -> None:
    report, _ = run(archive, "Al Jazeera", june(3), {"aljazeera sitemap": fault})
    assert list(report.open) == [date(2025, 6, 3)]
    assert complete(archive, "Al Jazeera", titled=False) == []


def test_a_key_that_is_refused_ends_it_at_once(archive: Path) -> None:
    report, asked = run(archive, GUARDIAN, june(1, 20), {"guardian": "401"})
    assert (report.asked, report.unasked) == (1, 19)
    assert len([target for target in asked if "from-date" in target]) == 1
    assert "API key" in (report.stopped or "")


def test_a_host_that_shuts_programs_out_is_left_in_peace(archive: Path) -> None:
    shut = {"aljazeera": "User-agent: *\nDisallow: /\n"}
    report, asked = run(archive, "Al Jazeera", june(1, 20), robots=shut)
    assert report.asked == 1
    assert not any("sitemap" in target for target in asked)
    assert "robots.txt" in (report.stopped or "")


def test_a_budget_that_is_spent_ends_it_and_the_next_sync_goes_on(archive: Path) -> None:
    report, _ = run(archive, GUARDIAN, june(2, 3), budget=Budget(most_bytes=900))
    assert report.stopped is not None
    done = report.complete
    assert done < 2
    report, _ = run(archive, GUARDIAN, june(2, 3))
    assert (report.held, report.complete) == (done, 2 - done)


def test_days_without_anything_are_given_up_after_a_while(archive: Path) -> None:
    report, _ = run(archive, "Kyiv Independent", Window(date(2024, 1, 1), date(2024, 3, 1)))
    assert (report.asked, report.complete) == (10, 0)
    assert "no post" in (report.stopped or "")


def test_the_days_that_are_not_over_are_stored_and_not_complete(archive: Path) -> None:
    report, _ = run(archive, GUARDIAN, june(2, 9), today=date(2025, 6, 3))
    assert (report.days, report.complete) == (2, 0)
    assert report.new >= 3
    assert set(report.open.values()) == {"its list may still grow"}
    report, _ = run(archive, GUARDIAN, june(2), today=date(2025, 6, 4))
    assert report.complete == 1


def test_of_recent_days_the_feeds_are_read_too(archive: Path) -> None:
    report, asked = run(archive, "Al Jazeera", june(21), today=date(2025, 6, 21))
    assert any("rss" in target for target in asked)
    assert report.new >= 4
    _, asked = run(archive, "Al Jazeera", june(3))
    assert not any("rss" in target for target in asked)


def test_an_assumed_route_stores_what_it_finds_and_completes_nothing(archive: Path) -> None:
    route = RouteSpec("ghost", False, {"base": "https://kyivindependent.com"})
    table = OutletTable([Outlet("Kyiv Independent", (), ("kyivindependent.com",), "en", (route,))])
    report, _ = run(archive, "Kyiv Independent", june(3), table=table)
    assert (report.new, report.complete, list(report.open)) == (1, 0, [date(2025, 6, 3)])


def test_an_outlet_without_a_list_says_so(archive: Path) -> None:
    table = OutletTable([Outlet("Pier Gazette", (), ("pier.example",))])
    report, asked = run(archive, "Pier Gazette", june(3), table=table)
    assert "no route lists Pier Gazette by day" in (report.stopped or "")
    assert asked == []


def command(outlets: Outlets, archive: Path, *args: str) -> list[str]:
    host, (address, port) = next(
        (host, place) for host, place in outlets.connect_to.items() if host == "content.guardianapis.com"
    )
    connect = f"--connect-to={host}={address}:{port}"
    tool = str(Path(sys.executable).with_name("citecheck"))
    return [tool, "archive", "sync", *args, "--archive", str(archive), connect]


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_stopped_in_the_middle_it_goes_on_where_it_stood(archive: Path, how: signal.Signals) -> None:
    days = ["guardian", "--from", "2025-06-02", "--to", "2025-06-03"]
    with (
        Outlets(faults={"guardian from-date=2025-06-03": "slow"}) as outlets,
        subprocess.Popen(
            command(outlets, archive, *days), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as process,
    ):
        with outlets._news:
            assert outlets._news.wait_for(
                lambda: any("from-date=2025-06-03" in asked.target for asked in outlets.asked), 30
            )
        process.send_signal(how)
        said, noted = process.communicate(timeout=30)
    if how is signal.SIGINT:
        assert process.returncode == 130
        assert "1 complete" in said
        assert "goes on where it stood" in noted
    assert complete(archive, GUARDIAN) == [june(2)]
    with Outlets() as outlets:
        again = subprocess.run(
            command(outlets, archive, *days), capture_output=True, text=True, timeout=60, check=False
        )
        assert all("from-date=2025-06-03" in asked.target for asked in outlets.asked_of("guardian"))
    assert again.returncode == 0, again.stderr
    assert "1 of 1 days asked, 1 complete, 1 were held before; 2 stories listed, 2 new" in again.stdout
    assert complete(archive, GUARDIAN) == [june(2, 3)]


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["Nowhere Gazette", "--from", "2025-06-02"], "no outlet 'Nowhere Gazette'"),
        (["guardian", "--from", "June"], "write a day as 2026-06-01"),
        (["guardian", "--from", "2025-06-02", "--to", "2025-06-01"], "is before"),
        (["guardian", "--from", "2025-06-02", "--offline"], "cannot go with --offline"),
    ],
)
def test_what_is_wrong_is_said(archive: Path, args: list[str], message: str) -> None:
    with Outlets() as outlets:
        done = subprocess.run(
            command(outlets, archive, *args), capture_output=True, text=True, timeout=60, check=False
        )
    assert done.returncode == 2
    assert message in done.stderr
    assert not archive.exists()
