"""Al Jazeera's own search and article data, as its site asks for them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from urllib.parse import quote, urlsplit

from citecheck.fetcher.interface import FetchError, Request, Web
from citecheck.fetcher.routes.base import OutletRoute, register
from citecheck.fetcher.routes.dates import read_day
from citecheck.fetcher.routes.documents import fail, html_text, plain, read_json
from citecheck.fetcher.routes.stories import clean_url, make_story, merge_stories
from citecheck.fetcher.routes.words import clean_phrase, has_headline, rare_words, shared, telling_words
from citecheck.models import HeadlineSource, Listed, Question, Ranked, Reason, Story

_NO_STORIES = ("/where/", "/author/", "/tag/", "/search/", "/videos/")
_SUFFIXES = (" | al jazeera", " - al jazeera")
_MOST_COMPLETED = 3
"""Cut titles that are looked up in full."""
_KINDS = {"opinions": "opinion", "program": "episode", "features/longform": "longform"}


@register("aljazeera-search")
class AlJazeeraSearch(OutletRoute):
    """Asks the site's search for the headline, then for its rare words."""

    options = frozenset({"base", "site"})

    @property
    def name(self) -> str:
        """What reports call it."""
        return f"{self.outlet.name} search"

    @property
    def _base(self) -> str:
        return self.text_option("base", "https://www.aljazeera.com").rstrip("/")

    async def ask(self, question: Question, web: Web) -> Ranked | Listed:
        """Search by relevance; a search that names no story at all says nothing about any."""
        headline = question.headline or ""
        found = await self._search(web, clean_phrase(headline), headline)
        words = rare_words(headline, 5)
        if words and not has_headline(found, headline):
            found += await self._search(web, " ".join(words), headline)
        stories = tuple(merge_stories(found))
        return Ranked(self.name, stories, "aljazeera", indexes_outlet=bool(stories))

    async def _search(self, web: Web, query: str, headline: str) -> list[Story]:
        data = await self._get(web, "SearchQuery", {"query": query, "start": 1, "sort": "relevance"})
        posts = data.get("searchPosts")
        if not isinstance(posts, dict):
            raise FetchError(Reason.UNREADABLE, f"{self.outlet.name}'s search answered without results")
        items = posts.get("items") or []
        if not isinstance(items, list):
            raise FetchError(Reason.UNREADABLE, f"{self.outlet.name}'s search answered in another shape")
        if not items and _total(posts) != "0":
            raise FetchError(Reason.UNREADABLE, f"{self.outlet.name}'s search answered with an empty list")
        listed = [item for item in items if isinstance(item, dict)]
        return [
            story for item in await self._completed(web, listed, headline) if (story := self._story(item))
        ]

    async def _completed(self, web: Web, items: list[dict[str, Any]], headline: str) -> list[dict[str, Any]]:
        """Look up the titles that the search has cut, the most promising ones; drop the other cut titles."""
        wanted = telling_words(headline)
        cut = [item for item in items if _is_cut(item)]
        cut.sort(key=lambda item: -shared(wanted, str(item.get("title"))))
        for item in cut:
            item["title"] = None
        for item in cut[:_MOST_COMPLETED]:
            try:
                article = await self._article(web, self._link(item))
            except FetchError:
                continue
            item["title"] = article.get("title")
        return items

    def _link(self, item: dict[str, Any]) -> str:
        return clean_url(str(item.get("link") or item.get("formattedUrl") or ""), self._base)

    def _story(self, item: dict[str, Any]) -> Story | None:
        url = self._link(item)
        if not self.owns(url) or any(part in url for part in _NO_STORIES) or urlsplit(url).path in ("", "/"):
            return None
        title = _without_suffix(plain(item.get("title")))
        return make_story(self.outlet.name, url, [(title, HeadlineSource.LIST)], _published(item))

    async def _article(self, web: Web, url: str) -> dict[str, Any]:
        """Return the data of one article.

        Raises:
            FetchError: it is not there, or not readable.
        """
        path = urlsplit(url).path.strip("/")
        kind = next((kind for start, kind in _KINDS.items() if path.startswith(start)), "post")
        operation, kind = (
            ("ArchipelagoSingleLiveBlogQuery", "liveblog")
            if path.startswith("news/liveblog/")
            else ("ArchipelagoSingleArticleQuery", kind)
        )
        name = path.rpartition("/")[2]
        data = await self._get(web, operation, {"name": name, "postType": kind, "preview": ""})
        article = data.get("article")
        if not isinstance(article, dict):
            raise FetchError(Reason.STATUS, f"{self.outlet.name} has no article {name[:120]!r}")
        return article

    async def _get(self, web: Web, operation: str, variables: dict[str, Any]) -> dict[str, Any]:
        """Return the "data" of an answer; an answer with errors and no data is refused."""
        site = self.text_option("site", "aje")
        packed = quote(json.dumps(variables, ensure_ascii=False, separators=(",", ":")), safe="")
        url = (
            f"{self._base}/graphql?wp-site={site}&operationName={operation}"
            f"&variables={packed}&extensions=%7B%7D"
        )
        headers = {"wp-site": site, "content-type": "application/json", "accept": "application/json"}
        response = await web.get(Request(url, headers))
        answer = read_json(response, "JSON")
        data = answer.get("data") if isinstance(answer, dict) else None
        if not isinstance(data, dict):
            raise fail(response, f"answered {operation} without data{_first_error(answer)}")
        return data

    async def read(self, story: Story, web: Web) -> Story | None:
        """Return an article with its text and its wire; of a live blog, only the page has everything."""
        if not self.owns(story.url) or "/liveblog/" in story.url:
            return None
        article = await self._article(web, story.url)
        titles = [article.get(key) for key in ("title", "replacementHeadline", "seoTitle")]
        read = make_story(
            self.outlet.name,
            story.url,
            [
                (plain(title), HeadlineSource.METADATA if at else HeadlineSource.PAGE)
                for at, title in enumerate(titles)
            ],
            read_day(article.get("date")),
        )
        if read is None:
            raise FetchError(Reason.UNREADABLE, f"{self.outlet.name}'s article has no title")
        return replace(
            read,
            updated=read_day(article.get("modified_gmt")),
            byline=", ".join(_names(article.get("author"))) or None,
            standfirst=plain(article.get("subheading")),
            text=html_text(str(article.get("content") or "")) or None,
            syndicated_from=_wire(article.get("source"), self.outlet.name),
        )


def _total(posts: dict[str, Any]) -> str:
    information = posts.get("searchInformation")
    return str(information.get("totalResults")) if isinstance(information, dict) else ""


def _is_cut(item: dict[str, Any]) -> bool:
    title = plain(item.get("title")) or ""
    return title.endswith(("…", "...")) or "... |" in title or "… |" in title


def _without_suffix(title: str | None) -> str | None:
    """Drop "| News | Al Jazeera", which the search index adds."""
    if title is None:
        return None
    lowered = title.lower()
    for suffix in _SUFFIXES:
        if lowered.endswith(suffix):
            bare = title[: -len(suffix)]
            section = bare.rpartition(" | ")
            return section[0] if section[0] and len(section[2].split()) <= 2 else bare
    return title


def _published(item: dict[str, Any]) -> str | None:
    page = item.get("pagemap")
    tags = page.get("metatags") if isinstance(page, dict) else None
    tags = tags[0] if isinstance(tags, list) and tags else tags
    return read_day(tags.get("publishdt")) if isinstance(tags, dict) else None


def _names(people: object) -> list[str]:
    named = [plain(p.get("name")) for p in people if isinstance(p, dict)] if isinstance(people, list) else []
    return [name for name in named if name]


def _wire(sources: object, outlet: str) -> str | None:
    """Return whom the text was taken from, where that is not the outlet itself."""
    others = [name for name in _names(sources) if not name.lower().startswith(outlet.lower())]
    return ", ".join(others) or None


def _first_error(answer: object) -> str:
    errors = answer.get("errors") if isinstance(answer, dict) else None
    first = errors[0] if isinstance(errors, list) and errors else None
    message = plain(first.get("message")) if isinstance(first, dict) else None
    return f" ({message[:120]})" if message else ""
