"""What a run holds open: the archive, the network or a recording, and the notes to the user."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from citecheck.archive import open_archive
from citecheck.archive.interface import Archive
from citecheck.baseline import Baseline, read_baseline
from citecheck.errors import ArchiveError
from citecheck.fetcher.interface import Fetcher, Web
from citecheck.fetcher.lazy import LazyNetwork
from citecheck.outlets import OutletTable
from citecheck.settings import Settings

if TYPE_CHECKING:
    from citecheck.judging import Bench


@dataclass
class Resources:
    """Everything with a life of its own that a run needs."""

    outlets: OutletTable
    archive: Archive | None
    """None in a replay that names no archive: a recording alone must give the same report anywhere."""
    fetcher: Fetcher | None
    """None with --offline."""
    web: Web | None
    remembers: bool
    """Whether stories met online are added to the archive."""
    bench: Bench | None = None
    """The user's own judge of claims; None where the built-in one judges alone."""
    notes: dict[str, None] = field(default_factory=dict)
    """One-line notes in the order they came, each once."""
    baseline: Baseline | None = None
    """The findings known before this run; None where no baseline is named."""
    today: date = field(default_factory=lambda: datetime.now(UTC).date())
    """The day this run speaks for: in a replay that of the recording, so that it repeats to the byte."""

    def note(self, text: str) -> None:
        """Add a note to the report."""
        self.notes[text] = None


@asynccontextmanager
async def open_resources(
    settings: Settings, hosts: Collection[str] = (), **web: Any
) -> AsyncIterator[Resources]:
    """Open what the settings ask for and close it at the end.

    Args:
        settings: what the run is told.
        hosts: hosts that the user named and that may be asked like a known outlet's.
        web: what the network is told besides: the `gates` and the `budget` of `fetcher.http.HttpWeb`.

    Raises:
        ArchiveError: the archive cannot be opened.
        BaselineError: the baseline cannot be read.
        RecordingError: the recording cannot be opened.
        SettingsError: there is no such judge.
    """
    baseline = read_baseline(settings.baseline) if settings.baseline else None
    async with AsyncExitStack() as stack:
        archive, down = None, None
        if settings.archive is not None or settings.replay is None:
            archive = open_archive(settings.archive)
            stack.callback(archive.close)
            down = _first_look(archive, settings.archive)
        resources = Resources(settings.outlets, archive, None, None, _remembers(settings), baseline=baseline)
        if down:
            resources.note(f"The shared archive could not be asked. {down}.")
        if settings.judge is not None and settings.claims:
            from citecheck.judging import open_bench

            resources.bench = open_bench(settings, resources.note)
            stack.push_async_callback(resources.bench.close)
        if _archive_is_missing(settings):
            resources.note(f"There is no archive at {settings.archive} yet, so nothing could be looked up.")
        if not settings.offline:
            _open_network(settings, hosts, stack, web, resources)
        yield resources


def _first_look(archive: Archive, named: str | None) -> str | None:
    """Look whether an archive can be used, now and not halfway through.

    Returns:
        Why a server cannot be asked: the run goes on without it, as without any other service.

    Raises:
        ArchiveError: a file is no archive.
    """
    try:
        archive.complete_windows("")
    except ArchiveError as error:
        if named is None or "://" not in named:
            raise
        return str(error)
    return None


def _archive_is_missing(settings: Settings) -> bool:
    """Say whether the only thing that could answer is a file that does not exist."""
    named = settings.archive
    is_file = named is not None and "://" not in named
    return settings.offline and is_file and not Path(str(named)).expanduser().exists()


def _remembers(settings: Settings) -> bool:
    return not settings.offline and settings.replay is None


def _open_network(
    settings: Settings,
    hosts: Collection[str],
    stack: AsyncExitStack,
    told: Mapping[str, Any],
    resources: Resources,
) -> None:
    """Open the network or a recording of it; the network only once it is asked, where nothing speaks against.

    Against it speaks what must show its mistakes at once: recordings, and the tables of the user's own.
    """

    def start(opened: AsyncExitStack) -> tuple[Web, Fetcher]:
        web, today = _open_web(settings, hosts, opened, told)
        resources.today = today
        fetcher = _open_fetcher(settings, web, today, resources)
        opened.push_async_callback(fetcher.close)
        return web, fetcher

    if settings.record or settings.replay or settings.connect_to or settings.user_outlets:
        resources.web, resources.fetcher = start(stack)
        return
    network = LazyNetwork(start)
    stack.push_async_callback(network.close)
    resources.web = resources.fetcher = network


def _open_web(
    settings: Settings, hosts: Collection[str], stack: AsyncExitStack, told: Mapping[str, Any]
) -> tuple[Web, date]:
    """Return the network or a recording of it, and the day it speaks for."""
    if settings.replay is not None:
        from citecheck.fetcher.replay import ReplayWeb

        replay = ReplayWeb(settings.replay)
        return replay, replay.recorded_at.date()
    from citecheck.fetcher.http import HttpWeb
    from citecheck.fetcher.record import Recorder

    cache = allowance = None
    if settings.record is None and not settings.connect_to:
        from citecheck.fetcher.allowance import Allowance
        from citecheck.fetcher.cache import Cache

        allowance = Allowance()
        stack.callback(allowance.close)
        if settings.cache:
            cache = Cache()
            stack.callback(cache.close)
    recorder = None
    if settings.record is not None:
        recorder = Recorder(settings.record)
        stack.callback(recorder.close)
    outlets = settings.outlets
    web = HttpWeb(
        allowed=lambda host: host in hosts or outlets.by_host(host) is not None,
        contact=settings.contact,
        timeout=settings.timeout,
        connect_to=settings.connect_to,
        recorder=recorder,
        cache=cache,
        allowance=allowance,
        own=[url] if (url := settings.keys.get("SEARXNG_URL")) else (),
        pace=0.0 if settings.connect_to else 1.0,
        **told,
    )
    stack.push_async_callback(web.close)
    return web, datetime.now(UTC).date()


def _open_fetcher(settings: Settings, web: Web, today: date, resources: Resources) -> Fetcher:
    from citecheck.fetcher.asker import Asker

    return Asker(web, resources.outlets, settings.keys, today=today, notes=resources.note)
