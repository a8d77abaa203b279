"""Measure an exported model alone and beside the built-in judge, on pairs it was not trained on.

    python -m training.model.measure --model FOLDER --pairs measured.jsonl.gz [--file model_int8.onnx]

Prints balanced accuracy, AUC, C-recall and C-false by set for the built-in judge, the model alone, the model
and the built-in judge put together by a logistic fit. Every threshold and fit that a set is measured with was
found on other sets, of those that may be trained on.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from citecheck.matcher.opinions.combine import HARD_CHECKS
from citecheck.matcher.support.judge import judge_claim
from citecheck.models import Support
from training.model import metrics
from training.model.passages import choose_passages
from training.model.prepare import join
from training.model.sources import LABELS

_BATCH = 16


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--file", default="model_int8.onnx")
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--per-set", type=int, default=300)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="keep logits and built-in answers here (npz)")
    given = parser.parse_args()
    rows = sample(given.pairs, given.per_set, given.seed)
    begun = time.perf_counter()
    logits = score(rows, given.model / given.file, given.model / "tokenizer.json", given.threads)
    took = time.perf_counter() - begun
    print(f"{given.model.name}/{given.file}: {len(rows) / took:.1f} pairs/s")
    own = built_in(rows)
    sets, label = np.array([r["set"] for r in rows]), np.array([LABELS.index(r["label"]) for r in rows])
    if given.keep:
        np.savez(given.keep, logits=logits, own=own, sets=sets, label=label)
    report(logits, own, sets, label)


def sample(path: Path, per_set: int, seed: int) -> list[dict[str, str]]:
    """Return at most `per_set` pairs of each set."""
    sets: dict[str, list[dict[str, str]]] = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            sets[row["set"]].append(row)
    rng = random.Random(seed)
    return [row for name in sorted(sets) for row in rng.sample(sets[name], min(per_set, len(sets[name])))]


def score(rows: Sequence[dict[str, str]], model: Path, tokenizer: Path, threads: int) -> np.ndarray:
    """Return the model's outputs, (pairs, 3)."""
    import onnxruntime
    from tokenizers import Tokenizer

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    reader = Tokenizer.from_file(str(tokenizer))
    reader.no_padding()
    reader.no_truncation()
    joined = [join(reader, row["claim"], choose_passages(row["claim"], row["evidence"])) for row in rows]
    order = sorted(range(len(rows)), key=lambda i: len(joined[i][0]))
    logits = np.zeros((len(rows), 3))
    for first in range(0, len(order), _BATCH):
        places = order[first : first + _BATCH]
        (out,) = session.run(None, feed([joined[i] for i in places]))
        logits[places] = out
    return logits


def feed(joined: Sequence[tuple[list[int], int]]) -> dict[str, np.ndarray]:
    """Return the model's inputs for pairs of word pieces, filled up to the longest."""
    longest = max(len(ids) for ids, _ in joined)
    ids, mask, kinds = np.zeros((3, len(joined), longest), dtype=np.int64)
    for row, (pieces, claim_at) in enumerate(joined):
        ids[row, : len(pieces)] = pieces
        mask[row, : len(pieces)] = 1
        kinds[row, claim_at : len(pieces)] = 1
    return {"input_ids": ids, "attention_mask": mask, "token_type_ids": kinds}


def built_in(rows: Sequence[dict[str, str]]) -> np.ndarray:
    """Return the built-in judge's (score, supported, contradicted, hard check failed) for each pair."""
    said = []
    for row in rows:
        one = judge_claim(row["claim"], row["evidence"])
        hard = any(not check.passed and check.name in HARD_CHECKS for check in one.checks)
        said.append((one.score, one.support is Support.SUPPORTED, one.support is Support.CONTRADICTED, hard))
    return np.array(said, dtype=np.float64)


def report(logits: np.ndarray, own: np.ndarray, sets: np.ndarray, label: np.ndarray) -> dict[str, Any]:
    """Print the three tables beside each other; return the macro rows."""
    tables = {
        "built-in": metrics.table(sets, label, own[:, 1] > 0, own[:, 2] > 0, own[:, 0]),
        "model": alone(logits, sets, label),
        "together": together(logits, own, sets, label),
    }
    print(f"{'':18}{'n':>6}" + "".join(f"{name:>32}" for name in tables))
    print(f"{'set':18}{'':6}" + f"{'BAcc':>8}{'AUC':>8}{'C-rec':>8}{'C-fal':>8}" * len(tables))
    for parts in zip(*tables.values(), strict=True):
        cells = "".join(f"{value:8.3f}" for part in parts for value in part[2:])
        print(f"{parts[0][0]:18}{parts[0][1]:6}{cells}")
    return {name: rows[-1][2:] for name, rows in tables.items()}


def margins(logits: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the log odds of "supported" and of "contradicted"."""
    backed = logits[:, 0] - np.logaddexp(logits[:, 1], logits[:, 2])
    denied = logits[:, 1] - np.logaddexp(logits[:, 0], logits[:, 2])
    return backed, denied


def alone(logits: np.ndarray, sets: np.ndarray, label: np.ndarray) -> Any:
    """Measure the model alone, thresholds found on other sets."""
    backed, denied = margins(logits)
    supported, contradicted = np.zeros((2, len(sets)), dtype=bool)
    for fit, use in metrics.left_out(sets):
        t = metrics.find_threshold(backed[fit], label[fit] == 0, sets[fit])
        c = metrics.find_contradiction(denied[fit], label[fit], sets[fit])
        supported[use] = backed[use] >= t
        contradicted[use] = (denied[use] >= c) & ~supported[use]
    return metrics.table(sets, label, supported, contradicted, backed)


def together(logits: np.ndarray, own: np.ndarray, sets: np.ndarray, label: np.ndarray) -> Any:
    """Measure model and built-in judge together: a fit of both; a failed hard check still denies support."""
    backed, denied = margins(logits)
    guess = np.clip(own[:, 0], 1e-3, 1 - 1e-3)
    features = np.column_stack([backed / 2, denied / 2, np.log(guess / (1 - guess)), own[:, 1:]])
    supported, contradicted = np.zeros((2, len(sets)), dtype=bool)
    total = np.zeros(len(sets))
    for fit, use in metrics.left_out(sets):
        weights = metrics.set_weights(sets[fit], label[fit] == 0)
        found = metrics.fit_logistic(features[fit], (label[fit] == 0).astype(float), weights)
        sums = metrics.apply_logistic(found, features)
        hard = (own[:, 2] > 0) | (own[:, 3] > 0)
        sums[hard] -= 20.0
        t = metrics.find_threshold(sums[fit], label[fit] == 0, sets[fit])
        free = (sums < t) & (own[:, 1] == 0)
        open_to = np.where(own[:, 2] > 0, 99.0, np.where(free, denied, -99.0))
        c = metrics.find_contradiction(open_to[fit], label[fit], sets[fit])
        supported[use] = sums[use] >= t
        seen = (denied[use] >= c) & ~supported[use] & (own[use, 1] == 0)
        contradicted[use] = seen | (own[use, 2] > 0)
        total[use] = sums[use]
    return metrics.table(sets, label, supported, contradicted, total)


if __name__ == "__main__":
    main()
