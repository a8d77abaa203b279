"""The Wayback Machine's index: addresses of an outlet whose own lists are closed, by the date in them."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import quote

from citecheck.fetcher.interface import FetchError, Request, Response, Web
from citecheck.fetcher.routes.base import OutletRoute, register
from citecheck.fetcher.routes.dates import days_to_list
from citecheck.fetcher.routes.day_sitemap import fill
from citecheck.fetcher.routes.documents import fail, read_json
from citecheck.fetcher.routes.stories import clean_url, make_story, merge_stories
from citecheck.models import Listed, Question, Ranked, Reason, Story, Window

_BASE = "https://web.archive.org/cdx/search/cdx"
_MOST_DAYS = 14
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
    are asked only where those fail, and then silence says nothing.
    """

    options = frozenset({"patterns", "whole", "parts"})
    needs = frozenset({"patterns"})

    @property
    def name(self) -> str:
        """What reports call it."""
        return "Wayback Machine index"

    async def ask(self, question: Question, web: Web) -> Listed | Ranked:
        """List the addresses of the days around the date; their slugs are all there is to compare."""
        days = days_to_list(question, self.today, _MOST_DAYS)
        window = Window(days[0], days[-1])
        whole = self.list_option("whole") or tuple(f"{d}/" for d in self.outlet.domains)
        try:
            lists = [await self._prefix(web, prefix, days) for prefix in whole]
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
        for prefix in self.list_option("parts"):
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
