"""A batch from its inputs to its output: begun, or gone on with where it was left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from citecheck.baseline import read_baseline
from citecheck.batch.documents import SourceKind, find_sources
from citecheck.batch.engine import Engine
from citecheck.batch.manifest import Manifest
from citecheck.batch.plan import WAVE, Batch, Progress, Standing
from citecheck.batch.sink import Sink, Target, state_of
from citecheck.batch.steps import Order
from citecheck.errors import BatchError
from citecheck.processes import work_of
from citecheck.settings import Settings

_TOLD = ("claims", "default_outlet", "date", "fail_on", "offline")
"""Settings on which rows depend: a batch is finished with those it was begun with."""


def run_batch(
    given: Sequence[str],
    target: Target,
    settings: Settings,
    engine: Callable[[Order], Engine],
    *,
    restart: bool = False,
    wave: int = WAVE,
    progress: Progress | None = None,
) -> Standing:
    """Check documents and write a row for each, or go on with that where an earlier run was ended.

    Args:
        given: folders, files, globs; JSON Lines and Parquet files hold many documents.
        target: where the rows go; the manifest lies beside it.
        settings: what the run is told.
        engine: makes what takes the steps.
        restart: forget what an earlier run did.
        wave: documents under way at a time.
        progress: called as work is done.

    Raises:
        BatchError: inputs, output or manifest do not fit together, or cannot be read or written.
        ArticleError: an input names nothing.
        ArchiveError, BaselineError, SettingsError: what the settings name cannot be opened.
    """
    _refuse_what_no_batch_can(settings)
    if restart:
        _forget(target)
    elif not target.manifest.exists() and _holds_results(target):
        raise BatchError(f"{target.path}: is there already and has no manifest; use --restart to replace it")
    try:
        target.manifest.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BatchError(f"{target.path}: cannot be written ({error.strerror})") from None
    manifest = Manifest(target.manifest)
    try:
        return _run(manifest, given, target, settings, engine, wave, progress)
    finally:
        manifest.close()


def _run(
    manifest: Manifest,
    given: Sequence[str],
    target: Target,
    settings: Settings,
    engine: Callable[[Order], Engine],
    wave: int,
    progress: Progress | None,
) -> Standing:
    _begin(manifest, given, settings, target)
    baseline = read_baseline(settings.baseline) if settings.baseline else None
    # The day a batch speaks for is that of its beginning, so that it says the same however often it is ended.
    order = Order(settings, date.fromisoformat(manifest.fact("today")), baseline)
    sink = Sink(target, state_of(manifest.fact("sink")))
    started = engine(order)
    try:
        batch = Batch(manifest, sink, started, offline=settings.offline, wave=wave, progress=progress)
        return batch.run()
    finally:
        started.close()
        sink.close()


def _refuse_what_no_batch_can(settings: Settings) -> None:
    for name in ("record", "replay", "judge"):
        if getattr(settings, name, None):
            raise BatchError(f"--{name}: not for batches")
    work = work_of(settings, settings.offline)
    if work.archive is not None:
        work.archive.complete_windows("")  # a file that is no archive is an error now, not in every row
        work.archive.close()


def _begin(manifest: Manifest, given: Sequence[str], settings: Settings, target: Target) -> None:
    """Note what the batch is, or make sure that it is the one begun.

    Raises:
        BatchError: it is another, or what it reads has changed.
        ArticleError: an input names nothing.
    """
    told: dict[str, Any] = {name: getattr(settings, name) for name in _TOLD}
    told |= {"inputs": list(given), "format": target.format}
    begun = manifest.fact("told")
    if begun is None:
        with manifest.transaction():
            manifest.put_sources(find_sources(given))
            manifest.note("told", told)
            manifest.note("today", datetime.now(UTC).date().isoformat())
        return
    changed = [name for name, value in told.items() if begun.get(name) != value]
    if changed:
        what = ", ".join(name.replace("_", "-") for name in changed)
        raise BatchError(f"{target.path}: was begun with other {what}; use those again, or --restart")
    if manifest.fact("finished"):
        raise BatchError(f"{target.path}: is complete; --restart does it again")
    _refuse_changed_sources(manifest)


def _refuse_changed_sources(manifest: Manifest) -> None:
    """Make sure that the documents still to be read lie where they lay."""
    for source in manifest.sources(manifest.position.source):
        if source.kind is SourceKind.FILE:
            continue
        now = next(find_sources([source.path]))
        if replace(now, rows=source.rows) != source:
            raise BatchError(f"{source.path}: has changed since the batch was begun; use --restart")


def _holds_results(target: Target) -> bool:
    return any(target.path.glob("part-*")) if target.folder else target.path.exists()


def _forget(target: Target) -> None:
    """Remove an earlier run's manifest and output."""
    for suffix in ("", "-wal", "-shm"):
        target.manifest.with_name(target.manifest.name + suffix).unlink(missing_ok=True)
    for part in target.path.glob("part-*") if target.folder else (target.path,):
        part.unlink(missing_ok=True)
