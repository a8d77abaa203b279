"""Where something was read is no part of what is claimed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citecheck.matcher.support.credits import outlet_names, without_credit

NAMES = outlet_names(["BBC", "The Guardian", "Valley Post"])


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("The dam is leaking, the Guardian reported on 3 May 2031.", "The dam is leaking."),
        ("The dam is leaking, reports the Valley Post.", "The dam is leaking."),
        ("The dam is leaking, as the Valley Post wrote on Monday.", "The dam is leaking."),
        ("The dam is leaking, according to BBC News.", "The dam is leaking."),
        ("According to the Guardian, the dam is leaking.", "The dam is leaking."),
        ("The Guardian writes that the dam is leaking.", "The dam is leaking."),
        ("The dam is leaking, its keeper told the BBC.", "The dam is leaking, its keeper said."),
        ("Its keeper told the Valley Post on 2 May that it leaks.", "Its keeper said that it leaks."),
    ],
)
def test_the_mention_of_the_outlet_goes(text, bare):
    assert without_credit(text, NAMES) == bare


@pytest.mark.parametrize(
    "text",
    [
        "The BBC will cut 200 jobs, its director said.",
        "According to the Herald, the dam is leaking.",
        "The Guardian reported it.",
        "The keeper told the Guardians of the Valley to leave.",
    ],
)
def test_all_else_stays(text):
    assert without_credit(text, NAMES) == text


@given(st.text(alphabet="aT ,.told the BBC reports on 3May", max_size=80))
def test_no_text_grows_or_breaks(text):
    assert len(without_credit(text, NAMES)) <= len(text)
