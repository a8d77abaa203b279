"""What a configuration file gives to a run of the command."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from command import ROOT, Cite

ARTICLE = ROOT / "fixtures" / "article.txt"


def test_configured_paths_are_checked_where_the_command_names_none(cite: Cite, tmp_path: Path) -> None:
    (tmp_path / "drafts").mkdir()
    shutil.copy(ARTICLE, tmp_path / "drafts" / "a.txt")
    shutil.copy(ARTICLE, tmp_path / "b.txt")
    assert "give an article" in cite("check", "--offline").stderr
    (tmp_path / "citecheck.toml").write_text('paths = ["drafts"]\n')

    def checked(*words: str) -> list[str]:
        report = json.loads(cite("--offline", "--format", "json", *words).stdout)
        return [article["path"] for article in report["articles"]]

    assert checked() == ["drafts/a.txt"]
    assert checked("b.txt") == ["b.txt"]
    (tmp_path / "list").write_text("b.txt\n")
    assert checked("--files-from", "list") == ["b.txt"]


def test_languages_reach_the_parser(cite: Cite, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("La ministre a promis la paix hier.\n")
    plain = cite("parse", "a.txt").stdout
    (tmp_path / "citecheck.toml").write_text('languages = ["fr"]\n')
    assert "0 claims" in plain
    assert "1 claims" in cite("parse", "a.txt").stdout
    report = json.loads(cite("a.txt", "--offline", "--format", "json").stdout)
    assert len(report["articles"][0]["claims"]) == 1


def test_config_show_says_where_each_value_is_from(cite: Cite, tmp_path: Path) -> None:
    (tmp_path / "citecheck.toml").write_text('paths = ["drafts", "more"]\nlanguages = ["en", "uk"]\n')
    lines = cite("config", "show", env={"CITECHECK_JOBS": "3"}).stdout.splitlines()
    shown = {line.split()[0]: " ".join(line.split()[1:]) for line in lines}
    assert shown["paths"] == "drafts, more (citecheck.toml)"
    assert shown["languages"] == "en, uk (citecheck.toml)"
    assert shown["jobs"] == "3 (CITECHECK_JOBS)"
    assert shown["timeout"] == "20.0 (default)"
