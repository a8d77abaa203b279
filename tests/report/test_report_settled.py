"""Settled findings: kept for programs, counted for people, and failing nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
from sample_report import REPORT

from citecheck.codes import FailLevel
from citecheck.models import Finding, Report
from citecheck.report.interface import RENDERERS, RenderOptions, render
from citecheck.report.json import schema_text

SECRET = "Secret tunnel found under Orla bridge"
OPTIONS = RenderOptions(width=100, fail_on=FailLevel.UNCHECKED)


def settled(**how: Any) -> Report:
    """Return the sample report with all findings about the tunnel settled."""
    (article,) = REPORT.articles
    (tunnel,) = [r.reference.id for r in article.references if r.reference.headline == SECRET]

    def mark(finding: Finding) -> Finding:
        return replace(finding, **how) if finding.subject == tunnel else finding

    return replace(REPORT, articles=(replace(article, findings=tuple(map(mark, article.findings))),))


@pytest.fixture(params=[{"suppressed": "in print only"}, {"known": True}], ids=["suppressed", "known"])
def report(request: pytest.FixtureRequest) -> Report:
    return settled(**request.param)


def test_json_says_so_and_counts_it(report: Report) -> None:
    shown = json.loads(render(report, "json", OPTIONS))
    jsonschema.validate(shown, json.loads(schema_text()))
    marked = [f for f in shown["articles"][0]["findings"] if f["suppressed"] or f["known"]]
    assert marked
    assert not any(finding["fails"] for finding in marked)
    assert shown["summary"]["suppressed"] + shown["summary"]["known"] == len(marked)
    before = json.loads(render(REPORT, "json", OPTIONS))["summary"]
    assert shown["summary"]["failing"] == before["failing"] - len(marked)


def test_sarif_keeps_the_result_with_its_suppression() -> None:
    runs = json.loads(render(settled(suppressed="in print only", known=True), "sarif", OPTIONS))["runs"]
    results = [r for r in runs[0]["results"] if "suppressions" in r]
    assert {result["ruleId"] for result in results} == {"CC001", "CC104"}
    for result in results:
        assert result["suppressions"] == [
            {"kind": "inSource", "justification": "in print only"},
            {"kind": "external", "justification": "known from the baseline"},
        ]
        assert result["baselineState"] == "unchanged"
        assert result["partialFingerprints"]["citecheck/v1"]


@pytest.mark.parametrize("name", ["text", "markdown", "html"])
def test_people_see_a_count_and_no_entry(report: Report, name: str) -> None:
    cited = "Secret tunnel found"
    before, shown = render(REPORT, name, OPTIONS), render(report, name, OPTIONS)
    assert before.count(cited) > shown.count(cited)
    assert "2 findings suppressed" in shown or "2 findings known from the baseline" in shown
    assert "findings suppressed" not in before


def test_verbose_lists_it_all_the_same(report: Report) -> None:
    assert "Secret tunnel found" in render(report, "text", replace(OPTIONS, verbose=True))


def test_github_annotates_it_no_more(report: Report) -> None:
    assert "CC001" in render(REPORT, "github", OPTIONS)
    assert "CC001" not in render(report, "github", OPTIONS)


def test_junit_skips_it_with_the_reason(report: Report) -> None:
    suite = ElementTree.fromstring(render(report, "junit", OPTIONS))
    (case,) = [c for c in suite.iter("testcase") if SECRET in c.attrib["name"]]
    (skipped,) = case.findall("skipped")
    assert "in print only" in skipped.attrib["message"] or "baseline" in skipped.attrib["message"]
    assert not case.findall("failure")


@pytest.mark.parametrize("name", RENDERERS)
def test_a_report_without_settled_findings_says_nothing_of_them(name: str) -> None:
    shown = render(REPORT, name, OPTIONS)
    if name not in ("json", "jsonl"):
        assert "suppressed" not in shown
    assert "known from the baseline" not in shown
