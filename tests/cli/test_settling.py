"""Suppressions and baselines from the command line, on the sample article's recording."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from command import ROOT, Cite

RECORDING = ROOT / "fixtures" / "outlets.warc.gz"
CITED = '"Ardenia and Velmark sign peace treaty at Port Sella summit" – The Guardian'


@pytest.fixture
def article(tmp_path: Path) -> Path:
    return Path(shutil.copy(ROOT / "fixtures" / "article.txt", tmp_path / "article.txt"))


def test_a_baseline_lets_a_run_fail_for_new_findings_only(cite: Cite, article: Path, tmp_path: Path) -> None:
    run = ("article.txt", "--replay", RECORDING, "--baseline", "known.json", "--format", "json")
    assert cite(*run).returncode == 2
    written = cite(*run, "--update-baseline")
    assert written.returncode == 0, written.stderr
    first = (tmp_path / "known.json").read_bytes()
    again = cite(*run)
    assert again.returncode == 0
    assert json.loads(again.stdout)["summary"]["failing"] == 0
    assert json.loads(again.stdout)["summary"]["known"] == json.loads(again.stdout)["summary"]["findings"]
    assert again.stdout == cite(*run).stdout == written.stdout
    cite(*run, "--update-baseline")
    assert (tmp_path / "known.json").read_bytes() == first
    article.write_text("A new first line.\n" + article.read_text() + f"\n-\n{CITED}\n")
    done = cite(*run)
    assert done.returncode == 1
    new = [f for f in json.loads(done.stdout)["articles"][0]["findings"] if not f["known"]]
    assert [f["code"] for f in new if f["subject"] and f["fails"]] == ["CC001"]


def test_the_baseline_can_be_named_in_the_configuration(cite: Cite, article: Path, tmp_path: Path) -> None:
    (tmp_path / "citecheck.toml").write_text('baseline = "known.json"\n')
    assert cite("article.txt", "--replay", RECORDING, "--update-baseline").returncode == 0
    assert cite("article.txt", "--replay", RECORDING).returncode == 0
    assert cite("article.txt", "--update-baseline", "--config", "/dev/null").returncode == 2


def test_a_file_that_is_no_baseline_is_not_overwritten(cite: Cite, article: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.json").write_text('{"mine": true}')
    done = cite("article.txt", "--offline", "--baseline", "mine.json", "--update-baseline")
    assert done.returncode == 2
    assert (tmp_path / "mine.json").read_text() == '{"mine": true}'


def test_a_directive_settles_the_finding_on_its_line_and_a_useless_one_is_named(
    cite: Cite, article: Path
) -> None:
    text = article.read_text()
    line = text[: text.index(CITED)].count("\n") + 1
    quiet = "[citecheck: ignore CC001 known from print until 2099-01-01]"
    article.write_text(text.replace(CITED, f"{CITED} {quiet}"))
    plain = json.loads(cite(ROOT / "fixtures" / "article.txt", "--replay", RECORDING, "-f", "json").stdout)
    done = json.loads(cite("article.txt", "--replay", RECORDING, "-f", "json").stdout)
    (before,), (after,) = plain["articles"], done["articles"]
    assert [r["headline"] for r in after["references"]] == [r["headline"] for r in before["references"]]
    assert [r["verdict"] for r in after["references"]] == [r["verdict"] for r in before["references"]]
    assert [c["text"] for c in after["claims"]] == [c["text"] for c in before["claims"]]
    settled = [f for f in after["findings"] if f["suppressed"]]
    assert [(f["code"], f["line"], f["suppressed"]) for f in settled] == [("CC001", line, "known from print")]
    assert done["notes"] == plain["notes"]
    article.write_text(text.replace(CITED, f"{CITED} [citecheck: ignore CC003 no such thing]"))
    shown = cite("article.txt", "--replay", RECORDING).stdout
    assert f"article.txt:{line}: nothing to suppress for CC003 here" in " ".join(shown.split())


def test_the_report_for_github_also_goes_to_the_jobs_summary(cite: Cite, tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("before\n")
    run = (ROOT / "fixtures" / "article.txt", "--replay", RECORDING, "--format")
    env = {"GITHUB_STEP_SUMMARY": str(summary)}
    assert cite(*run, "github", env=env).stdout.startswith("::error ")
    assert summary.read_text().startswith("before\n## ")
    assert "sign peace treaty" in summary.read_text()
    written = summary.read_text()
    cite(*run, "json", env=env)
    assert summary.read_text() == written
    broken = cite(*run, "github", env={"GITHUB_STEP_SUMMARY": str(tmp_path)})
    assert broken.returncode == 1
    assert "summary cannot be written" in broken.stderr


def test_parse_shows_json_and_text_that_steer_no_terminal(cite: Cite, tmp_path: Path) -> None:
    text = 'References:\n\n- "Rain falls on \u202ePort Sella" – Reuters\n'
    (tmp_path / "a.txt").write_text(text)
    done = cite("parse", "a.txt", "--format", "json")
    shown = json.loads(done.stdout)
    assert shown["schema"] == "citecheck/1"
    assert [r["outlet"] for r in shown["references"]] == ["Reuters"]
    assert "\u202e" not in done.stdout + cite("parse", "a.txt").stdout


def test_what_could_not_be_checked_may_be_allowed(cite: Cite, article: Path) -> None:
    assert cite("article.txt", "--offline").returncode == 3
    assert cite("article.txt", "--offline", "--allow-unchecked").returncode == 0
    assert cite("article.txt", "--offline", "--allow-unchecked", "--fail-on", "unchecked").returncode == 1
