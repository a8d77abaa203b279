"""Running a coroutine: its result comes back, its errors too, and nobody writes the result out."""

import asyncio

import pytest

from citecheck.running import run


class Large:
    written = 0

    def __repr__(self) -> str:
        Large.written += 1
        return "Large()"


def test_the_result_is_returned_and_never_written_out() -> None:
    async def work() -> list[Large]:
        await asyncio.sleep(0)
        return [Large()]

    assert len(run(work())) == 1
    assert Large.written == 0


def test_an_error_comes_through() -> None:
    async def work() -> None:
        raise KeyError("a")

    with pytest.raises(KeyError):
        run(work())
