"""Bing News as a feed: the one keyless news search whose robots.txt lets programs ask."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import parse_qs, quote, urlsplit

from citecheck.fetcher.interface import Request, Web
from citecheck.fetcher.routes.base import OutletRoute, register
from citecheck.fetcher.routes.dates import search_window
from citecheck.fetcher.routes.feeds import Entry, read_feed
from citecheck.fetcher.routes.stories import clean_url, make_story, merge_stories
from citecheck.fetcher.routes.words import clean_phrase, has_headline, rare_words
from citecheck.models import HeadlineSource, Listed, Question, Ranked, Story, Window
from citecheck.outlets import fold_name

_REACH = timedelta(days=30)
"""A hit this close to the cited date shows that the index goes back that far."""


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
        phrase = clean_phrase(headline)
        site = f"site:{self.outlet.domains[0]} " if self.outlet.domains else ""
        found = await self._search(web, f'{site}"{phrase}"')
        if not has_headline(self._own(found), headline):
            words = rare_words(headline, 5)
            if site and words:
                found += await self._search(web, site + " ".join(words))
            if site:
                found += await self._search(web, f'"{phrase}"')
        stories = merge_stories(found)
        known = "bing" in self.outlet.indexes and _reaches(self._own(stories), search_window(question))
        return Ranked(self.name, tuple(stories), "bing", indexes_outlet=known)

    def _own(self, stories: list[Story]) -> list[Story]:
        return [story for story in stories if story.outlet == self.outlet.name]

    async def _search(self, web: Web, query: str) -> list[Story]:
        base = self.text_option("base", "https://www.bing.com/news/search")
        url = f"{base}?q={quote(query, safe='')}&format=rss&setlang=en-US&cc=US"
        feed = read_feed(await web.get(Request(url, max_bytes=2_000_000)))
        return [story for entry in feed.entries if (story := self._story(entry))]

    def _story(self, entry: Entry) -> Story | None:
        """Turn a hit into a story: the outlet's on its own host, else a copy or another outlet's."""
        url = _unwrapped(entry.link)
        if not url:
            return None
        own = self.owns(url)
        host = (urlsplit(url).hostname or "").removeprefix("www.")
        return make_story(
            self.outlet.name if own else host,
            url,
            [(entry.title, HeadlineSource.LIST)],
            entry.day,
            copy_of=self.outlet.name if not own and self._is_named(entry.source) else None,
        )

    def _is_named(self, source: str | None) -> bool:
        """Say whether a hit's source is the outlet: "Reuters", or "Reuters on MSN"."""
        names = {fold_name(name) for name in (self.outlet.name, *self.outlet.aliases)}
        return bool(source) and fold_name((source or "").partition(" on ")[0]) in names


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


def _reaches(own: list[Story], window: Window | None) -> bool:
    """Say whether stories of the outlet came back that are as old as the window."""
    if window is None or window.start is None:
        return bool(own)
    days = [date.fromisoformat(s.published) for s in own if s.published and len(s.published) == 10]
    return any(day <= window.start + _REACH for day in days)
