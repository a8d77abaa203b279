"""Names and words that a story writes otherwise than the claim, and names that it never writes."""

from __future__ import annotations

import pytest

from citecheck.matcher.support.judge import judge_claim
from citecheck.models import Support

STORY = (
    "VELSK (Reuters) - The river port of Velsk will reopen on Friday after a fire, its manager said. "
    "The fire destroyed two cranes in March. Nobody was hurt. Divers have cleared the harbour since then. "
    "Mira Toll, who runs the port, thanked the crews. Toll said the repairs had cost £4 million. "
    "Ferries will sail again from Saturday."
)


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (
            "The mayor of Lodz praised Senora Nuñez.",
            "Señora Nunez was praised by Łódź's mayor.",
        ),
        (
            "The cuts are destabilizing Elbonia.",
            "Critics say the cuts are destabilising Elbonia.",
        ),
        (
            "The ICA will inspect the bridge.",
            "The Inland Crossings Authority will inspect the bridge.",
        ),
        (
            "The Inland Crossings Authority will inspect the bridge.",
            "The ICA will inspect the bridge in May.",
        ),
        ("Emissions of CO2 fell last year.", "Emissions of CO 2 fell last year, the agency said."),
        ("Profit rose in Q3 at Brand & Sons.", "Profit rose in the third quarter at Brand & Sons."),
        ("COVID-19 closed the school.", "Covid closed the school for a week."),
        ("Mishandlings of parcels are rare.", "The mishandling of parcels is rare, the post office said."),
    ],
)
def test_other_forms_of_a_name_are_the_name(claim: str, source: str) -> None:
    assert judge_claim(claim, source).support is Support.SUPPORTED


def test_other_initials_are_no_name() -> None:
    judged = judge_claim(
        "The ICB will inspect it.", "The Inland Crossings Authority will inspect the bridge."
    )
    assert any(not check.passed and "'ICB'" in check.text for check in judged.checks)


@pytest.mark.parametrize(
    "claim",
    [
        "The river port of Velsk will reopen on Friday after a fire, Karsten said.",
        "Divers have cleared the harbour of Velsk and Brissago since the fire.",
        "Greta Toll, who runs the port, thanked the crews.",
    ],
)
def test_a_name_that_the_story_never_writes_leaves_a_claim_open(claim: str) -> None:
    judged = judge_claim(claim, STORY)
    assert judged.support is Support.UNCLEAR
    assert any(not check.passed and "is not in the source" in check.text for check in judged.checks)


@pytest.mark.parametrize(
    "claim",
    [
        "The river port of Velsk will reopen on Friday after a fire.",
        "Mira Anna Toll, who runs the port, thanked the crews.",
        "In Canada, the river port of Velsk will reopen on Friday after a fire.",
        "River Port Of Velsk Will Reopen On Friday After Blazing Fire",
    ],
)
def test_what_a_story_need_not_write(claim: str) -> None:
    assert judge_claim(claim, STORY).support is Support.SUPPORTED


def test_an_excerpt_may_leave_a_name_out() -> None:
    judged = judge_claim(
        "Divers from Brissago have cleared the harbour since the fire.",
        "Divers have cleared the harbour since the fire, the manager said.",
    )
    assert judged.support is Support.SUPPORTED


def test_a_story_in_another_language_is_not_searched_for_names() -> None:
    story = (
        "Der Hafen von Velsk öffnet am Freitag wieder. Das Feuer zerstörte im März zwei Kräne. "
        "Niemand wurde verletzt. Die Taucher haben das Becken geräumt. Die Leiterin dankte den Leuten."
    )
    judged = judge_claim("Das Feuer zerstörte im März zwei Kräne.", story)
    assert judged.support is Support.SUPPORTED
