"""Measure the verdicts on our own pairs of a blog's sentence and the news story it cites.

    python benchmarks/support/measure.py [--all] [--totals KIND ...]

`stories/` holds invented stories, `pairs.jsonl` a claim a line with the story it cites, the verdict a careful
editor would sign, where it matters the story's date, and when it was written: before or after the judge was
tuned, as a sentence of a whole article, or blind, on stories that the judge had never met. Prints how often
each label got which verdict, and the pairs that went wrong (of the kinds named by --totals nothing but the
counts, so that they stay a test); the worst mistakes are a supported claim called contradicted and a
contradicted one called supported.
"""

from __future__ import annotations

import argparse
import collections
import json
from pathlib import Path

from citecheck.matcher.support.judge import judge_claim

HERE = Path(__file__).parent
VERDICTS = ("supported", "contradicted", "unclear", "not-mentioned")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--all", action="store_true", help="show the pairs that went right too")
    parser.add_argument("--totals", nargs="*", default=[], metavar="KIND", help="show only counts of these")
    given = parser.parse_args()
    pairs = [json.loads(line) for line in (HERE / "pairs.jsonl").read_text(encoding="utf-8").splitlines()]
    counts: dict[tuple[str, str], collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for pair in pairs:
        story = (HERE / "stories" / f"{pair['story']}.txt").read_text(encoding="utf-8")
        judgement = judge_claim(pair["claim"], story, published=pair.get("published"))
        counts[pair["written"], pair["label"]][judgement.support] += 1
        if pair["written"] in given.totals:
            continue
        if given.all or judgement.support not in right_for(pair["label"]):
            failed = "; ".join(check.text for check in judgement.checks if not check.passed)
            head = f"{pair['id']} {pair['label']:14}{judgement.support:14}{judgement.score:.2f}"
            print(f"{head} {pair['claim']} [{failed}]")
    print(f"\n{'written':8}{'label':15}{'n':>4}" + "".join(f"{verdict:>15}" for verdict in VERDICTS))
    for (written, label), found in counts.items():
        print(
            f"{written:8}{label:15}{found.total():4}"
            + "".join(f"{found[verdict]:15}" for verdict in VERDICTS)
        )
    right = sum(found[verdict] for (_, label), found in counts.items() for verdict in right_for(label))
    print(f"right {right}/{len(pairs)}")


def right_for(label: str) -> tuple[str, ...]:
    """Return the verdicts that are right for a label: "open" is what no careful editor would call settled."""
    return ("unclear", "not-mentioned") if label == "open" else (label,)


if __name__ == "__main__":
    main()
