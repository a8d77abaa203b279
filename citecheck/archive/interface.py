"""What every archive of headlines can do, wherever it keeps them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, Self

from citecheck.archive.rows import Row
from citecheck.models import Story, Window


@dataclass(frozen=True, slots=True)
class OutletStats:
    """What an archive holds of one outlet."""

    outlet: str
    stories: int
    first: str | None
    """Earliest date held, ISO."""
    last: str | None
    complete: tuple[Window, ...]
    """Windows declared complete, every story with its headline."""
    addressed: tuple[Window, ...] = ()
    """Windows declared complete as addresses alone."""


class Archive(Protocol):
    """Headlines at rest. Safe for several processes at once; every method may raise ArchiveError.

    An engine behind it keeps `tests/archive/test_archive_conformance.py`, which runs over all of them.
    """

    def add(self, stories: Iterable[Story]) -> int:
        """Store stories (streamed, in bounded memory) and return how many were new.

        A story is the same if outlet and URL are the same, or, without a URL, outlet, folded
        headline and date; then new headlines, dates and text are added to it. What was stored when the
        source of stories fails, or the process is killed, stays stored.
        """

    def add_rows(self, rows: Iterable[Row]) -> int:
        """Store stories in the form in which files are read; else as `add`.

        Outlets in it are canonical names already.
        """

    def declare_complete(self, outlet: str, window: Window, *, titled: bool = True) -> None:
        """Record that everything `outlet` published in `window` is held.

        Args:
            outlet: canonical name.
            window: days, both included; it joins those declared before that it touches.
            titled: False where some of it is held only by address, so that a headline may be missed.
        """

    def tidy(self) -> None:
        """Bring up to date what look-ups are planned by; adding much does this by itself."""

    def compact(self) -> None:
        """Give back the space that holds nothing."""

    def lookup(
        self, headline: str, *, limit: int = 40, budget: int = 3000, outlet: str | None = None
    ) -> Sequence[Story]:
        """Return the stories of all outlets whose headlines or slugs share the rarest words, best first.

        Stories under this very headline, whatever its typography, always come first; where the outlet cited
        has it word for word, no others are returned.

        Args:
            headline: as cited, any typography.
            limit: stories returned at most.
            budget: index rows looked at at most; more finds rewordings better and takes longer.
            outlet: the one cited, if known: most of the places go to its stories, in which more words can be
                followed; the rest is kept for the other outlets.
        """

    def around(self, outlet: str, window: Window, *, limit: int = 400) -> Sequence[Story]:
        """Return stories the outlet published in a window, newest first."""

    def by_url(self, url: str) -> Story | None:
        """Return the story at this URL (scheme, "www.", query and trailing slash do not matter)."""

    def complete_windows(self, outlet: str, *, titled: bool = True) -> Sequence[Window]:
        """Return the windows declared complete for an outlet, earliest first.

        Args:
            outlet: its name, in any spelling that folds to it.
            titled: whether only those count in which every story is held by headline.
        """

    def has_outlet(self, outlet: str) -> bool:
        """Say whether any story of this outlet is held."""

    def stats(self) -> Sequence[OutletStats]:
        """Return what is held, an entry an outlet, largest first."""

    def stories(self) -> Iterator[Story]:
        """Yield every story held."""

    def close(self) -> None:
        """Release files and connections; the archive may be used again, which opens it anew."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...
