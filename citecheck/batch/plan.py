"""The plan of a batch, the same on every engine: parse -> ask each question once -> judge -> write, in waves.

A wave is as many documents as are under way at a time. What is known lies in the manifest, not in memory:
memory grows neither with the documents nor with the questions.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from citecheck.batch import steps
from citecheck.batch.documents import Document, Position, read_documents
from citecheck.batch.engine import Engine, Lost, Lot
from citecheck.batch.manifest import Manifest, Pending
from citecheck.batch.rows import error_row
from citecheck.batch.sink import Sink, kept
from citecheck.batch.steps import Judged, Known, Parcel, Parsed

WAVE = 5000
_DOCUMENTS_A_LOT = 32
_BYTES_A_LOT = 1_000_000
_QUESTIONS_A_LOT = 64
_ANSWERS_KEPT_TOGETHER = 20
_KEEP_AFTER = 0.5
"""Seconds after which results are written to the disk: so much work a crash may cost."""
_KEEP_AT_MOST = 512


@dataclass(slots=True)
class Standing:
    """How far a batch is."""

    stage: str = "reading"
    written: int = 0
    """Documents whose rows are written, those of earlier runs among them."""
    share: float = 0.0
    """How much of the batch that is, 0 to 1."""
    network: int = 0
    """What the network was asked, and is to be asked, so far."""
    totals: Counter[str] = field(default_factory=Counter)
    """Of the whole batch: documents, errors, questions, and references by verdict ("references verified")."""


Progress = Callable[[Standing], None]


class Batch:
    """A batch under way."""

    def __init__(
        self,
        manifest: Manifest,
        sink: Sink,
        engine: Engine,
        *,
        offline: bool,
        wave: int = WAVE,
        progress: Progress | None = None,
    ) -> None:
        """Go on where the manifest stands.

        Args:
            manifest: what is known; begun.
            sink: where the rows go, as the manifest left it.
            engine: what takes the steps.
            offline: whether the network may not be asked.
            wave: documents under way at a time.
            progress: called as work is done.
        """
        self._manifest = manifest
        self._sink = sink
        self._engine = engine
        self._offline = offline
        self._wave = wave
        self._progress = progress or (lambda _standing: None)
        self._standing = Standing(totals=Counter(manifest.fact("totals", {})))
        self._written: int = manifest.fact("written", 0)
        self._read_share = manifest.read_share()

    def run(self) -> Standing:
        """Do what is left of the batch and return its end.

        Raises:
            BatchError: the output cannot be written.
        """
        # A wave that was cut short ends where it would have ended: the parts are the same in the end.
        end: int = self._manifest.fact("wave_end", self._wave)
        while True:
            parsed = self._parse(end)
            self._look_up()
            self._judge()
            with self._manifest.transaction():
                self._manifest.note("sink", kept(self._sink.end_part()))
                self._manifest.note("wave_end", end + self._wave)
            if parsed < end:
                break
            end += self._wave
        self._sink.finish()
        self._manifest.note("finished", True)
        self._sink.tidy()
        self._stand("done")
        return self._standing

    def _parse(self, end: int) -> int:
        """Read and parse the documents of a wave, which has this end; return how many are parsed in all."""
        manifest = self._manifest
        begin = manifest.position
        documents = read_documents(manifest.sources(begin.source), begin)
        parsed: int = manifest.fact("parsed", 0)
        wave = islice(documents, max(0, end - parsed))
        for lot, results in self._engine.run(steps.parse_documents, _document_lots(wave)):
            with manifest.transaction():
                rows = [_parsed_row(*pair) for pair in zip(lot.items, results, strict=True)]
                manifest.put_parsed((number, *row) for number, row in enumerate(rows, parsed))
                known = [one for one in results if isinstance(one, Parsed)]
                manifest.put_questions(question for one in known for question in one.asked)
                parsed += len(rows)
                manifest.note("parsed", parsed)
                manifest.position = lot.about
                self._add({"documents": len(rows), "errors": sum(row[-1] is not None for row in rows)})
            self._read_share = manifest.read_share()
            self._stand("reading")
        return parsed

    def _look_up(self) -> None:
        """Ask the archive what it was not asked before."""
        waiting = self._manifest.open_questions()
        lots = (
            Lot([asked for _, asked in some], about=[key for key, _ in some])
            for some in _in_lots(waiting, _QUESTIONS_A_LOT)
        )
        for lot, results in self._engine.run(steps.look_up, lots):
            answers = [
                steps.lost_answer(asked, one.why) if isinstance(one, Lost) else one
                for asked, one in zip(lot.items, results, strict=True)
            ]
            with self._manifest.transaction():
                rows = zip(lot.about, answers, strict=True)
                self._manifest.put_answers((key, one.answer, one.settled) for key, one in rows)
                self._add({"questions": len(answers)})
            self._stand("looking up")

    def _ask_network(self) -> None:
        """Ask the network what it was not asked before."""
        kept_at = time.monotonic()
        some: list[tuple[steps.Key, bytes]] = []
        for answer in self._engine.ask(self._manifest.open_needs()):
            some.append(answer)
            if len(some) >= _ANSWERS_KEPT_TOGETHER or time.monotonic() - kept_at > _KEEP_AFTER:
                self._keep_heard(some)
                some, kept_at = [], time.monotonic()
        self._keep_heard(some)

    def _keep_heard(self, some: Sequence[tuple[steps.Key, bytes]]) -> None:
        with self._manifest.transaction():
            self._manifest.put_heard(some)
        self._stand("asking")

    def _judge(self) -> None:
        """Judge the documents of the wave; what comes up on the way is asked, and they are judged again."""
        self._keep([])
        while True:
            if not self._offline:
                self._ask_network()
            blocked = False
            some: list[tuple[Pending, Judged]] = []
            kept_at = time.monotonic()
            for lot, results in self._engine.run(steps.judge, self._parcels()):
                some += [_judged(*pair) for pair in zip(lot.about, results, strict=True)]
                blocked = blocked or any(one.row is None for _, one in some)
                if len(some) >= _KEEP_AT_MOST or time.monotonic() - kept_at > _KEEP_AFTER:
                    self._keep(some)
                    some, kept_at = [], time.monotonic()
            self._keep(some)
            if not blocked:
                return

    def _parcels(self) -> Iterator[Lot]:
        for some in _in_lots(self._manifest.pending(), _DOCUMENTS_A_LOT):
            keys = [key for one in some for key in one.keys]
            needs = [key for one in some for key in one.needs]
            heard = {} if self._offline else self._manifest.heard([*keys, *needs])
            known = Known(self._manifest.answers(keys), heard)
            parcels = [Parcel(one.id, one.source, one.article) for one in some]
            yield Lot(parcels, known, some)

    def _keep(self, some: Sequence[tuple[Pending, Judged]]) -> None:
        """Write the rows whose turn it is; keep the others, and what is still to be asked."""
        manifest, first = self._manifest, self._written
        rows: list[bytes] = []
        with manifest.transaction():
            for document, judged in some:
                if judged.row is None:
                    manifest.put_needs(judged.needs)
                    manifest.put_document_needs(document.number, [key for key, _ in judged.needs])
                    continue
                self._add({f"references {label}": n for label, n in judged.verdicts.items()})
                if document.number == first + len(rows):
                    rows.append(judged.row)
                else:
                    manifest.put_row(document.number, judged.row)
                self._take_kept(rows, first)
            self._take_kept(rows, first)
            if rows:
                self._written = first + len(rows)
                manifest.note("sink", kept(self._sink.write(rows)))
                manifest.note("written", self._written)
                manifest.drop(first, self._written)
        self._stand("judging")

    def _take_kept(self, rows: list[bytes], first: int) -> None:
        """Add the rows that were only waiting for those before them."""
        while (row := self._manifest.row(first + len(rows))) is not None:
            rows.append(row)

    def _add(self, more: dict[str, int]) -> None:
        self._standing.totals.update(more)
        self._manifest.note("totals", self._standing.totals)

    def _stand(self, stage: str) -> None:
        standing = self._standing
        standing.stage = stage
        standing.written = self._written
        parsed = standing.totals["documents"]
        standing.share = self._read_share * self._written / parsed if parsed else 0.0
        standing.network = 0 if self._offline else self._manifest.asked_of_network()
        self._progress(standing)


def _document_lots(documents: Iterable[tuple[Document, Position]]) -> Iterator[Lot]:
    """Yield documents together, with the position after the last of them."""
    some: list[Document] = []
    size = 0
    after = Position()
    for document, after in documents:
        some.append(document)
        size += len(document.data or b"")
        if len(some) == _DOCUMENTS_A_LOT or size > _BYTES_A_LOT:
            yield Lot(some, about=after)
            some, size = [], 0
    if some:
        yield Lot(some, about=after)


def _in_lots(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    source = iter(items)
    while some := list(islice(source, size)):
        yield some


def _parsed_row(
    document: Document, parsed: Parsed | Lost
) -> tuple[str, str, bytes | None, bytes, bytes | None]:
    """Return a document as the manifest keeps it, without its number."""
    if isinstance(parsed, Lost):
        parsed = Parsed(None, row=error_row(document.id, document.source, parsed.why))
    keys = b"".join(key for key, _ in parsed.asked)
    return document.id, document.source, parsed.article, keys, parsed.row


def _judged(document: Pending, judged: Judged | Lost) -> tuple[Pending, Judged]:
    if isinstance(judged, Lost):
        judged = Judged(error_row(document.id, document.source, judged.why))
    return document, judged
