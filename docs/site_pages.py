"""What `mkdocs build` needs to show pages of the repository that stand outside docs/.

README, CHANGELOG and the measured results are written for readers of the repository, with links that
work there. Here they become pages of the site, and links to them are turned to those.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parents[1]
ELSEWHERE = {
    "README.md": "quickstart.md",
    "CHANGELOG.md": "changelog.md",
    "benchmarks/RESULTS.md": "results.md",
    "benchmarks/headline/RESULTS.md": "results-headlines.md",
    "benchmarks/parsing/RESULTS.md": "results-parsing.md",
    "benchmarks/network/RESULTS.md": "results-network.md",
    "benchmarks/support/RESULTS.md": "results-support.md",
    "benchmarks/support/MODEL.md": "results-model.md",
    "benchmarks/batch/RESULTS.md": "results-batch.md",
    "benchmarks/archive/RESULTS.md": "results-archive.md",
    "benchmarks/archive/POSTGRES.md": "results-postgres.md",
}
"""File of the repository -> page of the site."""

_LINK = re.compile(r"\]\(([^()\s:#]+)(#[^()\s]*)?\)")


def on_files(files: Files, config: Any) -> Files:
    """Add the pages from elsewhere."""
    for source, page in ELSEWHERE.items():
        text = (ROOT / source).read_text(encoding="utf-8")
        files.append(File.generated(config, page, content=text))
    return files


def on_page_markdown(markdown: str, page: Page, config: Any, files: Files) -> str:  # noqa: ARG001 - mkdocs' signature
    """Turn links that lead through the repository into links between pages."""
    known = {site: source for source, site in ELSEWHERE.items()}
    here = known.get(page.file.src_uri, f"docs/{page.file.src_uri}")

    def turned(match: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(here), match[1]))
        target = ELSEWHERE.get(target, target.removeprefix("docs/"))
        return f"]({target}{match[2] or ''})"

    return _LINK.sub(turned, markdown)
