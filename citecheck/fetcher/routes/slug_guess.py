"""Outlets whose addresses are the headline and nothing else: the address can be guessed."""

from __future__ import annotations

from dataclasses import replace

from citecheck.fetcher.interface import Request, Web
from citecheck.fetcher.routes.base import OutletRoute, register
from citecheck.fetcher.routes.story_page import read_story_page
from citecheck.fold import fold_words
from citecheck.models import Listed, Question, Ranked, Story


@register("slug-guess")
class SlugGuess(OutletRoute):
    """Asks for the one page that the headline would have. Its not being there says nothing."""

    options = frozenset({"url"})
    needs = frozenset({"url"})
    fallback = True

    @property
    def name(self) -> str:
        """What reports call it."""
        return f"{self.outlet.name} page by its headline"

    async def ask(self, question: Question, web: Web) -> Listed | Ranked:
        """Guess; `url` in the table holds {slug}."""
        slug = "-".join(fold_words(question.headline or "").split())
        url = self.text_option("url").replace("{slug}", slug)
        response = await web.get(Request(url, ok=(200, 404, 410)))
        stories: tuple[Story, ...] = ()
        if response.status == 200:
            story = read_story_page(response, url, self.outlet.name)
            stories = (replace(story, url=story.url if self.owns(story.url) else url),)
        return Ranked(self.name, stories, self.own_index, indexes_outlet=False)
