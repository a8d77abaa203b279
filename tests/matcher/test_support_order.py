"""Events in the other order, the figure of another deed, a third time for the first, a plan for a vote."""

from __future__ import annotations

import pytest

from citecheck.matcher.support.judge import judge_claim
from citecheck.models import Support

STORY = (
    "The mill at Marlet closed before the dam burst. The yard has trained 300 welders but "
    "says it needs 900. It was the third burglary at the chapel this winter.\n\n"
    "The cabinet proposed last week to raise the toll on lorries."
)


@pytest.mark.parametrize(
    "claim",
    [
        "The dam burst before the mill at Marlet closed.",
        "The yard has trained 900 welders.",
        "The chapel suffered a burglary for the first time this winter.",
    ],
)
def test_another_order_figure_or_time_is_a_conflict(claim):
    assert judge_claim(claim, STORY).support is Support.CONTRADICTED


@pytest.mark.parametrize(
    "claim",
    [
        "The dam burst after the mill at Marlet closed.",
        "The yard has trained 300 welders.",
        "The chapel suffered a third burglary this winter.",
    ],
)
def test_the_same_is_none(claim):
    assert judge_claim(claim, STORY).support is not Support.CONTRADICTED


def test_what_is_proposed_is_not_decided():
    claim = "The assembly voted last week to raise the toll on lorries."
    assert judge_claim(claim, STORY).support is Support.UNCLEAR
