"""A claim is cut where each part can be judged by itself, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citecheck.matcher.support.claimparts import split_claim


@pytest.mark.parametrize(
    ("claim", "parts"),
    [
        (
            "Engineers drained the dam on Friday, and 3,200 people left their homes.",
            ("Engineers drained the dam on Friday", "3,200 people left their homes."),
        ),
        (
            "During the second round of talks in Istanbul, both sides agreed to swap prisoners.",
            ("During the second round of talks in Istanbul", "both sides agreed to swap prisoners."),
        ),
        ("He said, and she agreed.", ("He said, and she agreed.",)),
        ("The red, white and blue flag was raised over the harbour.", None),
    ],
)
def test_parts(claim, parts):
    assert split_claim(claim) == (parts or (claim,))


@given(st.text(max_size=300))
def test_no_word_is_lost(text):
    parts = " ".join(split_claim(text))
    letters = [char for char in parts if char.isdigit()]
    assert letters == [char for char in text if char.isdigit()]
