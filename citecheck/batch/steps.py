"""The steps of a batch, as any process can take them: parse, look up, judge.

What goes in and out is small, and opaque to whoever passes it on: articles and answers travel packed.
"""

from __future__ import annotations

import hashlib
from collections import Counter, OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import cast

from citecheck import inputs
from citecheck.baseline import Baseline
from citecheck.batch.documents import Document
from citecheck.batch.packing import pack, unpack
from citecheck.batch.rows import error_row, result_row
from citecheck.checker import Checker, NotYetError, news_references
from citecheck.errors import ArticleError
from citecheck.fetcher.interface import Fetcher
from citecheck.hands import Here
from citecheck.models import (
    Answer,
    Article,
    Claim,
    ClaimResult,
    Question,
    Reason,
    ReferenceResult,
    Refused,
    Story,
    Verdict,
)
from citecheck.processes import work_of
from citecheck.questions import question_of, reference_of
from citecheck.report.labels import reference_label
from citecheck.resources import Resources
from citecheck.running import run
from citecheck.settings import Settings
from citecheck.suppressions import remarks
from citecheck.work import LookedUp, Work

Key = bytes
"""What a question or a page is known by: a digest, so that any process comes to the same."""
KEY_LENGTH = 16
_ANSWERS_KEPT = 2000
"""Answers kept unpacked in a worker, about 10 kB each."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a batch is told, as its workers get it."""

    settings: Settings
    today: date
    baseline: Baseline | None = None


@dataclass(slots=True)
class Desk:
    """What a worker works with."""

    order: Order
    work: Work
    kept: OrderedDict[Key, LookedUp] = field(default_factory=OrderedDict)

    @classmethod
    def of(cls, order: Order) -> Desk:
        """Open what an order needs."""
        offline = order.settings.offline
        return cls(order, work_of(order.settings, offline, readonly=offline))


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document read."""

    article: bytes | None
    """Packed; None where it cannot be read."""
    asked: tuple[tuple[Key, bytes], ...] = ()
    """Its questions, packed."""
    row: bytes | None = None
    """The row of one that cannot be read."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What the archive says to a question."""

    answer: bytes
    """A `LookedUp`, packed."""
    settled: bool


@dataclass(frozen=True, slots=True)
class Parcel:
    """A document to be judged."""

    id: str
    source: str
    article: bytes
    """Packed."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the parcels of one lot need, each thing once."""

    answers: Mapping[Key, bytes]
    heard: Mapping[Key, bytes]


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of a document."""

    row: bytes | None
    """Its row; None where something must be asked first."""
    needs: tuple[tuple[Key, bytes], ...] = ()
    """What that is, packed."""
    verdicts: Mapping[str, int] = field(default_factory=dict)
    """How many references have each verdict, by label."""


def key_of(need: Question | Story) -> Key:
    """Return what a question is known by, or the page of a story."""
    if isinstance(need, Story):
        words: tuple[str | None, ...] = ("page", need.url)
    else:
        hint = str(need.hint) if need.hint else None
        words = ("question", need.outlet, need.headline, need.date, need.url, hint)
    return hashlib.blake2b(repr(words).encode("utf-8", "replace"), digest_size=KEY_LENGTH).digest()


def parse_documents(desk: Desk, documents: Sequence[Document], _shared: object) -> list[Parsed]:
    """Read documents and find out what they ask."""
    return [_parse(desk, document) for document in documents]


def _parse(desk: Desk, document: Document) -> Parsed:
    try:
        if document.error is not None:
            raise ArticleError(document.error)
        data = inputs.read(document.source) if document.data is None else document.data
        article = desk.work.parse(data, document.id, document.format)
    except ArticleError as error:
        why = str(error).removeprefix(f"{document.id}: ")
        return Parsed(None, row=error_row(document.id, document.source, why))
    except Exception as error:  # a fault of ours in one document must not lose the others
        return Parsed(None, row=error_row(document.id, document.source, fault(error)))
    asked = {question_of(reference) for reference in news_references(article, desk.order.settings)}
    return Parsed(pack(article), tuple((key_of(question), pack(question)) for question in asked))


def look_up(desk: Desk, asked: Sequence[bytes], _shared: object) -> list[Answered]:
    """Ask the archive, each question once."""
    found = [desk.work.look_up(unpack(question)) for question in asked]
    return [Answered(pack(one), one.settled) for one in found]


def lost_answer(asked: bytes, why: str) -> Answered:
    """Return what is said to a question that no worker survived."""
    question: Question = unpack(asked)
    answer = Answer(question, (Refused("local archive", Reason.ARCHIVE, why),))
    result = ReferenceResult(reference_of(question), Verdict.UNCHECKED, 0.0, f"It was not checked: {why}.")
    return Answered(pack(LookedUp(answer, replace(result, routes=answer.routes), True)), True)


def judge(desk: Desk, parcels: Sequence[Parcel], known: object) -> list[Judged]:
    """Judge documents, or say what is to be asked before."""
    given = cast("Known", known)
    return run(_judge_all(desk, parcels, given))


async def _judge_all(desk: Desk, parcels: Sequence[Parcel], known: Known) -> list[Judged]:
    return [await _judge(desk, parcel, known) for parcel in parcels]


async def _judge(desk: Desk, parcel: Parcel, known: Known) -> Judged:
    order = desk.order
    heard = None if order.settings.offline else _Heard(known.heard)
    resources = Resources(
        desk.work.outlets,
        desk.work.archive,
        cast("Fetcher | None", heard),  # a checker asks and reads, and no more
        None,
        remembers=heard is not None,
        baseline=order.baseline,
        today=order.today,
    )
    checker = Checker(order.settings, resources, hands=_Hands(desk, known.answers))
    article: Article = unpack(parcel.article)
    try:
        report = await checker.article(article)
    except NotYetError:
        needs = heard.needs if heard else {}
        return Judged(None, tuple((key, pack(need)) for key, need in needs.items()))
    except Exception as error:  # as in `_parse`
        return Judged(error_row(parcel.id, parcel.source, fault(error)))
    notes = [*resources.notes, *remarks(report, order.today, claims_checked=order.settings.claims)]
    row = result_row(parcel.id, parcel.source, report, notes, order.settings.fail_on)
    return Judged(row, verdicts=Counter(reference_label(result).key for result in report.references))


def fault(error: Exception) -> str:
    """Return what a row says of a fault of ours."""
    return f"not checked, because of a fault in citecheck ({type(error).__name__}: {error}); please report it"


class _Hands(Here):
    """The work of a check whose questions the archive has answered before."""

    def __init__(self, desk: Desk, answers: Mapping[Key, bytes]) -> None:
        super().__init__(desk.work)
        self._kept = desk.kept
        self._answers = answers

    async def look_up(self, question: Question) -> LookedUp:
        """Return the answer given; a question that came up since (on a second look) is looked up here."""
        key = key_of(question)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        packed = self._answers.get(key)
        found: LookedUp = await super().look_up(question) if packed is None else unpack(packed)
        self._kept[key] = found
        if len(self._kept) > _ANSWERS_KEPT:
            self._kept.popitem(last=False)
        return found

    async def judge(
        self, claims: Sequence[Claim], results: Sequence[ReferenceResult], unread: Mapping[str, str]
    ) -> tuple[ClaimResult, ...]:
        """Judge an article's claims, at once: nothing else waits here."""
        return self._work.judge(claims, results, unread)


class _Heard:
    """A fetcher that says what the network answered before, and notes what it is yet to be asked."""

    def __init__(self, heard: Mapping[Key, bytes]) -> None:
        self._heard = heard
        self.needs: dict[Key, Question | Story] = {}

    async def ask(self, question: Question) -> Answer:
        """Return the outlets' answer; raises NotYetError."""
        return cast("Answer", self._of(question))

    async def read(self, story: Story) -> Story | Refused:
        """Return the story as it was read; raises NotYetError."""
        if story.text:
            return story
        return cast("Story | Refused", self._of(story))

    def _of(self, need: Question | Story) -> object:
        key = key_of(need)
        if key not in self._heard:
            self.needs[key] = need
            raise NotYetError
        return unpack(self._heard[key])
