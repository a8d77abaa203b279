"""How the stages are put together: what is asked, once, in which order, and what is kept."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from citecheck import pipeline
from citecheck.archive import open_archive
from citecheck.checker import Checker
from citecheck.errors import ArchiveError
from citecheck.models import (
    Answer,
    Article,
    ArticleReport,
    Headline,
    HeadlineSource,
    Listed,
    Question,
    Ranked,
    Reason,
    Refused,
    Story,
    Support,
    Verdict,
    Window,
)
from citecheck.outlets import known_outlets
from citecheck.resources import Resources
from citecheck.settings import Settings

HEADLINE = "Ardenia reopens the Sella crossing for 4,000 families"
TEXT = "Ardenia has reopened the Sella crossing for 4,000 families, officials said on Tuesday."
DRAFT = f"""It was a long week.

Ardenia has reopened the Sella crossing for 4,000 families.

References:

"{HEADLINE}" – The Guardian
"Bakers of Velmark strike over flour tax" – Al Jazeera
"""


def story(headline: str = HEADLINE, outlet: str = "The Guardian", **more: object) -> Story:
    url = f"https://www.theguardian.com/world/2026/jun/02/{headline.split()[0].lower()}"
    return Story(outlet, url, (Headline(headline),), published="2026-06-02", **more)  # type: ignore[arg-type]


class Desk:
    """A fetcher that answers by rule and remembers what it was asked."""

    def __init__(self, answer: Callable[[Question], Answer]) -> None:
        self._answer = answer
        self.asked: list[Question] = []
        self.read_urls: list[str] = []
        self.page: Story | Refused = Refused("story page", Reason.BLOCKED, "a wall")

    async def ask(self, question: Question) -> Answer:
        self.asked.append(question)
        return self._answer(question)

    async def read(self, story: Story) -> Story | Refused:
        self.read_urls.append(story.url)
        return self.page

    async def close(self) -> None:
        pass


def found(question: Question) -> Answer:
    stories = (story(),) if question.headline == HEADLINE else ()
    return Answer(question, (Ranked("search", stories, "guardian"),))


def check(
    desk: Desk | None, tmp_path: Path, draft: str = DRAFT, **more: object
) -> tuple[ArticleReport, Resources]:
    archive = open_archive(tmp_path / "archive.sqlite3")
    resources = Resources(known_outlets(), archive, desk, None, remembers=desk is not None)

    async def run() -> ArticleReport:
        checker = Checker(Settings(**more), resources)  # type: ignore[arg-type]
        return await checker.data(draft.encode(), "draft.txt")

    return asyncio.run(run()), resources


def test_a_story_that_is_found_is_read_and_its_text_backs_the_claim(tmp_path: Path) -> None:
    desk = Desk(found)
    desk.page = story(text=TEXT)
    report, _ = check(desk, tmp_path)
    assert [r.verdict for r in report.references] == [Verdict.VERIFIED, Verdict.UNCHECKED]
    (claim,) = report.claims
    assert claim.support is Support.SUPPORTED
    assert claim.evidence is not None
    assert claim.evidence.text in TEXT
    assert claim.backed_by == ("r1",)


def test_what_was_met_online_is_remembered_and_answers_the_next_run_without_asking(tmp_path: Path) -> None:
    desk = Desk(found)
    desk.page = story(text=TEXT)
    check(desk, tmp_path)
    again = Desk(found)
    report, _ = check(again, tmp_path)
    assert report.references[0].verdict is Verdict.VERIFIED
    assert [question.headline for question in again.asked] == ["Bakers of Velmark strike over flour tax"]
    assert again.read_urls == []


def test_each_question_is_asked_once_and_carries_only_what_may_leave(tmp_path: Path) -> None:
    desk = Desk(found)
    check(desk, tmp_path, DRAFT + f'"{HEADLINE}" – Guardian\n')
    asked = [question for question in desk.asked if question.headline == HEADLINE]
    assert asked == [Question("The Guardian", HEADLINE)]


def test_a_refused_page_leaves_the_claim_unchecked_and_says_why(tmp_path: Path) -> None:
    report, _ = check(Desk(found), tmp_path)
    assert [claim.support for claim in report.claims] == [Support.UNCHECKED]
    assert "r1" in report.claims[0].reason or "wall" in report.claims[0].reason


def test_the_pages_headline_settles_what_the_slug_left_open(tmp_path: Path) -> None:
    slug = Headline("ardenia ferries sail again", HeadlineSource.SLUG)
    listed = Story("The Guardian", "https://www.theguardian.com/world/2026/jun/02/x", (slug,), "2026-06-02")
    desk = Desk(lambda q: Answer(q, (Ranked("sitemap", (listed,), "guardian"),)))
    draft = 'References:\n\n"Ardenia ferries sail again, after eleven years" – The Guardian, 2 June 2026\n'
    desk.page = Story(
        "The Guardian",
        listed.url,
        (Headline("Ardenia ferries sail again, after eleven years", HeadlineSource.PAGE), slug),
        "2026-06-02",
        text=TEXT,
    )
    report, _ = check(desk, tmp_path, draft)
    assert report.references[0].verdict is Verdict.VERIFIED
    assert report.references[0].matched is not None
    assert report.references[0].matched.source is HeadlineSource.PAGE


def test_undated_references_are_looked_for_around_those_that_were_found(tmp_path: Path) -> None:
    def answer(question: Question) -> Answer:
        if question.outlet == "The Guardian":
            return found(question)
        if question.hint is None:
            return Answer(question, (Refused("sitemap", Reason.NEEDS_DATE, "no day"),))
        return Answer(question, (Listed("sitemap", (), question.hint, titled=True),))

    desk = Desk(answer)
    report, _ = check(desk, tmp_path)
    hints = [question.hint for question in desk.asked if question.outlet == "Al Jazeera"]
    assert hints[0] is None
    assert hints[1] is not None
    assert hints[1].covers(Window.of("2026-06-02") or Window(None, None))
    # Days that were only inferred never prove absence.
    assert report.references[1].verdict is Verdict.UNCHECKED


def test_a_second_look_that_is_refused_takes_no_proof_away(tmp_path: Path) -> None:
    def answer(question: Question) -> Answer:
        if question.outlet == "The Guardian":
            return found(question)
        if question.hint is None:
            needs_date = Refused("sitemap", Reason.NEEDS_DATE, "no day")
            return Answer(question, (needs_date, Listed("archive", (), Window(None, None), titled=True)))
        return Answer(question, (Refused("sitemap", Reason.TIMEOUT, "too slow"),))

    desk = Desk(answer)
    report, _ = check(desk, tmp_path)
    assert len([question for question in desk.asked if question.outlet == "Al Jazeera"]) == 2
    assert report.references[1].verdict is Verdict.NOT_FOUND


def test_without_a_network_nothing_is_asked_and_nobody_accused(tmp_path: Path) -> None:
    report, resources = check(None, tmp_path)
    assert {r.verdict for r in report.references} == {Verdict.UNCHECKED}
    assert not (tmp_path / "archive.sqlite3").exists()
    assert not resources.notes


def test_settings_fill_in_what_references_leave_open(tmp_path: Path) -> None:
    desk = Desk(found)
    check(desk, tmp_path, f'References:\n\n"{HEADLINE}"\n', default_outlet="The Guardian", date="2026-06-02")
    assert [(q.outlet, q.date) for q in desk.asked] == [("The Guardian", "2026-06-02")]


def test_a_stopped_run_keeps_what_is_known(tmp_path: Path) -> None:
    async def run() -> ArticleReport:
        never = asyncio.Event()
        reached = asyncio.Event()

        class Slow(Desk):
            async def ask(self, question: Question) -> Answer:
                if question.outlet == "Al Jazeera":
                    reached.set()
                    await never.wait()
                return await super().ask(question)

        resources = Resources(known_outlets(), None, Slow(found), None, remembers=False)
        checker = Checker(Settings(), resources)
        task = asyncio.create_task(checker.data(DRAFT.encode(), "draft.txt"))
        arrival = asyncio.create_task(reached.wait())
        await asyncio.wait({task, arrival}, return_when=asyncio.FIRST_COMPLETED)
        checker.stop()
        return await task

    report = asyncio.run(run())
    assert [r.verdict for r in report.references][1] is Verdict.UNCHECKED
    assert "interrupted" in report.references[1].reason


def test_a_fault_in_one_reference_does_not_lose_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(question: Question) -> Answer:
        if question.outlet == "Al Jazeera":
            raise KeyError("surprise")
        return found(question)

    monkeypatch.delenv("CITECHECK_DEBUG", raising=False)
    report, resources = check(Desk(answer), tmp_path)
    assert [r.verdict for r in report.references] == [Verdict.VERIFIED, Verdict.UNCHECKED]
    assert "fault in citecheck (KeyError: 'surprise')" in report.references[1].reason
    assert len(resources.notes) == 1


def test_a_fault_on_the_second_look_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(question: Question) -> Answer:
        if question.outlet == "The Guardian":
            return found(question)
        if question.hint is not None:
            raise KeyError("surprise")
        return Answer(question, (Refused("sitemap", Reason.NEEDS_DATE, "no day"),))

    monkeypatch.delenv("CITECHECK_DEBUG", raising=False)
    report, _ = check(Desk(answer), tmp_path)
    assert [r.verdict for r in report.references] == [Verdict.VERIFIED, Verdict.UNCHECKED]
    assert "fault in citecheck" in report.references[1].reason


def test_an_archive_that_breaks_halfway_is_a_route_that_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ArchiveError("archive.sqlite3: disk I/O error")

    monkeypatch.setattr("citecheck.work.archive_answer", broken)
    report, _ = check(Desk(found), tmp_path)
    assert report.references[0].verdict is Verdict.VERIFIED
    refused = report.references[0].routes[0]
    assert isinstance(refused, Refused)
    assert refused.reason is Reason.ARCHIVE


def test_a_fault_in_one_article_does_not_lose_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text(DRAFT)
    (tmp_path / "b.txt").write_text(DRAFT)
    real = Checker.article

    async def faulty(self: Checker, article: Article) -> ArticleReport:
        if article.path.endswith("a.txt"):
            raise KeyError("surprise")
        return await real(self, article)

    monkeypatch.setattr(Checker, "article", faulty)
    monkeypatch.delenv("CITECHECK_DEBUG", raising=False)
    settings = Settings(offline=True, archive=str(tmp_path / "archive.sqlite3"))
    report = asyncio.run(pipeline.acheck([str(tmp_path)], settings))
    assert [Path(a.article.path).name for a in report.articles] == ["b.txt"]
    assert "a.txt: not checked, because of a fault in citecheck (KeyError: 'surprise')" in report.errors[0]
