"""Bibliographies with hanging lines, and notes as a word processor leaves them in plain text."""

import pytest

from citecheck.models import ReferenceForm, ReferenceKind
from citecheck.outlets import known_outlets
from citecheck.parser import parse

HANGING = """\
Works Cited

Quill, Nora. "Cable Cars Return to the Valley After Forty Years." The
    Guardian, 9 Sept. 2023, www.theguardian.com/world/2023/sep/09/cable-cars-return.
"Ropeway Opens to Cheers in the Rain." Al Jazeera, Al Jazeera Network,
    12 Sept. 2023.
Moss, Adam. Ropes and Rails. Oxford UP, 2011.
"""


def read(text, name="draft.txt"):
    return parse(text.encode(), name=name, outlets=known_outlets(), claims=False).references


def test_an_indented_line_is_the_rest_of_the_entry_above_it():
    first, second, book = read(HANGING)
    assert (first.headline, first.outlet, first.author) == (
        "Cable Cars Return to the Valley After Forty Years",
        "The Guardian",
        "Quill, Nora",
    )
    assert first.date == "2023-09-09"
    assert (second.headline, second.outlet, second.date) == (
        "Ropeway Opens to Cheers in the Rain",
        "Al Jazeera",
        "2023-09-12",
    )
    assert book.kind is ReferenceKind.OTHER


def test_a_hanging_entry_keeps_its_place():
    first, second, book = read(HANGING)
    assert (first.span.line, second.span.line, book.span.line) == (3, 5, 7)
    assert HANGING[second.span.start : second.span.end].endswith("12 Sept. 2023.")


@pytest.mark.parametrize("first", ["Works Cited\n", "Sources:\n"])
def test_a_heading_right_above_hanging_entries_is_still_one(first):
    references = read(first + HANGING.split("\n\n", 1)[1])
    assert [r.headline for r in references][:2] == [
        "Cable Cars Return to the Valley After Forty Years",
        "Ropeway Opens to Cheers in the Rain",
    ]


@pytest.mark.parametrize("numbers", [("i", "ii", "iii"), ("1", "2", "3")])
def test_notes_below_a_line_of_underscores(numbers):
    one, two, three = numbers
    text = (
        f"The lamp works closed, and nobody bought the hall for years.{one}\n\n"
        f"________________\n{one} “Last lamp leaves the line at Corrin,” The Times, 14 November 1998, p. 3.\n"
        f"{two} Carol Finch, “Brewer moves into lamp works,” Reuters, 2 July 2019.\n{three} As above.\n"
    )
    notes = read(text)
    assert [(n.marker, n.headline, n.outlet, n.author) for n in notes] == [
        (one, "Last lamp leaves the line at Corrin", "The Times", None),
        (two, "Brewer moves into lamp works", "Reuters", "Carol Finch"),
    ]
    assert {n.form for n in notes} == {ReferenceForm.FOOTNOTE}


def test_paragraphs_with_an_indented_first_line_are_no_entries():
    text = (
        "The valley woke late that day, and nobody in the whole of the town\n"
        "had heard the bell or seen the smoke above the old lamp works yet.\n"
        "    Only the baker stood in the square with his hands in his pockets\n"
        "and waited for the cart that came from the mill on every Thursday.\n"
    )
    assert read(text) == ()
