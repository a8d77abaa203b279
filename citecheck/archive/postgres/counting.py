"""How common each word is, which look-ups are planned by: the stories since the last count are added to it.

A count is an estimate. Stories whose writer has not committed yet when the others are counted, and headlines
added to a story later, are missed until all is counted anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from citecheck.archive.postgres.ids import story_id

if TYPE_CHECKING:
    from psycopg import Connection

_LOCK = 1667855470
"""Of the server's advisory locks, the one that a count takes, so that no story is counted twice."""
_OF_ALL = """
SELECT to_tsvector('citecheck.words', words) FROM citecheck.story
"""
_NOTE = """
INSERT INTO citecheck.fact VALUES (%s, %s)
ON CONFLICT (name) DO UPDATE SET value = citecheck.fact.value + excluded.value
"""


def note_added(db: Connection[Any], new: int) -> tuple[int, int]:
    """Note that stories were added; return how many are not counted yet, and how many were counted."""
    db.execute(_NOTE, ("added", new))
    rows = db.execute("SELECT name, value FROM citecheck.fact WHERE name IN ('added', 'stories')").fetchall()
    facts: dict[str, int] = dict(rows)
    return facts["added"], facts.get("stories", 0)


def count_new(db: Connection[Any]) -> None:
    """Add the stories that came since the last count to what is known of words and outlets."""
    _prepare(db)
    row = db.execute("SELECT value FROM citecheck.fact WHERE name = 'counted'").fetchone()
    before = int(row[0]) if row else 0
    last = _last_number(db)
    parts = [
        f"FROM citecheck.story WHERE shelf = {shelf} "
        f"AND id > {story_id(before, shelf)} AND id <= {story_id(last, shelf)}"
        for shelf in _shelves(db)
    ]
    if not parts:
        return
    words = " UNION ALL ".join(f"SELECT to_tsvector('citecheck.words', words) {part}" for part in parts)
    db.execute(
        "INSERT INTO citecheck.term SELECT word, ndoc FROM ts_stat(%s) ORDER BY word "
        "ON CONFLICT (term) DO UPDATE SET stories = citecheck.term.stories + excluded.stories",
        (words,),
    )
    outlets = " UNION ALL ".join(f"SELECT outlet {part}" for part in parts)
    rows = db.execute(f"SELECT outlet, count(*) FROM ({outlets}) AS new GROUP BY outlet").fetchall()  # noqa: S608
    for outlet, count in rows:
        db.execute(_NOTE, (f"stories of {outlet}", count))
    total = sum(count for _, count in rows)
    db.execute(_NOTE, ("stories", total))
    db.execute(_NOTE, ("added", -total))
    db.execute("UPDATE citecheck.fact SET value = 0 WHERE name = 'added' AND value < 0")
    _note_counted(db, last)


def count_all(db: Connection[Any]) -> None:
    """Count all stories anew."""
    _prepare(db)
    last = _last_number(db)
    db.execute("DELETE FROM citecheck.term")
    db.execute("INSERT INTO citecheck.term SELECT word, ndoc FROM ts_stat(%s)", (_OF_ALL,))
    db.execute("DELETE FROM citecheck.fact")
    db.execute(
        "INSERT INTO citecheck.fact "
        "SELECT 'stories of ' || outlet, count(*) FROM citecheck.story GROUP BY outlet"
    )
    db.execute("INSERT INTO citecheck.fact SELECT 'stories', coalesce(sum(value), 0) FROM citecheck.fact")
    _note_counted(db, last)


def _prepare(db: Connection[Any]) -> None:
    db.execute("SET LOCAL work_mem = '128MB'")
    db.execute("SET LOCAL statement_timeout = 0")
    db.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))


def _last_number(db: Connection[Any]) -> int:
    """Return the last running number of a story that was given out."""
    row = db.execute("SELECT last_value FROM citecheck.story_id").fetchone()
    return int(row[0]) if row else 0


def _shelves(db: Connection[Any]) -> list[int]:
    query = (
        "SELECT substring(c.relname FROM 7)::int "
        "FROM pg_inherits AS i JOIN pg_class AS c ON c.oid = i.inhrelid "
        "WHERE i.inhparent = 'citecheck.story'::regclass ORDER BY 1"
    )
    return [row[0] for row in db.execute(query).fetchall()]


def _note_counted(db: Connection[Any], last: int) -> None:
    db.execute(
        "INSERT INTO citecheck.fact VALUES ('counted', %s) "
        "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (last,),
    )
