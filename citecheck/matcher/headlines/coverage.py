"""What the routes' answers prove about a headline that none of them named."""

from __future__ import annotations

from dataclasses import dataclass

from citecheck.models import Answer, Listed, Ranked, Refused, RouteAnswer, Window
from citecheck.reachability import nothing_reached

_SURE = 0.98
_TWO_INDEXES = 0.9
_ONE_INDEX = 0.5
_INDEXES_NEEDED = 2
LOCAL_INDEX = "archive"
"""The index name of the local archive: its silence alone never proves anything, however often it is asked."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much the routes' silence is worth."""

    proves_absence: bool
    confidence: float
    """0..1, how surely a headline that nobody named does not exist."""
    words: str
    """What was asked and what it covered."""
    advice: tuple[str, ...]
    """What would let more be said."""


def coverage(answer: Answer, window: Window | None) -> Coverage:
    """Weigh what the routes that were asked can prove.

    Absence is proved by one complete list with headlines whose window covers every plausible day, or by two
    independent indexes that are known to hold the outlet and were not restricted to fewer days. A list of
    addresses alone counts as one index. A refusal proves nothing, nor does a window that was only guessed.

    Args:
        answer: what the routes said.
        window: the days on which the story may have appeared: the cited date widened by a day at both ends;
            None where no date is cited, and then only an unbounded list or search covers it.
    """
    plausible = window or Window(None, None)
    full = [r for r in answer.routes if isinstance(r, Listed) and r.titled and r.window.covers(plausible)]
    indexes = {name for r in answer.routes if (name := _index(r, plausible))}
    proves = bool(full) or len(indexes) >= _INDEXES_NEEDED
    if full:
        confidence = _SURE
    elif proves:
        confidence = _TWO_INDEXES
    else:
        confidence = _ONE_INDEX if indexes else 0.0
    words = "; ".join(_words(r, plausible) for r in answer.routes) or "nothing was asked"
    return Coverage(proves, confidence, words, () if proves else _advice(answer, window))


def _index(route: RouteAnswer, plausible: Window) -> str | None:
    """Return the index whose silence this answer is worth, or None."""
    if isinstance(route, Listed):
        return f"list:{route.route}" if not route.titled and route.window.covers(plausible) else None
    if isinstance(route, Refused) or not route.indexes_outlet or route.index == LOCAL_INDEX:
        return None
    searched = route.window or Window(None, None)
    return route.index if searched.covers(plausible) else None


def _words(route: RouteAnswer, plausible: Window) -> str:
    if isinstance(route, Refused):
        return f"{route.route}: no answer ({route.detail or route.reason.value})"
    count = f"{len(route.stories)} {'story' if len(route.stories) == 1 else 'stories'}"
    if isinstance(route, Listed):
        what = "everything" if route.titled else "every address"
        short = "" if route.window.covers(plausible) else ", which is not all of the time in question"
        return f"{route.route}: listed {what} of {route.window} ({count}){short}"
    days = f" of {route.window}" if route.window else ""
    unsure = "" if route.indexes_outlet else "; its silence proves nothing"
    return f"{route.route}: searched{days} ({count}{unsure})"


def _advice(answer: Answer, window: Window | None) -> tuple[str, ...]:
    refusals = [route for route in answer.routes if isinstance(route, Refused)]
    if nothing_reached(answer.routes):
        refusals = [route for route in refusals if route.asked] or refusals
    given = [refusal.advice for refusal in refusals if refusal.advice]
    if window is None and any(isinstance(r, Listed) for r in answer.routes):
        given.append("add the date of publication, so that a list of that day can prove it")
    if not given:
        given.append(f"import a list of what {answer.question.outlet} published: citecheck archive import")
    return tuple(dict.fromkeys(given))


def answered(answer: Answer) -> bool:
    """Say whether any route gave an answer at all."""
    return any(isinstance(route, Listed | Ranked) for route in answer.routes)
