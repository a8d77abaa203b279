"""How likely a story is the one cited: the trees, and what a series of alike headlines tells."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citecheck.matcher.headlines.candidates import Candidates, Cited
from citecheck.matcher.headlines.decide import judge_reference
from citecheck.matcher.headlines.identity import FEATURES, Model, model
from citecheck.models import Answer, Headline, Listed, Question, Reference, Span, Story, Verdict, Window
from citecheck.outlets import Outlet, OutletTable

OUTLETS = OutletTable([Outlet("Harbour Times")])


def cited(headline: str, date: str | None = None) -> Reference:
    return Reference("r1", Span(1, 1, 1, 1, 0, 0), "", headline=headline, outlet="Harbour Times", date=date)


def story(headline: str, day: str = "2024-03-07", page: int = 0) -> Story:
    return Story("Harbour Times", f"https://harbour.example/{page}", (Headline(headline),), day)


def sure_of(reference: Reference, *stories: Story) -> float:
    best = Candidates(Cited.of(reference, OUTLETS), stories, OUTLETS).best_here()
    assert best is not None
    return best.probability


def test_trees_behind_the_gate_are_asked_only_where_the_first_leave_hope() -> None:
    data = {"roots": [-1, -2], "feature": [], "threshold": [], "left": [], "right": [], "leaf": [-3.0, 5.0]}
    assert Model({**data, "gate": [1, 0.0]}).probability([]) == pytest.approx(1 / (1 + math.exp(3)))
    assert Model({**data, "gate": [1, -4.0]}).probability([]) == pytest.approx(1 / (1 + math.exp(-2)))


@given(st.lists(st.floats(-1, 40), min_size=len(FEATURES), max_size=len(FEATURES)))
def test_a_probability_is_one_whatever_the_features(row: list[float]) -> None:
    assert 0 < model().probability(row) < 1


def test_one_number_changed_is_the_same_story_unless_a_series_changes_it_every_time() -> None:
    alone = sure_of(
        cited("Ferry fire off Portrush kills 34 passengers"),
        story("Ferry fire off Portrush kills 31 passengers"),
    )
    series = [
        story(f"Harbour strike: what we know on day {n}", f"2024-03-{n - 50:02}", n) for n in range(60, 72)
    ]
    among_many = sure_of(cited("Harbour strike: what we know on day 74"), *series)
    assert alone > 0.6
    assert among_many < 0.3


def test_more_stories_are_named_as_near_than_are_looked_at_in_full() -> None:
    stories = [
        story(f"Storm closes {place} harbour for a week", f"2023-0{n + 1}-07", n)
        for n, place in enumerate(("Larne", "Derry", "Cork", "Galway"))
    ]
    ranked = Candidates(
        Cited.of(cited("Storm closes Dundalk harbour for a week"), OUTLETS), stories, OUTLETS
    ).ranked()
    assert len(ranked) == len(stories)
    assert [m.probability for m in ranked[1:]] == sorted((m.probability for m in ranked[1:]), reverse=True)
    assert ranked[0].edits


def test_a_headline_is_equal_only_where_all_its_core_words_stand() -> None:
    held = story("Exclusive: Storm closes the port – live | Harbour Times")
    listed = Listed("archive", (held,), Window(None, None))

    def verdict(headline: str) -> Verdict:
        question = Question("Harbour Times", headline)
        return judge_reference(cited(headline), Answer(question, (listed,)), OUTLETS).verdict

    assert verdict("Storm closes the port") is Verdict.VERIFIED
    assert verdict("STORM CLOSES THE PORT - live") is Verdict.VERIFIED
    assert verdict("Storm closes the airport") is not Verdict.VERIFIED


def test_among_few_stories_two_shared_names_do_not_make_another_story_a_rewording() -> None:
    few = [
        story("Ardenia reopens the Sella crossing for 4,000 families", "2026-06-02", 1),
        story("Bakers in Velmark end a strike over flour", "2026-06-03", 2),
    ]
    assert sure_of(cited("Ardenia and Velmark sign peace treaty in Port Sella", "2026-06-02"), *few) < 0.8
    assert sure_of(cited("Ardenia opens the Sella crossing to 4,000 families", "2026-06-02"), *few) > 0.9
