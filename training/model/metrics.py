"""Figures over sets of pairs: balanced accuracy, AUC, thresholds found on other sets, a logistic fit."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from training.model.sources import FITTED

Folds = list[tuple[np.ndarray, np.ndarray]]
"""Places to fit on, places to apply it to."""
CONTRADICTED = 1
MOST_FALSE = 0.025
"""Supported pairs that may be called contradicted, mean over the sets that a threshold is found on."""


def balanced_accuracy(said: np.ndarray, backed: np.ndarray) -> float:
    """Return the mean of the recall on supported and on other pairs; both are boolean arrays."""
    return float((said[backed].mean() + (~said[~backed]).mean()) / 2)


def auc(score: np.ndarray, backed: np.ndarray) -> float:
    """Return the chance that a supported pair scores above another, ties counted half."""
    values, place, count = np.unique(score, return_inverse=True, return_counts=True)
    rank = np.cumsum(count) - (count - 1) / 2
    n, m = int(backed.sum()), int((~backed).sum())
    return float((rank[place][backed].sum() - n * (n + 1) / 2) / (n * m)) if len(values) else float("nan")


def find_threshold(score: np.ndarray, backed: np.ndarray, sets: np.ndarray) -> float:
    """Return the threshold with the best mean balanced accuracy over sets."""
    tried = np.unique(np.quantile(score, np.linspace(0.02, 0.98, 97)))
    chosen = [np.flatnonzero(sets == name) for name in np.unique(sets)]
    means = [np.mean([balanced_accuracy(score[i] >= t, backed[i]) for i in chosen]) for t in tried]
    return float(tried[int(np.argmax(means))])


def find_contradiction(score: np.ndarray, label: np.ndarray, sets: np.ndarray) -> float:
    """Return the lowest threshold that at most `MOST_FALSE` of supported pairs reach, mean over sets."""
    tried = np.quantile(score, np.linspace(0.3, 0.999, 300))
    backed = [np.flatnonzero((sets == name) & (label == 0)) for name in np.unique(sets)]
    for t in tried:
        if np.mean([(score[i] >= t).mean() for i in backed if len(i)]) <= MOST_FALSE:
            return float(t)
    return float(tried[-1])


def left_out(sets: np.ndarray) -> Folds:
    """Return (places to fit on, to apply to): each fitted set by the others, the rest by all fitted."""
    fitted = np.isin(sets, FITTED)
    folds = [(np.flatnonzero(fitted), np.flatnonzero(~fitted))]
    folds += [
        (np.flatnonzero(fitted & (sets != name)), np.flatnonzero(sets == name))
        for name in np.unique(sets[fitted])
    ]
    return folds


def as_shipped(sets: np.ndarray) -> Folds:
    """Return one fold: all is fitted on the fitted sets' pairs and applied to every pair."""
    return [(np.flatnonzero(np.isin(sets, FITTED)), np.arange(len(sets)))]


def set_weights(sets: np.ndarray, backed: np.ndarray) -> np.ndarray:
    """Return weights under which every set counts the same, and in it both classes."""
    weights = np.zeros(len(sets))
    for name in np.unique(sets):
        for side in (True, False):
            mine = (sets == name) & (backed == side)
            weights[mine] = 1 / max(1, mine.sum())
    scaled: np.ndarray = weights / weights.mean()
    return scaled


def fit_logistic(x: np.ndarray, y: np.ndarray, weights: np.ndarray, pull: float = 1.0) -> np.ndarray:
    """Return the coefficients (bias last) of a ridge logistic fit by Newton's method."""
    rows = np.hstack([x, np.ones((len(x), 1))])
    found = np.zeros(rows.shape[1])
    ridge = pull * np.diag([1.0] * x.shape[1] + [1e-6])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-rows @ found))
        slope = rows.T @ (weights * (chance - y)) + ridge @ found
        bend = (rows * (weights * chance * (1 - chance))[:, None]).T @ rows + ridge
        found = found - np.linalg.solve(bend, slope)
    return found


def apply_logistic(found: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Return the weighted sums."""
    result: np.ndarray = x @ found[:-1] + found[-1]
    return result


def table(
    sets: np.ndarray, label: np.ndarray, supported: np.ndarray, contradicted: np.ndarray, score: np.ndarray
) -> Sequence[tuple[str, int, float, float, float, float]]:
    """Return (set, pairs, BAcc, AUC, C-recall, C-false) for each set and "macro"."""
    rows = []
    for name in np.unique(sets):
        mine = sets == name
        backed, denied = label[mine] == 0, label[mine] == CONTRADICTED
        said = contradicted[mine]
        rows.append(
            (
                str(name),
                int(mine.sum()),
                balanced_accuracy(supported[mine], backed),
                auc(score[mine], backed),
                float(said[denied].mean()) if denied.any() else float("nan"),
                float(said[backed].mean()),
            )
        )
    means = [float(np.nanmean([row[i] for row in rows])) for i in (2, 3, 4, 5)]
    return [*rows, ("macro", len(sets), means[0], means[1], means[2], means[3])]


def difference(
    sets: np.ndarray, label: np.ndarray, first: np.ndarray, second: np.ndarray, times: int = 500
) -> tuple[float, float, float]:
    """Return how much better `second` is in mean balanced accuracy over sets: 2.5 %, all pairs, 97.5 %.

    Pairs are drawn again within each set and class; both answers are judged by the same draws.
    """
    rng = np.random.default_rng(1)
    wins = second.astype(float) - first.astype(float)
    wins[label != 0] *= -1
    found = np.zeros(times)
    whole = 0.0
    names = np.unique(sets)
    for name in names:
        for side in (label == 0, label != 0):
            mine = wins[(sets == name) & side]
            found += rng.choice(mine, (times, len(mine))).mean(axis=1) / 2 / len(names)
            whole += mine.mean() / 2 / len(names)
    return float(np.quantile(found, 0.025)), float(whole), float(np.quantile(found, 0.975))
