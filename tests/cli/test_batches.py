"""parse, find and support: the shapes that programs read."""

from __future__ import annotations

import json
from pathlib import Path

from command import ROOT, Cite

ARTICLE = ROOT / "fixtures" / "article.txt"


def test_parse_gives_each_reference_its_fields_and_place(cite: Cite) -> None:
    done = cite("parse", ARTICLE, "--format", "json")
    assert done.returncode == 0
    parsed = json.loads(done.stdout)
    assert [(r["line"], r["outlet"]) for r in parsed["references"]] == [
        (18, "Kyiv Independent"),
        (20, "Al Jazeera"),
        (22, "Reuters"),
        (24, "The Guardian"),
    ]
    assert parsed["references"][2]["headline"] == "Velmark sets out tough terms at river talks with Ardenia"
    assert {"kind", "url", "date", "author", "column"} <= set(parsed["references"][0])


def test_parse_as_text_lists_what_was_read(cite: Cite) -> None:
    done = cite("parse", "-", stdin='References:\n\n- "Rain falls on Port Sella" – Reuters, 3 June 2026\n')
    assert "3:3" in done.stdout or "3:1" in done.stdout
    assert '"Rain falls on Port Sella" – Reuters – 2026-06-03' in done.stdout


def archived(cite: Cite, tmp_path: Path) -> str:
    (tmp_path / "rows.jsonl").write_text(
        json.dumps(
            {"outlet": "Reuters", "date": "2026-06-03", "headline": "Ferry fire kills 14 in Port Sella"}
        )
        + "\n"
        + json.dumps({"outlet": "BBC", "date": "2026-06-04", "headline": "Ardenia wins Sella rowing cup"})
        + "\n"
    )
    cite("archive", "import", "rows.jsonl", "--archive", "a.sqlite3", "--complete")
    return "a.sqlite3"


def test_find_answers_a_batch_in_order(cite: Cite, tmp_path: Path) -> None:
    archive = archived(cite, tmp_path)
    questions = [
        {
            "id": "a",
            "headline": "Ferry fire kills 14 in Port Sella",
            "outlet": "Reuters",
            "date": "2026-06-03",
        },
        {"id": "b", "headline": "Ferry fire kills 40 in Port Sella", "outlet": "Reuters"},
        {"id": "c", "headline": "Ardenia wins Sella rowing cup", "outlet": "Reuters"},
        {"id": "d", "headline": "Bakers of Velmark strike over flour tax", "outlet": "Reuters"},
        {"id": "e", "headline": "Bakers of Velmark strike over flour tax", "outlet": "The Guardian"},
    ]
    lines = "".join(json.dumps(q) + "\n" for q in questions) + "not json\n" + '{"id": "f"}\n'
    done = cite("find", "--batch", "-", "--archive", archive, "--offline", "--format", "jsonl", stdin=lines)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(a["id"], a["verdict"], a["change"]) for a in answers] == [
        ("a", "verified", None),
        ("b", "altered", "meaning"),
        ("c", "misattributed", None),
        ("d", "not-found", None),
        ("e", "unchecked", None),
    ]
    assert answers[1]["story"]["headline"] == "Ferry fire kills 14 in Port Sella"
    assert answers[2]["story"]["outlet"] == "BBC"
    assert "-:6: not valid JSON" in done.stderr
    assert '-:7: needs "headline"' in done.stderr


def test_find_one_headline(cite: Cite, tmp_path: Path) -> None:
    archive = archived(cite, tmp_path)
    args = ("--outlet", "reuters", "--archive", archive, "--offline")
    assert cite("find", "Ferry fire kills 14 in Port Sella", *args).returncode == 0
    wrong = cite("find", "Ferry fire kills 40 in Port Sella", *args)
    assert wrong.stdout.startswith("altered (meaning)")
    assert wrong.returncode == 1
    assert cite("find", "Rain", "--outlet", "The Guardian", "--offline", "--archive", archive).returncode == 3


def test_support_judges_a_batch_with_quotes_from_the_evidence(cite: Cite) -> None:
    evidence = (
        "Talks ended late on Tuesday. The two sides agreed to hand over the bodies of 6,000 soldiers each. "
        "Officials said buses would leave on Friday."
    )
    pairs = [
        {"id": 1, "claim": "Both sides agreed to hand over 6,000 bodies.", "evidence": evidence},
        {"id": 2, "claim": "Both sides agreed to hand over 12,000 bodies.", "evidence": evidence},
        {"id": 3, "claim": "The bakery on Mill Street sells rye bread.", "evidence": evidence},
        {"id": 4, "claim": "Both sides agreed.", "evidence": ""},
    ]
    done = cite(
        "support", "--batch", "-", "--format", "jsonl", stdin="".join(json.dumps(p) + "\n" for p in pairs)
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [a["id"] for a in answers] == [1, 2, 3, 4]
    assert [a["verdict"] for a in answers[:3]] == ["supported", "contradicted", "not-mentioned"]
    for answer in answers:
        assert answer["quote"] is None or answer["quote"] in evidence
        assert 0 <= answer["score"] <= 1


def test_support_one_claim(cite: Cite, tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(
        "The two sides agreed to hand over the bodies of 6,000 soldiers each."
    )
    done = cite("support", "--claim", "They hand over 12,000 bodies.", "--evidence", "story.txt")
    assert done.stdout.startswith("contradicted")
    assert "12,000" in done.stdout
