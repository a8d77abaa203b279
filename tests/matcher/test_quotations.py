"""A quotation is found word for word, or the words that differ are shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citecheck.matcher.quotations.find import find_quotation
from citecheck.models import EditKind, Headline, Quotation, QuotationVerdict, Span, Story

HERE = Span(1, 1, 1, 2, 0, 1)
TEXT = (
    "The harbour of Brannock will stay closed until March, the council said on Tuesday.\n\n"
    "“We will not reopen a single pier before the 14 broken beams are replaced, and nobody should expect "
    "otherwise,” harbour master Ines Calder told reporters.\n\n"
    "Fishermen were less patient. “It’s a slow death for this town,” said Tom Reddick, who owns two boats."
)


def story(text: str | None = TEXT, outlet: str = "Coastal Herald") -> Story:
    return Story(outlet, "https://example.org/pier", (Headline("Harbour to stay closed"),), text=text)


def look_up(words: str, speaker: str | None = None, *stories: Story):
    return find_quotation(Quotation(HERE, words, speaker), [("r1", one) for one in stories or (story(),)])


@pytest.mark.parametrize(
    "words",
    [
        "We will not reopen a single pier before the 14 broken beams are replaced",
        "we will NOT reopen a single pier",
        "We will not reopen … before the 14 broken beams are replaced",
        "We will not reopen [...] and nobody should expect otherwise.",
        "[w]e will not reopen a single pier",
        "We will not reopen [any part of the harbour] before the 14 broken beams are replaced",
        "It's a slow death for this town",
        "nobody should expect[ed] otherwise",
        "[Calder's team] will not reopen a single pier",
    ],
)
def test_typing_and_marked_changes_are_forgiven(words):
    result = look_up(words)
    assert result.verdict is QuotationVerdict.FOUND
    assert result.evidence is not None
    assert TEXT[result.evidence.start : result.evidence.end] == result.evidence.text
    assert result.evidence.reference == "r1"


@pytest.mark.parametrize(
    ("words", "kind", "cited", "actual"),
    [
        (
            "We will not reopen a single pier before the 40 broken beams are replaced",
            EditKind.NUMBER,
            "40",
            "14",
        ),
        (
            "We will reopen a single pier before the 14 broken beams are replaced",
            EditKind.NEGATION,
            "",
            "not",
        ),
        ("We will not reopen a single road before the 14 broken beams are replaced", None, "road", "pier"),
    ],
)
def test_a_changed_word_is_drift_and_is_shown(words, kind, cited, actual):
    result = look_up(words)
    assert result.verdict is QuotationVerdict.DRIFTED
    (edit,) = result.edits
    assert (edit.cited, edit.actual) == (cited, actual)
    assert kind is None or edit.kind is kind
    assert words[slice(*edit.cited_at)] == cited
    assert result.evidence is not None
    assert result.evidence.text[slice(*edit.actual_at)] == actual


def test_what_was_never_said_is_absent():
    assert look_up("The minister promised new boats for everyone by June").verdict is QuotationVerdict.ABSENT


def test_words_in_another_mouth():
    assert look_up("It’s a slow death for this town", "Tom Reddick").verdict is QuotationVerdict.FOUND
    assert look_up("a slow death for this town", "Reddick").verdict is QuotationVerdict.FOUND
    result = look_up("It’s a slow death for this town", "Mayor Oskar Lund")
    assert result.verdict is QuotationVerdict.OTHER_SPEAKER
    assert "Tom Reddick" in result.reason


def test_a_pronoun_accuses_nobody():
    text = "Mayor Oskar Lund opened the meeting.\n\nIt went on for hours.\n\n“We are tired,” he said."
    assert look_up("We are tired", "Oskar Lund", story(text)).verdict is QuotationVerdict.FOUND


def test_an_unread_story_leaves_it_open():
    assert look_up("anything at all said here", None, story(None)).verdict is QuotationVerdict.UNCHECKED
    result = look_up("anything at all said here", None, story(), story(None, "Other Paper"))
    assert result.verdict is QuotationVerdict.UNCHECKED


def test_the_story_that_has_it_wins():
    other = story("Nothing of the kind.", "Other Paper")
    result = look_up("We will not reopen a single pier", None, other, story())
    assert result.verdict is QuotationVerdict.FOUND
    assert result.evidence is not None
    assert result.evidence.outlet == "Coastal Herald"


WORDS = st.lists(
    st.sampled_from(["pier", "not", "14", "40", "Lund", "said", "the", "boats", "…", "[x]", "never"]),
    min_size=1,
    max_size=9,
)


@given(WORDS, WORDS)
def test_found_means_every_plain_word_stands_there(quoted, told):
    text = " ".join(told)
    result = look_up(" ".join(quoted), None, story(text))
    if result.verdict is QuotationVerdict.FOUND:
        assert {word for word in quoted if word.isalnum()} <= set(told)


@given(st.text(max_size=80), st.text(max_size=200))
def test_any_text_is_survived(words, text):
    result = look_up(words, "Someone", story(text or None))
    if result.evidence is not None:
        assert text[result.evidence.start : result.evidence.end] == result.evidence.text


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("the cost is 30% higher", "“The cost is 30 per cent higher,” she said."),
        ("the cost is 30 percent higher", "“The cost is 30% higher,” she said."),
        ("would not reopen a single pier", "“We will not reopen a single pier,” she said."),
        ("the harbour closed too early this year", "“The harbour closes too early this year,” she said."),
    ],
)
def test_spelling_of_per_cent_and_tense_are_forgiven(words, told):
    assert look_up(words, None, story(told)).verdict is QuotationVerdict.FOUND


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("we did reopen a single old pier", "“We will reopen a single old pier,” she said."),
        ("the old pier is closed for good", "“The old piers is closed for good,” she said."),
        (
            "the final cost is 30% higher than that estimate",
            "“The final cost is 3% higher than that estimate,” she said.",
        ),
    ],
)
def test_another_verb_or_number_is_no_tense(words, told):
    assert look_up(words, None, story(told)).verdict is QuotationVerdict.DRIFTED


def test_half_a_quotation_belongs_to_whom_the_whole_is_given():
    result = look_up("We will not reopen a single pier", "Tom Reddick")
    assert result.verdict is QuotationVerdict.OTHER_SPEAKER
    assert "Ines Calder" in result.reason
    for speaker in ("Ines Calder", "the harbour master", "Calder"):
        assert look_up("We will not reopen a single pier", speaker).verdict is QuotationVerdict.FOUND


def mill(*paragraphs: str) -> Story:
    return story("\n\n".join(paragraphs))


def test_whom_reporters_were_told_is_no_town():
    told = mill(
        "Nora Lindqvist, who won the vote, wants no partner.",
        '"We shall not sit at one table with them," she told journalists in Halden on Friday.',
        '"It was said in anger," the party said at a hearing in Brevik.',
    )
    for words, speaker in (
        ("We shall not sit at one table with them", "Nora Lindqvist"),
        ("It was said in anger", "The party"),
    ):
        assert look_up(words, speaker, told).verdict is QuotationVerdict.FOUND


def test_he_said_means_the_one_subject_of_the_paragraph():
    told = mill(
        'Miller Tobias Krohn closed the sluice at dawn. "The wheel will not turn again," he told his men.',
        "His neighbour, the former judge Elsa Brandt, wants to buy the mill.",
    )
    words = "The wheel will not turn again"
    assert look_up(words, "Tobias Krohn", told).verdict is QuotationVerdict.FOUND
    other = look_up(words, "Elsa Brandt", told)
    assert other.verdict is QuotationVerdict.OTHER_SPEAKER
    assert "Tobias Krohn, not to Elsa Brandt" in other.reason


def test_a_name_may_be_parted_from_its_verb():
    told = mill(
        "Councillor Piet Vandermeer, who speaks for the farmers on the water board, said nobody had asked "
        'them. "Our meadows are not a basin," he said.'
    )
    assert look_up("Our meadows are not a basin", "Piet Vandermeer", told).verdict is QuotationVerdict.FOUND
    assert (
        look_up("Our meadows are not a basin", "Hanne Olsen", told).verdict is QuotationVerdict.OTHER_SPEAKER
    )


def test_somebody_without_a_name_is_not_who_is_named_before():
    told = mill('Ada Berg said the plan was dear. "It will pay for itself," said the treasurer.')
    assert look_up("It will pay for itself", "Jan Moe", told).verdict is QuotationVerdict.FOUND


def test_another_measure_is_another_meaning():
    told = mill('"We have six wells for a kilometre of road," the engineer said.')
    found = look_up("We have six wells for a mile of road", None, told)
    assert found.verdict is QuotationVerdict.DRIFTED
    assert [edit.kind for edit in found.edits] == [EditKind.NUMBER]
