"""Layouts of digests, dumps and reading logs beside those of bibliographies."""

import pytest

from citecheck.outlets import known_outlets
from citecheck.parser import parse
from citecheck.parser.references.dates import find_dates


def read(text, name="a.md"):
    return parse(text.encode(), name=name, outlets=known_outlets(), claims=False).references


@pytest.mark.parametrize(
    "text",
    [
        "The Standard, 3 June 2025",
        "De Standaard, 3 juni 2025",
        "Delegation visited the docks – BBC News, 3 June 2025",
        "A last stand – NPR, 3 June 2025",
        "(Interviewed 3 June 2025)",
    ],
)
def test_words_of_a_name_or_a_headline_do_not_say_that_a_page_was_looked_at(text):
    assert [(date.iso, date.accessed) for date in find_dates(text)] == [("2025-06-03", False)]


@pytest.mark.parametrize("lead", ["Stand: ", "Accessed at 10:32 on ", "Retrieved from BBC News on "])
def test_words_that_do(lead):
    assert find_dates(lead + "3 June 2025")[0].accessed
