#!/usr/bin/env python3
"""Measure how well claims are told from other sentences, and quotations and speakers read.

    python benchmarks/claims/measure.py [--wrong] [FILE ...]

Without files: tuned.txt (the tables were tuned on it) and fresh.txt (written afterwards, in other styles).
Each sentence is a paragraph of its own. Prints, per file: precision and recall of claims by register and
in all; quotations found and made up; speakers right among the quotations found. --wrong lists the errors.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from pathlib import Path

from citecheck.outlets import known_outlets
from citecheck.parser.claims.find import find_claims
from citecheck.parser.claims.language import guess_language
from citecheck.parser.document import Block, BlockKind, Document

HERE = Path(__file__).parent
_FOLD = re.compile(r"[\W_]+")


def read(path: Path) -> list[tuple[str, bool, str, list[tuple[str | None, str]]]]:
    """Return (register, is a claim, sentence, its quotations as (speaker, words)) of a labelled file."""
    rows = []
    register = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            register = line.strip("[] ")
        elif line[:2] in ("+ ", "- "):
            text, _, behind = line[2:].partition(" => ")
            quotations: list[tuple[str | None, str]] = []
            for part in filter(None, behind.split(" ;; ")):
                speaker, _, words = part.partition(" | ")
                quotations.append((None if speaker.strip() == "?" else speaker.strip(), words.strip()))
            rows.append((register, line[0] == "+", text.strip(), quotations))
    return rows


def claims_of(text: str):
    block = Block(BlockKind.PARAGRAPH, text, ((0, 0),), len(text))
    document = Document("-", "text", text, [block], language=guess_language(text))
    return find_claims(document, (), frozenset(), known_outlets())


def fold(words: str) -> str:
    return _FOLD.sub(" ", words).strip().casefold()


def same_speaker(found: str | None, labelled: str | None) -> bool:
    """A name counts with or without its role: "minister Paul Renard" is "Paul Renard"."""
    if not found or not labelled:
        return found == labelled
    found, labelled = fold(found), fold(labelled)
    return found.endswith(labelled) or labelled.endswith(found)


def measure(path: Path, wrong: bool) -> None:
    counts: dict[str, Counter[str]] = {}
    quotes: Counter[str] = Counter()
    for register, is_claim, text, labelled in read(path):
        claims = claims_of(text)
        kind = ("right" if is_claim else "made up") if claims else ("missed" if is_claim else "left")
        counts.setdefault(register, Counter())[kind] += 1
        if wrong and kind in ("made up", "missed"):
            print(f"  {kind}: {text}")
        found = [(q.speaker, q.text) for claim in claims for q in claim.quotations]
        for speaker, words in labelled:
            hit = next((f for f in found if fold(f[1]) == fold(words)), None)
            quotes["labelled"] += 1
            if hit is None:
                if wrong:
                    print(f"  quotation missed: {text}")
                continue
            found.remove(hit)
            quotes["found"] += 1
            quotes["speaker"] += same_speaker(hit[0], speaker)
            if wrong and not same_speaker(hit[0], speaker):
                print(f"  speaker {hit[0]!r}, not {speaker!r}: {text}")
        quotes["made up"] += len(found)
        if wrong and found:
            print(f"  quotation made up: {found}")
    total: Counter[str] = sum(counts.values(), Counter())
    print(f"{path.name}: {sum(total.values())} sentences, {total['right'] + total['missed']} of them claims")
    for register, one in [*counts.items(), ("all", total)]:
        precision = one["right"] / ((one["right"] + one["made up"]) or 1)
        recall = one["right"] / ((one["right"] + one["missed"]) or 1)
        print(f"  {register:14} precision {precision:.3f}   recall {recall:.3f}   ({sum(one.values())})")
    print(
        f"  quotations: {quotes['found']} of {quotes['labelled']} found, {quotes['made up']} made up, "
        f"{quotes['speaker']} speakers right"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--wrong", action="store_true", help="list the errors")
    options = parser.parse_args()
    for path in options.files or [p for p in (HERE / "tuned.txt", HERE / "fresh.txt") if p.exists()]:
        measure(path, options.wrong)


if __name__ == "__main__":
    main()
