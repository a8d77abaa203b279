"""The JSON report: valid against its schema, complete, and the same every time."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from sample_report import (
    ARTICLE,
    CLAIMS,
    FINDINGS,
    HOSTILE,
    MEANING,
    NOT_FOUND,
    REPORT,
    SOURCE,
    hostile_report,
)

from citecheck.codes import FailLevel
from citecheck.fingerprints import fingerprints
from citecheck.models import (
    Article,
    ArticleReport,
    ClaimLink,
    EditKind,
    Evidence,
    Finding,
    HeadlineSource,
    Judgement,
    QuotationVerdict,
    ReferenceForm,
    ReferenceKind,
    Report,
    Span,
    Support,
    Unread,
    Verdict,
)
from citecheck.report.interface import RenderOptions, render
from citecheck.report.json import (
    article_json,
    dumps,
    find_answer_json,
    parsed_article_json,
    parsed_claim_json,
    parsed_reference_json,
    reference_json,
    report_json,
    schema_text,
    support_answer_json,
)
from citecheck.report.jsonl import article_line, closing_line

SCHEMA = json.loads(schema_text())


def valid(value: object, part: str | None = None) -> Any:
    """Return `value` as a reader gets it, having checked it against the schema or a part of it."""
    target = {"$ref": f"#/$defs/{part}", "$defs": SCHEMA["$defs"]} if part else SCHEMA
    read = json.loads(dumps(value))
    Draft202012Validator(target).validate(read)
    return read


def every_object(node: object) -> list[dict[str, Any]]:
    """Return every schema of an object inside `node`."""
    if isinstance(node, dict):
        inner = [found for value in node.values() for found in every_object(value)]
        return [node, *inner] if "properties" in node and isinstance(node.get("type"), str) else inner
    return [found for item in node for found in every_object(item)] if isinstance(node, list) else []


def test_the_schema_is_one_and_describes_every_field() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    objects = every_object(SCHEMA)
    assert len(objects) > 20
    for known in objects:
        assert known["additionalProperties"] is False
        assert set(known["required"]) == set(known["properties"])
        for name, field in known["properties"].items():
            assert "description" in field or "$ref" in field, name


@pytest.mark.parametrize(
    ("part", "field", "words"),
    [
        ("difference", "kind", EditKind),
        ("reference", "verdict", Verdict),
        ("reference", "kind", ReferenceKind),
        ("reference", "form", ReferenceForm),
        ("claim", "support", Support),
        ("claim", "link", ClaimLink),
        ("headline", "source", HeadlineSource),
        ("quotation", "verdict", QuotationVerdict),
        ("finding", "level", FailLevel),
    ],
)
def test_the_schema_knows_every_word_of_the_types(part: str, field: str, words: type[StrEnum]) -> None:
    assert set(SCHEMA["$defs"][part]["properties"][field]["enum"]) == set(words)


@pytest.mark.parametrize("fail_on", list(FailLevel))
def test_a_report_fits_its_schema(fail_on: FailLevel) -> None:
    read = valid(report_json(REPORT, fail_on))
    assert read["schema"] == "citecheck/1"
    assert read["summary"]["fail_on"] == fail_on
    assert sum(finding["fails"] for finding in read["articles"][0]["findings"]) == read["summary"]["failing"]


def test_an_empty_report_fits_the_schema() -> None:
    read = valid(
        report_json(Report((), errors=("gone.txt: no such file",), claims_checked=False, interrupted=True))
    )
    assert read["articles"] == []
    assert read["summary"]["interrupted"] is True
    assert read["summary"]["references"]["verified"] == 0


def test_the_rendering_is_the_same_every_time(snapshot: object) -> None:
    options = RenderOptions()
    text = render(REPORT, "json", options)
    assert text == render(REPORT, "json", options)
    assert text.endswith("}\n")
    assert text == snapshot


def test_a_reference_carries_all_it_rests_on() -> None:
    read = valid(reference_json(MEANING), "reference")
    assert (read["line"], read["column"], read["end_line"]) == (14, 1, 14)
    assert (read["verdict"], read["change"], read["score"]) == ("altered", "meaning", 0.97)
    assert read["differences"][0] | {"cited_start": 0} == {
        "cited": "40",
        "actual": "4",
        "kind": "number",
        "change": "meaning",
        "cited_start": 0,
        "cited_end": 24,
        "actual_start": 22,
        "actual_end": 23,
    }
    assert read["story"]["outlet"] == "BBC News"
    assert read["routes"][0]["outcome"] == "listed"
    assert read["routes"][0]["covered"] == {"from": "2025-06-02", "to": "2025-06-08"}


def test_what_was_read_comes_alone_too() -> None:
    alone = valid(parsed_reference_json(MEANING.reference), "parsedReference")
    whole = reference_json(MEANING)
    assert alone.items() <= whole.items()
    assert alone["headline"] == "Council plans toll of 40 crowns for Orla bridge"
    quoted = valid(parsed_claim_json(CLAIMS[1].claim), "parsedClaim")
    assert quoted["quotations"][0]["speaker"] == "The mayor"
    article = Article(
        "a.md", "markdown", SOURCE, unread=(Unread(Span(1, 1, 1, 2, 0, 1), "#", "no headline"),)
    )
    assert valid(parsed_article_json(article), "parsedArticle")["unread"][0]["why"] == "no headline"
    assert len(valid(parsed_article_json(ARTICLE), "parsedArticle")["references"]) == 6


def test_answers_of_find_and_support() -> None:
    found = valid(find_answer_json("q7", NOT_FOUND), "findAnswer")
    assert found["id"] == "q7"
    assert (found["verdict"], found["change"], found["story"]) == ("not-found", None, None)
    assert [near["score"] for near in found["nearest"]] == [0.21, 0.08]
    assert found["nearest"][1]["url"] is None
    judgement = Judgement(Support.CONTRADICTED, 0.123456, Evidence("no", 3, 5))
    answer = valid(support_answer_json(3, judgement), "supportAnswer")
    assert (answer["id"], answer["verdict"], answer["score"], answer["quote"]) == (
        3,
        "contradicted",
        0.1235,
        "no",
    )
    silent = valid(support_answer_json(None, Judgement(Support.NOT_MENTIONED, 0.0)), "supportAnswer")
    assert silent["quote"] is None


def test_the_lines_together_are_the_report() -> None:
    first, last = render(REPORT, "jsonl", RenderOptions()).splitlines()
    article, run = json.loads(first), json.loads(last)
    valid(article, "articleLine")
    valid(run, "closingLine")
    assert {**run, "articles": [article["article"]]} == report_json(REPORT)
    assert first + "\n" == article_line(REPORT.articles[0])
    assert last + "\n" == closing_line(REPORT)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_inside_its_string(text: str) -> None:
    report = hostile_report(text)
    for name in ("json", "jsonl"):
        shown = render(report, name, RenderOptions())
        shown.encode("utf-8")
        assert not any(ord(char) < 32 and char != "\n" for char in shown)
        assert not any(char in shown for char in "\x7f\x9b\u202e\u2066\u2028")
    read = json.loads(render(report, "json", RenderOptions()))
    Draft202012Validator(SCHEMA).validate(read)
    assert read["articles"][0]["references"][0]["headline"] == text


@given(st.text(st.characters(codec=None, categories=None)))
def test_any_text_comes_back_as_it_was(text: str) -> None:
    assert json.loads(dumps([text])) == [text]
    assert "\n" not in dumps([text])


def moved(report: ArticleReport, lines: int) -> ArticleReport:
    """Return a report on the same article with lines put before it."""
    findings = tuple(
        Finding(
            f.code,
            f.message,
            Span(
                f.span.line + lines,
                f.span.column,
                f.span.end_line + lines,
                f.span.end_column,
                f.span.start + lines,
                f.span.end + lines,
            ),
            f.subject,
        )
        for f in report.findings
    )
    old = report.article
    article = Article(
        "elsewhere.md", old.format, "\n" * lines + old.source, references=old.references, claims=old.claims
    )
    return ArticleReport(article, report.references, report.claims, findings)


def test_fingerprints_stay_when_lines_move_and_tell_findings_apart() -> None:
    before = fingerprints(REPORT.articles[0])
    assert len(set(before)) == len(FINDINGS) == len(before)
    assert fingerprints(moved(REPORT.articles[0], 7)) == before
    twice = ArticleReport(ARTICLE, (), (), (FINDINGS[0], FINDINGS[0]))
    assert len(set(fingerprints(twice))) == 2


def test_findings_name_their_code() -> None:
    findings = article_json(REPORT.articles[0])["findings"]
    assert {(f["code"], f["name"]) for f in findings} >= {
        ("CC001", "not-found"),
        ("CC301", "reference-unread"),
    }
