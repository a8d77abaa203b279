"""The gate of a host: turns, pace, rests, and the end of patience."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loopback import FakeClock

from citecheck.fetcher.host import Gates, HostGate, retry_after
from citecheck.fetcher.interface import FetchError
from citecheck.models import Reason

TIMEOUT = FetchError(Reason.TIMEOUT, "x.org did not answer")
BLOCKED = FetchError(Reason.BLOCKED, "x.org answered 403")
MISSING = FetchError(Reason.STATUS, "x.org has no such page")


def gate(pace: float = 1.0, patience: float = 10.0) -> tuple[HostGate, FakeClock]:
    clock = FakeClock()
    return HostGate("x.org", pace, clock.clock(), patience), clock


async def turns(gate: HostGate, count: int) -> list[Reason | None]:
    async def one() -> Reason | None:
        try:
            async with gate.turn():
                return None
        except FetchError as error:
            return error.reason

    return list(await asyncio.gather(*(one() for _ in range(count))))


def test_requests_start_at_least_the_pace_apart() -> None:
    x, clock = gate(pace=1.5)
    asyncio.run(turns(x, 4))
    assert clock.slept == [1.5, 1.5, 1.5]


def test_one_at_a_time() -> None:
    x, _ = gate(pace=0)
    inside = most = 0

    async def one() -> None:
        nonlocal inside, most
        async with x.turn():
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0)
            inside -= 1

    async def main() -> None:
        await asyncio.gather(*(one() for _ in range(5)))

    asyncio.run(main())
    assert most == 1


def test_a_short_rest_is_waited_out() -> None:
    x, clock = gate(pace=0)
    assert x.rest(7) == 7
    assert asyncio.run(turns(x, 1)) == [None]
    assert clock.slept == [7]


def test_a_long_rest_is_reported_and_ends() -> None:
    x, clock = gate()
    x.rest(120)
    with pytest.raises(FetchError, match=r"x\.org .* another 120 seconds") as caught:
        asyncio.run(x.turn().__aenter__())
    assert caught.value.reason is Reason.RATE_LIMITED
    clock.time += 115
    assert asyncio.run(turns(x, 1)) == [None]


def test_a_rest_of_unknown_length_is_a_minute() -> None:
    x, _ = gate()
    assert x.rest(None) == 60


@pytest.mark.parametrize(
    ("error", "status", "times"),
    [(TIMEOUT, 0, 2), (BLOCKED, 403, 3), (MISSING, 500, 3), (FetchError(Reason.DNS, "no such name"), 0, 1)],
)
def test_a_host_that_keeps_refusing_is_not_asked_again(error: FetchError, status: int, times: int) -> None:
    x, _ = gate()
    for _ in range(times):
        assert asyncio.run(turns(x, 1)) == [None]
        x.refused(error, status)
    with pytest.raises(FetchError, match="is not asked again in this run") as caught:
        asyncio.run(x.turn().__aenter__())
    assert caught.value.reason is error.reason
    assert caught.value.detail.startswith(error.detail)


def test_missing_pages_are_no_refusals() -> None:
    x, _ = gate()
    for _ in range(10):
        x.refused(MISSING, 404)
    assert asyncio.run(turns(x, 1)) == [None]


def test_an_answer_forgives_earlier_refusals() -> None:
    x, _ = gate()
    for _ in range(10):
        x.refused(BLOCKED, 403)
        x.refused(BLOCKED, 403)
        x.answered()
    assert asyncio.run(turns(x, 1)) == [None]


def test_crawl_delay_slows_down_but_not_without_end() -> None:
    x, _ = gate(pace=1)
    x.slow_down(5)
    assert x.pace == 5
    x.slow_down(2)
    assert x.pace == 5
    x.slow_down(86400)
    assert x.pace == 30


def test_hosts_that_ask_for_more_time_get_it() -> None:
    gates = Gates(1.0, FakeClock().clock())
    assert gates["api.gdeltproject.org"].pace == 8
    assert gates["web.archive.org"].pace == 2.5
    assert gates["www.example.org"].pace == 1
    assert gates["www.example.org"] is gates["www.example.org"]
    assert Gates(0, FakeClock().clock())["api.gdeltproject.org"].pace == 0


NOON = datetime(2025, 6, 3, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None),
        ("120", 120),
        (" 0 ", 0),
        ("99999999999999999999", 86400),
        ("Tue, 03 Jun 2025 12:01:00 GMT", 60),
        ("Tue, 03 Jun 2025 11:00:00 GMT", 0),
        ("Tue, 03 Jun 2025 12:01:00", 60),
        ("soon", None),
        ("", None),
        ("-5", None),
        ("١٢", None),
    ],
)
def test_retry_after(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, lambda: NOON) == seconds


@given(st.text(max_size=40))
def test_any_retry_after_is_read_or_ignored(value: str) -> None:
    seconds = retry_after(value, lambda: NOON)
    assert seconds is None or 0 <= seconds <= 86400
