"""What stands still, who is for and who against, what is only planned, and who has said it."""

from __future__ import annotations

import pytest

from citecheck.matcher.support.claimverb import main_verb
from citecheck.matcher.support.judge import judge_claim
from citecheck.models import Support


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (
            "The fee for a mooring has doubled since 2019.",
            "The fee for a mooring has not changed since 2019, the harbour office said.",
        ),
        (
            "The number of bakeries in Oster has fallen.",
            "The number of bakeries in Oster is unchanged, the guild says.",
        ),
        (
            "Portugal is against the fishing pact.",
            "Denmark is sceptical of the fishing pact; Portugal is in favour.",
        ),
        ("Denmark backs the fishing pact.", "Denmark is against the fishing pact; Portugal is in favour."),
        (
            "Ruth Salter met the tenants on Monday.",
            "On Monday Ruth Salter rejected a meeting with the tenants, who have no heating.",
        ),
    ],
)
def test_it_contradicts(claim, source):
    assert judge_claim(claim, source).support is Support.CONTRADICTED


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (
            "A third concert took place in the old mill in May.",
            "A third concert in the old mill is planned for May, the choir said.",
        ),
        (
            "The county has set up a prize for young beekeepers.",
            "The county is considering a prize for young beekeepers.",
        ),
        (
            "According to Hansen, the bridge lost two bolts in April.",
            "Mads Hansen leads the works.\n\nThe works cost more than was thought.\n\n"
            "A second crane came in March.\n\nIt stands by the quay.\n\n"
            "The driver, Eva Lund, said the bridge lost two bolts in April.",
        ),
    ],
)
def test_it_stays_open(claim, source):
    assert judge_claim(claim, source).support is Support.UNCLEAR


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (
            "The new dykes lowered the flood by around 50 per cent.",
            "The new dykes have cut the flood by about half: water rose 51 per cent less than before.",
        ),
        (
            "What the owner did not say is that sales fell from 90 to 40 boats a year.",
            '"It was fine," the owner said.\n\nCritics note that sales fell from 90 to 40 boats a year.',
        ),
        (
            "The fishing pact is backed by Portugal.",
            "Denmark is against it; Portugal backed the fishing pact.",
        ),
        (
            "The fee for a mooring has risen since 2019.",
            "The fee for a mooring has risen since 2019, while that for a buoy has not changed.",
        ),
    ],
)
def test_it_is_backed(claim, source):
    assert judge_claim(claim, source).support is Support.SUPPORTED


def test_a_participle_that_describes_a_noun_is_no_event():
    for text, event in (
        ("Money paid by the county has vanished.", "vanished"),
        ("The mill built in 1780 was sold.", "sold"),
        ("The mill moved to Oster.", "moved"),
        ("The clerk paid by card and has vanished.", "paid"),
    ):
        start = main_verb(text)
        assert start is not None
        assert text[start:].startswith(event)


@pytest.mark.parametrize(
    ("claim", "source", "support"),
    [
        (
            "No winter since 1962 brought more snow to Oster.",
            "It was the highest snow cover in Oster of any winter since 1962, the weather office says.",
            Support.SUPPORTED,
        ),
        (
            "The map of the wells was printed.",
            "The county does not intend to print the map of the wells.",
            Support.CONTRADICTED,
        ),
        (
            "The county did not print the map of the wells.",
            "The county does not want to print the map of the wells.",
            Support.SUPPORTED,
        ),
    ],
)
def test_what_a_not_does_to_the_sense(claim, source, support):
    assert judge_claim(claim, source).support is support


@pytest.mark.parametrize(
    ("claim", "source", "support"),
    [
        ("The dairy is closing two shops.", "The dairy said it would close two shops.", Support.SUPPORTED),
        (
            "The dairy will close two shops.",
            "The dairy announced it would close two shops.",
            Support.SUPPORTED,
        ),
        ("The dairy closed two shops.", "The dairy said it would close two shops.", Support.UNCLEAR),
        (
            "The dairy will close two shops.",
            "The dairy would close two shops if milk went up.",
            Support.UNCLEAR,
        ),
        (
            "The new dairy will not open before 2034.",
            "The opening of the new dairy was put off until 2034.",
            Support.SUPPORTED,
        ),
        ("And third: the dairy has two shops.", "The dairy has two shops in Oster.", Support.SUPPORTED),
    ],
)
def test_what_is_announced_is_no_hedge_for_what_is_to_come(claim, source, support):
    assert judge_claim(claim, source).support is support
