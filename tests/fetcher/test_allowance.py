"""The questions a service allows a day are counted across runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from citecheck.fetcher.allowance import Allowance
from citecheck.fetcher.interface import FetchError
from citecheck.models import Reason

NOON = 1_750_000_000.0


def test_a_day_has_so_many_questions_across_runs(tmp_path: Path) -> None:
    for _ in range(3):
        allowance = Allowance(tmp_path, {"x.org": 3}, now=lambda: NOON)
        allowance.take("x.org")
        allowance.take("unlimited.org")
        allowance.close()
    allowance = Allowance(tmp_path, {"x.org": 3}, now=lambda: NOON)
    with pytest.raises(FetchError, match=r"x\.org allows 3 questions a day") as caught:
        allowance.take("x.org")
    assert caught.value.reason is Reason.RATE_LIMITED
    allowance.close()


def test_the_next_day_begins_anew(tmp_path: Path) -> None:
    seconds = NOON
    allowance = Allowance(tmp_path, {"x.org": 1}, now=lambda: seconds)
    allowance.take("x.org")
    seconds += 86_400
    allowance.take("x.org")
    with pytest.raises(FetchError):
        allowance.take("x.org")
    allowance.close()


def test_counts_that_cannot_be_kept_limit_nothing(tmp_path: Path) -> None:
    (tmp_path / "allowance.sqlite3").write_bytes(b"this is no database at all, not even nearly")
    for folder in (tmp_path, tmp_path / "allowance.sqlite3"):
        allowance = Allowance(folder, {"x.org": 0}, now=lambda: NOON)
        allowance.take("x.org")
        allowance.close()
