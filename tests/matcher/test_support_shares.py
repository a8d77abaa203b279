"""Parts of a whole, figures that belong to another, what came to nothing, what nobody called a thing."""

from __future__ import annotations

import pytest

from citecheck.matcher.support.claimverb import main_verb
from citecheck.matcher.support.judge import judge_claim
from citecheck.models import Support

VILLAGE = (
    "About one in four villagers of Aldmoor have a well in the garden. By Tuesday 8% of the pipeline had "
    "been repaired. The council said two of the three reservoirs had been cleaned. It has filled 7 of 12 "
    "posts.\n\n"
    "Ravel lost 30 of his 200 hives in the frost. Under the treaty Norland will hand over 40 boats and "
    "Sudland 15."
)
TOWN = (
    "Nurses in Port Eddo had planned a march on Friday but called it off when the mayor agreed to meet "
    "them. An inspector said that arson had been ruled out as the cause of the fire at the mill. The "
    "ministry, which banned imports of timber in 2031, said it was too early to talk about lifting the "
    "ban.\n\n"
    "Neighbours say that Milan Dresk threw a bottle at the bus; Dresk denied it. The new library was paid "
    "for by the Ostrander Trust. The books were given by Halloway, a printer. A clerk was cleared of "
    "fraud. She was convicted of a smaller offence.\n\n"
    "The town's alarm system rang at 6 a.m. on Monday."
)


@pytest.mark.parametrize(
    "claim",
    [
        "Most villagers of Aldmoor have a well in the garden.",
        "By Tuesday most of the pipeline had been repaired.",
        "None of the three reservoirs had been cleaned, the council said.",
        "The council has filled all posts.",
    ],
)
def test_another_part_than_the_storys_figure_is_a_conflict(claim):
    assert judge_claim(claim, VILLAGE).support is Support.CONTRADICTED


@pytest.mark.parametrize(
    "claim",
    [
        "Most of the three reservoirs have been cleaned, the council said.",
        "Fewer than half of the villagers of Aldmoor have a well in the garden.",
        "Above all the council has filled 7 of 12 posts.",
    ],
)
def test_a_part_that_the_figure_bears_out_is_none(claim):
    assert judge_claim(claim, VILLAGE).support is not Support.CONTRADICTED


def test_the_whole_is_not_the_part_that_was_lost():
    assert judge_claim("Ravel lost 200 of his hives in the frost.", VILLAGE).support is Support.CONTRADICTED
    assert judge_claim("Ravel lost 30 of his 200 hives.", VILLAGE).support is Support.SUPPORTED


def test_figures_of_two_names_are_not_exchanged():
    turned = judge_claim("Norland will hand over 15 boats and Sudland 40.", VILLAGE)
    assert turned.support is Support.CONTRADICTED
    assert any("'40' goes with 'Norland'" in check.text for check in turned.checks)
    for claim in ("Norland will hand over 40 boats and Sudland 15.", "Sudland gives 15 boats, Norland 40."):
        assert judge_claim(claim, VILLAGE).support is not Support.CONTRADICTED


@pytest.mark.parametrize(
    "claim",
    ["Nurses in Port Eddo are going to march on Friday.", "The fire at the mill was caused by arson."],
)
def test_what_was_called_off_or_ruled_out_is_no_fact(claim):
    assert judge_claim(claim, TOWN).support is Support.CONTRADICTED


@pytest.mark.parametrize(
    "claim",
    [
        "Nurses in Port Eddo called off a march planned for Friday.",
        "The fire at the mill was not caused by arson.",
    ],
)
def test_a_claim_that_says_so_itself_is_not_denied(claim):
    assert judge_claim(claim, TOWN).support is not Support.CONTRADICTED


@pytest.mark.parametrize(
    "claim",
    [
        "The ministry lifted the ban on imports of timber.",
        "Milan Dresk threw a bottle at the bus.",
        "The library was paid for by Halloway.",
        "The clerk was convicted of fraud.",
        "The town's alarm system is hopelessly antiquated.",
    ],
)
def test_what_the_story_leaves_open_is_unclear(claim):
    assert judge_claim(claim, TOWN).support is Support.UNCLEAR


@pytest.mark.parametrize(
    "claim",
    [
        "Neighbours say that Milan Dresk threw a bottle at the bus.",
        "The library was paid for by the Ostrander Trust.",
        "The clerk was cleared of fraud.",
        "The town's alarm system rang on Monday.",
    ],
)
def test_what_the_story_says_is_supported(claim):
    assert judge_claim(claim, TOWN).support is Support.SUPPORTED


def test_going_to_is_no_more_than_a_will():
    claim = "The town is going to hire two officers."
    assert main_verb(claim) == claim.index("hire")
