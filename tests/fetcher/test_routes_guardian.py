"""The Guardian's Content API over real sockets."""

from dataclasses import replace
from datetime import date

import pytest
from outlets_server import STORIES

from citecheck.models import HeadlineSource, Listed, Question, Ranked, Reason, Refused, Window

API = "Content API"
TRUE = "Second night of flooding in Varn leaves 14 dead and bridges closed"
ALTERED = "Second night of flooding in Varn leaves 40 dead and bridges closed"
PIECE = next(piece for piece in STORIES if piece.headline == TRUE)


def ask(asking, headline=TRUE, day=None, **how):
    return asking(**how).route(Question("The Guardian", headline, day), API)


def test_the_phrase_alone_finds_the_headline_in_one_request(asking):
    asker = asking()
    answer = asker.route(Question("The Guardian", TRUE, "2025-06-03"), API)
    assert isinstance(answer, Ranked)
    assert answer.stories[0].headline == TRUE
    assert answer.stories[0].published == "2025-06-03"
    assert len(asker.outlets.asked_of("guardian")) == 1


def test_curly_and_straight_quotation_marks_ask_the_same(asking):
    asker = asking()
    asker.route(Question("The Guardian", "“Second night” of Varn’s flooding"), API)
    asked = asker.outlets.asked_of("guardian")[0]
    assert asked.get("q") == '"Second night of Varn\'s flooding"'


def test_an_altered_headline_with_a_day_gets_everything_of_those_days(asking):
    answer = ask(asking, ALTERED, "2025-06-03")
    assert isinstance(answer, Listed)
    assert answer.window == Window(date(2025, 6, 2), date(2025, 6, 4))
    assert answer.titled
    assert {story.headline for story in answer.stories} >= {
        piece.headline
        for piece in STORIES
        if piece.outlet == "The Guardian" and date(2025, 6, 2) <= piece.day <= date(2025, 6, 4)
    }


def test_the_list_is_read_to_its_last_page(asking):
    many = [
        replace(
            PIECE, headline=f"Story number {n} of a busy day", path=f"/world/2025/jun/03/story-{n}-busy-day"
        )
        for n in range(450)
    ]
    answer = ask(asking, "Nothing like the others at all", "2025-06-03", stories=many)
    assert isinstance(answer, Listed)
    assert len(answer.stories) == 450


def test_too_many_stories_to_list_are_not_claimed_to_be_listed(asking):
    many = [
        replace(PIECE, headline=f"Story number {n}", path=f"/world/2025/jun/03/story-number-{n}-x")
        for n in range(1700)
    ]
    answer = ask(asking, "Nothing like the others at all", "2025-06-03", stories=many)
    assert isinstance(answer, Ranked)


def test_without_a_date_rare_words_find_the_true_story_of_an_altered_headline(asking):
    answer = ask(asking, ALTERED)
    assert isinstance(answer, Ranked)
    assert TRUE in [story.headline for story in answer.stories]


def test_a_wrong_date_does_not_hide_the_story(asking):
    answer = ask(asking, TRUE, "2025-05-01")
    assert TRUE in [story.headline for story in answer.stories]


def test_headline_and_web_title_are_both_kept(asking):
    headlines = ask(asking).stories[0].headlines
    assert [h.source for h in headlines] == [
        HeadlineSource.PAGE,
        HeadlineSource.METADATA,
        HeadlineSource.SLUG,
    ]
    assert headlines[1].text.endswith("| Tomas Hale")


def test_the_users_key_is_sent_and_never_shown(asking):
    asker = asking(keys={"GUARDIAN_API_KEY": "0f5ecret-key-4711"})
    answer = asker.route(Question("The Guardian", TRUE), API)
    assert asker.outlets.asked_of("guardian")[0].get("api-key") == "0f5ecret-key-4711"
    assert "0f5ecret" not in repr(answer)
    assert not asker.notes


def test_the_public_key_is_said_so(asking):
    asker = asking()
    asker.route(Question("The Guardian", TRUE), API)
    assert "GUARDIAN_API_KEY" in asker.notes[0]


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("401-json", Reason.BAD_KEY),
        ("429", Reason.RATE_LIMITED),
        ("consent", Reason.BLOCKED),
        ("shell", Reason.BLOCKED),
        ("cut", Reason.UNREADABLE),
        ("empty-object", Reason.UNREADABLE),
        ("empty-list", Reason.UNREADABLE),
        ("null", Reason.UNREADABLE),
        ("other-json", Reason.UNREADABLE),
        ("error-text", Reason.UNREADABLE),
        ("500", Reason.STATUS),
        ("refused", Reason.CONNECT),
    ],
)
def test_a_failure_is_a_refusal(asking, fault, reason):
    answer = ask(asking, faults={"guardian": fault})
    assert isinstance(answer, Refused)
    assert answer.reason is reason


def test_a_refused_key_says_what_to_do(asking):
    answer = ask(asking, faults={"guardian": "401-json"})
    assert "GUARDIAN_API_KEY" in (answer.advice or "")


def test_the_error_envelope_of_the_api_is_a_refusal_with_its_message(asking):
    answer = ask(asking, faults={"guardian": "guardian-error"})
    assert isinstance(answer, Refused)
    assert "ISO8601" in answer.detail


def test_the_item_gives_the_text_in_paragraphs(asking):
    asker = asking()
    story = asker.route(Question("The Guardian", TRUE), API).stories[0]
    read = asker.read(story)
    assert read.text == "\n\n".join(PIECE.text)
    assert (read.byline, read.standfirst) == (PIECE.byline, PIECE.standfirst)
    assert read.url == story.url


def test_the_page_is_read_where_the_api_refuses(asking):
    asker = asking()
    story = asker.route(Question("The Guardian", TRUE), API).stories[0]
    asker.outlets.faults["guardian"] = "429"
    assert PIECE.text[1] in asker.read(story).text
