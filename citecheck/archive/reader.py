"""Reading stories back out of the archive's tables."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from functools import lru_cache

from citecheck.archive.keys import partial_date
from citecheck.archive.rows import (
    HAS_DETAIL,
    HAS_FURTHER,
    SOURCE_BITS,
    SOURCES,
    Detail,
    unpack_path,
)
from citecheck.archive.schema import DAY_BITS
from citecheck.archive.stories import made_story, ranked_headlines
from citecheck.models import Headline, Story

_COLUMNS = "s.id, s.place, s.site, s.path, s.headline, s.source"
_BY_ID = f"SELECT {_COLUMNS} FROM json_each(?) AS j CROSS JOIN story AS s ON s.id = j.value"  # noqa: S608
_BY_DAY = f"""
SELECT {_COLUMNS} FROM place_key AS p CROSS JOIN story AS s ON s.id = p.story
WHERE p.place BETWEEN ? AND ? ORDER BY p.place DESC, s.id DESC LIMIT ?
"""  # noqa: S608
_ALL = f"SELECT {_COLUMNS} FROM story AS s WHERE s.id > ? ORDER BY s.id LIMIT 1000"  # noqa: S608
_FURTHER = """
SELECT f.story, f.headline, f.source FROM json_each(?) AS j CROSS JOIN further AS f ON f.story = j.value
ORDER BY f.id
"""

_DAY = (1 << DAY_BITS) - 1
_MOST_CACHED = 100_000
_Record = tuple[int, int, int | None, str | None, str, int]
_date_of = lru_cache(50_000)(partial_date)


class Reader:
    """Makes stories of the rows behind one connection."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._outlets: dict[int, str] = {}
        self._sites: dict[int, str] = {}

    def by_id(self, ids: Sequence[int]) -> list[Story]:
        """Return stories in the order of their ids, each once; an id may also be a further headline's."""
        found: dict[int, _Record] = {row[0]: row for row in self._db.execute(_BY_ID, (json.dumps(ids),))}
        if len(found) == len(ids):
            return self._made([found[id_] for id_ in ids])
        missing = json.dumps([id_ for id_ in ids if id_ not in found])
        query = "SELECT f.id, f.story FROM json_each(?) AS j CROSS JOIN further AS f ON f.id = j.value"
        story_of: dict[int, int] = dict(self._db.execute(query, (missing,)))
        more = json.dumps(sorted(set(story_of.values()) - found.keys()))
        found.update((row[0], row) for row in self._db.execute(_BY_ID, (more,)))
        ordered = dict.fromkeys(story_of.get(id_, id_) for id_ in ids)
        return self._made([found[id_] for id_ in ordered if id_ in found])

    def _made(self, records: list[_Record]) -> list[Story]:
        """Make stories of rows, the further headlines of all of them read at once."""
        several = [record[0] for record in records if record[5] & HAS_FURTHER]
        further: dict[int, list[tuple[str, int]]] = {id_: [] for id_ in several}
        if several:
            for story, headline, source in self._db.execute(_FURTHER, (json.dumps(several),)):
                further[story].append((headline, source))
        return [self._story(record, further.get(record[0])) for record in records]

    def between(self, outlet: int, first: int, last: int, limit: int) -> list[Story]:
        """Return an outlet's stories between two day numbers, newest first."""
        places = (outlet << DAY_BITS | first, outlet << DAY_BITS | last)
        return self._made(self._db.execute(_BY_DAY, (*places, limit)).fetchall())

    def all(self) -> Iterator[Story]:
        """Yield every story, in the order of ids."""
        last = -1
        while rows := self._db.execute(_ALL, (last,)).fetchall():
            last = rows[-1][0]
            yield from self._made(rows)

    def _story(self, row: _Record, further: list[tuple[str, int]] | None) -> Story:
        id_, place, site, path, headline, flags = row
        outlet = self._outlets.get(place >> DAY_BITS) or self._outlet(place >> DAY_BITS)
        url = ""
        if site is not None and path is not None:
            url = (self._sites.get(site) or self._site(site)) + unpack_path(path, headline)
        source = SOURCES[flags & SOURCE_BITS]
        if flags <= SOURCE_BITS:
            return Story(outlet, url, (Headline(headline, source),), _date_of(place & _DAY))
        headlines = ranked_headlines([(headline, flags & SOURCE_BITS), *(further or ())])
        detail = Detail()
        if flags & HAS_DETAIL:
            detail = Detail(*self._db.execute("SELECT * FROM detail WHERE story = ?", (id_,)).fetchone()[1:])
        return made_story(outlet, url, headlines, place & _DAY, detail)

    def _outlet(self, id_: int) -> str:
        name: str = self._db.execute("SELECT name FROM outlet WHERE id = ?", (id_,)).fetchone()[0]
        self._outlets[id_] = name
        return name

    def _site(self, id_: int) -> str:
        if len(self._sites) > _MOST_CACHED:
            self._sites.clear()
        prefix: str = self._db.execute("SELECT prefix FROM site WHERE id = ?", (id_,)).fetchone()[0]
        self._sites[id_] = prefix
        return prefix
