"""Two numbers agree where a careful editor would let one stand for the other."""

from __future__ import annotations

import pytest

from citecheck.matcher.numbers.compare import Agreement, compare_numbers
from citecheck.matcher.numbers.read import read_numbers


@pytest.mark.parametrize(
    ("claimed", "source", "agreement"),
    [
        ("6,000 bodies", "six thousand bodies", Agreement.SAME),
        ("12,000 bodies", "6,000 bodies", Agreement.CONFLICT),
        ("more than 1,000 ships", "1,200 ships", Agreement.FOLLOWS),
        ("more than 1,000 ships", "900 ships", Agreement.CONFLICT),
        ("1,000 people", "at least 1,000 people", Agreement.LOOSER),
        ("about 1,000 people", "1,050 people", Agreement.FOLLOWS),
        ("hundreds of homes", "450 homes", Agreement.FOLLOWS),
        ("hundreds of homes", "12 homes", Agreement.CONFLICT),
        ("1.2 million people", "1,203,441 people", Agreement.FOLLOWS),
        ("6,000 people", "5,700 people", Agreement.CONFLICT),
        ("14 killed", "40 killed", Agreement.CONFLICT),
        ("5% of voters", "5 voters", Agreement.APART),
        ("$5bn", "£5bn", Agreement.APART),
        ("three years", "36 months", Agreement.SAME),
        ("aged 17", "17-year-old", Agreement.SAME),
        ("in 2022", "2,022 people", Agreement.APART),
        ("won 3-1", "won 3-2", Agreement.CONFLICT),
        ("two-thirds", "67%", Agreement.FOLLOWS),
        ("two-thirds", "40%", Agreement.CONFLICT),
    ],
)
def test_agreement(claimed, source, agreement):
    (left,), (right,) = read_numbers(claimed), read_numbers(source)
    assert compare_numbers(left, right) is agreement
