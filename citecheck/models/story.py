"""What an outlet published."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class HeadlineSource(StrEnum):
    """Where a headline of a story was read."""

    PAGE = "page"
    """The page's own h1 or an official API's headline."""
    METADATA = "metadata"
    """JSON-LD, Open Graph, Twitter card or <title>."""
    LIST = "list"
    """A feed, sitemap, search result or archive row: it may lag behind the page."""
    SLUG = "slug"
    """Words of the URL: lower case, no punctuation, often the first headline, often cut."""
    EARLIER = "earlier"
    """An archived copy of the page."""


@dataclass(frozen=True, slots=True)
class Headline:
    """One headline a story is known under."""

    text: str
    source: HeadlineSource = HeadlineSource.LIST


@dataclass(frozen=True, slots=True)
class Story:
    """One published piece at an outlet."""

    outlet: str
    """Canonical name."""
    url: str
    """Canonical URL, or "" where the source gives none."""
    headlines: tuple[Headline, ...]
    """Every headline known, the outlet's present one first; at least one."""
    published: str | None = None
    """Partial ISO date of first publication."""
    updated: str | None = None
    byline: str | None = None
    standfirst: str | None = None
    text: str | None = None
    """Body text, paragraphs joined by a blank line; None where it was not read."""
    syndicated_from: str | None = None
    """The wire or outlet it was taken from, where the page says so."""
    copy_of: str | None = None
    """The outlet cited, where this is only a syndicated copy found elsewhere; else None."""
    read_from: str | None = None
    """URL the text was really read from, where that is a web archive's copy; else None."""
    cut: bool = False
    """True where `text` is only the beginning, the rest behind a paywall: its silence proves nothing."""

    @property
    def headline(self) -> str:
        """The outlet's present headline, or the best one known."""
        return self.headlines[0].text

    def completed(self, read: Story) -> Story:
        """Return the story as it was read, with what was known before and is not in that.

        A page's headline is newer than a list's, and a list's newer than that of an archived copy; all
        are kept.
        """
        archived = read.read_from is not None and self.headlines[0].source is not HeadlineSource.SLUG
        ordered = (self, read) if archived else (read, self)
        headlines: dict[str, Headline] = {}
        for headline in (h for story in ordered for h in story.headlines):
            headlines.setdefault(headline.text, headline)
        return replace(
            read,
            outlet=self.outlet,
            url=self.url,
            headlines=tuple(headlines.values()),
            published=read.published or self.published,
            copy_of=self.copy_of,
            syndicated_from=read.syndicated_from or self.syndicated_from,
        )
