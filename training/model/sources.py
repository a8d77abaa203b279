"""The labelled pairs that the model is trained on and measured by."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

LABELS = ("supported", "contradicted", "not-mentioned", "unsupported")
"""The first three are the model's outputs; "unsupported" is either of the last two, which is not known."""
FITTED = ("factcheckgpt", "feversym", "fib_xsum", "fm2", "summedits_news", "summedits_other", "wice")
"""Claim sets whose licence allows training on them; the others are measured only."""
HELD_OUT = 0.4
"""Share of the texts of a fitted set that is never trained on."""
GENERAL = {
    "te_new_protocols": 40_000,
    "mnli_dev": 20_000,
    "mnli_sample_ssp573": 20_000,
    "fever_nli": 4_600,
    "docnli_fever_binary": 14_000,
    "fever_sample_jackhhchan": 10_000,
    "snli_counterfactual": 5_000,
    "snli_devtest": 5_000,
    "negation_nli": 4_500,
    "citation_integrity": 3_100,
    "breaking_nli": 2_500,
    "ambient": 2_300,
    "faithdial_audit": 2_200,
    "conjnli": 2_000,
    "wice_partial_subclaims_train": 400,
}
"""General inference sets, and how many pairs of each are taken."""


@dataclass(frozen=True, slots=True)
class Row:
    """A claim beside a text."""

    key: str
    """The set's own number of the pair; empty where it has none."""
    group: str
    """"general", "generated", "claims" (trained on) or "measured"."""
    set: str
    claim: str
    evidence: str
    label: int
    """Place in `LABELS`; for a measured pair "partial" is left out."""


def read_claims(path: Path) -> Iterator[Row]:
    """Yield the claim sets' pairs: those to train on, and those to measure by, which share no text."""
    for row in _lines(path):
        train = row["set"] in FITTED and not is_held_out(row["evidence"])
        label = row["label"]
        if label == "partial":
            if not train:
                continue
            label = "unsupported"
        group = "claims" if train else "measured"
        yield Row(row["id"], group, row["set"], row["claim"], row["evidence"], LABELS.index(label))


def read_general(folder: Path, measured: Iterable[Row]) -> Iterator[Row]:
    """Yield general inference pairs, each once, without claims that are measured by."""
    seen = {_plain(row.claim) for row in measured}
    for name, most in GENERAL.items():
        rows = [row for row in _lines(folder / f"{name}.jsonl.gz") if row["label"] in LABELS]
        random.Random(7).shuffle(rows)
        taken = 0
        for row in rows:
            pair = _plain(row["claim"]) + "\n" + _plain(row["evidence"])
            if taken >= most or pair in seen or _plain(row["claim"]) in seen:
                continue
            seen.add(pair)
            taken += 1
            yield Row("", "general", name, row["claim"], row["evidence"], LABELS.index(row["label"]))


def is_held_out(evidence: str) -> bool:
    """Say whether pairs with this text are kept for measuring; the same text always falls on one side."""
    digest = hashlib.sha256(evidence[:300].encode()).digest()
    return digest[0] < 256 * HELD_OUT


def read_articles(path: Path) -> list[dict[str, str]]:
    """Return the articles that have a headline and enough text."""
    return [row for row in _lines(path) if row["headline"] and len(row["text"]) > 600]


def _lines(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))
