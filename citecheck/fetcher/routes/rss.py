"""Feeds: the latest stories of an outlet or a section."""

from __future__ import annotations

from citecheck.fetcher.interface import FetchError, Request, Web
from citecheck.fetcher.routes.base import OutletRoute, Stage, register
from citecheck.fetcher.routes.dates import may_be_recent
from citecheck.fetcher.routes.feeds import read_feed
from citecheck.fetcher.routes.stories import clean_url, make_story, merge_stories
from citecheck.models import HeadlineSource, Listed, Question, Ranked, Reason, Story


@register("rss")
class Rss(OutletRoute):
    """Reads feeds. They hold the latest few stories, so their silence says nothing."""

    options = frozenset({"urls"})
    needs = frozenset({"urls"})
    lists_latest = True

    @property
    def name(self) -> str:
        """What reports call it."""
        return f"{self.outlet.name} feed"

    @property
    def stage(self) -> Stage:
        """It holds the latest stories only."""
        return Stage.MORE

    def applies(self, question: Question) -> bool:
        """Only recent stories are in it."""
        return super().applies(question) and may_be_recent(question, self.today)

    async def ask(self, question: Question, web: Web) -> Listed | Ranked:  # noqa: ARG002
        """Return what the feeds hold."""
        return await self.list_latest(web)

    async def list_latest(self, web: Web) -> Ranked:
        """Read the feeds; one that fails is left out as long as another answers."""
        found: list[Story] = []
        failure: FetchError | None = None
        answered = False
        for url in self.list_option("urls"):
            try:
                found += await self._read(web, url)
                answered = True
            except FetchError as error:
                failure = failure or error
        if failure and not answered:
            raise failure
        return Ranked(self.name, tuple(merge_stories(found)), self.own_index, indexes_outlet=False)

    async def _read(self, web: Web, url: str) -> list[Story]:
        feed = read_feed(await web.get(Request(url)))
        found = []
        for entry in feed.entries:
            address = clean_url(entry.link, url)
            if self.owns(address) and entry.title:
                story = make_story(self.outlet.name, address, [(entry.title, HeadlineSource.LIST)], entry.day)
                found += [story] if story else []
        if not found:
            raise FetchError(Reason.UNREADABLE, f"{url} lists no story of {self.outlet.name}")
        return found
