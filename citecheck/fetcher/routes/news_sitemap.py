"""News sitemaps: the last two days of an outlet, with headlines."""

from __future__ import annotations

from datetime import date, timedelta

from citecheck.fetcher.interface import FetchError, Request, Web
from citecheck.fetcher.routes.base import OutletRoute, register
from citecheck.fetcher.routes.dates import may_be_recent, read_day
from citecheck.fetcher.routes.documents import Xml, child_text, fail, plain, read_xml
from citecheck.fetcher.routes.stories import clean_url, make_story, merge_stories
from citecheck.models import HeadlineSource, Listed, Question, Ranked, Story, Window

_MOST_CHILDREN = 8
_FULL = 1000
"""Entries the format allows: a sitemap with as many has probably left some out."""
_LARGEST = 20_000_000


@register("news-sitemap")
class NewsSitemap(OutletRoute):
    """Reads the news sitemaps, which hold no more than two days."""

    options = frozenset({"urls"})
    needs = frozenset({"urls"})

    @property
    def name(self) -> str:
        """What reports call it."""
        return f"{self.outlet.name} news sitemap"

    def applies(self, question: Question) -> bool:
        """Only recent stories are in it."""
        return super().applies(question) and may_be_recent(question, self.today)

    async def ask(self, question: Question, web: Web) -> Listed | Ranked:  # noqa: ARG002
        """Return everything it holds; its silence counts for the days of which it holds all."""
        found: list[Story] = []
        whole = True
        for url in self.list_option("urls"):
            stories, complete = await self._read(web, url)
            found += stories
            whole = whole and complete
        stories = merge_stories(found)
        window = _full_days(stories, self.today) if whole else None
        return Ranked(self.name, tuple(stories), self.own_index, window, indexes_outlet=window is not None)

    async def _read(self, web: Web, url: str) -> tuple[list[Story], bool]:
        """Read a sitemap, or the index of several; also say whether all of it could be read."""
        response = await web.get(Request(url, max_bytes=_LARGEST))
        xml = read_xml(response, "urlset", "sitemapindex")
        found = self._stories(xml, url)
        complete = xml.whole and len(found) < _FULL
        children = [clean_url(child_text(child, "loc") or "", url) for child in xml.all("sitemap")]
        children = [address for address in children if self.owns(address)]
        for address in children[:_MOST_CHILDREN]:
            try:
                child = read_xml(await web.get(Request(address, max_bytes=_LARGEST)), "urlset")
            except FetchError:  # indexes name children that are gone
                complete = False
                continue
            stories = self._stories(child, address)
            complete = complete and child.whole and len(stories) < _FULL
            found += stories
        if not found:
            raise fail(response, "lists no story, where those of two days were due")
        return found, complete and len(children) <= _MOST_CHILDREN

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


def _full_days(stories: list[Story], today: date | None) -> Window | None:
    """Return the days that are there in full: not the oldest, which is cut off, nor the unfinished last."""
    days = sorted(date.fromisoformat(story.published) for story in stories if story.published)
    if not days:
        return None
    first = days[0] + timedelta(1)
    last = (min(days[-1], today) if today else days[-1]) - timedelta(1)
    return Window(first, last) if first <= last else None
