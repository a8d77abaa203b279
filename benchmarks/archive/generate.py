"""Multiply a list of headlines: names and numbers are exchanged, so that words stay as rare as they are.

    python benchmarks/archive/generate.py HEADLINES.tsv[.gz] COUNT > more.tsv

Every copy of a row has other numbers, and capitalised words of the same outlet in place of its own,
another day, and an address that fits. The first copy is the file itself.
"""

from __future__ import annotations

import argparse
import gzip
import random
import re
import sys
from collections import defaultdict
from pathlib import Path

NAME = re.compile(r"(?<=[a-z,:] )[A-Z][a-z]{2,}\b")
NUMBER = re.compile(r"\b\d{1,4}\b")
NOT_WORD = re.compile(r"[^a-z0-9]+")


def rows(path: Path) -> list[list[str]]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8", newline="") as file:
        next(file)
        return [fields for line in file if len(fields := line.rstrip("\r\n").split("\t")) == 4]


def changed(headline: str, names: list[str], rng: random.Random) -> str:
    """Exchange names and numbers; where there are none, the headline gets a number of its own."""
    text = NUMBER.sub(lambda m: str(rng.randrange(10 ** len(m[0]))), headline)
    text = NAME.sub(lambda m: rng.choice(names) if rng.random() < 0.7 else m[0], text)
    return text if text != headline else f"{headline} {rng.choice(names)} {rng.randrange(1000)}"


def moved(date: str, rng: random.Random) -> str:
    if len(date) < 10:
        return date
    return f"{int(date[:4]) - rng.randrange(1, 12)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("source", type=Path)
    parser.add_argument("count", type=int)
    options = parser.parse_args()
    rng = random.Random(5)
    held = rows(options.source)
    names: dict[str, list[str]] = defaultdict(lambda: ["Harbour"])
    for outlet, _, headline, _ in held:
        names[outlet] += NAME.findall(headline)
    out = sys.stdout
    out.write("outlet\tdate\theadline\turl\n")
    written = 0
    while written < options.count:
        for outlet, date, headline, url in held[: options.count - written]:
            if written >= len(held):
                headline, date = changed(headline, names[outlet], rng), moved(date, rng)
                if url:
                    folder = url.rstrip("/").rpartition("/")[0]
                    url = f"{folder}/{NOT_WORD.sub('-', headline.lower()).strip('-')}-{written}"
            out.write(f"{outlet}\t{date}\t{headline}\t{url}\n")
            written += 1


if __name__ == "__main__":
    main()
