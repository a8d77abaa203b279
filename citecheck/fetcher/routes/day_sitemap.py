"""Sitemaps by day: everything an outlet published on a day, though only as addresses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from citecheck.fetcher.interface import FetchError, Request, Web
from citecheck.fetcher.routes.base import OutletRoute, Stage, register
from citecheck.fetcher.routes.dates import days_to_list
from citecheck.fetcher.routes.documents import child_text, fail, plain, read_xml
from citecheck.fetcher.routes.stories import clean_url, make_story, merge_stories
from citecheck.models import HeadlineSource, Listed, Question, Ranked, Reason, Story, Window

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MOST_DAYS = 25
"""Days asked for one question, at a request each."""
_LARGEST = 20_000_000
_LIMITS = frozenset({100, 200, 250, 500, 1_000, 2_000, 2_500, 5_000, 10_000, 20_000, 25_000, 50_000})
"""Sizes at which sitemaps are cut off: WordPress 500 or 2,000, the standard 50,000."""
_POINTLESS = (Reason.DNS, Reason.CONNECT, Reason.OFFLINE, Reason.CANCELLED, Reason.BUDGET)
"""Failures that another address at the same host meets again."""


@register("day-sitemap")
class DaySitemap(OutletRoute):
    """Asks for the sitemap of each day around the date."""

    options = frozenset({"urls"})
    needs = frozenset({"urls"})
    lists_days = True

    @property
    def name(self) -> str:
        """What reports call it."""
        return f"{self.outlet.name} sitemap of the day"

    @property
    def stage(self) -> Stage:
        """It takes a request a day of the window."""
        return Stage.MORE

    async def ask(self, question: Question, web: Web) -> Listed | Ranked:
        """List the days; what could be listed without a gap around the middle day is the window."""
        days = days_to_list(question, self.today, _MOST_DAYS)
        listed: dict[date, list[Story]] = {}
        failure: FetchError | None = None
        for day in days:
            try:
                listed[day] = await self._day(web, day)
            except FetchError as error:
                failure = failure or error
        if failure and not listed:
            raise failure
        stories = tuple(merge_stories(story for day in days for story in listed.get(day, ())))
        window = _whole(days, listed, self._anchor(question, days), self.today)
        if window is None:
            return Ranked(self.name, stories, self.own_index, Window(days[0], days[-1]), indexes_outlet=False)
        return Listed(self.name, stories, window, _all_titled(stories))

    async def list_day(self, day: date, web: Web) -> Listed | Ranked:
        """Read the sitemap of the day."""
        stories = tuple(merge_stories(await self._day(web, day)))
        return Listed(self.name, stories, Window(day, day), _all_titled(stories))

    def _anchor(self, question: Question, days: list[date]) -> date:
        """Return the day that matters: the cited one, else the middle of the hint."""
        cited = Window.of(question.date) if question.date else None
        if cited and cited.start == cited.end and cited.start in days:
            return days[days.index(cited.start)]
        return days[(len(days) - 1) // 2]

    async def _day(self, web: Web, day: date) -> list[Story]:
        """Return the stories of a day by the first address scheme that answers for it.

        Raises:
            FetchError: none does.
        """
        failure: FetchError | None = None
        for template in self.list_option("urls"):
            try:
                return await self._sitemap(web, template, day)
            except FetchError as error:
                failure = failure or error
                if error.reason in _POINTLESS:
                    break
        raise failure or FetchError(Reason.NO_ROUTE, f"{self.name} has no address")

    async def _sitemap(self, web: Web, template: str, day: date) -> list[Story]:
        """Return the stories of a day's sitemap; of a month's, those whose addresses name no other day.

        Raises:
            FetchError: it is damaged, lists nothing, addresses without words, or as many as a limit allows.
        """
        url = fill(template, day)
        of_day = "{dd}" in template or "{d}" in template
        response = await web.get(Request(url, max_bytes=_LARGEST))
        xml = read_xml(response, "urlset")
        if not xml.whole:
            raise fail(response, "answered with a damaged sitemap")
        found: list[Story] = []
        listed = named = 0
        for entry in xml.all("url"):
            address = clean_url(child_text(entry, "loc") or "", url)
            if not self.owns(address):
                continue
            listed += 1
            title = plain(child_text(entry, "news", "title"))
            story = make_story(self.outlet.name, address, [(title, HeadlineSource.LIST)])
            named += story is not None
            if story and of_day:
                found.append(replace(story, published=story.published or day.isoformat()))
            elif story and (story.published is None or abs(_days_off(story.published, day)) <= 1):
                found.append(story)
        if listed > 2 * named:
            raise fail(response, "lists addresses without words, by which no headline can be told")
        if listed in _LIMITS:
            raise fail(
                response, f"lists {listed:,} addresses, which looks like a limit: the rest may be missing"
            )
        if not found:
            raise fail(response, f"lists no story for {day}, where a day's stories were due")
        return found


def _all_titled(stories: Sequence[Story]) -> bool:
    return bool(stories) and all(s.headlines[0].source is not HeadlineSource.SLUG for s in stories)


def _days_off(published: str, day: date) -> int:
    return (date.fromisoformat(published) - day).days


def _whole(
    days: list[date], listed: Mapping[date, list[Story]], anchor: date, today: date | None
) -> Window | None:
    """Return the unbroken run of listed days around the anchor, or None where that one is missing.

    The day that is not over yet counts as missing: its list is still growing.
    """
    over = {day for day in listed if today is None or day < today}
    if anchor not in over:
        return None
    first = last = days.index(anchor)
    while first and days[first - 1] in over:
        first -= 1
    while last + 1 < len(days) and days[last + 1] in over:
        last += 1
    return Window(days[first], days[last])


def fill(template: str, day: date) -> str:
    """Return an address template with its {yyyy} {mm} {dd} {m} {d} {mon} filled in."""
    parts = {
        "{yyyy}": f"{day.year:04d}",
        "{mm}": f"{day.month:02d}",
        "{dd}": f"{day.day:02d}",
        "{m}": str(day.month),
        "{d}": str(day.day),
        "{mon}": _MONTHS[day.month - 1],
    }
    for name, value in parts.items():
        template = template.replace(name, value)
    return template
