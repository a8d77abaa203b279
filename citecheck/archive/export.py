"""Writing an archive out as JSON Lines, in the form that `importers` reads."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from citecheck.models import HeadlineSource, Story

_DETAILS = ("standfirst", "byline", "updated", "syndicated_from", "copy_of", "read_from", "text")


def export_lines(stories: Iterable[Story]) -> Iterator[str]:
    """Yield a line of JSON for each story; imported again, they give the same stories.

    Args:
        stories: what to write, as `Archive.stories` yields them.

    Yields:
        Objects with outlet, date, headline, url and what else is known, without line feeds.
    """
    for story in stories:
        yield json.dumps(known_of(story), ensure_ascii=False)


def known_of(story: Story) -> dict[str, Any]:
    """Return what is known of a story by the columns' names; what is not known is left out."""
    known: dict[str, Any] = {
        "outlet": story.outlet,
        "date": story.published,
        "headline": story.headline,
        "url": story.url or None,
    }
    if len(story.headlines) > 1 or story.headlines[0].source is not HeadlineSource.LIST:
        known["headlines"] = [{"text": h.text, "source": h.source.value} for h in story.headlines]
    known |= {name: getattr(story, name) for name in _DETAILS}
    if story.cut:
        known["cut"] = True
    return {name: value for name, value in known.items() if value is not None}
