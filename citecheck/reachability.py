"""Whether it was the network here that failed, rather than any one outlet."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from citecheck.models import Reason, Refused, RouteAnswer

NETWORK_DOWN = "No outlet could be reached: this looks like the network here, not the references."
"""Said once for a run in which `nothing_reached`."""

_NETWORK = frozenset({Reason.DNS, Reason.CONNECT, Reason.TLS, Reason.TIMEOUT, Reason.RESET})
# How the login page of a hotel's network or a company's proxy looks, where it answers in every host's place.
_IN_BETWEEN = _NETWORK | {Reason.BLOCKED, Reason.REDIRECT, Reason.UNREADABLE, Reason.ROBOTS}
_HOSTS_IN_BETWEEN = 4
"""Hosts that must all have refused so: one outlet's wall, or two, is no network's."""
_UNASKED = frozenset({Reason.NO_ROUTE, Reason.NEEDS_DATE, Reason.MISSING_KEY})


def nothing_reached(answers: Iterable[RouteAnswer]) -> bool:
    """Say whether something was asked over the network, and all of it failed for the network's sake.

    Args:
        answers: all that the routes said; the local archive's name no address and do not count.
    """
    reasons: set[Reason] = set()
    hosts: set[str] = set()
    for answer in answers:
        if isinstance(answer, Refused):
            reasons.add(answer.reason)
            hosts |= {urlsplit(url).hostname or "" for url in answer.asked}
        elif answer.asked:
            return False
    asked = reasons - _UNASKED
    if asked <= _NETWORK:
        return bool(asked)
    return asked <= _IN_BETWEEN and len(hosts) >= _HOSTS_IN_BETWEEN
