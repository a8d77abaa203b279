"""Train the identity model: citecheck/matcher/data/identity.json.

    python training/headline/train.py DATA [--size 4500] [--seed 1] [--trees 80]

DATA is a folder with headlines.tsv.gz, changed_headlines.tsv.gz and near_miss_pairs.tsv.gz; queries.py says
how they are used. Needs lightgbm and numpy; the result needs neither.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import lightgbm
import numpy as np
from queries import Query, build, page

from citecheck.archive.interface import Archive
from citecheck.find import archive_answer
from citecheck.fold import fold_words
from citecheck.matcher.headlines import candidates
from citecheck.matcher.headlines.identity import FEATURES
from citecheck.models import Question, Reference, Span, Story
from citecheck.outlets import known_outlets

HOW = {
    "objective": "binary",
    "num_leaves": 16,
    "learning_rate": 0.12,
    "min_data_in_leaf": 40,
    "lambda_l2": 2.0,
    "feature_fraction": 0.7,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "num_threads": 2,
    "deterministic": True,
    "verbose": -1,
}
NOWHERE = Span(1, 1, 1, 1, 0, 0)


class Recorder:
    """Stands in for the model and remembers what it was shown."""

    def __init__(self) -> None:
        self.rows: list[list[float]] = []

    def probability(self, row: list[float]) -> float:
        self.rows.append(row)
        return 0.5


def is_target(story: Story, query: Query) -> bool:
    if query.target is None:
        return False
    headline, url = query.target
    if url and story.url:
        return page(story.url) == page(url)
    return query.kind != "absent" and any(fold_words(h.text) == fold_words(headline) for h in story.headlines)


def gather(archive: Archive, queries: list[Query]) -> dict[str, np.ndarray]:
    """Return what was seen, a row for each candidate that gets a full look.

    x: features; y: whether it is the story; kind: the query's class; query: its number; text: both headlines.
    """
    recorder = Recorder()
    candidates.model = lambda: recorder  # type: ignore[assignment]
    outlets = known_outlets()
    labels, kinds, numbers, texts, missing = [], [], [], [], 0
    for number, query in enumerate(queries):
        reference = Reference(
            "r", NOWHERE, "", headline=query.headline, outlet=query.outlet, date=query.date or None
        )
        answer = archive_answer(Question(query.outlet, query.headline, query.date or None), archive, outlets)
        cited = candidates.Cited.of(reference, outlets)
        found = candidates.Candidates(cited, answer.stories, outlets)
        if found.equal_here() is not None:
            continue
        seen = []
        look = found._look
        found._look = lambda rough, *rest, look=look, seen=seen: (
            seen.append(rough.story),
            look(rough, *rest),
        )[1]  # type: ignore
        found.ranked()
        mine = [int(is_target(s, query)) for s in seen]
        labels += mine
        kinds += [query.kind] * len(seen)
        numbers += [number] * len(seen)
        texts += [(query.headline, s.headline) for s in seen]
        missing += query.kind != "absent" and query.target is not None and not any(mine)
    print(f"{len(queries)} queries, {len(labels)} candidates, {missing} targets not among them")
    return {
        "x": np.array(recorder.rows),
        "y": np.array(labels),
        "kind": np.array(kinds),
        "query": np.array(numbers),
        "text": np.array(texts),
    }


def balanced(kinds: np.ndarray, queries: np.ndarray) -> np.ndarray:
    """Return row weights by which each class of query counts the same, however many were made of it."""
    sizes = {kind: len(set(queries[kinds == kind])) for kind in set(kinds)}
    mean = sum(sizes.values()) / len(sizes)
    return np.array([mean / sizes[kind] for kind in kinds])


def flat(trees: list[dict[str, Any]]) -> dict[str, list[float]]:
    """Lay trees out as the lists that identity.Model reads."""
    out: dict[str, list[float]] = {k: [] for k in ("roots", "feature", "threshold", "left", "right", "leaf")}

    def put(node: dict[str, Any]) -> int:
        if "leaf_value" in node:
            out["leaf"].append(round(node["leaf_value"], 4))
            return -len(out["leaf"])
        at = len(out["feature"])
        out["feature"].append(node["split_feature"])
        out["threshold"].append(float(f"{node['threshold']:.4g}"))
        out["left"].append(0)
        out["right"].append(0)
        out["left"][at], out["right"][at] = put(node["left_child"]), put(node["right_child"])
        return at

    out["roots"] = [put(tree["tree_structure"]) for tree in trees]
    return out


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--size", type=int, default=4500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--trees", type=int, default=80)
    parser.add_argument("--cache", type=Path, help="keep the features here, or take them from here")
    parser.add_argument("--out", type=Path, default=Path("citecheck/matcher/data/identity.json"))
    args = parser.parse_args()
    if args.cache and args.cache.exists():
        seen = np.load(args.cache)
    else:
        from holding import hold

        rows, queries = build(args.data, args.size, args.seed)
        seen = gather(hold(rows), queries)
        if args.cache:
            np.savez_compressed(args.cache, **seen)
    weights = balanced(seen["kind"], seen["query"])
    data = lightgbm.Dataset(seen["x"], seen["y"], weight=weights, feature_name=list(FEATURES))
    booster = lightgbm.train({**HOW, "seed": args.seed}, data, num_boost_round=args.trees)
    trees = flat(booster.dump_model()["tree_info"])
    args.out.write_text(json.dumps(trees, separators=(",", ":")) + "\n")
    for name, gain in sorted(
        zip(FEATURES, booster.feature_importance("gain"), strict=True), key=lambda p: -p[1]
    ):
        print(f"{name:20} {gain:10.0f}")
    print(f"{args.out}: {args.out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
