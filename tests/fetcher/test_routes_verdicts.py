"""From the wire to the verdict: no failure becomes an accusation, and none hides a headline that is there."""

import asyncio
from datetime import date

import pytest
from outlets_server import FAULTS, SERVICES, STORIES, Outlets
from outlets_server.matrix import SHORT

from citecheck.fetcher.asker import Asker
from citecheck.fetcher.http import HttpWeb
from citecheck.models import Reference, Span, Verdict
from citecheck.outlets import known_outlets
from citecheck.pipeline import Checker
from citecheck.resources import Resources
from citecheck.settings import Settings

TODAY = date(2025, 7, 1)
NOWHERE = Span(1, 1, 1, 2, 0, 1)
FOUR = ("The Guardian", "Al Jazeera", "Kyiv Independent", "Reuters")
TRUE = {outlet: next(p for p in STORIES if p.outlet == outlet) for outlet in FOUR}
INVENTED = "Harbour of Orrey to be filled in for a casino, court rules"
OF_ONE_SERVICE = {"no-headers", "resume-key", "guardian-error", "slow", "large", "gzip-bomb"}


@pytest.fixture(scope="module")
def outlets():
    with Outlets() as running:
        yield running


def verdicts(outlets, faults, references):
    """Return what a run says about references while some services fail."""
    outlets.faults = faults
    table = known_outlets()
    timeout = SHORT if "drip" in faults.values() else 5  # what never ends is waited for ten times

    async def run():
        async with HttpWeb(connect_to=outlets.connect_to, pace=0, timeout=timeout) as web:
            asker = Asker(web, table, {}, today=TODAY, notes=lambda _: None)
            checker = Checker(Settings(), Resources(table, None, asker, web, remembers=False))
            return await asyncio.gather(*map(checker.reference, references))

    try:
        return [result.verdict for result in asyncio.run(run())]
    finally:
        outlets.faults = {}


def reference(outlet, headline, day, url=None):
    return Reference("r1", NOWHERE, headline, headline=headline, outlet=outlet, date=day, url=url)


def true_ones():
    return [reference(outlet, piece.headline, piece.day.isoformat()) for outlet, piece in TRUE.items()]


def test_without_a_fault_true_headlines_are_verified(outlets):
    assert verdicts(outlets, {}, true_ones()) == [Verdict.VERIFIED] * 4


def test_without_a_fault_an_invented_headline_is_not_found_where_days_are_listed(outlets):
    asked = [reference(outlet, INVENTED, "2025-06-03") for outlet in ("The Guardian", "Kyiv Independent")]
    assert verdicts(outlets, {}, asked) == [Verdict.NOT_FOUND] * 2


@pytest.mark.parametrize("fault", [*sorted(FAULTS.keys() - OF_ONE_SERVICE), "refused"])
def test_where_everything_fails_nothing_is_said(outlets, fault):
    asked = [*true_ones(), *(reference(outlet, INVENTED, "2025-06-03") for outlet in FOUR)]
    said = verdicts(outlets, dict.fromkeys(SERVICES, fault), asked)
    assert said == [Verdict.UNCHECKED] * 8


@pytest.mark.parametrize(
    "fault", ["404", "captcha", "consent", "cut", "empty-list", "empty-body", "429", "null"]
)
@pytest.mark.parametrize("service", ["guardian", "aljazeera", "kyivindependent", "bing", "wayback"])
def test_where_one_service_fails_a_true_headline_is_never_accused(outlets, service, fault):
    said = verdicts(outlets, {service: fault}, true_ones())
    assert set(said) <= {Verdict.VERIFIED, Verdict.UNCHECKED}


@pytest.mark.parametrize("fault", ["404", "captcha", "consent", "reset"])
def test_a_dead_link_is_no_evidence_against_its_headline(outlets, fault):
    asked = [reference(o, p.headline, None, p.url) for o, p in TRUE.items()]
    down = SERVICES.keys() - {"reuters", "google"}
    assert verdicts(outlets, dict.fromkeys(down, fault), asked) == [Verdict.UNCHECKED] * 4
