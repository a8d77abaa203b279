"""Measure an exported model alone and beside the built-in judge, on pairs it was not trained on.

    python -m training.model.measure --model FOLDER --pairs measured.jsonl.gz [--file model_int8.onnx]

Prints balanced accuracy, AUC, C-recall and C-false by set for the built-in judge, for the model alone, and
for both together. Every threshold and fit that a set is measured with was found on other sets, of those that
may be trained on. (The built-in judge's own thresholds were found on all of these sets together.)
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

import numpy as np

from citecheck.matcher.opinions.combine import HARD_CHECKS
from citecheck.matcher.support.judge import judge_claim
from citecheck.models import Support
from training.model import metrics
from training.model.passages import choose_passages
from training.model.prepare import join
from training.model.sources import FITTED, LABELS

Answers = tuple[np.ndarray, np.ndarray, np.ndarray]
"""Which pairs are called supported, which contradicted, and a score, higher for better backed ones."""
_BATCH = 16
_SURE = 99.0
"""Beyond every margin."""


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


def report(logits: np.ndarray, own: np.ndarray, sets: np.ndarray, label: np.ndarray) -> None:
    """Print the tables beside each other, how sure their difference is, and the macro row of two fits."""
    folds = metrics.left_out(sets)
    answers: dict[str, Answers] = {
        "built-in": (own[:, 1] > 0, own[:, 2] > 0, own[:, 0]),
        "model": alone(logits, sets, label, folds),
        "together": together(logits, own, sets, label, folds),
    }
    tables = {name: metrics.table(sets, label, *given) for name, given in answers.items()}
    print(f"{'':24}" + "".join(f"{name:>32}" for name in tables))
    print(f"{'set':18}{'n':>6}" + f"{'BAcc':>8}{'AUC':>8}{'C-rec':>8}{'C-fal':>8}" * len(tables))
    for parts in zip(*tables.values(), strict=True):
        cells = "".join(f"{value:8.3f}" for part in parts for value in part[2:])
        print(f"{parts[0][0]:18}{parts[0][1]:6}{cells}")
    for name, rows in tables.items():
        ours = [row[2] for row in rows[:-1] if row[0] in FITTED]
        rest = [row[2] for row in rows[:-1] if row[0] not in FITTED]
        print(f"{name}: BAcc of fitted sets {np.mean(ours):.3f}, of sets never fitted {np.mean(rest):.3f}")
    for name in ("model", "together"):
        low, middle, high = metrics.difference(sets, label, answers["built-in"][0], answers[name][0])
        print(f"{name} less built-in: BAcc {middle:+.3f}, 95 % of resamplings {low:+.3f} to {high:+.3f}")
    (fit, _), *_ = metrics.as_shipped(sets)
    low, high, least = (1 / (1 + np.exp(-odds)) for odds in find_marks(logits, own, sets, label, fit))
    print(f"marks by all fitted sets: supported {high:.3f} unsupported {low:.3f} contradicted {least:.3f}")
    for title, folds in (
        ("other sets", metrics.left_out(sets)),
        ("all fitted sets", metrics.as_shipped(sets)),
    ):
        for name, given in {
            "model": alone(logits, sets, label, folds),
            "together": together(logits, own, sets, label, folds),
            "logistic fit of the built-in score": logistic(None, own, sets, label, folds),
            "logistic fit of it and the model": logistic(logits, own, sets, label, folds),
        }.items():
            bacc, area, recall, false = metrics.table(sets, label, *given)[-1][2:]
            print(f"by {title:16}{name:36}{bacc:8.3f}{area:8.3f}{recall:8.3f}{false:8.3f}")


def margins(logits: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the log odds of "supported" and of "contradicted"."""
    backed = logits[:, 0] - np.logaddexp(logits[:, 1], logits[:, 2])
    denied = logits[:, 1] - np.logaddexp(logits[:, 0], logits[:, 2])
    return backed, denied


def alone(logits: np.ndarray, sets: np.ndarray, label: np.ndarray, folds: metrics.Folds) -> Answers:
    """Return what the model alone says, thresholds found on other sets."""
    backed, denied = margins(logits)
    supported, contradicted = np.zeros((2, len(sets)), dtype=bool)
    for fit, use in folds:
        t = metrics.find_threshold(backed[fit], label[fit] == 0, sets[fit])
        open_to = np.where(backed < t, denied, -_SURE)
        c = metrics.find_contradiction(open_to[fit], label[fit], sets[fit])
        supported[use] = backed[use] >= t
        contradicted[use] = open_to[use] >= c
    return supported, contradicted, backed


def together(
    logits: np.ndarray, own: np.ndarray, sets: np.ndarray, label: np.ndarray, folds: metrics.Folds
) -> Answers:
    """Return what both say: where it is sure the model takes back or adds support, never against a check."""
    backed, denied = margins(logits)
    own_score, own_supported, own_contradicted, own_hard = own[:, 0], *(own[:, 1:].T > 0)
    supported, contradicted = np.zeros((2, len(sets)), dtype=bool)
    for fit, use in folds:
        low, high, least = find_marks(logits, own, sets, label, fit)
        said = _said(backed, own_supported, own_contradicted | own_hard, low, high)
        supported[use] = said[use]
        contradicted[use] = _open_to(denied, said, own)[use] >= least
    odds = np.log(np.clip(own_score, 1e-3, 0.999)) - np.log(np.clip(1 - own_score, 1e-3, 0.999))
    return supported, contradicted, odds + backed / 2


def find_marks(
    logits: np.ndarray, own: np.ndarray, sets: np.ndarray, label: np.ndarray, fit: np.ndarray
) -> tuple[float, float, float]:
    """Return the log odds that suit the places `fit` best.

    They are those of "supported" below which the model takes support back and from which it adds it, and
    those of "contradicted" from which it contradicts.
    """
    backed, denied = margins(logits)
    own_supported, own_contradicted, own_hard = own[:, 1:].T > 0
    steps = np.quantile(backed, np.linspace(0.02, 0.98, 25))
    best = (0.0, -_SURE, _SURE)
    parts = [fit[sets[fit] == name] for name in np.unique(sets[fit])]
    for low in (-_SURE, *steps):
        for high in (*steps[steps >= low], _SURE):
            said = _said(backed, own_supported, own_contradicted | own_hard, low, high)
            mean = np.mean([metrics.balanced_accuracy(said[i], label[i] == 0) for i in parts])
            best = max(best, (float(mean), float(low), float(high)))
    said = _said(backed, own_supported, own_contradicted | own_hard, *best[1:])
    least = metrics.find_contradiction(_open_to(denied, said, own)[fit], label[fit], sets[fit])
    return best[1], best[2], float(least)


def _open_to(denied: np.ndarray, said: np.ndarray, own: np.ndarray) -> np.ndarray:
    """Return the odds of contradiction where the model may contradict; sure where the checks do."""
    found = np.where(said | (own[:, 1] > 0), -_SURE, denied)
    found[own[:, 2] > 0] = _SURE
    return found


def _said(
    backed: np.ndarray, own_supported: np.ndarray, own_denied: np.ndarray, low: float, high: float
) -> np.ndarray:
    return np.where(own_supported, backed >= low, (backed >= high) & ~own_denied)


def logistic(
    logits: np.ndarray | None, own: np.ndarray, sets: np.ndarray, label: np.ndarray, folds: metrics.Folds
) -> Answers:
    """Return what a logistic fit says of the built-in score and verdict, with margins where given."""
    guess = np.clip(own[:, 0], 1e-3, 1 - 1e-3)
    features = np.column_stack([np.log(guess / (1 - guess)), own[:, 1]])
    if logits is not None:
        features = np.column_stack([features, *(margin / 2 for margin in margins(logits))])
    supported, total = np.zeros(len(sets), dtype=bool), np.zeros(len(sets))
    for fit, use in folds:
        weights = metrics.set_weights(sets[fit], label[fit] == 0)
        found = metrics.fit_logistic(features[fit], (label[fit] == 0).astype(float), weights)
        sums = metrics.apply_logistic(found, features) - _SURE * own[:, 2]
        t = metrics.find_threshold(sums[fit], label[fit] == 0, sets[fit])
        supported[use], total[use] = sums[use] >= t, sums[use]
    return supported, own[:, 2] > 0, total


if __name__ == "__main__":
    main()
