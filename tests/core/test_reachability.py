"""Whether it was the network here: said only where everything that was asked failed as a network fails."""

import pytest

from citecheck.models import Ranked, Reason, Refused
from citecheck.reachability import nothing_reached

HOSTS = ("https://a.org/x?q=1", "https://b.org/", "https://c.org/", "https://d.org/", "https://e.org/")
ANSWER = Ranked("index", (), "index", asked=("https://a.org/",))
ARCHIVE = Ranked("local archive", (), "archive")


def refused(reason: Reason, hosts: int = 1) -> list[Refused]:
    return [Refused("route", reason, "no", asked=(url,)) for url in HOSTS[:hosts]]


@pytest.mark.parametrize("reason", [Reason.DNS, Reason.CONNECT, Reason.TLS, Reason.TIMEOUT, Reason.RESET])
def test_a_failing_network_is_the_network(reason: Reason) -> None:
    assert nothing_reached(refused(reason))
    assert nothing_reached([*refused(reason), *refused(Reason.MISSING_KEY), ARCHIVE])
    assert not nothing_reached([*refused(reason), ANSWER])
    assert not nothing_reached([*refused(reason), *refused(Reason.STATUS)])


@pytest.mark.parametrize("reason", [Reason.BLOCKED, Reason.REDIRECT, Reason.UNREADABLE])
def test_a_page_in_the_place_of_every_host_is_the_network_too(reason: Reason) -> None:
    assert nothing_reached(refused(reason, 4))
    assert not nothing_reached(refused(reason, 3))
    assert not nothing_reached([*refused(reason, 5), ANSWER])


@pytest.mark.parametrize("reason", [Reason.STATUS, Reason.RATE_LIMITED, Reason.BAD_KEY, Reason.OFFLINE])
def test_what_a_host_itself_says_is_not_the_network(reason: Reason) -> None:
    assert not nothing_reached(refused(reason, 5))


def test_where_nothing_was_asked_nothing_is_said() -> None:
    assert not nothing_reached([])
    assert not nothing_reached([ARCHIVE, *refused(Reason.NO_ROUTE)])
