"""Turning the hits of general news searches into stories: the outlet's own, copies of them, and others'."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import urlsplit

from citecheck.fetcher.routes.base import OutletRoute
from citecheck.fetcher.routes.stories import clean_url, make_story
from citecheck.models import HeadlineSource, Story, Window
from citecheck.outlets import fold_name

_REACH = timedelta(days=30)
"""A hit this close to the cited date shows that the index goes back that far."""


def story_of_hit(
    route: OutletRoute, url: str, title: str | None, day: str | None, source: str | None = None
) -> Story | None:
    """Turn a hit into a story.

    A hit on the outlet's own host is its story; of an outlet whose hosts are not known, one that the index
    says is from it. Any other is the story of the host it stands at, marked as a copy where the index names
    the outlet as its source ("Reuters on MSN").

    Args:
        route: whose outlet was asked about.
        url: the publisher's own address.
        title: as the index gives it.
        day: ISO date of publication.
        source: the publisher as the index names it.
    """
    address = clean_url(url)
    if not address:
        return None
    host = (urlsplit(address).hostname or "").removeprefix("www.")
    names = {fold_name(name) for name in (route.outlet.name, *route.outlet.aliases)}
    named = bool(source) and fold_name((source or "").partition(" on ")[0]) in names
    own = route.owns(address) or (named and not route.outlet.domains and " on " not in (source or ""))
    return make_story(
        route.outlet.name if own else host,
        address,
        [(title, HeadlineSource.LIST)],
        day,
        copy_of=route.outlet.name if named and not own else None,
    )


def own_stories(route: OutletRoute, stories: list[Story]) -> list[Story]:
    """Return those of the outlet asked about."""
    return [story for story in stories if story.outlet == route.outlet.name]


def reaches(own: list[Story], window: Window | None) -> bool:
    """Say whether stories of the outlet came back that are as old as the window."""
    if window is None or window.start is None:
        return bool(own)
    days = [date.fromisoformat(s.published) for s in own if s.published and len(s.published) == 10]
    return any(day <= window.start + _REACH for day in days)
