"""Findings that were there before: a file of fingerprints, so that a run fails for new ones only.

    {"schema": "citecheck-baseline/1",
     "findings": [{"path": "drafts/ferry.md", "code": "CC003", "fingerprint": "…", "text": "…"}]}

Sorted and without times, so that it changes only where findings do. Paths are relative to the file's
folder, with forward slashes: the same from wherever a run is started. A finding is known in the
article it was recorded for, not in a new one that repeats it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from citecheck.codes import UNCHECKED, about_claims
from citecheck.errors import BaselineError
from citecheck.fingerprints import fingerprints
from citecheck.models import ArticleReport, Finding

SCHEMA = "citecheck-baseline/1"
_TEXT_LENGTH = 100
_MAX_BYTES = 64_000_000


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One finding that is known."""

    path: str
    code: str
    fingerprint: str
    text: str
    """For people who read the file: what it is about, cut short. Nothing depends on it."""


@dataclass(frozen=True)
class Baseline:
    """The findings known in each article."""

    file: Path
    entries: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    """By path as the file has it."""

    def mark(self, report: ArticleReport) -> ArticleReport:
        """Return a report whose findings say which of them are known."""
        known = {entry.fingerprint for entry in self.entries.get(self._path(report.article.path), ())}
        if not known:
            return report
        marks = zip(report.findings, fingerprints(report), strict=True)
        return replace(report, findings=tuple(replace(f, known=True) if m in known else f for f, m in marks))

    def stale(self, reports: Iterable[ArticleReport], *, claims_checked: bool = True) -> int:
        """Return how many findings known in these articles are there no more.

        An article in which something could not be checked proves nothing about its findings.
        """
        return sum(
            len(self._gone(report, claims_checked))
            for report in reports
            if not any(finding.code == UNCHECKED for finding in report.findings)
        )

    def _gone(self, report: ArticleReport, claims_checked: bool) -> set[str]:
        known = self.entries.get(self._path(report.article.path), ())
        asked = {e.fingerprint for e in known if claims_checked or not about_claims(e.code)}
        return asked.difference(fingerprints(report)) if asked else set()

    def updated(self, reports: Iterable[ArticleReport], *, claims_checked: bool = True) -> Baseline:
        """Return the baseline after a run: the articles checked as they are now, the others unchanged.

        What a directive in the article suppresses needs no entry; what is known about claims stays
        where claims were not asked for.
        """
        entries = dict(self.entries)
        for report in reports:
            path = self._path(report.article.path)
            marks = zip(report.findings, fingerprints(report), strict=True)
            now = {Entry(path, f.code, m, _text(report, f)) for f, m in marks if f.suppressed is None}
            if not claims_checked:
                now.update(entry for entry in entries.get(path, ()) if about_claims(entry.code))
            entries[path] = tuple(sorted(now))
        return Baseline(self.file, entries)

    def write(self) -> None:
        """Write the file.

        Raises:
            BaselineError: it cannot be written.
        """
        every = sorted(entry for entries in self.entries.values() for entry in entries)
        rows = ",\n".join(f"  {json.dumps(_row(entry), ensure_ascii=True)}" for entry in every)
        body = f"[\n{rows}\n ]" if rows else "[]"
        try:
            self.file.write_text(f'{{"schema": "{SCHEMA}",\n "findings": {body}}}\n', encoding="utf-8")
        except OSError as error:
            raise BaselineError(f"{self.file}: cannot be written ({error.strerror})") from None

    def _path(self, path: str) -> str:
        """Return an article's path as the file has it; addresses and standard input stay as they are."""
        if path == "-" or "://" in path:
            return path
        try:
            relative = os.path.relpath(Path(path).resolve(), self.file.resolve().parent)
        except ValueError:  # another drive of Windows
            return Path(path).resolve().as_posix()
        return Path(relative).as_posix()


def read_baseline(file: Path, *, missing_ok: bool = False) -> Baseline:
    """Return the baseline in a file.

    Args:
        file: where it is.
        missing_ok: whether a file that is not there is an empty baseline.

    Raises:
        BaselineError: it cannot be read or is no baseline.
    """
    try:
        if file.stat().st_size > _MAX_BYTES:
            raise BaselineError(f"{file}: longer than {_MAX_BYTES // 1_000_000} MB, which no baseline is")
        data = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        if missing_ok:
            return Baseline(file)
        raise BaselineError(f"{file}: no such baseline (write it with: --update-baseline)") from None
    except OSError as error:
        raise BaselineError(f"{file}: cannot be read ({error.strerror})") from None
    except (ValueError, RecursionError):
        raise BaselineError(f"{file}: not a baseline of citecheck (not valid JSON)") from None
    if (
        not isinstance(data, dict)
        or data.get("schema") != SCHEMA
        or not isinstance(data.get("findings"), list)
    ):
        raise BaselineError(f'{file}: not a baseline of citecheck (no "schema": "{SCHEMA}")')
    entries: dict[str, list[Entry]] = {}
    for row in data["findings"]:
        entry = _entry(row, file)
        entries.setdefault(entry.path, []).append(entry)
    return Baseline(file, {path: tuple(some) for path, some in entries.items()})


def _entry(row: Any, file: Path) -> Entry:
    names = ("path", "code", "fingerprint")
    if not isinstance(row, dict) or not all(isinstance(row.get(name), str) for name in names):
        raise BaselineError(f"{file}: an entry lacks path, code or fingerprint: {str(row)[:80]!r}")
    return Entry(row["path"], row["code"], row["fingerprint"], str(row.get("text", "")))


def _row(entry: Entry) -> dict[str, str]:
    return {"path": entry.path, "code": entry.code, "fingerprint": entry.fingerprint, "text": entry.text}


def _text(report: ArticleReport, finding: Finding) -> str:
    article = report.article
    reference = next((r for r in article.references if r.id == finding.subject), None)
    claim = next((c for c in article.claims if c.id == finding.subject), None)
    if reference:
        parts = (reference.outlet, reference.headline or reference.url or reference.text)
        words = ": ".join(part for part in parts if part)
    else:
        words = claim.text if claim else finding.message
    words = " ".join(words.split())
    return words if len(words) <= _TEXT_LENGTH else words[: _TEXT_LENGTH - 1] + "…"
