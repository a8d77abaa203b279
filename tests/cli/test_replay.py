"""The whole path, from bytes to verdicts, against the sample recording."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from command import ROOT, Cite

ARTICLE = ROOT / "fixtures" / "article.txt"
RECORDING = ROOT / "fixtures" / "outlets.warc.gz"


@pytest.fixture
def report(cite: Cite) -> dict[str, Any]:
    done = cite(ARTICLE, "--replay", RECORDING, "--format", "json")
    assert done.stderr == ""
    assert done.returncode == 1
    loaded: dict[str, Any] = json.loads(done.stdout)
    return loaded


def test_each_reference_has_the_verdict_an_editor_would_give(report: dict[str, Any]) -> None:
    (article,) = report["articles"]
    assert [(r["outlet"], r["verdict"], r["change"]) for r in article["references"]] == [
        ("Kyiv Independent", "verified", None),
        ("Al Jazeera", "altered", "wording"),
        ("Reuters", "unchecked", None),
        ("The Guardian", "not-found", None),
    ]
    assert [r["line"] for r in article["references"]] == [18, 20, 22, 24]


def test_the_altered_headline_comes_with_the_real_one_and_the_word_that_differs(
    report: dict[str, Any],
) -> None:
    altered = report["articles"][0]["references"][1]
    assert altered["story"]["headline"] == (
        "Ardenia-Velmark talks: No treaty, but what did they really agree to?"
    )
    assert [(e["cited"], e["actual"]) for e in altered["differences"]] == [("", "really")]
    assert "really agree" in altered["suggestion"]


def test_the_unchecked_reference_says_who_refused(report: dict[str, Any]) -> None:
    routes = report["articles"][0]["references"][2]["routes"]
    refused = [route for route in routes if route["outcome"] == "refused"]
    assert any(route["reason"] == "rate-limited" for route in refused)


def test_each_claim_has_the_verdict_an_editor_would_give(report: dict[str, Any]) -> None:
    verdicts = {c["line"]: c["support"] for c in report["articles"][0]["claims"]}
    assert verdicts[6] == "supported"
    assert verdicts[8] == "contradicted"
    assert verdicts[11] == "supported"
    assert verdicts[12] == "supported"
    assert verdicts[13] == "not-mentioned"


def test_evidence_is_quoted_word_for_word(report: dict[str, Any]) -> None:
    texts = (ROOT / "fixtures" / "stories.toml").read_text(encoding="utf-8")
    quotes = [c["evidence"]["text"] for c in report["articles"][0]["claims"] if c["evidence"]]
    assert quotes
    for quote in quotes:
        assert quote in texts


def test_the_report_fits_its_schema(cite: Cite, report: dict[str, Any]) -> None:
    schema = json.loads(cite("--schema").stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(report, schema)


@pytest.mark.parametrize("form", ["json", "jsonl", "text"])
def test_two_replays_are_equal_to_the_byte(cite: Cite, form: str) -> None:
    args = (ARTICLE, "--replay", RECORDING, "--format", form)
    assert cite(*args).stdout == cite(*args).stdout


def test_the_terminal_report_shows_the_real_headline_and_what_to_write(cite: Cite) -> None:
    done = cite(ARTICLE, "--replay", RECORDING, "--exit-zero")
    assert done.returncode == 0
    for needle in (
        "not found",
        "altered in wording",
        "unchecked",
        "verified",
        "No treaty, but what did they really agree to?",
    ):
        assert needle in done.stdout
    assert "\x1b" not in done.stdout


def test_without_claims_only_references_are_judged(cite: Cite) -> None:
    done = cite(ARTICLE, "--replay", RECORDING, "--format", "json", "--no-claims")
    (article,) = json.loads(done.stdout)["articles"]
    assert article["claims"] == []
    assert len(article["references"]) == 4


def test_a_page_that_is_not_in_the_recording_is_unchecked(cite: Cite, tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text('References:\n\n"Dam gates open at dawn in Ardenia" – The Guardian\n')
    done = cite("other.txt", "--replay", RECORDING, "--format", "json")
    (reference,) = json.loads(done.stdout)["articles"][0]["references"]
    assert reference["verdict"] == "unchecked"
    assert {r["reason"] for r in reference["routes"] if r["outcome"] == "refused"} >= {"not-recorded"}
    assert done.returncode == 3


def test_a_replay_writes_nothing_into_the_home(cite: Cite, home: Path) -> None:
    cite(ARTICLE, "--replay", RECORDING)
    assert list(home.rglob("*")) == []
