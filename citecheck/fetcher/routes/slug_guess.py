"""Outlets whose addresses are the headline and nothing else: the address can be guessed."""

from __future__ import annotations

from dataclasses import replace

from citecheck.fetcher.interface import FetchError, Request, Response, Web
from citecheck.fetcher.routes.base import OutletRoute, Stage, register
from citecheck.fetcher.routes.story_page import read_story_page
from citecheck.fetcher.routes.wayback import archived_copy
from citecheck.fold import fold_words
from citecheck.models import Listed, Question, Ranked, Story


@register("slug-guess")
class SlugGuess(OutletRoute):
    """Asks for the one page that the headline would have. Its not being there says nothing."""

    options = frozenset({"url"})
    needs = frozenset({"url"})

    @property
    def name(self) -> str:
        """What reports call it."""
        return f"{self.outlet.name} page by its headline"

    @property
    def stage(self) -> Stage:
        """It is a guess."""
        return Stage.MORE

    async def ask(self, question: Question, web: Web) -> Listed | Ranked:
        """Guess; `url` in the table holds {slug}. Where the site refuses, a copy in the archive will do.

        Raises:
            FetchError: the site's refusal, where there is no copy either.
        """
        slug = "-".join(fold_words(question.headline or "").split())
        url = self.text_option("url").replace("{slug}", slug)
        stories: tuple[Story, ...] = ()
        try:
            response = await web.get(Request(url, ok=(200, 404, 410)))
            if response.status == 200:
                stories = (self._story(response, url),)
        except FetchError as error:
            stories = (await self._copy(web, url, question.date, error),)
        return Ranked(self.name, stories, self.own_index, indexes_outlet=False)

    async def _copy(self, web: Web, url: str, day: str | None, refusal: FetchError) -> Story:
        try:
            response = await archived_copy(web, url, day)
            return replace(self._story(response, url), read_from=response.url)
        except FetchError:
            raise refusal from None

    def _story(self, response: Response, url: str) -> Story:
        story = read_story_page(response, url, self.outlet.name)
        return replace(story, url=story.url if self.owns(story.url) else url)
