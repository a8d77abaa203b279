"""A judge beside the built-in checks, over a whole article: what is asked, kept, counted and said."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from citecheck.judges.interface import JudgeRefused, Pair
from citecheck.judges.kept import KeptOpinions
from citecheck.judging import Bench
from citecheck.models import (
    Claim,
    ClaimResult,
    Headline,
    HeadlineSource,
    Opinion,
    Reference,
    ReferenceResult,
    Span,
    Story,
    Support,
    Verdict,
)

FIRED = "The shipping company dismissed the head of the engine room."
QUOTE = "The shipping firm has let its chief engineer go over the affair."
TEXT = f"A ferry went down off the coast on Tuesday. {QUOTE} Divers go back on Friday."


class Scripted:
    """A judge that says what it is told to."""

    name = "scripted:one"
    identity = "scripted:one#1"
    room = 10_000
    local = True

    def __init__(self, say: Callable[[Pair], Opinion]) -> None:
        self.say = say
        self.asked: list[Pair] = []
        self.closed = False

    async def opinion(self, pair: Pair) -> Opinion:
        self.asked.append(pair)
        await asyncio.sleep(0)
        return self.say(pair)

    async def close(self) -> None:
        self.closed = True


def backs(_: Pair) -> Opinion:
    return Opinion(Support.SUPPORTED, 0.9, QUOTE)


def refuses(_: Pair) -> Opinion:
    raise JudgeRefused("models.example did not answer within 60 seconds")


def claim(text: str, at: int = 0, references: tuple[str, ...] = ("r1",)) -> Claim:
    return Claim(id=f"c{at}", span=Span(at + 1, 1, at + 1, 9, 0, 8), text=text, references=references)


def result(name: str, text: str | None, url: str) -> ReferenceResult:
    story = Story(
        headlines=(Headline("Ferry sinks", HeadlineSource.PAGE),),
        outlet="The Harbour Post",
        url=url,
        text=text,
    )
    return ReferenceResult(
        Reference(
            id=name,
            span=Span(9, 1, 9, 9, 90, 98),
            text="…",
            headline="Ferry sinks",
            outlet="The Harbour Post",
        ),
        Verdict.VERIFIED,
        1.0,
        "",
        story=story,
    )


def judge_all(
    judge: Scripted,
    claims: list[Claim],
    results: list[ReferenceResult],
    most: int = 100,
    store: Path | None = None,
) -> tuple[tuple[ClaimResult, ...], list[str]]:
    notes: dict[str, None] = {}

    async def run() -> tuple[ClaimResult, ...]:
        kept = KeptOpinions(store) if store else None
        bench = Bench(judge, most=most, jobs=4, kept=kept, note=lambda line: notes.setdefault(line))
        try:
            return await bench.claims(claims, results, {})
        finally:
            await bench.close()

    judged = asyncio.run(run())
    assert judge.closed
    return judged, list(notes)


RESULTS = [result("r1", TEXT, "https://example.org/1")]


def test_a_claim_is_judged_with_the_judges_opinion() -> None:
    (judged,), notes = judge_all(Scripted(backs), [claim(FIRED)], RESULTS)
    assert judged.support is Support.SUPPORTED
    assert judged.evidence is not None
    assert judged.evidence.text == QUOTE
    assert judged.evidence.reference == "r1"
    assert not notes


def test_the_same_claim_and_story_are_one_question() -> None:
    judge = Scripted(backs)
    twice = [*RESULTS, result("r2", TEXT, "https://example.org/1")]
    judge_all(judge, [claim(FIRED, n, ("r1", "r2")) for n in range(4)], twice)
    assert len(judge.asked) == 1


def test_of_many_stories_the_nearest_are_asked() -> None:
    judge = Scripted(lambda _: Opinion(Support.NOT_MENTIONED, 0.1))
    many = [result(f"r{n}", f"Story {n} is about gardens.", f"https://example.org/{n}") for n in range(2, 9)]
    judge_all(judge, [claim(FIRED, references=())], [*many, *RESULTS])
    assert len(judge.asked) <= 9
    assert TEXT in [pair.text for pair in judge.asked]


def test_a_judge_that_refuses_costs_a_note_and_no_verdict() -> None:
    (alone,), _ = judge_all(Scripted(lambda _: Opinion(Support.NOT_MENTIONED, 0.0)), [claim(FIRED)], [])
    assert alone.support is Support.UNCHECKED
    judge = Scripted(refuses)
    (judged,), notes = judge_all(judge, [claim(FIRED)], RESULTS)
    assert judged.support is not Support.SUPPORTED
    assert not any(check.name == "judge" for check in judged.checks)
    assert notes == [
        "scripted:one gave no opinion on some claims: models.example did not answer within 60 seconds."
    ]


def test_a_judge_that_is_down_is_not_asked_for_every_claim() -> None:
    judge = Scripted(refuses)
    judge_all(judge, [claim(f"The firm let engineer number {n} go.", n) for n in range(60)], RESULTS)
    assert len(judge.asked) <= 9  # five refusals, and those under way beside them


def test_the_limit_holds_and_is_said() -> None:
    judge = Scripted(backs)
    _, notes = judge_all(
        judge, [claim(f"The firm let engineer {n} go.", n) for n in range(9)], RESULTS, most=3
    )
    assert len(judge.asked) == 3
    assert len(notes) == 1
    assert "3 times" in notes[0]


def test_an_opinion_is_kept_for_the_next_run_by_content(tmp_path: Path) -> None:
    store = tmp_path / "opinions.sqlite3"
    first, again = Scripted(backs), Scripted(refuses)
    judge_all(first, [claim(FIRED)], RESULTS, store=store)
    (judged,), notes = judge_all(again, [claim(FIRED)], RESULTS, store=store)
    assert (judged.support, notes, again.asked) == (Support.SUPPORTED, [], [])
    other = Scripted(backs)
    judge_all(other, [claim(FIRED)], [result("r1", TEXT + " More.", "https://example.org/1")], store=store)
    assert len(other.asked) == 1
    assert FIRED.encode() not in store.read_bytes()


def test_a_refusal_is_not_kept(tmp_path: Path) -> None:
    store = tmp_path / "opinions.sqlite3"
    judge_all(Scripted(refuses), [claim(FIRED)], RESULTS, store=store)
    again = Scripted(backs)
    judge_all(again, [claim(FIRED)], RESULTS, store=store)
    assert len(again.asked) == 1


def test_a_broken_store_is_no_store(tmp_path: Path) -> None:
    store = tmp_path / "opinions.sqlite3"
    store.write_bytes(b"no database" * 100)
    (judged,), _ = judge_all(Scripted(backs), [claim(FIRED)], RESULTS, store=store)
    assert judged.support is Support.SUPPORTED


@pytest.mark.parametrize("when", ["before", "meanwhile"])
def test_a_stopped_run_goes_on_without_the_judge(when: str) -> None:
    async def run() -> tuple[ClaimResult, ...]:
        judge = Scripted(backs)
        bench = Bench(judge, most=9, jobs=1, kept=None, note=lambda _: None)
        if when == "before":
            bench.stop()
            return await bench.claims([claim(FIRED)], RESULTS, {})
        under_way = asyncio.ensure_future(bench.claims([claim(FIRED)], RESULTS, {}))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        bench.stop()
        return await under_way

    (judged,) = asyncio.run(run())
    assert judged.support is not Support.SUPPORTED
