"""The command line: options -> settings -> check -> report -> exit code."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from citecheck import __version__
from citecheck.errors import CitecheckError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

DEFAULT_COMMAND = "check"
_COMPLETION = "_CITECHECK_COMPLETE"
"""Set by the shell's completion function, as click names it."""

_COMMANDS = {
    "check": "Check articles (the default: 'citecheck article.txt').",
    "batch": "Check any number of documents, a row for each.",
    "parse": "Show what is read: references and claims.",
    "find": "Look up one headline, or many.",
    "support": "Judge one claim against one text, or many.",
    "archive": "Import, look at and export the local archive of headlines.",
    "outlets": "List the outlets and the routes by which they are asked.",
    "explain": "Explain a finding code such as CC002.",
    "config": "Show the settings in force and where each came from.",
}
"""Each is one file of this package with a click command of the same name, imported when it is used."""


class _Commands(click.Group):
    """A group that loads commands lazily and takes `citecheck FILE` for `citecheck check FILE`."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"citecheck.cli.{cmd_name}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = ("--help", "-h", "--version")
        if args and args[0] not in _COMMANDS and args[0] not in own:
            _hint_at_command(args[0])
            args = [DEFAULT_COMMAND, *args]
        return super().parse_args(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete the first word: a command, or what the default command takes."""
        from citecheck.cli.completion import complete_file

        # Files first: at one, click's script for bash forgets what was offered before it.
        found = [] if incomplete.startswith("-") else complete_file(ctx, self.params[0], incomplete)
        found += super().shell_complete(ctx, incomplete)
        check = self.get_command(ctx, DEFAULT_COMMAND)
        if check is None:
            return found
        with click.Context(check, info_name=ctx.info_name) as inner:
            known = {item.value for item in found}
            found += [item for item in check.shell_complete(inner, incomplete) if item.value not in known]
        return found

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        check = self.get_command(ctx, DEFAULT_COMMAND)
        if check is None:
            return
        with click.Context(check, info_name=ctx.info_name) as inner:
            check.format_help(inner, formatter)
        with formatter.section("Instead of an article"):
            formatter.write_dl([("--version", "Show the version and end.")])
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


def _hint_at_command(word: str) -> None:
    """Refuse a first word that is no file but spelt like a command.

    Raises:
        click.UsageError: it is.
    """
    if not word.isalpha() or os.path.lexists(word):
        return
    import difflib

    close = difflib.get_close_matches(word.lower(), _COMMANDS, n=1, cutoff=0.75)
    if close:
        raise click.UsageError(f"there is no file and no command {word!r} (did you mean {close[0]!r}?)")


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]}, no_args_is_help=True)
@click.version_option(__version__, message="citecheck %(version)s")
def _citecheck() -> None:
    """Check that every news article a text cites exists, and backs what the text claims."""


def run(args: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code: 0, 1, 2, 3 or 130 as the README lists them."""
    instruction = os.environ.get(_COMPLETION)
    if instruction:
        from click.shell_completion import shell_complete

        return shell_complete(_citecheck, {}, "citecheck", _COMPLETION, instruction)
    try:
        # Not click's main(): its own exit codes mean other things than ours.
        with _citecheck.make_context("citecheck", list(sys.argv[1:] if args is None else args)) as context:
            result = _citecheck.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as error:
        error.show()
        return 2
    except CitecheckError as error:
        click.echo(f"citecheck: {error}", err=True)
        return 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("citecheck: interrupted", err=True)
        return 130
    except BrokenPipeError:
        # The reader of a pipe has seen enough.
        _close_stdout()
        return 0
    except OSError as error:
        if os.environ.get("CITECHECK_DEBUG"):
            raise
        # What is read and what is written to files says so itself; a full disk under stdout is left.
        _close_stdout()
        click.echo(f"citecheck: {error.filename or 'standard output'}: {error.strerror or error}", err=True)
        return 2
    return result if isinstance(result, int) else 0


def _close_stdout() -> None:
    """Let what is still buffered go nowhere, or the interpreter would fail over it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
