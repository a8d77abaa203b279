"""How two headlines differ, word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citecheck.matcher.headlines.compare import change_of, compare
from citecheck.models import Change, EditKind


def kinds(cited: str, actual: str) -> set[str]:
    return {edit.kind.value for edit in compare(cited, actual)}


@pytest.mark.parametrize(
    ("cited", "actual"),
    [
        ("Harbour town receives 6,000 crates", "Harbour town receives 6000 crates"),
        ("Harbour town receives 6,000 crates", "Harbor town receives six thousand crates"),
        ("Ferry firm loses $3.2m on new route", "Ferry firm loses $3.2 million on new route"),
        ("Turnout falls to 40% in island vote", "Turnout falls to 40 per cent in island vote"),
        ("‘Never again’: ferryman’s vow", "'Never again': ferryman's vow"),
        ("U.S. envoy lands — at last", "US ENVOY LANDS - AT LAST"),
        ("Twenty-five rescued from ice", "25 rescued from ice"),
        ("First ship leaves port", "1st ship leaves port"),
    ],
)
def test_typing_and_number_writing_are_no_difference(cited: str, actual: str) -> None:
    assert compare(cited, actual) == ()


@pytest.mark.parametrize(
    ("cited", "actual", "kind"),
    [
        ("Zelensky opens the new bridge", "Zelenskyy opens the new bridge", "spelling"),
        ("Night trains to Kiev resume", "Night trains to Kyiv resume", "abbreviation"),
        ("US ferries stay in port", "American ferries stay in port", "abbreviation"),
        ("United States ferries stay in port", "US ferries stay in port", "abbreviation"),
        ("NHS waits grow again", "National Health Service waits grow again", "abbreviation"),
        ("Ferries stop as storm nears", "Ferries stopped as storm nears", "inflection"),
        ("Mayor begins the repairs", "Mayor starts the repairs", "synonym"),
        ("Storm closes port", "The storm closes port", "function-word"),
        ("Storm closes old port", "Storm closes port", "addition"),
        ("Storm closes port", "Storm closes old port", "omission"),
    ],
)
def test_wording_is_told_by_kind(cited: str, actual: str, kind: str) -> None:
    assert kinds(cited, actual) == {kind}
    assert change_of(compare(cited, actual)) is Change.WORDING


@pytest.mark.parametrize(
    ("cited", "actual", "kind"),
    [
        ("Avalanche kills 14 above village", "Avalanche kills 40 above village", "number"),
        ("Hundreds flee the valley flood", "Thousands flee the valley flood", "number"),
        ("Tunnel is two miles long", "Tunnel is two kilometres long", "number"),
        ("Toll rises by £5m a year", "Toll rises by $5m a year", "number"),
        ("Ferry sinks on Monday night", "Ferry sinks on Friday night", "date"),
        ("Harbour closes in March", "Harbour closes in October", "date"),
        ("Anna Keller wins ferry vote", "Marta Lindqvist wins ferry vote", "name"),
        ("Mayor resigns over ferry deal", "Governor resigns over ferry deal", "name"),
        ("Pilot saves his ship", "Pilot saves her ship", "name"),
        ("Former captain found safe", "Captain found safe", "name"),
        ("Flood reaches Berlin streets", "Flood reaches Paris streets", "place"),
        ("Council will not sell ferry", "Council will sell ferry", "negation"),
        ("Ferry can't leave port", "Ferry can leave port", "negation"),
        ("Council may sell ferry", "Council will sell ferry", "hedge"),
        ("Alleged thief leaves town", "Thief leaves town", "hedge"),
        ("All islands back the plan", "Some islands back the plan", "quantifier"),
        ("At least 40 hurt in pier fall", "40 hurt in pier fall", "quantifier"),
        ("Ferry fares rise again", "Ferry fares fall again", "opposite"),
        ("Boat leaves after storm", "Boat leaves before storm", "opposite"),
        ("Island votes for ferry tax", "Island votes against ferry tax", "opposite"),
        ("Pilot's brother found on raft", "Pilot's sister found on raft", "opposite"),
        ("Harbour firm sues Island firm", "Island firm sues Harbour firm", "role"),
        ("Deckhand injured in engine blast", "Deckhand killed in engine blast", "sense"),
    ],
)
def test_meaning_is_told_by_kind(cited: str, actual: str, kind: str) -> None:
    assert kind in kinds(cited, actual)
    assert change_of(compare(cited, actual)) is Change.MEANING


@pytest.mark.parametrize(
    ("cited", "actual"),
    [
        ("Norway and Iceland agree on cod", "Iceland and Norway agree on cod"),
        ("Ferry firm sued by islanders", "Islanders sue ferry firm"),
    ],
)
def test_the_same_said_in_another_order_is_wording(cited: str, actual: str) -> None:
    assert change_of(compare(cited, actual)) is Change.WORDING


def test_edits_say_where_they_stand_in_both_strings() -> None:
    cited, actual = "Avalanche kills 14 above Zermatt", "BREAKING Avalanche kills forty above Zermatt"
    edits = compare(cited, actual)
    assert [e.kind for e in edits] == [EditKind.OMISSION, EditKind.NUMBER]
    for edit in edits:
        assert cited[slice(*edit.cited_at)] == edit.cited
        assert actual[slice(*edit.actual_at)] == edit.actual


WORDS = st.lists(
    st.sampled_from(
        [
            "Mayor",
            "of",
            "Kyiv",
            "will",
            "not",
            "sell",
            "14",
            "old",
            "ferries",
            "to",
            "US",
            "firm",
            "–",
            "live",
            "|",
            "at",
            "least",
            "six",
            "thousand",
        ]
    )
    | st.text(max_size=8),
    max_size=14,
).map(" ".join)


@given(WORDS)
def test_a_headline_does_not_differ_from_itself(text: str) -> None:
    assert compare(text, text) == ()


@given(WORDS, WORDS)
def test_every_edit_is_cut_from_both_strings_in_order(cited: str, actual: str) -> None:
    edits = compare(cited, actual)
    assert [e.cited_at[0] for e in edits] == sorted(e.cited_at[0] for e in edits)
    for edit in edits:
        assert cited[slice(*edit.cited_at)] == edit.cited
        assert actual[slice(*edit.actual_at)] == edit.actual
        assert edit.cited or edit.actual


def test_a_pasted_page_is_compared_in_bounded_time() -> None:
    page = "word " * 200_000
    assert isinstance(compare(page, "word " * 3 + "other"), tuple)


@pytest.mark.parametrize(
    ("cited", "actual", "kind"),
    [
        ("Council closes library after strike", "Council closes library amid strike", EditKind.OPPOSITE),
        ("Ferry owner robbed three banks", "Ferry owner accused of robbing three banks", EditKind.HEDGE),
        ("Port gets bridge for cyclists", "Port gets proposed bridge for cyclists", EditKind.HEDGE),
        ("Mrs Keller wins the ferry race", "Mr Keller wins the ferry race", EditKind.NAME),
        ("Republican mayor opens the port", "Democratic mayor opens the port", EditKind.OPPOSITE),
    ],
)
def test_order_in_time_standing_before_the_law_sex_and_party_are_meaning(
    cited: str, actual: str, kind: EditKind
) -> None:
    assert kind in {edit.kind for edit in compare(cited, actual)}
