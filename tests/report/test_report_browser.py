"""The HTML page in a real browser: accessible, usable by keys, printable, and deaf to what it shows.

Needs the extra `browser` and a Chromium of the system (`make browser`); skipped where either is missing.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sample_report import HOSTILE, REPORT, hostile_report

from citecheck.models import Report
from citecheck.report.interface import render

playwright = pytest.importorskip("playwright.sync_api")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 700}
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        running = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield running
        running.close()


class Opened:
    """A report opened in a browser, and what the browser complained about or asked for."""

    def __init__(self, browser: Any, folder: Path, report: Report, **how: Any) -> None:
        file = folder / "report.html"
        file.write_text(render(report, "html"), encoding="utf-8")
        self.page = browser.new_context(**how).new_page()
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.said.append(dialog.message), dialog.dismiss()))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(file.as_uri())

    def count(self, selector: str) -> int:
        return int(self.page.locator(selector).count())

    def current(self) -> str | None:
        card = self.page.locator(".card.now")
        return str(card.get_attribute("id")) if card.count() else None


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_axe_finds_nothing_and_nothing_overflows(
    browser: Any, tmp_path: Path, scheme: str, size: dict[str, int]
) -> None:
    # axe has to be injected, which the page's own policy rightly forbids.
    opened = Opened(browser, tmp_path, REPORT, viewport=size, color_scheme=scheme, bypass_csp=True)
    opened.page.locator(".card details").evaluate_all("all => all.forEach(one => one.open = true)")
    found = axe.Axe().run(opened.page, options=RULES)
    assert found.response["passes"]
    assert found.violations_count == 0, found.generate_report()
    assert opened.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_keys_step_through_the_cards_and_filter_them(browser: Any, tmp_path: Path) -> None:
    opened = Opened(browser, tmp_path, REPORT, viewport=WIDE)
    press = opened.page.keyboard.press
    cards = opened.page.locator(".card").evaluate_all("all => all.map(one => one.id)")
    press("j")
    assert opened.current() == cards[0]
    assert opened.page.evaluate("document.activeElement.id") == cards[0]
    press("j")
    press("k")
    press("k")
    assert opened.current() == cards[-1]
    press("j")
    press("t")
    assert opened.page.evaluate("document.activeElement.dataset.for") == cards[0]
    press("c")
    assert opened.page.evaluate("document.activeElement.id") == cards[0]
    press("p")
    assert opened.count(".card.good:visible") == 0
    assert opened.count(".card.bad:visible") > 0
    assert opened.count(".mark.good:not(.off)") == opened.count(".mark.quotation.good:not(.off)")
    assert opened.page.locator("#problems").get_attribute("aria-pressed") == "true"
    press("a")
    assert opened.count(".card:visible") == len(cards)
    opened.page.locator("#keys").click()
    press("j")
    assert opened.current() == cards[0]
    assert opened.said == []


def test_tab_reaches_the_skip_link_then_the_filters(browser: Any, tmp_path: Path) -> None:
    opened = Opened(browser, tmp_path, REPORT, viewport=WIDE)
    reached = []
    for _ in range(3):
        opened.page.keyboard.press("Tab")
        reached.append(opened.page.evaluate("document.activeElement.className || document.activeElement.id"))
    assert reached[0] == "skip"
    assert reached[1] == "problems"
    assert "filter" in reached[2]
    opened.page.keyboard.press("Space")
    assert opened.page.evaluate("document.activeElement.getAttribute('aria-pressed')") == "false"
    assert opened.count(".card:visible") == opened.count(".card") - 1


def test_a_mark_leads_to_its_card_and_opens_its_proof(browser: Any, tmp_path: Path) -> None:
    opened = Opened(browser, tmp_path, REPORT, viewport=WIDE)
    mark = opened.page.locator("a.mark.claim.good").last
    target = mark.get_attribute("data-for")
    proof = opened.page.locator(f"#{target} .proof")
    assert proof.get_attribute("open") is None
    mark.click()
    assert opened.current() == target
    assert proof.get_attribute("open") is not None


def test_print_leaves_out_what_only_a_screen_needs(browser: Any, tmp_path: Path) -> None:
    opened = Opened(browser, tmp_path, REPORT, viewport=WIDE)
    assert opened.page.pdf(format="A4").startswith(b"%PDF")
    opened.page.emulate_media(media="print")
    assert opened.count(".tools:visible, .skip:visible, .asked:visible") == 0
    assert opened.count(".card:visible") == opened.count(".card")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_runs_nothing_and_asks_for_nothing(browser: Any, tmp_path: Path, text: str) -> None:
    opened = Opened(browser, tmp_path, hostile_report(text), viewport=NARROW)
    opened.page.keyboard.press("j")
    assert opened.current() is not None
    assert opened.said == []
    assert len(opened.asked) == 1
    assert opened.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
