"""What the routes share: words to ask for, dates, documents that are whole or refused."""

import asyncio
import json
from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citecheck.fetcher.asker import Asker
from citecheck.fetcher.interface import FetchError, Response
from citecheck.fetcher.routes.dates import day_in_url, days_to_list, may_be_recent, read_day
from citecheck.fetcher.routes.documents import html_text, is_html, plain, read_xml
from citecheck.fetcher.routes.feeds import read_feed
from citecheck.fetcher.routes.stories import clean_url, make_story, merge_stories
from citecheck.fetcher.routes.words import has_headline, rare_words, search_phrase
from citecheck.models import Headline, Listed, Question, Ranked, Reason, Refused, Story, Window
from citecheck.outlets import Outlet, OutletTable, RouteSpec

TODAY = date(2025, 7, 1)


def response(body, kind="application/xml"):
    return Response("https://a.example/x", 200, {"content-type": kind}, body)


class TestWords:
    def test_names_and_long_words_come_before_common_ones(self):
        assert rare_words("What the people of Orrey say about new lighthouse lamps", 3) == [
            "Orrey",
            "lighthouse",
            "lamps",
        ]

    def test_figures_come_last(self):
        assert rare_words("Flood in Varn kills 14 sheep", 4) == ["Flood", "Varn", "kills", "sheep"]

    def test_possessives_lose_their_ending(self):
        assert rare_words("Varn’s mayor") == ["Varn", "mayor"]

    @given(st.text(max_size=300), st.integers(1, 8))
    def test_no_more_than_asked_and_all_from_the_headline(self, headline, count):
        words = rare_words(headline, count)
        assert len(words) <= count
        assert all(word in headline for word in words)

    @given(st.text(max_size=600))
    def test_a_phrase_holds_no_operators(self, headline):
        assert not set(search_phrase(headline)) & set('"()[]{}:*?~^|\\/!+<>')

    def test_a_phrase_keeps_what_belongs_to_words(self):
        phrase = search_phrase("U.S. mayor: ‘We’re 2,000 strong’ (again) – co-op")
        assert phrase == "U.S mayor We're 2,000 strong again co-op"

    def test_the_same_headline_is_the_same_in_other_typing(self):
        story = Story("A", "", (Headline("Mayor: ‘No’ to Varn’s dam"),))
        assert has_headline([story], "Mayor - 'no' to Varn's dam")
        assert not has_headline([story], "Mayor: ‘Yes’ to Varn’s dam")


class TestDates:
    @pytest.mark.parametrize(
        ("written", "day"),
        [
            ("2026-04-21T20:22:17", "2026-04-21"),
            ("2024-02-24T11:42:23.000Z", "2024-02-24"),
            ("20260408T063000Z", "2026-04-08"),
            ("20240307", "2024-03-07"),
            ("Fri, 07 Mar 2025 22:33:44 +0000", "2025-03-07"),
            ("2025-02-30", None),
            ("soon", None),
            ("", None),
            (None, None),
            (17, None),
        ],
    )
    def test_services_dates_are_read(self, written, day):
        assert read_day(written) == day

    @pytest.mark.parametrize(
        ("url", "day"),
        [
            ("https://a.example/news/2026/4/21/a-story", "2026-04-21"),
            ("https://a.example/world/2024/feb/24/a-story", "2024-02-24"),
            ("https://a.example/world/a-story-2024-03-07/", "2024-03-07"),
            ("https://a.example/world/2024/13/24/a-story", None),
            ("https://a.example/a-story", None),
        ],
    )
    def test_days_in_addresses_are_read(self, url, day):
        assert day_in_url(url) == day

    @given(st.text(max_size=80))
    def test_no_text_breaks_the_reader(self, text):
        day = read_day(text)
        assert day is None or date.fromisoformat(day)
        day = day_in_url("https://a.example/" + text)
        assert day is None or date.fromisoformat(day)

    @given(st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.integers(1, 30))
    def test_the_days_to_list_are_those_around_the_date_and_none_to_come(self, day, most):
        question = Question("A", "b", day.isoformat())
        around = [d for d in (day + timedelta(n) for n in (-1, 0, 1)) if d <= TODAY]
        if 0 < len(around) <= most:
            assert days_to_list(question, TODAY, most) == around
        else:
            with pytest.raises(FetchError) as error:
                days_to_list(question, TODAY, most)
            assert error.value.reason is Reason.NEEDS_DATE

    def test_feeds_are_asked_about_recent_and_undated_stories_only(self):
        assert may_be_recent(Question("A", "b"), TODAY)
        assert may_be_recent(Question("A", "b", "2025-06-28"), TODAY)
        assert not may_be_recent(Question("A", "b", "2025-05-28"), TODAY)
        assert not may_be_recent(Question("A", "b", None, None, Window(None, date(2024, 1, 1))), TODAY)


SITEMAP = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    b"<url><loc>https://a.example/one-two-three</loc><lastmod>2025-06-03</lastmod></url>\n"
    b"<url><loc>https://a.example/four-five-six</loc></url>\n</urlset>\n"
)


class TestXml:
    @given(st.integers(0, len(SITEMAP) - len("</urlset>\n") + 8))
    def test_a_document_that_breaks_off_anywhere_is_refused(self, length):
        with pytest.raises(FetchError):
            read_xml(response(SITEMAP[:length]), "urlset")

    def test_a_bare_root_that_is_never_closed_is_refused(self):
        with pytest.raises(FetchError):
            read_xml(response(b"<urlset><url><loc>https://a.example/a</loc>"), "urlset")

    def test_comments_with_dashes_and_bare_ampersands_lose_nothing(self):
        body = SITEMAP.replace(b"<url>", b"<!-- made -- by hand --><url>", 1).replace(b"one-two", b"one&two")
        xml = read_xml(response(body), "urlset")
        assert xml.whole
        assert len(xml.all("url")) == 2

    def test_damage_is_read_as_far_as_it_goes_and_said_so(self):
        body = SITEMAP.replace(b"<lastmod>", b"<lastmod", 1)
        xml = read_xml(response(body), "urlset")
        assert not xml.whole

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"  ",
            b"{}",
            b"<html><body>no</body></html>",
            b"<!doctype html><urlset></urlset>",
            b"<rss></rss>",
            b'<!DOCTYPE u [<!ENTITY a "aaaa">]><urlset>&a;</urlset>',
            b'<!DOCTYPE u [<!ENTITY a SYSTEM "file:///etc/passwd">]><urlset>&a;</urlset>',
        ],
    )
    def test_what_is_no_sitemap_is_refused(self, body):
        with pytest.raises(FetchError):
            read_xml(response(body), "urlset")

    @settings(max_examples=60)
    @given(st.binary(max_size=400))
    def test_any_bytes_are_read_or_refused(self, body):
        with suppress(FetchError):
            assert read_xml(response(b"<urlset>" + body + b"</urlset>"), "urlset").root is not None

    def test_a_web_page_is_known_whatever_stands_before_it(self):
        assert is_html(b"\xef\xbb\xbf <!-- saved --> <!DOCTYPE html><html>")
        assert not is_html(b'<?xml version="1.0"?><rss></rss>')


class TestFeeds:
    def test_atom_is_read(self):
        feed = read_feed(
            response(
                b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Night &amp;amp; day</title>'
                b'<link rel="self" href="https://a.example/self"/><link href="https://a.example/night-and-day"/>'
                b"<updated>2025-06-03T10:00:00Z</updated></entry></feed>"
            )
        )
        entry = feed.entries[0]
        assert (entry.title, entry.link, entry.day) == (
            "Night & day",
            "https://a.example/night-and-day",
            "2025-06-03",
        )

    def test_the_source_is_found_in_any_namespace(self):
        feed = read_feed(
            response(
                b'<rss xmlns:N="https://b.example/q=1"><channel><item><title>A</title><link>https://a.example/a'
                b"</link><N:Source>The Herald on MSN</N:Source></item></channel></rss>"
            )
        )
        assert feed.entries[0].source == "The Herald on MSN"


class TestStories:
    def test_addresses_are_cleaned(self):
        assert clean_url("http://a.example:80/x?utm_source=b&id=3#top") == "https://a.example/x?id=3"
        assert clean_url("/x", "https://a.example/y") == "https://a.example/x"
        assert clean_url("javascript:alert(1)") == ""
        assert clean_url("https://[bad") == ""

    def test_stories_at_one_address_become_one(self):
        one = make_story("A", "https://a.example/night-and-day-again", [("Night", "list")])
        other = make_story("A", "https://a.example/night-and-day-again/", [("Day", "list")])
        merged = merge_stories([one, other])
        assert [h.text for h in merged[0].headlines] == ["Night", "night and day again", "Day"]

    def test_fragments_become_paragraphs(self):
        html = "<p>One&nbsp;&amp; two.</p><figure>no</figure><script>no()</script><ul><li>Three</li></ul>"
        assert html_text(html) == "One & two.\n\nThree"
        assert plain("<b>Night</b> &amp; day ") == "Night & day"


class Says:
    """A network in which every address answers the same."""

    def __init__(self, body):
        self.body = body

    async def get(self, request):
        return Response(request.url, 200, {"content-type": "application/json"}, self.body)


FIELDS = [
    *("response", "results", "status", "total", "pages", "data", "searchPosts", "items", "posts", "meta"),
    *("pagination", "articles", "stories", "webTitle", "webUrl", "title", "url", "link", "fields"),
]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(FIELDS),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
KINDS = ["guardian-api", "aljazeera-search", "gdelt", "brave", "newsapi", "mediacloud", "searxng"]


@settings(max_examples=150, deadline=None)
@given(JSON, st.sampled_from([*KINDS, "wordpress", "ghost", "wayback-cdx", "commoncrawl-index"]))
def test_whatever_json_comes_no_route_raises_or_claims_a_list(value, kind):
    options = {
        "wordpress": {"base": "https://a.example"},
        "ghost": {"base": "https://a.example", "key": "0123456789abcdef0123456789"},
        "wayback-cdx": {"patterns": ["-{yyyy}-{mm}-{dd}"]},
        "commoncrawl-index": {"prefixes": ["a.example/{yyyy}/"]},
    }.get(kind, {})
    routes = (RouteSpec(kind, options=options),)
    table = OutletTable([Outlet("A", domains=("a.example",), routes=routes, indexes=("wayback",))])
    keys = dict.fromkeys(("BRAVE_API_KEY", "NEWSAPI_KEY", "MEDIACLOUD_API_KEY"), "k")
    keys["SEARXNG_URL"] = "https://b.example"
    web = Says(json.dumps(value).encode())
    asker = Asker(web, table, keys, today=TODAY, notes=lambda _: None)
    answer = asyncio.run(asker.ask(Question("A", "Night and day in Varn", "2025-06-03"))).routes[0]
    assert isinstance(answer, Refused | Ranked | Listed)
    if not isinstance(answer, Refused) and not answer.stories:
        assert isinstance(answer, Ranked)
        assert not answer.indexes_outlet
