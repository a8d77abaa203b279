"""The page at the link a reference gives, and the archive's copy of it."""

import pytest
from outlets_server import STORIES

from citecheck.models import HeadlineSource, Question, Ranked, Reason, Refused

LINK = "the link given"
PIECE = next(piece for piece in STORIES if piece.outlet == "The Guardian")


def ask(asking, url=PIECE.url, outlet="The Guardian", **how):
    return asking(**how).route(Question(outlet, PIECE.headline, None, url), LINK)


def test_the_page_is_read(asking):
    answer = ask(asking)
    assert isinstance(answer, Ranked)
    assert answer.stories[0].headline == PIECE.headline
    assert PIECE.text[0] in answer.stories[0].text
    assert not answer.indexes_outlet


@pytest.mark.parametrize("fault", ["404", "410", "403", "captcha", "consent", "503", "301-loop", "refused"])
def test_a_dead_link_is_looked_up_in_the_archive(asking, fault):
    answer = ask(asking, faults={"guardian-pages": fault})
    assert isinstance(answer, Ranked)
    story = answer.stories[0]
    assert story.read_from
    assert PIECE.headline in [h.text for h in story.headlines if h.source is HeadlineSource.EARLIER]


def test_the_index_is_asked_where_the_quick_service_misses_a_copy(asking):
    answer = ask(asking, faults={"guardian-pages": "404", "availability": "empty-object"})
    assert isinstance(answer, Ranked)
    assert answer.stories[0].read_from


def test_neither_page_nor_copy_is_a_refusal_that_names_both(asking):
    answer = ask(asking, faults={"guardian-pages": "404", "availability": "503", "wayback": "503"})
    assert isinstance(answer, Refused)
    assert answer.reason is Reason.STATUS
    assert "404" in answer.detail
    assert "web.archive.org" in answer.detail


def test_a_link_to_another_outlet_gives_that_outlets_story(asking):
    answer = ask(asking, outlet="Reuters")
    assert answer.stories[0].outlet == "The Guardian"


def test_a_link_to_a_stranger_is_not_followed(asking):
    asker = asking()
    answer = asker.route(Question("The Guardian", "A headline", None, "https://example.org/a-story"), LINK)
    assert isinstance(answer, Refused)
    assert answer.reason is Reason.UNSAFE_URL
    assert not answer.asked


def test_a_link_alone_is_enough(asking):
    answer = asking().ask(Question("", None, None, PIECE.url))
    assert answer.stories[0].headline == PIECE.headline


def test_the_robots_file_is_obeyed(asking):
    faults = {"availability": "404", "wayback": "404"}
    answer = ask(asking, robots={"guardian-pages": "User-agent: *\nDisallow: /\n"}, faults=faults)
    assert isinstance(answer, Refused)
    assert answer.reason is Reason.ROBOTS
