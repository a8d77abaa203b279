"""The terminal report: what a person sees, at any width, and nothing that steers the terminal."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

import pytest
from sample_report import HOSTILE, REPORT, UNCHECKED, WORDING, four_unchecked, hostile_report

from citecheck.codes import FailLevel
from citecheck.models import ArticleReport, Headline, HeadlineSource, Reason, Report, Verdict
from citecheck.report.interface import RENDERERS, RenderOptions, render

ESCAPES = re.compile(r"\x1b\[[\d;]*m|\x1b\]8;;[^\x1b]*\x1b\\")


def shown(report: Report = REPORT, **options: object) -> str:
    return render(report, "text", RenderOptions(**{"width": 100, **options}))  # type: ignore[arg-type]


@pytest.mark.parametrize("width", [60, 100])
@pytest.mark.parametrize("color", [False, True])
def test_the_page_looks_as_it_did(width: int, color: bool, snapshot: object) -> None:
    page = shown(width=width, color=color, links=color)
    assert page == shown(width=width, color=color, links=color)
    assert page.replace("\x1b", "␛") == snapshot


def test_the_verbose_page_explains_every_route(snapshot: object) -> None:
    page = shown(width=100, verbose=True)
    assert page == snapshot
    assert (
        "ghost: refused, blocked: kyivindependent.com answered 403 with a bot wall (try again later)" in page
    )
    assert "its silence proves nothing" in page


def test_the_worst_comes_first() -> None:
    page = shown()
    words = [
        "✗ not found",
        "≠ altered in meaning",
        "⇄ misattributed",
        "≈ altered in wording",
        "? unchecked",
        "✓ verified",
        "✗ contradicted",
        "○ not mentioned",
        "≈ unclear",
        "✓ supported",
    ]
    places = [page.index(word) for word in words]
    assert places == sorted(places)


def test_differing_words_are_marked_on_both_lines_without_colour() -> None:
    page = shown(width=100)
    assert "cited   “Council plans toll of [40] crowns for Orla bridge[‸]”" in page
    assert "outlet  “Council plans toll of [4] crowns for Orla bridge [after row]”" in page
    assert "drafts/bridge.md:14:1  CC002 CC005" in page


def test_colour_only_adds_to_the_words() -> None:
    colored = ESCAPES.sub("", shown(width=100, color=True))
    brackets = str.maketrans("", "", "[]")
    assert colored.translate(brackets) == shown(width=100).translate(brackets)


@pytest.mark.parametrize("width", [1, 40, 60, 140, 400, None])
def test_lines_fit_the_width_but_for_addresses(width: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "77")
    for line in shown(width=width, verbose=True).splitlines():
        if "://" not in line:
            assert len(line) <= max(30, width or 77), line


def test_links_are_plain_without_support_and_osc8_with_it() -> None:
    address = "https://www.bbc.co.uk/news/articles/c0rla4toll"
    assert f"  {address}\n" in shown(width=60, color=True)
    linked = shown(width=60, color=True, links=True)
    assert f"\x1b]8;;{address}\x1b\\" in linked
    assert "\x1b]8;id" not in linked


def test_without_unicode_the_page_of_an_ascii_report_is_ascii() -> None:
    page = shown(unicode=False, verbose=True)
    page.encode("ascii")
    assert "x not found" in page
    assert '-> write  "Council plans toll of 4 crowns' in page


@pytest.mark.parametrize("reason", [Reason.DNS, Reason.CONNECT, Reason.OFFLINE])
def test_one_reason_for_all_is_said_once(reason: Reason) -> None:
    page = shown(four_unchecked(reason, "{} did not answer."))
    assert page.count("? unchecked  4 references") == 1
    assert page.count("network") == 2  # the sentence, and the advice to connect to it
    assert page.count("import an archive") == 1
    assert page.count("bridge.txt:") == 4
    assert "did not answer" not in page


def test_one_outlet_out_of_reach_is_not_the_network() -> None:
    report = four_unchecked(Reason.DNS, "{} did not answer.")
    article = report.articles[0]
    answered = replace(article.references[0], routes=UNCHECKED.routes)
    page = shown(Report((replace(article, references=(answered, *article.references[1:])),)))
    assert "network seems" not in page
    assert page.count("did not answer.") == 4


def test_different_reasons_stay_apart() -> None:
    page = shown(four_unchecked(Reason.BLOCKED, "{} answered with a bot wall."))
    assert page.count("answered with a bot wall") == 4


def test_an_earlier_headline_is_called_so_and_the_present_one_given() -> None:
    result = WORDING
    assert result.story
    early = Headline(result.story.headline, HeadlineSource.EARLIER)
    story = replace(result.story, headlines=(Headline("Bridge to stay shut"), early))
    for verdict in (Verdict.ALTERED, Verdict.VERIFIED):
        changed = replace(result, verdict=verdict, story=story, matched=early)
        page = shown(Report((ArticleReport(REPORT.articles[0].article, (changed,), (), ()),)))
        assert re.search(r"now +“Bridge to stay shut”", page)
        assert ("earlier  “Mayor" in page) == (verdict is Verdict.ALTERED)


@pytest.mark.parametrize(
    ("report", "words"),
    [
        (REPORT, "6 problems to settle."),
        (Report((), interrupted=True), "Interrupted"),
        (Report((), errors=("x.bin: not text",)), "1 input could not be read."),
        (four_unchecked(Reason.DNS, "x"), "Nothing wrong found, but 4 could not be checked."),
        (Report((ArticleReport(REPORT.articles[0].article, (), (), ()),)), "nothing wrong found."),
    ],
)
def test_the_last_line_says_how_it_ended(report: Report, words: str) -> None:
    assert words in shown(report).rpartition("\n\n")[2].replace("\n", " ")


def test_the_fail_level_decides_what_is_a_problem() -> None:
    assert "12 problems" in shown(fail_on=FailLevel.UNCHECKED)
    assert "problem" not in shown(fail_on=FailLevel.NEVER).splitlines()[-1]


def test_claims_not_checked_are_not_counted() -> None:
    article = ArticleReport(REPORT.articles[0].article, REPORT.articles[0].references, (), ())
    page = shown(Report((article,), claims_checked=False))
    assert "claims not checked" in page
    assert "0 claims" not in page


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("color", [False, True])
def test_nothing_of_a_draft_or_page_steers_the_terminal(text: str, color: bool) -> None:
    page = shown(hostile_report(text), width=60, color=color, links=color, verbose=True)
    page.encode("utf-8")
    rest = ESCAPES.sub("", page) if color else page
    odd = {c for c in rest if unicodedata.category(c) in ("Cc", "Cs") or c in "\u202e\u2066\u2028\u2029"} - {
        "\n"
    }
    assert not odd
    if color:
        for target in re.findall(r"\x1b\]8;;([^\x1b]*)\x1b", page):
            assert target == "" or target.startswith("https://ok.example/")


def test_markup_is_not_read() -> None:
    page = shown(hostile_report("[bold red]markup[/] :smile:"), width=100)
    assert "[bold red]markup[/] :smile:" in page


def test_every_format_names_a_renderer() -> None:
    assert list(RENDERERS)[:3] == ["text", "json", "jsonl"]
    for name in RENDERERS:
        assert render(REPORT, name).endswith("\n")
    with pytest.raises(KeyError):
        render(REPORT, "pdf")
