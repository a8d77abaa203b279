"""Reading stories back out of the archive's tables."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from citecheck.archive.keys import partial_date
from citecheck.archive.rows import RANKS, SOURCES, Detail, Row, unpack_path, unpack_text
from citecheck.archive.schema import DAY_BITS
from citecheck.models import Headline, Story

_SELECT = """
SELECT s.id, o.name, t.prefix, s.path, s.place, s.headline, s.source,
  (SELECT 1 FROM further WHERE story = s.id), d.story, d.updated, d.byline, d.standfirst, d.text,
  d.syndicated_from, d.copy_of, d.read_from, d.cut
FROM {table} JOIN outlet AS o ON o.id = s.place >> 17 LEFT JOIN site AS t ON t.id = s.site
LEFT JOIN detail AS d ON d.story = s.id {rest}
"""
_BY_ID = _SELECT.format(table="json_each(?) AS j CROSS JOIN story AS s ON s.id = j.value", rest="")
_BY_DAY = _SELECT.format(
    table="place_key AS p CROSS JOIN story AS s ON s.id = p.story",
    rest="WHERE p.place BETWEEN ? AND ? ORDER BY p.place DESC, s.id DESC LIMIT ?",
)
_ALL = _SELECT.format(table="story AS s", rest="ORDER BY s.id")

_DAY = (1 << DAY_BITS) - 1
_Record = tuple[Any, ...]


def stories_by_id(db: sqlite3.Connection, ids: Sequence[int]) -> list[Story]:
    """Return stories in the order of their ids, each once; an id may also be a further headline's."""
    found = {row[0]: row for row in db.execute(_BY_ID, (json.dumps(ids),))}
    missing = [id_ for id_ in ids if id_ not in found]
    story_of: dict[int, int] = {}
    if missing:
        query = "SELECT f.id, f.story FROM json_each(?) AS j CROSS JOIN further AS f ON f.id = j.value"
        story_of = dict(db.execute(query, (json.dumps(missing),)))
        more = json.dumps(sorted(set(story_of.values()) - found.keys()))
        found.update((row[0], row) for row in db.execute(_BY_ID, (more,)))
    ordered = dict.fromkeys(story_of.get(id_, id_) for id_ in ids)
    return list(_stories(db, [found[id_] for id_ in ordered if id_ in found]))


def stories_between(db: sqlite3.Connection, outlet: int, first: int, last: int, limit: int) -> list[Story]:
    """Return an outlet's stories between two day numbers, newest first."""
    places = (outlet << DAY_BITS | first, outlet << DAY_BITS | last)
    return list(_stories(db, db.execute(_BY_DAY, (*places, limit)).fetchall()))


def all_stories(db: sqlite3.Connection) -> Iterator[Story]:
    """Yield every story, in the order of ids."""
    cursor = db.execute(_ALL)
    while rows := cursor.fetchmany(1000):
        yield from _stories(db, rows)


def _stories(db: sqlite3.Connection, rows: Iterable[_Record]) -> Iterator[Story]:
    for row in rows:
        id_, outlet, prefix, path, place, headline, source, has_further, has_detail, *detail = row
        if has_further:
            headlines = _headlines(db, id_, headline, source)
        else:
            headlines = (Headline(headline, SOURCES[source]),)
        url = "" if path is None else prefix + unpack_path(path, headline)
        day = place & _DAY
        if not has_detail:
            yield Story(outlet, url, headlines, partial_date(day))
            continue
        yield _story(outlet, url, headlines, day, Detail(*detail))


def story_of(row: Row) -> Story:
    """Return the story that a row describes."""
    heads = sorted([(row.headline, row.source), *row.further], key=lambda pair: RANKS[pair[1]])
    headlines = tuple(Headline(text, SOURCES[source]) for text, source in heads)
    return _story(row.outlet, row.url, headlines, row.day, row.detail or Detail())


def _story(outlet: str, url: str, headlines: tuple[Headline, ...], day: int | None, detail: Detail) -> Story:
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


def _headlines(db: sqlite3.Connection, story: int, headline: str, source: int) -> tuple[Headline, ...]:
    """Return all headlines of a story, what the outlet has now first."""
    further = db.execute(
        "SELECT headline, source FROM further WHERE story = ? ORDER BY id", (story,)
    ).fetchall()
    ranked = sorted([(headline, source), *further], key=lambda pair: RANKS[pair[1]])
    return tuple(Headline(text, SOURCES[source]) for text, source in ranked)
