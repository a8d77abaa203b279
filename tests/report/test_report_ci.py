"""SARIF, JUnit, workflow commands and Markdown: valid for those who read them, and safe."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from typing import Any

import pytest
from markdown_it import MarkdownIt
from sample_report import ARTICLE, FINDINGS, HOSTILE, REPORT, hostile_report

from citecheck.codes import CODES, FailLevel
from citecheck.models import Article, ArticleReport, Finding, Report, Span
from citecheck.report.interface import RenderOptions, render
from citecheck.report.sarif import file_uri

EMPTY = Report((ArticleReport(Article("empty.txt", "text", ""), (), (), ()),))
BROKEN = Report((), errors=("gone.txt: no such file", "x.bin: not text"))


def many(number: int, code: str) -> Report:
    """Return a report with this many findings of a code."""
    spans = (Span(line, 1, line, 5, 0, 4) for line in range(1, number + 1))
    findings = tuple(Finding(code, f"problem {span.line}", span) for span in spans)
    return Report((ArticleReport(Article("long.md", "markdown", "x\n" * number), (), (), findings),))


@pytest.mark.parametrize("name", ["sarif", "junit", "github", "markdown"])
def test_the_rendering_is_the_same_every_time(name: str, snapshot: object) -> None:
    text = render(REPORT, name)
    assert text == render(REPORT, name)
    assert text == snapshot


class TestSarif:
    @staticmethod
    def run(report: Report = REPORT) -> dict[str, Any]:
        log = json.loads(render(report, "sarif"))
        assert log["version"] == "2.1.0"
        (run,) = log["runs"]
        return dict(run)

    def test_every_code_is_a_rule_with_help(self) -> None:
        rules = self.run()["tool"]["driver"]["rules"]
        assert [rule["id"] for rule in rules] == list(CODES)
        for rule in rules:
            assert CODES[rule["id"]].remedy in rule["help"]["text"]
            assert re.fullmatch(r"[A-Z][A-Za-z]+", rule["name"])
            assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")

    def test_every_finding_is_a_result_at_its_place(self) -> None:
        run = self.run()
        assert run["columnKind"] == "unicodeCodePoints"
        assert len(run["results"]) == len(FINDINGS)
        for result, finding in zip(run["results"], FINDINGS, strict=True):
            place = result["locations"][0]["physicalLocation"]
            assert place["artifactLocation"] == {"uri": "drafts/bridge.md"}
            assert place["region"] == {
                "startLine": finding.span.line,
                "startColumn": finding.span.column,
                "endLine": finding.span.end_line,
                "endColumn": finding.span.end_column,
            }
            rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
            assert rule["id"] == result["ruleId"] == finding.code

    def test_the_message_holds_the_proof(self) -> None:
        message = next(r for r in self.run()["results"] if r["ruleId"] == "CC002")["message"]["text"]
        assert "Council plans toll of 40 crowns" in message
        assert "There: “Council plans toll of 4 crowns for Orla bridge after row”" in message
        assert "https://www.bbc.co.uk/news/articles/c0rla4toll" in message

    def test_fingerprints_do_not_move_with_lines(self) -> None:
        shifted = tuple(
            replace(f, span=replace(f.span, line=f.span.line + 9, end_line=f.span.end_line + 9))
            for f in FINDINGS
        )
        report = replace(REPORT, articles=(replace(REPORT.articles[0], findings=shifted),))
        before, after = (
            [result["partialFingerprints"] for result in self.run(r)["results"]] for r in (REPORT, report)
        )
        assert before == after
        assert len({mark["citecheck/v1"] for mark in before}) == len(before)

    def test_errors_are_told_and_mark_the_run(self) -> None:
        invocation = self.run(BROKEN)["invocations"][0]
        assert invocation["executionSuccessful"] is False
        assert len(invocation["toolExecutionNotifications"]) == 2
        assert self.run(EMPTY)["invocations"][0]["executionSuccessful"] is True
        assert self.run(EMPTY)["results"] == []

    @pytest.mark.parametrize(
        ("path", "uri"),
        [
            ("drafts/a b.md", "drafts/a%20b.md"),
            ("/srv/ä.md", "file:///srv/%C3%A4.md"),
            ("C:\\texts\\a.md", "file:///C:/texts/a.md"),
            ("-", "stdin"),
            ("javascript:alert(1)", "javascript%3Aalert%281%29"),
        ],
    )
    def test_paths_become_uris(self, path: str, uri: str) -> None:
        assert file_uri(path) == uri

    @pytest.mark.parametrize("text", HOSTILE)
    def test_messages_hold_no_link_and_no_control(self, text: str) -> None:
        run = self.run(hostile_report(text))
        for result in run["results"]:
            message = result["message"]["text"]
            assert message
            assert not re.search(r"(?<!\\)\]\(", message)
            assert not re.search("[\x00-\x1f\x7f-\x9f\u202e]", message)


class TestJUnit:
    @staticmethod
    def read(report: Report, fail_on: FailLevel = FailLevel.MEANING) -> ET.Element:
        return ET.fromstring(render(report, "junit", RenderOptions(fail_on=fail_on)).encode())

    def test_a_case_for_each_reference_claim_and_other_finding(self) -> None:
        root = self.read(REPORT)
        cases = root.findall("testsuite/testcase")
        assert len(cases) == len(ARTICLE.references) + len(ARTICLE.claims) + 1
        assert root.get("tests") == str(len(cases))
        for kind, count in (("failure", "failures"), ("skipped", "skipped"), ("error", "errors")):
            assert root.get(count) == str(len(root.findall(f".//{kind}")))
        for case in cases:
            assert case.get("classname") == "drafts/bridge"
            assert case.get("file") == "drafts/bridge.md"
            assert len(case) <= 1

    def test_unchecked_is_skipped_unless_it_fails_the_run(self) -> None:
        (skipped,) = (s for s in self.read(REPORT).iter("skipped") if "bot wall" in (s.get("message") or ""))
        assert "to check it: add the publication date" in (skipped.text or "")
        strict = self.read(REPORT, FailLevel.UNCHECKED)
        assert not list(strict.iter("skipped"))
        assert len(list(self.read(REPORT, FailLevel.NEVER).iter("failure"))) == 0

    def test_there_is_always_a_case(self) -> None:
        assert self.read(EMPTY).get("tests") == "1"
        broken = self.read(BROKEN)
        assert broken.get("errors") == "2"
        assert [e.get("message") for e in broken.iter("error")] == list(BROKEN.errors)

    @pytest.mark.parametrize("text", HOSTILE)
    def test_any_text_makes_well_formed_xml_of_the_same_shape(self, text: str) -> None:
        shape = [element.tag for element in self.read(hostile_report("harmless")).iter()]
        assert [element.tag for element in self.read(hostile_report(text)).iter()] == shape


class TestGitHub:
    COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::([^\r\n]*)")

    def test_the_worst_ten_of_each_grade_are_kept(self) -> None:
        reports = [many(30, code).articles[0] for code in ("CC104", "CC003", "CC001")]
        lines = render(Report(tuple(reports)), "github").splitlines()
        grades = [match[1] for match in map(self.COMMAND.fullmatch, lines[:-1]) if match]
        assert grades == ["error"] * 10 + ["warning"] * 10 + ["notice"] * 10
        assert "60 more than GitHub shows" in lines[-1]

    def test_columns_stand_only_inside_one_line(self) -> None:
        span = Span(3, 4, 5, 6, 0, 9)
        finding = Finding("CC001", "gone", span)
        report = Report((ArticleReport(ARTICLE, (), (), (finding,)),))
        first = render(report, "github").splitlines()[0]
        assert first == "::error file=drafts/bridge.md,line=3,endLine=5,title=citecheck CC001 not-found::gone"
        assert ",col=41,endColumn=98," in render(REPORT, "github")

    def test_errors_and_notes_are_told(self) -> None:
        assert "::error title=citecheck::gone.txt: no such file" in render(BROKEN, "github").splitlines()
        assert "::notice title=citecheck::The Guardian was asked" in render(REPORT, "github")

    @pytest.mark.parametrize("text", HOSTILE)
    def test_each_line_is_one_command_of_ours(self, text: str) -> None:
        lines = render(hostile_report(text), "github").splitlines()
        for line in lines[:-1]:
            match = self.COMMAND.fullmatch(line)
            assert match, line
            keys = [pair.partition("=")[0] for pair in match[2].split(",")]
            assert set(keys) <= {"file", "line", "endLine", "col", "endColumn", "title"}
            assert len(keys) == len(set(keys))
        assert lines[-1].startswith("citecheck: ")


class TestMarkdown:
    READER = MarkdownIt("gfm-like", {"linkify": False})

    def test_what_is_in_order_is_folded_away(self) -> None:
        text = render(REPORT, "markdown")
        assert "**≠ altered in meaning** \\[3\\] line 14 CC002 CC005" in text
        assert "toll of <del>40</del> crowns for Orla bridge<del>‸</del>”" in text
        assert "toll of <ins>4</ins> crowns for Orla bridge <ins>after row</ins>”" in text
        assert text.index("<details><summary>1 verified, 2 supported") > text.index("unchecked")

    def test_a_comment_has_room_for_it(self) -> None:
        text = render(many(5000, "CC301"), "markdown")
        assert len(text) < 65_536
        assert "no more room" in text

    @pytest.mark.parametrize("text", HOSTILE)
    def test_texts_make_no_markup(self, text: str) -> None:
        page = render(hostile_report(text), "markdown")
        page.encode("utf-8")
        allowed = {"a", "br", "del", "details", "h2", "h3", "ins", "li", "p", "strong", "summary", "ul"}
        shown = self.READER.render(page)
        assert set(re.findall(r"<([a-z]\w*)", shown)) <= allowed
        assert all(url.startswith("https://ok.example/") for url in re.findall(r'href="([^"]*)', shown))
        assert not re.search(r"[@#]\w", re.sub(r"&#\w+;|<[^>]*>", "", shown))
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", page)

    def test_text_reads_as_it_was_written(self) -> None:
        odd = r"a*b* _c_ <d> [e](f) \g `h` ~~i~~ | j & k ! $l$ ^m 1. n + o"
        shown = self.READER.render(render(hostile_report(odd), "markdown"))
        plain = odd.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        assert f"<br>{plain}\n" in shown
