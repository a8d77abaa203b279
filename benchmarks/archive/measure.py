"""Measure the archive on real headlines: import, size, memory, look-up times, how often the story is found.

    python benchmarks/archive/measure.py DATA_FOLDER [--keep FOLDER] [--queries N] [--budgets 500,1000,…]

DATA_FOLDER holds headlines.tsv.gz (outlet, date, headline, url) and changed_headlines.tsv.gz (outlet, old,
new, url, t_old, t_new, …): pairs of headlines seen at one URL. The new ones go into the archive, the old ones
are asked.
Times are of the processor, in one process, so that a busy machine spoils them less.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from citecheck.archive.importers import import_file
from citecheck.archive.keys import url_key
from citecheck.archive.sqlite import SqliteArchive
from citecheck.fold import fold_key
from citecheck.models import Story
from citecheck.outlets import known_outlets

BUDGETS = (500, 1000, 2000, 3000, 5000, 10_000, 20_000)
Query = tuple[str, str, str, str]
"""Headline as asked, outlet, headline as held, URL."""


def rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def build(data: Path, folder: Path, count: int) -> tuple[Path, dict[str, list[Query]]]:
    """Write the list to import and return the queries by class."""
    rng = random.Random(11)
    changed = [r for r in rows(data / "changed_headlines.tsv.gz") if fold_key(r["old"]) != fold_key(r["new"])]
    rng.shuffle(changed)
    changed = changed[:count]
    held = {fold_key(r["new"]) for r in changed}
    changed = [r for r in changed if fold_key(r["old"]) not in held]
    dropped = {fold_key(r["old"]) for r in changed}
    sample: list[dict[str, str]] = []
    target = folder / "headlines.tsv"
    with target.open("w", encoding="utf-8") as file:
        file.write("outlet\tdate\theadline\turl\n")
        for row in rows(data / "headlines.tsv.gz"):
            if fold_key(row["headline"]) not in dropped:
                file.write("\t".join((row["outlet"], row["date"], row["headline"], row["url"])) + "\n")
                if rng.random() < 0.02 and len(row["headline"].split()) > 5:
                    sample.append(row)
        for row in changed:
            file.write("\t".join((row["outlet"], row["t_new"][:10], row["new"], row["url"])) + "\n")
    sample = rng.sample(sample, min(count, len(sample)))
    exact = [(retyped(r["headline"], r["outlet"], rng), r["outlet"], r["headline"], r["url"]) for r in sample]
    slips = [(slip(r["headline"], rng), r["outlet"], r["headline"], r["url"]) for r in sample]
    fewer = [(shortened(r["headline"], rng), r["outlet"], r["headline"], r["url"]) for r in sample]
    elsewhere = [(r["headline"], "Kyiv Independent", r["headline"], r["url"]) for r in sample]
    revised = [(r["old"], r["outlet"], r["new"], r["url"]) for r in changed]
    queries = {"retyped": exact, "misspelt": slips, "cut to 60 %": fewer, "other outlet": elsewhere}
    return target, {**queries, "revised": revised}


def retyped(headline: str, outlet: str, rng: random.Random) -> str:
    ways = (
        headline.upper(),
        headline.lower(),
        f"{headline} | {outlet}",
        f"{headline} - {outlet}",
        headline + ".",
    )
    return rng.choice(ways).replace("’", "'")


def slip(headline: str, rng: random.Random) -> str:
    """Swap two letters of each of two words."""
    words = headline.split()
    for i in rng.sample(range(len(words)), 2):
        if len(words[i]) > 3:
            at = rng.randrange(1, len(words[i]) - 2)
            words[i] = words[i][:at] + words[i][at + 1] + words[i][at] + words[i][at + 2 :]
    return " ".join(words)


def shortened(headline: str, rng: random.Random) -> str:
    words = headline.split()
    kept = sorted(rng.sample(range(len(words)), max(3, len(words) * 6 // 10)))
    return " ".join(words[i] for i in kept)


def place(stories: list[Story], headline: str, url: str) -> int | None:
    """Return where in the answer the story is."""
    key, address = fold_key(headline), url_key(url) if url else None
    for n, story in enumerate(stories):
        if (address and story.url and url_key(story.url) == address) or any(
            fold_key(h.text) == key for h in story.headlines
        ):
            return n
    return None


def ask(
    archive: SqliteArchive, queries: list[Query], budget: int, limit: int
) -> tuple[list[int | None], list[float]]:
    table = known_outlets()
    places, times = [], []
    for asked, outlet, held, url in queries:
        outlet = table.canonical(outlet)
        begin = time.process_time()
        found = archive.lookup(asked, outlet=outlet, budget=budget, limit=limit)
        times.append(time.process_time() - begin)
        places.append(place(list(found), held, url))
    return places, sorted(times)


def share(places: list[int | None], within: int) -> float:
    return 100 * sum(p is not None and p < within for p in places) / max(1, len(places))


def memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--keep", type=Path, help="keep list and archive in this folder")
    parser.add_argument("--queries", type=int, default=2000, help="queries a class")
    parser.add_argument("--budgets", default=",".join(map(str, BUDGETS)))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        source, queries = build(options.data, folder, options.queries)
        path = folder / "measure.sqlite3"
        for old in folder.glob("measure.sqlite3*"):
            old.unlink()
        run(source, path, queries, [int(b) for b in options.budgets.split(",")])


def run(source: Path, path: Path, queries: dict[str, list[Query]], budgets: list[int]) -> None:
    print(f"at start {memory():.0f} MB")
    for again in ("first", "again"):
        wall, cpu = time.perf_counter(), time.process_time()
        with SqliteArchive(path) as archive:
            report = import_file(archive, source)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        print(
            f"import {again}: {report.rows:,} rows, {report.new:,} new, {wall:.1f} s, "
            f"{report.rows / wall:,.0f} rows/s ({report.rows / cpu:,.0f} a second of processor), "
            f"{path.stat().st_size / report.rows:.0f} bytes a row, {memory():.0f} MB"
        )
    for _ in range(3):
        begin = time.process_time()
        with SqliteArchive(path) as archive:
            archive.lookup(queries["revised"][0][0], outlet=queries["revised"][0][1])
            print(f"open and first look-up {1000 * (time.process_time() - begin):.1f} ms")
    every = [query for kind in queries.values() for query in kind]
    random.Random(3).shuffle(every)
    print(f"{'budget':>7} {'p50 ms':>7} {'p95 ms':>7} {'mean':>6}   found in the first 40 (first 3), %")
    for budget in budgets:
        with SqliteArchive(path, readonly=True) as archive:
            _, times = ask(archive, every, budget, 40)
            found = {kind: ask(archive, asked, budget, 40)[0] for kind, asked in queries.items()}
        told = "  ".join(f"{kind} {share(p, 40):.1f} ({share(p, 3):.1f})" for kind, p in found.items())
        middle, slow, mean = times[len(times) // 2], times[len(times) * 95 // 100], sum(times) / len(times)
        print(f"{budget:7} {1000 * middle:7.2f} {1000 * slow:7.2f} {1000 * mean:6.2f}   {told}")
    print(f"at end {memory():.0f} MB")


if __name__ == "__main__":
    main()
