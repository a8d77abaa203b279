"""Small changes that turn the sense of a headline: signs, lone words, plans and deeds, times."""

import pytest

from citecheck.matcher.headlines.compare import change_of, compare
from citecheck.matcher.headlines.decide import judge_reference
from citecheck.matcher.headlines.normalize import signs_conflict
from citecheck.models import (
    Answer,
    Change,
    Headline,
    Listed,
    Question,
    Reference,
    Span,
    Story,
    Verdict,
    Window,
)
from citecheck.outlets import known_outlets


def kinds(cited: str, actual: str) -> set[str]:
    return {edit.kind.value for edit in compare(cited, actual)}


def verdict(cited: str, actual: str) -> tuple[Verdict, Change | None]:
    story = Story("Harbour Post", "https://harbourpost.example/1", (Headline(actual),), "2026-03-02")
    answer = Answer(
        Question("Harbour Post", cited), (Listed("list", (story,), Window(None, None), titled=True),)
    )
    reference = Reference("r1", Span(1, 1, 1, 1, 0, 0), cited, headline=cited, outlet="Harbour Post")
    result = judge_reference(reference, answer, known_outlets())
    return result.verdict, result.change


@pytest.mark.parametrize(
    ("cited", "actual", "same"),
    [
        ("Pier sold for $4m to ferry firm", "Pier sold for £4m to ferry firm", False),
        ("Night of -9C freezes harbour pier", "Night of 9C freezes harbour pier", False),
        ("Night of −9C freezes harbour pier", "Night of -9C freezes harbour pier", True),
        ("Pier sold for 4m to ferry firm", "Pier sold for £4m to ferry firm", True),
        ("Ferries cut: 2019-20 pier plan", "Ferries cut: 2019–20 pier plan", True),
    ],
)
def test_a_sign_before_a_number_is_more_than_typography(cited: str, actual: str, same: bool) -> None:
    assert signs_conflict(cited, actual) is not same
    expected = (Verdict.VERIFIED, None) if same else (Verdict.ALTERED, Change.MEANING)
    assert verdict(cited, actual) == expected


@pytest.mark.parametrize(
    ("cited", "actual", "kind"),
    [
        ("Pilot burned the fuel", "Pilot denies burning the fuel", "opposite"),
        ("Harbour master resigns", "Harbour master refuses to resign", "opposite"),
        ("Captain guilty of smuggling", "Captain acquitted of smuggling", "opposite"),
        ("Mine closes the old harbour", "Mine scare closes the old harbour", "opposite"),
        ("Admiral boards royal yacht", "Fake admiral boards royal yacht", "opposite"),
        ("Port closes its last dock", "Port plans to close its last dock", "hedge"),
        ("Port has closed its last dock", "Port plans to close its last dock", "hedge"),
        ("Old lighthouse painted red", "Old lighthouse to be painted red", "hedge"),
        ("King visited the lighthouse", "King will visit the lighthouse", "hedge"),
        ("Rowers reach the final in Merle", "Rowers reach the semi-final in Merle", "sense"),
        ("Ferries run from 2031", "Ferries run by 2031", "date"),
        ("Half of crews back strike", "Over half of crews back strike", "quantifier"),
        ("Tide at 40F in harbour", "Tide at 40C in harbour", "number"),
    ],
)
def test_a_word_that_turns_the_sense_is_seen(cited: str, actual: str, kind: str) -> None:
    assert kind in kinds(cited, actual)
    assert change_of(compare(cited, actual)) is Change.MEANING


@pytest.mark.parametrize(
    ("cited", "actual"),
    [
        ("Captain steers old ferry", "Captain steers old ferry past island"),
        ("Report by harbour board", "Report from harbour board"),
        ("Port to close last dock", "Port closes last dock"),
        ("Ferry passes lighthouse", "Ferries pass lighthouse"),
        ("Tide at 40°C in harbour", "Tide at 40C in harbour"),
    ],
)
def test_other_words_may_come_and_go(cited: str, actual: str) -> None:
    assert change_of(compare(cited, actual)) is Change.WORDING


def test_who_says_it_of_whom_matters_with_one_speaker_or_many() -> None:
    cited, actual = "Pilots say captain was asleep", "Captain says pilots were asleep"
    assert "role" in kinds(cited, actual)
