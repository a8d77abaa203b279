"""The kinds that make any outlet a table entry, over real sockets."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from outlets_server import STORIES
from outlets_server.asking import TODAY

from citecheck.errors import SettingsError
from citecheck.fetcher.routes import kinds, make_route
from citecheck.models import Headline, Listed, Question, Ranked, Reason, Refused, Story, Window
from citecheck.outlets import Outlet, OutletTable, RouteSpec, known_outlets

LAMPS = next(p for p in STORIES if p.headline.startswith("Orrey start-up sells"))
FLOOD = next(p for p in STORIES if p.headline.startswith("In Varn, a Flooded Town"))
NIGHT = next(p for p in STORIES if p.headline.startswith("Night trains"))
SCHOOL = next(p for p in STORIES if p.headline.startswith("Volunteers rebuild"))
NEWS_SITEMAP = RouteSpec("news-sitemap", options={"urls": ["https://www.theguardian.com/sitemaps/news.xml"]})

NEWS_INDEX = RouteSpec("news-sitemap", options={"urls": ["https://www.theguardian.com/sitemaps/index.xml"]})


def table(name, domain, spec, **more):
    return OutletTable([Outlet(name, domains=(domain,), routes=(spec,), **more)])


class TestWordPress:
    def test_a_search_finds_the_title(self, asking):
        answer = asking().route(Question("TechCrunch", LAMPS.headline), "TechCrunch site API")
        assert isinstance(answer, Ranked)
        assert answer.stories[0].headline == LAMPS.headline

    def test_the_days_are_listed_with_titles(self, asking):
        answer = asking().route(Question("TechCrunch", "Nothing alike", "2025-06-03"), "TechCrunch site API")
        assert isinstance(answer, Listed)
        assert answer.titled
        assert len(answer.stories) == 2

    def test_every_page_of_the_days_is_read(self, asking):
        many = [
            replace(LAMPS, headline=f"Gadget {n}", path=f"/2025/06/03/gadget-number-{n}/") for n in range(230)
        ]
        asker = asking(stories=many)
        answer = asker.route(Question("TechCrunch", "Nothing alike", "2025-06-03"), "TechCrunch site API")
        assert isinstance(answer, Listed)
        assert len(answer.stories) == 230

    def test_a_page_count_withheld_is_no_list(self, asking):
        many = [
            replace(LAMPS, headline=f"Gadget {n}", path=f"/2025/06/03/gadget-number-{n}/") for n in range(230)
        ]
        asker = asking(stories=many, faults={"wordpress per_page=100": "no-headers"})
        answer = asker.route(Question("TechCrunch", "Nothing alike", "2025-06-03"), "TechCrunch site API")
        assert isinstance(answer, Refused)

    def test_a_post_is_read(self, asking):
        read = asking().read(Story("TechCrunch", LAMPS.url, (Headline("x"),)))
        assert read.text == "\n\n".join(LAMPS.text)


class TestMonthSitemap:
    def test_the_month_holds_the_days(self, asking):
        question = Question("The New York Times", FLOOD.headline, "2025-06-03")
        answer = asking().route(question, "sitemap of the day")
        assert isinstance(answer, Listed)
        assert answer.window == Window(date(2025, 6, 2), date(2025, 6, 4))
        assert [story.url for story in answer.stories] == [FLOOD.url]

    def test_a_day_without_any_story_in_the_month_is_not_listed(self, asking):
        question = Question("The New York Times", FLOOD.headline, "2025-06-12")
        answer = asking().route(question, "sitemap of the day")
        assert isinstance(answer, Refused)


class TestWordlessAddresses:
    def test_a_list_just_as_long_as_a_limit_may_be_cut_off(self, asking):
        title = "Tram number {} of Varn is painted green again"
        path = "/2025/06/03/world/tram-{}-of-varn-is-green.html"
        long = [replace(FLOOD, headline=title.format(n), path=path.format(n)) for n in range(501)]
        question = Question("The New York Times", "Anything at all", "2025-06-03")
        cut = asking(stories=long[:500]).route(question, "sitemap of the day")
        assert isinstance(cut, Refused)
        assert "looks like a limit" in cut.detail
        whole = asking(stories=long).route(question, "sitemap of the day")
        assert not isinstance(whole, Refused)

    def test_a_list_that_names_no_words_is_no_list(self, asking):
        wordless = [replace(NIGHT, path=f"/news/articles/c{n}x7k2p9") for n in range(5)]
        question = Question("Al Jazeera", NIGHT.headline, "2025-06-04")
        answer = asking(stories=wordless).route(question, "sitemap of the day")
        assert isinstance(answer, Refused)


class TestNewsSitemap:
    def ask(self, asking, stories=STORIES, today=date(2025, 6, 4), day="2025-06-03", **how):
        tables = table("The Guardian", "theguardian.com", NEWS_SITEMAP)
        asker = asking(stories=stories, today=today, table=tables, **how)
        return asker.ask(Question("The Guardian", "Anything", day)).routes[0]

    def test_headlines_and_dates_are_read_past_a_broken_comment(self, asking):
        answer = self.ask(asking)
        assert isinstance(answer, Ranked)
        assert "Ministers weigh tax on empty homes in coastal towns" in [s.headline for s in answer.stories]

    def test_its_silence_never_counts(self, asking):
        assert not self.ask(asking).indexes_outlet

    def test_children_that_are_gone_are_passed_over(self, asking):
        asker = asking(
            today=date(2025, 6, 4),
            table=table("The Guardian", "theguardian.com", NEWS_INDEX),
            faults={"guardian-pages /sitemaps/old.xml": "404"},
        )
        answer = asker.ask(Question("The Guardian", "Anything", "2025-06-03")).routes[0]
        assert isinstance(answer, Ranked)
        assert answer.stories

    def test_it_is_not_asked_about_old_stories(self, asking):
        asker = asking(table=table("The Guardian", "theguardian.com", NEWS_SITEMAP))
        answer = asker.ask(Question("The Guardian", "Anything", "2025-01-01"))
        assert [route.route for route in answer.routes] == ["Bing News"]


class TestFeed:
    def test_links_lose_their_tracking(self, asking):
        asker = asking(today=date(2025, 6, 5))
        answer = asker.route(Question("Al Jazeera", "Night trains to return"), "Jazeera feed")
        assert NIGHT.url in [story.url for story in answer.stories]
        assert not answer.indexes_outlet

    def test_one_feed_of_two_is_enough(self, asking):
        asker = asking(today=date(2025, 6, 5), faults={"guardian-pages /world/rss": "404"})
        answer = asker.route(Question("The Guardian", "Anything"), "Guardian feed")
        assert isinstance(answer, Ranked)
        assert answer.stories


class TestSlugGuess:
    def test_the_page_is_found_by_its_headline(self, asking):
        piece = replace(SCHOOL, path="/volunteers-rebuild-library-in-stara-luka-after-storm/")
        asker = asking(stories=[piece], faults={"kyivindependent /ghost": "404"})
        answer = asker.route(Question("Kyiv Independent", piece.headline), "page by its headline")
        assert [story.url for story in answer.stories] == [piece.url]

    def test_no_such_page_says_nothing(self, asking):
        answer = asking().route(Question("Kyiv Independent", "No such thing"), "page by its headline")
        assert isinstance(answer, Ranked)
        assert not answer.stories
        assert not answer.indexes_outlet


class TestGdelt:
    TABLE = table("Al Jazeera", "aljazeera.com", RouteSpec("gdelt"))

    def test_tokens_are_joined_again(self, asking):
        two = next(p for p in STORIES if p.headline.startswith("Two towns, one river"))
        answer = asking(table=self.TABLE).route(Question("Al Jazeera", two.headline), "GDELT")
        assert isinstance(answer, Ranked)
        assert answer.stories[0].headline == two.headline

    def test_nothing_found_says_nothing(self, asking):
        answer = asking(table=self.TABLE).route(Question("Al Jazeera", "Zebra quartet"), "GDELT")
        assert isinstance(answer, Ranked)
        assert not answer.indexes_outlet

    def test_a_sentence_with_status_200_is_a_refusal(self, asking):
        asker = asking(table=self.TABLE, faults={"gdelt": "error-text"})
        answer = asker.route(Question("Al Jazeera", "Two towns"), "GDELT")
        assert isinstance(answer, Refused)
        assert answer.reason is Reason.RATE_LIMITED


class TestCommonCrawl:
    SPEC = RouteSpec("commoncrawl-index", options={"prefixes": ["www.aljazeera.com/news/{yyyy}/{m}/{d}/"]})

    def test_the_crawls_after_the_day_are_asked(self, asking):
        asker = asking(table=table("Al Jazeera", "aljazeera.com", self.SPEC))
        answer = asker.route(Question("Al Jazeera", NIGHT.headline, "2025-06-04"), "Common Crawl index")
        assert isinstance(answer, Ranked)
        assert NIGHT.url in [story.url for story in answer.stories]
        assert not answer.indexes_outlet
        asked = asker.outlets.asked_of("commoncrawl")
        assert {a.path for a in asked} == {"/collinfo.json", "/CC-MAIN-2025-26-index"}


class TestAgainstRobots:
    @pytest.mark.parametrize("kind", ["google-news", "reuters-search"])
    def test_it_takes_the_users_own_word(self, kind):
        with pytest.raises(SettingsError, match=r"robots\.txt"):
            make_route(Outlet("A Paper"), RouteSpec(kind), {})

    @pytest.mark.parametrize("kind", ["google-news", "reuters-search"])
    def test_the_help_says_that_it_is_off_and_why(self, kind):
        from citecheck.cli.outlets import outlets

        told = " ".join((outlets.help or "").split())
        assert kind in told
        assert "are off, because robots.txt forbids them" in told

    @pytest.mark.parametrize("kind", ["google-news", "reuters-search"])
    def test_no_shipped_table_has_one(self, kind):
        assert not [o.name for o in known_outlets() for spec in o.routes if spec.kind == kind]

    def test_the_name_after_the_title_goes(self, asking):
        spec = RouteSpec("google-news", options={"against_robots": True})
        asker = asking(table=table("Al Jazeera", "aljazeera.com", spec))
        answer = asker.route(Question("Al Jazeera", NIGHT.headline), "Google News")
        assert [(s.outlet, s.headline, s.url) for s in answer.stories] == [("Al Jazeera", NIGHT.headline, "")]


KEYED = {
    "BRAVE_API_KEY": ("brave-key-4711", "Brave News"),
    "NEWSAPI_KEY": ("newsapi-key-4711", "NewsAPI"),
    "MEDIACLOUD_API_KEY": ("mediacloud-key-4711", "Media Cloud"),
    "SEARXNG_URL": ("https://search.varn.example.org", "SearXNG"),
}


class TestKeyed:
    TABLE = table("Al Jazeera", "aljazeera.com", RouteSpec("rss", options={"urls": []}))

    @pytest.mark.parametrize("key", KEYED)
    def test_a_service_is_asked_where_its_key_is_set(self, asking, key):
        value, name = KEYED[key]
        asker = asking(table=self.TABLE, keys={key: value})
        answer = asker.route(Question("Al Jazeera", NIGHT.headline, "2025-06-04"), name)
        assert isinstance(answer, Ranked)
        assert (answer.stories[0].outlet, answer.stories[0].headline) == ("Al Jazeera", NIGHT.headline)
        assert answer.stories[0].published == "2025-06-04"
        assert not answer.indexes_outlet

    def test_without_a_key_none_is_asked(self, asking):
        answer = asking(table=self.TABLE).ask_every(Question("Al Jazeera", NIGHT.headline, "2025-06-04"))
        assert [route.route for route in answer.routes] == ["Bing News", "GDELT"]

    @pytest.mark.parametrize("key", sorted(KEYED.keys() - {"SEARXNG_URL"}))
    def test_the_key_is_in_no_answer(self, asking, key):
        value, _ = KEYED[key]
        asker = asking(table=self.TABLE, keys={key: value})
        assert value not in repr(asker.ask_every(Question("Al Jazeera", NIGHT.headline)))


def test_an_assumed_route_proves_nothing(asking):
    for confirmed in (True, False):
        spec = RouteSpec("wordpress", confirmed, {"base": "https://techcrunch.com"})
        asker = asking(table=table("TechCrunch", "techcrunch.com", spec))
        answer = asker.ask(Question("TechCrunch", "Nothing alike", "2025-06-03")).routes[0]
        assert isinstance(answer, Listed) is confirmed
        assert getattr(answer, "indexes_outlet", True) is confirmed
        assert answer.stories


def test_more_than_forty_further_outlets_have_routes_that_were_seen_to_answer():
    four = {"The Guardian", "Al Jazeera", "Kyiv Independent", "Reuters"}
    further = [outlet for outlet in known_outlets() if outlet.routes and outlet.name not in four]
    assert len(further) > 40
    assert sum(any(route.confirmed for route in outlet.routes) for outlet in further) > 40


def test_every_shipped_table_makes_its_routes(asking):
    routes = [make_route(o, spec, {}, today=TODAY) for o in known_outlets() for spec in o.routes]
    assert len({route.outlet.name for route in routes}) >= 44


def test_the_guide_names_every_kind_and_option():
    guide = (Path(__file__).parents[2] / "docs" / "outlets.md").read_text(encoding="utf-8")
    rows = [line for line in guide.splitlines() if line.startswith("| `")]
    for kind, route in kinds().items():
        row = next(row for row in rows if f"`{kind}`" in row.split("|")[1])
        assert all(f"`{option}`" in row for option in route.options), kind
