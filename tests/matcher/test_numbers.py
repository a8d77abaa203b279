"""Numbers are read whatever their dress, and looked-alike digits are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citecheck.matcher.numbers.read import Bound, NumberKind, read_numbers


@pytest.mark.parametrize("text", ["6,000", "6000", "six thousand", "6k", "6 thousand", "6 000", "6\u00a0000"])
def test_one_number_in_many_dresses(text):
    (number,) = read_numbers(f"They return {text} bodies.")
    assert (number.value, number.kind, number.bound) == (6000, NumberKind.CARDINAL, Bound.EXACT)
    assert number.text == text


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("$1.5bn", 1.5e9, "USD"),
        ("£300k", 300_000, "GBP"),
        ("US$5m", 5e6, "USD"),
        ("A$3 million", 3e6, "AUD"),
        ("20 per cent", 20, "%"),
        ("3.5pc", 3.5, "%"),
        ("7%", 7, "%"),
        ("two-thirds", 200 / 3, "%"),
        ("one in five", 20, "%"),
        ("half a million", 500_000, ""),
        ("a quarter of a million", 250_000, ""),
        ("two hundred and fifty-three", 253, ""),
        ("a dozen", 12, ""),
        ("three years", 3, "year"),
        ("12km", 12, "km"),
        ("40 million euros", 4e7, "EUR"),
    ],
)
def test_values_and_units(text, value, unit):
    (number,) = read_numbers(f"It was {text}.")
    assert number.value == pytest.approx(value)
    assert number.unit == unit


@pytest.mark.parametrize(
    ("text", "bound", "phrase"),
    [
        ("at least 1,000 people", Bound.AT_LEAST, "at least 1,000"),
        ("more than $1.5bn", Bound.AT_LEAST, "more than $1.5bn"),
        ("500 or more", Bound.AT_LEAST, "500 or more"),
        ("up to 40 ships", Bound.AT_MOST, "up to 40"),
        ("fewer than nine", Bound.AT_MOST, "fewer than nine"),
        ("about 5%", Bound.ABOUT, "about 5%"),
        ("an estimated 70,000 homes", Bound.ABOUT, "an estimated 70,000"),
        ("hundreds of homes", Bound.RANGE, "hundreds"),
        ("over three weeks", Bound.EXACT, "three weeks"),
    ],
)
def test_words_that_bound_a_number(text, bound, phrase):
    (number,) = read_numbers(text)
    assert (number.bound, number.phrase) == (bound, phrase)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("10 to 12 ships", 10, 12),
        ("5-7%", 5, 7),
        ("between 5 and 10 million", 5e6, 1e7),
        ("in 2024-25", 2024, 2025),
    ],
)
def test_a_range_is_one_number(text, low, high):
    (number,) = read_numbers(text)
    assert (number.value, number.high, number.bound) == (low, high, Bound.RANGE)


def test_a_change_is_two_numbers():
    assert [number.value for number in read_numbers("It rose from 5% to 10%.")] == [5, 10]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("in 2022", NumberKind.YEAR, 2022),
        ("2000 people", NumberKind.CARDINAL, 2000),
        ("11 June", NumberKind.DAY, 11),
        ("June 11", NumberKind.DAY, 11),
        ("the second round", NumberKind.ORDINAL, 2),
        ("the 21st day", NumberKind.ORDINAL, 21),
        ("at 10:30", NumberKind.TIME, 10.5),
        ("won 3-1", NumberKind.SCORE, 3),
    ],
)
def test_kinds(text, kind, value):
    (number,) = read_numbers(text)
    assert (number.kind, number.value) == (kind, value)


@pytest.mark.parametrize(
    "text", ["Covid-19", "the A303", "G7 leaders", "an F-16", "no one", "one of them", "1.2.3", "9" * 5000]
)
def test_digits_that_are_no_number(text):
    assert read_numbers(text) == ()


@given(st.text(max_size=200))
def test_offsets_hold_for_any_text(text):
    for number in read_numbers(text):
        assert text[number.start : number.end] == number.text
        assert number.text in number.phrase


@given(st.integers(min_value=0, max_value=10**15))
def test_grouped_and_plain_digits_agree(value):
    plain = read_numbers(f"exactly {value:d} items")
    grouped = read_numbers(f"exactly {value:,d} items")
    assert [number.value for number in plain] == [number.value for number in grouped] == [value]


def test_over_that_belongs_to_a_verb_is_no_bound() -> None:
    for text in ("hand over 6,000 bodies", "Ardenia handed over 40 boats", "took over 12 dams"):
        (number,) = read_numbers(text)
        assert number.bound is Bound.EXACT, text
    (number,) = read_numbers("saved over 6,000 people")
    assert number.bound is Bound.AT_LEAST
