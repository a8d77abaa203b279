"""The baseline: what was there before is known, in its article, wherever its line has moved to."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from citecheck.baseline import Baseline, read_baseline
from citecheck.errors import BaselineError
from citecheck.models import Article, ArticleReport, Finding, Reference, Span

HEADLINE = "Ardenia reopens the Sella crossing"


def report_on(path: str, *codes: str, line: int = 3, headline: str = HEADLINE) -> ArticleReport:
    span = Span(line, 1, line, 10, 0, 9)
    reference = Reference("r1", span, headline, headline=headline, outlet="Reuters")
    article = Article(path, "text", "x" * 20, references=(reference,))
    return ArticleReport(article, (), (), tuple(Finding(code, "Wrong.", span, "r1") for code in codes))


def known(report: ArticleReport) -> list[bool]:
    return [finding.known for finding in report.findings]


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path / "baseline.json"


def test_what_is_written_is_known_afterwards_and_moves_with_its_line(file: Path) -> None:
    Baseline(file).updated([report_on("a.md", "CC003", "CC005")]).write()
    again = read_baseline(file)
    assert known(again.mark(report_on("a.md", "CC003", "CC005", line=9))) == [True, True]
    assert known(again.mark(report_on("a.md", "CC003", "CC002"))) == [True, False]
    assert known(again.mark(report_on("a.md", "CC003", headline="Another"))) == [False]


def test_a_finding_is_known_in_its_own_article_only(file: Path) -> None:
    baseline = Baseline(file).updated([report_on("a.md", "CC001")])
    assert known(baseline.mark(report_on("b.md", "CC001"))) == [False]


def test_paths_are_told_from_the_files_folder(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = file.parent / "drafts"
    folder.mkdir()
    Baseline(Path("baseline.json")).updated([report_on("drafts/a.md", "CC001")]).write()
    assert json.loads(file.read_text())["findings"][0]["path"] == "drafts/a.md"
    monkeypatch.chdir(folder)
    again = read_baseline(Path("../baseline.json"))
    for path in ("a.md", "./a.md", str(folder / "a.md")):
        assert known(again.mark(report_on(path, "CC001"))) == [True]


def test_the_file_is_sorted_and_the_same_for_the_same_findings(file: Path) -> None:
    reports = [report_on("b.md", "CC001"), report_on("a.md", "CC005", "CC003")]
    Baseline(file).updated(reports).write()
    first = file.read_bytes()
    rows = json.loads(first)["findings"]
    assert [(row["path"], row["code"]) for row in rows] == [
        ("a.md", "CC003"),
        ("a.md", "CC005"),
        ("b.md", "CC001"),
    ]
    assert rows[0]["text"] == f"Reuters: {HEADLINE}"
    read_baseline(file).updated(reversed(reports)).write()
    assert file.read_bytes() == first
    Baseline(file).write()
    assert json.loads(file.read_text()) == {"schema": "citecheck-baseline/1", "findings": []}


def test_an_update_replaces_what_was_checked_and_keeps_the_rest(file: Path) -> None:
    old = Baseline(file).updated([report_on("a.md", "CC001"), report_on("b.md", "CC102")])
    new = old.updated([report_on("a.md", "CC003")])
    assert [entry.code for entry in new.entries["a.md"]] == ["CC003"]
    assert [entry.code for entry in new.entries["b.md"]] == ["CC102"]
    unasked = old.updated([report_on("b.md")], claims_checked=False)
    assert [entry.code for entry in unasked.entries["b.md"]] == ["CC102"]


def test_what_is_suppressed_needs_no_entry(file: Path) -> None:
    report = report_on("a.md", "CC001")
    quiet = replace(report, findings=tuple(replace(f, suppressed="print only") for f in report.findings))
    assert Baseline(file).updated([quiet]).entries["a.md"] == ()


def test_findings_that_went_away_are_counted_where_everything_was_checked(file: Path) -> None:
    baseline = Baseline(file).updated([report_on("a.md", "CC001", "CC102"), report_on("b.md", "CC001")])
    assert baseline.stale([report_on("a.md", "CC001", "CC102")]) == 0
    assert baseline.stale([report_on("a.md")]) == 2
    assert baseline.stale([report_on("a.md")], claims_checked=False) == 1
    assert baseline.stale([report_on("a.md", "CC201")]) == 0


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("{", "not valid JSON"),
        ("[" * 100_000, "not valid JSON"),
        ("[]", "not a baseline"),
        ('{"schema": "other/1", "findings": []}', "not a baseline"),
        ('{"schema": "citecheck-baseline/1", "findings": [{"code": "CC001"}]}', "lacks path"),
    ],
)
def test_a_file_that_is_no_baseline_is_an_error_that_names_it(file: Path, text: str, complaint: str) -> None:
    file.write_text(text)
    with pytest.raises(BaselineError, match=complaint) as caught:
        read_baseline(file)
    assert str(caught.value).startswith(str(file))


def test_a_missing_file_is_an_error_unless_it_is_to_be_written(file: Path) -> None:
    with pytest.raises(BaselineError, match="--update-baseline"):
        read_baseline(file)
    assert read_baseline(file, missing_ok=True).entries == {}
