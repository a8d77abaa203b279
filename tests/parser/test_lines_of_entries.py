# ruff: noqa: E501 - lines as writers make them
"""Entries that share a line, a label, a row or a card with something else."""

import pytest

from citecheck.outlets import known_outlets
from citecheck.parser import parse

FERRY, OWNER = "Ferry sinks off the northern coast", "Owner of the ferry denies fault"
URL, URL2 = (
    "https://www.reuters.com/world/ferry-sinks-off-northern-coast-2025-06-03/",
    "https://www.bbc.com/news/articles/c0x1y2z3w4vo",
)


def read(text, name="a.md"):
    return parse(text.encode(), name=name, outlets=known_outlets(), claims=False)


def pairs(text, name="a.md"):
    return [(r.headline, r.outlet) for r in read(text, name).references]


BOTH = [(FERRY, "Reuters"), (OWNER, "BBC")]


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
@pytest.mark.parametrize(
    "line",
    [
        f"“{FERRY}” – Reuters, 3 June 2025; “{OWNER}” – BBC News, 4 June 2025",
        f"“{FERRY}” (Reuters), “{OWNER}” (BBC News)",
        f"{FERRY} – Reuters; {OWNER} – BBC News",
        f"Reuters, “{FERRY}”; BBC News, “{OWNER}”",
        f"Jane Roe, “{FERRY},” Reuters, June 3, 2025; and John Doe, “{OWNER},” BBC News, June 4, 2025.",
    ],
)
@pytest.mark.parametrize("before", ["Sources\n\n", "Sources: ", "Sources:\n", "Sources:\n\n- "])
def test_two_entries_on_a_line(before, line, name):
    assert pairs(f"The ferry sank on Monday.\n\n{before}{line}\n", name) == BOTH


def test_two_links_on_a_line_are_two_entries():
    text = f"## Sources\n\n- [{FERRY}]({URL}) (Reuters); [{OWNER}]({URL2}) (BBC)\n"
    assert [(r.headline, r.url) for r in read(text).references] == [(FERRY, URL), (OWNER, URL2)]


@pytest.mark.parametrize(
    "line",
    [
        f"“{FERRY}; owner is silent” – Reuters",
        f"{FERRY}; owner is silent – Reuters",
        f"“{FERRY}” (Reuters; 3 June 2025)",
    ],
)
def test_a_semicolon_alone_parts_nothing(line):
    assert len(read(f"## Sources\n\n- {line}\n").references) == 1


@pytest.mark.parametrize(
    "line", [f"“{FERRY}” – Reuters; AP", f"“{FERRY}” (Reuters, AP)", f"{FERRY} – Reuters & AP"]
)
def test_a_headline_of_two_outlets_is_two_references(line):
    assert pairs(f"## Sources\n\n- {line}\n") == [(FERRY, "Reuters"), (FERRY, "Associated Press")]


@pytest.mark.parametrize(
    "label", ["Source", "Sources", "Джерело", "Источник", "Quelle", "Fuente", "Źródło", "来源"]
)
@pytest.mark.parametrize(
    "entry", [f"“{FERRY}” – Reuters", f"{FERRY} – Reuters", f"Reuters, “{FERRY}”, 3 June 2025"]
)
@pytest.mark.parametrize("name", ["a.md", "a.txt", "a.html"])
def test_a_label_before_an_entry_is_no_author(name, entry, label):
    text = (
        f"<p>The ferry sank.</p><p>{label}: {entry}</p>"
        if name == "a.html"
        else f"The ferry sank.\n\n{label}: {entry}\n\nIt was old.\n"
    )
    (reference,) = read(text, name).references
    assert (reference.headline, reference.outlet, reference.author) == (FERRY, "Reuters", None)


@pytest.mark.parametrize(
    "table",
    [
        f"| Headline | Outlet | Date |\n|---|---|---|\n| {FERRY} | Reuters | 3 June 2025 |\n| [{OWNER}]({URL2}) | BBC | 4 June 2025 |",
        f"| # | Reference |\n|---|---|\n| 1 | “{FERRY}” – Reuters, 3 June 2025 |\n| 2 | {OWNER} (BBC, 4 June 2025) |",
        f"| A | B | C |\n|---|---|---|\n| Reuters | {FERRY} | 3 June 2025 |\n| BBC | {OWNER} | 4 June 2025 |",
    ],
)
def test_a_table_of_references(table):
    references = read(f"## Sources\n\n{table}\n").references
    assert [(r.headline, r.outlet, r.date) for r in references] == [
        (FERRY, "Reuters", "2025-06-03"),
        (OWNER, "BBC", "2025-06-04"),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        f"<tr><th>Title</th><th>Publisher</th></tr><tr><td>{FERRY}</td><td>Reuters</td></tr><tr><td>{OWNER}</td><td>BBC</td></tr>",
        f"<tr><td>Reuters</td><td>{FERRY}</td></tr><tr><td>BBC News</td><td>{OWNER}</td></tr>",
        f"<tr><td>1.</td><td>“{FERRY}”, Reuters</td></tr><tr><td>2.</td><td>“{OWNER}”, BBC</td></tr>",
    ],
)
def test_an_html_table_of_references(rows):
    assert pairs(f"<h2>Sources</h2><table>{rows}</table>", "a.html") == BOTH


def test_a_table_of_figures_cites_nothing():
    assert (
        pairs(
            "## Ferries\n\n| Year | Ferries | Source of power |\n|---|---|---|\n| 2024 | 12 | Diesel, as The Sun rises |\n"
        )
        == []
    )


def test_outlet_and_date_below_a_linked_headline_are_the_rest_of_it():
    page = f'<h2>Sources</h2><div><a href="{URL}">{FERRY}</a></div><div>Reuters, 3 June 2025</div><div><a href="{URL2}">{OWNER}</a></div><div>BBC News</div>'
    references = read(page, "a.html").references
    assert [(r.headline, r.outlet, r.date) for r in references] == [
        (FERRY, "Reuters", "2025-06-03"),
        (OWNER, "BBC", None),
    ]


def test_an_address_given_twice_in_one_entry_is_one_reference():
    text = f"## Sources\n\n- **{URL}**\n  - URL: {URL}\n\n- {URL2}\n\n  {URL2}\n"
    assert [r.url for r in read(text).references] == [URL, URL2]
