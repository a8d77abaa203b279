"""What the README says is what happens."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from citecheck.outlets import read_outlets
from citecheck.settings import KEY_NAMES, resolve

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BIN = Path(sys.executable).parent
BLOCKS = re.findall(r"```(\w*)\n(.*?)```", README, re.DOTALL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return an empty folder with the files that the README's examples name."""
    (tmp_path / "article.txt").write_text((ROOT / "fixtures" / "article.txt").read_text())
    row = "Reuters\t2026-06-02\tFerries sail again in Port Sella\thttps://www.reuters.com/x-2026-06-02/\n"
    (tmp_path / "headlines.tsv").write_text("outlet\tdate\theadline\turl\n" + row)
    (tmp_path / "june.csv").write_text("outlet,date,headline,url\n" + row.replace("\t", ","))
    return tmp_path


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    env = {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "HOME": str(folder), "PYTHONUTF8": "1"}
    return subprocess.run(
        command, cwd=folder, env=env, capture_output=True, text=True, check=False, timeout=60
    )


def test_the_capture_is_what_make_demo_prints(folder: Path) -> None:
    shown = README.partition("$ citecheck fixtures/article.txt")[2].partition("\n")[2].partition("```")[0]
    demo = next(line for line in (ROOT / "Makefile").read_text().splitlines() if "--replay" in line)
    words = demo.replace("$(BIN)/", "").split()
    done = subprocess.run(
        [str(BIN / words[0]), *words[1:]],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0
    assert shown.strip()
    assert shown.rstrip() == "\n".join(line.rstrip() for line in done.stdout.splitlines())


def test_the_archive_commands_work_as_written(folder: Path) -> None:
    block = next(text for kind, text in BLOCKS if kind == "sh" and "archive import" in text)
    codes = [run(["sh", "-c", line], folder).returncode for line in block.strip().splitlines()]
    assert codes == [0, 0, 3]


def test_the_python_example_works_as_written(folder: Path) -> None:
    code = next(text for kind, text in BLOCKS if kind == "python")
    offline = code.replace('check("article.txt")', 'check("article.txt", settings=OFFLINE)')
    assert offline != code
    before = "import citecheck\nOFFLINE = citecheck.Settings(offline=True)\n"
    done = run([sys.executable, "-c", before + offline], folder)
    assert done.stderr == ""
    assert "CC201" in done.stdout


def test_the_configuration_example_is_read(folder: Path) -> None:
    text = next(text for kind, text in BLOCKS if kind == "toml")
    (outlet,) = read_outlets(tomllib.loads(text)["outlet"], "README.md")
    assert outlet.routes
    (folder / "citecheck.toml").write_text(text)
    assert resolve({}, environ={}, start=folder).settings.user_outlets == (outlet,)


def test_every_option_and_command_that_is_named_exists(folder: Path) -> None:
    shown = run(["citecheck", "--help"], folder).stdout
    shown += run(["citecheck", "archive", "import", "--help"], folder).stdout
    shown += run(["citecheck", "find", "--help"], folder).stdout
    for option in set(re.findall(r"`[^`\n]*?(--[a-z][a-z-]+)", README)):
        assert option in shown, option
    for command in set(re.findall(r"`citecheck ([a-z]+)\b", README)) - {"article"}:
        assert run(["citecheck", command, "--help"], folder).returncode == 0, command


def test_every_key_that_is_named_is_read() -> None:
    for name in re.findall(r"`([A-Z_]+_API_KEY|[A-Z]+_KEY|SEARXNG_URL)`", README):
        assert name in KEY_NAMES


def test_make_is_the_way_in() -> None:
    makefile = (ROOT / "Makefile").read_text()
    for target in re.findall(r"make (\w+)", README):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
