"""The data behind a Guardian page, for readers without an API key."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from citecheck.fetcher.interface import Request, Web
from citecheck.fetcher.routes.base import OutletRoute, register
from citecheck.fetcher.routes.dates import read_day
from citecheck.fetcher.routes.documents import fail, html_text, plain, read_json
from citecheck.fetcher.routes.stories import make_story
from citecheck.models import HeadlineSource, Listed, Question, Ranked, Story


@register("guardian-json")
class GuardianJson(OutletRoute):
    """Reads stories only. Undocumented, so it comes after the API."""

    searches = False

    @property
    def name(self) -> str:
        """What reports call it."""
        return "Guardian page data"

    async def ask(self, question: Question, web: Web) -> Listed | Ranked:
        """Not asked: it finds nothing."""
        raise NotImplementedError

    async def read(self, story: Story, web: Web) -> Story | None:
        """Return the story at an address with its text."""
        if not self.owns(story.url):
            return None
        response = await web.get(Request(f"{story.url.rstrip('/')}.json?dcr=true"))
        page = read_json(response, "JSON")
        if not isinstance(page, dict):
            raise fail(response, "answered with JSON of another shape")
        titles = [(plain(page.get("headline")), HeadlineSource.PAGE)]
        titles.append((plain(page.get("webTitle")), HeadlineSource.METADATA))
        read = make_story(self.outlet.name, story.url, titles, read_day(page.get("webPublicationDate")))
        text = "\n\n".join(filter(None, map(html_text, _paragraphs(page))))
        if read is None or not text:
            raise fail(response, "answered without headline or text")
        standfirst = html_text(str(page.get("standfirst") or ""))
        return replace(read, text=text, standfirst=standfirst or None)


def _paragraphs(page: dict[str, Any]) -> list[str]:
    """Return the HTML of the text elements of every block, in order."""
    found: list[str] = []
    blocks = page.get("blocks")
    for block in blocks if isinstance(blocks, list) else []:
        elements = block.get("elements") if isinstance(block, dict) else None
        for element in elements if isinstance(elements, list) else []:
            kind = str(element.get("_type", "")) if isinstance(element, dict) else ""
            if kind.endswith(("TextBlockElement", "SubheadingBlockElement", "BlockquoteBlockElement")):
                found.append(str(element.get("html") or ""))
    return found
