"""Make the training and measuring pairs: read, choose passages as at run time, cut into word pieces, keep.

    python -m training.model.prepare --claims F --nli FOLDER --articles F --tokenizer F --out FOLDER

Writes pairs.npz (word pieces and labels) and measured.jsonl.gz (the measured pairs whole, for the
measuring programs). Takes about three minutes on two cores.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from multiprocessing import Pool
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from training.model.generate import generate
from training.model.passages import choose_passages
from training.model.sources import LABELS, Row, read_articles, read_claims, read_general

MOST = 128
"""Word pieces of claim and evidence together."""
MOST_CLAIM = 56
SEED = 11
_START, _END = 101, 102
"""The word pieces [CLS] and [SEP] of BERT's vocabulary."""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--claims", type=Path, required=True)
    parser.add_argument("--nli", type=Path, required=True, help="folder of the general inference sets")
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    claims = list(read_claims(given.claims))
    measured = [row for row in claims if row.group == "measured"]
    rows = [*claims, *read_general(given.nli, measured), *generate(read_articles(given.articles), SEED)]
    write(rows, encode(rows, given.tokenizer, given.jobs), given.out / "pairs.npz")
    keep_measured(measured, given.out / "measured.jsonl.gz")
    for (group, name, label), n in sorted(Counter((r.group, r.set, LABELS[r.label]) for r in rows).items()):
        print(f"{group:10}{name:32}{label:15}{n:7}")


def encode(rows: Sequence[Row], tokenizer: Path, jobs: int) -> Iterator[tuple[list[int], int]]:
    """Yield each pair's word pieces and the place where the claim begins among them."""
    with Pool(jobs) as pool:
        yield from pool.imap(partial(_encode, str(tokenizer)), rows, chunksize=200)


_READERS: dict[str, Tokenizer] = {}


def _encode(tokenizer: str, row: Row) -> tuple[list[int], int]:
    if tokenizer not in _READERS:
        _READERS[tokenizer] = Tokenizer.from_file(tokenizer)
        _READERS[tokenizer].no_padding()
        _READERS[tokenizer].no_truncation()
    return join(_READERS[tokenizer], row.claim, choose_passages(row.claim, row.evidence))


def join(reader: Tokenizer, claim: str, passage: str) -> tuple[list[int], int]:
    """Return "[CLS] passage [SEP] claim [SEP]" as word pieces, the passage cut, and the claim's place."""
    second = reader.encode(claim, add_special_tokens=False).ids[:MOST_CLAIM]
    first = reader.encode(passage, add_special_tokens=False).ids[: MOST - 3 - len(second)]
    return [_START, *first, _END, *second, _END], len(first) + 2


def write(rows: Sequence[Row], encoded: Iterator[tuple[list[int], int]], path: Path) -> None:
    """Keep the pairs: all word pieces in one run, with where each pair begins."""
    pieces: list[np.ndarray] = []
    claim_at: list[int] = []
    for ids, at in encoded:
        pieces.append(np.array(ids, dtype=np.int32))
        claim_at.append(at)
    np.savez(
        path,
        pieces=np.concatenate(pieces),
        starts=np.cumsum([0, *map(len, pieces)]),
        claim_at=np.array(claim_at, dtype=np.int32),
        label=np.array([row.label for row in rows], dtype=np.int8),
        group=np.array([row.group for row in rows]),
        set=np.array([row.set for row in rows]),
        key=np.array([row.key for row in rows]),
    )


def keep_measured(rows: Sequence[Row], path: Path) -> None:
    """Keep the pairs to measure by, in the form of the claim sets."""
    with gzip.open(path, "wt", encoding="utf-8") as out:
        for row in rows:
            kept = {"id": row.key, "set": row.set, "claim": row.claim, "evidence": row.evidence}
            out.write(json.dumps({**kept, "label": LABELS[row.label]}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
