"""Directives in an article: what they suppress, until when, and what is said of those that do nothing."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from citecheck.codes import FailLevel, exit_code, fails
from citecheck.fetcher.replay import ReplayWeb
from citecheck.models import (
    Article,
    ArticleReport,
    Finding,
    Reference,
    ReferenceResult,
    Report,
    Span,
    Verdict,
)
from citecheck.outlets import known_outlets
from citecheck.parser import parse
from citecheck.resources import open_resources
from citecheck.settings import Settings
from citecheck.suppressions import remarks, suppress

TODAY = date(2026, 6, 3)
ENTRY = '"Ardenia reopens the Sella crossing" – Reuters'


def report_on(text: str, *codes_at: tuple[str, str], name: str = "a.txt") -> ArticleReport:
    """Parse a text and report each code at the words given with it."""
    article = parse(text.encode(), name=name, outlets=known_outlets())
    findings = tuple(
        Finding(code, "Something is wrong.", span_of(article, words)) for code, words in codes_at
    )
    return ArticleReport(article, (), (), findings)


def span_of(article: Article, words: str) -> Span:
    start = article.source.index(words)
    end = start + len(words)

    def place(at: int) -> tuple[int, int]:
        return article.source.count("\n", 0, at) + 1, at - (article.source.rfind("\n", 0, at) + 1) + 1

    return Span(*place(start), *place(end), start, end)


def reasons(report: ArticleReport, today: date = TODAY) -> list[str | None]:
    return [finding.suppressed for finding in suppress(report, today).findings]


def test_the_next_line_with_words_is_meant_where_the_directive_stands_alone() -> None:
    text = f"References:\n\n[citecheck: ignore CC003 older headline]\n\n-\n{ENTRY}\n-\n{ENTRY}, again\n"
    report = report_on(text, ("CC003", ENTRY), ("CC003", f"{ENTRY}, again"), ("CC001", ENTRY))
    assert reasons(report) == ["older headline", None, None]
    assert remarks(report, TODAY) == []


def test_its_own_line_is_meant_where_it_stands_behind_words() -> None:
    text = f"References:\n\n- {ENTRY} [citecheck: ignore CC003, cc005: older headline]\n- {ENTRY}, again\n"
    report = report_on(text, ("CC003", ENTRY), ("CC005", ENTRY), ("CC003", f"{ENTRY}, again"))
    assert reasons(report) == ["older headline", "older headline", None]


def test_an_entry_of_several_lines_is_one() -> None:
    text = "References:\n\n[citecheck: ignore CC002 agreed]\n1. Reuters\n   A long headline\n   of June\n"
    report = report_on(text, ("CC002", "1. Reuters\n   A long headline\n   of June\n"))
    assert reasons(report) == ["agreed"]


def test_html_lines_without_words_are_passed_over() -> None:
    text = f"<h2>References</h2>\n<!-- citecheck: ignore CC001 print only -->\n<ul>\n<li>{ENTRY}</li>\n</ul>"
    assert reasons(report_on(text, ("CC001", ENTRY), name="a.html")) == ["print only"]


def test_what_is_about_the_whole_article_is_suppressed_from_anywhere_in_it() -> None:
    report = report_on("A poem.\n\n<!-- citecheck: ignore CC302 it cites nothing -->\n", name="a.md")
    report = replace(report, findings=(Finding("CC302", "No references.", Span(1, 1, 1, 1, 0, 0)),))
    assert reasons(report) == ["it cites nothing"]


def test_a_suppression_holds_through_its_last_day_and_no_longer() -> None:
    text = f"References:\n\n- {ENTRY} [citecheck: ignore CC003 in print until 2026-06-03]\n"
    report = report_on(text, ("CC003", ENTRY))
    assert reasons(report) == ["in print"]
    tomorrow = date(2026, 6, 4)
    assert reasons(report, tomorrow) == [None]
    assert remarks(report, tomorrow) == ["a.txt:3: the suppression of CC003 ended on 2026-06-03"]


@pytest.mark.parametrize(
    ("directive", "complaint"),
    [
        ("ignore CC003", "the suppression of CC003 gives no reason"),
        ("ignore CC003 until 2027-01-01", "the suppression of CC003 gives no reason"),
        ("ignore", "a suppression names the codes it is for (write: ignore CC003 reason)"),
        ("ignore this line", "a suppression names the codes it is for (write: ignore CC003 reason)"),
        ("ignore CC033 typo", "no finding code 'CC033' (did you mean CC103?)"),
        ("ignore CC003 soon until 2027-13-01", "until '2027-13-01': write a day as 2027-01-01"),
        ("ignroe CC003 typo", "unknown directive 'ignroe' (write: ignore CC003 reason)"),
    ],
)
def test_a_directive_that_is_wrong_suppresses_nothing_and_is_named(directive: str, complaint: str) -> None:
    report = report_on(f"References:\n\n- {ENTRY} [citecheck: {directive}]\n", ("CC003", ENTRY))
    assert reasons(report) == [None]
    assert remarks(report, TODAY) == [f"a.txt:3: {complaint}"]


def test_unused_codes_are_named_with_their_line() -> None:
    text = f"References:\n\n- {ENTRY} [citecheck: ignore CC003, CC005 older until further notice]\n"
    report = report_on(text, ("CC003", ENTRY))
    assert reasons(report) == ["older until further notice"]
    assert remarks(report, TODAY) == ["a.txt:3: nothing to suppress for CC005 here: take it out"]
    assert remarks(report_on(text), TODAY) == [
        "a.txt:3: nothing to suppress for CC003, CC005 here: take it out"
    ]


def test_a_directive_is_not_called_unused_where_nothing_was_proved() -> None:
    text = f"References:\n\n- {ENTRY} [citecheck: ignore CC003 older]\n"
    assert remarks(report_on(text, ("CC201", ENTRY)), TODAY) == []
    claim = report_on("It rains. [citecheck: ignore CC102 seen by the author]\n\nReferences:\n\n" + ENTRY)
    assert remarks(claim, TODAY, claims_checked=False) == []
    assert len(remarks(claim, TODAY)) == 1


def test_a_replay_speaks_for_the_day_of_its_recording(tmp_path: Path) -> None:
    recording = Path(__file__).parents[2] / "fixtures" / "outlets.warc.gz"

    async def today(settings: Settings) -> date:
        async with open_resources(settings) as resources:
            return resources.today

    assert asyncio.run(today(Settings(replay=recording))) == ReplayWeb(recording).recorded_at.date()
    offline = Settings(offline=True, archive=str(tmp_path / "archive.sqlite3"))
    assert abs(asyncio.run(today(offline)) - date.today()) <= timedelta(1)  # UTC may be a day off


def test_what_is_suppressed_fails_no_run() -> None:
    reference = Reference("r1", Span(1, 1, 1, 5, 0, 4), ENTRY)
    result = ReferenceResult(reference, Verdict.UNCHECKED, 0.0, "A wall.")
    article = parse(ENTRY.encode(), name="a.txt", outlets=known_outlets())
    plain = Finding("CC201", "A wall.", reference.span, "r1")
    grave = Finding("CC001", "Not there.", reference.span, "r1")
    for finding, code in ((plain, 3), (grave, 1)):
        settled = replace(finding, suppressed="print only")
        assert (
            exit_code(Report((ArticleReport(article, (result,), (), (finding,)),)), FailLevel.MEANING) == code
        )
        assert not fails(settled, FailLevel.UNCHECKED)
    quiet = ArticleReport(article, (result,), (), (replace(plain, suppressed="print only"),))
    assert exit_code(Report((quiet,)), FailLevel.MEANING) == 0
    assert exit_code(Report((replace(quiet, findings=()),)), FailLevel.MEANING) == 3
