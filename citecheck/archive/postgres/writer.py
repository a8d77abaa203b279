"""Writing stories in batches: one transaction each, the new ones by COPY, safe beside other writers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from citecheck.archive.keys import clean_url
from citecheck.archive.merging import merged
from citecheck.archive.postgres.ids import Key, identities, shelf_of_day, shelf_of_id, story_id
from citecheck.archive.postgres.rows import COLUMNS, Values, held_row, values_of
from citecheck.archive.rows import Row

if TYPE_CHECKING:
    from psycopg import Connection


class Prepared(NamedTuple):
    """A story on its way, with all that can be worked out before the server is asked."""

    row: Row
    keys: list[Key]
    """The one that decides first."""
    values: Values


@dataclass(frozen=True, slots=True)
class _Held:
    """A story the server holds."""

    id: int
    row: Row


class BatchWriter:
    """Writes batches within the caller's transactions; remembers outlets and shelves between them."""

    def __init__(self) -> None:
        self._outlets: dict[str, int] = {}
        self._shelves: set[int] = set()

    def write(self, db: Connection[Any], batch: Sequence[Prepared]) -> int:
        """Store a batch, as `prepared` makes it, and return how many of its stories were new."""
        if not batch:
            return 0
        self._learn_outlets(db, {told.row.outlet for told in batch})
        new, held = self._sorted_out(db, batch)
        ids = self._claim(db, new)
        self._copy(db, [(told, id_) for told, id_ in zip(new, ids, strict=True) if id_ is not None])
        late = [told for told, id_ in zip(new, ids, strict=True) if id_ is None]
        if late:  # another writer was first, and has committed by now
            _, found = self._sorted_out(db, late)
            held += found
        self._complete(db, held)
        return len(new) - len(late)

    def outlet(self, db: Connection[Any], name: str) -> int:
        """Return the id of an outlet, making one where it is new."""
        self._learn_outlets(db, {name})
        return self._outlets[name]

    def forget(self) -> None:
        """Forget what a transaction that failed may have taken back."""
        self._outlets.clear()
        self._shelves.clear()

    def _learn_outlets(self, db: Connection[Any], names: set[str]) -> None:
        new = sorted(names - self._outlets.keys())
        if not new:
            return
        db.execute(
            "INSERT INTO citecheck.outlet (name) SELECT unnest(%s::text[]) ON CONFLICT DO NOTHING", (new,)
        )
        query = "SELECT name, id FROM citecheck.outlet WHERE name = ANY(%s)"
        self._outlets.update(db.execute(query, (new,)).fetchall())

    def _sorted_out(
        self, db: Connection[Any], batch: Sequence[Prepared]
    ) -> tuple[list[Prepared], list[tuple[_Held, Row]]]:
        """Part a batch into what is new and what is held already, with what is held of it."""
        found = _known(db, {key for told in batch for key in told.keys})
        stories = _held(db, set(found.values())) if found else {}
        new: list[Prepared] = []
        held: list[tuple[_Held, Row]] = []
        for told in batch:
            story = _same(told, found, stories) if stories else None
            if story is None:
                new.append(told)
            else:
                held.append((story, told.row))
        return new, held

    def _claim(self, db: Connection[Any], new: Sequence[Prepared]) -> list[int | None]:
        """Give every new story an id; None where another writer holds its key already."""
        if not new:
            return []
        query = "SELECT nextval('citecheck.story_id') FROM generate_series(1, %s)"
        numbers = db.execute(query, (len(new),)).fetchall()
        ids = [story_id(n, shelf_of_day(told.row.day)) for told, (n,) in zip(new, numbers, strict=True)]
        taken = _insert_keys(db, {told.keys[0]: id_ for told, id_ in zip(new, ids, strict=True)})
        further: dict[Key, int] = {}
        for told, id_ in zip(new, ids, strict=True):
            if told.keys[0] not in taken:
                further.update(dict.fromkeys(told.keys[1:], id_))
        _insert_keys(db, further)
        return [None if told.keys[0] in taken else id_ for told, id_ in zip(new, ids, strict=True)]

    def _copy(self, db: Connection[Any], stories: Sequence[tuple[Prepared, int]]) -> None:
        if not stories:
            return
        for shelf in sorted({shelf_of_id(id_) for _, id_ in stories} - self._shelves):
            db.execute("SELECT citecheck.open_shelf(%s::smallint)", (shelf,))
            self._shelves.add(shelf)
        with db.cursor() as cursor, cursor.copy(_COPY) as copy:
            for told, id_ in stories:
                place = (shelf_of_id(id_), id_, self._outlets[told.row.outlet])
                copy.write_row((*place, *told.values.stored, told.values.words))

    def _complete(self, db: Connection[Any], held: Sequence[tuple[_Held, Row]]) -> None:
        """Add to held stories what rows know beyond them; several rows may be about one."""
        now: dict[int, Row] = {}
        before: dict[int, Row] = {}
        for story, row in held:
            before[story.id] = story.row
            now[story.id] = merged(now.get(story.id, story.row), row)
        for id_ in sorted(now):
            if now[id_] == before[id_]:
                continue
            row = merged(_held(db, {id_}, lock=True)[id_].row, now[id_])
            values = values_of(row)
            db.execute(_UPDATE, (*values.stored, values.words, shelf_of_id(id_), id_))
            _insert_keys(db, dict.fromkeys(identities(row), id_))


_COPY = f"COPY citecheck.story (shelf, id, outlet, {', '.join(COLUMNS)}, words) FROM STDIN"
_UPDATE = f"""
UPDATE citecheck.story SET {", ".join(f"{name} = %s" for name in COLUMNS)}, words = %s
WHERE shelf = %s AND id = %s
"""  # noqa: S608 - names of our own


def _insert_keys(db: Connection[Any], keys: dict[Key, int]) -> set[Key]:
    """Claim keys for stories and return those that others have; who else claims one now is waited for."""
    if not keys:
        return set()
    # In one order for all writers, so that two of them never wait for each other.
    ordered = sorted(keys)
    given = (_array(ordered), _array(map(str, (keys[key] for key in ordered))))
    query = f"INSERT INTO citecheck.known SELECT * FROM {_PAIRS} ON CONFLICT DO NOTHING"  # noqa: S608
    if db.execute(query, given).rowcount == len(ordered):
        return set()
    query = (
        f"SELECT {_HEX} FROM {_PAIRS} JOIN citecheck.known USING (key) "  # noqa: S608 - names of our own
        "WHERE known.story <> given.story"
    )
    return {row[0] for row in db.execute(query, given).fetchall()}


_PAIRS = "unnest(%s::text::uuid[], %s::text::bigint[]) AS given (key, story)"
_HEX = "encode(uuid_send(key), 'hex')"


def _array(values: Iterable[str]) -> str:
    """Return keys or numbers as the server writes arrays, which is quicker than a list of them."""
    return f"{{{','.join(values)}}}"


def _known(db: Connection[Any], keys: set[Key]) -> dict[Key, int]:
    # Joined, not `= ANY`: where the table was never analyzed, that is looked through row by row.
    query = (
        f"SELECT {_HEX}, story FROM unnest(%s::text::uuid[]) AS given (key) JOIN citecheck.known USING (key)"  # noqa: S608
    )
    return dict(db.execute(query, (_array(sorted(keys)),)).fetchall())


def _held(db: Connection[Any], ids: set[int], *, lock: bool = False) -> dict[int, _Held]:
    query = f"""
        SELECT s.id, o.name, {", ".join(f"s.{name}" for name in COLUMNS)}
        FROM citecheck.story AS s JOIN citecheck.outlet AS o ON o.id = s.outlet
        WHERE s.shelf = ANY(%s) AND s.id = ANY(%s) {"FOR UPDATE OF s" if lock else ""}
    """  # noqa: S608 - names of our own
    shelves = sorted({shelf_of_id(id_) for id_ in ids})
    rows = db.execute(query, (shelves, sorted(ids))).fetchall()
    return {id_: _Held(id_, held_row(outlet, values)) for id_, outlet, *values in rows}


def _same(told: Prepared, known: dict[Key, int], stories: dict[int, _Held]) -> _Held | None:
    """Return the story that a row is about: same address, or headline and day where one is missing."""
    row = told.row
    for place, key in enumerate(told.keys):
        story = stories.get(known.get(key, 0))
        if story is None:
            continue
        if row.url and place == 0:
            return story
        if story.row.day == row.day and not (row.url and story.row.url):
            return story
        if place:  # only the first headline says which story it is
            break
    return None


def prepared(rows: Iterable[Row]) -> list[Prepared]:
    """Return the stories of a batch, with the rows merged that are about the same one."""
    batch: list[tuple[Row, list[Key]]] = []
    places: dict[Key, int] = {}
    for row in map(_storable, rows):
        keys = identities(row)
        place = places.get(keys[0])
        if place is None and row.url:
            place = places.get(keys[1])  # the same headline of the same day
            if place is not None and batch[place][0].url:
                place = None
        if place is None:
            place = len(batch)
            batch.append((row, keys))
        else:
            now = merged(batch[place][0], row)
            if now != batch[place][0]:
                keys = identities(now)
                batch[place] = (now, keys)
        for key in keys:
            places.setdefault(key, place)
    return [Prepared(row, keys, values_of(row)) for row, keys in batch]


def _storable(row: Row) -> Row:
    """Return a row as a server can hold it: no NUL in a text, no idle parameters in an address."""
    clean = row.url.replace("\0", "")
    return row._replace(
        outlet=row.outlet.replace("\0", ""),
        url=clean_url(clean) if "?" in clean else clean,
        headline=row.headline.replace("\0", ""),
        further=tuple((text.replace("\0", ""), source) for text, source in row.further),
    )
