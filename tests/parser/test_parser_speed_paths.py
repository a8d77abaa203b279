"""What is looked at only where a sign of it stands is found all the same, wherever it stands."""

import pytest

from citecheck.outlets import known_outlets
from citecheck.parser import parse
from citecheck.parser.claims.tally import tally
from citecheck.parser.claims.worth import score
from citecheck.parser.references.dates import find_dates, opens_with_date
from citecheck.parser.references.urls import find_urls


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


@pytest.mark.parametrize(
    "cue",
    ["as reported by", "reported in", "reporting by", "a report in", "an article from", "nach Angaben von"],
)
def test_cues_that_begin_alike_are_each_found(cue):
    text = f"The town lies at the sea. It has 3 harbours, {cue} Reuters on 3 June 2025 and told nobody.\n"
    assert [reference.outlet for reference in read(text).references] == ["Reuters"]


def test_a_cue_inside_a_longer_word_is_none():
    assert not read("The town, misreported in Reuters on 3 June 2025, is gone.\n").references


@pytest.mark.parametrize("address", ["bbc.co.uk/news/ferry-sinks", "WWW.bbc.co.uk/x", "https://bbc.co.uk/x"])
def test_addresses_are_found_however_they_are_written(address):
    assert [found.url for found in find_urls(f"The ferry and/or the boat: {address}, seen today.")] == [
        address
    ]


@pytest.mark.parametrize(
    ("before", "quoted", "behind", "speaker"),
    [
        ("", "We will stay,", " Dr. Ruiz said.", "Dr. Ruiz"),
        ("In a statement on Monday, mayor Ana Ruiz called it ", "a very great day for us", ".", "Ana Ruiz"),
        ("", "No,", " Ana Ruiz said.", "Ana Ruiz"),
    ],
)
def test_speakers_are_read_with_and_without_full_stops_in_their_names(before, quoted, behind, speaker):
    text = f"The port has 3 boats. {before}“{quoted}”{behind}\n"
    claims = read(text, claims=True).claims
    assert [q.speaker for claim in claims for q in claim.quotations] == [speaker]


@pytest.mark.parametrize("words", ["red", "Red Boats Sail", "so"])
def test_words_in_marks_that_nobody_says_are_no_quotation(words):
    claims = read(f"Officials said on Monday that 14 boats were “{words}” in 2024.\n", claims=True).claims
    assert [claim.quotations for claim in claims] == [()]


def test_a_fragment_with_a_number_in_any_script_is_joined():
    for fragment in ("About 40 boats.", "About ٤٠ boats."):
        claims = read(f"Officials said on Monday that the port had closed. {fragment}\n", claims=True).claims
        assert [claim.text.endswith(fragment) for claim in claims] == [True]


def test_raised_digits_at_the_end_of_a_sentence_are_no_part_of_a_claim():
    text = "Officials said on Monday that 14 “boats” sank.³ The port has 5 km² of water.\n"
    first, second = read(text, claims=True).claims
    assert first.text.endswith("sank.")
    assert "km²" in second.text


def test_a_claim_is_placed_by_line_and_column_across_lines():
    text = (
        "Ferry sinks\n\nOfficials in Kent said on Monday that 14 boats and a ferry\n"
        "sank off Kent. Nobody knows why.\n"
    )
    claim = read(text, claims=True).claims[0]
    assert (claim.span.line, claim.span.column, claim.span.end_line, claim.span.end_column) == (3, 1, 4, 15)
    assert claim.text == "Officials in Kent said on Monday that 14 boats and a ferry sank off Kent."


def test_outlets_are_named_where_their_names_stand_alone():
    text = (
        "Reuters said on Monday that 14 boats sank. Reutersville said on Monday that 15 boats sank.\n\n"
        "The port closed on 4 June 2025, Reuters said.\n\n"
        "Sources\n\n- “A ferry sinks off Kent” – Reuters, 3 June 2025\n"
        "- “A port closes” – BBC News, 4 June 2025\n"
    )
    links = [str(claim.link) for claim in read(text, claims=True).claims]
    assert links == ["outlet", "list", "outlet"]
