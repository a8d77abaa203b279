"""Routes that a service's robots.txt forbids: off, and made only where the user's own table says so.

No table that ships with citecheck has one. A user who adds one writes `against_robots = true` and answers
for it: Google's feed says it is for personal feed readers only, Reuters shuts out every program it has not
named. Neither is needed: Bing News and the Wayback Machine give what they give.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from citecheck.errors import SettingsError
from citecheck.fetcher.interface import Request, Web
from citecheck.fetcher.routes.base import OutletRoute, register
from citecheck.fetcher.routes.dates import read_day, search_window
from citecheck.fetcher.routes.documents import fail, plain, read_json
from citecheck.fetcher.routes.feeds import Entry, read_feed
from citecheck.fetcher.routes.stories import clean_url, make_story, merge_stories
from citecheck.fetcher.routes.words import has_headline, rare_words, search_phrase
from citecheck.models import HeadlineSource, Listed, Question, Ranked, Story, Window
from citecheck.outlets import Outlet, RouteSpec


class OptInRoute(OutletRoute):
    """A route that exists only where the user has taken it on knowingly."""

    options = frozenset({"against_robots"})

    def __init__(
        self, outlet: Outlet, spec: RouteSpec, keys: Mapping[str, str], *, today: date | None = None
    ) -> None:
        """Insist on the user's word.

        Raises:
            SettingsError: the table does not say `against_robots = true`.
        """
        super().__init__(outlet, spec, keys, today=today)
        if spec.options.get("against_robots") is not True:
            raise SettingsError(
                f"outlet {outlet.name}: route {spec.kind} goes against the service's robots.txt; "
                "if you have its leave, say so with: against_robots = true"
            )


@register("google-news")
class GoogleNews(OptInRoute):
    """Google News' feed. Its links are opaque, so its stories have headlines and no address."""

    @property
    def name(self) -> str:
        """What reports call it."""
        return "Google News"

    async def ask(self, question: Question, web: Web) -> Listed | Ranked:
        """Search the phrase, then the rare words, at the outlet's domain. Silence says nothing."""
        headline = question.headline or ""
        window = search_window(question)
        found = await self._search(web, f'"{search_phrase(headline)}"', window)
        words = rare_words(headline, 5)
        if words and not has_headline(found, headline):
            found += await self._search(web, " ".join(words), window)
        return Ranked(self.name, tuple(merge_stories(found)), "google", window, indexes_outlet=False)

    async def _search(self, web: Web, words: str, window: Window | None) -> list[Story]:
        query = f"{words} site:{self.outlet.domains[0]}" if self.outlet.domains else words
        if window and window.start and window.end:
            query += f" after:{window.start - timedelta(1)} before:{window.end + timedelta(1)}"
        packed = urlencode({"q": query, "hl": "en-US", "gl": "US", "ceid": "US:en"})
        url = f"https://news.google.com/rss/search?{packed}"
        feed = read_feed(await web.get(Request(url, published_api=True)))
        return [story for entry in feed.entries if (story := self._story(entry))]

    def _story(self, entry: Entry) -> Story | None:
        """Turn an entry into a story of the publisher it names; its title ends with that name."""
        own = self.owns(entry.source_url or "")
        host = (urlsplit(entry.source_url or "").hostname or "").removeprefix("www.")
        title = (entry.title or "").removesuffix(f" - {entry.source}") if entry.source else entry.title
        outlet = self.outlet.name if own else (host or entry.source or "Google News")
        return make_story(outlet, "", [(title, HeadlineSource.LIST)], entry.day)


@register("reuters-search")
class ReutersSearch(OptInRoute):
    """The search behind Reuters' own site, which mostly answers programs with a captcha."""

    @property
    def name(self) -> str:
        """What reports call it."""
        return "Reuters site search"

    async def ask(self, question: Question, web: Web) -> Listed | Ranked:
        """Search for the headline within its days."""
        window = search_window(question)
        query: dict[str, Any] = {
            "keyword": search_phrase(question.headline or ""),
            "offset": 0,
            "orderby": "relevance",
            "size": 20,
            "website": "reuters",
        }
        if window and window.start and window.end:
            query |= {"start_date": f"{window.start}T00:00:00Z", "end_date": f"{window.end}T23:59:59Z"}
        packed = quote(json.dumps(query, separators=(",", ":")), safe="")
        url = f"https://www.reuters.com/pf/api/v3/content/fetch/articles-by-search-v2?query={packed}&_website=reuters"
        response = await web.get(Request(url, published_api=True))
        answer = read_json(response, "JSON")
        result = answer.get("result") if isinstance(answer, dict) else None
        if not isinstance(result, dict):
            raise fail(response, "answered without a result")
        articles = result.get("articles", [])
        if not isinstance(articles, list):
            raise fail(response, "answered with JSON of another shape")
        found = [s for item in articles if isinstance(item, dict) and (s := self._story(item))]
        return Ranked(self.name, tuple(found), self.own_index, window, indexes_outlet=bool(found))

    def _story(self, item: dict[str, Any]) -> Story | None:
        url = clean_url(str(item.get("canonical_url") or ""), "https://www.reuters.com")
        titles = [(plain(item.get(key)), HeadlineSource.LIST) for key in ("title", "basic_headline")]
        day = read_day(item.get("published_time")) or read_day(item.get("display_time"))
        return make_story(self.outlet.name, url, titles, day) if self.owns(url) else None
