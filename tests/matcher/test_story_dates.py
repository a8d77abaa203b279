"""Words of time are read by the story's own date."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citecheck.matcher.support.judge import judge_claim
from citecheck.matcher.support.storydates import read_meaning, read_published
from citecheck.models import Support

FLOOD = "The river Orle burst its banks on Monday, and 400 people left the town of Sarn yesterday."
WAR = "The two states have been at war over the strait since 2022, and trade has stopped."
BAN = "Salmon fishing has been banned in the Orle for three years."


@pytest.mark.parametrize(
    ("claim", "text", "published"),
    [
        ("The river Orle burst its banks on 2 June.", FLOOD, "2025-06-04"),
        ("The river Orle burst its banks on June 2.", FLOOD, "2025-06-04T10:00:00Z"),
        ("400 people left the town of Sarn on Tuesday.", FLOOD, "2025-06-04"),
        ("The two states have been at war over the strait for three years.", WAR, "2025-06-04"),
        ("Salmon fishing has been banned in the Orle since 2022.", BAN, "2025-06-04"),
    ],
)
def test_time_by_the_storys_date(claim, text, published):
    assert judge_claim(claim, text, published=published).support is Support.SUPPORTED
    if "Tuesday" not in claim:
        assert judge_claim(claim, text, published="2019-01-01").support is not Support.SUPPORTED


def test_without_a_day_nothing_is_derived():
    for published in (None, "", "2025", "2025-06", "soon"):
        assert read_published(published) is None
    claim = "The river Orle burst its banks on 2 June."
    assert judge_claim(claim, FLOOD, published="2025-06").support is not Support.SUPPORTED


def test_another_day_is_not_borne_out():
    judgement = judge_claim("The river Orle burst its banks on 5 June.", FLOOD, published="2025-06-04")
    assert judgement.support is not Support.SUPPORTED
    assert "'5 June' is not in the source" in [check.text for check in judgement.checks if not check.passed]


@given(st.text(max_size=200), st.dates(date(1700, 1, 1), date(2500, 1, 1)))
def test_any_text_and_date_can_be_read(text, day):
    meant = read_meaning(text, (), day)
    assert all(0 <= number.start < number.end <= len(text) for number in meant.numbers)


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The mill burned on 4 May 2031.", "The mill burned on May 4, the miller said."),
        ("In 2031 the miller asked for a new wheel.", "The miller has asked for a new wheel."),
        ("From April 2032 the toll is two crowns.", "The toll is two crowns from next April."),
        ("From July 2031 the toll is two crowns.", "The toll is two crowns from next July."),
        ("The mill was sold in August 2030.", "The mill was sold last August."),
        ("The mill burned eleven years later.", "Built in 1901, the mill burned in 1912."),
        ("The mill burned three years ago.", "The mill burned in 2028."),
    ],
)
def test_a_year_follows_from_the_storys_own(claim, source):
    judged = judge_claim(claim, source, published="2031-05-09")
    assert judged.support is Support.SUPPORTED
    assert all(check.passed for check in judged.checks)


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The mill burned in 2030.", "The mill burned on May 4, the miller said."),
        ("The mill burned in 2031.", "The mill burned in 1931, the miller said."),
        ("From April 2031 the toll is two crowns.", "The toll is two crowns from next April."),
        ("The mill burned nine years later.", "Built in 1901, the mill burned in 1912."),
        ("The mill burned three years ago.", "The mill burned in 2027."),
        ("The miller burned in prison for three years.", "The miller burned in 2028."),
    ],
)
def test_another_year_does_not(claim, source):
    assert judge_claim(claim, source, published="2031-05-09").support is not Support.SUPPORTED
