"""Verdicts on claims that a careful editor would sign."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citecheck.matcher.support.judge import judge_claim
from citecheck.matcher.support.passages import split_sentences
from citecheck.models import Support

TALKS = (
    "Negotiators from Moscow and Kyiv sat down in Istanbul on Monday for the second round of direct talks "
    "in three weeks and rose without a ceasefire.\n\n"
    "The two sides agreed to hand over the bodies of 6,000 soldiers each, Ukraine's defence minister, Rustem "
    "Umerov, told reporters. They also agreed to swap all prisoners of war who are badly wounded or between "
    "18 and 25 years old.\n\n"
    "Mr. Umerov said Kyiv had given the Russian side a list of 339 children whom it says were abducted, "
    "and wanted them back.\n\n"
    "Russia's memorandum demands that Ukraine give up its claims to the annexed regions and declare itself "
    "neutral. Kyiv rejects both.\n\n"
    "No date was set for a third round."
)


@pytest.mark.parametrize(
    "claim",
    [
        "They're exchanging 6,000 fallen soldiers.",
        "The bodies of six thousand soldiers will be handed over.",
        "Both sides agreed to exchange 6k soldiers' bodies at the second round of talks in Istanbul.",
        "Ukraine wants 339 abducted children back.",
        "Russia demands that Ukraine drop its claims to annexed regions and stay neutral.",
        "Ukraine and Russia agreed to swap wounded prisoners of war.",
    ],
)
def test_what_the_story_says_is_supported(claim):
    assert judge_claim(claim, TALKS).support is Support.SUPPORTED


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        (
            "They agreed to return 12,000 bodies of soldiers.",
            "'12,000 bodies' is not in the source; it has '6,000'",
        ),
        ("Kyiv handed over a list of 400 abducted children.", "'400"),
        ("The talks in Istanbul were the third round of direct talks.", "third"),
    ],
)
def test_another_number_of_the_same_thing_contradicts(claim, words):
    judgement = judge_claim(claim, TALKS)
    assert judgement.support is Support.CONTRADICTED
    assert any(words in check.text for check in judgement.checks if not check.passed)


@pytest.mark.parametrize(
    "claim",
    [
        "The European Union will send fighter jets to Poland next spring.",
        "The Bank of England cut interest rates to 4%.",
        "Wheat exports through the Danube ports doubled.",
    ],
)
def test_what_the_story_never_touches_is_not_mentioned(claim):
    judgement = judge_claim(claim, TALKS)
    assert judgement.support is Support.NOT_MENTIONED
    assert judgement.score < 0.3


def test_a_number_given_less_exactly_fails_its_check():
    judgement = judge_claim("1,000 homes were flooded in Tarn.", "At least 1,000 homes were flooded in Tarn.")
    assert judgement.support is not Support.CONTRADICTED
    failed = [check.text for check in judgement.checks if not check.passed]
    assert "the article says '1,000', the source says 'at least 1,000'" in failed


def test_silence_of_a_text_in_another_language_proves_nothing():
    text = "Die Fähre lief in der Nacht auf Grund, doch alle Menschen an Bord wurden bald gerettet. " * 4
    assert judge_claim("The ferry sank and hundreds of people drowned.", text).support is Support.UNCLEAR


def test_nothing_to_read_is_unchecked():
    assert judge_claim("Something happened.", "").support is Support.UNCHECKED
    assert judge_claim("", TALKS).support is Support.UNCHECKED


def test_the_evidence_is_the_passage_that_says_it():
    judgement = judge_claim("Ukraine gave a list of 339 abducted children.", TALKS)
    assert judgement.evidence is not None
    assert judgement.evidence.text.startswith("Mr. Umerov said Kyiv")
    assert judgement.evidence.text.endswith("wanted them back.")


@given(st.text(max_size=120), st.text(max_size=400))
def test_evidence_is_word_for_word(claim, text):
    judgement = judge_claim(claim, text)
    assert 0 <= judgement.score <= 1
    if judgement.evidence is not None:
        assert text[judgement.evidence.start : judgement.evidence.end] == judgement.evidence.text


@given(st.text(max_size=400))
def test_sentences_cover_all_but_white_space(text):
    spans = split_sentences(text)
    assert all(a < b for a, b in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    kept = "".join("".join(text[a:b].split()) for a, b in spans)
    assert kept == "".join(text.split())


def test_abbreviations_and_initials_end_no_sentence():
    text = "Mr. Hale met Gen. J. P. Ortiz in the U.S. capital on Jan. 5. They talked. Did it help? "
    text += "No. 3 was asked."
    sentences = [text[a:b] for a, b in split_sentences(text)]
    assert sentences == [
        "Mr. Hale met Gen. J. P. Ortiz in the U.S. capital on Jan. 5.",
        "They talked.",
        "Did it help?",
        "No. 3 was asked.",
    ]


@pytest.mark.parametrize(
    "text", ["." * 300_000, "\n" * 300_000, "1" * 300_000, "a " * 150_000, "“" * 300_000]
)
def test_odd_texts_take_no_longer_than_others(text):
    started = time.process_time()
    judge_claim("They exchange 6,000 bodies.", text + " x")
    assert time.process_time() - started < 2
