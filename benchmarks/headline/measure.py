"""Measure the matcher on a benchmark's queries and on distortions of kinds that training never makes.

    python benchmarks/headline/measure.py EXISTENCE.PY DATA [--size 500] [--seed 11]

EXISTENCE.PY is the benchmark whose `build` makes archive rows and labelled queries from the folder DATA.
Prints its table, the same for unseen kinds (unseen.py), how often a probability came true, and the speed.
"""

from __future__ import annotations

import argparse
import collections
import importlib.util
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from unseen import replaced

from citecheck.archive.sqlite import SqliteArchive
from citecheck.find import archive_answer
from citecheck.matcher.headlines.decide import judge_reference
from citecheck.models import (
    Answer,
    Headline,
    Question,
    Reference,
    ReferenceResult,
    Span,
    Story,
    Verdict,
    Window,
)
from citecheck.outlets import known_outlets

NOWHERE = Span(1, 1, 1, 1, 0, 0)
BINS = 10
SURE = (Verdict.VERIFIED, Verdict.MISATTRIBUTED)


def load(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location("existence", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def hold(rows: Iterable[dict[str, str]], folder: Path) -> SqliteArchive:
    """Return an archive with the rows, every outlet declared complete."""
    archive = SqliteArchive(folder / "archive.sqlite3")
    outlets: set[str] = set()

    def stories() -> Iterator[Story]:
        for row in rows:
            outlets.add(row["outlet"])
            yield Story(row["outlet"], row["url"] or "", (Headline(row["headline"]),), row["date"] or None)

    archive.add(stories())
    archive.tidy()
    for outlet in sorted(outlets):
        archive.declare_complete(outlet, Window(None, None))
    return archive


def as_answer(result: ReferenceResult) -> dict[str, Any]:
    def shown(story: Story) -> dict[str, str]:
        return {"headline": story.headline, "outlet": story.outlet, "url": story.url}

    return {
        "verdict": result.verdict.value,
        "change": result.change.value if result.change else None,
        "story": shown(result.story) if result.story else None,
        "nearest": [shown(n.story) for n in result.nearest],
    }


def judge_all(
    archive: SqliteArchive, queries: list[dict[str, Any]]
) -> tuple[dict[str, ReferenceResult], float, float]:
    """Return the results by id, and the milliseconds of processor time a query for look-up and judging."""
    outlets = known_outlets()
    results, looked, judged = {}, 0.0, 0.0
    for query in queries:
        date = query.get("date")
        reference = Reference("r", NOWHERE, "", headline=query["headline"], outlet=query["outlet"], date=date)
        question = Question(outlets.canonical(query["outlet"]), query["headline"], date)
        start = time.process_time()
        answer = Answer(question, (archive_answer(question, archive, outlets),))
        middle = time.process_time()
        results[query["id"]] = judge_reference(reference, answer, outlets)
        looked, judged = looked + middle - start, judged + time.process_time() - middle
    return results, 1000 * looked / len(queries), 1000 * judged / len(queries)


def print_kinds(answers: dict[str, Any], truth: dict[str, Any], existence: Any) -> None:
    """Print, for each unseen kind, the share right and the share wrong in the way that hurts."""
    total, right, hurt = collections.Counter(), collections.Counter(), collections.Counter()
    for i, t in truth.items():
        if "kind" in t:
            a, kind = answers[i], t["kind"]
            total[kind] += 1
            meaning = a["verdict"] == "altered" and a["change"] == "meaning"
            right[kind] += meaning and existence.same(a["story"], t["target"])
            hurt[kind] += a["verdict"] == "verified" or (a["verdict"] == "altered" and not meaning)
    print(f"{'unseen kind':18}{'n':>5}{'right %':>9}{'harmful %':>11}")
    for kind in sorted(total, key=lambda k: right[k] / total[k]):
        n = total[kind]
        print(f"{kind:18}{n:5}{100 * right[kind] / n:9.1f}{100 * hurt[kind] / n:11.1f}")


def print_reliability(results: dict[str, ReferenceResult], truth: dict[str, Any], existence: Any) -> None:
    """Print how often the likeliest story was the one cited, by the probability it was given."""
    bins: dict[int, list[tuple[float, bool]]] = collections.defaultdict(list)
    for i, result in results.items():
        if truth[i]["class"] in ("exact", "wrong-outlet") or result.verdict in SURE:
            continue
        best = (
            [(result.score, result.story)]
            if result.story
            else [(n.score, n.story) for n in result.nearest[:1]]
        )
        for score, story in best:
            hit = existence.same({"headline": story.headline, "url": story.url}, truth[i]["target"])
            bins[min(int(score * BINS), BINS - 1)].append((score, bool(hit)))
    print(f"{'probability':14}{'n':>6}{'said %':>9}{'true %':>9}")
    for b in sorted(bins):
        said = sum(s for s, _ in bins[b]) / len(bins[b])
        true = sum(h for _, h in bins[b]) / len(bins[b])
        print(f"{b / BINS:.1f} to {(b + 1) / BINS:.1f}  {len(bins[b]):8}{100 * said:9.1f}{100 * true:9.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("existence", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("--size", type=int, default=500)
    parser.add_argument("--seed", type=int, default=11)
    args = parser.parse_args()
    existence = load(args.existence)
    rows, queries, truth = existence.build(str(args.data), args.size, args.seed)
    others, other_truth = replaced(queries, truth, rows, args.seed)
    others = [q for q in others if "kind" in other_truth[q["id"]]]
    with tempfile.TemporaryDirectory() as folder:
        archive = hold(rows, Path(folder))
        results, looked, judged = judge_all(archive, queries)
        unseen, _, _ = judge_all(archive, others)
        archive.close()
    existence.report(*existence.score({i: as_answer(r) for i, r in results.items()}, truth))
    print(f"processor time a query: look-up {looked:.2f} ms, judging {judged:.2f} ms\n")
    kinds = {q["id"]: other_truth[q["id"]] for q in others}
    answers = {i: as_answer(r) for i, r in unseen.items()}
    existence.report(*existence.score(answers, kinds))
    print_kinds(answers, kinds, existence)
    print()
    print_reliability(results | unseen, truth | kinds, existence)


if __name__ == "__main__":
    main()
