"""Suffixes, credits and kickers around a headline."""

import pytest

from citecheck.matcher.headlines.normalize import forms
from citecheck.outlets import Outlet, OutletTable

OUTLETS = OutletTable(
    [
        Outlet("Harbour Times", ("HT",), ("harbour.example",)),
        Outlet("The Lantern", ("Lantern",), ("lantern.example",)),
    ]
)


def grade(cited: str, actual: str, outlet: str = "Harbour Times") -> int:
    return forms(cited, outlet, OUTLETS).equal(forms(actual, outlet, OUTLETS))


@pytest.mark.parametrize(
    "cited",
    [
        "Storm closes the port",
        "STORM CLOSES THE PORT.",
        "Storm\u00a0closes the port",
        "Storm clo\u00adses the port",
        "Storm closes the port | Harbour Times",
        "Storm closes the port - HT",
        "Storm closes the port — harbour times",
        "Storm closes the port – The Lantern",
        "Harbour Times | Storm closes the port",
    ],
)
def test_typing_and_outlet_names_change_nothing(cited: str) -> None:
    assert grade(cited, "Storm closes the port") == 3


def test_an_outlet_that_is_in_no_table_is_known_by_the_citation() -> None:
    assert grade("Storm closes the port - Pier Gazette", "Storm closes the port", "Pier Gazette") == 3
    assert grade("Storm closes the port - Pier Gazette", "Storm closes the port") == 0


def test_a_credit_counts_less_and_a_kicker_less_still() -> None:
    assert grade("Storm closes the port", "Storm closes the port | Anna Keller") == 2
    assert grade("Exclusive: Storm closes the port", "Storm closes the port") == 1
    assert grade("Storm closes the port – live", "Storm closes the port – as it happened") == 1


@pytest.mark.parametrize(
    "other",
    ["Storm closes the port – podcast", "Storm closes the ports", "Storm closes the port again", "", "   "],
)
def test_another_piece_is_another_piece(other: str) -> None:
    assert grade(other, "Storm closes the port") == 0


def test_nothing_is_stripped_down_to_nothing() -> None:
    assert forms("Live: updates", "Harbour Times", OUTLETS).core == "live updates"
    assert forms("Harbour Times", "Harbour Times", OUTLETS).bare == "harbour times"
    assert forms("x – " * 50_000, "Harbour Times", OUTLETS).full


def test_a_credit_with_another_name_in_it_is_not_the_same_credit() -> None:
    assert grade("Storm closes the port | Anna Keller", "Storm closes the port | Anna Brandt") == 0
    assert grade("Storm closes the port | World news", "Storm closes the port | Anna Keller") == 2
