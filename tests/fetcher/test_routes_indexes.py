"""Bing News and the Wayback Machine, over real sockets."""

from dataclasses import replace
from datetime import date

import pytest
from outlets_server import STORIES

from citecheck.models import HeadlineSource, Question, Ranked, Reason, Refused, Window

BING = "Bing News"
CDX = "Wayback Machine index"
TITLE = "Lesk valley mine to reopen under new owners"
PIECE = next(piece for piece in STORIES if piece.headline == TITLE)


def question(headline=TITLE, day=None):
    return Question("Reuters", headline, day)


def test_bing_gives_the_publishers_own_address(asking):
    answer = asking().route(question(), BING)
    assert isinstance(answer, Ranked)
    assert (answer.stories[0].url, answer.stories[0].outlet) == (PIECE.url, "Reuters")
    assert answer.stories[0].published == "2025-06-03"


def test_bing_finds_a_headline_at_another_outlet(asking):
    answer = asking().route(question("Night trains return to the Lesk valley"), BING)
    assert ("Al Jazeera", "Night trains return to the Lesk valley") in [
        (story.outlet, story.headline) for story in answer.stories
    ]


def test_a_copy_at_a_portal_is_no_story_of_the_outlet(asking):
    copy = replace(PIECE, outlet="Reuters on MSN", path="/en-us/news/other/mine-to-reopen/ar-AA1abcd")
    from outlets_server import stories

    stories.HOSTS["Reuters on MSN"] = "www.msn.com"
    try:
        answer = asking(stories=[copy]).route(question(), BING)
    finally:
        del stories.HOSTS["Reuters on MSN"]
    assert [story.copy_of for story in answer.stories] == ["Reuters"]
    assert answer.stories[0].outlet != "Reuters"
    assert not answer.indexes_outlet


def test_bing_silence_counts_only_where_it_goes_back_far_enough(asking):
    recent = [replace(piece, day=date(2025, 6, 20)) for piece in STORIES if piece.outlet == "Reuters"]
    asker = asking(stories=recent)
    assert asker.route(question("Lesk valley mine to shut", "2025-06-18"), BING).indexes_outlet
    assert not asker.route(question("Lesk valley mine to shut", "2023-06-18"), BING).indexes_outlet


def test_bing_silence_counts_only_where_it_knows_the_outlet(asking):
    answer = asking(stories=[]).route(question(), BING)
    assert isinstance(answer, Ranked)
    assert not answer.indexes_outlet


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("consent", Reason.BLOCKED),
        ("shell", Reason.BLOCKED),
        ("cut", Reason.UNREADABLE),
        ("empty-body", Reason.UNREADABLE),
        ("other-json", Reason.UNREADABLE),
        ("429", Reason.RATE_LIMITED),
        ("refused", Reason.CONNECT),
    ],
)
def test_no_feed_is_a_refusal(asking, fault, reason):
    answer = asking(faults={"bing": fault}).route(question(), BING)
    assert isinstance(answer, Refused)
    assert answer.reason is reason


def test_an_empty_feed_says_nothing(asking):
    answer = asking(faults={"bing": "empty-list"}).route(question(), BING)
    assert isinstance(answer, Ranked)
    assert not answer.stories
    assert not answer.indexes_outlet


def test_the_archive_lists_the_addresses_of_the_days(asking):
    answer = asking().route(question(day="2025-06-03"), CDX)
    assert isinstance(answer, Ranked)
    assert answer.window == Window(date(2025, 6, 2), date(2025, 6, 4))
    assert answer.indexes_outlet
    assert {s.url for s in answer.stories} == {p.url for p in STORIES if p.outlet == "Reuters"}
    assert {h.source for s in answer.stories for h in s.headlines} == {HeadlineSource.SLUG}


@pytest.mark.parametrize("outlet", ["Al Jazeera", "The Guardian", "TechCrunch"])
def test_the_archive_is_asked_day_by_day_where_addresses_begin_with_it(asking, outlet):
    piece = next(p for p in STORIES if p.outlet == outlet)
    answer = asking().route(Question(outlet, piece.headline, piece.day.isoformat()), "Wayback Machine index")
    assert isinstance(answer, Ranked)
    assert piece.url in [story.url for story in answer.stories]
    assert len(answer.asked) == 3
    assert not answer.indexes_outlet


def test_the_archive_needs_a_day(asking):
    answer = asking().route(question(), CDX)
    assert isinstance(answer, Refused)
    assert answer.reason is Reason.NEEDS_DATE


def test_an_archive_that_holds_nothing_of_the_days_says_nothing(asking):
    answer = asking().route(question(day="2020-06-03"), CDX)
    assert isinstance(answer, Ranked)
    assert not answer.indexes_outlet


def test_a_list_that_goes_on_is_not_complete(asking):
    answer = asking(faults={"wayback": "resume-key"}).route(question(day="2025-06-03"), CDX)
    assert isinstance(answer, Ranked)
    assert answer.stories
    assert not answer.indexes_outlet


def test_sections_alone_say_nothing_by_their_silence(asking):
    faults = {"wayback url=www.reuters.com%2F&": "503"}
    answer = asking(faults=faults).route(question(day="2025-06-03"), CDX)
    assert isinstance(answer, Ranked)
    assert PIECE.url in {story.url for story in answer.stories}
    assert not answer.indexes_outlet


@pytest.mark.parametrize("fault", ["blocked-site", "consent", "cut", "empty-object", "null", "503"])
def test_no_list_is_a_refusal(asking, fault):
    answer = asking(faults={"wayback": fault}).route(question(day="2025-06-03"), CDX)
    assert isinstance(answer, Refused)


def test_reuters_itself_is_never_asked(asking):
    asker = asking()
    asker.ask(Question("Reuters", TITLE, "2025-06-03", PIECE.url))
    asker.read(asker.route(question(), BING).stories[0])
    assert not asker.outlets.asked_of("reuters")


def test_a_story_of_reuters_is_read_from_the_archive(asking):
    asker = asking()
    read = asker.read(asker.route(question(), BING).stories[0])
    assert PIECE.text[1] in read.text
    assert read.read_from.startswith("https://web.archive.org/web/2025")
    assert read.url == PIECE.url
    assert read.headline == TITLE
