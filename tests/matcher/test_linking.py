"""Claims are judged by the stories they lean on first, and silence is only reported where all was read."""

from __future__ import annotations

from dataclasses import replace

from citecheck.matcher.support.linking import judge_claims
from citecheck.models import (
    Claim,
    ClaimLink,
    Headline,
    Quotation,
    QuotationVerdict,
    Reference,
    ReferenceResult,
    Span,
    Story,
    Support,
    Verdict,
)

HERE = Span(1, 1, 1, 2, 0, 1)
DAM = "Engineers began draining the Velsk dam on Friday. About 3,200 people left their homes in the valley."
STRIKE = (
    "Rail staff in Oster will strike for 48 hours from Sunday. The union says 9,000 drivers will take part."
)


def result(
    name: str, text: str | None, verdict: Verdict = Verdict.VERIFIED, outlet: str = ""
) -> ReferenceResult:
    reference = Reference(name, HERE, "entry", headline="Head", outlet=outlet or name.upper())
    story = Story(outlet or name.upper(), f"https://example.org/{name}", (Headline("Head"),), text=text)
    known = verdict in (Verdict.VERIFIED, Verdict.ALTERED, Verdict.MISATTRIBUTED)
    return ReferenceResult(reference, verdict, 1.0, "", story=story if known else None)


def judge(text: str, results, references=(), unread=None, quotations=()):
    link = ClaimLink.MARKER if references else ClaimLink.LIST
    claim = Claim("c1", HERE, text, tuple(references), link, tuple(quotations))
    (made,) = judge_claims([claim], results, unread or {})
    return made


def test_the_cited_story_backs_it():
    made = judge(
        "Engineers started to drain the Velsk dam.", [result("r1", DAM), result("r2", STRIKE)], ["r1"]
    )
    assert made.support is Support.SUPPORTED
    assert not made.uncited
    assert made.evidence is not None
    assert (made.evidence.reference, made.evidence.outlet) == ("r1", "R1")
    assert made.evidence.url == "https://example.org/r1"
    assert DAM[made.evidence.start : made.evidence.end] == made.evidence.text


def test_a_story_that_is_not_cited_backs_it():
    made = judge(
        "Engineers started to drain the Velsk dam.", [result("r1", DAM), result("r2", STRIKE)], ["r2"]
    )
    assert (made.support, made.uncited) == (Support.SUPPORTED, True)
    assert "R1" in made.reason


def test_the_cited_story_says_otherwise():
    made = judge(
        "The union says 12,000 drivers will take part.", [result("r1", DAM), result("r2", STRIKE)], ["r2"]
    )
    assert made.support is Support.CONTRADICTED
    assert "12,000 drivers" in made.reason
    assert "9,000" in made.reason


def test_one_cited_story_that_backs_it_outweighs_another():
    other = "The union says 12,000 drivers will take part in the strike."
    made = judge(
        "The union says 12,000 drivers will take part.",
        [result("r1", STRIKE), result("r2", other)],
        ["r1", "r2"],
    )
    assert made.support is Support.SUPPORTED
    assert made.evidence is not None
    assert made.evidence.reference == "r2"


def test_not_mentioned_needs_every_cited_story_read():
    claim = "Wheat exports to Brazil doubled last year."
    assert judge(claim, [result("r1", DAM), result("r2", STRIKE)]).support is Support.NOT_MENTIONED
    made = judge(
        claim, [result("r1", DAM), result("r2", None)], unread={"r2": "the outlet asked for a subscription"}
    )
    assert made.support is Support.UNCHECKED
    assert "the outlet asked for a subscription" in made.reason
    made = judge(claim, [result("r1", DAM), result("r2", None, Verdict.UNCHECKED)])
    assert made.support is Support.UNCHECKED


def test_a_reference_that_was_not_found_is_no_story():
    made = judge("Engineers started to drain the dam.", [result("r1", None, Verdict.NOT_FOUND)], ["r1"])
    assert made.support is Support.UNCHECKED
    assert "not found" in made.reason
    assert made.evidence is None


def test_no_references_at_all():
    assert judge("Engineers started to drain the dam.", []).support is Support.UNCHECKED


def test_quotations_are_looked_up_in_the_stories():
    quotation = Quotation(HERE, "9,000 drivers will take part")
    made = judge(
        "The union says “9,000 drivers will take part”.", [result("r2", STRIKE)], ["r2"], None, [quotation]
    )
    (found,) = made.quotations
    assert found.verdict is QuotationVerdict.FOUND
    assert found.evidence is not None
    assert found.evidence.reference == "r2"


def test_two_stories_may_back_a_part_each():
    claim = (
        "Engineers began draining the Velsk dam on Friday, while rail staff in Oster will strike 48 hours."
    )
    made = judge(claim, [result("r1", DAM), result("r2", STRIKE)], ["r1", "r2"])
    assert made.support is Support.SUPPORTED
    assert "R1 and R2" in made.reason


def test_the_silence_of_a_story_cut_short_proves_nothing():
    cut = result("r1", DAM)
    assert cut.story is not None
    cut = replace(cut, story=replace(cut.story, cut=True))
    made = judge("Wheat exports to Brazil doubled last year.", [cut, result("r2", STRIKE)])
    assert made.support is Support.UNCHECKED
    assert "only the beginning of its text could be read" in made.reason
    assert judge("Wheat exports to Brazil doubled.", [cut], ["r1"]).support is Support.UNCHECKED
    backed = judge("Engineers started to drain the Velsk dam.", [cut], ["r1"])
    assert backed.support is Support.SUPPORTED


def test_the_name_of_the_outlet_is_no_part_of_the_claim():
    made = judge(
        "Engineers started to drain the Velsk dam, the Valley Post reported on 3 May.",
        [result("r1", DAM, outlet="Valley Post")],
        ["r1"],
    )
    assert made.support is Support.SUPPORTED
    assert made.claim.text.endswith("on 3 May.")
    assert all(check.passed for check in made.checks)


def test_words_that_an_unread_story_may_hold_are_not_absent():
    quotation = Quotation(HERE, "the valley will never be the same again")
    unread = result("r2", None, Verdict.UNCHECKED)
    made = judge("They drain the dam.", [result("r1", DAM), unread], ["r2"], quotations=[quotation])
    assert made.quotations[0].verdict is QuotationVerdict.UNCHECKED
    read = judge("They drain the dam.", [result("r1", DAM), unread], ["r1"], quotations=[quotation])
    assert read.quotations[0].verdict is QuotationVerdict.ABSENT


def test_words_that_the_rest_of_a_story_may_hold_are_not_absent():
    quotation = Quotation(HERE, "the valley will never be the same again")
    whole = result("r1", DAM)
    cut = replace(whole, story=replace(whole.story, cut=True))
    made = judge("They drain the dam.", [cut], ["r1"], quotations=[quotation])
    assert made.quotations[0].verdict is QuotationVerdict.UNCHECKED
    assert "to its end" in made.quotations[0].reason


def test_a_claim_whose_quotation_is_invented_is_not_backed():
    text = "Rail staff in Oster will strike for 48 hours from Sunday, the union says."
    invented = Quotation(HERE, "not one wheel will turn on Sunday")
    backed = judge(text, [result("r1", STRIKE)], ["r1"])
    assert backed.support is Support.SUPPORTED
    doubted = judge(text, [result("r1", STRIKE)], ["r1"], quotations=[invented])
    assert doubted.support is Support.UNCLEAR
    assert "not the quotation" in doubted.reason


def test_another_number_in_a_story_about_something_else_is_no_conflict():
    money = "The dam company expects sales of 6.1 billion euros this year, it said."
    other = "The fund believes the dam company could be worth 9 billion euros on sale this year."
    made = judge(
        "The dam company expects sales of 6.1 billion euros this year, not more.",
        [result("r1", money), result("r2", other)],
        ["r1", "r2"],
    )
    assert made.support is not Support.CONTRADICTED
