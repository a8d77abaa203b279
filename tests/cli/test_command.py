"""The command as such: versions, help, interrupts, pipes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from command import COMMAND, ROOT, Cite, clean_environment
from outlets_server import Outlets

import citecheck
from citecheck.cli import _citecheck
from citecheck.codes import CODES
from citecheck.examples import EXAMPLES

ARTICLE = ROOT / "fixtures" / "article.txt"


def test_version_and_help(cite: Cite) -> None:
    assert cite("--version").stdout == f"citecheck {citecheck.__version__}\n"
    shown = cite("--help").stdout
    for word in (
        "--version",
        "--offline",
        "--fail-on",
        "--replay",
        "find",
        "archive",
        "explain",
        "130: interrupted",
    ):
        assert word in shown
    for command in ("check", "parse", "find", "support", "archive", "outlets", "explain", "config"):
        assert cite(command, "--help").returncode == 0


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_starting_imports_nothing_heavy(option: str) -> None:
    code = (
        f"import sys; from citecheck.cli import run; run([{option!r}]); "
        "heavy = {'httpx', 'rich', 'bs4', 'lxml', 'rapidfuzz', 'asyncio', 'sqlite3', 'subprocess'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [COMMAND.with_name("python"), "-c", code], capture_output=True, text=True, check=True, timeout=30
    )
    assert done.stdout.splitlines()[-1] == "[]"


def commands(command: click.Command, name: str = "citecheck") -> Iterator[tuple[str, click.Command]]:
    """Yield each command by its words, the deepest ones of each branch."""
    if not isinstance(command, click.Group):
        yield name, command
        return
    with click.Context(command) as context:
        for inner in command.list_commands(context):
            found = command.get_command(context, inner)
            assert found is not None
            yield from commands(found, f"{name} {inner}")


COMMANDS = dict(commands(_citecheck))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_shows_examples_of_itself(name: str) -> None:
    text = COMMANDS[name].help or ""
    examples = [line.strip() for line in text.partition("Examples:")[2].splitlines()]
    shown = name.removesuffix(" check")
    assert any(line.startswith(shown) for line in examples), f"{name} --help has no example"


def test_every_option_is_explained() -> None:
    for name, command in COMMANDS.items():
        options = [option for option in command.params if isinstance(option, click.Option)]
        unexplained = [option.opts for option in options if not option.help and not option.hidden]
        assert not unexplained, name


def test_explain_and_outlets_and_config(cite: Cite, tmp_path: Path) -> None:
    assert "CC002 altered-meaning" in cite("explain", "cc002").stdout
    assert cite("explain").stdout.count("\nCC") == 11
    shown = " ".join(cite("explain", "claim-contradicted").stdout.split())
    for part in (CODES["CC101"].why, EXAMPLES["CC101"].claim, EXAMPLES["CC101"].says, CODES["CC101"].remedy):
        assert part in shown
    assert "did you mean CC001?" in cite("explain", "not-fund").stderr
    shown = cite("outlets", "guardian").stdout
    assert "guardian-api (confirmed)" in shown
    assert "theguardian.com" in cite("outlets").stdout
    (tmp_path / "citecheck.toml").write_text("jobs = 2\n")
    settings = cite("config", "show", env={"GUARDIAN_API_KEY": "s3cret"}).stdout
    assert "(citecheck.toml)" in settings
    assert "s3cret" not in settings


def test_an_outlets_routes_can_be_tried(cite: Cite) -> None:
    with Outlets(faults={"kyivindependent /sitemap": "consent"}) as served:
        piece = next(story for story in served.stories if story.outlet == "Kyiv Independent")
        hosts = [f"--connect-to={h}={a}:{p}" for h, (a, p) in served.connect_to.items()]
        done = cite("outlets", "Kyiv Independent", "--test", piece.headline, *hosts)
        undated = cite("outlets", "Reuters", "--test", "Nothing of the kind", *hosts)
    assert done.returncode == 0
    assert f'best: "{piece.headline}"' in done.stdout
    assert "Kyiv Independent sitemap: refused, blocked" in done.stdout
    assert "refused, needs-date" in undated.stdout
    assert cite("outlets", "Reuters", "--test", "x", "--offline").returncode == 2


def test_standard_input_and_reports_to_files(cite: Cite, tmp_path: Path) -> None:
    text = 'References:\n\n"Rain falls on Port Sella" – Reuters\n'
    done = cite("-", "--stdin-filename", "x.md", "--offline", "--report", "json=out/../r.json", stdin=text)
    assert done.returncode == 2
    assert "cannot be written" in done.stderr
    done = cite("-", "--stdin-filename", "x.md", "--offline", "--report", "json=r.json", stdin=text)
    assert done.returncode == 3
    report = json.loads((tmp_path / "r.json").read_text())
    assert report["articles"][0]["path"] == "x.md"
    assert report["articles"][0]["format"] == "markdown"


def test_an_interrupt_ends_with_what_is_known_and_130(tmp_path: Path, home: Path) -> None:
    with Outlets(faults={"guardian": "slow"}) as outlets:
        hosts = [f"--connect-to={h}={a}:{p}" for h, (a, p) in outlets.connect_to.items()]
        process = subprocess.Popen(
            [COMMAND, ARTICLE, "--format", "json", *hosts],
            cwd=tmp_path,
            env=clean_environment(home),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        outlets.wait_for("guardian")
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Traceback" not in err
    verdicts = {r["outlet"]: r["verdict"] for r in json.loads(out)["articles"][0]["references"]}
    assert verdicts["The Guardian"] == "unchecked"
    assert len(verdicts) == 4


def test_a_misspelt_command_or_outlet_is_told(cite: Cite, tmp_path: Path) -> None:
    done = cite("explian", "CC002")
    assert (done.returncode, "did you mean 'explain'?" in done.stderr) == (2, True)
    (tmp_path / "explian").write_text("A draft of this name.\n")
    assert "did you mean" not in cite("explian", "--offline").stderr
    assert "(did you mean 'The Guardian'?)" in cite("outlets", "gardian").stderr
    asked = cite("find", "Ferries sail again", "--outlet", "Gaurdian", "--offline")
    assert (asked.returncode, "did you mean 'The Guardian'?" in asked.stderr) == (3, True)
    assert "--offline" in cite("explian", "--offlin").stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full here")
def test_a_full_disk_is_one_line(home: Path, tmp_path: Path) -> None:
    for words in (["explain"], [ARTICLE, "--offline"]):
        with Path("/dev/full").open("w") as full:
            done = subprocess.run(
                [COMMAND, *words],
                cwd=tmp_path,
                env=clean_environment(home),
                stdout=full,
                stderr=subprocess.PIPE,
                text=True,
                check=False,
                timeout=60,
            )
        assert done.returncode == 2
        assert done.stderr == "citecheck: standard output: No space left on device\n"


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path, home: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as gone:
        done = subprocess.run(
            [COMMAND, "explain"],
            stdout=gone,
            stderr=subprocess.PIPE,
            env=clean_environment(home),
            text=True,
            check=False,
        )
    assert done.returncode == 0
    assert done.stderr == ""
