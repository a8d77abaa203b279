"""The GitHub Action and the pre-commit hooks: read as text, and the Action's script run as a runner would."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ACTION = (ROOT / "action.yml").read_text(encoding="utf-8")
HOOKS = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
BIN = Path(sys.executable).parent
RECORDING = ROOT / "fixtures" / "outlets.warc.gz"
ARTICLE = ROOT / "fixtures" / "article.txt"


def scripts() -> list[str]:
    """Return the text of each `run: |` block."""
    found = re.findall(r"^( +)run: \|\n((?:\1  .*\n|\n)+)", ACTION, re.MULTILINE)
    return [textwrap.dedent(text) for _, text in found]


def run_check(
    folder: Path, paths: str, args: str = "", **inputs: str
) -> tuple[subprocess.CompletedProcess[str], str, str]:
    """Run the Action's second script and return what it did, its outputs and the job's summary."""
    output, summary = folder / "output", folder / "summary"
    env = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder / "home"),
        "PYTHONUTF8": "1",
        "BIN": str(BIN),
        "GITHUB_OUTPUT": str(output),
        "GITHUB_STEP_SUMMARY": str(summary),
        "INPUT_PATHS": paths,
        "INPUT_ARGS": args,
        "INPUT_FAIL_ON": "",
        "INPUT_SUMMARY": "true",
        "INPUT_SARIF_FILE": "",
    } | inputs
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", scripts()[1]],
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    written = summary.read_text() if summary.exists() else ""
    return done, output.read_text(), written


def test_inputs_are_never_put_into_a_script() -> None:
    assert len(scripts()) == 2
    assert not any("${{" in script for script in scripts())
    declared = set(re.findall(r"^  ([a-z-]+):\n    description:", ACTION, re.MULTILINE))
    assert declared >= {"paths", "version", "args", "fail-on", "summary", "sarif-file", "exit-code"}
    used = set(re.findall(r"^        [A-Z_]+: \$\{\{ inputs\.([a-z-]+) \}\}$", ACTION, re.MULTILINE))
    assert used == declared - {"exit-code"}


@pytest.mark.parametrize("script", scripts())
def test_the_scripts_are_bash(script: str) -> None:
    subprocess.run(["bash", "-n", "-c", script], check=True, timeout=10)


def test_a_job_fails_for_findings_and_leaves_its_reports(tmp_path: Path) -> None:
    args = f"--replay\n{RECORDING}\n"
    done, output, summary = run_check(tmp_path, f"{ARTICLE}\n", args, INPUT_SARIF_FILE="out file.sarif")
    assert done.returncode == 1, done.stderr
    assert output == "exit-code=1\n"
    assert "::error file=" in done.stdout
    assert summary.startswith("## ")
    assert json.loads((tmp_path / "out file.sarif").read_text())["version"] == "2.1.0"
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    done, _, summary = run_check(fresh, str(ARTICLE), args, INPUT_FAIL_ON="never", INPUT_SUMMARY="false")
    assert (done.returncode, summary) == (0, "")


def test_a_job_does_not_fail_for_what_could_not_be_checked(tmp_path: Path) -> None:
    done, output, _ = run_check(tmp_path, str(ARTICLE), "--offline")
    assert (done.returncode, output) == (0, "exit-code=3\n")
    assert "could not be checked" in done.stdout


def test_hostile_inputs_stay_words(tmp_path: Path) -> None:
    hostile = '$(touch made)\n`touch made`\n"; touch made; "\n--version\n'
    done, output, _ = run_check(tmp_path, hostile, INPUT_FAIL_ON="$(touch made)")
    assert done.returncode == 2
    assert output == "exit-code=2\n"
    done, _, _ = run_check(tmp_path, hostile)
    assert done.returncode == 2
    assert not (tmp_path / "made").exists()


def test_the_hooks_are_two_and_run_commands_that_exist(tmp_path: Path) -> None:
    hooks = re.split(r"^- ", HOOKS, flags=re.MULTILINE)[1:]
    read = [dict(re.findall(r"^ *([a-z_]+): (.+)$", hook, re.MULTILINE)) for hook in hooks]
    assert [hook["id"] for hook in read] == ["citecheck", "citecheck-offline"]
    for hook in read:
        assert hook.keys() >= {"id", "name", "entry", "language", "types_or", "require_serial"}
        command, *options = shlex.split(hook["entry"])
        assert command == "citecheck"
        done = subprocess.run(
            [BIN / command, *options, "--offline", ARTICLE],
            cwd=tmp_path,
            env={"PATH": os.environ["PATH"], "HOME": str(tmp_path)},
            capture_output=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == 0
    assert "--offline" in read[1]["entry"]
    assert "stages" not in read[1]
