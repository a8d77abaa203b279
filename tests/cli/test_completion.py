"""Shell completion, as click's own scripts ask for it."""

from __future__ import annotations

import pytest
from command import Cite


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
