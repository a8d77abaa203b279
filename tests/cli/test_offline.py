"""Without a network: nothing is accused, and the archive answers what it can."""

from __future__ import annotations

import json
from pathlib import Path

from command import ROOT, Cite

ARTICLE = ROOT / "fixtures" / "article.txt"
ROWS = (
    "outlet\tdate\theadline\turl\n"
    "Kyiv Independent\t2026-06-02\tArdenia, Velmark agree to reopen Sella crossing for displaced families\t"
    "https://kyivindependent.com/ardenia-velmark-agree-to-reopen-sella-crossing/\n"
    "The Guardian\t2026-06-02\tArdenia and Velmark agree ferry link at Port Sella talks\t"
    "https://www.theguardian.com/world/2026/jun/02/ardenia-and-velmark-agree-ferry-link-at-port-sella-talks\n"
    "Reuters\tyesterday\tBad row\t\n"
)


def test_an_empty_archive_leaves_everything_unchecked_and_exit_3(cite: Cite, home: Path) -> None:
    done = cite(ARTICLE, "--offline", "--format", "json")
    (article,) = json.loads(done.stdout)["articles"]
    assert {r["verdict"] for r in article["references"]} == {"unchecked"}
    assert {c["support"] for c in article["claims"]} == {"unchecked"}
    assert done.returncode == 3
    assert list(home.rglob("*.sqlite3")) == []


def test_an_archive_that_is_named_and_missing_is_said(cite: Cite, tmp_path: Path) -> None:
    done = cite(ARTICLE, "--offline", "--archive", "none.sqlite3", "--format", "json")
    assert "There is no archive at none.sqlite3 yet" in json.loads(done.stdout)["notes"][0]
    assert done.returncode == 3
    assert not (tmp_path / "none.sqlite3").exists()


def test_a_closed_network_is_said_once_and_accuses_nobody(cite: Cite) -> None:
    done = cite(ARTICLE, "--format", "json", "--connect-to", "*=127.0.0.1:9")
    report = json.loads(done.stdout)
    assert {r["verdict"] for r in report["articles"][0]["references"]} == {"unchecked"}
    assert [n for n in report["notes"] if "looks like the network here" in n]
    assert done.returncode == 3


def test_what_was_imported_is_found_and_bad_rows_are_named(cite: Cite, tmp_path: Path) -> None:
    (tmp_path / "rows.tsv").write_text(ROWS)
    done = cite("archive", "import", "rows.tsv", "--archive", "a.sqlite3")
    assert done.returncode == 0
    assert "rows.tsv:4" in done.stderr
    done = cite(ARTICLE, "--offline", "--archive", "a.sqlite3", "--format", "json")
    verdicts = [r["verdict"] for r in json.loads(done.stdout)["articles"][0]["references"]]
    assert verdicts == ["verified", "unchecked", "unchecked", "unchecked"]


def test_absence_is_proof_only_where_the_archive_is_declared_complete(cite: Cite, tmp_path: Path) -> None:
    (tmp_path / "rows.tsv").write_text(ROWS)
    cite("archive", "import", "rows.tsv", "--archive", "a.sqlite3", "--complete")
    done = cite(ARTICLE, "--offline", "--archive", "a.sqlite3", "--format", "json")
    verdicts = [r["verdict"] for r in json.loads(done.stdout)["articles"][0]["references"]]
    assert verdicts == ["verified", "unchecked", "unchecked", "not-found"]
    assert done.returncode == 1


def test_the_archive_tells_what_it_holds_and_gives_it_back(cite: Cite, tmp_path: Path) -> None:
    (tmp_path / "rows.tsv").write_text(ROWS)
    cite("archive", "import", "rows.tsv", "--archive", "a.sqlite3")
    stats = cite("archive", "stats", "--archive", "a.sqlite3").stdout
    assert "Kyiv Independent" in stats
    exported = cite("archive", "export", "--archive", "a.sqlite3").stdout
    assert sorted(json.loads(line)["outlet"] for line in exported.splitlines()) == [
        "Kyiv Independent",
        "The Guardian",
    ]
    (tmp_path / "again.jsonl").write_text(exported)
    again = cite("archive", "import", "again.jsonl", "--archive", "a.sqlite3")
    assert "0 new" in again.stdout
