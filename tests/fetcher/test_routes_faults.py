"""Fault by route: whatever goes wrong on the wire, no route's answer says anything against a headline."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from outlets_server import Outlets
from outlets_server.matrix import ALL_FAULTS, ASKED, READ, Row, mistakes, under

from citecheck.fetcher.routes.base import kinds
from citecheck.models import Refused, Story, Verdict

LISTS_OR_SEARCHES = {
    "guardian-api",
    "aljazeera-search",
    "day-sitemap",
    "ghost",
    "wordpress",
    "bing-news",
    "wayback-cdx",
}
"""Kinds whose silence is worth something where nothing is wrong."""


@pytest.fixture(scope="module")
def outlets() -> Iterator[Outlets]:
    with Outlets() as running:
        yield running


@pytest.fixture(scope="module")
def clean(outlets: Outlets) -> Row:
    return under(outlets, None)


def test_every_route_kind_is_tried() -> None:
    assert {kind.partition(" ")[0] for kind in {*ASKED, *READ}} == set(kinds())


def test_without_a_fault_every_route_finds_and_reads_the_story(clean: Row) -> None:
    assert {kind: said.true for kind, said in clean.asked.items() if said.true is not Verdict.VERIFIED} == {}
    assert {kind: story for kind, story in clean.read.items() if not (story and story.text)} == {}


def test_without_a_fault_the_silence_of_lists_and_searches_counts(clean: Row) -> None:
    silent = {kind for kind, said in clean.asked.items() if said.invented is Verdict.NOT_FOUND}
    assert silent == LISTS_OR_SEARCHES


@pytest.mark.parametrize("fault", ALL_FAULTS)
def test_a_fault_leads_to_no_verdict_by_any_route(outlets: Outlets, clean: Row, fault: str) -> None:
    row = under(outlets, fault)
    assert mistakes(row, clean) == []
    refusals = [said.answer for said in row.asked.values() if isinstance(said.answer, Refused)]
    assert refusals
    assert all(refusal.detail and refusal.reason for refusal in refusals)


def test_a_mistake_would_show(clean: Row) -> None:
    said = replace(clean.asked["rss"], true=Verdict.ALTERED)
    story = clean.read["ghost"]
    assert isinstance(story, Story)
    row = Row({**clean.asked, "rss": said}, {**clean.read, "ghost": replace(story, text="Other words.")})
    assert set(mistakes(row, clean)) == {
        *(f"{kind}: the invented headline is not-found" for kind in LISTS_OR_SEARCHES),
        "rss: the true headline is altered",
        "ghost: a text is read that is not the story's",
    }
