"""The documentation: generated pages are fresh, links lead somewhere, examples do what is said of them."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from citecheck.baseline import SCHEMA
from citecheck.fetcher.interface import FetchError, Request, Response
from citecheck.fetcher.routes import base as routes
from citecheck.models import ArticleReport, Finding, Question, Ranked, Report, Span
from citecheck.outlets import Outlet, RouteSpec, known_outlets
from citecheck.parser import parse
from citecheck.parser.references.find import find_references
from citecheck.report import interface
from citecheck.settings import _READERS, HELP, KEY_NAMES
from citecheck.suppressions import Suppression, read_directive

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
BIN = Path(sys.executable).parent
PAGES = sorted([*DOCS.glob("*.md"), ROOT / "README.md"])

Run = Callable[..., subprocess.CompletedProcess[str]]


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def blocks(name: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", page(name), re.DOTALL | re.MULTILINE)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run a command in a folder with a sample article, offline, as a person with an empty home would."""
    drafts = tmp_path / "drafts"
    drafts.mkdir()
    for place in (tmp_path, drafts):
        shutil.copy(ROOT / "fixtures" / "article.txt", place / "article.txt")

    def started(*words: str | Path, **env: str) -> subprocess.CompletedProcess[str]:
        known = {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "HOME": str(tmp_path / "home")}
        quiet = {"PYTHONUTF8": "1", "CITECHECK_OFFLINE": "1", "GIT_CONFIG_GLOBAL": os.devnull}
        return subprocess.run(
            words,
            cwd=tmp_path,
            env=known | quiet | env,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    return started


def test_generated_pages_are_fresh(run: Run) -> None:
    done = run(sys.executable, DOCS / "generate.py", "--check")
    assert done.returncode == 0, done.stderr


def test_every_setting_is_explained() -> None:
    assert list(HELP) == list(_READERS)


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.name)
def test_links_lead_somewhere(file: Path) -> None:
    text = re.sub(r"^```.*?^```", "", file.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"`[^`\n]*`", "", text)
    for target in re.findall(r"\]\(([^()\s]+)\)", text):
        if "://" in target:
            continue
        path, _, anchor = target.partition("#")
        place = (file.parent / path).resolve() if path else file
        assert place.exists(), f"{file.name}: {target}"
        if anchor:
            assert anchor in anchors(place), f"{file.name}: {target}"


def anchors(file: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


def test_every_page_is_on_the_map() -> None:
    site = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    for file in DOCS.glob("*.md"):
        assert file.name == "index.md" or f"]({file.name})" in page("index.md"), file.name
        assert re.search(rf"^ +- (\w+: )?{re.escape(file.name)}$", site, re.MULTILINE), (
            f"mkdocs.yml: {file.name}"
        )


def test_the_python_examples_run(run: Run) -> None:
    for example in blocks("api.md", "python"):
        done = run(sys.executable, "-c", example)
        assert done.returncode == 0, done.stderr
    assert "article.txt" in run(sys.executable, "-c", blocks("api.md", "python")[0]).stdout


def test_the_baseline_commands_do_what_is_said(run: Run, tmp_path: Path) -> None:
    (block,) = blocks("settling.md", "sh")
    write, use = block.strip().splitlines()
    assert run("sh", "-c", write).returncode == 0
    assert json.loads((tmp_path / "citecheck-baseline.json").read_text())["schema"] == SCHEMA
    assert run("sh", "-c", use).returncode == 0


def test_the_shell_and_make_recipes_run(run: Run, tmp_path: Path) -> None:
    plain, _completion = blocks("ci.md", "sh")
    git = ("git", "-c", "user.name=A Writer", "-c", "user.email=writer@example.org")
    for words in (("init", "-q", "-b", "main"), ("add", "drafts"), ("commit", "-q", "-m", "A draft")):
        assert run(*git, *words).returncode == 0
    draft = tmp_path / "drafts" / "article.txt"
    draft.write_text(draft.read_text() + "\n")
    first, second = plain.strip().splitlines()
    assert run("sh", "-c", first).returncode == 0
    assert json.loads((tmp_path / "report.json").read_text())["summary"]["articles"] == 1
    assert "drafts/article.txt" in run("sh", "-c", second).stdout
    if shutil.which("make"):
        run("sh", "-c", blocks("settling.md", "sh")[0].splitlines()[0])
        (tmp_path / "Makefile").write_text(blocks("ci.md", "make")[0])
        assert run("make", "citations").returncode == 0


def test_the_action_recipe_uses_inputs_that_exist() -> None:
    recipe = next(text for text in blocks("ci.md", "yaml") if "- uses: ./.citecheck" in text)
    step = recipe.partition("- uses: ./.citecheck")[2].partition("env:")[0]
    action = (ROOT / "action.yml").read_text(encoding="utf-8")
    used = re.findall(r"^ {10}([a-z-]+):", step, re.MULTILINE)
    assert used
    for name in (*used, *re.findall(r"^\| `([a-z-]+)` \|", page("ci.md"), re.MULTILINE)):
        assert f"\n  {name}:\n" in action
    hooks = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    for name in re.findall(r"- id: ([a-z-]+)", page("ci.md")):
        assert f"- id: {name}\n" in hooks


def test_no_recipe_has_a_blank_to_fill_in() -> None:
    for file in PAGES:
        assert not re.search(r"\b(OWNER|TODO|FIXME|XXX)\b", file.read_text(encoding="utf-8")), file.name


def test_the_directives_shown_are_directives() -> None:
    shown = re.findall(
        r"`(<!-- citecheck.*?-->|\{/\* citecheck.*?\*/\}|\[citecheck.*?\])`", page("settling.md")
    )
    assert len(shown) == 3
    for text in (*shown, blocks("settling.md", "text")[0]):
        article = parse(text.encode(), name="a.md", outlets=known_outlets(), claims=False)
        (directive,) = article.directives
        assert isinstance(read_directive(directive, 1), Suppression)


# The walk-throughs of extending.md.


def example(number: int) -> dict[str, Any]:
    """Run an example of extending.md as the module it shows and return its names."""
    names: dict[str, Any] = {"__name__": f"extending_{number}"}
    exec(blocks("extending.md", "python")[number], names)
    return names


class Shelf:
    """A web of one page."""

    def __init__(self, body: str) -> None:
        self._body = body.encode()

    async def get(self, request: Request) -> Response:
        return Response(request.url, 200, {}, self._body)


def test_a_route_kind_is_one_class(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routes, "_KINDS", dict(routes.kinds()))
    example(0)
    outlet = Outlet("Port Sella Gazette", domains=("gazette.example",))
    spec = RouteSpec("front-page", options={"url": "https://gazette.example/front.json"})
    route = routes.make_route(outlet, spec, {}, today=date(2026, 6, 3))
    question = Question("Port Sella Gazette", "Ferries sail again")
    rows = [
        {"title": "Ferries sail again", "link": "/2026/06/02/ferries"},
        {"title": "Elsewhere", "link": "https://other.example/x"},
        "no story",
    ]
    answer = asyncio.run(route.ask(question, Shelf(json.dumps(rows))))
    assert isinstance(answer, Ranked)
    assert [(s.headline, s.url) for s in answer.stories] == [
        ("Ferries sail again", "https://gazette.example/2026/06/02/ferries")
    ]
    for body in ("[]", "<html>", "{}"):
        with pytest.raises(FetchError):
            asyncio.run(route.ask(question, Shelf(body)))


def test_a_format_is_one_function_and_its_references_are_found() -> None:
    source = '* The ferry\nIt sails.\n* References\n- "Ardenia reopens the Sella crossing" – Reuters\n'
    document = example(1)["read_org"](source, "a.org")
    references, _, _ = find_references(document, known_outlets())
    (reference,) = references
    assert (reference.outlet, reference.headline) == ("Reuters", "Ardenia reopens the Sella crossing")
    assert source[reference.span.start : reference.span.end].startswith('"Ardenia')
    assert reference.span.line == 4


def test_a_report_is_one_function_and_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "extending_lines.py").write_text(blocks("extending.md", "python")[2])
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(
        interface, "RENDERERS", MappingProxyType({**interface.RENDERERS, "lines": "extending_lines"})
    )
    article = parse(b"A line.\n", name="a.txt", outlets=known_outlets(), claims=False)
    span = Span(1, 1, 1, 2, 0, 1)
    findings = (Finding("CC001", "Not \x1b there.", span), Finding("CC003", "x", span, suppressed="agreed"))
    report = Report((ArticleReport(article, (), (), findings),))
    assert interface.render(report, "lines") == "a.txt:1:1: CC001 Not ␛ there.\n"
    assert interface.render(Report(()), "lines") == "clean\n"


def test_every_key_has_its_row():
    rows = re.findall(r"^\| `([A-Z_]+)` \|", page("keys.md"), re.MULTILINE)
    assert sorted(rows) == sorted(KEY_NAMES)
