"""Train the identity model: citecheck/matcher/data/identity.json.

    python training/headline/train.py DATA [--size 2500] [--seeds 1 2 3 4] [--trees 120] [--held-out]

DATA is a folder with headlines.tsv.gz, changed_headlines.tsv.gz and near_miss_pairs.tsv.gz; queries.py says
how they are used. For each seed an archive and queries against it are made, and every story that is looked at
in full is a row. With --held-out four tenths of the pairs are left out, so that a benchmark over those alone
(queries.part) measures what the model does with pairs it never saw; the shipped model is fitted to all.
Needs lightgbm and numpy; the result needs neither.
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
    "min_data_in_leaf": 100,
    "lambda_l2": 10.0,
    "feature_fraction": 0.7,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "num_threads": 2,
    "deterministic": True,
    "verbose": -1,
}
NOWHERE = Span(1, 1, 1, 1, 0, 0)
GATE_AFTER = 24
"""Trees after which a story that is as good as ruled out is left."""
GATE_RISK = 0.001
"""Share of the stories left there that would have come to GATE_AT_MOST or more."""
GATE_AT_MOST = 0.1
HELD_OUT_FROM = 6


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

    x: features; y: whether it is the story; kind: the query's class; query: its number; part: its part.
    """
    recorder = Recorder()
    candidates.model = lambda: recorder  # type: ignore[assignment]
    outlets = known_outlets()
    labels, kinds, numbers, parts, missing = [], [], [], [], 0
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
        parts += [query.part] * len(seen)
        missing += query.kind != "absent" and query.target is not None and not any(mine)
    print(f"{len(queries)} queries, {len(labels)} candidates, {missing} targets not among them")
    return {
        "x": np.array(recorder.rows, np.float32),
        "y": np.array(labels),
        "kind": np.array(kinds),
        "query": np.array(numbers),
        "part": np.array(parts),
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


def gate(booster: lightgbm.Booster, x: np.ndarray) -> tuple[int, float]:
    """Return the trees after which to stop, and the sum below which that is safe."""
    begun = booster.predict(x, raw_score=True, num_iteration=GATE_AFTER)
    final = booster.predict(x)
    for bound in np.arange(0.0, -6.0, -0.1):
        left = final[begun < bound]
        if np.mean(left >= GATE_AT_MOST) <= GATE_RISK:
            return GATE_AFTER, round(float(bound), 1)
    return GATE_AFTER, -99.0


def gathered(args: argparse.Namespace) -> dict[str, np.ndarray]:
    """Return the rows of all seeds, from the cache where they are there."""
    from holding import hold

    parts: list[dict[str, np.ndarray]] = []
    queries_before = 0
    for seed in args.seeds:
        cached = args.cache / f"train{seed}.npz" if args.cache else None
        if cached and cached.exists():
            seen = dict(np.load(cached))
        else:
            rows, queries = build(args.data, args.size, seed)
            seen = gather(hold(rows), queries)
            if cached:
                np.savez_compressed(cached, **seen)
        seen["query"] = seen["query"] + queries_before
        queries_before = int(seen["query"].max()) + 1
        parts.append(seen)
    return {key: np.concatenate([part[key] for part in parts]) for key in ("x", "y", "kind", "query", "part")}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--size", type=int, default=2500)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3, 4])
    parser.add_argument("--trees", type=int, default=120)
    parser.add_argument("--held-out", action="store_true", help="leave out the pairs of parts 6 to 9")
    parser.add_argument("--cache", type=Path, help="a folder to keep the features in, or take them from")
    parser.add_argument("--out", type=Path, default=Path("citecheck/matcher/data/identity.json"))
    args = parser.parse_args()
    seen = gathered(args)
    if args.held_out:
        used = seen["part"] < HELD_OUT_FROM
        seen = {key: values[used] for key, values in seen.items()}
    weights = balanced(seen["kind"], seen["query"])
    data = lightgbm.Dataset(seen["x"], seen["y"], weight=weights, feature_name=list(FEATURES))
    booster = lightgbm.train({**HOW, "seed": 1}, data, num_boost_round=args.trees)
    trees = {**flat(booster.dump_model()["tree_info"]), "gate": gate(booster, seen["x"])}
    args.out.write_text(json.dumps(trees, separators=(",", ":")) + "\n")
    for name, gain in sorted(
        zip(FEATURES, booster.feature_importance("gain"), strict=True), key=lambda p: -p[1]
    ):
        print(f"{name:20} {gain:10.0f}")
    print(f"{args.out}: {args.out.stat().st_size:,} bytes, gate {trees['gate']}")


if __name__ == "__main__":
    main()
