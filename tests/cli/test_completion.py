"""Shell completion, as click's own scripts ask for it."""

from __future__ import annotations

import os
import pty
import select
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest
from command import COMMAND, Cite, clean_environment


def offered(cite: Cite, words: str, at: int) -> list[str]:
    env = {"_CITECHECK_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(at)}
    done = cite(env=env)
    assert done.returncode == 0, done.stderr
    return [line.partition(",")[2] for line in done.stdout.splitlines()]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_script(cite: Cite, shell: str) -> None:
    done = cite(env={"_CITECHECK_COMPLETE": f"{shell}_source"})
    if shell == "bash" and "bash" in done.stderr.lower():
        pytest.skip("the bash here is too old for completion")
    assert "_CITECHECK_COMPLETE" in done.stdout


@pytest.mark.parametrize(
    ("words", "at", "among"),
    [
        ("citecheck ex", 1, "explain"),
        ("citecheck --base", 1, "--baseline"),
        ("citecheck a.txt --fail", 2, "--fail-on"),
        ("citecheck a.txt --fail-on not", 3, "not-mentioned"),
        ("citecheck explain cc10", 2, "CC102"),
        ("citecheck find --out", 2, "--outlet"),
        ("citecheck find x --outlet guard", 4, "The Guardian"),
        ("citecheck outlets reu", 2, "Reuters"),
    ],
)
def test_commands_options_and_values_are_offered(cite: Cite, words: str, at: int, among: str) -> None:
    assert among in offered(cite, words, at)


@pytest.mark.parametrize(
    ("words", "at"), [("citecheck dra", 1), ("citecheck a.txt dra", 2), ("citecheck parse d", 2)]
)
def test_file_names_are_left_to_the_shell(cite: Cite, words: str, at: int) -> None:
    env = {"_CITECHECK_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(at)}
    assert any(line.startswith("file,") for line in cite(env=env).stdout.splitlines())


SET_UP = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], 'eval "$(_CITECHECK_COMPLETE=bash_source citecheck)"'),
    "zsh": (
        ["zsh", "-f", "-i"],
        'autoload -Uz compinit && compinit -u -D && eval "$(_CITECHECK_COMPLETE=zsh_source citecheck)"',
    ),
}
"""How a shell starts without its user's files, and what these would hold, as docs/ci.md says."""


def typed_into(command: list[str], env: dict[str, str], lines: list[tuple[str, str]]) -> str:
    """Type texts into a shell on a terminal of its own, each after the words before it have shown up."""
    child, terminal = pty.fork()
    if child == 0:
        os.execvpe(command[0], command, env)
    shown, ends = "", time.monotonic() + 40
    try:
        for text, until in lines:
            os.write(terminal, text.encode())
            shown = ""
            while until not in shown and time.monotonic() < ends:
                if select.select([terminal], [], [], 0.2)[0]:
                    shown += os.read(terminal, 4096).decode(errors="replace")
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(terminal)
    return shown


@pytest.mark.parametrize("shell", SET_UP)
def test_the_tab_key_completes(shell: str, home: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed here")
    env = {**clean_environment(home), "TERM": "dumb", "PS1": "> "}
    env["PATH"] = f"{COMMAND.parent}{os.pathsep}{env['PATH']}"
    command, set_up = SET_UP[shell]
    # The marks are put together by the shell, so that what is typed does not show them already.
    lines = [(f"{set_up}; echo rea''dy\n", "ready"), ("citecheck expl\t", "explain")]
    assert "citecheck explain" in typed_into(command, env, lines)


def test_fish_completes(home: Path, tmp_path: Path) -> None:
    if shutil.which("fish") is None:
        pytest.skip("fish is not installed here")
    env = clean_environment(home)
    env["PATH"] = f"{COMMAND.parent}{os.pathsep}{env['PATH']}"
    script = "_CITECHECK_COMPLETE=fish_source citecheck | source; complete -C 'citecheck expl'"
    done = subprocess.run(
        ["fish", "--no-config", "-c", script],
        cwd=tmp_path,
        env=env,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.stdout.startswith("explain")
