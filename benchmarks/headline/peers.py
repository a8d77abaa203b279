"""Compare what other tools' rules say of the existence benchmark's queries, and another engine's look-up.

    python EXISTENCE.PY --keep FOLDER …            (the benchmark: builds archive and queries, asks citecheck)
    python benchmarks/headline/peers.py EXISTENCE.PY FOLDER [--tantivy]

A peer's rule is a string score and a threshold: at or above it the headline is verified (misattributed where
only another outlet has one), below it not-found. Every rule gets the same 40 candidates, those of citecheck's
look-up, which is kind to it: a peer with another search may not even see the story. With --tantivy the same
headlines are put into tantivy (if tantivy-py is installed) and the same queries asked of it.

Thresholds are those the tools ship: hallucinator 0.95 of ratio; refchecker 0.9 and 0.8; bibtex-check and fici
token_sort 0.9; CiteSentry token_set 0.85; WRatio 90 as fuzzy matchers advise; npm citecheck 0.7 of Jaccard.
Times are of the processor, in one process.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from citecheck.archive.sqlite import SqliteArchive
from citecheck.find import find_offline
from citecheck.fold import fold_words
from citecheck.models import Question, Story
from citecheck.outlets import known_outlets
from citecheck.questions import reference_of
from citecheck.report.json import find_answer_json

CANDIDATES = 40
CLASSES = ("exact", "revised", "distorted", "wrong-outlet", "sibling", "absent")
Score = Callable[[str, str], float]


def jaccard(one: str, other: str) -> float:
    a, b = set(one.split()), set(other.split())
    return 100 * len(a & b) / max(1, len(a | b))


RULES: dict[str, tuple[Score, float]] = {
    "exact string, folded": (lambda a, b: 100.0 * (a == b), 100),
    "ratio >= 95": (fuzz.ratio, 95),
    "ratio >= 90": (fuzz.ratio, 90),
    "ratio >= 80": (fuzz.ratio, 80),
    "token_sort_ratio >= 90": (fuzz.token_sort_ratio, 90),
    "token_set_ratio >= 85": (fuzz.token_set_ratio, 85),
    "token_set_ratio >= 100": (fuzz.token_set_ratio, 100),
    "WRatio >= 90": (fuzz.WRatio, 90),
    "Jaccard >= 0.7": (jaccard, 70),
}


def load(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location("existence", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def answer_of(story: Story) -> dict[str, str]:
    return {"outlet": story.outlet, "headline": story.headline, "url": story.url}


def judged(asked: str, outlet: str, found: Sequence[Story], score: Score, least: float) -> dict[str, Any]:
    """Say what a rule says, given the stories found."""
    folded = fold_words(asked)
    scored = [(max(score(folded, fold_words(h.text)) for h in s.headlines), s) for s in found]
    scored.sort(key=lambda pair: -pair[0])
    nearest = [answer_of(story) for _, story in scored[:3]]
    for own, verdict in ((True, "verified"), (False, "misattributed")):
        top = next((pair for pair in scored if (pair[1].outlet == outlet) is own), None)
        if top is not None and top[0] >= least:
            return {"verdict": verdict, "story": answer_of(top[1]), "nearest": nearest}
    return {"verdict": "not-found", "story": None, "nearest": nearest}


def row(name: str, benchmark: Any, answers: dict[str, Any], truth: Any, per_second: float) -> None:
    total, right, hurt, _, _ = benchmark.score(answers, truth)
    shares = [(100 * right[c] / total[c], 100 * hurt[c] / total[c]) for c in CLASSES]
    macro = [sum(pair[i] for pair in shares) / len(shares) for i in (0, 1)]
    cells = " | ".join(f"{r:.1f} / {h:.1f}" for r, h in shares)
    print(f"| {name} | {cells} | {macro[0]:.1f} / {macro[1]:.1f} | {per_second:,.0f} |", flush=True)


def compare(benchmark: Any, folder: Path, queries: list[dict[str, Any]], truth: Any) -> None:
    outlets = known_outlets()
    names = [outlets.canonical(query["outlet"]) for query in queries]
    print(f"| rule | {' | '.join(CLASSES)} | macro | queries/s |\n|{'---|' * (len(CLASSES) + 3)}")
    with SqliteArchive(folder / "archive.sqlite3") as archive:
        begin = time.process_time()
        found = [
            archive.lookup(q["headline"], outlet=name, limit=CANDIDATES)
            for q, name in zip(queries, names, strict=True)
        ]
        look_up = time.process_time() - begin
        for title, (score, least) in RULES.items():
            begin = time.process_time()
            answers = {
                q["id"]: judged(q["headline"], name, stories, score, least)
                for q, name, stories in zip(queries, names, found, strict=True)
            }
            row(title, benchmark, answers, truth, len(queries) / (look_up + time.process_time() - begin))
        begin = time.process_time()
        answers = {}
        for q, name in zip(queries, names, strict=True):
            reference = reference_of(Question(name, q["headline"], q.get("date")))
            answers[q["id"]] = find_answer_json(q["id"], find_offline(reference, archive, outlets))
        row("citecheck", benchmark, answers, truth, len(queries) / (time.process_time() - begin))
    print(f"\nlook-up alone: {len(queries) / look_up:,.0f} queries/s")
    located("citecheck", benchmark, queries, truth, ([answer_of(s) for s in stories] for stories in found))


def located(
    name: str,
    benchmark: Any,
    queries: list[dict[str, Any]],
    truth: Any,
    found: Iterable[list[dict[str, str]]],
) -> None:
    """Print how often the story meant is among those found."""
    hits: dict[str, list[int]] = {c: [] for c in ("exact", "revised", "distorted", "wrong-outlet")}
    for query, stories in zip(queries, found, strict=True):
        known = truth[query["id"]]
        if known["class"] in hits:
            at = next((n for n, s in enumerate(stories) if benchmark.same(s, known["target"])), CANDIDATES)
            hits[known["class"]].append(at)
    told = ", ".join(
        f"{c} {100 * sum(at < CANDIDATES for at in places) / max(1, len(places)):.1f} "
        f"({100 * sum(at < 3 for at in places) / max(1, len(places)):.1f})"
        for c, places in hits.items()
    )
    print(f"{name}: among the first {CANDIDATES} (3), %: {told}")


def with_tantivy(benchmark: Any, folder: Path, queries: list[dict[str, Any]], truth: Any) -> None:
    import tantivy

    builder = tantivy.SchemaBuilder()
    for column in ("outlet", "url"):
        builder.add_text_field(column, stored=True, tokenizer_name="raw")
    builder.add_text_field("headline", stored=True, tokenizer_name="en_stem")
    place = Path(tempfile.mkdtemp(prefix="tantivy-"))
    wall, begin = time.perf_counter(), time.process_time()
    index = tantivy.Index(builder.build(), path=str(place))
    writer = index.writer(200_000_000, 1)
    count = 0
    with (folder / "headlines.tsv").open(encoding="utf-8", newline="") as file:
        for item in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            writer.add_document(
                tantivy.Document(outlet=item["outlet"], url=item["url"], headline=item["headline"])
            )
            count += 1
    writer.commit()
    writer.wait_merging_threads()
    wall, spent = time.perf_counter() - wall, time.process_time() - begin
    size = sum(file.stat().st_size for file in place.iterdir())
    print(
        f"tantivy: {count:,} headlines in {wall:.1f} s ({spent:.1f} s of processor), "
        f"{size / count:.0f} bytes each"
    )
    index.reload()
    searcher = index.searcher()
    found = []
    begin = time.process_time()
    for query in queries:
        asked, _ = index.parse_query_lenient(fold_words(query["headline"]), ["headline"])
        hits = searcher.search(asked, CANDIDATES).hits
        documents = [searcher.doc(address) for _, address in hits]
        found.append(
            [{key: d.get_first(key) or "" for key in ("outlet", "headline", "url")} for d in documents]
        )
    spent = time.process_time() - begin
    print(f"look-up in tantivy, headline words alone: {len(queries) / spent:,.0f} queries/s")
    located("tantivy", benchmark, queries, truth, found)
    shutil.rmtree(place)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("existence", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--tantivy", action="store_true")
    options = parser.parse_args()
    benchmark = load(options.existence)
    with (options.folder / "queries.jsonl").open(encoding="utf-8") as file:
        queries = [json.loads(line) for line in file]
    truth = json.loads((options.folder / "truth.json").read_text(encoding="utf-8"))
    compare(benchmark, options.folder, queries, truth)
    if options.tantivy:
        with_tantivy(benchmark, options.folder, queries, truth)


if __name__ == "__main__":
    sys.exit(main())
