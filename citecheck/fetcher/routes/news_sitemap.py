"""News sitemaps: the last two days of an outlet, with headlines."""

from __future__ import annotations

from contextlib import suppress

from citecheck.fetcher.interface import FetchError, Request, Web
from citecheck.fetcher.routes.base import OutletRoute, Stage, register
from citecheck.fetcher.routes.dates import may_be_recent, read_day
from citecheck.fetcher.routes.documents import Xml, child_text, fail, plain, read_xml
from citecheck.fetcher.routes.stories import clean_url, make_story, merge_stories
from citecheck.models import HeadlineSource, Listed, Question, Ranked, Story

_MOST_CHILDREN = 8
_LARGEST = 20_000_000


@register("news-sitemap")
class NewsSitemap(OutletRoute):
    """Reads the news sitemaps, which hold no more than two days."""

    options = frozenset({"urls"})
    needs = frozenset({"urls"})
    lists_latest = True

    @property
    def name(self) -> str:
        """What reports call it."""
        return f"{self.outlet.name} news sitemap"

    @property
    def stage(self) -> Stage:
        """It is a long list, read for one headline."""
        return Stage.MORE

    def applies(self, question: Question) -> bool:
        """Only recent stories are in it."""
        return super().applies(question) and may_be_recent(question, self.today)

    async def ask(self, question: Question, web: Web) -> Listed | Ranked:  # noqa: ARG002
        """Return everything it holds.

        Its silence never counts: of the two days only yesterday is there in full, and a date is only sure
        to within a day.
        """
        return await self.list_latest(web)

    async def list_latest(self, web: Web) -> Ranked:
        """Read the sitemaps, all of which must answer."""
        found: list[Story] = []
        for url in self.list_option("urls"):
            found += await self._read(web, url)
        return Ranked(self.name, tuple(merge_stories(found)), self.own_index, indexes_outlet=False)

    async def _read(self, web: Web, url: str) -> list[Story]:
        """Read a sitemap, or the index of several.

        Raises:
            FetchError: it cannot be read, or none of them names a story.
        """
        response = await web.get(Request(url, max_bytes=_LARGEST))
        xml = read_xml(response, "urlset", "sitemapindex")
        found = self._stories(xml, url)
        children = [clean_url(child_text(child, "loc") or "", url) for child in xml.all("sitemap")]
        for address in [child for child in children if self.owns(child)][:_MOST_CHILDREN]:
            # Indexes name children that are gone.
            with suppress(FetchError):
                answer = await web.get(Request(address, max_bytes=_LARGEST))
                found += self._stories(read_xml(answer, "urlset"), address)
        if not found:
            raise fail(response, "lists no story, where those of two days were due")
        return found

    def _stories(self, xml: Xml, base: str) -> list[Story]:
        found = []
        for entry in xml.all("url"):
            address = clean_url(child_text(entry, "loc") or "", base)
            title = plain(child_text(entry, "news", "title"))
            day = read_day(child_text(entry, "news", "publication_date"))
            if self.owns(address) and title:
                story = make_story(self.outlet.name, address, [(title, HeadlineSource.LIST)], day)
                found += [story] if story else []
        return found
