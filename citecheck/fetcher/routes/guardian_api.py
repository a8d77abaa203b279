"""The Guardian's Content API: its own search over everything since 1999, and the texts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from citecheck.fetcher.interface import FetchError, Request, Response, Web
from citecheck.fetcher.routes.base import OutletRoute, register
from citecheck.fetcher.routes.dates import is_exact, read_day, search_window
from citecheck.fetcher.routes.documents import fail, html_text, plain, read_json, text_of
from citecheck.fetcher.routes.stories import clean_url, make_story, merge_stories
from citecheck.fetcher.routes.words import has_headline, rare_words, search_phrase
from citecheck.models import HeadlineSource, Listed, Question, Ranked, Reason, Story, Window

_KEY = "GUARDIAN_API_KEY"
_PUBLIC_KEY = "test"
_ADVICE = f"set {_KEY} (a free key: https://open-platform.theguardian.com/access/)"
_PAGE = 200
"""Results a page, the most the API gives."""
_MOST_PAGES = 8
"""Pages listed for the days around a date: about three days of everything the Guardian publishes."""
_FIELDS = "headline,standfirst,byline,firstPublicationDate,lastModified"


@register("guardian-api")
class GuardianApi(OutletRoute):
    """Asks for the phrase, then lists the days around the date or searches by rare words."""

    options = frozenset({"base"})
    lists_days = True

    @property
    def name(self) -> str:
        """What reports call it."""
        return "Guardian Content API"

    @property
    def note(self) -> str | None:
        """Say that the public key is used, if it is."""
        if self._key != _PUBLIC_KEY:
            return None
        return f"The Guardian was asked with its public test key, which is slow and often refused; {_ADVICE}."

    @property
    def _key(self) -> str:
        return self.keys.get(_KEY) or _PUBLIC_KEY

    async def ask(self, question: Question, web: Web) -> Listed | Ranked:
        """Search; where the date is exact and the headline is not found, list everything around it."""
        headline = question.headline or ""
        window = search_window(question)
        found = await self._search(web, f'"{search_phrase(headline)}"', window)
        if has_headline(found, headline):
            return self._ranked(found)
        if window and is_exact(question):
            every = await self._list(web, window)
            if every is not None:
                if not has_headline(every, headline):
                    found += await self._by_words(web, headline, None)
                return Listed(self.name, tuple(merge_stories([*found, *every])), window)
        if window:
            found += await self._by_words(web, headline, window)
        if not has_headline(found, headline):
            found += await self._by_words(web, headline, None)
        return self._ranked(found)

    async def list_day(self, day: date, web: Web) -> Listed | Ranked:
        """List the day by date.

        Raises:
            FetchError: also where the pages do not add up to what the first one named.
        """
        stories = await self._list(web, Window(day, day))
        if stories is None:
            raise FetchError(Reason.UNREADABLE, f"the Guardian's list of {day} does not add up")
        return Listed(self.name, tuple(merge_stories(stories)), Window(day, day))

    def _ranked(self, found: list[Story]) -> Ranked:
        # Any of a headline's words was in some headline since 1999: no hit at all is a search out of order.
        return Ranked(self.name, tuple(merge_stories(found)), "guardian", indexes_outlet=bool(found))

    async def _by_words(self, web: Web, headline: str, window: Window | None) -> list[Story]:
        """Search for all of the rare words, and for any of them where that gives nothing."""
        words = rare_words(headline) or search_phrase(headline).split()[:6]
        found = await self._search(web, " AND ".join(words), window)
        if not found and len(words) > 1:
            found = await self._search(web, " OR ".join(words), window)
        return found

    async def _search(self, web: Web, query: str, window: Window | None) -> list[Story]:
        answer = await self._get(
            web,
            "search",
            {
                "q": query,
                "query-fields": "headline",
                "order-by": "relevance",
                "page-size": "50",
                **_days(window),
            },
        )
        return self._stories(answer)

    async def _list(self, web: Web, window: Window) -> list[Story] | None:
        """Return everything published in a window, or None where that is too much or does not add up."""
        found: list[Story] = []
        pages, page, total, counted = 1, 1, 0, 0
        while page <= pages:
            answer = await self._get(
                web,
                "search",
                {"order-by": "oldest", "page-size": str(_PAGE), "page": str(page), **_days(window)},
            )
            pages, total = _count(answer, "pages"), _count(answer, "total")
            if pages > _MOST_PAGES:
                return None
            counted += len(answer["results"])
            found += self._stories(answer)
            page += 1
        return found if counted >= total > 0 else None

    async def _get(self, web: Web, path: str, parameters: dict[str, str]) -> dict[str, Any]:
        """Return the "response" of an answer.

        Raises:
            FetchError: for either envelope of its errors, and for whatever is no answer.
        """
        query = urlencode({**parameters, "show-fields": parameters.get("show-fields", _FIELDS)})
        base = self.text_option("base", "https://content.guardianapis.com").rstrip("/")
        url = f"{base}/{quote(path)}?{query}&format=json&api-key={quote(self._key)}"
        response = await web.get(Request(url, secrets=(self._key,), ok=(200, 400, 401, 403, 404)))
        if response.status in (401, 403):
            raise FetchError(Reason.BAD_KEY, f"the Guardian refused the API key ({response.status})", _ADVICE)
        answer = read_json(response, "JSON")
        inner = answer.get("response") if isinstance(answer, dict) else None
        if not isinstance(inner, dict):
            raise fail(response, "answered with JSON of another shape")
        if inner.get("status") != "ok" or response.status != 200:
            message = plain(inner.get("message")) or "no reason given"
            raise FetchError(Reason.STATUS, f"the Guardian answered {response.status}: {message[:200]}")
        if path == "search" and not isinstance(inner.get("results"), list):
            raise fail(response, "answered without results")
        return _checked(inner, response)

    def _stories(self, answer: dict[str, Any]) -> list[Story]:
        items = [item for item in answer["results"] if isinstance(item, dict)]
        return [story for item in items if (story := self._story(item))]

    def _story(self, item: dict[str, Any]) -> Story | None:
        """Turn an item into a story."""
        fields = item.get("fields")
        fields = fields if isinstance(fields, dict) else {}
        web_title = plain(item.get("webTitle"))
        headline = plain(fields.get("headline"))
        url = clean_url(str(item.get("webUrl", "")))
        published = read_day(fields.get("firstPublicationDate")) or read_day(item.get("webPublicationDate"))
        return make_story(
            self.outlet.name,
            url,
            [(headline, HeadlineSource.PAGE), (web_title, HeadlineSource.METADATA)],
            published,
        )

    async def read(self, story: Story, web: Web) -> Story | None:
        """Return the item at a story's path with its text."""
        if not self.owns(story.url):
            return None
        path = urlsplit(story.url).path.strip("/")
        answer = await self._get(web, path, {"show-fields": f"{_FIELDS},body,bodyText"})
        item = answer.get("content")
        read = self._story(item) if isinstance(item, dict) else None
        if read is None or not isinstance(item, dict):
            raise FetchError(Reason.UNREADABLE, f"the Guardian's item {path} is empty")
        return _with_text(read, item.get("fields") or {})


def _with_text(story: Story, fields: dict[str, Any]) -> Story:
    text = html_text(str(fields.get("body") or "")) or text_of(fields.get("bodyText"))
    return replace(
        story,
        updated=read_day(fields.get("lastModified")),
        byline=plain(fields.get("byline")),
        standfirst=plain(html_text(str(fields.get("standfirst") or ""))),
        text=text or None,
    )


def _days(window: Window | None) -> dict[str, str]:
    days = {"use-date": "published"} if window else {}
    if window and window.start:
        days["from-date"] = window.start.isoformat()
    if window and window.end:
        days["to-date"] = window.end.isoformat()
    return days


def _count(answer: dict[str, Any], key: str) -> int:
    value = answer.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _checked(answer: dict[str, Any], response: Response) -> dict[str, Any]:
    """Refuse a search answer that names more results than it holds: it is not what was asked for.

    Raises:
        FetchError: UNREADABLE.
    """
    results = answer.get("results")
    if (
        isinstance(results, list)
        and not results
        and _count(answer, "total")
        and _count(answer, "currentPage") == 1
    ):
        raise fail(response, f"named {_count(answer, 'total')} results and gave none")
    return answer
