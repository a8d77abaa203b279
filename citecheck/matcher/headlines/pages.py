"""The pages of an outlet: one may be named more than once, and under several headlines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from citecheck.models import Story

_SHORTEST_PATH = 10
"""A path as short as this ("news", "live") may be a section's front."""


def pages(stories: Iterable[Story]) -> Iterable[tuple[Story, ...]]:
    """Return the stories by page: one path at one outlet is one page.

    An outlet's hosts ("bbc.com", "bbc.co.uk") and tracking parameters do not make another page.
    """
    found: dict[tuple[str, str], tuple[Story, ...]] = {}
    for story in stories:
        path = _path(story.url)
        if len(path) <= _SHORTEST_PATH:
            path = story.url or f"{story.headline} {story.published}"
        key = story.outlet, path
        found[key] = (*found.get(key, ()), story)
    return found.values()


def same_page(one: Story, other: Story) -> bool:
    """Say whether two stories are copies of one page of one outlet."""
    if one is other:
        return True
    path = _path(one.url)
    return one.outlet == other.outlet and len(path) > _SHORTEST_PATH and path == _path(other.url)


def _path(url: str) -> str:
    """Return what stands between host and query."""
    rest = url.partition("//")[2].partition("/")[2]
    if "?" in rest or "#" in rest:
        rest = rest.partition("?")[0].partition("#")[0]
    return rest.rstrip("/")


def merged(copies: tuple[Story, ...]) -> Story:
    """Join the copies of a page: the plainest address leads, no headline is lost."""
    if len(copies) == 1:
        return copies[0]
    first, *others = sorted(copies, key=lambda s: len(s.url))
    return replace(
        with_headlines_of(first, copies),
        published=min((s.published for s in copies if s.published), default=None),
        updated=max((d for s in copies if (d := s.updated or s.published)), default=None),
        standfirst=first.standfirst or next((s.standfirst for s in others if s.standfirst), None),
        text=first.text or next((s.text for s in others if s.text), None),
        copy_of=first.copy_of or next((s.copy_of for s in others if s.copy_of), None),
    )


def with_headlines_of(story: Story, copies: tuple[Story, ...]) -> Story:
    """Return a story with the headlines of all copies of its page, its own first."""
    more = {h.text: h for copy in copies for h in reversed(copy.headlines)}
    for headline in story.headlines:
        more.pop(headline.text, None)
    return replace(story, headlines=story.headlines + tuple(more.values()))
