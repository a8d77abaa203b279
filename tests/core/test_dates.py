"""Partial dates and windows of days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citecheck.models import Window

DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))


@pytest.mark.parametrize(
    ("partial", "first", "last"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-06-03", date(2025, 6, 3), date(2025, 6, 3)),
        ("2025-06-03T08:15:00Z", date(2025, 6, 3), date(2025, 6, 3)),
    ],
)
def test_a_partial_date_names_its_days(partial: str, first: date, last: date) -> None:
    assert Window.of(partial) == Window(first, last)


@pytest.mark.parametrize("text", ["", "June", "2025-13", "2025-02-30", "0000-00-00"])
def test_no_date_of_the_calendar_is_no_window(text: str) -> None:
    assert Window.of(text) is None


def test_a_margin_widens_both_ends() -> None:
    assert Window.of("2025-03-01", margin=1) == Window(date(2025, 2, 28), date(2025, 3, 2))


def test_an_open_end_covers_everything_on_its_side() -> None:
    assert Window(None, None).covers(Window(date(2000, 1, 1), None))
    assert not Window(date(2000, 1, 1), None).covers(Window(None, date(2001, 1, 1)))
    assert not Window(None, date(2000, 1, 1)).covers(Window(date(1999, 1, 1), None))


@given(DAYS, DAYS, DAYS)
def test_a_window_covers_another_only_if_it_holds_all_its_days(a: date, b: date, day: date) -> None:
    window = Window(min(a, b), max(a, b))
    assert window.covers(Window(day, day)) == window.holds(day)
