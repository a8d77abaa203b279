"""The Wayback Machine's index: addresses of an outlet whose own lists are closed, by the date in them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from urllib.parse import quote

from citecheck.fetcher.interface import FetchError, Request, Response, Web
from citecheck.fetcher.routes.base import OutletRoute, Stage, register
from citecheck.fetcher.routes.dates import days_to_list
from citecheck.fetcher.routes.day_sitemap import fill
from citecheck.fetcher.routes.documents import fail, read_json
from citecheck.fetcher.routes.stories import clean_url, make_story, merge_stories
from citecheck.models import Listed, Question, Ranked, Reason, Story, Window

_BASE = "https://web.archive.org/cdx/search/cdx"
_MOST_DAYS = 14
_MOST_DAYS_BY_DAY = 3
_TOO_MUCH = (Reason.TIMEOUT, Reason.STATUS, Reason.TOO_LARGE, Reason.UNREADABLE, Reason.RESET)
"""Failures that a smaller question may not meet."""
_LIMIT = 5_000
"""Rows asked for: more than an outlet's addresses of a few days."""
_LATE = timedelta(days=14)
"""How long after publication the first copy is usually taken."""


@register("wayback-cdx")
class WaybackCdx(OutletRoute):
    """Lists copies whose addresses carry the date.

    The table says under which addresses to look: `whole` together hold all of the outlet's stories, `parts`
    are asked only where those fail, and then silence says nothing. Both may hold the parts of a date, as the
    patterns do: they are asked day by day then, which the index answers much faster.
    """

    options = frozenset({"patterns", "whole", "parts"})
    needs = frozenset({"patterns"})
    lists_days = True

    @property
    def name(self) -> str:
        """What reports call it."""
        return "Wayback Machine index"

    @property
    def stage(self) -> Stage:
        """Ask it first of an outlet that shuts programs out, else last."""
        closed = any(s.kind == "url" and s.options.get("direct") is False for s in self.outlet.routes)
        return Stage.BEST if closed else Stage.LAST

    def applies(self, question: Question) -> bool:
        """Ask an outlet that has better routes only where a day is known: it is not worth a second look."""
        dated = question.date is not None or question.hint is not None
        return super().applies(question) and (dated or self.stage is Stage.BEST)

    async def ask(self, question: Question, web: Web) -> Listed | Ranked:
        """List the addresses of the days around the date; their slugs are all there is to compare."""
        by_day = any("{" in prefix for prefix in self._whole)
        days = days_to_list(question, self.today, _MOST_DAYS_BY_DAY if by_day else _MOST_DAYS)
        return await self._days(web, days)

    async def list_day(self, day: date, web: Web) -> Ranked:
        """List the addresses of the day; those of which no copy was taken are missing."""
        return await self._days(web, [day])

    @property
    def _whole(self) -> tuple[str, ...]:
        return self.list_option("whole") or tuple(f"{d}/" for d in self.outlet.domains)

    async def _days(self, web: Web, days: list[date]) -> Ranked:
        window = Window(days[0], days[-1])
        try:
            lists = [await self._prefix(web, prefix, days) for prefix in _filled(self._whole, days)]
        except FetchError as error:
            return await self._parts(web, days, window, error)
        stories = merge_stories(story for found, _ in lists for story in found)
        sound = "wayback" in self.outlet.indexes and bool(stories) and all(done for _, done in lists)
        return Ranked(self.name, tuple(stories), "wayback", window, indexes_outlet=sound)

    async def _parts(self, web: Web, days: list[date], window: Window, error: FetchError) -> Ranked:
        """Ask for the sections alone, where the whole was too much for the service.

        Raises:
            FetchError: the first failure, where no section answers either.
        """
        if error.reason not in _TOO_MUCH:
            raise error
        found: list[Story] = []
        answered = False
        for prefix in _filled(self.list_option("parts"), days):
            try:
                found += (await self._prefix(web, prefix, days))[0]
                answered = True
            except FetchError:
                continue
        if not answered:
            raise error
        return Ranked(self.name, tuple(merge_stories(found)), "wayback", window, indexes_outlet=False)

    async def _prefix(self, web: Web, prefix: str, days: list[date]) -> tuple[list[Story], bool]:
        """Return the stories under a prefix, and whether that is all of them."""
        dated = [fill(pattern, day) for pattern in self.list_option("patterns") for day in days]
        url = (
            f"{_BASE}?url={quote(prefix, safe='')}&matchType=prefix&output=json"
            f"&fl=timestamp,original,statuscode,mimetype&filter=statuscode:200&filter=mimetype:text/html"
            f"&filter=original:.*({quote('|'.join(dated), safe='')})&collapse=urlkey"
            f"&from={days[0]:%Y%m%d}&to={days[-1] + _LATE:%Y%m%d}&limit={_LIMIT}&showResumeKey=true"
        )
        rows, complete = await cdx_rows(web, url)
        found = []
        for row in rows:
            address = clean_url(row.get("original", "").replace("&amp;", "&"))
            story = make_story(self.outlet.name, address, ()) if self.owns(address) else None
            if story:
                found.append(story)
        return found, complete


def _filled(prefixes: Iterable[str], days: list[date]) -> list[str]:
    """Return the prefixes with every day filled in, each once."""
    return list(dict.fromkeys(fill(prefix, day) for prefix in prefixes for day in days))


async def cdx_rows(web: Web, url: str) -> tuple[list[dict[str, str]], bool]:
    """Return the rows of an answer of the index by column name, and whether it was seen to the end.

    Raises:
        FetchError: the site is shut out of the archive, or the answer has another shape.
    """
    response = await web.get(Request(url, max_bytes=10_000_000, ok=(200, 403)))
    if response.status == 403:
        raise _blocked(response)
    answer = read_json(response, "JSON")
    if answer == []:
        return [], True
    if not isinstance(answer, list) or not all(isinstance(row, list) for row in answer) or not answer[0]:
        raise fail(response, "answered with JSON of another shape")
    header, *rows = ([str(cell) for cell in row] for row in answer)
    if "original" not in header or "timestamp" not in header:
        raise fail(response, "answered without its header row")
    # An empty row announces the key with which the rest could be asked for.
    complete = [] not in rows
    whole = [row for row in rows if len(row) == len(header)]
    return [dict(zip(header, row, strict=True)) for row in whole], complete


def _blocked(response: Response) -> FetchError:
    error = response.headers.get("x-archive-wayback-runtime-error", "") + response.text[:500]
    why = "the outlet is shut out of the web archive" if "Blocked Site" in error else "it answered 403"
    return FetchError(Reason.BLOCKED, f"web.archive.org gives nothing: {why}")
