"""Measure how often the passages put first hold a line that people marked as supporting: WiCE's hit@k.

    python benchmarks/support/wice_lines.py dev.jsonl [test.jsonl ...]

Reads WiCE's own files (data/entailment_retrieval/claim/*.jsonl of ryokamoi/wice, annotations ODC-BY), each
line with "claim", "label", "evidence" (lines of the cited page) and "supporting_sentences" (sets of line
numbers). Claims labelled not_supported have no lines and are left out. A line is hit at k where any of the k
best single lines is in any of the sets.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from citecheck.matcher.support.claimwords import read_claim
from citecheck.matcher.support.overlap import rank_sentences
from citecheck.matcher.support.passages import Passages, Sentence

DEPTHS = (1, 3, 5)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", type=Path, nargs="+")
    given = parser.parse_args()
    places: list[int] = []
    for path in given.files:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            gold = {number for one in row["supporting_sentences"] for number in one}
            if gold:
                places.append(place_of_first(row["claim"], row["evidence"], gold))
    print(f"{len(places)} claims")
    for depth in DEPTHS:
        print(f"hit@{depth} {sum(place < depth for place in places) / len(places):.3f}")


def place_of_first(claim: str, lines: Sequence[str], gold: set[int]) -> int:
    """Return how many lines are ranked before the first gold one."""
    sentences, at = [], 0
    for line in lines:
        sentences.append(Sentence(at, at + len(line)))
        at += len(line) + 1
    ranked = rank_sentences(read_claim(claim), Passages("\n".join(lines), tuple(sentences)))
    return next((place for place, number in enumerate(ranked) if number in gold), len(lines))


if __name__ == "__main__":
    main()
