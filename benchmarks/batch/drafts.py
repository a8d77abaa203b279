"""Invented drafts, and the archive of invented headlines that they cite: as many as wanted, from one seed.

    python benchmarks/batch/drafts.py FOLDER --documents 1000 [--headlines 20000] [--files]

writes FOLDER/headlines.jsonl (to import with `citecheck archive import --complete`) and FOLDER/drafts.jsonl,
or one file a draft with --files. Each draft cites five headlines: of a hundred, 80 as they are, 8 with
another number, 6 reworded, 6 that nobody published.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

OUTLETS = ("Reuters", "The Guardian", "Al Jazeera", "BBC", "Kyiv Independent", "The New York Times")
TOWNS = ("Ardenia", "Velmark", "Port Sella", "Tarnhold", "Ostrel", "Mirrow", "Quenby", "Halden Bay", "Lissa")
ACTORS = (
    "Dock workers",
    "Teachers",
    "Bakers",
    "Ferry crews",
    "Nurses",
    "Farmers",
    "Rail engineers",
    "Judges",
    "Pilots",
    "Fishermen",
    "Miners",
    "Students",
    "Lawmakers",
    "Mayors",
    "Archivists",
    "Shipbuilders",
)
DEEDS = (
    "strike over",
    "reject",
    "welcome",
    "vote on",
    "sue over",
    "agree to",
    "protest against",
    "sign",
    "delay",
    "review",
    "block",
    "warn of",
    "question",
    "back",
)
MATTERS = (
    "flour tax",
    "harbour levy",
    "night ferry timetable",
    "river treaty",
    "coal quota",
    "grain price cap",
    "tram extension",
    "flood wall plan",
    "hospital merger",
    "airport night ban",
    "fishing limits",
    "school closures",
    "pension rules",
    "water rationing",
    "border crossing fees",
    "bridge toll",
)
ENDS = (
    "after {n} days of talks",
    "as {n:,} families wait",
    "with {n} weeks to go",
    "despite {n:,} signatures",
    "as costs pass {n} million crowns",
    "in {n} towns",
)
OTHER_DEEDS = {"strike over": "walk out over", "reject": "turn down", "welcome": "greet", "back": "support"}


@dataclass(frozen=True, slots=True)
class Piece:
    """One invented headline at rest, and the way the drafts cite it."""

    outlet: str
    day: str
    headline: str
    cited: str
    published: bool
    sentence: str


def pieces(count: int, seed: int = 5) -> list[Piece]:
    """Return so many different pieces."""
    rng = random.Random(seed)
    found: dict[str, Piece] = {}
    first = date(2026, 1, 1)
    while len(found) < count:
        town, actor, deed, matter = (rng.choice(some) for some in (TOWNS, ACTORS, DEEDS, MATTERS))
        number = rng.randrange(2, 900)
        end = rng.choice(ENDS)
        headline = f"{town}: {actor} {deed} {matter} {end.format(n=number)}"
        cited, published, luck = headline, True, rng.random()
        if luck < 0.08:
            cited = f"{town}: {actor} {deed} {matter} {end.format(n=number + rng.randrange(3, 90))}"
        elif luck < 0.14:
            cited = f"{town}: {actor} {OTHER_DEEDS.get(deed, deed)} {matter}, {end.format(n=number)}"
        elif luck < 0.20:
            published = False
        day = (first + timedelta(rng.randrange(150))).isoformat()
        sentence = f"{actor} in {town} {deed} the {matter} {end.format(n=number)}, the council said."
        found.setdefault(headline, Piece(rng.choice(OUTLETS), day, headline, cited, published, sentence))
    return list(found.values())


def archive_rows(some: list[Piece], texts: bool = False) -> Iterator[str]:
    """Yield what the outlets published, as lines that `archive import` reads."""
    for number, piece in enumerate(some):
        if piece.published:
            slug = "-".join(word for word in piece.headline.lower().split() if word.isalpha())
            row = {
                "outlet": piece.outlet,
                "date": piece.day,
                "headline": piece.headline,
                "url": f"https://news.example/{number}/{slug}",
            }
            if texts:
                row["text"] = f"{piece.sentence} Talks go on. Neither side spoke of a date."
            yield json.dumps(row) + "\n"


def drafts(count: int, some: list[Piece], seed: int = 6) -> Iterator[tuple[str, str]]:
    """Yield (id, text) of so many drafts, five references each."""
    rng = random.Random(seed)
    for number in range(count):
        chosen = rng.sample(some, 5)
        told = " ".join(
            f"{piece.sentence[:-1]} [{at}]. It was the {rng.choice(('first', 'second', 'last'))} such week."
            for at, piece in enumerate(chosen, 1)
        )
        listed = "\n".join(
            f'{at}. "{piece.cited}" – {piece.outlet}, {piece.day}' for at, piece in enumerate(chosen, 1)
        )
        title = f"The week in {rng.choice(TOWNS)}, number {number}"
        yield f"d{number:07}", f"{title}\n\n{told}\n\nReferences:\n\n{listed}\n"


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("folder", type=Path)
    options.add_argument("--documents", type=int, default=1000)
    options.add_argument("--headlines", type=int, default=20_000)
    options.add_argument("--texts", action="store_true", help="give the stories a text, so claims are judged")
    options.add_argument("--files", action="store_true", help="one file a draft")
    given = options.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    some = pieces(given.headlines)
    with (given.folder / "headlines.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(archive_rows(some, given.texts))
    written = drafts(given.documents, some)
    if given.files:
        folder = given.folder / "drafts"
        folder.mkdir(exist_ok=True)
        for name, text in written:
            (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        return
    with (given.folder / "drafts.jsonl").open("w", encoding="utf-8") as file:
        for name, text in written:
            file.write(json.dumps({"id": name, "text": text}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
