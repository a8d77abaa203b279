"""The finding codes: stable for ever, each with what it means and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from citecheck.models import ArticleReport, Finding, Report, Support, Verdict


class FailLevel(StrEnum):
    """How grave a finding must be for exit code 1, from never to the least."""

    NEVER = "never"
    NOT_FOUND = "not-found"
    CONTRADICTED = "contradicted"
    MEANING = "meaning"
    NOT_MENTIONED = "not-mentioned"
    WORDING = "wording"
    UNCHECKED = "unchecked"


UNCHECKED = "CC201"
"""The finding that stands for every reference and claim that could not be checked."""

_GRAVITY = {level: rank for rank, level in enumerate(FailLevel)}


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of finding."""

    code: str
    name: str
    level: FailLevel
    """The mildest --fail-on level at which it fails a run."""
    summary: str
    """One sentence: what was found."""
    why: str
    """Why it matters and what it rests on."""
    remedy: str
    """What a writer does about it."""


CODES: dict[str, Code] = {
    code.code: code
    for code in (
        Code(
            "CC001",
            "not-found",
            FailLevel.NOT_FOUND,
            "The outlet was asked, it answered, and it has no such headline.",
            "Said only where a route listed everything the outlet published around the date, or two "
            "independent search indexes that hold the outlet answered and none had it. "
            "A refusal never counts.",
            "Look at the nearest stories in the report. If the piece exists, add its link or date; "
            "if it does not, remove the reference.",
        ),
        Code(
            "CC002",
            "altered-meaning",
            FailLevel.MEANING,
            "The outlet has this story, but the cited headline says something else.",
            "A number, name, place, date, negation, hedge or the verb's sense differs from every "
            "headline the story is known under.",
            "Cite the outlet's own headline, shown in the report.",
        ),
        Code(
            "CC003",
            "altered-wording",
            FailLevel.WORDING,
            "The outlet has this story under a differently worded headline.",
            "Outlets rewrite about one headline in ten after publication, so this is often an older "
            "version; the sense is the same.",
            "Use the outlet's present headline, or add an access date.",
        ),
        Code(
            "CC004",
            "misattributed",
            FailLevel.MEANING,
            "The headline is real, but another outlet published it.",
            "The same headline was found at another outlet, and the outlet named was asked and "
            "does not have it.",
            "Name the outlet that published it.",
        ),
        Code(
            "CC005",
            "details-disagree",
            FailLevel.WORDING,
            "The date or link given does not belong to this story.",
            "The story was found, but its publication date or address is not the one cited.",
            "Correct the date or the link as the report shows.",
        ),
        Code(
            "CC101",
            "claim-contradicted",
            FailLevel.CONTRADICTED,
            "The cited story says otherwise.",
            "A passage about the same thing has a different number, date, name, or says the opposite. "
            "The passage is quoted word for word.",
            "Read the quoted passage and correct the sentence.",
        ),
        Code(
            "CC102",
            "claim-not-mentioned",
            FailLevel.NOT_MENTIONED,
            "No cited story mentions this.",
            "Every story the sentence leans on was read, and nothing in them comes near it. "
            "It may still be true.",
            "Cite a source that says it, or take the sentence out.",
        ),
        Code(
            "CC103",
            "quotation-not-in-story",
            FailLevel.MEANING,
            "The quotation does not stand in a cited story as given.",
            "Every cited story was read; the quoted words are absent, or differ from what was said.",
            "Quote the words as they stand in the source, or drop the quotation marks.",
        ),
        Code(
            "CC104",
            "reference-unused",
            FailLevel.UNCHECKED,
            "This reference backs no claim of the article.",
            "The story was read, and no sentence of the article was found in it.",
            "Remove the reference, or say what it is cited for.",
        ),
        Code(
            "CC201",
            "unchecked",
            FailLevel.UNCHECKED,
            "This could not be checked.",
            "No route gave an answer that proves anything: a refusal, a time-out, a missing key or an "
            "outlet without a route. It says nothing about the reference.",
            "The report says what would help: a key, a date, a link, or another archive.",
        ),
        Code(
            "CC301",
            "reference-unread",
            FailLevel.MEANING,
            "An entry of the reference list could not be read.",
            "It holds neither a headline nor a link that could be looked up.",
            'Write it as: "Headline" – Outlet, date, link.',
        ),
        Code(
            "CC302",
            "no-references",
            FailLevel.MEANING,
            "No references were found in this article.",
            "Nothing in it reads as a citation of a published piece, so nothing could be checked.",
            "Add a list under a heading such as References, or links to the pieces cited.",
        ),
    )
}


def about_claims(code: str) -> bool:
    """Say whether a code is given only where claims are judged."""
    return code.startswith("CC1")


def fails(finding: Finding, fail_on: FailLevel) -> bool:
    """Say whether a finding is at or above the level that fails a run, and not settled."""
    return not finding.settled and _GRAVITY[CODES[finding.code].level] <= _GRAVITY[fail_on]


def exit_code(report: Report, fail_on: FailLevel) -> int:
    """Return the exit code of a run: 0, 1, 2, 3 or 130, as the README lists them."""
    if report.interrupted:
        return 130
    if any(fails(f, fail_on) for article in report.articles for f in article.findings):
        return 1
    if report.errors:
        return 2
    if any(_left_open(article) for article in report.articles):
        return 3
    return 0


def _left_open(report: ArticleReport) -> bool:
    """Say whether something could not be checked, and nobody has settled that."""
    settled = {f.subject for f in report.findings if f.code == UNCHECKED and f.settled}
    return any(
        r.verdict is Verdict.UNCHECKED and r.reference.id not in settled for r in report.references
    ) or any(c.support is Support.UNCHECKED and c.claim.id not in settled for c in report.claims)
