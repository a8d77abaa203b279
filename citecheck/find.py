"""Looking one headline up in the local archive, and judging it: no network."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from urllib.parse import urlsplit

from citecheck.archive.interface import Archive
from citecheck.fold import fold_words
from citecheck.matcher.headlines.coverage import LOCAL_INDEX
from citecheck.matcher.headlines.decide import judge_reference
from citecheck.matcher.headlines.normalize import without_outlet
from citecheck.models import (
    Answer,
    Listed,
    Question,
    Ranked,
    Reference,
    ReferenceResult,
    RouteAnswer,
    Story,
    Window,
)
from citecheck.outlets import OutletTable

ROUTE = "local archive"
_CANDIDATES = 16
"""Stories taken from the archive: more find hardly another rewording and take longer to weigh."""
_SAME_DAYS = 60
"""Stories of the cited day looked at where no headline shares enough words."""
_AS_WRITTEN = 4
"""Stories taken under the headline as written, where an outlet's name at its end was taken off first."""
_OTHER_HOSTS_OF = 2
"""Stories whose page is sought under the outlet's other domains."""


def find_offline(reference: Reference, archive: Archive, outlets: OutletTable) -> ReferenceResult:
    """Judge a reference by the local archive alone.

    Args:
        reference: its headline, outlet, date and URL are used.
        archive: what is held locally.
        outlets: names and aliases.

    Raises:
        ArchiveError: the archive cannot be read.
    """
    outlet = reference.outlet or ""
    if not outlet and reference.url and (owner := outlets.by_url(reference.url)):
        outlet = owner.name
    question = Question(outlets.canonical(outlet), reference.headline, reference.date, reference.url)
    return judge_reference(
        reference, Answer(question, (archive_answer(question, archive, outlets),)), outlets
    )


def archive_answer(question: Question, archive: Archive, outlets: OutletTable) -> RouteAnswer:
    """Ask the local archive, as one route among others.

    Args:
        question: what is asked.
        archive: what is held locally.
        outlets: names and aliases.

    Returns:
        `Listed` where the outlet is declared complete over the days in question (all time, where no date
        is cited), though perhaps only by address, else `Ranked` over the index "archive", which by itself
        proves nothing.

    Raises:
        ArchiveError: the archive cannot be read.
    """
    outlet = outlets.canonical(question.outlet)
    headline = without_outlet(question.headline or "", outlet, outlets)
    stories = _stories(question, headline, outlet, archive)
    words = fold_words(headline)
    if not any(_has_words(s, words) for s in stories[:_AS_WRITTEN]):
        if headline != question.headline:
            stories += archive.lookup(question.headline or "", limit=_AS_WRITTEN)
        stories += _under_other_domains(stories, outlet, archive, outlets)
    plausible = (Window.of(question.date, 1) if question.date else None) or Window(None, None)
    for titled in (True, False) if outlet else ():
        for window in archive.complete_windows(outlet, titled=titled):
            if window.covers(plausible):
                return Listed(ROUTE, tuple(stories), window, titled)
    return Ranked(
        ROUTE, tuple(stories), LOCAL_INDEX, indexes_outlet=bool(outlet) and archive.has_outlet(outlet)
    )


def _stories(question: Question, headline: str, outlet: str, archive: Archive) -> list[Story]:
    found = list(archive.lookup(headline, outlet=outlet or None, limit=_CANDIDATES)) if headline else []
    if question.url and (story := archive.by_url(question.url)):
        found.insert(0, story)
    words = {w for w in fold_words(headline).split() if len(w) > 3}
    if outlet and not any(s.outlet == outlet and _shares_enough(words, s) for s in found):
        found += _same_days(question, outlet, archive)
    return found


def _same_days(question: Question, outlet: str, archive: Archive) -> Sequence[Story]:
    """Return what the outlet published about the cited day: a rewritten headline may share no rare word."""
    day = Window.of(question.date) if question.date else question.hint
    if day is None or day.start is None or day.end is None or (day.end - day.start).days > 7:
        return ()
    return archive.around(outlet, Window(day.start, day.end + timedelta(1)), limit=_SAME_DAYS)


def _under_other_domains(
    stories: Sequence[Story], outlet: str, archive: Archive, outlets: OutletTable
) -> list[Story]:
    """Return what is held of the likeliest pages under other domains of the outlet.

    A page that moved ("bbc.co.uk" to "bbc.com") may have been given another headline under way.
    """
    owner = outlets.get(outlet) if outlet else None
    if owner is None or len(owner.domains) < 2:
        return []
    found = []
    for story in [s for s in stories if s.outlet == outlet and s.url][:_OTHER_HOSTS_OF]:
        host = (urlsplit(story.url).hostname or "").removeprefix("www.")
        for domain in owner.domains if host in owner.domains else ():
            other = archive.by_url(story.url.replace(host, domain, 1)) if domain != host else None
            if other is not None and other.outlet == outlet:
                found.append(other)
    return found


def _has_words(story: Story, words: str) -> bool:
    return any(fold_words(h.text) == words for h in story.headlines)


def _shares_enough(words: set[str], story: Story) -> bool:
    """Say whether half of these words stand in a story's headline."""
    return 2 * len(words & set(fold_words(story.headline).split())) >= len(words)
