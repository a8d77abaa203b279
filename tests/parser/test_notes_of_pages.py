# ruff: noqa: E501 - markup reads best unbroken
"""Notes of web pages: every way in which blogging programs tie a note to its marker."""

import pytest

from citecheck.models import ReferenceForm
from citecheck.outlets import known_outlets
from citecheck.parser import parse

NOTE = "“Ferry sinks off the northern coast”, Reuters, 3 June 2025."
MARKER = "<p>The ferry sank on Monday with 40 people aboard{}. Nobody was hurt.</p>"

PAGES = {
    "plain ids": MARKER.format('<a href="#fn1" id="r1"><sup>1</sup></a>')
    + f'<ol><li id="fn1">{NOTE} <a href="#r1">↩</a></li></ol>',
    "brackets": MARKER.format('<sup><a href="#cite_note-1">[1]</a></sup>')
    + f'<ol><li id="cite_note-1"><a href="#cite_ref-1">^</a> {NOTE}</li></ol>',
    "blocks with random ids": MARKER.format(
        '<sup data-fn="5f-a2" class="fn"><a href="#5f-a2" id="5f-a2-link">1</a></sup>'
    )
    + f'<ol class="wp-block-footnotes"><li id="5f-a2">{NOTE} <a href="#5f-a2-link" aria-label="Jump">↩︎</a></li></ol>',
    "newsletter": MARKER.format('<a class="footnote-anchor" id="footnote-anchor-1" href="#footnote-1">1</a>')
    + '<div class="footnote"><a id="footnote-1" href="#footnote-anchor-1" class="footnote-number">1</a>'
    f'<div class="footnote-content"><p>{NOTE}</p></div></div>',
    "word processor": MARKER.format('<a href="#_ftn1" name="_ftnref1"><span>[1]</span></a>')
    + f'<div id="ftn1"><p><a href="#_ftnref1" name="_ftn1"><span>[1]</span></a> {NOTE}</p></div>',
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_a_note_is_tied_to_its_marker(page):
    article = parse(f"<html><body>{page}</body></html>".encode(), name="a.html", outlets=known_outlets())
    (reference,) = article.references
    assert (reference.headline, reference.outlet, reference.date) == (
        "Ferry sinks off the northern coast",
        "Reuters",
        "2025-06-03",
    )
    assert (reference.form, reference.marker) == (ReferenceForm.FOOTNOTE, "1")
    claim = article.claims[0]
    assert claim.text == "The ferry sank on Monday with 40 people aboard."
    assert claim.references == (reference.id,)


def test_a_table_of_contents_is_no_list_of_notes():
    page = '<ul><li><a href="#cargo">1</a> The cargo</li></ul><h2>Cargo</h2><p id="cargo">The ferry sank on Monday with 40 tons of coal.</p>'
    article = parse(page.encode(), name="a.html", outlets=known_outlets())
    assert article.references == ()
    assert [claim.text for claim in article.claims] == ["The ferry sank on Monday with 40 tons of coal."]


def test_links_do_not_nest():
    page = "<p>" + '<a href="https://www.reuters.com/world/ferry-sinks-2025-06-03/">a ' * 400
    article = parse(page.encode(), name="a.html", outlets=known_outlets(), claims=False)
    assert len(article.references) <= 400


def test_components_with_an_address_are_links():
    text = '# Ferry\n\n<Refs>\n  <Ref href="https://www.bbc.com/news/articles/c0x1y2z3w4vo">Owner of the ferry denies fault</Ref>\n</Refs>\n'
    (reference,) = parse(text.encode(), name="a.mdx", outlets=known_outlets(), claims=False).references
    assert (reference.headline, reference.outlet) == ("Owner of the ferry denies fault", "BBC")


LISTED = (
    "<br/>“Ferry sinks off the northern coast” – Reuters<br/>“Owner of the ferry denies fault” – BBC<br/>"
)


@pytest.mark.parametrize(
    "page",
    [
        f"<div>The ferry sank on Monday with 40 people aboard.<br><br><b>Sources:</b>{LISTED}</div>",
        f"<div>The ferry sank on Monday with 40 people aboard.<br/><b>Sources</b>{LISTED}</div>",
        f"<p>The ferry sank on Monday with 40 people aboard.<br />Sources:{LISTED}</p>",
    ],
)
def test_line_breaks_part_the_list_from_the_text(page):
    article = parse(page.encode(), name="a.html", outlets=known_outlets())
    assert [(r.headline, r.outlet) for r in article.references] == [
        ("Ferry sinks off the northern coast", "Reuters"),
        ("Owner of the ferry denies fault", "BBC"),
    ]
    assert [claim.text for claim in article.claims] == ["The ferry sank on Monday with 40 people aboard."]


def test_a_heading_inside_a_markdown_paragraph_begins_a_list():
    text = "The ferry sank on Monday with 40 people aboard.\n**Sources:**\n“Ferry sinks off the northern coast” – Reuters\n“Owner denies fault for it” – BBC\n"
    article = parse(text.encode(), name="a.md", outlets=known_outlets())
    assert [(r.outlet, r.span.line) for r in article.references] == [("Reuters", 3), ("BBC", 4)]
    assert [claim.text for claim in article.claims] == ["The ferry sank on Monday with 40 people aboard."]
