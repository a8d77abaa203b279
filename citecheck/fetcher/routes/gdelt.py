"""GDELT's index of the world's news, which answers many of its errors with status 200 and a sentence."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any
from urllib.parse import quote, urlsplit

from citecheck.fetcher.interface import FetchError, Request, Response, Web
from citecheck.fetcher.routes.base import OutletRoute, Stage, register
from citecheck.fetcher.routes.dates import read_day, search_window
from citecheck.fetcher.routes.documents import fail, plain, refuse_html
from citecheck.fetcher.routes.stories import clean_url, make_story, merge_stories
from citecheck.fetcher.routes.words import has_headline, rare_words, search_phrase
from citecheck.models import HeadlineSource, Listed, Question, Ranked, Reason, Story, Window

_MOST = 100
_SHORTEST_PHRASE = 6
_REACH = timedelta(days=100)
"""How far back it goes, by its own word about three months."""
_MARGIN = timedelta(days=2)
"""GDELT dates a story by when it saw it."""
# Its titles are cut into tokens: "U.S . economy", "Maria Serrano , sobria".
_SPACE_BEFORE = re.compile(r" (?=[,.;:!?%)\]’”])|(?<=[(\[“‘$£€]) ")


@register("gdelt")
class Gdelt(OutletRoute):
    """Asks for the phrase, then the rare words. Its silence says nothing.

    It keeps about three months and misses whole outlets for weeks without saying so. Where it is not known to
    hold the outlet, the phrase is asked for everywhere: it may name a copy at another outlet.
    """

    options = frozenset({"base"})

    @property
    def name(self) -> str:
        """What reports call it."""
        return "GDELT"

    @property
    def stage(self) -> Stage:
        """It wants eight seconds between two questions."""
        return Stage.LAST

    def applies(self, question: Question) -> bool:
        """Ask at a known address only, and of an outlet that it may not hold only within its three months."""
        window = search_window(question)
        recent = not (window and window.end and self.today) or window.end >= self.today - _REACH
        return super().applies(question) and bool(self.outlet.domains) and (recent or self._is_known)

    @property
    def _is_known(self) -> bool:
        return "gdelt" in self.outlet.indexes

    async def ask(self, question: Question, web: Web) -> Listed | Ranked:
        """Search; two questions at most, one where it may not hold the outlet: it wants 8 s between two."""
        headline = question.headline or ""
        phrase = search_phrase(headline)
        window = search_window(question)
        found: list[Story] = []
        if len(phrase) >= _SHORTEST_PHRASE:
            found = await self._search(web, f'"{phrase}"{self._site if self._is_known else ""}', window)
        words = [word for word in rare_words(phrase, 4) if len(word) > 2]
        if words and self._is_known and not has_headline(found, headline):
            found += await self._search(web, " ".join(words) + self._site, window)
        return Ranked(self.name, tuple(merge_stories(found)), "gdelt", window, indexes_outlet=False)

    @property
    def _site(self) -> str:
        return f" domainis:{self.outlet.domains[0]}"

    async def _search(self, web: Web, query: str, window: Window | None) -> list[Story]:
        base = self.text_option("base", "https://api.gdeltproject.org/api/v2/doc/doc")
        url = (
            f"{base}?query={quote(query, safe='')}&mode=artlist&format=json"
            f"&maxrecords={_MOST}&sort=hybridrel{_times(window)}"
        )
        response = await web.get(Request(url))
        articles = _articles(response)
        return [story for item in articles if isinstance(item, dict) and (story := self._story(item))]

    def _story(self, item: dict[str, Any]) -> Story | None:
        url = clean_url(str(item.get("url") or ""))
        title = plain(item.get("title"))
        title = _SPACE_BEFORE.sub("", title) if title else None
        host = (urlsplit(url).hostname or "").removeprefix("www.")
        outlet = self.outlet.name if self.owns(url) else host
        seen = read_day(item.get("seendate"))
        return make_story(outlet, url, [(title, HeadlineSource.LIST)], seen) if url else None


def _articles(response: Response) -> list[Any]:
    """Return the list of an answer; "{}" and an empty body are GDELT's way of saying "nothing".

    Raises:
        FetchError: a sentence instead of JSON, or JSON of another shape.
    """
    text = response.text.strip()
    if not text:
        return []
    refuse_html(response, "JSON")
    if "limit requests" in text[:200]:
        raise FetchError(Reason.RATE_LIMITED, "GDELT says too many requests were made", "try again later")
    try:
        # Its titles hold control characters that strict JSON forbids.
        answer = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        said = plain(text[:160]) if len(text) < 400 else None
        raise fail(response, f"answered: {said}" if said else "did not answer with JSON") from None
    articles = answer.get("articles", []) if isinstance(answer, dict) else None
    if not isinstance(articles, list):
        raise fail(response, "answered with JSON of another shape")
    return articles


def _times(window: Window | None) -> str:
    if window is None or window.start is None or window.end is None:
        return ""
    first, last = window.start - _MARGIN, window.end + _MARGIN
    return f"&startdatetime={first:%Y%m%d}000000&enddatetime={last:%Y%m%d}235959"
