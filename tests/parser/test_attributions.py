"""Sources named in running text only: kept where a day or a headline says which piece is meant."""

import pytest

from citecheck.models import ReferenceForm
from citecheck.outlets import known_outlets
from citecheck.parser import parse

MATTER = "---\ndate: 2025-06-07\n---\n"


def read(text):
    references = parse(text.encode(), name="a.md", outlets=known_outlets(), claims=False).references
    assert all(r.form is ReferenceForm.ATTRIBUTION for r in references)
    return [(r.outlet, r.headline, r.date) for r in references]


@pytest.mark.parametrize(
    ("before", "date"), [(MATTER, "2025-06-03"), ("", None)], ids=["year known", "year not known"]
)
def test_a_day_without_a_year_takes_the_articles(before, date):
    text = f"{before}The river rose. As Reuters reported on 3 June, the bridge was shut.\n"
    assert read(text) == [("Reuters", None, date)]


def test_a_whole_date_is_the_sentences_own():
    text = f"{MATTER}According to The Guardian's 2 May 2024 report, the bridge was shut.\n"
    assert read(text) == [("The Guardian", None, "2024-05-02")]


@pytest.mark.parametrize("marks", ["“{}”", '"{}"', "‘{}’", "'{}'", "«{}»"])
def test_a_headline_in_any_marks(marks):
    text = (
        f"In a piece titled {marks.format('Storm shuts northern ports')}, the BBC wrote that ships waited.\n"
    )
    assert read(text) == [("BBC", "Storm shuts northern ports", None)]


@pytest.mark.parametrize(
    "text",
    ["She told Reuters that three boats sank.", "The BBC wrote of 40 boats.", "In 2024 Reuters reported it."],
)
def test_a_bare_name_says_nothing_that_could_be_looked_up(text):
    assert read(text) == []
