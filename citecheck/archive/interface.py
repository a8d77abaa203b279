"""What every archive of headlines can do, wherever it keeps them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

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
    """Windows declared complete."""


class Archive(Protocol):
    """Headlines at rest. Safe for several processes at once; every method may raise ArchiveError."""

    def add(self, stories: Iterable[Story]) -> int:
        """Store stories (streamed, in bounded memory) and return how many were new.

        A story is the same if outlet and URL are the same, or, without a URL, outlet, folded
        headline and date; then new headlines, dates and text are added to it.
        """

    def declare_complete(self, outlet: str, window: Window) -> None:
        """Record that everything `outlet` published in `window` is held."""

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

    def complete_windows(self, outlet: str) -> Sequence[Window]:
        """Return the windows declared complete for an outlet."""

    def has_outlet(self, outlet: str) -> bool:
        """Say whether any story of this outlet is held."""

    def stats(self) -> Sequence[OutletStats]:
        """Return what is held, an entry an outlet, largest first."""

    def stories(self) -> Iterator[Story]:
        """Yield every story held."""

    def close(self) -> None:
        """Release files and connections."""
