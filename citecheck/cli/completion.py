"""What a shell offers for the words of a command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from citecheck.codes import CODES

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def complete_file(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001 - click's signature
    """Let the shell complete names of files."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="file")]


def complete_outlet(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001 - click's signature
    """Complete the name of a known outlet, whatever its case, with or without "The"."""
    from click.shell_completion import CompletionItem

    from citecheck.outlets import known_outlets

    wanted = incomplete.casefold()
    names = sorted(outlet.name for outlet in known_outlets())
    return [
        CompletionItem(n)
        for n in names
        if n.casefold().removeprefix("the ").startswith(wanted.removeprefix("the "))
    ]


def complete_code(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001 - click's signature
    """Complete a finding code."""
    from click.shell_completion import CompletionItem

    wanted = incomplete.upper()
    return [CompletionItem(c.code, help=c.name) for c in CODES.values() if c.code.startswith(wanted)]
