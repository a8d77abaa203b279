"""What is looked at only where a sign of it stands is found all the same, wherever it stands."""

import pytest

from citecheck.outlets import known_outlets
from citecheck.parser import parse
from citecheck.parser.claims.tally import tally
from citecheck.parser.claims.worth import score
from citecheck.parser.references.dates import find_dates, opens_with_date


def read(text, name="a.txt", claims=False):
    return parse(text.encode(), name=name, outlets=known_outlets(), claims=claims)


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("June 3, 2025 and 4 July 2024", ["2025-06-03", "2024-07-04"]),
        ("updated 3 June 2025, first seen June 2024", ["2025-06-03", "2024-06"]),
        ("3 June 2025 (accessed 5 July 2025)", ["2025-06-03", "2025-07-05"]),
        ("May be so, 3 June 2025", ["2025-06-03"]),
        ("3 червня 2025 р., 4 липня", ["2025-06-03", "--07-04"]),
    ],
)
def test_a_found_date_hides_no_other(text, dates):
    assert [date.iso for date in find_dates(text)] == dates


@pytest.mark.parametrize(
    ("text", "accessed"),
    [
        ("Reuters – accessed 3 June 2025", True),
        ("дата звернення: 3 червня 2025", True),
        ("访问日期：2025年6月3日", True),
        ("“A ferry sinks” – Reuters, 3 June 2025", False),
    ],
)
def test_days_of_access_are_told_in_every_script(text, accessed):
    assert [date.accessed for date in find_dates(text)] == [accessed]


@pytest.mark.parametrize(
    "text", ["3 June 2025, p. 4", "(June 2025)", "Summer 2021", "3 червня 2025", "« 2025-06-03"]
)
def test_a_date_at_the_start_is_seen(text):
    assert opens_with_date(text)


@pytest.mark.parametrize(
    "text", ["Reuters, 3 June 2025", "Mayor resigns 3 June 2025", "Le Monde – juin 2025", ""]
)
def test_a_date_further_on_is_not_at_the_start(text):
    assert not opens_with_date(text)


def test_words_are_counted_as_often_as_they_come():
    tokens = ["Officials", "said", "on", "3", "June", "2025", "NATO", "and", "Ana", "Ruiz", "said", "so."]
    counted = tally(tokens, "en")
    assert (counted.words, counted.numbers, counted.years) == (10, 2, 1)
    assert counted.classes.counts["say"] == 2
    assert counted.names == 2 * 4, "June, NATO, Ana, Ruiz; the first word has its capital from the start"


def test_a_capital_behind_a_stop_is_no_name():
    assert tally(["said", "Ruiz"], "en").names == 2
    assert tally(["over.", "Ruiz"], "en").names == 0
    assert tally(["over.", "Ruiz", "said."], "en").names == 0
    assert tally(["said", "US", "NGO", "K"], "en").names == 2 + 1 + 1


def test_a_score_is_the_same_in_whatever_order_the_words_come():
    one = score("the ministry said ten people died on monday in riga", "en")
    assert one == score("the ministry said ten people on monday died in riga", "en")


@pytest.mark.parametrize(
    ("sentence", "plain"),
    [
        (
            "After all the storm was a storm and the town was a town.",
            "Over there the storm was a storm and the town was a town.",
        ),
        (
            "It is important that the storm was a storm in the town.",
            "She is important and the storm was a storm in the town.",
        ),
        (
            "Today I look at the storm that was a storm in the town.",
            "Today they look at the storm that was a storm in the town.",
        ),
        (
            "Well, let me look at the storm that was in the town.",
            "Well, they all look at the storm that was in the town.",
        ),
    ],
)
def test_musings_weigh_wherever_their_signs_are_looked_for(sentence, plain):
    assert score(sentence, "en") < score(plain, "en")


@pytest.mark.parametrize(
    "line",
    [
        "“A ferry sinks off Kent” – Reuters, 3 June 2025",
        "A ferry sinks off Kent, https://www.reuters.com/world/a-ferry-sinks-off-kent-2025-06-03/",
        "A ferry sinks off Kent: www.reuters.com/world/a-ferry-sinks-off-kent-2025-06-03.",
    ],
)
def test_an_entry_among_prose_is_still_seen(line):
    text = f"The town lies at the sea and has a harbour.\n\n{line}\n\nNobody has a boat of that size.\n"
    assert len(read(text).references) == 1


def test_attributions_are_found_in_whichever_block_they_stand():
    prose = "The town lies at the sea and has 3 harbours.\n\n"
    text = (
        f"{prose}İstanbul: As reported by Reuters on 3 June 2025, the ferry sank.\n\n{prose * 3}"
        "On the boat, The Guardian reported on 4 June 2025, were 14 people.\n"
    )
    found = [(reference.outlet, reference.date) for reference in read(text).references]
    assert found == [("Reuters", "2025-06-03"), ("The Guardian", "2025-06-04")]
