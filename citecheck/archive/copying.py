"""Copying an archive into another, whatever engines the two have; ended at any moment, it goes on.

What makes it safe to be ended is the archive itself: a story that is added again changes nothing. So that a
copy which goes on need not add everything again, it notes after every so many stories how many it has copied
and what they were. The note counts only as long as it is true: the source must still begin with those very
stories and the target must still hold the last of them; else all stories are added again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from hashlib import blake2b
from itertools import islice
from pathlib import Path

from citecheck.archive.interface import Archive, OutletStats
from citecheck.models import Story

_FIRST_PART = 50_000
"""Stories until the first note. Later parts are half as large as all before them: after much is added an
archive counts its words anew, which must not be done again for every few stories of many."""
_TOLD_EVERY = 1_000

Progress = Callable[[int], None]
"""Called with the number of stories gone through so far."""


@dataclass(frozen=True, slots=True)
class CopyReport:
    """What a copy did."""

    stories: int
    """Of the source, all in the target now."""
    new: int
    """Of them, those that this run brought."""
    before: int
    """Of them, those that an earlier run, which was ended, had copied, so that they were not added again."""
    windows: int
    """Windows declared complete, in the target now."""


@dataclass(frozen=True, slots=True)
class _Note:
    """How far a copy has come."""

    stories: int
    """The first of the source, in the target."""
    digest: str
    """Of those stories."""
    last: str
    """The address of the last of them that has one."""
    held: int
    """Stories in the target then."""


def note_path(source: str, target: str) -> Path:
    """Return where a copy between two archives notes how far it is.

    Args:
        source: the address or absolute path it is copied from.
        target: the same, of what it is copied to.
    """
    from platformdirs import user_state_path

    name = blake2b(f"{source}\0{target}".encode("utf-8", "replace"), digest_size=16).hexdigest()
    return user_state_path("citecheck-news", appauthor=False) / "copies" / f"{name}.json"


def copy_archive(
    source: Archive, target: Archive, note: Path, progress: Progress = lambda _done: None
) -> CopyReport:
    """Copy every story and every window declared complete.

    What the source gets while it is copied may be left for the next copy; a window is copied only if it was
    declared before the first story was read, so that the target never claims more than it holds.

    Args:
        source: read only.
        target: what it holds already stays, and is completed.
        note: where to note how far this is; removed at the end.
        progress: called as stories are gone through.

    Raises:
        ArchiveError: one of the two cannot be used. What was copied until then stays.
    """
    declared = source.stats()
    new = 0
    stories = _gone_on_with(source, target, note, progress)
    before = stories.count
    with closing(stories):
        part = max(_FIRST_PART, before // 2)
        while True:
            begin = stories.count
            new += target.add(islice(stories, part))
            if stories.count < begin + part:
                break
            _write(note, _Note(stories.count, stories.digest(), stories.last, _held(target)))
            part = max(_FIRST_PART, stories.count // 2)
    windows = _declare(target, declared)
    with suppress(OSError):
        note.unlink(missing_ok=True)
    return CopyReport(stories.count, new, before, windows)


class _Counted:
    """Stories on their way, counted and summed up."""

    def __init__(self, stories: Iterator[Story], progress: Progress) -> None:
        self._stories = stories
        self._progress = progress
        self._sum = blake2b(digest_size=16)
        self.count = 0
        self.last = ""

    def __iter__(self) -> Iterator[Story]:
        return self

    def __next__(self) -> Story:
        story = next(self._stories)
        self._sum.update(repr(story).encode("utf-8", "replace"))
        self.count += 1
        self.last = story.url or self.last
        if self.count % _TOLD_EVERY == 0:
            self._progress(self.count)
        return story

    def digest(self) -> str:
        return self._sum.hexdigest()

    def close(self) -> None:
        if isinstance(self._stories, Generator):
            self._stories.close()


def _gone_on_with(source: Archive, target: Archive, note: Path, progress: Progress) -> _Counted:
    """Return the source's stories from where an earlier copy was ended, or all of them."""
    noted = _read(note)
    stories = _Counted(source.stories(), progress)
    if noted is None or not _still_holds(target, noted):
        return stories
    for _ in islice(stories, noted.stories):
        pass
    if stories.digest() == noted.digest:
        return stories
    stories.close()
    return _Counted(source.stories(), progress)


def _still_holds(target: Archive, noted: _Note) -> bool:
    """Say whether this is the target that was noted: an archive loses no stories."""
    return _held(target) >= noted.held and (not noted.last or target.by_url(noted.last) is not None)


def _held(archive: Archive) -> int:
    return sum(row.stories for row in archive.stats())


def _declare(target: Archive, declared: Iterable[OutletStats]) -> int:
    """Declare in the target what was declared complete in the source, and return how many windows that is."""
    count = 0
    for row in declared:
        for titled, windows in ((True, row.complete), (False, row.addressed)):
            for window in windows:
                target.declare_complete(row.outlet, window, titled=titled)
                count += 1
    return count


def _read(note: Path) -> _Note | None:
    try:
        return _Note(**json.loads(note.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _write(note: Path, noted: _Note) -> None:
    """Keep a note; where that cannot be, a copy that goes on adds all again, and is right all the same."""
    with suppress(OSError):
        note.parent.mkdir(parents=True, exist_ok=True)
        part = note.with_suffix(".part")
        part.write_text(json.dumps(asdict(noted)), encoding="utf-8")
        part.replace(note)
