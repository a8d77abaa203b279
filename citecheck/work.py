"""The part of a check that takes a processor and the archive, no network: the same here and in a worker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from citecheck.archive.interface import Archive
from citecheck.errors import ArchiveError
from citecheck.find import archive_answer
from citecheck.matcher.headlines.decide import judge_reference
from citecheck.matcher.support.linking import judge_claims
from citecheck.models import (
    Answer,
    Article,
    Claim,
    ClaimResult,
    Listed,
    Question,
    Reason,
    ReferenceResult,
    Refused,
    RouteAnswer,
    Verdict,
)
from citecheck.outlets import OutletTable
from citecheck.parser import parse
from citecheck.questions import reference_of

OFFLINE = Refused(
    "network",
    Reason.OFFLINE,
    "nothing leaves the machine with --offline",
    "run without --offline, or import the outlet's headlines with: citecheck archive import FILE",
)
"""What the network says where it may not be asked."""


@dataclass(frozen=True, slots=True)
class LookedUp:
    """What can be said to a question without the network."""

    answer: Answer
    result: ReferenceResult
    """The answer judged, about the bare question."""
    settled: bool
    """Whether the network need not be asked, or may not be."""


@dataclass(frozen=True, slots=True)
class Work:
    """Parses, looks up and judges; holds no state but the archive's connection."""

    outlets: OutletTable
    archive: Archive | None
    claims: bool
    """Whether claims are found and judged."""
    offline: bool
    """Whether the archive has the last word."""
    languages: tuple[str, ...] = ()
    """Those that articles can be in; any if empty."""

    def parse(self, data: bytes, path: str, kind: str | None = None) -> Article:
        """Read an article out of a file's bytes; `kind` is its format, None to find out.

        Raises:
            ArticleError: it cannot be read as an article.
        """
        return parse(
            data,
            name=path,
            outlets=self.outlets,
            format=kind,
            claims=self.claims,
            languages=self.languages,
        )

    def look_up(self, question: Question) -> LookedUp:
        """Ask the archive and judge what it says."""
        routes: tuple[RouteAnswer, ...] = () if self.archive is None else (self._ask(question, self.archive),)
        reference = reference_of(question)
        answer = Answer(question, routes)
        result = judge_reference(reference, answer, self.outlets)
        if _settles(result):
            return LookedUp(answer, result, True)
        if self.offline:
            answer = Answer(question, (*routes, OFFLINE))
            return LookedUp(answer, judge_reference(reference, answer, self.outlets), True)
        return LookedUp(answer, result, False)

    def judge(
        self, claims: Sequence[Claim], results: Sequence[ReferenceResult], unread: Mapping[str, str]
    ) -> tuple[ClaimResult, ...]:
        """Judge an article's claims by the stories of its references; see `judge_claims`."""
        return judge_claims(claims, results, unread) if self.claims else ()

    def _ask(self, question: Question, archive: Archive) -> RouteAnswer:
        """Return what the archive says; one that breaks halfway is a route that refuses."""
        try:
            return archive_answer(question, archive, self.outlets)
        except ArchiveError as error:
            return Refused("local archive", Reason.ARCHIVE, str(error))


def _settles(result: ReferenceResult) -> bool:
    """Say whether the archive alone decides: it has the very headline, or everything of those days."""
    if result.verdict is Verdict.VERIFIED:
        return True
    return any(isinstance(route, Listed) and route.titled for route in result.routes)
