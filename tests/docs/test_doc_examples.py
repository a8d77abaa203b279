"""Every configuration, command and outlet that a page shows is one that citecheck takes."""

from __future__ import annotations

import asyncio
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click
import pytest

from citecheck.cli import _citecheck
from citecheck.fetcher.interface import Request, Response
from citecheck.fetcher.routes.base import make_route
from citecheck.models import Listed, Question, Ranked
from citecheck.settings import Settings, resolve

ROOT = Path(__file__).parents[2]
PAGES = sorted([*(ROOT / "docs").glob("*.md"), ROOT / "README.md"])
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.DOTALL | re.MULTILINE)


def blocks(file: Path, *languages: str) -> list[str]:
    return [
        text for language, text in _BLOCK.findall(file.read_text(encoding="utf-8")) if language in languages
    ]


def configured(text: str, folder: Path) -> Settings:
    (folder / "citecheck.toml").write_text(text, encoding="utf-8")
    return resolve({}, environ={}, start=folder).settings


CONFIGURATIONS = [(file.name, text) for file in PAGES for text in blocks(file, "toml")]


@pytest.mark.parametrize(("page", "text"), CONFIGURATIONS, ids=[page for page, _ in CONFIGURATIONS])
def test_configurations_are_read_and_their_routes_made(page: str, text: str, tmp_path: Path) -> None:
    settings = configured(text, tmp_path)
    assert settings != Settings()
    for outlet in settings.user_outlets:
        assert outlet.routes
        for spec in outlet.routes:
            assert make_route(outlet, spec, {}).outlet is outlet


def commands() -> Iterator[tuple[str, list[str]]]:
    """Yield each command that a page shows, by its words."""
    for file in PAGES:
        text = file.read_text(encoding="utf-8")
        lines = [line for block in blocks(file, "sh", "yaml", "make") for line in block.splitlines()]
        inline = re.findall(r"`(citecheck [^`]+)`", _BLOCK.sub("", text))
        for line in lines + inline:
            found = re.search(r"(?:^|[\s|/;-] ?)citecheck (?!@)(.*)", line.partition("  #")[0])
            if found and "…" not in line and "_source" not in line and "git clone" not in line:
                yield file.name, shlex.split(re.split(r"[|<>;]| \$\(", found[1])[0])


SHOWN = sorted({(page, " ".join(words)) for page, words in commands()})


@pytest.mark.parametrize(("page", "words"), SHOWN)
def test_commands_have_the_options_they_are_shown_with(page: str, words: str) -> None:
    command: click.Command = _citecheck
    rest = words.split()
    with click.Context(_citecheck) as context:
        while isinstance(command, click.Group):
            inner = command.get_command(context, rest[0]) if rest else None
            if inner is None:
                assert command is _citecheck, f"{page}: {command.name} has no command {rest[:1]}"
                inner = command.get_command(context, "check")
            else:
                rest = rest[1:]
            assert inner is not None
            command = inner
    known = {name for option in command.params for name in (*option.opts, *option.secondary_opts)}
    known |= {"--help", "--version"}
    for word in rest:
        if re.match(r"--?[a-z]", word):
            assert word.partition("=")[0] in known, f"{page}: citecheck {words}"


def test_some_commands_are_shown() -> None:
    assert len(SHOWN) > 20


class Sitemaps:
    """A web that holds a sitemap for one day, and nothing else."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def get(self, request: Request) -> Response:
        self.asked.append(request.url)
        page = "https://portsella-gazette.example/2026/06/02/ferries-sail-again"
        held = f"<url><loc>{page}</loc></url>" if "2026-06-02" in request.url else ""
        body = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{held}</urlset>'
        return Response(request.url, 200, {"content-type": "application/xml"}, body.encode())


def test_an_outlet_is_a_table_and_is_asked_as_it_says(tmp_path: Path) -> None:
    (text,) = blocks(ROOT / "docs" / "outlets.md", "toml")[:1]
    settings = configured(text, tmp_path)
    outlet = settings.outlets.get("gazette (port sella)")
    assert outlet is not None
    assert settings.outlets.by_host("www.portsella-gazette.example") is outlet
    spec = next(spec for spec in outlet.routes if spec.kind == "day-sitemap")
    web = Sitemaps()
    question = Question(outlet.name, "Ferries sail again", "2026-06-02")
    answer = asyncio.run(make_route(outlet, spec, {}, today=date(2026, 6, 9)).ask(question, web))
    assert isinstance(answer, Listed | Ranked)
    assert [story.url for story in answer.stories] == [
        "https://portsella-gazette.example/2026/06/02/ferries-sail-again"
    ]
    assert "https://portsella-gazette.example/sitemap/2026-06-02.xml" in web.asked


def test_the_python_interface_imports_neither_click_nor_rich(tmp_path: Path) -> None:
    code = (
        "import sys, citecheck\n"
        "citecheck.check_text('References:\\n\\n\"Ferries sail again\" – Reuters', "
        "settings=citecheck.Settings(offline=True, archive='none.sqlite3'))\n"
        "print(sorted({'click', 'rich'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == "[]\n"
