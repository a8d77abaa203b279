"""The page at a story's address, or the web archive's copy of it."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from citecheck.fetcher.interface import FetchError, Request, Response, Web
from citecheck.fetcher.routes.base import OutletRoute, register
from citecheck.fetcher.routes.stories import clean_url
from citecheck.fetcher.routes.story_page import read_story_page
from citecheck.fetcher.routes.wayback import archived_copy
from citecheck.models import Headline, HeadlineSource, Listed, Question, Ranked, Reason, Story


@register("url")
class Url(OutletRoute):
    """Reads the page a reference links to. Every outlet has this route; a table only changes it."""

    options = frozenset({"direct", "why"})
    without_headline = True

    @property
    def name(self) -> str:
        """What reports call it."""
        return "the link given"

    async def ask(self, question: Question, web: Web) -> Listed | Ranked:
        """Read the page at the link: one story, whose being another one says nothing about the cited one."""
        url = clean_url(question.url or "")
        if not self.owns(url):
            raise FetchError(Reason.UNSAFE_URL, f"{question.url} is no address of {self.outlet.name}")
        story = await self.page(url, question.date, web)
        return Ranked(self.name, (story,), "link", indexes_outlet=False)

    async def read(self, story: Story, web: Web) -> Story | None:
        """Return the story as its page has it, or else the archive's copy.

        Raises:
            FetchError: its address is not the outlet's, or neither can be had.
        """
        if not self.owns(story.url):
            raise FetchError(
                Reason.UNSAFE_URL, f"{urlsplit(story.url).hostname or 'its address'} is no known outlet's"
            )
        read = await self.page(story.url, story.published, web)
        if (read.text and not read.cut) or read.read_from:
            return read
        try:
            copy = await self._copy(story.url, story.published, web)
        except FetchError:
            return read
        return copy if copy.text and not copy.cut else read

    async def page(self, url: str, day: str | None, web: Web) -> Story:
        """Read the page, or the archive's copy where the outlet refuses it or it is gone."""
        try:
            return await self._direct(url, web)
        except FetchError as error:
            first = error
        try:
            return await self._copy(url, day, web)
        except FetchError as second:
            raise FetchError(first.reason, f"{first.detail}; {second.detail}", first.advice) from None

    async def _direct(self, url: str, web: Web) -> Story:
        if self.spec.options.get("direct", True) is False:
            why = self.text_option("why") or f"{self.outlet.name} does not want programs to ask it"
            raise FetchError(Reason.ROBOTS, why)
        response = await web.get(Request(url))
        if not self.owns(response.url):
            raise FetchError(Reason.REDIRECT, f"{url} leads away from {self.outlet.name}")
        if urlsplit(response.url).path in ("", "/") and urlsplit(url).path not in ("", "/"):
            raise FetchError(Reason.REDIRECT, f"{url} leads to the front page: the story is gone")
        return self._story(response, url)

    async def _copy(self, url: str, day: str | None, web: Web) -> Story:
        """Return the archive's copy; its headlines are those of the day it was taken."""
        response = await archived_copy(web, url, day)
        story = self._story(response, url)
        headlines = tuple(
            Headline(h.text, HeadlineSource.EARLIER) if h.source is not HeadlineSource.SLUG else h
            for h in story.headlines
        )
        return replace(story, headlines=headlines, read_from=response.url)

    def _story(self, response: Response, url: str) -> Story:
        story = read_story_page(response, url, self.outlet.name)
        return story if self.owns(story.url) else replace(story, url=url)
