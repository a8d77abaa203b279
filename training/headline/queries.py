"""Labelled queries for training the identity model, made from real headlines.

Classes: revised, sibling, distorted, absent. The distortions here put a random other word, name or number in
one place, or drop or add a phrase, so that the model learns what one change looks like, not which changes we
thought of; which of them changes the meaning is not learned at all.
"""

from __future__ import annotations

import collections
import csv
import gzip
import random
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from citecheck.fold import fold_words
from citecheck.matcher.headlines import closed
from citecheck.matcher.headlines.tokens import is_name, take_apart

Row = dict[str, str]


@dataclass(frozen=True)
class Query:
    """A citation, and the headline and address of the page it means.

    None where the archive lacks it; with "absent" ones the page may still be held under another headline.
    """

    kind: str
    headline: str
    outlet: str
    date: str
    target: tuple[str, str] | None
    part: int = -1
    """0 to 9 where it comes from a pair of headlines, by which pairs are held out; else -1."""


def rows(path: Path) -> Iterator[Row]:
    with gzip.open(path, "rt", newline="", encoding="utf-8") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def page(url: str) -> str:
    """Return a URL's path, which is one page at one outlet whatever the host and query."""
    return url.partition("//")[2].partition("/")[2].partition("?")[0].rstrip("/")


def part(text: str) -> int:
    """Return 0..9, the same for the same text: pairs of parts 6 to 9 can be held out to measure."""
    return zlib.crc32(text.encode()) % 10


class Swaps:
    """Words to put in another's place, drawn from the headlines themselves, by the look of the word."""

    def __init__(self, headlines: list[str], rnd: random.Random) -> None:
        self._rnd = rnd
        self._pool: dict[str, list[str]] = collections.defaultdict(list)
        for headline in headlines:
            words = take_apart(headline)
            for at, token in enumerate(words.tokens):
                self._pool[self._look(words, at)].append(headline[token.start : token.end])

    @staticmethod
    def _look(words, at: int) -> str:
        token = words.tokens[at]
        if token.number is not None:
            return f"number{token.unit}"
        if token.fold in closed.FUNCTION_WORDS:
            return "function"
        if is_name(token, words, at):
            return "name"
        return "word" + (token.fold[-1] if token.fold[-1] in "sdg" else "")

    def distort(self, headline: str) -> str | None:
        """Return the headline with one place changed."""
        words = take_apart(headline)
        rnd = self._rnd
        open_places = [i for i, t in enumerate(words.tokens) if t.fold not in closed.FUNCTION_WORDS]
        if len(words.tokens) < 5 or not open_places:
            return None
        way = rnd.random()
        at = rnd.choice(open_places)
        token = words.tokens[at]
        if way < 0.62:
            new = rnd.choice(self._pool[self._look(words, at)] or [""])
            if token.number is not None and rnd.random() < 0.7 and token.number < 10_000:
                new = str(max(int(token.number) + rnd.choice([-7, -3, -2, -1, 1, 2, 3, 5, 10, 30, 100]), 0))
            return headline[: token.start] + new + headline[token.end :]
        if way < 0.74 and len(open_places) > 3:
            other = rnd.choice(open_places)
            first, second = sorted((words.tokens[at], words.tokens[other]), key=lambda t: t.start)
            if first is second:
                return None
            text = headline
            return (
                text[: first.start] + text[second.start : second.end] + text[first.end : second.start]
                + text[first.start : first.end] + text[second.end :]
            )  # fmt: skip
        if way < 0.86:
            end = words.tokens[min(at + rnd.choice([0, 0, 1]), len(words.tokens) - 1)].end
            return re.sub(r"\s+", " ", headline[: token.start] + headline[end:]).strip()
        kind = rnd.choice(["word", "words", "name", "function", "number"])
        new = rnd.choice(self._pool[kind] or ["new"])
        return f"{headline[: token.start]}{new} {headline[token.start :]}"


def build(data: Path, size: int, seed: int) -> tuple[list[tuple[str, str, str, str]], list[Query]]:
    """Return an archive's rows (outlet, date, headline, url) and queries against it."""
    rnd = random.Random(seed)
    archive = list(rows(data / "headlines.tsv.gz"))
    changed = [
        r for r in rows(data / "changed_headlines.tsv.gz") if fold_words(r["old"]) != fold_words(r["new"])
    ]
    near = [
        r
        for r in rows(data / "near_miss_pairs.tsv.gz")
        if fold_words(r["headline_a"]) != fold_words(r["headline_b"])
    ]
    near = [r for r in near if page(r["url_a"]) != page(r["url_b"])]
    rnd.shuffle(changed)
    rnd.shuffle(near)
    changed, near = changed[:size], near[:size]
    kept = {fold_words(r["new"]) for r in changed} | {fold_words(r["headline_b"]) for r in near}
    changed = [r for r in changed if fold_words(r["old"]) not in kept]
    near = [r for r in near if fold_words(r["headline_a"]) not in kept]
    count = collections.Counter(fold_words(r["headline"]) for r in archive)
    pool = [r for r in archive if len(r["headline"].split()) >= 5 and count[fold_words(r["headline"])] == 1]
    by_outlet = collections.Counter(r["outlet"] for r in pool)
    pool = [r for r in pool if rnd.random() < min(1.0, 8000 / by_outlet[r["outlet"]])]
    rnd.shuffle(pool)
    swaps = Swaps([r["headline"] for r in rnd.sample(pool, 20_000)], rnd)
    queries: list[Query] = []

    def ask(
        kind: str, headline: str, row: Row, date: str, target: tuple[str, str] | None, part: int = -1
    ) -> None:
        day = date[:10] if len(date) >= 10 and rnd.random() < 0.5 else ""
        queries.append(Query(kind, headline, row["outlet"], day, target, part))

    for r in changed:
        ask("revised", r["old"], r, r["t_old"], (r["new"], r["url"]), part(r["url"]))
    for r in near:
        ask("sibling", r["headline_a"], r, r["date_a"], None, part(r["headline_a"]))
    drop = {fold_words(r["old"]) for r in changed} | {fold_words(r["headline_a"]) for r in near}
    absent = [pool.pop() for _ in range(size)]
    for r in absent:
        ask("absent", r["headline"], r, r["date"], (r["headline"], r["url"]) if r["url"] else None)
    for r in [pool.pop() for _ in range(size // 2)]:
        # A distorted headline of a story that is not held: the siblings around it must not be taken for it.
        if text := swaps.distort(r["headline"]):
            drop.add(fold_words(r["headline"]))
            ask("absent", text, r, r["date"], (r["headline"], r["url"]) if r["url"] else None)
    drop |= {fold_words(r["headline"]) for r in absent}
    made = 0
    while made < 2 * size:
        r = pool.pop()
        text = swaps.distort(r["headline"])
        if text and fold_words(text) != fold_words(r["headline"]) and fold_words(text) not in count:
            ask("distorted", text, r, r["date"], (r["headline"], r["url"]))
            made += 1
    keep = [
        (r["outlet"], r["date"], r["headline"], r["url"])
        for r in archive
        if fold_words(r["headline"]) not in drop
    ]
    keep += [(r["outlet"], r["t_new"][:10], r["new"], r["url"]) for r in changed]
    keep += [(r["outlet"], r["date_b"], r["headline_b"], r["url_b"]) for r in near]
    return list(dict.fromkeys(keep)), queries
