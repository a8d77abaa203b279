"""Stories as the archive's rows have them, and rows as stories: the same for every engine."""

from __future__ import annotations

from typing import TypeVar

from citecheck.archive.keys import day_number, partial_date
from citecheck.archive.rows import RANKS, SOURCES, Detail, Row, pack_text, unpack_text
from citecheck.models import Headline, Story


def story_of(row: Row) -> Story:
    """Return the story that a row describes."""
    headlines = ranked_headlines([(row.headline, row.source), *row.further])
    return made_story(row.outlet, row.url, headlines, row.day, row.detail or Detail())


def ranked_headlines(heads: list[tuple[str, int]]) -> tuple[Headline, ...]:
    """Return all headlines of a story, what the outlet has now first."""
    heads.sort(key=lambda pair: RANKS[pair[1]])
    return tuple(Headline(text, SOURCES[source]) for text, source in heads)


def made_story(
    outlet: str, url: str, headlines: tuple[Headline, ...], day: int | None, detail: Detail
) -> Story:
    """Return a story of its stored parts; `day` is a number as `day_number` gives it, or 0 or None."""
    return Story(
        outlet,
        url,
        headlines,
        partial_date(day),
        detail.updated,
        detail.byline,
        detail.standfirst,
        unpack_text(detail.text),
        detail.syndicated_from,
        detail.copy_of,
        detail.read_from,
        bool(detail.cut),
    )


def row_of(story: Story) -> Row:
    """Return a story as the archive's rows have it."""
    first, *rest = story.headlines
    detail = Detail(
        _storable(story.updated),
        _storable(story.byline),
        _storable(story.standfirst),
        pack_text(story.text),
        _storable(story.syndicated_from),
        _storable(story.copy_of),
        _storable(story.read_from),
        1 if story.cut else None,
    )
    return Row(
        _storable(story.outlet),
        _storable(story.url),
        day_number(story.published) if story.published else None,
        _storable(first.text),
        SOURCES.index(first.source),
        tuple(_pair(headline) for headline in rest),
        detail if any(detail) else None,
    )


_Text = TypeVar("_Text", str, str | None)


def _storable(text: _Text) -> _Text:
    """Replace halves of surrogate pairs, which a page may hold and a file may not."""
    return text if text is None or text.isascii() else text.encode("utf-8", "replace").decode()


def _pair(headline: Headline) -> tuple[str, int]:
    return _storable(headline.text), SOURCES.index(headline.source)
