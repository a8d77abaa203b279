"""The arrows of docs/architecture.md: who may import whom."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import citecheck

ROOT = Path(citecheck.__file__).parent
STAGES = ("parser", "fetcher", "matcher", "archive", "report")
BELOW = {"cli", "api", "pipeline", "checker", "resources", "judging"}
"""What stands above the stages, so that none of them may import it."""


def imported(file: Path) -> set[str]:
    """Return the names of all modules of citecheck that a file imports, without "citecheck."."""
    names = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {name.removeprefix("citecheck.") for name in names if name.startswith("citecheck.")}


def opened(file: Path) -> set[str]:
    """Return which functions a file calls that open files, sockets or processes."""
    calls = {node.func for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Call)}
    names = {call.id for call in calls if isinstance(call, ast.Name)}
    return names & {"open", "urlopen", "Popen", "socket"}


@pytest.mark.parametrize("stage", STAGES)
def test_no_stage_imports_another_or_what_stands_above_it(stage: str) -> None:
    others = (BELOW | set(STAGES)) - {stage}
    files = sorted((ROOT / stage).rglob("*.py"))
    assert files
    for file in files:
        wrong = {name for name in imported(file) if name.partition(".")[0] in others}
        assert not wrong, f"{file.relative_to(ROOT)} imports {wrong}"


def test_models_import_nothing_but_models() -> None:
    for file in sorted((ROOT / "models").rglob("*.py")):
        wrong = {name for name in imported(file) if name.partition(".")[0] not in ("models", "errors")}
        assert not wrong, f"{file.name} imports {wrong}"


@pytest.mark.parametrize("stage", ["parser", "matcher"])
def test_parser_and_matcher_open_nothing(stage: str) -> None:
    for file in sorted((ROOT / stage).rglob("*.py")):
        assert not opened(file), file.relative_to(ROOT)


def test_only_the_command_line_imports_click_and_only_the_terminal_report_rich() -> None:
    for file in sorted(ROOT.rglob("*.py")):
        text = file.read_text(encoding="utf-8")
        place = file.relative_to(ROOT).as_posix()
        assert "import click" not in text or place.startswith("cli/"), place
        assert "rich" not in {name.partition(".")[0] for name in outside(text)} or place.startswith(
            ("report/terminal", "report/canvas", "cli/")
        ), place


def outside(text: str) -> set[str]:
    """Return the modules that a text imports from anywhere."""
    nodes = list(ast.walk(ast.parse(text)))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return plain | {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
