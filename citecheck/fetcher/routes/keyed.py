"""News searches for which the user has a key: asked about every outlet, and only where the key is set."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar
from urllib.parse import urlencode, urlsplit

from citecheck.fetcher.interface import FetchError, Request, Response, Web
from citecheck.fetcher.routes.base import OutletRoute, register
from citecheck.fetcher.routes.dates import read_day, search_window
from citecheck.fetcher.routes.documents import fail, plain, read_json
from citecheck.fetcher.routes.hits import own_stories, reaches, story_of_hit
from citecheck.fetcher.routes.stories import merge_stories
from citecheck.fetcher.routes.words import has_headline, rare_words, search_phrase
from citecheck.models import Listed, Question, Ranked, Reason, Story, Window

_FIRST_DAY = date(2008, 1, 1)


class KeyedSearch(OutletRoute):
    """What the keyed services share: the phrase first, then the rare words."""

    key_name: ClassVar[str]
    """Environment variable of the key."""
    index: ClassVar[str]

    async def ask(self, question: Question, web: Web) -> Listed | Ranked:
        """Search; silence counts only for an outlet the index is known to hold, back to its oldest hit."""
        if not self.key:
            raise FetchError(Reason.MISSING_KEY, f"{self.name} needs a key", f"set {self.key_name}")
        headline = question.headline or ""
        window = search_window(question)
        found = await self._search(web, f'"{search_phrase(headline)}"', window)
        words = rare_words(headline, 5)
        if words and not has_headline(own_stories(self, found), headline):
            found += await self._search(web, " ".join(words), window)
        stories = merge_stories(found)
        known = self.index in self.outlet.indexes and reaches(own_stories(self, stories), window)
        return Ranked(self.name, tuple(stories), self.index, window, indexes_outlet=known)

    @property
    def key(self) -> str:
        """The user's key, or ""."""
        return self.keys.get(self.key_name, "")

    async def _search(self, web: Web, words: str, window: Window | None) -> list[Story]:
        response = await web.get(self.request(words, window))
        hits = self.hits(response, read_json(response, "JSON"))
        return [s for hit in hits if isinstance(hit, dict) and (s := self.story(hit))]

    def request(self, words: str, window: Window | None) -> Request:
        """Return the request for some words and days."""
        raise NotImplementedError

    def hits(self, response: Response, answer: Any) -> Iterable[Any]:
        """Return the hits of an answer.

        Raises:
            FetchError: it is none.
        """
        raise NotImplementedError

    def story(self, hit: dict[str, Any]) -> Story | None:
        """Turn a hit into a story."""
        raise NotImplementedError

    @property
    def site(self) -> str:
        """The outlet's domain as a search term, or ""."""
        return f" site:{self.outlet.domains[0]}" if self.outlet.domains else ""


@register("brave")
class Brave(KeyedSearch):
    """Brave's news search."""

    key_name = "BRAVE_API_KEY"
    index = "brave"

    @property
    def name(self) -> str:
        """What reports call it."""
        return "Brave News"

    def request(self, words: str, window: Window | None) -> Request:
        """Ask within the service's 400 characters."""
        query = {"q": words[: 390 - len(self.site)] + self.site, "count": "50"}
        if window and window.start and window.end:
            query["freshness"] = f"{window.start}to{window.end}"
        url = f"https://api.search.brave.com/res/v1/news/search?{urlencode(query)}"
        headers = {"x-subscription-token": self.key, "accept": "application/json"}
        return Request(url, headers, secrets=(self.key,))

    def hits(self, response: Response, answer: Any) -> Iterable[Any]:
        """Return "results"."""
        results = answer.get("results") if isinstance(answer, dict) else None
        if not isinstance(results, list):
            raise fail(response, "answered without results")
        return results

    def story(self, hit: dict[str, Any]) -> Story | None:
        """Read title, address and the page's own date."""
        return story_of_hit(
            self, str(hit.get("url") or ""), plain(hit.get("title")), read_day(hit.get("page_age"))
        )


@register("newsapi")
class NewsApi(KeyedSearch):
    """NewsAPI.org."""

    key_name = "NEWSAPI_KEY"
    index = "newsapi"

    @property
    def name(self) -> str:
        """What reports call it."""
        return "NewsAPI"

    def request(self, words: str, window: Window | None) -> Request:
        """Ask for titles at the outlet's domains."""
        query = {"q": words[:500], "searchIn": "title", "pageSize": "100", "sortBy": "relevancy"}
        if self.outlet.domains:
            query["domains"] = ",".join(self.outlet.domains)
        if window and window.start and window.end:
            query |= {"from": str(window.start), "to": str(window.end)}
        url = f"https://newsapi.org/v2/everything?{urlencode(query)}"
        return Request(url, {"x-api-key": self.key}, secrets=(self.key,), ok=(200, 400, 401, 426))

    def hits(self, response: Response, answer: Any) -> Iterable[Any]:
        """Return "articles", or refuse with the service's own message."""
        answer = answer if isinstance(answer, dict) else {}
        articles = answer.get("articles")
        if response.status == 401:
            raise FetchError(Reason.BAD_KEY, "NewsAPI refused the key", f"check {self.key_name}")
        if answer.get("status") != "ok" or not isinstance(articles, list):
            message = plain(answer.get("message")) or "no reason given"
            raise FetchError(Reason.STATUS, f"NewsAPI answered {response.status}: {message[:200]}")
        return articles

    def story(self, hit: dict[str, Any]) -> Story | None:
        """Read title, address, date and source."""
        source = hit.get("source")
        named = plain(source.get("name")) if isinstance(source, dict) else None
        day = read_day(hit.get("publishedAt"))
        return story_of_hit(self, str(hit.get("url") or ""), plain(hit.get("title")), day, named)


@register("mediacloud")
class MediaCloud(KeyedSearch):
    """Media Cloud's index of online news."""

    key_name = "MEDIACLOUD_API_KEY"
    index = "mediacloud"

    @property
    def name(self) -> str:
        """What reports call it."""
        return "Media Cloud"

    def request(self, words: str, window: Window | None) -> Request:
        """Ask for the days, which the service insists on."""
        first = window.start if window and window.start else _FIRST_DAY
        last = (window.end if window else None) or self.today or date.max
        query = {
            "q": words if words.startswith('"') else " AND ".join(words.split()),
            "start": str(first),
            "end": str(last),
            "platform": "onlinenews-mediacloud",
            "page_size": "100",
        }
        url = f"https://search.mediacloud.org/api/search/story-list?{urlencode(query)}"
        return Request(url, {"authorization": f"Token {self.key}"}, secrets=(self.key,))

    def hits(self, response: Response, answer: Any) -> Iterable[Any]:
        """Return "stories"."""
        stories = answer.get("stories") if isinstance(answer, dict) else None
        if not isinstance(stories, list):
            raise fail(response, "answered without stories")
        return stories

    def story(self, hit: dict[str, Any]) -> Story | None:
        """Read title, address, date and source."""
        day = read_day(hit.get("publish_date"))
        named = plain(hit.get("media_name"))
        return story_of_hit(self, str(hit.get("url") or ""), plain(hit.get("title")), day, named)


@register("searxng")
class SearXng(KeyedSearch):
    """The user's own SearXNG. It asks other engines and is independent of none: its silence says nothing."""

    key_name = "SEARXNG_URL"
    index = "searxng"

    @property
    def name(self) -> str:
        """What reports call it."""
        return "SearXNG"

    def request(self, words: str, window: Window | None) -> Request:  # noqa: ARG002
        """Ask the news engines; the instance must allow the json format."""
        query = {"q": words + self.site, "format": "json", "categories": "news", "pageno": "1"}
        return Request(f"{self.key.rstrip('/')}/search?{urlencode(query)}", published_api=True)

    def hits(self, response: Response, answer: Any) -> Iterable[Any]:
        """Return "results"; none from engines that did not respond is a refusal."""
        results = answer.get("results") if isinstance(answer, dict) else None
        if not isinstance(results, list):
            raise fail(response, "answered without results")
        if not results and answer.get("unresponsive_engines"):
            raise FetchError(Reason.UNREADABLE, f"none of the engines behind {self._host} responded")
        return results

    @property
    def _host(self) -> str:
        return urlsplit(self.key).hostname or "SearXNG"

    def story(self, hit: dict[str, Any]) -> Story | None:
        """Read title, address and date."""
        day = read_day(hit.get("publishedDate"))
        return story_of_hit(self, str(hit.get("url") or ""), plain(hit.get("title")), day)
