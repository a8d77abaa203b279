"""Sites that run on Ghost: their public Content API, by the key that every page of theirs carries."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from citecheck.fetcher.interface import FetchError, Request, Response, Web
from citecheck.fetcher.routes.base import OutletRoute, register
from citecheck.fetcher.routes.dates import read_day
from citecheck.fetcher.routes.documents import fail, html_text, plain, read_json, text_of
from citecheck.fetcher.routes.stories import clean_url, make_story, merge_stories
from citecheck.fetcher.routes.words import clean_phrase, has_headline, rare_words
from citecheck.models import HeadlineSource, Listed, Question, Ranked, Reason, Story, Window
from citecheck.outlets import Outlet, RouteSpec

_PAGE = 100
"""Posts a page, the most the API gives."""
_MOST_PAGES = 10
_FIELDS = (
    "id,title,slug,url,published_at,updated_at,og_title,meta_title,twitter_title,custom_excerpt,visibility"
)
_KEY = re.compile(r'data-key\s*=\s*["\']([0-9a-f]{20,40})["\']')
_KEY_TAG = re.compile(r"<script\b[^<>]{0,2000}>", re.I)


@register("ghost")
class Ghost(OutletRoute):
    """Lists the days around the date, or searches the titles."""

    options = frozenset({"base", "key_page", "key"})
    needs = frozenset({"base"})
    lists_days = True

    def __init__(
        self, outlet: Outlet, spec: RouteSpec, keys: Mapping[str, str], *, today: date | None = None
    ) -> None:
        """Start without a key, or with the table's."""
        super().__init__(outlet, spec, keys, today=today)
        self._base = self.text_option("base").rstrip("/")
        self._key = self.text_option("key")
        self._finding = asyncio.Lock()

    @property
    def name(self) -> str:
        """What reports call it."""
        return f"{self.outlet.name} site API"

    async def ask(self, question: Question, web: Web) -> Listed | Ranked:
        """List everything around the cited date where that is not too much, else search the titles."""
        headline = question.headline or ""
        window = Window.of(question.date, 1) if question.date else None
        if window and window.start and window.end:
            every = await self._filtered(web, _published(window.start, window.end))
            if every:
                if not has_headline(every, headline):
                    every += (await self._by_title(web, headline))[0]
                return Listed(self.name, tuple(merge_stories(every)), window)
        found, complete = await self._by_title(web, headline)
        return Ranked(self.name, tuple(merge_stories(found)), self.own_index, indexes_outlet=complete)

    async def list_day(self, day: date, web: Web) -> Listed | Ranked:
        """List the posts of the day.

        Raises:
            FetchError: also where it names none, which a site that is up seldom means.
        """
        stories = await self._filtered(web, _published(day, day))
        if not stories:
            much = "more posts than can be listed" if stories is None else "no post"
            raise FetchError(Reason.UNREADABLE, f"{self.name} names {much} for {day}")
        return Listed(self.name, tuple(merge_stories(stories)), Window(day, day))

    async def _by_title(self, web: Web, headline: str) -> tuple[list[Story], bool]:
        """Search the titles; also say whether the search was seen to the end."""
        found = await self._filtered(web, f"title:~{_quoted(clean_phrase(headline))}") or []
        if has_headline(found, headline):
            return found, True
        words = rare_words(headline, 4)
        if len(words) < 2:
            return found, False
        pairs = [
            f"(title:~{_quoted(one)}+title:~{_quoted(other)})"
            for at, one in enumerate(words)
            for other in words[at + 1 :]
        ]
        more = await self._filtered(web, ",".join(pairs))
        if more is None:
            more = await self._filtered(web, "+".join(f"title:~{_quoted(word)}" for word in words[:3]))
            return [*found, *(more or ())], False
        return [*found, *more], bool(found or more) or await self._has_posts(web)

    async def _has_posts(self, web: Web) -> bool:
        """Say whether the API shows any post at all: an empty search proves nothing where it does not."""
        _, answer = await self._get(web, "posts/", {"fields": "id", "limit": "1"})
        return (_paging(answer) or (0, 0))[1] > 0

    async def _filtered(self, web: Web, condition: str) -> list[Story] | None:
        """Return every post that meets a condition, or None where those are too many.

        Raises:
            FetchError: an answer is no list of posts, or does not add up.
        """
        found: list[Story] = []
        page, pages, total, counted = 1, 1, 0, 0
        while page <= pages:
            query = {
                "filter": condition,
                "fields": _FIELDS,
                "order": "published_at desc",
                "limit": str(_PAGE),
                "page": str(page),
            }
            response, answer = await self._get(web, "posts/", query)
            posts, paging = answer.get("posts"), _paging(answer)
            if not isinstance(posts, list) or paging is None:
                raise fail(response, "answered without a list of posts")
            pages, total = paging
            if pages > _MOST_PAGES:
                return None
            counted += len(posts)
            found += [story for post in posts if isinstance(post, dict) and (story := self._story(post))]
            page += 1
        if counted < total:
            raise fail(response, f"named {total} posts and gave {counted}")
        return found

    async def _get(self, web: Web, path: str, query: dict[str, str]) -> tuple[Response, dict[str, Any]]:
        """Ask the API; where it does not know the key, look for a new one, once."""
        used = await self._known_key(web, stale="")
        response = await self._once(web, path, query, used)
        if response.status in (401, 403):
            used = await self._known_key(web, stale=used)
            response = await self._once(web, path, query, used)
        if response.status in (401, 403):
            raise FetchError(
                Reason.BAD_KEY, f"{self.outlet.name} did not take the public key its own pages carry"
            )
        answer = read_json(response, "JSON")
        if not isinstance(answer, dict):
            raise fail(response, "answered with JSON of another shape")
        return response, answer

    async def _once(self, web: Web, path: str, query: dict[str, str], key: str) -> Response:
        packed = urlencode({**query, "key": key}, quote_via=quote)
        return await web.get(
            Request(
                f"{self._base}/ghost/api/content/{path}?{packed}",
                {"accept-version": "v5.0", "accept": "application/json"},
                secrets=(key,),  # public, but no key belongs into reports
                ok=(200, 401, 403),
                # Ghost documents this API for programs and prints its key for them; the robots.txt that every
                # Ghost site starts with shuts crawlers out of all of /ghost/, which is its editors' desk.
                published_api=True,
            )
        )

    async def _known_key(self, web: Web, stale: str) -> str:
        """Return the site's key, looking it up on a page where it is unknown or the known one is stale.

        Raises:
            FetchError: the page has none.
        """
        async with self._finding:
            if self._key and self._key != stale:
                return self._key
            page = await web.get(
                Request(self.text_option("key_page") or f"{self._base}/", cacheable=not stale)
            )
            found = _key_on(page.text)
            if found is None:
                raise FetchError(
                    Reason.UNREADABLE, f"{self.outlet.name}'s pages carry no key for its own API"
                )
            self._key = found
            return found

    def _story(self, post: dict[str, Any]) -> Story | None:
        url = clean_url(str(post.get("url") or ""), self._base + "/")
        if not post.get("url") and isinstance(post.get("slug"), str):
            url = f"{self._base}/{post['slug']}/"
        story = make_story(
            self.outlet.name,
            url,
            [
                (plain(post.get("title")), HeadlineSource.PAGE),
                *(
                    (plain(post.get(key)), HeadlineSource.METADATA)
                    for key in ("og_title", "meta_title", "twitter_title")
                ),
            ],
            read_day(post.get("published_at")),
        )
        return replace(story, updated=read_day(post.get("updated_at"))) if story else None

    async def read(self, story: Story, web: Web) -> Story | None:
        """Return a post with its text; a members' post is refused, for its text is cut."""
        slug = urlsplit(story.url).path.strip("/").rpartition("/")[2]
        if not self.owns(story.url) or not slug:
            return None
        query = {"formats": "html,plaintext", "include": "authors"}
        response, answer = await self._get(web, f"posts/slug/{quote(slug, safe='')}/", query)
        posts = answer.get("posts")
        post = posts[0] if isinstance(posts, list) and posts and isinstance(posts[0], dict) else None
        read = self._story(post) if post else None
        if post is None or read is None:
            raise fail(response, "answered without the post")
        if post.get("access") is False:
            raise FetchError(Reason.BLOCKED, f"{self.outlet.name} shows this story to its members only")
        text = html_text(str(post.get("html") or "")) or text_of(post.get("plaintext"))
        return replace(
            read,
            url=story.url,
            byline=_authors(post.get("authors")),
            standfirst=plain(post.get("custom_excerpt")),
            text=text or None,
        )


def _authors(authors: object) -> str | None:
    if not isinstance(authors, list):
        return None
    names = [plain(author.get("name")) for author in authors if isinstance(author, dict)]
    return ", ".join(name for name in names if name) or None


def _key_on(page: str) -> str | None:
    """Return the Content API key that Ghost prints into its pages' script tags."""
    for tag in _KEY_TAG.findall(page):
        match = _KEY.search(tag)
        if match:
            return match.group(1)
    return None


def _published(first: date, last: date) -> str:
    return f"published_at:>='{first.isoformat()}'+published_at:<'{(last + timedelta(1)).isoformat()}'"


def _quoted(text: str) -> str:
    """Write a string of the API's filter language."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def _paging(answer: dict[str, Any]) -> tuple[int, int] | None:
    """Return pages and posts in all, or None where the answer does not say."""
    meta = answer.get("meta")
    paging = meta.get("pagination") if isinstance(meta, dict) else None
    if not isinstance(paging, dict):
        return None
    pages, total = paging.get("pages"), paging.get("total")
    return (pages, total) if isinstance(pages, int) and isinstance(total, int) else None
