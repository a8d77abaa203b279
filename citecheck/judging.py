"""Claims judged by the built-in checks, and by a judge of the user's choice beside them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence

from citecheck.errors import SettingsError
from citecheck.judges.interface import Judge, JudgeRefused, Pair
from citecheck.judges.kept import KeptOpinions
from citecheck.matcher.opinions.combine import combine
from citecheck.matcher.opinions.excerpt import excerpt
from citecheck.matcher.support.judge import judge_claim
from citecheck.matcher.support.linking import judge_claims
from citecheck.models import Claim, ClaimResult, Judgement, Opinion, ReferenceResult
from citecheck.settings import Settings

_ROUNDS = 3
"""A judge's opinions may send a claim on to other stories; three rounds reach every one."""
_STORIES = 3
"""Stories shown to the judge for one claim: those that the built-in judge finds nearest."""
_REFUSALS = 5
"""Refusals in a row after which a judge is not asked again: it is down, or has no such model."""

_Heard = tuple[str, str, str | None]
"""Claim, text, and the text's date."""


class Bench:
    """A judge for one run: asks each question once, keeps opinions, and counts what it costs."""

    def __init__(
        self, judge: Judge, *, most: int, jobs: int, kept: KeptOpinions | None, note: Callable[[str], None]
    ) -> None:
        """Ask nothing yet.

        Args:
            judge: who is asked.
            most: questions to it in the whole run; what goes beyond is judged without it.
            jobs: questions under way at the same time.
            kept: opinions of earlier runs; None for none.
            note: takes a line for the report, each line once.
        """
        self._judge = judge
        self._left = self._most = most
        self._places = asyncio.Semaphore(jobs)
        self._kept = kept
        self._note = note
        self._refused = 0
        self._under_way: dict[Pair, asyncio.Task[Opinion | None]] = {}
        self._stopped = False

    def stop(self) -> None:
        """Ask nothing more; what is under way is judged without the judge."""
        self._stopped = True
        for task in self._under_way.values():
            task.cancel()

    async def close(self) -> None:
        """Close the judge and the store."""
        await self._judge.close()
        if self._kept is not None:
            self._kept.close()

    async def claims(
        self, claims: Sequence[Claim], results: Sequence[ReferenceResult], unread: Mapping[str, str]
    ) -> tuple[ClaimResult, ...]:
        """Judge claims as `judge_claims` does, with the judge's opinions where it was asked."""
        own: dict[_Heard, Judgement] = {}
        told: dict[_Heard, Opinion | None] = {}

        def hear(claim: str, text: str, *, published: str | None = None) -> Judgement:
            heard = (claim, text, published)
            if heard not in own:
                own[heard] = judge_claim(claim, text, published=published)
            opinion = told.get(heard)
            return own[heard] if opinion is None else self._combined(heard, own[heard], opinion)

        judged = judge_claims(claims, results, unread, hear)
        for _ in range(_ROUNDS):
            wanted = [heard for heard in _nearest(own) if heard not in told]
            if not wanted:
                break
            told.update(zip(wanted, await asyncio.gather(*map(self._opinion, wanted)), strict=True))
            judged = judge_claims(claims, results, unread, hear)
        return judged

    async def claim(self, claim: str, text: str, *, published: str | None = None) -> Judgement:
        """Judge one claim by one text."""
        heard = (claim, text, published)
        own = judge_claim(claim, text, published=published)
        opinion = await self._opinion(heard) if own.evidence or text.strip() else None
        return own if opinion is None else self._combined(heard, own, opinion)

    def _combined(self, heard: _Heard, own: Judgement, opinion: Opinion) -> Judgement:
        claim, text, published = heard
        return combine(claim, text, own, opinion, self._judge.name, published=published)

    async def _opinion(self, heard: _Heard) -> Opinion | None:
        """Return the judge's opinion, from the store or asked for; None, with a note, where it gives none."""
        claim, text, _ = heard
        pair = Pair(claim, excerpt(claim, text, self._judge.room))
        if self._stopped:
            return None
        if pair not in self._under_way:
            self._under_way[pair] = asyncio.ensure_future(self._ask(pair))
        task = self._under_way[pair]
        await asyncio.wait({task})
        return None if task.cancelled() else task.result()

    async def _ask(self, pair: Pair) -> Opinion | None:
        kept = self._kept.get(self._judge.identity, pair) if self._kept else None
        if kept is not None:
            return kept
        async with self._places:
            if self._refused >= _REFUSALS:
                return None
            if not self._left:
                self._note(
                    f"{self._judge.name} was asked {self._most:,} times, which is the limit (judge-calls); "
                    "the other claims were judged without it."
                )
                return None
            self._left -= 1
            try:
                opinion = await self._judge.opinion(pair)
            except JudgeRefused as refused:
                self._refused += 1
                self._note(f"{self._judge.name} gave no opinion on some claims: {refused}.")
                return None
        self._refused = 0
        if self._kept is not None:
            self._kept.put(self._judge.identity, pair, opinion)
        return opinion


def open_bench(settings: Settings, note: Callable[[str], None]) -> Bench:
    """Return the judge that the settings name, ready for a run.

    Raises:
        SettingsError: there is no such judge, or it is not on this machine and the run is offline.
    """
    from citecheck.judges.named import open_judge

    if settings.judge is None:
        raise SettingsError("no judge is named")
    judge = open_judge(
        settings.judge,
        key=settings.keys.get("CITECHECK_JUDGE_KEY"),
        seconds=settings.judge_timeout,
        jobs=settings.jobs,
    )
    if settings.offline and not judge.local:
        raise SettingsError(f"--judge {judge.name}: with --offline only a judge on this machine may be asked")
    kept = None
    if settings.cache:
        from citecheck.fetcher.cache import default_folder

        kept = KeptOpinions(default_folder() / "opinions-1.sqlite3")
    return Bench(judge, most=settings.judge_calls, jobs=settings.jobs, kept=kept, note=note)


def _nearest(own: Mapping[_Heard, Judgement]) -> list[_Heard]:
    """Return for each claim the stories that come nearest to it, in the order they were met."""
    by_claim: dict[str, list[_Heard]] = {}
    for heard in own:
        by_claim.setdefault(heard[0], []).append(heard)
    chosen = []
    for stories in by_claim.values():
        chosen += sorted(stories, key=lambda heard: -own[heard].score)[:_STORIES]
    return chosen
