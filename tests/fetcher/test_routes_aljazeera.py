"""Al Jazeera's search, articles and day sitemaps over real sockets."""

from datetime import date

import pytest
from outlets_server import STORIES

from citecheck.models import HeadlineSource, Listed, Question, Ranked, Reason, Refused, Window

SEARCH = "Al Jazeera search"
SITEMAP = "sitemap of the day"
TITLE = "Varn floods: What we know about the second night of rain"
LONG = next(piece for piece in STORIES if piece.headline.startswith("Fishing crews on the Orrey coast"))


def question(headline=TITLE, day=None, hint=None):
    return Question("Al Jazeera", headline, day, hint=hint)


def test_search_finds_the_headline(asking):
    answer = asking().route(question(), SEARCH)
    assert isinstance(answer, Ranked)
    assert answer.stories[0].headline == TITLE
    assert answer.stories[0].published == "2025-06-03"
    assert answer.indexes_outlet


def test_a_title_the_search_cuts_is_looked_up_in_full(asking):
    answer = asking().route(question("Fishing crews end their strike on Orrey coast"), SEARCH)
    found = next(story for story in answer.stories if story.url == LONG.url)
    assert found.headline == LONG.headline


def test_a_cut_title_that_cannot_be_looked_up_is_no_headline(asking):
    faults = {"aljazeera ArchipelagoSingle": "500"}
    answer = asking(faults=faults).route(question("Fishing crews end their strike"), SEARCH)
    found = next(story for story in answer.stories if story.url == LONG.url)
    assert [h.source for h in found.headlines] == [HeadlineSource.SLUG]


def test_a_search_that_finds_nothing_at_all_says_nothing(asking):
    answer = asking().route(question("Zebra quartet xylophone"), SEARCH)
    assert isinstance(answer, Ranked)
    assert not answer.stories
    assert not answer.indexes_outlet


@pytest.mark.parametrize("fault", ["empty-list", "empty-object", "null", "cut", "consent", "403"])
def test_a_broken_search_is_a_refusal(asking, fault):
    answer = asking(faults={"aljazeera /graphql": fault}).route(question(), SEARCH)
    assert isinstance(answer, Refused)


def test_an_article_is_read_with_its_wire(asking):
    asker = asking()
    story = next(
        story
        for story in asker.route(question("Orrey fishing strike"), SEARCH).stories
        if story.url == LONG.url
    )
    read = asker.read(story)
    assert read.text == "\n\n".join(LONG.text)
    assert read.syndicated_from == "Reuters"
    assert read.headline == LONG.headline


def test_the_sitemaps_of_three_days_list_what_was_published(asking):
    answer = asking().route(question(day="2025-06-03"), SITEMAP)
    assert isinstance(answer, Listed)
    assert answer.window == Window(date(2025, 6, 2), date(2025, 6, 4))
    assert not answer.titled
    listed = {(story.url, story.published) for story in answer.stories}
    assert listed == {(p.url, p.day.isoformat()) for p in STORIES if p.outlet == "Al Jazeera"}


def test_the_other_address_scheme_is_tried(asking):
    answer = asking(faults={"aljazeera /sitemap.xml": "404"}).route(question(day="2025-06-03"), SITEMAP)
    assert isinstance(answer, Listed)
    assert answer.window == Window(date(2025, 6, 2), date(2025, 6, 4))


def test_a_sitemap_needs_a_day(asking):
    answer = asking().route(question(day="2025-06"), SITEMAP)
    assert isinstance(answer, Refused)
    assert answer.reason is Reason.NEEDS_DATE
    assert answer.advice


def test_days_are_taken_from_the_hint(asking):
    hint = Window(date(2025, 6, 2), date(2025, 6, 3))
    answer = asking().route(question(day="2025", hint=hint), SITEMAP)
    assert isinstance(answer, Listed)
    assert answer.window == hint


def test_a_day_that_fails_is_left_out_of_the_window(asking):
    faults = {"aljazeera dd=04": "500", "aljazeera 04-06-2025": "500"}
    answer = asking(faults=faults).route(question(day="2025-06-03"), SITEMAP)
    assert isinstance(answer, Listed)
    assert answer.window == Window(date(2025, 6, 2), date(2025, 6, 3))


def test_without_the_cited_day_nothing_is_listed(asking):
    faults = {"aljazeera dd=03": "cut", "aljazeera 03-06-2025": "cut"}
    answer = asking(faults=faults).route(question(day="2025-06-03"), SITEMAP)
    assert isinstance(answer, Ranked)
    assert not answer.indexes_outlet


@pytest.mark.parametrize("fault", ["empty-list", "cut", "consent", "shell", "empty-body", "404"])
def test_broken_sitemaps_are_a_refusal(asking, fault):
    faults = {"aljazeera sitemap": fault}
    answer = asking(faults=faults).route(question(day="2025-06-03"), SITEMAP)
    assert isinstance(answer, Refused)


def test_a_day_that_is_not_over_is_not_listed_in_full(asking):
    answer = asking(today=date(2025, 6, 4)).route(question(day="2025-06-03"), SITEMAP)
    assert isinstance(answer, Listed)
    assert answer.window == Window(date(2025, 6, 2), date(2025, 6, 3))
