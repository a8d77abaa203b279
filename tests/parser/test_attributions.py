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


PORTS = "Ports may close by Friday"


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        (f"The Times of Israel's story “{PORTS}” says the same.", "The Times of Israel"),
        (f"In Reuters' exclusive report “{PORTS}”, the union was named.", "Reuters"),
        (f"According to The Guardian's “{PORTS}”, nobody acted.", "The Guardian"),
        (f"In *{PORTS}* (Financial Times), the union said otherwise.", "Financial Times"),
    ],
)
def test_a_piece_called_an_outlets_own(text, outlet):
    assert read(f"# Strike\n\nThe strike went on. {text}\n") == [(outlet, PORTS, None)]


@pytest.mark.parametrize(
    "text",
    [
        "The minister told NBC's “Meet the Press” that it was over.",
        "She told CNN's “State of the Union” that it was over.",
        "He called Reuters' report “a complete fabrication from start to end”.",
        "The BBC's reporter said: “Nobody came to the port today”.",
        "*Ports may close* (as the union says) by Friday.",
    ],
)
def test_a_programme_or_a_quotation_is_no_headline(text):
    assert read(f"# Strike\n\nThe strike went on. {text}\n") == []


def test_a_bracketed_day_behind_the_name_is_the_days():
    text = "The New York Times (June 3, 2025) reported that all had left.\n"
    assert read(text) == [("The New York Times", None, "2025-06-03")]


def test_what_the_list_names_already_is_not_named_again():
    text = (
        f"# Strike\n\nAccording to The Guardian's “{PORTS}”, nobody acted. The Guardian's report “Who pays"
        f" for the dockers?” had more.\n\n## Sources\n\n- “{PORTS}, union says” – The Guardian\n"
    )
    references = parse(text.encode(), name="a.md", outlets=known_outlets(), claims=False).references
    assert [r.headline for r in references] == ["Who pays for the dockers?", f"{PORTS}, union says"]


def test_running_text_gives_so_many_headlines_and_no_more():
    text = "\n\n".join(f"In Reuters' report “Xq{i} said of y{i} and z{i}”, it was told." for i in range(520))
    assert len(read(text)) == 500
