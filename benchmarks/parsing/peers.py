#!/usr/bin/env python3
"""Measure what other tools read out of the same labelled documents, by the same matching.

    python benchmarks/parsing/peers.py DATA [--citecheck PATH]

DATA holds docs.jsonl, refs.jsonl and docs/ as `citecheck parse` is measured on. Every peer is asked only if
it can be imported, so install them into a virtual environment of their own and run this file with its
Python (they are no dependencies of citecheck):

    python -m venv peers
    peers/bin/pip install citeverify CiteSentry refextract citesure linkify-it-py urlextract

A peer gets the text of the file as a writer would hand it over. A labelled reference is found when an
output has its address, or a headline equal after folding case and punctuation (ratio at least 0.95); each
output serves once. Fields are counted over all labels, so a reference that is not found has none right.
Precision counts outputs that match no label: entries labelled `other` are taken out first, but what else a
document links to counts, for peers do not tell news from other addresses. Outputs without title and address
are not counted.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

Row = dict[str, Any]
Reader = Callable[[Path], list[Row]]
FIELDS = ("headline", "outlet", "url", "date")


def fold(text: str | None) -> str:
    """Fold case and punctuation."""
    return re.sub(r"[^\w]+", " ", (text or "").casefold()).strip()


def address(text: str | None) -> str:
    """Fold an address: no scheme, no "www.", no query, no fragment."""
    bare = re.sub(r"^https?://(www\.|m\.|amp\.)?", "", (text or "").strip().lower())
    return bare.split("#")[0].split("?")[0].rstrip("/")


def outlet(text: str | None) -> str:
    """Fold an outlet's name."""
    return re.sub(r"^the | (news|online|english|com)$", "", fold(text))


def alike(one: str | None, other: str | None) -> bool:
    """Say whether two headlines are one."""
    a, b = fold(one), fold(other)
    return bool(a and b) and (a == b or SequenceMatcher(None, a, b, autojunk=False).ratio() >= 0.95)


# -- peers -------------------------------------------------------------------------------------------------


def citeverify() -> Reader:
    """citeverify: a list of references, one a line or paragraph -> title, authors, year."""
    from citeverify.parse import parse_references

    return lambda path: [{"headline": c.title} for c in parse_references(path.read_text("utf-8"))]


def citesentry() -> Reader:
    """CiteSentry: plain text -> title, authors, year, venue, addresses."""
    from citesentry.parse.plaintext import parse_plaintext

    def read(path: Path) -> list[Row]:
        found = parse_plaintext(path.read_text("utf-8"))
        return [
            {"headline": r.title, "outlet": r.venue, "url": (r.urls or [None])[0], "date": str(r.year or "")}
            for r in found
        ]

    return read


def refextract() -> Reader:
    """refextract, of INSPIRE: the text of a paper -> raw references with title, journal, year, address."""
    from refextract import extract_references_from_string

    def read(path: Path) -> list[Row]:
        found = extract_references_from_string(path.read_text("utf-8"), is_only_references=False)
        first: Callable[[Row, str], str | None] = lambda r, key: (r.get(key) or [None])[0]  # noqa: E731
        return [
            {
                "headline": first(r, "title"),
                "outlet": first(r, "journal_title"),
                "url": first(r, "url"),
                "date": first(r, "year"),
            }
            for r in found
        ]

    return read


def citesure() -> Reader:
    """citesure: Markdown with markers and a list of sources -> claims with the address they cite."""
    from citesure.citations import extract_citations

    return lambda path: [
        {"url": getattr(c, "url", None) or getattr(c, "source", None)}
        for c in extract_citations(path.read_text("utf-8"))
    ]


def linkify() -> Reader:
    """linkify-it: every address, as link checkers extract them."""
    from linkify_it import LinkifyIt

    finder = LinkifyIt()
    return lambda path: [{"url": m.url} for m in finder.match(path.read_text("utf-8")) or ()]


def urlextract() -> Reader:
    """urlextract: every address, told by its top-level domain."""
    from urlextract import URLExtract

    finder = URLExtract()
    return lambda path: [{"url": url} for url in finder.find_urls(path.read_text("utf-8"))]


PEERS = {
    "citeverify": citeverify,
    "CiteSentry": citesentry,
    "refextract": refextract,
    "citesure": citesure,
    "linkify-it-py (links only)": linkify,
    "urlextract (links only)": urlextract,
}


def citecheck(program: str) -> Reader:
    """The program itself, through its command line; entries of kind `other` are not news."""

    def read(path: Path) -> list[Row]:
        run = subprocess.run(
            [program, "parse", str(path), "--format", "json"], capture_output=True, check=False
        )
        return list(json.loads(run.stdout)["references"])

    return read


# -- scoring -----------------------------------------------------------------------------------------------


def score(read: Reader, data: Path) -> Counter[str]:
    """Count labels, labels found, outputs without a label, and fields that are right."""
    labels: dict[str, list[Row]] = defaultdict(list)
    for line in (data / "refs.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        labels[row["file"]].append(row)
    total: Counter[str] = Counter()
    for line in (data / "docs.jsonl").read_text("utf-8").splitlines():
        document = json.loads(line)
        try:
            found = read(data / "docs" / document["file"])
        except Exception as error:  # a peer that fails on a document found nothing in it
            print(f"  {document['file'][:40]}: {type(error).__name__}", file=sys.stderr)
            total["failed"] += 1
            found = []
        left = [row for row in found if row.get("headline") or row.get("url")]
        last = document.get("labelled_until_line") or 10**9
        for label in labels[document["file"]]:
            hit = match(label, left)
            if hit is not None:
                left.remove(hit)
            if label["other"]:
                continue
            total["labels"] += 1
            if hit is not None:
                total["found"] += 1
            fields(label, hit or {}, total)
        total["extra"] += sum(r.get("kind") != "other" and (r.get("line") or 0) <= last for r in left)
    return total


def match(label: Row, left: list[Row]) -> Row | None:
    """Return the output that is a labelled reference: by its address, else by its headline."""
    if label["url"]:
        for row in left:
            if address(row.get("url")) == address(label["url"]):
                return row
    return next((row for row in left if alike(row.get("headline"), label["headline"])), None)


def fields(label: Row, hit: Row, total: Counter[str]) -> None:
    """Count which fields of a labelled reference an output has right; one not found has none."""
    for field in FIELDS:
        want = label["outlet_name"] if field == "outlet" else label.get(field)
        if not want:
            continue
        have = hit.get(field)
        total[f"{field} n"] += 1
        total[field] += (
            alike(have, want)
            if field == "headline"
            else outlet(have) == outlet(want)
            if field == "outlet"
            else address(have) == address(want)
            if field == "url"
            else str(have or "")[:10] == want[:10]
        )


def main() -> None:
    """Print a row for every tool that is there."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--citecheck", help="path of the program, to stand beside the peers")
    arguments = parser.parse_args()
    print("| tool | recall | precision | headline | outlet | url | date |\n|---|---|---|---|---|---|---|")
    readers: list[tuple[str, Reader]] = []
    if arguments.citecheck:
        readers.append(("citecheck", citecheck(arguments.citecheck)))
    for name, peer in PEERS.items():
        try:
            readers.append((name, peer()))
        except ImportError as error:
            print(f"  {name} is not here: {error}", file=sys.stderr)
    for name, read in readers:
        total = score(read, arguments.data)
        recall = total["found"] / max(1, total["labels"])
        precision = total["found"] / max(1, total["found"] + total["extra"])
        shares = [f"{total[f] / max(1, total[f'{f} n']):.3f}" for f in FIELDS]
        print(f"| {name} | {recall:.3f} | {precision:.3f} | {' | '.join(shares)} |", flush=True)


if __name__ == "__main__":
    main()
