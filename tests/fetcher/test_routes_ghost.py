"""A Ghost site's own API and sitemaps over real sockets."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from outlets_server import STORIES

from citecheck.models import HeadlineSource, Listed, Question, Ranked, Reason, Refused, Window

API = "site API"
SITEMAP = "Independent sitemap"
TITLE = "Volunteers rebuild library in Stara Luka after storm"
NEAR = "Volunteers rebuild Stara Luka library"
PIECE = next(piece for piece in STORIES if piece.headline == TITLE)


def question(headline=TITLE, day=None):
    return Question("Kyiv Independent", headline, day)


def test_the_key_is_read_off_a_page_once(asking):
    asker = asking()
    answers = asker.ask_all(question(), question("Beekeepers near Stara Luka"), question(day="2025-06-03"))
    assert all(any(route.route.endswith(API) for route in answer.routes) for answer in answers)
    assert len([asked for asked in asker.outlets.asked_of("kyivindependent") if asked.path == "/"]) == 1


def test_a_day_is_listed_whole_with_titles(asking):
    answer = asking().route(question("Something else entirely", "2025-06-03"), API)
    assert isinstance(answer, Listed)
    assert answer.window == Window(date(2025, 6, 2), date(2025, 6, 4))
    assert answer.titled
    assert {PIECE.headline, "Stara Luka council votes against new car park"} <= {
        story.headline for story in answer.stories
    }


def test_every_page_of_the_days_is_read(asking):
    many = [replace(PIECE, headline=f"Report {n}", path=f"/report-number-{n}/") for n in range(250)]
    answer = asking(stories=many).route(question("Nothing alike", "2025-06-03"), API)
    assert isinstance(answer, Listed)
    assert len(answer.stories) == 250


def test_too_many_posts_are_searched_by_title_instead(asking):
    many = [
        replace(
            PIECE,
            headline=f"Report {n}",
            path=f"/report-number-{n}/",
            day=date(2025, 1, 1) + timedelta(n % 365),
        )
        for n in range(1200)
    ]
    answer = asking(stories=[*many, PIECE]).route(question("Volunteers rebuild Luka library", "2025"), API)
    assert isinstance(answer, Ranked)
    assert [story.headline for story in answer.stories] == [TITLE]


def test_two_rare_words_in_common_are_enough(asking):
    answer = asking().route(question("Pensioners rebuild church in Stara Luka after fire"), API)
    assert isinstance(answer, Ranked)
    assert TITLE in [story.headline for story in answer.stories]
    assert answer.indexes_outlet


def test_quotes_do_not_break_the_filter(asking):
    odd = replace(PIECE, headline="Mayor: 'We're not leaving Luka's library'", path="/mayor-not-leaving/")
    answer = asking(stories=[odd]).route(question(odd.headline), API)
    assert [story.headline for story in answer.stories] == [odd.headline]


def test_every_title_of_the_post_is_kept(asking):
    headlines = asking().route(question(), API).stories[0].headlines
    assert [h.source for h in headlines] == [
        HeadlineSource.PAGE,
        HeadlineSource.METADATA,
        HeadlineSource.SLUG,
    ]


def test_an_unknown_key_is_looked_up_once_more_then_refused(asking):
    asker = asking(faults={"kyivindependent /ghost/api": "unknown-key"})
    answer = asker.route(question(), API)
    assert isinstance(answer, Refused)
    assert answer.reason is Reason.BAD_KEY
    assert len([asked for asked in asker.outlets.asked_of("kyivindependent") if asked.path == "/"]) == 2


def test_a_page_without_a_key_is_a_refusal(asking):
    answer = asking(faults={"kyivindependent /": "shell"}).route(question(), API)
    assert isinstance(answer, Refused)


@pytest.mark.parametrize(
    "fault", ["empty-list", "empty-object", "null", "other-json", "cut", "consent", "404", "503", "429"]
)
def test_a_broken_answer_is_a_refusal(asking, fault):
    answer = asking(faults={"kyivindependent /ghost/api": fault}).route(question(day="2025-06-03"), API)
    assert isinstance(answer, Refused)


def test_a_list_whose_second_page_fails_is_no_list(asking):
    many = [replace(PIECE, headline=f"Report {n}", path=f"/report-number-{n}/") for n in range(250)]
    faults = {"kyivindependent page=2": "500"}
    answer = asking(stories=many, faults=faults).route(question("Nothing alike", "2025-06-03"), API)
    assert isinstance(answer, Refused)


def test_a_post_is_read_by_its_slug(asking):
    asker = asking()
    read = asker.read(asker.route(question(), API).stories[0])
    assert read.text == "\n\n".join(PIECE.text)
    assert read.byline == PIECE.byline


def test_a_sitemap_finds_stories_by_the_words_of_their_slugs(asking):
    answer = asking().route(question(NEAR), SITEMAP)
    assert isinstance(answer, Ranked)
    assert answer.stories[0].url == PIECE.url
    assert answer.stories[0].published is None


def test_sitemap_and_api_are_one_index(asking):
    answer = asking().ask(question(NEAR))
    indexes = {r.index for r in answer.routes if isinstance(r, Ranked) and r.route.startswith("Kyiv")}
    assert len(indexes) == 1


@pytest.mark.parametrize("fault", ["empty-list", "cut", "consent", "404", "empty-body"])
@pytest.mark.parametrize("page", ["/sitemap.xml", "/sitemap-posts.xml"])
def test_a_broken_sitemap_is_a_refusal(asking, page, fault):
    answer = asking(faults={f"kyivindependent {page}": fault}).route(question(NEAR), SITEMAP)
    assert isinstance(answer, Refused)


def test_a_sitemap_is_read_once_however_many_ask(asking):
    asker = asking()
    asker.ask_all(question(NEAR), question("Beekeepers near Stara Luka"), question("The library again"))
    assert len([a for a in asker.outlets.asked_of("kyivindependent") if "sitemap" in a.path]) == 2
