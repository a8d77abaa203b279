"""What routes answered, in words, and whether it was the network that failed them all."""

from __future__ import annotations

from citecheck.models import ArticleReport, Listed, Ranked, Reason, ReferenceResult, Refused, RouteAnswer
from citecheck.reachability import NETWORK_DOWN, nothing_reached


def route_words(answer: RouteAnswer) -> str:
    """Return what a route answered, in a sentence without full stop."""
    match answer:
        case Refused():
            advice = f" ({answer.advice})" if answer.advice else ""
            return f"{answer.route}: refused, {answer.reason}: {answer.detail}{advice}"
        case Listed():
            named = "" if answer.titled else ", as addresses only"
            return f"{answer.route}: listed all of {answer.window}, {_stories(answer.stories)}{named}"
        case Ranked():
            within = f" within {answer.window}" if answer.window else ""
            silent = "" if answer.indexes_outlet else "; its silence proves nothing"
            best = f"best {_stories(answer.stories)}" if answer.stories else "no match"
            return f"{answer.route}: searched the index “{answer.index}”{within}, {best}{silent}"


def _stories(stories: tuple[object, ...]) -> str:
    return "1 story" if len(stories) == 1 else f"{len(stories)} stories"


def network_reason(report: ArticleReport) -> str | None:
    """Return one sentence for all unchecked references where no outlet was reached at all, or None."""
    answers = [answer for result in report.references for answer in result.routes]
    if any(isinstance(answer, Refused) and answer.reason is Reason.OFFLINE for answer in answers):
        return "Nothing was asked over the network (--offline), and the archive does not settle it."
    return NETWORK_DOWN if nothing_reached(answers) else None


def was_refused(result: ReferenceResult) -> bool:
    """Say whether any route of a reference gave no answer for want of a network."""
    wanting = (Reason.OFFLINE, Reason.DNS, Reason.CONNECT)
    return any(isinstance(answer, Refused) and answer.reason in wanting for answer in result.routes)
