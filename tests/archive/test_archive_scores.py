"""What rows share with a headline is added up, and an outlet's rows told from the others'."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from itertools import pairwise
from pathlib import Path

from archive_engines import story
from hypothesis import given
from hypothesis import strategies as st

from citecheck.archive.names import Names
from citecheck.archive.schema import BLOCK, connect, transaction
from citecheck.archive.scores import Scores
from citecheck.archive.sqlite import SqliteArchive

WORDS = st.lists(st.frozensets(st.integers(0, 40), min_size=1), min_size=1, max_size=6)


@given(WORDS)
def test_within_the_budget_every_shared_word_counts(words: list[frozenset[int]]) -> None:
    scores = Scores(1_000_000)
    shared: Counter[int] = Counter()
    for weight, rows in zip(range(len(words), 0, -1), words, strict=True):
        scores.add(sorted(rows), weight, len(rows))
        shared.update(dict.fromkeys(rows, weight))
    best = scores.best(100)
    assert sorted(best) == sorted(shared)
    assert [shared[row] for row in best] == sorted(shared.values(), reverse=True)


@given(WORDS, st.integers(1, 5))
def test_the_outlets_rows_are_those_of_its_blocks(words: list[frozenset[int]], limit: int) -> None:
    scores = Scores(1_000_000, frozenset({0}))
    for rows in words:
        scores.add(sorted(row * (BLOCK // 20) for row in rows), 1.0, 0)
    own, others = scores.parted(limit)
    assert all(row < BLOCK for row in own)
    assert all(row >= BLOCK for row in others)
    assert len(own) == min(limit, len({row for rows in words for row in rows if row < 21}))


def test_words_beyond_the_budget_bring_no_new_rows() -> None:
    scores = Scores(10)
    scores.add([1, 2], 5.0, 2)
    scores.add([2, 3, 4], 2.0, 4)
    scores.add([3, 4, 5, 6], 1.0, 4)
    assert scores.best(10) == [2, 1, 4, 3]


def test_the_words_of_many_rows_are_not_candidates_by_themselves() -> None:
    scores = Scores(10_000)
    scores.add(range(500), 5.0, 500)
    scores.add([7, 900], 2.0, 2)
    assert scores.best(3) == [7, 900, 0]


def test_a_rewording_here_is_found_beside_the_very_headline_elsewhere(tmp_path: Path) -> None:
    with SqliteArchive(tmp_path / "archive.sqlite3") as archive:
        archive.add(
            [
                story("Ferry captain finds lost violin", outlet="Valley Post"),
                story("Lost violin found by ferry captain", outlet="Harbour Times"),
                *(story(f"Rye prices fall again {n}", outlet="Harbour Times") for n in range(50)),
            ]
        )
        found = archive.lookup("Ferry captain finds lost violin", outlet="Harbour Times", limit=2)
    assert [(s.outlet, s.headline) for s in found] == [
        ("Valley Post", "Ferry captain finds lost violin"),
        ("Harbour Times", "Lost violin found by ferry captain"),
    ]


def test_outlets_that_grow_by_turns_have_their_ids_in_few_runs(tmp_path: Path) -> None:
    with closing(connect(tmp_path / "archive.sqlite3", readonly=False, wait=1)) as db, transaction(db):
        names = Names(db)
        outlets = [names.outlet(name) for name in ("Harbour Times", "Valley Post")]
        ids: list[list[int]] = [[], []]
        for _ in range(60):
            for outlet, taken in zip(outlets, ids, strict=True):
                taken += names.new_ids(outlet, 3 * BLOCK // 2)
    every = [id_ for taken in ids for id_ in taken]
    assert len(set(every)) == len(every)
    for taken in ids:
        assert taken == sorted(taken)
        assert sum(later - earlier > 1 for earlier, later in pairwise(taken)) < 20  # of 60 turns
