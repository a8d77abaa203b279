"""What makes a passage say otherwise, and what only looks like it."""

from __future__ import annotations

import pytest

from citecheck.matcher.support.judge import judge_claim
from citecheck.models import Support

MERMAID = (
    "A fisherman from Lower Tarn said this week that he had caught a mermaid in his nets.\n\n"
    "Pictures of the catch were shared forty thousand times.\n\n"
    "{verdict} The harbour master laughed when he was asked about it."
)
CLAIM = "A fisherman caught a mermaid in his nets off Lower Tarn."


def failed(claim: str, text: str) -> list[str]:
    return [check.text for check in judge_claim(claim, text).checks if not check.passed]


@pytest.mark.parametrize(
    "verdict",
    [
        "The story is a complete hoax.",
        "The photo turned out to be photoshopped.",
        "None of this is true, the harbour police said.",
        "The claim was debunked within hours.",
        "FALSE, writes the fact desk of the Tarn Courier.",
    ],
)
def test_a_text_that_calls_the_story_false_contradicts_it(verdict):
    judgement = judge_claim(CLAIM, MERMAID.format(verdict=verdict))
    assert judgement.support is Support.CONTRADICTED
    assert judgement.evidence is not None
    assert judgement.evidence.text == verdict
    assert judgement.score < 0.4


@pytest.mark.parametrize(
    "verdict",
    [
        "“This is not a hoax,” he insisted.",
        "Nobody knows whether the story is a hoax.",
        "He denied that he had been drinking.",
        "A false alarm had closed the harbour that day.",
    ],
)
def test_a_word_like_hoax_alone_contradicts_nothing(verdict):
    assert judge_claim(CLAIM, MERMAID.format(verdict=verdict)).support is Support.SUPPORTED


def test_a_claim_that_it_is_a_hoax_is_not_contradicted_by_the_hoax():
    text = MERMAID.format(verdict="The story is a complete hoax.")
    claim = "The story of the fisherman who caught a mermaid is a hoax."
    assert judge_claim(claim, text).support is not Support.CONTRADICTED


def test_a_hoax_that_the_text_tells_of_besides_touches_no_other_claim():
    text = (
        "The council of Lower Tarn raised the harbour fee by 4% on Monday.\n\n"
        + "Members argued for three hours about the ferry timetable. " * 6
        + "\n\nLast year's mermaid was a hoax, the mayor recalled."
    )
    assert (
        judge_claim("Lower Tarn's council raised the harbour fee by 4%.", text).support is Support.SUPPORTED
    )


SPLICED = (
    "The tanker ran aground off the coast of Velm early on Monday.\n\n"
    "Its crew of nine was flown to safety. Divers from the port of Marsk will look at the hull today."
)


def test_pieces_of_two_sentences_joined_word_for_word_are_left_open():
    claim = "The tanker ran aground off the port of Marsk."
    assert judge_claim(claim, SPLICED).support is Support.UNCLEAR
    assert failed(claim, SPLICED) == ["'aground off the' and 'the port of' stand in the source, not together"]


@pytest.mark.parametrize(
    "claim",
    [
        "The tanker ran aground off the coast of Velm.",
        "The tanker ran aground off the coast of Velm, and its crew of nine was flown to safety.",
    ],
)
def test_a_sentence_copied_whole_is_supported(claim):
    assert judge_claim(claim, SPLICED).support is Support.SUPPORTED


LAUNCH = "The observatory was named after the engineer Petra Lindqvist, who drew its first plans in 1971."


def test_another_name_between_the_same_words_contradicts():
    claim = "The observatory was named after the engineer Oskar Hallman, who drew its first plans in 1971."
    assert judge_claim(claim, LAUNCH).support is Support.CONTRADICTED
    assert any("'Petra Lindqvist'" in text and "'Oskar Hallman'" in text for text in failed(claim, LAUNCH))


@pytest.mark.parametrize(
    "claim",
    [
        "The observatory was named after the engineer Petra Lindquist, who drew its first plans in 1971.",
        "The observatory was not named after the engineer Oskar Hallman, who drew its first plans in 1971.",
    ],
)
def test_another_spelling_or_a_denied_name_contradicts_nothing(claim):
    assert judge_claim(claim, LAUNCH).support is not Support.CONTRADICTED


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("Brightwater is not an American company.", "Brightwater is a French company founded in Lyon."),
        (
            "The ice sheet has decreased in mass.",
            "Surveys found an increasing rate of mass loss in the ice sheet.",
        ),
        ("The new measures are advanced.", "The latest measures were published today."),
        (
            "By 2030 the town will have 31.8 million visitors.",
            "By 2030 the town will have 31. 8 million visitors.",
        ),
        ("The firm lost $26,000 in the fraud.", "The firm lost $ 26 , 000 in the fraud , police said ."),
        (
            "The English politician Ada Crane resigned.",
            "Ada Crane, a British politician, resigned on Friday.",
        ),
        ("There was not enough evidence of a link.", "The panel found insufficient evidence of a link."),
    ],
)
def test_what_agrees_in_other_words_is_no_contradiction(claim, text):
    assert judge_claim(claim, text).support is not Support.CONTRADICTED


def test_figures_torn_by_typesetting_are_read():
    judgement = judge_claim("Thieves took $26,000 from the till.", "thieves took $ 26 , 000 from the till .")
    assert judgement.support is Support.SUPPORTED


@pytest.mark.parametrize(
    "claim",
    [
        "Not only did the club win the cup, it also won the league.",
        "The telescope showed never-before-seen details of the cup and the league the club did win.",
    ],
)
def test_a_not_that_denies_nothing_is_no_open_point(claim):
    text = "The club won the cup, and it won the league too. The telescope showed unseen details of both."
    assert not any(text.startswith("the article says 'n") for text in failed(claim, text))


BOUGHT = (
    "Quillmark works in fourteen cities and was bought last year by the Danish group Osterlund for €190 "
    "million.\n\n"
    "Its founder, Mads Ibsen, leaves in July. He succeeds Ruth Amberg at Tidewell.\n\n"
    "The firm tracked more than 3,100 riders. It did not sell their records. It can expect a fine, but "
    "nobody in Osterlund will pay it, the group said.\n\n"
    "The union demanded a third of the price. Pools may not be filled, a notice said."
)


@pytest.mark.parametrize(
    "claim",
    [
        "Quillmark bought the Danish group Osterlund.",
        "Ruth Amberg succeeds Mads Ibsen.",
        "Quillmark sold the records of its riders.",
        "Osterlund will pay the fine.",
        "Quillmark was bought for at least €250 million.",
    ],
)
def test_roles_denials_and_sums_that_conflict_contradict(claim):
    assert judge_claim(claim, BOUGHT).support is Support.CONTRADICTED


@pytest.mark.parametrize(
    "claim",
    [
        "Osterlund bought Quillmark.",
        "Quillmark was bought by a Danish group.",
        "The firm tracked over 3,000 riders.",
        "The union demanded 33% of the price.",
        "Pools may not be filled.",
    ],
)
def test_the_same_in_other_words_is_supported(claim):
    assert judge_claim(claim, BOUGHT).support is Support.SUPPORTED


def test_a_denial_of_one_thing_denies_no_other():
    text = (
        "The authority at first denied that the bridge was unsafe; it now says that 17,000 vehicles a day "
        "take a detour. A claim shared online that a pier had collapsed is false, the police said."
    )
    assert judge_claim("About 17,000 vehicles a day take a detour.", text).support is Support.SUPPORTED
    assert judge_claim("A pier of the bridge had collapsed.", text).support is Support.CONTRADICTED


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("The actor was born in Lyon.", "The actor was born in Marseille in 1961."),
        ("The opera was composed by Ada Finch.", "The opera was composed by Oswin Tarrant in 1902."),
        ("The mayor resigned over the scandal.", "The mayor rejected calls to resign over the scandal."),
    ],
)
def test_only_one_place_maker_or_outcome_can_be_right(claim, text):
    assert judge_claim(claim, text).support is Support.CONTRADICTED


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("The actor was born in France.", "The actor was born in Marseille in 1961."),
        ("The film was directed by Ada Finch.", "The film was directed by A. Finch and Oswin Tarrant."),
        ("It reached 40 degrees Celsius.", "It reached 104 degrees Fahrenheit."),
    ],
)
def test_a_wider_place_or_another_measure_contradicts_nothing(claim, text):
    assert judge_claim(claim, text).support is not Support.CONTRADICTED


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("The United Kingdom banned the export of coal.", "Britain has banned coal exports."),
        ("The parcel weighed 2 kilograms.", "The parcel weighed 2,000 grams."),
        ("The bank raised its rate by a quarter of a point.", "The bank raised its rate by 0.25 points."),
        ("More than a quarter of the members left.", "About 30% of the members left the club."),
        ("Fewer than a fifth of the beds are free.", "Only 12% of the beds are free."),
    ],
)
def test_other_names_and_measures_of_the_same_are_supported(claim, text):
    assert judge_claim(claim, text).support in (Support.SUPPORTED, Support.UNCLEAR)
    assert not [
        check for check in judge_claim(claim, text).checks if not check.passed and check.name == "number"
    ]


def test_a_charge_is_no_fact():
    claim = "Foreign agents sabotaged the ship."
    text = "The opposition accused foreign agents of having sabotaged the ship."
    assert judge_claim(claim, text).support is Support.UNCLEAR
    assert failed(claim, text) == ["the source only has it that somebody 'accused' this"]
    assert (
        judge_claim("The opposition accused foreign agents of sabotage.", text).support is Support.SUPPORTED
    )
