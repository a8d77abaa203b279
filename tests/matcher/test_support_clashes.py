"""Conflicts of kind, count, maker, date and denial between a claim and a passage; written by hand."""

import pytest

from citecheck.matcher.support.judge import judge_claim
from citecheck.models import Support


def failed(claim, text):
    judgement = judge_claim(claim, text)
    return judgement.support, [check.text for check in judgement.checks if not check.passed]


@pytest.mark.parametrize(
    ("claim", "text", "said"),
    [
        ("Maren Holt was born on May 4, 1873.", "Maren Holt (born May 4, 1973) is a Danish cellist.", "1973"),
        ("Brannoc is a sandwich.", "Brannoc is a 2014 Irish film directed by Una Daly.", "film"),
        (
            "The Long Quay is a three-act play by Osric Vane.",
            "Three friends meet in The Long Quay, a two-act play by Osric Vane.",
            "it has 'two act'",
        ),
        (
            "The film's director was Ilse Maas.",
            "The film is a 2003 drama directed by Pedro Quintal and shot in Porto.",
            "Pedro Quintal",
        ),
        (
            "Maren Holt is Canadian.",
            "Maren Ann Holt (born 4 May 1973 in a small town) is an American cellist.",
            "American",
        ),
        (
            "The drug is sold for increasing pain.",
            "The drug is sold for reducing pain in adults.",
            "reducing",
        ),
        (
            "The school is highly selective.",
            "It is a small, barely selective school near the coast.",
            "barely",
        ),
        ("The mill failed to help the strikers of Sarn.", "The mill did help the strikers of Sarn.", "help"),
        ("Holt did not sign the contract in 2018.", "In 2018 she signed the contract with a label.", "sign"),
        ("Sarn is not a U.S. state.", "Sarn is a state in the west of the United States.", "state"),
        (
            "The league is rarely organised by Norvik.",
            "The league is a contest organised by Norvik each year.",
            "organised",
        ),
    ],
)
def test_a_clash_is_a_contradiction_and_is_named(claim, text, said):
    support, why = failed(claim, text)
    assert support is Support.CONTRADICTED
    assert any(said in one for one in why)


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("Brannoc is a movie.", "Brannoc is a 2014 Irish film directed by Una Daly."),
        ("Sarn is a city.", "Sarn is a municipality and port in the north."),
        ("Maren Holt is a singer.", "Maren Holt is a cellist, singer and teacher."),
        ("Three women met in the play.", "Three women met in The Long Quay, a two-act play."),
        (
            "The film was directed by Pedro Quintal.",
            "The film's director was Pedro Quintal, its writer Una Daly.",
        ),
        (
            "I don't know why, but the tower leans to the east.",
            "The tower leans to the east, engineers said.",
        ),
        ("Holt did not sign a contract in 2018.", "In 2014 she signed a contract with a label."),
        ("Holt did not fail to become the mayor of Sarn.", "Holt became the mayor of Sarn in May."),
        (
            "The priest blessed the dog so it won't turn wild.",
            "The priest blessed the dog to stop it turning wild.",
        ),
        ("Maren Holt was born in the 1970's.", "Maren Holt (born 4 May 1971) is a Danish cellist."),
        ("Sarn is not an American city.", "Sarn is a Danish city on the coast."),
        ("Nobody barely escaped the fire.", "The family barely escaped the fire in Sarn."),
    ],
)
def test_what_may_both_be_true_is_no_contradiction(claim, text):
    assert failed(claim, text)[0] is not Support.CONTRADICTED


def test_born_on_a_day_that_stands_in_brackets_is_said():
    support, _ = failed(
        "Osric Vane was born on 22 May 1917.", "Major Osric Vane (22 May 1917 – 11 June 2006) was an officer."
    )
    assert support is Support.SUPPORTED
