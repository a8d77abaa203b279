"""Plain sitemaps: every address of an outlet, found again by the words of its slug.

A slug may have little in common with the headline, and the dates in a sitemap are of changes: what it does
not name is no evidence, so its answers say that their silence means nothing.
"""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from citecheck.fetcher.interface import FetchError, Request, Web
from citecheck.fetcher.routes.base import OutletRoute, Stage, register
from citecheck.fetcher.routes.documents import child_text, fail, read_xml
from citecheck.fetcher.routes.stories import clean_url, make_story
from citecheck.fetcher.routes.words import telling_words
from citecheck.fold import fold_words
from citecheck.models import Listed, Question, Ranked
from citecheck.outlets import Outlet, RouteSpec
from citecheck.slug import slug_words

_MOST_PAGES = 12
_MOST_STORIES = 40
_LEAST_SHARED = 0.3
"""Part of the headline's telling words that a slug must have to be named."""
_LARGEST = 25_000_000


@dataclass
class _Slugs:
    """Addresses by the words of their slugs."""

    urls: list[str] = field(default_factory=list)
    by_word: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, url: str) -> None:
        slug = slug_words(url)
        if slug is None:
            return
        for word in set(fold_words(slug).split()):
            self.by_word[word].append(len(self.urls))
        self.urls.append(url)

    def best(self, headline: str) -> list[str]:
        """Return the addresses whose slugs share most with a headline, best first."""
        wanted = telling_words(headline)
        score: Counter[int] = Counter()
        for word in wanted:
            for place in self.by_word.get(word, ()):
                score[place] += 1
        least = max(1, _LEAST_SHARED * len(wanted))
        return [self.urls[place] for place, hits in score.most_common(_MOST_STORIES) if hits >= least]


@register("sitemap")
class Sitemap(OutletRoute):
    """Reads the sitemap index and its pages once a run."""

    options = frozenset({"index", "pages"})
    needs = frozenset({"index"})

    def __init__(
        self, outlet: Outlet, spec: RouteSpec, keys: Mapping[str, str], *, today: date | None = None
    ) -> None:
        """Start with nothing read."""
        super().__init__(outlet, spec, keys, today=today)
        self._slugs: _Slugs | None = None
        self._failure: FetchError | None = None
        self._reading = asyncio.Lock()

    @property
    def name(self) -> str:
        """What reports call it."""
        return f"{self.outlet.name} sitemap"

    @property
    def stage(self) -> Stage:
        """It takes many requests."""
        return Stage.MORE

    async def ask(self, question: Question, web: Web) -> Listed | Ranked:
        """Return the stories whose slugs come nearest."""
        async with self._reading:
            slugs = self._slugs = self._slugs or await self._read_once(web)
        urls = slugs.best(question.headline or "")
        stories = [s for url in urls if (s := make_story(self.outlet.name, url, ()))]
        return Ranked(self.name, tuple(stories), self.own_index, indexes_outlet=False)

    async def _read_once(self, web: Web) -> _Slugs:
        """Read everything, or fail as the first time: a run does not ask a sitemap that failed again."""
        if self._failure:
            raise self._failure
        try:
            return await self._read_all(web)
        except FetchError as error:
            self._failure = error
            raise

    async def _read_all(self, web: Web) -> _Slugs:
        """Read the index and the pages it names.

        Raises:
            FetchError: a page is missing or damaged, or none names a story.
        """
        slugs = _Slugs()
        pages = [self.text_option("index")]
        wanted = self.text_option("pages")
        read = 0
        while pages and read < _MOST_PAGES:
            url = pages.pop(0)
            response = await web.get(Request(url, max_bytes=_LARGEST))
            xml = read_xml(response, "urlset", "sitemapindex")
            for child in xml.all("sitemap"):
                address = clean_url(child_text(child, "loc") or "", url)
                if read == 0 and wanted in address and self.owns(address):
                    pages.append(address)
            for entry in xml.all("url"):
                address = clean_url(child_text(entry, "loc") or "", url)
                if self.owns(address):
                    slugs.add(address)
            read += 1
        if not slugs.urls:
            raise fail(response, "and the sitemaps it names list no story")
        return slugs
