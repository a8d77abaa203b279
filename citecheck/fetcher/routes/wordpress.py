"""Sites that run on WordPress and leave its public REST API on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from citecheck.fetcher.interface import FetchError, Request, Response, Web
from citecheck.fetcher.routes.base import OutletRoute, register
from citecheck.fetcher.routes.dates import is_exact, read_day, search_window
from citecheck.fetcher.routes.documents import fail, html_text, plain, read_json
from citecheck.fetcher.routes.stories import clean_url, make_story, merge_stories
from citecheck.fetcher.routes.words import clean_phrase, has_headline, rare_words
from citecheck.models import HeadlineSource, Listed, Question, Ranked, Reason, Story, Window

_PAGE = 100
_MOST_PAGES = 8
_FIELDS = "id,date,date_gmt,modified_gmt,slug,link,title"


@register("wordpress")
class WordPress(OutletRoute):
    """Lists the days around an exact date, or searches the titles."""

    options = frozenset({"base", "types"})
    needs = frozenset({"base"})
    lists_days = True

    @property
    def name(self) -> str:
        """What reports call it."""
        return f"{self.outlet.name} site API"

    async def ask(self, question: Question, web: Web) -> Listed | Ranked:
        """Ask every post type of the table; all must answer."""
        headline = question.headline or ""
        window = search_window(question)
        found = await self._search(web, clean_phrase(headline), window)
        if not has_headline(found, headline):
            if window and window.start and window.end and is_exact(question):
                every = await self._list(web, window)
                if every:
                    stories = merge_stories([*found, *every])
                    return Listed(self.name, tuple(stories), window)
            found += await self._search(web, " ".join(rare_words(headline, 3)), None)
        return Ranked(self.name, tuple(merge_stories(found)), self.own_index, indexes_outlet=bool(found))

    async def list_day(self, day: date, web: Web) -> Listed | Ranked:
        """List the posts of the day.

        Raises:
            FetchError: also where it names none, which a site that is up seldom means.
        """
        stories = await self._list(web, Window(day, day))
        if not stories:
            much = "more posts than can be listed" if stories is None else "no post"
            raise FetchError(Reason.UNREADABLE, f"{self.name} names {much} for {day}")
        return Listed(self.name, tuple(merge_stories(stories)), Window(day, day))

    @property
    def _types(self) -> tuple[str, ...]:
        return self.list_option("types") or ("posts",)

    async def _search(self, web: Web, words: str, window: Window | None) -> list[Story]:
        query = {"search": words, "orderby": "relevance", "per_page": "50", **_days(window)}
        found: list[Story] = []
        for kind in self._types:
            found += (await self._get(web, kind, query))[0]
        return found

    async def _list(self, web: Web, window: Window) -> list[Story] | None:
        """Return everything of a window, or None where that is too much."""
        found: list[Story] = []
        for kind in self._types:
            page, pages = 1, 1
            while page <= pages:
                query = {"per_page": str(_PAGE), "page": str(page), "orderby": "date", **_days(window)}
                stories, pages = await self._get(web, kind, query)
                if pages > _MOST_PAGES:
                    return None
                found += stories
                page += 1
        return found

    async def _get(self, web: Web, kind: str, query: dict[str, str]) -> tuple[list[Story], int]:
        """Return the stories of one page, and how many pages there are."""
        response, posts = await self._posts(web, kind, {**query, "_fields": _FIELDS})
        pages = response.headers.get("x-wp-totalpages", "")
        if not pages.isdigit() and len(posts) >= int(query["per_page"]):
            raise fail(response, "does not say how many pages there are")
        stories = [story for post in posts if (story := self._story(post))]
        return stories, int(pages) if pages.isdigit() else 1

    async def _posts(
        self, web: Web, kind: str, query: dict[str, str]
    ) -> tuple[Response, list[dict[str, Any]]]:
        base = self.text_option("base").rstrip("/")
        url = f"{base}/wp-json/wp/v2/{kind}?{urlencode(query, quote_via=quote)}"
        response = await web.get(Request(url, {"accept": "application/json"}))
        answer = read_json(response, "JSON")
        if not isinstance(answer, list) or not all(isinstance(post, dict) for post in answer):
            raise fail(response, "did not answer with a list of posts")
        return response, answer

    def _story(self, post: dict[str, Any]) -> Story | None:
        title = post.get("title")
        title = title.get("rendered") if isinstance(title, dict) else title
        url = clean_url(str(post.get("link") or ""))
        if not self.owns(url):
            return None
        published = read_day(post.get("date_gmt")) or read_day(post.get("date"))
        return make_story(self.outlet.name, url, [(plain(title), HeadlineSource.PAGE)], published)

    async def read(self, story: Story, web: Web) -> Story | None:
        """Return a post by its slug, with its text; a protected one is refused."""
        slug = urlsplit(story.url).path.strip("/").rpartition("/")[2]
        if not slug or not self.owns(story.url):
            return None
        for kind in self._types:
            query = {"slug": slug, "_fields": f"{_FIELDS},content,excerpt"}
            _, posts = await self._posts(web, kind, query)
            for post in posts:
                read = self._story(post)
                if read and read.url.rstrip("/") == story.url.rstrip("/"):
                    return _with_text(read, post)
        raise FetchError(Reason.STATUS, f"{self.outlet.name} has no post {slug[:120]!r}")


def _with_text(story: Story, post: dict[str, Any]) -> Story:
    content = post.get("content")
    content = content if isinstance(content, dict) else {}
    if content.get("protected") is True:
        raise FetchError(Reason.BLOCKED, f"{story.outlet} protects this story with a password")
    text = html_text(str(content.get("rendered") or "")) or None
    return replace(story, text=text, updated=read_day(post.get("modified_gmt")))


def _days(window: Window | None) -> dict[str, str]:
    days = {}
    if window and window.start:
        days["after"] = f"{window.start}T00:00:00"
    if window and window.end:
        days["before"] = f"{window.end}T23:59:59"
    return days
