"""The examples of the finding codes: each draft gets its finding, and no other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import citecheck
from citecheck.archive import open_archive
from citecheck.archive.importers import import_file
from citecheck.codes import CODES
from citecheck.examples import EXAMPLES, STORIES
from citecheck.models import Window
from citecheck.outlets import known_outlets


def archive_of_the_stories(folder: Path) -> str:
    """Return the path of an archive that holds the examples' stories, complete for their month."""
    sites = {"The Guardian": "https://www.theguardian.com", "Al Jazeera": "https://www.aljazeera.com"}
    rows = folder / "stories.jsonl"
    fields = ("outlet", "date", "headline", "text")
    lines = [
        {name: getattr(story, name) for name in fields}
        | {"url": f"{sites[story.outlet]}/{story.date.replace('-', '/')}/{story.headline[:7].lower()}"}
        for story in STORIES
    ]
    rows.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    target = folder / "archive.sqlite3"
    june = Window.of("2026-06")
    with open_archive(target) as archive:
        import_file(archive, rows, outlet=None, complete=True, window=june, outlets=known_outlets())
    return str(target)


def test_every_code_has_an_example() -> None:
    assert list(EXAMPLES) == list(CODES)


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_report_says_of_a_draft_what_its_example_says(code: str, tmp_path: Path) -> None:
    example = EXAMPLES[code]
    settings = citecheck.Settings(offline=True, archive=archive_of_the_stories(tmp_path))
    report = citecheck.check_text(example.draft, settings=settings)
    found = [(f.code, f.message, f.suggestion) for f in report.articles[0].findings]
    assert found == [(code, example.says, example.write)]
