"""Finding stories by words on the server: rarest first, to a budget, the outlet asked in more depth."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from citecheck.archive.postgres.ids import of_headline, shelf_of_id
from citecheck.archive.postgres.rows import COLUMNS, held_row
from citecheck.archive.rows import Row
from citecheck.archive.search import variants
from citecheck.archive.terms import asked_text

if TYPE_CHECKING:
    from psycopg import Connection

_SHARE_OF_OTHERS = 3
_MOST_SAME = 200
_SHORTEST_RESPELT = 4
_SPELLINGS = 20


def same_headline(db: Connection[Any], headline: str, limit: int) -> list[Row]:
    """Return the stories under the very headline, with and without what looks like an outlet's suffix."""
    ranges = [of_headline(text) for text in variants(headline)]
    query = f"""
        SELECT k.story FROM unnest(%s::text[]::uuid[], %s::text[]::uuid[]) AS r(first, last)
        JOIN citecheck.known AS k ON k.key BETWEEN r.first AND r.last LIMIT {_MOST_SAME}
    """  # noqa: S608 - names and numbers of our own
    given = ([first for first, _ in ranges], [last for _, last in ranges])
    ids = sorted({row[0] for row in db.execute(query, given).fetchall()})
    return _rows(db, ids[:limit])


def _rows(db: Connection[Any], ids: Sequence[int]) -> list[Row]:
    """Return stories by their ids, in the order of those, from the partitions that hold them alone."""
    if not ids:
        return []
    query = f"""
        SELECT s.id, o.name, {_STORED} FROM citecheck.story AS s JOIN citecheck.outlet AS o ON o.id = s.outlet
        WHERE s.shelf = ANY(%s::smallint[]) AND s.id = ANY(%s::bigint[])
    """  # noqa: S608 - names of our own
    shelves = sorted({shelf_of_id(id_) for id_ in ids})
    rows = db.execute(query, (shelves, list(ids))).fetchall()
    found = {id_: held_row(outlet, values) for id_, outlet, *values in rows}
    return [found[id_] for id_ in ids if id_ in found]


def ranked(db: Connection[Any], headline: str, outlet: int | None, limit: int, budget: int) -> list[Row]:
    """Return the stories that share the rarest words, the most telling first."""
    counted = _counted(db, headline)
    if 2 * sum(count > 0 for _, count in counted) <= len(counted):
        counted += [_respelt(db, term) for term, count in counted if not count]
    total = _total(db)
    if outlet is None:
        return _best(db, _plan(counted, total, budget), None, limit)
    # Elsewhere the very headline is wanted, or nearly so; the outlet's own may be worded differently.
    own = _best(db, _plan(counted, total, budget, _share(db, outlet, total)), outlet, limit)
    others = _best(db, _plan(counted, total, budget // _SHARE_OF_OTHERS), None, limit)
    first = own[: limit * 4 // 5]
    return list(dict.fromkeys((*first, *others, *own)))[:limit]


def _counted(db: Connection[Any], headline: str) -> list[tuple[str, int]]:
    """Return the terms of a headline with how many stories have each; 0 for those never counted."""
    query = """
        SELECT a.term, coalesce(t.stories, 0)
        FROM unnest(tsvector_to_array(to_tsvector('citecheck.words', %s))) AS a(term)
        LEFT JOIN citecheck.term AS t USING (term)
    """
    return [(term, int(count)) for term, count in db.execute(query, (asked_text(headline),)).fetchall()]


def _respelt(db: Connection[Any], term: str) -> tuple[str, int]:
    """Return a term that is known, one slip of the pen away from one that is not."""
    from rapidfuzz.distance import OSA

    if len(term) < _SHORTEST_RESPELT or not term.isalpha():
        return term, 0
    query = f"""
        SELECT term, stories FROM citecheck.term WHERE term %% %s
        ORDER BY similarity(term, %s) DESC LIMIT {_SPELLINGS}
    """  # noqa: S608 - a number of our own
    near = [
        (other, int(count))
        for other, count in db.execute(query, (term, term)).fetchall()
        if OSA.distance(term, other, score_cutoff=1) <= 1
    ]
    return max(near, key=lambda pair: pair[1], default=(term, 0))


def _plan(
    counted: Sequence[tuple[str, int]], total: int, budget: int, share: float = 1.0
) -> list[tuple[str, float]]:
    """Return the terms that fit the budget, the rarest first, with what each is worth."""
    chosen: list[tuple[str, float]] = []
    left = float(budget)
    for term, count in sorted(set(counted), key=lambda pair: (pair[1], pair[0])):
        if count * share > left:
            break
        left -= count * share
        chosen.append((term, math.log((total + 1) / (max(count, 1) + 0.5)) + 0.1))
    return chosen


def _best(
    db: Connection[Any], plan: Sequence[tuple[str, float]], outlet: int | None, limit: int
) -> list[Row]:
    if not plan:
        return []
    within = "" if outlet is None else "AND outlet = %(outlet)s"
    query = f"""
        SELECT f.id
        FROM unnest(%(terms)s::text[], %(worths)s::float8[]) AS q(term, worth)
        CROSS JOIN LATERAL (
          SELECT id FROM citecheck.story
          WHERE to_tsvector('citecheck.words', words || ' outlet' || outlet) @@ q.term::tsquery {within}
        ) AS f
        GROUP BY f.id ORDER BY sum(q.worth) DESC, f.id LIMIT %(limit)s
    """  # noqa: S608 - names of our own
    its = "" if outlet is None else f" & outlet{outlet}"
    given = {
        "terms": [_quoted(term) + its for term, _ in plan],
        "worths": [worth for _, worth in plan],
        "outlet": outlet,
        "limit": limit,
    }
    return _rows(db, [row[0] for row in db.execute(query, given).fetchall()])


def _quoted(term: str) -> str:
    """Return a term as a tsquery takes it, whatever characters it has."""
    return "'" + term.replace("\\", "\\\\").replace("'", "''") + "'"


def _total(db: Connection[Any]) -> int:
    row = db.execute("SELECT value FROM citecheck.fact WHERE name = 'stories'").fetchone()
    return int(row[0]) if row else 1_000_000


def _share(db: Connection[Any], outlet: int, total: int) -> float:
    """Return the share of all stories that are one outlet's, by the last count."""
    row = db.execute("SELECT value FROM citecheck.fact WHERE name = %s", (f"stories of {outlet}",)).fetchone()
    return min(1.0, int(row[0]) / max(1, total)) if row else 1.0


_STORED = ", ".join(f"s.{name}" for name in COLUMNS)
