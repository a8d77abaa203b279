"""Ask archives of several sizes, and tantivy beside them, the queries of the existence benchmark.

    python EXISTENCE.PY --keep FOLDER …            (the benchmark: builds archive and queries)
    python benchmarks/archive/generate.py FOLDER/headlines.tsv 5000000 > more.tsv       (for a larger one)
    citecheck archive import more.tsv --archive large.sqlite3 --complete
    python benchmarks/archive/lookups.py FOLDER [--archive large.sqlite3 …] [--tantivy]

For each archive, FOLDER's own first, it prints: the time of opening it and answering one query; per query the
look-up of 40 stories (p50, p95, mean); how often the story meant is among them, or among the first three; and
whole answers a second, with judging and JSON, over all queries and over their second half, when what is often
asked is kept in memory. Every archive is asked in a process of its own, whose peak of memory is printed.
With --tantivy the same headlines are put into tantivy (if tantivy-py is installed: BM25 over stemmed words,
one thread) and the same queries asked of it, 40 documents fetched for each. Times are of the processor.
"""

from __future__ import annotations

import argparse
import csv
import gc
import json
import multiprocessing
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from measure import memory

from citecheck.archive import open_archive
from citecheck.archive.keys import url_key
from citecheck.find import find_offline
from citecheck.fold import fold_key, fold_words
from citecheck.models import Question
from citecheck.outlets import known_outlets
from citecheck.questions import reference_of
from citecheck.report.json import find_answer_json

CANDIDATES = 40
Found = Sequence[tuple[str, str]]
"""Headline and URL of each story."""


def asked_of(folder: Path) -> tuple[list[Any], list[Any]]:
    """Return the queries, and for each the story meant or None."""
    with (folder / "queries.jsonl").open(encoding="utf-8") as file:
        queries = [json.loads(line) for line in file]
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    return queries, [truth[query["id"]]["target"] for query in queries]


def place(found: Found, target: Any) -> int:
    """Return where in the answer a story is; beyond its end where it is not."""
    key, address = fold_key(target["headline"]), url_key(target["url"]) if target.get("url") else None
    for n, (headline, url) in enumerate(found):
        if (address and url and url_key(url) == address) or fold_key(headline) == key:
            return n
    return CANDIDATES


def timed(queries: list[Any], targets: list[Any], look_up: Callable[[Any], Found]) -> str:
    """Ask everything; say how long it took and how often the story was found."""
    times, places = [], []
    for query, target in zip(queries, targets, strict=True):
        begin = time.process_time()
        found = look_up(query)
        times.append(1000 * (time.process_time() - begin))
        if target:
            places.append(place(found, target))
    times.sort()
    shares = [100 * sum(at < within for at in places) / max(1, len(places)) for within in (CANDIDATES, 3)]
    return (
        f"p50 {times[len(times) // 2]:.2f}  p95 {times[len(times) * 95 // 100]:.2f}  "
        f"mean {sum(times) / len(times):.2f} ms  found in 40 (3) {shares[0]:.1f} ({shares[1]:.1f}) %"
    )


def of_citecheck(path: Path, folder: Path) -> None:
    """Ask one archive."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)  # as the batch command does
    queries, targets = asked_of(folder)
    outlets = known_outlets()
    canonical = {query["outlet"]: outlets.canonical(query["outlet"]) for query in queries}

    def look_up(query: Any) -> Found:
        stories = archive.lookup(query["headline"], outlet=canonical[query["outlet"]])
        return [(story.headline, story.url) for story in stories]

    def answer(query: Any) -> str:
        question = Question(canonical[query["outlet"]], query["headline"], query.get("date"))
        return json.dumps(
            find_answer_json(query["id"], find_offline(reference_of(question), archive, outlets))
        )

    begin = time.process_time()
    with open_archive(path, readonly=True) as archive:
        look_up(queries[0])
        first = 1000 * (time.process_time() - begin)
        print(f"{path.name} ({path.stat().st_size / 1e6:,.0f} MB): opened, first look-up {first:.1f} ms")
    with open_archive(path, readonly=True) as archive:
        print(f"  look-up {timed(queries, targets, look_up)}")
    with open_archive(path, readonly=True) as archive:
        marks = [time.process_time()]
        for query in queries:
            answer(query)
            marks.append(time.process_time())
        half = len(queries) // 2
        print(
            f"  answers {len(queries) / (marks[-1] - marks[0]):,.0f} a second, "
            f"{(len(queries) - half) / (marks[-1] - marks[half]):,.0f} in the second half; "
            f"peak {memory():.0f} MB"
        )


def of_tantivy(folder: Path) -> None:
    """Build an index of the same headlines, and ask it."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    for column in ("outlet", "url", "date"):
        builder.add_text_field(column, stored=True, tokenizer_name="raw")
    builder.add_text_field("headline", stored=True, tokenizer_name="en_stem")
    with tempfile.TemporaryDirectory() as place_:
        begin = time.process_time()
        index = tantivy.Index(builder.build(), path=place_)
        writer = index.writer(200_000_000, 1)
        count = 0
        with (folder / "headlines.tsv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                writer.add_document(tantivy.Document(**{key: row[key] or "" for key in row}))
                count += 1
        writer.commit()
        writer.wait_merging_threads()
        spent = time.process_time() - begin
        size = sum(file.stat().st_size for file in Path(place_).iterdir())
        print(f"tantivy: {count:,} headlines in {spent:.1f} s of processor, {size / count:.0f} bytes each")
        index.reload()
        searcher = index.searcher()

        def look_up(query: Any) -> Found:
            asked, _ = index.parse_query_lenient(fold_words(query["headline"]), ["headline"])
            hits = searcher.search(asked, CANDIDATES).hits
            documents = [searcher.doc(address) for _, address in hits]
            return [(d.get_first("headline") or "", d.get_first("url") or "") for d in documents]

        print(f"  look-up {timed(*asked_of(folder), look_up)}; peak {memory():.0f} MB")


def alone(job: Callable[..., None], *given: Path) -> None:
    """Run in a process of its own, so that the peak of memory is its own."""
    process = multiprocessing.get_context("spawn").Process(target=job, args=given)
    process.start()
    process.join()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--archive", type=Path, action="append", default=[])
    parser.add_argument("--tantivy", action="store_true")
    options = parser.parse_args()
    for path in (options.folder / "archive.sqlite3", *options.archive):
        alone(of_citecheck, path, options.folder)
    if options.tantivy:
        alone(of_tantivy, options.folder)


if __name__ == "__main__":
    main()
