"""The same figures and names the other way round say something else."""

from __future__ import annotations

import pytest

from citecheck.matcher.numbers.compare import Agreement, compare_numbers
from citecheck.matcher.numbers.read import read_numbers
from citecheck.matcher.support.judge import judge_claim
from citecheck.models import Support


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (
            "The orchard gave 20 per cent more apples than last year.",
            "The orchard gave 20 per cent fewer apples than last year, its owner said.",
        ),
        (
            "A ticket for the ferry now costs 40p less.",
            "From May a ticket for the ferry costs £3, 40p more than last summer.",
        ),
        (
            "The library spends £4,000 a week on heating.",
            "The library spends £4,000 a year on heating, the council's accounts show.",
        ),
        (
            "Thefts from the allotments went from 31 to 74.",
            "Thefts from the allotments went from 74 to 31 after the gate was mended.",
        ),
        (
            "The barge was taking gravel from Velsk to Oster.",
            "The barge was taking gravel from Oster to Velsk when it ran aground.",
        ),
        (
            "The survey says visitors value silence more than music.",
            "The survey says visitors value music more than silence.",
        ),
        (
            "All four lifts in the tower are broken.",
            "Two of the four lifts in the tower are broken, tenants say.",
        ),
        (
            "Owners without a licence risk up to five years in prison.",
            "Owners without a licence risk up to five weeks in prison. Three of them are in court.",
        ),
        (
            "The mayor wants to bring the tram back.",
            "The mayor has no intention of bringing the tram back, her office said.",
        ),
        (
            "Anna Weiss, leader of the Liberal group on the city council, says it will not back the plan.",
            "Anna Weiss, who leads the Socialist group on the city council, said it would not back the plan.",
        ),
    ],
)
def test_turned_round_it_contradicts(claim, source):
    assert judge_claim(claim, source).support is Support.CONTRADICTED


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (
            "The orchard gave 20 per cent more apples than last year.",
            "The orchard gave 20 per cent more apples than last year. The pear trees gave 20 per cent fewer.",
        ),
        (
            "The library spends £4,000 a week on heating.",
            "The library spends £4,000 a week on heating and £4,000 a year on books.",
        ),
        (
            "Thefts from the allotments went from 74 to 31.",
            "Thefts from the allotments went from 74 to 31, and from 31 to 74 in the town centre.",
        ),
        (
            "The survey says visitors value music more than silence.",
            "The survey says visitors value music more than silence, and children silence more than music.",
        ),
        (
            "All four lifts in the tower are broken.",
            "All four lifts in the tower are broken. Two of the four lifts were new, tenants say.",
        ),
    ],
)
def test_the_right_way_round_it_does_not(claim, source):
    assert judge_claim(claim, source).support is Support.SUPPORTED


@pytest.mark.parametrize(
    ("claimed", "source", "agreement"),
    [
        ("70p", "£0.70", Agreement.FOLLOWS),
        ("40 centimetres", "40cm", Agreement.SAME),
        ("40 centimetres", "0.4 metres", Agreement.SAME),
        ("ten acres", "4 hectares", Agreement.FOLLOWS),
        ("ten acres", "9 hectares", Agreement.CONFLICT),
        ("more than 95%", "far from the 95%", Agreement.CONFLICT),
        ("less than 30 km", "below 30 km", Agreement.SAME),
        ("above 30 km", "30 km", Agreement.FOLLOWS),
    ],
)
def test_small_measures_and_limits(claimed, source, agreement):
    (mine,), (theirs,) = read_numbers(claimed), read_numbers(source)
    assert compare_numbers(mine, theirs) is agreement


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (
            "Sales at the stall fell from 57 to 12.",
            "The stall counted 57 sales in 2030, up from 12 a year before.",
        ),
        ("Nine adults were in the boat.", "Eleven people were in the boat, nine of them children."),
        ("The raft was found on Lake Orle.", "The raft was found on Lake Velsk by two anglers from Orle."),
    ],
)
def test_what_was_less_and_who_they_were(claim, source):
    assert judge_claim(claim, source).support is Support.CONTRADICTED


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (
            "Sales at the stall rose from 12 to 57.",
            "The stall counted 57 sales in 2030, up from 12 a year before.",
        ),
        ("Nine children were in the boat.", "Eleven people were in the boat, nine of them children."),
        ("The raft was found on Lake Velsk.", "The raft was found on Lake Velsk, not on Lake Orle."),
    ],
)
def test_what_was_less_and_who_they_were_is_backed(claim, source):
    assert judge_claim(claim, source).support is Support.SUPPORTED
