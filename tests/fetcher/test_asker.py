"""What the pipeline sees of the fetcher."""

from dataclasses import replace

import pytest
from outlets_server import STORIES
from outlets_server.asking import TODAY
from outlets_server.stories import HOSTS

from citecheck.errors import SettingsError
from citecheck.fetcher.asker import Asker
from citecheck.fetcher.routes import make_route
from citecheck.models import Headline, Question, Ranked, Reason, Refused, Story
from citecheck.outlets import Outlet, OutletTable, RouteSpec, known_outlets

TITLE = "Lesk valley mine to reopen under new owners"


class Dead:
    """A network in which every request ends in a programming error."""

    async def get(self, request):
        raise KeyError("oops")


def test_what_the_outlet_itself_settles_is_told_to_nobody_else(asking):
    answer = asking().ask(Question("Al Jazeera", "Night trains return to the Lesk valley", "2025-06-04"))
    assert [route.route for route in answer.routes] == ["Al Jazeera search"]


def test_fallbacks_are_asked_only_where_the_best_routes_do_not_settle_it(asking):
    true = "Volunteers rebuild library in Stara Luka after storm"
    settled = asking().ask(Question("Kyiv Independent", true))
    assert [route.route for route in settled.routes] == ["Kyiv Independent site API"]
    refused = asking(faults={"kyivindependent /ghost": "404"}).ask(Question("Kyiv Independent", true))
    assert {"Kyiv Independent sitemap", "Kyiv Independent feed"} <= {r.route for r in refused.routes}


def test_a_table_can_be_tried_with_every_route(asking):
    answer = asking().ask_every(Question("Kyiv Independent", "Stara Luka council votes against new car park"))
    assert [route.route for route in answer.routes] == [
        "Kyiv Independent site API",
        "Kyiv Independent sitemap",
        "Kyiv Independent feed",
        "Kyiv Independent page by its headline",
        "Bing News",
        "GDELT",
    ]


def test_general_indexes_are_asked_where_the_outlet_does_not_settle_it(asking):
    answer = asking().ask(Question("Al Jazeera", "Night trains leave the Lesk valley", "2025-06-04"))
    assert [route.route for route in answer.routes] == [
        "Al Jazeera search",
        "Al Jazeera sitemap of the day",
        "Bing News",
        "Wayback Machine index",
        "Common Crawl index",
        "GDELT",
    ]


def test_slow_indexes_are_not_asked_where_the_outlet_listed_everything_of_the_days(asking):
    answer = asking().ask(Question("Kyiv Independent", "Stara Luka sells its council house", "2025-06-03"))
    assert "Bing News" in [route.route for route in answer.routes]
    assert "GDELT" not in [route.route for route in answer.routes]


def test_a_link_that_has_the_headline_is_all_that_is_asked(asking):
    piece = next(p for p in STORIES if p.outlet == "The Guardian")
    asker = asking()
    answer = asker.ask(Question("The Guardian", piece.headline, piece.day.isoformat(), piece.url))
    assert [route.route for route in answer.routes] == ["the link given"]
    assert asker.outlets.asked_of("guardian") == []


def test_a_link_to_another_story_does_not_end_the_search(asking):
    piece, other = (p for p in STORIES[:2] if p.outlet == "The Guardian")
    answer = asking().ask(Question("The Guardian", piece.headline, piece.day.isoformat(), other.url))
    assert [route.route for route in answer.routes] == ["the link given", "Guardian Content API"]
    assert {story.url for story in answer.stories} == {piece.url, other.url}


def test_an_alias_names_the_outlet(asking):
    answer = asking().ask(Question("the guardian uk", "Ministers weigh tax on empty homes in coastal towns"))
    assert answer.stories[0].outlet == "The Guardian"


def test_each_answer_says_what_was_asked(asking):
    answer = asking().ask(Question("Reuters", TITLE, "2025-06-03"))
    assert all(route.asked for route in answer.routes)
    refused = asking(faults={"bing": "429"}).route(Question("Reuters", TITLE), "Bing News")
    assert refused.asked[0].startswith("https://www.bing.com/news/search?q=site%3Areuters.com")


def test_an_unknown_outlet_gets_advice(asking):
    answer = asking().ask(Question("The Daily Nothing", TITLE))
    assert [route.reason for route in answer.routes if isinstance(route, Refused)] == [Reason.NO_ROUTE]
    assert '[[outlet]] with name = "The Daily Nothing"' in answer.routes[-1].advice


def test_an_unknown_outlet_may_be_known_to_an_index_by_its_name(asking, monkeypatch):
    monkeypatch.setitem(HOSTS, "Varn Herald", "varn-herald.example.org")
    piece = replace(next(p for p in STORIES if p.headline == TITLE), outlet="Varn Herald")
    asker = asking(stories=[piece])
    found = asker.route(Question("The Varn Herald", TITLE), "Bing News")
    assert [(story.outlet, story.headline) for story in found.stories] == [("The Varn Herald", TITLE)]
    other = asker.route(Question("Lesk Post", TITLE), "Bing News")
    assert [story.outlet for story in other.stories] == ["varn-herald.example.org"]
    assert not other.indexes_outlet


def test_a_link_tells_whom_an_unknown_name_means(asking):
    piece = STORIES[0]
    answer = asking().ask(Question("Grauniad", piece.headline + " and more", None, piece.url))
    assert "Guardian Content API" in [route.route for route in answer.routes]
    assert answer.stories[0].headline == piece.headline


def test_no_headline_and_no_link_asks_nothing(asking):
    asker = asking()
    answer = asker.ask(Question("Reuters", None))
    assert [route.reason for route in answer.routes] == [Reason.NO_ROUTE]
    assert not asker.outlets.asked


def test_a_route_that_stumbles_is_a_refusal():
    import asyncio

    asker = Asker(Dead(), known_outlets(), {}, today=TODAY, notes=lambda _: None)
    answer = asyncio.run(asker.ask(Question("Al Jazeera", TITLE, "2025-06-03")))
    assert all(isinstance(route, Refused) and route.reason is Reason.UNREADABLE for route in answer.routes)
    assert "KeyError" in answer.routes[0].detail


def test_a_story_with_text_is_not_read_again(asking):
    asker = asking()
    story = Story("Reuters", "https://www.reuters.com/a", (Headline("A"),), text="Here.")
    assert asker.read(story) is story
    assert not asker.outlets.asked


def test_a_story_at_a_strange_host_is_not_read(asking):
    asker = asking()
    read = asker.read(Story("Reuters", "https://example.org/a", (Headline("A"),)))
    assert isinstance(read, Refused)
    assert read.reason is Reason.UNSAFE_URL


def test_a_story_that_cannot_be_read_says_why(asking):
    faults = {"guardian": "429", "guardian-pages": "captcha", "availability": "503", "wayback": "503"}
    piece = STORIES[0]
    read = asking(faults=faults).read(Story("The Guardian", piece.url, (Headline(piece.headline),)))
    assert isinstance(read, Refused)
    assert read.reason is Reason.BLOCKED


def test_what_was_known_of_a_story_is_kept_when_it_is_read(asking):
    piece = STORIES[0]
    known = Story("The Guardian", piece.url, (Headline("An older headline of it"),), copy_of="Reuters")
    read = asking().read(known)
    assert read.headline == piece.headline
    assert "An older headline of it" in [h.text for h in read.headlines]
    assert read.copy_of == "Reuters"


@pytest.mark.parametrize(
    ("spec", "told"),
    [
        (RouteSpec("guardianapi"), "did you mean 'guardian-api'"),
        (RouteSpec("sitemap"), "needs index"),
        (RouteSpec("ghost", options={"bas": "x", "base": "y"}), "unknown key 'bas' (did you mean 'base'?)"),
        (RouteSpec("ghost", options={"base": 7}), "must be a string"),
    ],
)
def test_mistakes_in_a_table_are_named_with_the_nearest_right_word(spec, told):
    with pytest.raises(SettingsError) as error:
        make_route(Outlet("A Paper"), spec, {})
    assert told in str(error.value)
    assert "A Paper" in str(error.value)


def test_mistakes_in_a_table_show_before_anything_is_asked():
    wrong = OutletTable([Outlet("A Paper", routes=(RouteSpec("no such kind"),))])
    with pytest.raises(SettingsError):
        Asker(Dead(), wrong, {}, today=TODAY, notes=lambda _: None)


def test_a_users_outlet_needs_only_a_table(asking):
    table = known_outlets().extended(
        [
            Outlet(
                "Varn Herald",
                domains=("kyivindependent.com",),
                routes=(
                    RouteSpec("sitemap", options={"index": "https://kyivindependent.com/sitemap-posts.xml"}),
                ),
            )
        ]
    )
    piece = next(p for p in STORIES if p.outlet == "Kyiv Independent")
    herald = replace(piece, outlet="Varn Herald")
    answer = asking(table=table).ask(Question("Varn Herald", herald.headline))
    assert any(isinstance(r, Ranked) and r.stories and r.stories[0].url == piece.url for r in answer.routes)


def test_a_note_is_given_once(asking):
    asker = asking()
    asker.ask_all(*(Question("The Guardian", f"Flood number {n}") for n in range(3)))
    assert len(asker.notes) == 1


def test_a_headline_without_words_is_not_asked_for(asking):
    asker = asking()
    answer = asker.ask(Question("The Guardian", "“…” – ?"))
    assert [route.reason for route in answer.routes] == [Reason.NO_ROUTE]
    assert not asker.outlets.asked
