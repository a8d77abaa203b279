"""Verdicts on references, from what the routes answered."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citecheck.matcher.headlines.decide import judge_reference
from citecheck.models import (
    Answer,
    Change,
    Headline,
    HeadlineSource,
    Listed,
    Question,
    Ranked,
    Reason,
    Reference,
    ReferenceResult,
    Refused,
    RouteAnswer,
    Span,
    Story,
    Verdict,
    Window,
)
from citecheck.outlets import Outlet, OutletTable

OUTLETS = OutletTable(
    [
        Outlet("Harbour Times", ("HT",), ("harbour.example",)),
        Outlet("The Lantern", (), ("lantern.example",)),
        Outlet("Pier Gazette", (), ("pier.example",)),
    ]
)
REAL = "Avalanche kills 40 skiers above the village of Oberried after record snowfall"


def story(headline: str, outlet: str = "Harbour Times", day: str = "2024-03-07", **more: object) -> Story:
    slug = "-".join(headline.lower().split()[:3])
    found = Story(outlet, f"https://{outlet[:3].lower()}.example/{day}/{slug}", (Headline(headline),), day)
    return replace(found, **more)


OTHERS = (
    story("Council sells the old ferry to a museum"),
    story("Storm closes the port for a third day", day="2024-03-05"),
)


def judge(
    headline: str | None,
    *stories: Story,
    outlet: str | None = "Harbour Times",
    date: str | None = "2024-03-07",
    url: str | None = None,
    routes: tuple[RouteAnswer, ...] = (),
) -> ReferenceResult:
    reference = Reference(
        "r1", Span(1, 1, 1, 1, 0, 0), "", headline=headline, outlet=outlet, date=date, url=url
    )
    whole = Listed("list", (*stories, *OTHERS), Window(None, None))
    answer = Answer(Question(outlet or "", headline, date, url), routes or (whole,))
    return judge_reference(reference, answer, OUTLETS)


def only_ranked(*stories: Story) -> tuple[RouteAnswer, ...]:
    return (Ranked("search", stories, "bing"),)


@pytest.mark.parametrize(
    "cited",
    [REAL, REAL.upper(), REAL + ".", f"{REAL} | HT", f"{REAL} - Harbour Times", REAL.replace("40", "forty")],
)
def test_the_same_words_are_verified(cited: str) -> None:
    found = judge(cited, story(REAL))
    assert found.verdict is Verdict.VERIFIED
    assert found.story is not None
    assert found.story.headline == REAL
    assert found.score > 0.7


def test_any_headline_the_story_had_will_do() -> None:
    earlier = Headline("Dozens missing as avalanche hits Oberried ski slope", HeadlineSource.EARLIER)
    moved = replace(story(REAL), headlines=(Headline(REAL), earlier))
    found = judge("Dozens missing as avalanche hits Oberried ski slope", moved)
    assert found.verdict is Verdict.VERIFIED
    assert found.matched == earlier


def test_a_changed_number_is_another_meaning() -> None:
    found = judge(REAL.replace("40", "14"), story(REAL))
    assert (found.verdict, found.change) == (Verdict.ALTERED, Change.MEANING)
    assert [(e.cited, e.actual) for e in found.edits] == [("14", "40")]
    assert found.suggestion is not None
    assert REAL in found.suggestion
    assert "14" in found.reason


def test_a_rewording_is_wording() -> None:
    found = judge(REAL.replace("after record snowfall", "following record snowfall"), story(REAL))
    assert (found.verdict, found.change) == (Verdict.ALTERED, Change.WORDING)


def test_an_absent_headline_is_not_found_where_everything_was_listed() -> None:
    found = judge("Lighthouse keeper wins national poetry prize at eighty", story(REAL))
    assert found.verdict is Verdict.NOT_FOUND
    assert found.story is None
    assert found.score > 0.5


@pytest.mark.parametrize(
    "routes",
    [
        (),
        (Refused("api", Reason.TIMEOUT, "timed out"),),
        only_ranked(*OTHERS),
        (Listed("sitemap", OTHERS, Window(None, None), titled=False),),
        (Listed("day", OTHERS, Window.of("2024-03-07") or Window(None, None)),),
    ],
)
def test_without_proof_it_is_unchecked_with_advice(routes: tuple[RouteAnswer, ...]) -> None:
    nothing = routes or (Refused("local archive", Reason.NO_ROUTE, "empty"),)
    found = judge("Lighthouse keeper wins national poetry prize at eighty", routes=nothing)
    assert found.verdict is Verdict.UNCHECKED
    assert found.advice


def test_the_same_words_elsewhere_are_misattributed_only_with_proof() -> None:
    theirs = story(REAL, "The Lantern")
    found = judge(REAL, theirs)
    assert found.verdict is Verdict.MISATTRIBUTED
    assert found.story == theirs
    assert "The Lantern" in (found.suggestion or "")
    assert judge(REAL, routes=only_ranked(theirs)).verdict is Verdict.UNCHECKED


def test_wire_copy_is_right_for_each_outlet_that_carries_it() -> None:
    carried = (story(REAL, "The Lantern"), story(REAL))
    assert judge(REAL, *carried).verdict is Verdict.VERIFIED
    assert judge(REAL, *carried, outlet="The Lantern").verdict is Verdict.VERIFIED
    copy = story(REAL, "Pier Gazette", copy_of="Harbour Times")
    assert judge(REAL, copy).verdict is Verdict.VERIFIED


def test_a_copy_is_called_a_copy() -> None:
    told = "It stands in a syndicated copy at Pier Gazette, which names Harbour Times as its source."
    by_index = story(REAL, "Pier Gazette", copy_of="Harbour Times")
    by_its_page = replace(story(REAL, "Pier Gazette"), syndicated_from="Harbour Times")
    for copy in (by_index, by_its_page):
        found = judge(REAL, copy)
        assert (found.verdict, found.reason) == (Verdict.VERIFIED, told)
    assert judge(REAL, by_its_page, story(REAL)).reason == "Harbour Times published this headline."
    other = replace(by_its_page, syndicated_from="The Lantern")
    assert judge(REAL, other).verdict is Verdict.MISATTRIBUTED


def test_a_sibling_is_not_the_article() -> None:
    held = story("Ferry strike: what we know on day 94 of the walkout", day="2024-05-28")
    found = judge("Ferry strike: what we know on day 86 of the walkout", held, date="2024-05-20")
    assert found.verdict in (Verdict.NOT_FOUND, Verdict.ALTERED)
    assert found.change is not Change.WORDING
    assert found.verdict is not Verdict.VERIFIED


def test_a_live_page_of_another_day_is_another_page() -> None:
    held = story("Oberried v Harbour Town: island cup", day="2024-02-01")
    assert judge("Oberried v Harbour Town: island cup – live", held).verdict is not Verdict.VERIFIED
    same_day = replace(held, published="2024-03-07")
    assert judge("Oberried v Harbour Town: island cup – live", same_day).verdict is Verdict.VERIFIED


def test_of_several_with_the_same_words_the_one_of_the_day_is_meant() -> None:
    weekly = [story("Letters to the editor this week", day=f"2024-03-{d:02}") for d in (1, 7, 14)]
    found = judge("Letters to the editor this week", *weekly)
    assert found.story is weekly[1]
    assert found.disagreements == ()


def test_a_wrong_date_or_link_is_said() -> None:
    found = judge(REAL, story(REAL), date="2024-01-02", url="https://har.example/elsewhere")
    assert found.verdict is Verdict.VERIFIED
    assert len(found.disagreements) == 2
    assert found.suggestion is not None
    assert judge(REAL, story(REAL), date="2024-03").disagreements == ()


def test_a_link_alone_is_judged_by_its_address() -> None:
    held = story(REAL)
    assert judge(None, held, url=held.url + "?utm=1").verdict is Verdict.VERIFIED
    missing = "https://har.example/2024-03-07/nothing-here"
    assert judge(None, held, url=missing).verdict is Verdict.NOT_FOUND
    assert judge(None, url=missing, routes=only_ranked(held)).verdict is Verdict.UNCHECKED


def test_an_outlet_not_named_is_taken_from_the_link_or_any_will_do() -> None:
    assert judge(REAL, story(REAL), outlet=None, url="https://harbour.example/x").verdict is Verdict.VERIFIED
    assert judge(REAL, story(REAL, "The Lantern"), outlet=None).verdict is Verdict.VERIFIED


def test_the_nearest_are_named_best_first() -> None:
    found = judge("Avalanche above Oberried kills dozens of skiers", story(REAL))
    near = [n.story.headline for n in found.nearest] + [found.story.headline if found.story else ""]
    assert REAL in near
    scores = [n.score for n in found.nearest]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= s <= 1 for s in scores)


def test_one_page_under_two_hosts_is_one_story_with_both_headlines() -> None:
    path = "/news/2024-03-07/avalanche-oberried-1234567"
    first = replace(story("Avalanche hits Oberried ski slope"), url="https://har.example" + path)
    later = replace(story(REAL), url="https://www.har.example.org" + path)
    for cited in (first.headline, REAL):
        found = judge(cited, first, later)
        assert found.verdict is Verdict.VERIFIED
        assert found.story is not None
        assert found.story.headline == cited
        assert {h.text for h in found.story.headlines} == {first.headline, REAL}
        assert all(n.story.url not in (first.url, later.url) for n in found.nearest)


def test_the_address_has_the_first_headline() -> None:
    url = "https://har.example/2024/03/07/dozens-missing-as-avalanche-hits-oberried-slope"
    found = judge("Dozens missing as avalanche hits Oberried slope", replace(story(REAL), url=url))
    assert found.verdict is Verdict.VERIFIED
    assert found.matched is not None
    assert found.matched.source is HeadlineSource.SLUG
    numbered = replace(
        story("Version 3.0 of the island ferry plan is here"),
        url="https://har.example/x/version-30-of-the-island-ferry-plan-is-here",
    )
    assert judge("Version 30 of the island ferry plan is here", numbered).change is Change.MEANING


def by_address(words: str) -> Story:
    """Return a story of which a sitemap gave the address alone."""
    url = f"https://har.example/2024/03/07/{words.replace(' ', '-')}"
    return Story("Harbour Times", url, (Headline(words, HeadlineSource.SLUG),), "2024-03-07")


@pytest.mark.parametrize(
    ("cited", "words"),
    [
        ("The mayor of Oberried vows to reopen the slopes", "mayor oberried vows reopen slopes"),
        (
            "The mayor of Oberried vows to reopen the slopes",
            "the mayor of oberried vows to reopen the slopes",
        ),
        ("Ferry plan costs $3.2m, the island's mayor says", "ferry plan costs 3 2m islands mayor says"),
        ("Don't close the port, pilots tell the minister", "don t close port pilots tell minister"),
        ("Harbour wins the appeal", "harbour wins appeal"),
        ("Forty skiers killed in the avalanche at Oberried", "40 skiers killed avalanche oberried"),
    ],
)
def test_small_words_that_an_address_lacks_are_no_change(cited: str, words: str) -> None:
    found = judge(cited, by_address(words))
    assert found.verdict is Verdict.VERIFIED
    assert found.change is None
    assert found.matched is not None
    assert found.matched.source is HeadlineSource.SLUG
    assert "words are those of the story's address" in found.reason


@pytest.mark.parametrize(
    "words",
    [
        "avalanche kills 40 skiers above the village of oberried",
        "avalanche kills 40 skiers above village oberried after rec",
    ],
)
def test_an_address_that_breaks_off_vouches_for_nothing_behind_it(words: str) -> None:
    found = judge(REAL, by_address(words))
    assert found.verdict is Verdict.UNCHECKED
    assert "breaks off" in found.reason
    assert found.nearest


@pytest.mark.parametrize(
    "cited",
    [
        REAL.replace("40", "14"),
        REAL.replace("after", "despite"),
        REAL.replace("Oberried", "Niederried"),
        REAL.replace("kills", "does not kill"),
    ],
)
@pytest.mark.parametrize("length", [55, 200])
def test_an_address_with_other_content_words_does_not_vouch(cited: str, length: int) -> None:
    written = by_address(
        "avalanche kills 40 skiers above village oberried after record snowfall"[:length].strip()
    )
    verdict = judge(cited, written).verdict
    assert verdict is not Verdict.VERIFIED or (length == 55 and "despite" in cited)


def test_a_short_address_is_not_taken_for_one_that_breaks_off() -> None:
    found = judge(
        "Harbour wins the appeal against the museum's ferry tax", by_address("harbour wins the appeal")
    )
    assert found.verdict is not Verdict.VERIFIED


TEXT = st.text(max_size=60) | st.sampled_from(
    [REAL, REAL.lower(), "– live", "| | |", "Live: 6,000 – x", "\u00ad" * 9]
)


@given(TEXT, TEXT, st.sampled_from([None, "2024", "2024-03-07", "2024-13-45", "x"]))
def test_whatever_is_cited_a_verdict_comes_with_its_grounds(cited: str, held: str, date: str | None) -> None:
    found = judge(cited, story(held or "x"), date=date)
    assert 0 <= found.score <= 1
    assert found.reason
    assert (found.change is not None) == (found.verdict is Verdict.ALTERED)
    if found.verdict in (Verdict.VERIFIED, Verdict.ALTERED, Verdict.MISATTRIBUTED):
        assert found.story is not None
