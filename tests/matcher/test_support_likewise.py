"""What says the same in other words: ages, refusals, parts; and names of which one is a common word."""

from __future__ import annotations

import pytest

from citecheck.matcher.numbers.read import read_numbers
from citecheck.matcher.support.judge import judge_claim
from citecheck.models import Support

CLUB = (
    "Substitute Ivo Marr, 17 years old, and 16-year-old Lew Tandy scored for Brackwater. A warden who had "
    "falsified the log of the tower was dismissed on Monday. Councillor Ada Finch would not tell the meeting "
    "whom she had voted for.\n\n"
    "Drivers ignored an order to return to the depot. Brackwater and Ostley will play each other for the "
    "first time in six years. Nine in 10 members rejected the contract.\n\n"
    "Police said Drew Lamb struck Noah Field with a paddle after a quarrel about a boat."
)


@pytest.mark.parametrize(
    "claim",
    [
        "A warden was dismissed for faking the log of the tower.",
        "Ada Finch refused to tell the meeting whom she had voted for.",
        "Drivers defied an order to return to the depot.",
        "Ninety percent of the members rejected the contract.",
    ],
)
def test_other_words_for_the_same_are_seen(claim):
    assert judge_claim(claim, CLUB).support is Support.SUPPORTED


@pytest.mark.parametrize(
    "claim",
    [
        "Teenager Lew Tandy scored for Brackwater.",
        "After six years without playing each other, Brackwater and Ostley will play again.",
    ],
)
def test_they_are_no_conflict(claim):
    assert judge_claim(claim, CLUB).support is not Support.CONTRADICTED


def test_two_full_names_make_no_headline_of_a_claim():
    turned = judge_claim("Noah Field struck Drew Lamb with a paddle.", CLUB)
    assert turned.support is Support.CONTRADICTED


@pytest.mark.parametrize(
    ("text", "value"), [("nine in 10 members", 90.0), ("three in four members", 75.0), ("one in five", 20.0)]
)
def test_several_in_a_whole_are_a_share(text, value):
    found = read_numbers(text)[0]
    assert (found.value, found.unit) == (value, "%")


@pytest.mark.parametrize("text", ["five in 10 minutes", "seven in 2031", "six in 4 rooms"])
def test_other_figures_around_in_are_none(text):
    assert all(found.unit != "%" for found in read_numbers(text))
