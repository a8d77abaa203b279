"""`citecheck batch INPUT… --output …`: more documents than one report holds."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from citecheck.cli.options import connections, network_options

if TYPE_CHECKING:
    from citecheck.batch.engine import Engine
    from citecheck.batch.plan import Standing
    from citecheck.batch.steps import Order

_INTERRUPTED = 130


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="FILE|DIR",
    help="A .jsonl or .parquet file, or a folder of parts.",
)
@click.option(
    "-f",
    "--format",
    "output_format",
    type=click.Choice(("jsonl", "parquet")),
    help="Of the parts in a folder [jsonl].",
)
@click.option(
    "--engine",
    type=click.Choice(("local", "ray")),
    default="local",
    show_default=True,
    help="Processes of this machine, or a Ray cluster.",
)
@click.option("--address", metavar="HOST:PORT", help="With --engine ray: its head [one started here].")
@click.option("--processes", type=click.IntRange(1, 1024), metavar="N", help="On this machine [all].")
@click.option(
    "--wave", type=click.IntRange(1, 1_000_000), default=5000, metavar="N", help="Documents under way [5000]."
)
@click.option("--restart", is_flag=True, help="Begin anew, and remove what an earlier run wrote.")
@click.option("--claims/--no-claims", default=None, help="Judge the claims too, or only the references.")
@click.option("--outlet", "default_outlet", metavar="NAME", help="Outlet of references that name none.")
@click.option("--date", metavar="DATE", help="Date of references that give none: 2025 or 2025-06-03.")
@network_options
@click.option("-q", "--quiet", is_flag=True, help="No progress and no summary on stderr.")
def batch(inputs: tuple[str, ...], output: str, **given: Any) -> int:
    """Check any number of documents, and write a row for each.

    Inputs are articles, folders and globs of them, and files of documents: JSON Lines with a document a line
    ({"id", "text", "format"?}) or Parquet with such columns. Each question is asked once. A run that is
    ended, however that happens, goes on where it stood when the same command is given again.

    \b
    Examples:
      citecheck batch drafts/ -o results.jsonl --offline
      citecheck batch corpus.parquet -o results/ --format parquet
      citecheck batch corpus.jsonl -o results/ --engine ray --address 10.0.0.1:6379

    Ends with 0: every document has its row; 2: usage, or a file that cannot be used; 130: interrupted.
    """
    from citecheck.batch.run import run_batch
    from citecheck.batch.sink import target_of
    from citecheck.settings import resolve

    own = {name: given.pop(name) for name in ("output_format", "engine", "address", "processes", "wave")}
    restart, quiet = given.pop("restart"), given.pop("quiet")
    if own["address"] and own["engine"] != "ray":
        raise click.UsageError("--address is for --engine ray")
    given["connect_to"] = connections(given["connect_to"])
    settings = resolve(given).settings
    progress = _Line(quiet)
    try:
        standing = run_batch(
            inputs,
            target_of(output, own["output_format"]),
            settings,
            _engine(own),
            restart=restart,
            wave=own["wave"],
            progress=progress,
        )
    except KeyboardInterrupt:
        progress.clear()
        click.echo("citecheck: interrupted; the same command goes on from here", err=True)
        return _INTERRUPTED
    progress.clear()
    if not quiet:
        click.echo(summary(standing), err=True)
    return 0


def _engine(own: dict[str, Any]) -> Callable[[Order], Engine]:
    """Return what makes the engine."""
    if own["engine"] == "ray":
        from citecheck.batch.ray_engine import RayEngine

        return lambda order: RayEngine(order, own["address"], own["processes"])
    from citecheck.batch.engine import LocalEngine
    from citecheck.processors import usable_processors

    return lambda order: LocalEngine(order, own["processes"] or usable_processors())


def summary(standing: Standing) -> str:
    """Return the end of a batch in one line."""
    from citecheck.report.counts import plural, tally_words
    from citecheck.report.labels import REFERENCE_LABELS

    totals = standing.totals
    verdicts = {label: totals[f"references {label}"] for label in REFERENCE_LABELS}
    words = tally_words(verdicts, REFERENCE_LABELS)
    clauses = [plural(totals["documents"], "document")]
    clauses += [f"{plural(totals['errors'], 'document')} could not be read"] if totals["errors"] else []
    clauses.append(plural(sum(verdicts.values()), "reference") + (f" ({words})" if words else ""))
    clauses.append(plural(totals["questions"], "question"))
    return ", ".join(clauses)


class _Line:
    """A line that overwrites itself on a terminal, and nothing elsewhere."""

    def __init__(self, quiet: bool, clock: Callable[[], float] = time.monotonic) -> None:
        self._shown = not quiet and sys.stderr.isatty() and not os.environ.get("CI")
        self._clock = clock
        self._begun: tuple[float, int, float] | None = None
        self._last = 0.0

    def __call__(self, standing: Standing) -> None:
        if not self._shown:
            return
        now = self._clock()
        self._begun = self._begun or (now, standing.written, standing.share)
        if now - self._last >= 0.2:
            self._last = now
            sys.stderr.write(f"\r{progress_line(standing, now, *self._begun):<78.78}\r")
            sys.stderr.flush()

    def clear(self) -> None:
        if self._shown:
            sys.stderr.write(f"\r{'':<78}\r")


def progress_line(standing: Standing, now: float, begun: float, written: int, share: float) -> str:
    """Return where a batch is, how fast it goes and how long it still takes.

    Args:
        standing: of now.
        now: seconds.
        begun: seconds, when this run began.
        written: documents that were written then.
        share: the share of the batch that was done then.
    """
    done, passed = standing.written - written, now - begun
    words = [f"{standing.written:,} documents ({100 * standing.share:.0f} %)"]
    if done and passed > 0:
        words.append(f"{done / passed:,.1f} a second")
    gained = standing.share - share
    if gained > 0 and passed > 0:
        words.append(f"{_span(passed * (1 - standing.share) / gained)} left")
    if standing.network:
        words.append(f"{standing.network:,} questions to the network")
    return f"{standing.stage}: " + ", ".join(words)


def _span(seconds: float) -> str:
    """Return a span of time in the two units that matter."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
