"""What a claim says happened must be said in the story, not only planned or asked, and of the same ones."""

from __future__ import annotations

import pytest

from citecheck.matcher.support.claimverb import main_verb
from citecheck.matcher.support.judge import judge_claim
from citecheck.models import Support

STORY = (
    "The games studio Fernhollow sued its former publisher Brightcask in Geneva on 14 June, saying it had "
    "been cheated of royalties.\n\n"
    "Fernhollow plans to close its office in Lyon next year. Its founder, Nadia Kervel, criticised the "
    "chairman of Brightcask, Anton Reisz, on the radio.\n\n"
    "Will Fernhollow win the case against Brightcask? Lawyers would not say.\n\n"
    "Russia demands that Ukraine give up four regions. Its terms were handed to Ukraine in writing."
)


def failed(claim: str, text: str = STORY) -> list[str]:
    return [check.text for check in judge_claim(claim, text).checks if not check.passed]


@pytest.mark.parametrize(
    "claim",
    [
        "Ukraine accepted Russia's terms.",
        "Fernhollow paid Brightcask.",
        "Anton Reisz congratulated Fernhollow.",
    ],
)
def test_names_alone_do_not_back_an_event(claim):
    assert judge_claim(claim, STORY).support is Support.UNCLEAR
    assert any("does not say" in text for text in failed(claim))


@pytest.mark.parametrize(
    "claim",
    [
        "Fernhollow has sued Brightcask.",
        "Brightcask was sued by Fernhollow.",
        "Fernhollow plans to close its office in Lyon.",
        "Fernhollow may close its office in Lyon.",
        "Nadia Kervel criticised Anton Reisz on the radio.",
    ],
)
def test_what_is_said_is_supported(claim):
    assert judge_claim(claim, STORY).support is Support.SUPPORTED


def test_a_plan_is_no_fact():
    claim = "Fernhollow closed its office in Lyon."
    assert judge_claim(claim, STORY).support is Support.UNCLEAR
    assert failed(claim) == ["the source only says 'plans to close', the article states it"]


def test_a_question_is_no_statement():
    claim = "Fernhollow will win the case against Brightcask."
    assert judge_claim(claim, STORY).support is Support.UNCLEAR
    assert "the source only asks this" in failed(claim)


@pytest.mark.parametrize(
    ("claim", "why"),
    [
        ("Brightcask sued Fernhollow.", "in the source 'Fernhollow' does this to 'Brightcask'"),
        ("Fernhollow was sued by Brightcask.", "in the source 'Fernhollow' does this to 'Brightcask'"),
        (
            "Fernhollow sued its former publisher Brightcask in Zurich.",
            "the article says 'Zurich', the source says 'Geneva'",
        ),
        (
            "Fernhollow sued its former publisher Brightcask on 24 June.",
            "'24 June' is not in the source; it has '14 June'",
        ),
    ],
)
def test_roles_places_and_days_contradict(claim, why):
    assert judge_claim(claim, STORY).support is Support.CONTRADICTED
    assert why in failed(claim)


def test_a_side_clause_is_not_weighed_for_its_not():
    text = "Fernhollow and Brightcask agreed to share the royalties of the game."
    claim = (
        "Fernhollow and Brightcask, firms that have not sung from one sheet, agreed to share the royalties."
    )
    assert not any("sung" in why or "'not'" in why for why in failed(claim, text))


def test_a_not_is_quoted_with_what_it_denies():
    text = "Fernhollow and Brightcask agreed to share the royalties of the game."
    assert "the article says 'not share', the source does not" in failed(
        "Fernhollow and Brightcask agreed to not share the royalties.", text
    ) or "only the article negates 'share'" in failed(
        "Fernhollow and Brightcask agreed to not share the royalties.", text
    )


def test_no_check_quotes_a_word_of_grammar():
    claim = "During the hearing, although Without reason, Despite it all, Fernhollow sued Brightcask."
    quoted = " ".join(check.text for check in judge_claim(claim, STORY).checks)
    assert not any(f"'{word}'" in quoted for word in ("During", "Without", "Despite", "although"))


@pytest.mark.parametrize(
    ("claim", "verb"),
    [
        ("Ukraine accepted Russia's terms.", "accepted"),
        ("During the talks in Istanbul, both sides agreed to exchange prisoners.", "exchange"),
        ("The minister, who resigned in May, said the army had destroyed the bridge.", "destroyed"),
        ("Havline's shares rose 7% after the accident.", "rose"),
        ("Moscow demands that Kyiv give up regions.", "demands"),
        ("Two states, which have not met in years, will swap prisoners.", "swap"),
        ("Two states, rivals that have not met in years, will swap prisoners.", "swap"),
        ("Two states that have not met in years will swap prisoners.", "swap"),
        ("The talks in Rome were long.", None),
    ],
)
def test_the_main_verb(claim, verb):
    start = main_verb(claim)
    assert (None if start is None else claim[start:].split()[0].rstrip(".,")) == verb


MILL = (
    "The paper mill in Sarn refused to pay the fine and sells to 40 countries. Its owner, Olga Brenn, works "
    "in the mill and in London."
)


@pytest.mark.parametrize(
    ("claim", "verdict", "why"),
    [
        (
            "The paper mill in Sarn paid the fine.",
            Support.CONTRADICTED,
            "the source says 'refused to pay', the article that it came about",
        ),
        ("The paper mill in Sarn sells to only one country.", Support.UNCLEAR, "the article says 'only'"),
        (
            "Owner Olga Brenn only works in the mill.",
            Support.UNCLEAR,
            "the article says 'only', the source sets no such limit",
        ),
    ],
)
def test_refusals_and_limits(claim, verdict, why):
    assert judge_claim(claim, MILL).support is verdict
    assert any(why in text for text in failed(claim, MILL))


def test_a_capital_does_not_contradict_its_country_or_an_opposite_a_denied_word():
    assert (
        judge_claim("Olga Brenn works in the mill and in England.", MILL).support is not Support.CONTRADICTED
    )
    text = "Sunlight causes the illness, the doctors in Sarn said."
    assert judge_claim("Sunlight does not prevent the illness.", text).support is not Support.CONTRADICTED
