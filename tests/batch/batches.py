"""A small corpus with its archive, and an engine without processes, for the tests of batches."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from citecheck.archive import open_archive
from citecheck.batch.engine import Lot, Step
from citecheck.batch.packing import pack, unpack
from citecheck.batch.plan import Standing
from citecheck.batch.run import run_batch
from citecheck.batch.sink import target_of
from citecheck.batch.steps import Desk, Key, Order
from citecheck.models import Answer, Headline, Question, Refused, Story, Window
from citecheck.settings import Settings

HEADLINES = tuple(f"Ferry number {n} sails from Port Sella with {n + 11} crates" for n in range(12))
TEXT = "The crossing has reopened for 4,000 families, officials in Port Sella said on Tuesday."


def archive(folder: Path) -> Settings:
    """Return settings with an archive that holds the headlines, all that Reuters published."""
    path = folder / "archive.sqlite3"
    held = open_archive(path)
    held.add(
        Story("Reuters", f"https://www.reuters.com/{n}", (Headline(headline),), "2026-06-03")
        for n, headline in enumerate(HEADLINES)
    )
    held.declare_complete("Reuters", Window(None, None))
    held.close()
    return Settings(archive=str(path), offline=True)


def text(number: int) -> str:
    """Return a draft: one reference true, one with another number, one that nobody wrote."""
    first, second = HEADLINES[number % 12], HEADLINES[(number * 5 + 1) % 12].replace("crates", "boats")
    return (
        f"Draft {number}\n\nThe crossing has reopened for 4,000 families.\n\nReferences:\n\n"
        f'"{first}" – Reuters, 2026-06-03\n"{second}" – Reuters, 2026-06-03\n'
        f'"Bakers of Velmark march for the {number % 7}th time" – Reuters, 2026-06-03\n'
    )


def corpus(folder: Path, count: int, name: str = "drafts.jsonl") -> str:
    """Write drafts as JSON Lines and return the file's name."""
    file = folder / name
    file.write_text("".join(json.dumps({"id": f"d{n}", "text": text(n)}) + "\n" for n in range(count)))
    return str(file)


class Inline:
    """An engine that does all in this process, and counts what it does."""

    def __init__(self, order: Order, hear: Callable[[Question | Story], Any] | None = None) -> None:
        self.desk = Desk.of(order)
        self.done: Counter[str] = Counter()
        self.asked: Counter[Key] = Counter()
        self._hear = hear

    def run(self, step: Step, lots: Iterable[Lot]) -> Iterator[tuple[Lot, list[Any]]]:
        for lot in lots:
            self.done[step.__name__] += len(lot.items)
            yield lot, step(self.desk, lot.items, lot.shared)

    def ask(self, needs: Iterable[tuple[Key, bytes]]) -> Iterator[tuple[Key, bytes]]:
        for key, need in needs:
            self.asked[key] += 1
            assert self._hear is not None
            answer: Answer | Story | Refused = self._hear(unpack(need))
            yield key, pack(answer)

    def close(self) -> None:
        if self.desk.work.archive is not None:
            self.desk.work.archive.close()


def batch(given: list[str], output: Path, settings: Settings, **more: Any) -> Standing:
    """Run a batch in this process."""
    engine = more.pop("engine", Inline)
    form = more.pop("format", None)
    return run_batch(given, target_of(str(output), form), settings, engine, **more)


def rows(file: Path) -> list[dict[str, Any]]:
    """Return the rows of a file of results."""
    return [json.loads(line) for line in file.read_text().splitlines()]
