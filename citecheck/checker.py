"""Checks articles: asks for each reference, reads the stories found, judges the claims."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, TypeVar

from citecheck import inputs
from citecheck.errors import ArchiveError, ArticleError
from citecheck.fetcher.flights import look_at
from citecheck.findings import find_findings
from citecheck.hands import Hands, Here
from citecheck.matcher.headlines.decide import judge_reference
from citecheck.models import (
    Answer,
    Article,
    ArticleReport,
    ClaimResult,
    HeadlineSource,
    Listed,
    Question,
    Ranked,
    Reason,
    Reference,
    ReferenceKind,
    ReferenceResult,
    Refused,
    Story,
    Verdict,
    Window,
)
from citecheck.questions import question_of
from citecheck.resources import Resources
from citecheck.settings import Settings
from citecheck.suppressions import suppress
from citecheck.work import OFFLINE, LookedUp, Work

Progress = Callable[[str], None]
"""Called with one short line whenever something was done."""

_MATCHED = (Verdict.VERIFIED, Verdict.ALTERED, Verdict.MISATTRIBUTED)
_NEAREST_READ = 2
"""Pages read to see whether a listed or slug-only story is the cited one after all."""
_NEAREST_SCORE = 0.2
_HINT_SPREAD = timedelta(days=21)
"""References of one article are taken to be of the same time only if those found lie this close together."""

T = TypeVar("T")


class NotYetError(Exception):
    """What a fetcher raises that cannot say yet: the article is to be checked again when it can."""


class Checker:
    """Checks articles with one set of resources, asking each question once."""

    def __init__(
        self,
        settings: Settings,
        resources: Resources,
        progress: Progress | None = None,
        hands: Hands | None = None,
    ) -> None:
        """Keep what every article shares.

        Args:
            settings: what the run is told.
            resources: what it holds open.
            progress: called as work is done.
            hands: who parses, looks up and judges claims; None for this process.
        """
        self._settings = settings
        self._resources = resources
        self._progress = progress or (lambda _line: None)
        self._hands = hands or Here(work_here(settings, resources))
        self._asked: dict[Question, asyncio.Task[tuple[Answer, ReferenceResult | None]]] = {}
        self._read: dict[str, asyncio.Task[Story | Refused]] = {}
        self._places = asyncio.Semaphore(settings.jobs)
        self._stopped = asyncio.Event()

    def start(self, given: Sequence[str], stdin_filename: str = "-") -> list[asyncio.Task[ArticleReport]]:
        """Start checking every input; a task fails with ArticleError where its input cannot be read."""
        paths = [stdin_filename if name == "-" else name for name in given]
        return [
            asyncio.create_task(self.input(name, path), name=path)
            for name, path in zip(given, paths, strict=True)
        ]

    def stop(self) -> None:
        """Ask nothing more; articles under way end with what is known."""
        self._stopped.set()
        if self._resources.bench is not None:
            self._resources.bench.stop()

    async def input(self, name: str, path: str) -> ArticleReport:
        """Read, parse and check one input.

        Raises:
            ArticleError: it cannot be read.
        """
        if inputs.is_address(name):
            return await self.data(await self._fetch_article(name), path)
        if name == "-":
            return await self.data(await asyncio.to_thread(inputs.read, name), path)
        return await self.article(await self._hands.read(name, path))

    async def data(self, data: bytes, path: str) -> ArticleReport:
        """Parse and check one article that is at hand.

        Raises:
            ArticleError: it cannot be read as an article.
        """
        return await self.article(await self._hands.parse(data, path))

    async def article(self, article: Article) -> ArticleReport:
        """Judge the references of an article, then its claims."""
        news = news_references(article, self._settings)
        reads = self._settings.claims and bool(article.claims)
        results = await self._references(news, reads=reads)
        results = await self._look_again(article, results)
        unread: dict[str, str] = {}
        if reads:
            found, results = results, await self._with_texts(results, unread)
            self._remember([now for was, now in zip(found, results, strict=True) if now is not was])
        claims = await self._judged(article, results, unread)
        self._progress(f"{article.path}: done")
        findings = find_findings(article, results, claims)
        return self._settled(ArticleReport(article, tuple(results), tuple(claims), findings))

    async def _judged(
        self, article: Article, results: Sequence[ReferenceResult], unread: Mapping[str, str]
    ) -> tuple[ClaimResult, ...]:
        """Judge the claims, with the user's own judge where there is one."""
        if self._resources.bench is None:
            return await self._hands.judge(article.claims, results, unread)
        return await self._resources.bench.claims(article.claims, results, unread)

    def _settled(self, report: ArticleReport) -> ArticleReport:
        """Mark the findings that the article's directives suppress or the baseline knows."""
        report = suppress(report, self._resources.today)
        return self._resources.baseline.mark(report) if self._resources.baseline else report

    async def _references(
        self, references: Sequence[Reference], hint: Window | None = None, *, reads: bool = False
    ) -> list[ReferenceResult]:
        """Judge references side by side; those not done when the run is stopped stay unchecked.

        With `reads` a story's text, which will be wanted, is asked for as soon as the story is found.
        """
        tasks = [asyncio.ensure_future(self._found(reference, hint, reads)) for reference in references]
        stop = asyncio.ensure_future(self._stopped.wait())
        pending: set[asyncio.Future[Any]] = set(tasks)
        while pending and not stop.done():
            await asyncio.wait({*pending, stop}, return_when=asyncio.FIRST_COMPLETED)
            pending = {task for task in pending if not task.done()}
        for unfinished in (*pending, stop):
            unfinished.cancel()
        errors = [task.exception() for task in tasks if task not in pending]
        if any(isinstance(error, NotYetError) for error in errors):
            raise NotYetError
        return [
            self._outcome(task, reference) if task not in pending else _not_reached(reference)
            for task, reference in zip(tasks, references, strict=True)
        ]

    def _outcome(self, task: asyncio.Task[ReferenceResult], reference: Reference) -> ReferenceResult:
        """Return what a task found; a fault of ours in one reference must not lose the others."""
        error = task.exception()
        if error is None:
            return task.result()
        if os.environ.get("CITECHECK_DEBUG"):
            raise error
        fault = f"a fault in citecheck ({type(error).__name__}: {error})"
        self._resources.note(
            f"{fault[0].upper()}{fault[1:]} kept a reference from being checked; please report it."
        )
        return ReferenceResult(reference, Verdict.UNCHECKED, 0.0, f"It was not checked, because of {fault}.")

    async def _found(self, reference: Reference, hint: Window | None, reads: bool) -> ReferenceResult:
        result = await self.reference(reference, hint)
        self._remember([result])  # at once: a run that is killed keeps what it had found
        if reads and result.story and result.story.url and not result.story.text:
            self._begin_reading(result.story)
        return result

    async def reference(self, reference: Reference, hint: Window | None = None) -> ReferenceResult:
        """Ask for one reference and judge the answers."""
        question = question_of(reference, hint)
        answer, known = await self._ask(question)
        if known is not None and reference.url == question.url:
            result = replace(known, reference=reference)
        else:
            result = judge_reference(reference, answer, self._resources.outlets)
        result = await self._confirm(reference, answer, result)
        self._progress(f"{reference.outlet or 'unknown outlet'}: {result.verdict}")
        return result

    async def _ask(self, question: Question) -> tuple[Answer, ReferenceResult | None]:
        """Return the answer to a question, asking it once however many references share it.

        Where the archive settled it, it comes judged: that is the same for all of them.
        """
        if question not in self._asked:
            self._asked[question] = asyncio.ensure_future(self._ask_routes(question))
        return await asyncio.shield(self._asked[question])

    async def _ask_routes(self, question: Question) -> tuple[Answer, ReferenceResult | None]:
        """Ask the archive, and the outlet's routes where the archive does not settle it."""
        looked: LookedUp | None = None
        if self._resources.archive is not None or self._resources.fetcher is None:
            looked = await self._hands.look_up(question)
            if looked.settled:
                return looked.answer, looked.result
        assert self._resources.fetcher is not None  # noqa: S101 - offline, the look-up settles
        async with self._places:
            online = await self._resources.fetcher.ask(question)
        known = looked.answer.routes if looked else ()
        return Answer(question, (*known, *online.routes)), None

    async def _confirm(
        self, reference: Reference, answer: Answer, result: ReferenceResult
    ) -> ReferenceResult:
        """Read the pages of stories known by list or slug only, and judge again with their headlines."""
        unsure = [result.story] if result.story and result.verdict in _MATCHED else []
        if result.verdict in (Verdict.NOT_FOUND, Verdict.UNCHECKED):
            close = [near.story for near in result.nearest if near.score >= _NEAREST_SCORE]
            unsure += [story for story in close if story.outlet == reference.outlet][:_NEAREST_READ]
        changed = False
        for story in unsure:
            if story.url and not _page_known(story):
                page = await self._story(story)
                if isinstance(page, Story):
                    answer = _with_page(answer, page)
                    changed = True
        return judge_reference(reference, answer, self._resources.outlets) if changed else result

    async def _look_again(self, article: Article, results: list[ReferenceResult]) -> list[ReferenceResult]:
        """Ask once more for undated references, near the days of the article and of what was found."""
        hint = _hint(article, results)
        if hint is None or self._resources.fetcher is None or self._stopped.is_set():
            return results
        again = [
            at
            for at, result in enumerate(results)
            if result.verdict not in _MATCHED
            and any(isinstance(r, Refused) and r.reason is Reason.NEEDS_DATE for r in result.routes)
        ]
        found = await self._references([results[at].reference for at in again], hint)
        for at, result in zip(again, found, strict=True):
            proof_lost = results[at].verdict is Verdict.NOT_FOUND and result.verdict is Verdict.UNCHECKED
            if _INTERRUPTED not in result.routes and not proof_lost:
                results[at] = result
        return results

    async def _with_texts(
        self, results: Sequence[ReferenceResult], unread: dict[str, str]
    ) -> list[ReferenceResult]:
        """Read the text of every matched story; note in `unread` why one has none."""
        pages = await asyncio.gather(
            *(self._story(r.story) if r.story and not r.story.text else _same(r.story) for r in results)
        )
        complete = []
        for result, page in zip(results, pages, strict=True):
            if isinstance(page, Refused):
                unread[result.reference.id] = page.detail
            elif page is not None and page.text and result.story:
                result = replace(result, story=result.story.completed(page))
            elif page is not None:
                unread[result.reference.id] = "its page has no text that could be read"
            complete.append(result)
        return complete

    async def _story(self, story: Story) -> Story | Refused:
        """Return a story with its text, reading each page once."""
        if self._resources.fetcher is None:
            return OFFLINE
        if self._stopped.is_set():
            return _INTERRUPTED
        if not story.url:
            return Refused("story page", Reason.NO_ROUTE, "no address of the story is known")
        self._begin_reading(story)
        return await asyncio.shield(self._read[story.url])

    def _begin_reading(self, story: Story) -> None:
        """Have a page read that nobody waits for yet, once."""
        if self._resources.fetcher is None or self._stopped.is_set() or story.url in self._read:
            return
        self._read[story.url] = asyncio.ensure_future(self._resources.fetcher.read(story))
        self._read[story.url].add_done_callback(look_at)

    async def _fetch_article(self, address: str) -> bytes:
        """Return the page at an address the user named.

        Raises:
            ArticleError: it cannot be had.
        """
        from citecheck.fetcher.interface import FetchError, Request

        if self._resources.web is None:
            raise ArticleError(f"{address}: cannot be fetched with --offline")
        try:
            return (await self._resources.web.get(Request(address))).body
        except FetchError as error:
            raise ArticleError(f"{address}: cannot be fetched ({error.detail})") from None

    def _remember(self, results: Sequence[ReferenceResult]) -> None:
        """Add the stories met online to the archive; an archive that refuses only costs a note."""
        archive = self._resources.archive
        met = [r.story for r in results if r.story and r.story.url and not r.story.copy_of]
        if archive is None or not self._resources.remembers or not met:
            return
        try:
            archive.add(met)
        except ArchiveError as error:
            self._resources.note(f"The stories met were not remembered: {error}")


def news_references(article: Article, settings: Settings) -> list[Reference]:
    """Return what is to be checked, with what the settings say about references that leave it open."""
    return [
        replace(
            reference,
            outlet=reference.outlet or settings.default_outlet,
            date=reference.date or settings.date,
        )
        for reference in article.references
        if reference.kind is ReferenceKind.NEWS
    ]


def work_here(settings: Settings, resources: Resources) -> Work:
    """Return the work of a run done with its own resources."""
    offline = resources.fetcher is None
    return Work(resources.outlets, resources.archive, settings.claims, offline, settings.languages)


_INTERRUPTED = Refused("network", Reason.CANCELLED, "the run was interrupted", "run it again")


def _not_reached(reference: Reference) -> ReferenceResult:
    return ReferenceResult(
        reference,
        Verdict.UNCHECKED,
        0.0,
        "The run was interrupted before this was checked.",
        routes=(_INTERRUPTED,),
    )


async def _same(value: T) -> T:
    return value


def _page_known(story: Story) -> bool:
    return story.text is not None or any(h.source is HeadlineSource.PAGE for h in story.headlines)


def _with_page(answer: Answer, page: Story) -> Answer:
    """Return the answer with a story replaced by what its page says."""

    def replaced(story: Story) -> Story:
        return story.completed(page) if story.url == page.url else story

    routes = tuple(
        replace(route, stories=tuple(map(replaced, route.stories)))
        if isinstance(route, Listed | Ranked)
        else route
        for route in answer.routes
    )
    return Answer(answer.question, routes)


def _hint(article: Article, results: Sequence[ReferenceResult]) -> Window | None:
    """Return the days around what was found, or around the article's own date; None where neither helps."""
    days: list[date] = []
    for result in results:
        published = result.story.published if result.verdict in _MATCHED and result.story else None
        window = Window.of(published) if published and len(published) >= 10 else None
        if window and window.start:
            days.append(window.start)
    if days and max(days) - min(days) <= _HINT_SPREAD:
        return Window(min(days) - timedelta(1), max(days) + timedelta(1))
    if article.date and len(article.date) >= 10 and not days:
        own = Window.of(article.date)
        if own and own.start:
            return Window(own.start - timedelta(3), own.start)
    return None
