"""An entry keeps to itself: nothing of the next one is glued to it."""

from __future__ import annotations

from citecheck.outlets import known_outlets
from citecheck.parser import parse

LINKED = "[Ferries sail again](https://www.theguardian.com/world/2026/jun/02/ferries-sail-again)"


def read(text: str) -> list[tuple[str | None, str | None, str | None]]:
    article = parse(text.encode(), name="draft.md", outlets=known_outlets(), claims=False)
    return [(r.headline, r.outlet, r.url) for r in article.references]


def test_a_link_with_a_headline_is_not_the_address_of_the_entry_above() -> None:
    first, second = read(f'## Sources\n\n- "Rain kills 14 in Port Sella"\n- {LINKED}\n')
    assert first == ("Rain kills 14 in Port Sella", None, None)
    assert second[:2] == ("Ferries sail again", "The Guardian")


def test_an_address_under_a_bullet_of_its_own_is_an_entry_of_its_own() -> None:
    text = (
        '## Sources\n\n- "Ferries sail again to the north", The Guardian\n- https://example.org/some/page\n'
    )
    first, second = read(text)
    assert first == ("Ferries sail again to the north", "The Guardian", None)
    assert second[2] == "https://example.org/some/page"


def test_an_address_on_the_line_below_belongs_to_the_entry_above() -> None:
    url = "https://www.theguardian.com/world/2026/jun/02/ferries-sail-again"
    text = f'References:\n\n"Ferries sail again to the north" – The Guardian\n{url}\n'
    assert read(text) == [("Ferries sail again to the north", "The Guardian", url)]
