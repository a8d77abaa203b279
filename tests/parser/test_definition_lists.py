# ruff: noqa: E501 - markup reads best unbroken
"""Definition lists of references: the outlet stands in one element, the headline in another."""

import pytest

from citecheck.outlets import known_outlets
from citecheck.parser import parse

FERRY = ("Ferry sinks off the northern coast", "Reuters", "2025-06-03")
OWNER = ("Owner of the ferry denies fault", "BBC", None)

OUTLET_IS_TERM = f"<dl><dt>Reuters</dt><dd>{FERRY[0]}, 3 June 2025</dd><dt>BBC:</dt><dd>{OWNER[0]}</dd></dl>"
HEADLINE_IS_TERM = f"<dl><dt>{FERRY[0]}</dt><dd>Reuters, 3 June 2025</dd><dt>{OWNER[0]}</dt><dd>BBC</dd></dl>"
UNCLOSED = f"<dl><dt>{FERRY[0]}<dd>Reuters<dd>3 June 2025<dt>{OWNER[0]}<dd>BBC News</dl>"
IN_GROUPS = f"<dl><div><dt>Reuters</dt><dd><p>{FERRY[0]}, 3 June 2025</p></dd></div><div><dt>BBC<dd>{OWNER[0]}</div></dl>"


def read(text, name):
    return parse(text.encode(), name=name, outlets=known_outlets(), claims=False)


def fields(article):
    return [(r.headline, r.outlet, r.date) for r in article.references]


@pytest.mark.parametrize("markup", [OUTLET_IS_TERM, HEADLINE_IS_TERM, UNCLOSED, IN_GROUPS])
@pytest.mark.parametrize("name", ["a.html", "a.md"])
def test_term_and_description_are_one_entry(markup, name):
    article = read(f"<h2>Sources</h2>\n{markup}\n", name)
    assert fields(article) == [FERRY, OWNER]
    assert article.unread == ()


@pytest.mark.parametrize("gap", ["\n: ", " : "])
def test_wikitext_term_and_description_are_one_entry(gap):
    article = read(f"== Sources ==\n; Reuters{gap}{FERRY[0]}, 3 June 2025\n; BBC{gap}{OWNER[0]}\n", "a.wiki")
    assert fields(article) == [FERRY, OWNER]


def test_a_term_serves_all_its_descriptions_and_each_stands_where_it_is():
    text = f"<h2>Sources</h2>\n<dl>\n<dt>Reuters</dt>\n<dd>{FERRY[0]}</dd>\n<dd>Port opens again after storm</dd>\n</dl>"
    article = read(text, "a.html")
    assert [(r.outlet, r.span.line, r.span.column) for r in article.references] == [
        ("Reuters", 3, 5),
        ("Reuters", 5, 5),
    ]
    assert article.references[1].headline == "Port opens again after storm"


def test_a_link_in_the_description_is_kept():
    url = "https://www.bbc.com/news/articles/c1"
    article = read(
        f'<h2>Sources</h2><dl><dt>BBC News</dt><dd><a href="{url}">{OWNER[0]}</a></dd></dl>', "a.html"
    )
    assert [(r.headline, r.outlet, r.url) for r in article.references] == [(OWNER[0], "BBC", url)]


def test_a_glossary_is_no_list_of_references():
    text = "<h2>Terms</h2><dl><dt>AP</dt><dd>Access point of a network, as routers have it</dd></dl>"
    article = parse(text.encode(), name="a.html", outlets=known_outlets())
    assert article.references == ()
    assert not any("AP –" in claim.text for claim in article.claims)
