"""Whether it was the network here that failed, rather than any one outlet."""

from __future__ import annotations

from collections.abc import Iterable

from citecheck.models import Reason, Refused, RouteAnswer

NETWORK_DOWN = "No outlet could be reached: this looks like the network here, not the references."
"""Said once for a run in which `nothing_reached`."""

_NETWORK = frozenset({Reason.DNS, Reason.CONNECT, Reason.TLS, Reason.TIMEOUT, Reason.RESET})
_UNASKED = frozenset({Reason.NO_ROUTE, Reason.NEEDS_DATE, Reason.MISSING_KEY})


def nothing_reached(answers: Iterable[RouteAnswer]) -> bool:
    """Say whether something was asked over the network, and all of it failed for the network's sake.

    Args:
        answers: all that the routes said; the local archive's name no address and do not count.
    """
    reasons = set()
    for answer in answers:
        if isinstance(answer, Refused):
            reasons.add(answer.reason)
        elif answer.asked:
            return False
    asked = reasons - _UNASKED
    return bool(asked) and asked <= _NETWORK
