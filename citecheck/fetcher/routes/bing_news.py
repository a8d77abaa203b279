"""Bing News as a feed: the one keyless news search whose robots.txt lets programs ask."""

from __future__ import annotations

from urllib.parse import parse_qs, quote, urlsplit

from citecheck.fetcher.interface import Request, Web
from citecheck.fetcher.routes.base import OutletRoute, register
from citecheck.fetcher.routes.dates import search_window
from citecheck.fetcher.routes.feeds import read_feed
from citecheck.fetcher.routes.hits import own_stories, reaches, story_of_hit
from citecheck.fetcher.routes.stories import clean_url, merge_stories
from citecheck.fetcher.routes.words import has_headline, rare_words, search_phrase
from citecheck.models import Listed, Question, Ranked, Story


@register("bing-news")
class BingNews(OutletRoute):
    """Asks for the headline, then its rare words, at the outlet's domain, then for the headline anywhere."""

    options = frozenset({"base"})

    @property
    def name(self) -> str:
        """What reports call it."""
        return "Bing News"

    async def ask(self, question: Question, web: Web) -> Listed | Ranked:
        """Search. About ten hits come back at most, so what it does not name is weak evidence.

        Its silence counts only where it named stories of the outlet, some of them as old as the cited
        date: Bing News forgets, and an empty feed looks the same whether it has nothing or is out of order.
        """
        headline = question.headline or ""
        phrase = search_phrase(headline)
        site = f"site:{self.outlet.domains[0]} " if self.outlet.domains else ""
        found = await self._search(web, f'{site}"{phrase}"')
        if not has_headline(own_stories(self, found), headline):
            words = rare_words(headline, 5)
            if site and words:
                found += await self._search(web, site + " ".join(words))
            if site:
                found += await self._search(web, f'"{phrase}"')
        stories = merge_stories(found)
        known = "bing" in self.outlet.indexes and reaches(own_stories(self, stories), search_window(question))
        return Ranked(self.name, tuple(stories), "bing", indexes_outlet=known)

    async def _search(self, web: Web, query: str) -> list[Story]:
        base = self.text_option("base", "https://www.bing.com/news/search")
        url = f"{base}?q={quote(query, safe='')}&format=rss&setlang=en-US&cc=US"
        feed = read_feed(await web.get(Request(url, max_bytes=2_000_000)))
        hits = (
            story_of_hit(self, _unwrapped(entry.link), entry.title, entry.day, entry.source)
            for entry in feed.entries
        )
        return [story for story in hits if story]


def _unwrapped(link: str) -> str:
    """Return the publisher's address inside Bing's own; "" where there is none."""
    try:
        parts = urlsplit(link)
        host = (parts.hostname or "").lower()
        if host == "bing.com" or host.endswith(".bing.com"):
            return clean_url((parse_qs(parts.query).get("url") or [""])[0])
    except ValueError:
        return ""
    return clean_url(link)
