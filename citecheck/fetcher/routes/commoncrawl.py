"""Common Crawl's index: addresses that its monthly crawls met, for outlets that put the day into them."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote

from citecheck.fetcher.interface import FetchError, Request, Response, Web
from citecheck.fetcher.routes.base import OutletRoute, Stage, register
from citecheck.fetcher.routes.dates import days_to_list, read_day
from citecheck.fetcher.routes.day_sitemap import fill
from citecheck.fetcher.routes.documents import fail, read_json
from citecheck.fetcher.routes.stories import clean_url, make_story, merge_stories
from citecheck.models import Listed, Question, Ranked, Reason, Story, Window

_CRAWLS = "https://index.commoncrawl.org/collinfo.json"
_MOST_CRAWLS = 2
_MOST_DAYS = 3
_LIMIT = 2_000
_SEEN_WITHIN = timedelta(days=60)


@register("commoncrawl-index")
class CommonCrawl(OutletRoute):
    """Lists addresses under prefixes that name the day. A crawl is a sample: its silence says nothing."""

    options = frozenset({"prefixes"})
    needs = frozenset({"prefixes"})

    @property
    def name(self) -> str:
        """What reports call it."""
        return "Common Crawl index"

    @property
    def stage(self) -> Stage:
        """It takes many requests."""
        return Stage.LAST

    def applies(self, question: Question) -> bool:
        """Ask only where a day is known: it is not worth a second look."""
        return super().applies(question) and (question.date is not None or question.hint is not None)

    async def ask(self, question: Question, web: Web) -> Listed | Ranked:
        """Ask the crawls that ran in the weeks after the date."""
        days = days_to_list(question, self.today, _MOST_DAYS)
        found: list[Story] = []
        for crawl in await self._crawls(web, days[0]):
            for prefix in self.list_option("prefixes"):
                for day in days:
                    found += await self._prefix(web, crawl, fill(prefix, day))
        window = Window(days[0], days[-1])
        return Ranked(self.name, tuple(merge_stories(found)), "commoncrawl", window, indexes_outlet=False)

    async def _crawls(self, web: Web, first: date) -> list[str]:
        """Return the index addresses of the crawls that may have met a story of that day."""
        response = await web.get(Request(_CRAWLS))
        answer = read_json(response, "JSON")
        crawls = [c for c in answer if isinstance(c, dict)] if isinstance(answer, list) else []
        if not crawls:
            raise fail(response, "names no crawl")
        fitting = [str(crawl.get("cdx-api")) for crawl in crawls if _may_hold(crawl, first)]
        own = [url for url in fitting if url.startswith("https://index.commoncrawl.org/")]
        if not own:
            raise FetchError(Reason.NO_ROUTE, f"no crawl was made in the weeks after {first}")
        return own[-_MOST_CRAWLS:]

    async def _prefix(self, web: Web, crawl: str, prefix: str) -> list[Story]:
        url = (
            f"{crawl}?url={quote(prefix, safe='')}&matchType=prefix&output=json"
            f"&filter={quote('=status:200', safe='')}&limit={_LIMIT}&fl=url,timestamp"
        )
        response = await web.get(Request(url, max_bytes=10_000_000, ok=(200, 404)))
        if response.status == 404 and b"No Captures" in response.body:
            return []
        found = []
        for row in _rows(response):
            address = clean_url(str(row.get("url") or ""))
            story = make_story(self.outlet.name, address, ()) if self.owns(address) else None
            found += [story] if story else []
        return found


def _may_hold(crawl: dict[str, Any], first: date) -> bool:
    ended = read_day(crawl.get("to"))
    started = read_day(crawl.get("from"))
    if ended is None or started is None:
        return False
    return date.fromisoformat(ended) >= first and date.fromisoformat(started) <= first + _SEEN_WITHIN


def _rows(response: Response) -> list[dict[str, Any]]:
    """Return the rows, one JSON object a line.

    Raises:
        FetchError: a line is none; the last one too, for then the list breaks off.
    """
    rows = []
    for line in response.text.splitlines():
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            row = None
        if not isinstance(row, dict):
            raise fail(response, "did not answer with a JSON object a line")
        rows.append(row)
    if not rows or response.status != 200:
        raise fail(response, "answered with nothing, where rows or a message were due")
    return rows
