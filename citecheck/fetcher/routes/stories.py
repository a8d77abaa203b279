"""Making stories out of what services list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from citecheck.fetcher.routes.dates import day_in_url
from citecheck.models import Headline, HeadlineSource, Story
from citecheck.slug import slug_words

_TRACKING = ("utm_", "traffic_source", "at_", "cmp", "fbclid", "gclid", "ocid", "ref")
Titles = Iterable[tuple[str | None, HeadlineSource]]


def clean_url(url: str, base: str = "") -> str:
    """Return a story's address: complete, https, no fragment or tracking; "" where it is no web address."""
    try:
        parts = urlsplit(urljoin(base, url.strip()))
        host = parts.hostname
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host:
        return ""
    query = [(k, v) for k, v in parse_qsl(parts.query) if not k.lower().startswith(_TRACKING)]
    place = host if port in (None, 80, 443) else f"{host}:{port}"
    return urlunsplit(("https", place, parts.path, urlencode(query), ""))


def make_story(
    outlet: str, url: str, titles: Titles, published: str | None = None, copy_of: str | None = None
) -> Story | None:
    """Return a story with every distinct headline, the URL's slug last.

    Args:
        outlet: canonical name.
        url: its address, cleaned already; "" for none.
        titles: headlines with where they were read, the present one first.
        published: ISO date; where None, the day the URL names.
        copy_of: the outlet cited, where this is a copy.

    Returns:
        The story, or None where nothing names it.
    """
    headlines: dict[str, Headline] = {}
    for text, source in titles:
        if text:
            headlines.setdefault(text, Headline(text, source))
    slug = slug_words(url) if url else None
    if slug:
        headlines.setdefault(slug, Headline(slug, HeadlineSource.SLUG))
    if not headlines:
        return None
    day = published or (day_in_url(url) if url else None)
    return Story(outlet, url, tuple(headlines.values()), day, copy_of=copy_of)


def merge_stories(stories: Iterable[Story]) -> list[Story]:
    """Return one story for each address, with the headlines of all."""
    merged: dict[str, Story] = {}
    for story in stories:
        key = story.url.rstrip("/") or f"{story.outlet} {story.headline}"
        known = merged.get(key)
        merged[key] = with_headlines(known, story.headlines) if known else story
    return list(merged.values())


def with_headlines(story: Story, more: Iterable[Headline]) -> Story:
    """Return the story with further headlines, each once."""
    headlines: dict[str, Headline] = {}
    for headline in (*story.headlines, *more):
        headlines.setdefault(headline.text, headline)
    return replace(story, headlines=tuple(headlines.values()))
