"""Fit the model that turns the comparison of a claim and a passage into a score: support_model.json.

    python training/support/fit.py --claims claims.jsonl.gz --nli FOLDER [--jobs 2] [--keep F.npz] [--write]

Needs numpy, and the package importable. Both inputs are JSON Lines with "set", "claim", "evidence" and
"label" (supported, contradicted, not-mentioned, unsupported; "partial" is left out).

Fitted on: SummEdits (Apache-2.0), FoolMeTwice (Apache-2.0), Factcheck-GPT (Apache-2.0), FIB (CC BY 4.0),
WiCE (ODC-BY), FEVER-Symmetric (CC BY-SA 3.0), and of the general inference sets Textual Entailment: New
Protocols (CC BY-SA 3.0), SemFEVER-NLI (CC BY-SA 3.0), DocNLI's FEVER part (CC BY-SA 3.0), MultiNLI dev (OANC
and the like) and Citation Integrity (MIT). Sets without a licence that allows it are measured, never fitted
on. The result holds a dozen numbers and no text.

Each set counts the same, and in it each class. A feature's sign is fixed: no set can teach that a missing
number speaks for a claim. No feature is a length. Every figure printed for a fitted set is of a model that
has not seen that set.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections.abc import Iterable, Sequence
from multiprocessing import Pool
from pathlib import Path

import numpy as np

from citecheck.matcher.support.claimwords import read_claim
from citecheck.matcher.support.judge import find_passage
from citecheck.matcher.support.model import NAMES, POSITIVE
from citecheck.matcher.support.passages import read_passages

FITTED = ("factcheckgpt", "feversym", "fib_xsum", "fm2", "summedits_news", "summedits_other", "wice")
GENERAL = ("citation_integrity", "docnli_fever_binary", "fever_nli", "mnli_dev", "te_new_protocols")
PER_GENERAL_SET = 2_500
OUT = Path(__file__).parents[2] / "citecheck" / "matcher" / "data" / "support_model.json"
PRIOR = {
    "share": 1.2,
    "whole": 0.4,
    "adjacency": 0.3,
    "copied": 0.6,
    "numbers_missing": -0.3,
    "number_conflicts": -0.3,
    "names_missing": -0.2,
    "negation": -0.6,
    "opposite": -0.5,
    "place": -0.5,
    "denial": -0.2,
    "unsaid": -0.2,
    "event": -0.3,
    "hedge": -0.2,
    "splice": -0.6,
}
"""What an editor would say before any data. No set is a blog beside the story it cites, and none that may be
fitted on quotes its source closely, so the sets bend these weights and do not replace them."""
PULL = 0.1
"""How strongly the fit is held to `PRIOR` (ridge, on standardised features)."""
AS_GOOD = 0.005
"""Mean balanced accuracies nearer than this are the same: a hard verdict should be a careful one."""
MOST_FALSE = 0.025
"""Supported pairs that may be called contradicted, mean over the fitted sets."""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--claims", type=Path, required=True)
    parser.add_argument("--nli", type=Path, required=True, help="folder of the general inference sets")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="keep the features here, and read them from here next time")
    parser.add_argument("--write", action="store_true", help="write the model into the package")
    given = parser.parse_args()
    if given.keep and given.keep.exists():
        data = dict(np.load(given.keep))
    else:
        data = extract(read_rows(given.claims, given.nli), given.jobs)
        if given.keep:
            np.savez_compressed(given.keep, **data)
    fitted = fit(data)
    report(data, fitted)
    if given.write:
        OUT.write_text(json.dumps(fitted["model"], indent=1) + "\n", encoding="utf-8")


def read_rows(claims: Path, nli: Path) -> list[dict[str, str]]:
    rows = [row for row in _lines(claims) if row["label"] != "partial"]
    for name in GENERAL:
        more = list(_lines(nli / f"{name}.jsonl.gz"))
        random.Random(7).shuffle(more)
        rows += [{**row, "set": "general_" + name} for row in more[:PER_GENERAL_SET]]
    return rows


def _lines(path: Path) -> Iterable[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def extract(rows: Sequence[dict[str, str]], jobs: int) -> dict[str, np.ndarray]:
    pieces = [rows[at : at + 200] for at in range(0, len(rows), 200)]
    with Pool(jobs) as pool:
        features = np.array([row for piece in pool.map(_features, pieces) for row in piece], dtype=np.float64)
    return {
        "features": features[:, :-2],
        "context": features[:, -2],
        "unnamed": features[:, -1],
        "set": np.array([row["set"] for row in rows]),
        "label": np.array([row["label"] for row in rows]),
    }


def _features(rows: Sequence[dict[str, str]]) -> list[list[float]]:
    made = []
    for row in rows:
        words, passages = read_claim(row["claim"]), read_passages(row["evidence"])
        found = find_passage(words, passages) if words.items and passages.sentences else None
        made.append(
            [getattr(found.features, name) if found else 0.0 for name in (*NAMES, "context", "unnamed")]
        )
    return made


def fit(data: dict[str, np.ndarray]) -> dict[str, object]:
    """Fit on all fitted sets, and once without each, for its figures."""
    features, sets = data["features"], data["set"]
    train = [*FITTED, *("general_" + name for name in GENERAL)]
    weights, bias = fit_weights(data, train)
    totals = features @ weights + bias
    for name in FITTED:
        own, own_bias = fit_weights(data, [other for other in train if other != name])
        rows = sets == name
        totals[rows] = features[rows] @ own + own_bias
    supported = best_threshold(data, np.where(is_open(data), -np.inf, totals), FITTED)
    calibration = calibrate(data, totals, FITTED)
    contradicted = contradiction_share(data, FITTED)
    model = {
        "weights": {name: round(float(weight), 4) for name, weight in zip(NAMES, weights, strict=True)},
        "bias": round(bias, 4),
        "calibration": [round(float(number), 4) for number in calibration],
        "supported": round(supported, 4),
        "contradicted": round(contradicted, 4),
        "not_mentioned": 0.35,
    }
    return {"model": model, "totals": totals}


def fit_weights(data: dict[str, np.ndarray], train: Sequence[str]) -> tuple[np.ndarray, float]:
    """Fit a logistic regression whose weights keep their signs, by projected gradient."""
    rows = np.isin(data["set"], train)
    x, y = data["features"][rows], (data["label"][rows] == "supported").astype(float)
    worth = balance(data["set"][rows], y)
    spread = x.std(0) + 1e-9
    z = x / spread
    sign = np.array([1.0 if name in POSITIVE else -1.0 for name in NAMES])
    prior = np.array([PRIOR[name] for name in NAMES]) * spread
    weights, bias, step = prior, 0.0, 0.5
    for _ in range(1500):
        error = (1 / (1 + np.exp(-(z @ weights + bias))) - y) * worth
        weights = weights - step * (z.T @ error + PULL * (weights - prior))
        weights = np.where(weights * sign > 0, weights, 0.0)
        bias -= step * error.sum()
    return weights / spread, float(bias)


def balance(sets: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return a weight a row: each set the same, and in it each class."""
    worth = np.zeros(len(sets))
    for name in np.unique(sets):
        for value in (0.0, 1.0):
            rows = (sets == name) & (y == value)
            if rows.any():
                worth[rows] = 1 / rows.sum()
    return worth / worth.sum()


def best_threshold(data: dict[str, np.ndarray], totals: np.ndarray, names: Sequence[str]) -> float:
    """Return the strictest threshold that does as well as the best, by mean balanced accuracy."""
    rows = np.isin(data["set"], names)
    finite = totals[rows & np.isfinite(totals)]
    tried = np.quantile(finite, np.linspace(0.05, 0.95, 181))
    means = [np.mean([balanced(data, totals >= t, name) for name in names]) for t in tried]
    return float(max(tried[np.array(means) >= max(means) - AS_GOOD]))


def balanced(data: dict[str, np.ndarray], called: np.ndarray, name: str) -> float:
    rows = data["set"] == name
    yes = data["label"][rows] == "supported"
    return float((called[rows][yes].mean() + (~called[rows][~yes]).mean()) / 2)


def calibrate(data: dict[str, np.ndarray], totals: np.ndarray, names: Sequence[str]) -> np.ndarray:
    """Return slope and offset (Platt) at the sets' own shares of supported pairs, each set the same."""
    rows = np.isin(data["set"], names)
    x, y = totals[rows], (data["label"][rows] == "supported").astype(float)
    sets = data["set"][rows]
    worth = np.array([1 / (sets == name).sum() for name in np.unique(sets)])[
        np.searchsorted(np.unique(sets), sets)
    ]
    worth /= worth.sum()
    slope, offset = 1.0, 0.0
    for _ in range(4000):
        error = (1 / (1 + np.exp(-(slope * x + offset))) - y) * worth
        slope -= 0.5 * float(error @ x)
        offset -= 0.5 * float(error.sum())
    return np.array([slope, offset])


def conflicts(features: np.ndarray) -> np.ndarray:
    kinds = [NAMES.index(n) for n in ("number_conflicts", "negation", "opposite", "place", "denial")]
    return features[:, kinds].sum(1) > 0


def is_open(data: dict[str, np.ndarray]) -> np.ndarray:
    """Return where a failed check keeps a claim from being called supported, as the package decides."""
    features = data["features"]
    kinds = [NAMES.index(name) for name in ("unsaid", "numbers_missing", "event", "hedge", "splice")]
    return conflicts(features) | (features[:, kinds].sum(1) > 0) | (data["unnamed"] > 0)


def contradiction_share(data: dict[str, np.ndarray], names: Sequence[str]) -> float:
    """Return the least share from which on conflicts accuse few enough supported pairs."""
    for share in np.arange(0.45, 0.95, 0.05):
        called = conflicts(data["features"]) & (data["context"] >= share)
        false = [called[(data["set"] == n) & (data["label"] == "supported")].mean() for n in names]
        if np.mean(false) <= MOST_FALSE:
            return float(share)
    return 0.95


def report(data: dict[str, np.ndarray], fitted: dict[str, object]) -> None:
    model, totals = fitted["model"], fitted["totals"]
    assert isinstance(model, dict)
    assert isinstance(totals, np.ndarray)
    slope, offset = model["calibration"]
    scores = 1 / (1 + np.exp(-(slope * totals + offset)))
    against = conflicts(data["features"]) & (data["context"] >= model["contradicted"])
    called = (totals >= model["supported"]) & ~is_open(data)
    print(json.dumps(model))
    print(f"{'set':18}{'n':>6}{'BAcc':>8}{'AUC':>8}{'C-recall':>10}{'C-false':>9}{'ECE':>7}  fitted")
    table = []
    for name in sorted(set(data["set"])):
        rows = data["set"] == name
        if name.startswith("general_"):
            continue
        yes, no = data["label"][rows] == "supported", data["label"][rows] == "contradicted"
        figures = (
            balanced(data, called, name),
            auc(scores[rows], yes),
            against[rows][no].mean() if no.any() else float("nan"),
            against[rows][yes].mean(),
            ece(scores[rows], yes),
        )
        table.append(figures)
        print(
            f"{name:18}{rows.sum():6}{figures[0]:8.3f}{figures[1]:8.3f}{figures[2]:10.3f}{figures[3]:9.3f}"
            f"{figures[4]:7.3f}  {'without it' if name in FITTED else 'never'}"
        )
    means = np.nanmean(np.array(table), 0)
    print(f"{'macro':24}{means[0]:8.3f}{means[1]:8.3f}{means[2]:10.3f}{means[3]:9.3f}{means[4]:7.3f}")
    rows = np.array([not name.startswith("general_") for name in data["set"]])
    print(f"ECE over all held-out pairs {ece(scores[rows], data['label'][rows] == 'supported'):.3f}")


def auc(scores: np.ndarray, yes: np.ndarray) -> float:
    order = np.argsort(scores, kind="stable")
    ranks = np.empty(len(scores))
    ranks[order] = np.arange(1, len(scores) + 1)
    for value in np.unique(scores):
        same = scores == value
        if same.sum() > 1:
            ranks[same] = ranks[same].mean()
    n = yes.sum()
    return float((ranks[yes].sum() - n * (n + 1) / 2) / (n * (len(yes) - n)))


def ece(scores: np.ndarray, yes: np.ndarray, bins: int = 10) -> float:
    """Return the expected calibration error in `bins` of equal width."""
    place = np.minimum((scores * bins).astype(int), bins - 1)
    return float(
        sum(
            abs(scores[place == b].mean() - yes[place == b].mean()) * (place == b).mean()
            for b in range(bins)
            if (place == b).any()
        )
    )


if __name__ == "__main__":
    main()
