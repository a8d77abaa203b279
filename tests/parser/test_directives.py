"""Words to citecheck in an article: kept apart, and no part of what is read."""

from __future__ import annotations

import io
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from citecheck.models import Article
from citecheck.outlets import known_outlets
from citecheck.parser import parse
from citecheck.parser.directives import masked

COMMENT = "<!-- citecheck: ignore CC003 the older headline until 2027-01-01 -->"
JSX = "{/* citecheck: ignore CC003 the older headline until 2027-01-01 */}"
BRACKET = "[citecheck: ignore CC003 the older headline until 2027-01-01]"
WORDS = "ignore CC003 the older headline until 2027-01-01"
CLAIM = "Ardenia has reopened the Sella crossing for 4,000 families."
ENTRY = '"Ardenia reopens the Sella crossing" – Reuters, 2 June 2026'


def read(text: str, name: str) -> Article:
    return parse(text.encode(), name=name, outlets=known_outlets())


def what_is_read(article: Article) -> list[object]:
    references = [(r.headline, r.outlet, r.date, r.text) for r in article.references]
    return [article.title, references, [c.text for c in article.claims], [u.text for u in article.unread]]


CASES = [
    ("a.txt", f"The ferry\n\n%s\n{CLAIM}\n\nReferences:\n\n%s\n- {ENTRY}\n%s\n- {ENTRY}\n", BRACKET),
    ("a.txt", f"The ferry\n\n{CLAIM} %s\n\nReferences:\n\n- {ENTRY} %s\n- {ENTRY}\n", BRACKET),
    ("a.md", f"# The ferry\n\n%s\n{CLAIM}\n\n## References\n\n%s\n1. {ENTRY}\n%s\n2. {ENTRY}\n", COMMENT),
    ("a.md", f"# The ferry\n\n{CLAIM} %s\n\n## References\n\n1. {ENTRY} %s\n2. %s{ENTRY}\n", COMMENT),
    ("a.md", f"# The ferry\n\n%s {CLAIM}\n\n## References\n\n%s 1. {ENTRY}\n", COMMENT),
    ("a.mdx", f"# The ferry\n\n%s\n\n{CLAIM}\n\n## References\n\n%s\n\n- {ENTRY}\n", JSX),
    (
        "a.html",
        f"<h1>The ferry</h1><p>{CLAIM}</p>%s\n<h2>References</h2>"
        f"<ol><li>{ENTRY}%s</li>\n%s<li>{ENTRY}</li></ol>",
        COMMENT,
    ),
    ("a.wiki", f"%s\n{CLAIM}\n\n%s {CLAIM}\n\n== References ==\n%s\n* {ENTRY}\n* {ENTRY} %s\n", COMMENT),
]


@pytest.mark.parametrize(("name", "form", "directive"), CASES)
def test_a_directive_is_kept_with_its_place_and_changes_nothing_that_is_read(
    name: str, form: str, directive: str
) -> None:
    times = form.count("%s")
    article = read(form % ((directive,) * times), name)
    assert [d.text for d in article.directives] == [WORDS] * times
    assert all(article.source[d.span.start : d.span.end] == directive for d in article.directives)
    assert what_is_read(article) == what_is_read(read(form.replace("%s", ""), name))
    assert article.references
    assert article.claims
    for reference in article.references:
        assert "Ardenia reopens" in article.source[reference.span.start : reference.span.end]


def test_a_word_documents_directives_are_read_from_its_paragraphs() -> None:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    for text in (CLAIM, "References", BRACKET, ENTRY, f"{ENTRY} {BRACKET}"):
        document.add_paragraph(text)
    file = io.BytesIO()
    document.save(file)
    article = parse(file.getvalue(), name="a.docx", outlets=known_outlets())
    assert [d.text for d in article.directives] == [WORDS, WORDS]
    assert [d.span.line for d in article.directives] == [3, 5]
    assert [r.headline for r in article.references] == ["Ardenia reopens the Sella crossing"] * 2
    assert not any("citecheck" in r.text for r in article.references)
    assert not any("citecheck" in c.text for c in article.claims)


def test_an_example_in_markdown_code_is_no_directive() -> None:
    text = f"# How to\n\n```html\n{COMMENT}\n```\n\nWrite `{COMMENT}` before it.\n\n~~~\n{COMMENT}\n"
    assert read(text, "a.md").directives == ()
    assert len(read(f"```\n```\n{COMMENT}\n", "a.md").directives) == 1


def test_html_and_wikitext_know_comments_only() -> None:
    assert read(f"<p>{CLAIM} {BRACKET}</p>", "a.html").directives == ()
    assert read(f"{CLAIM} {BRACKET}\n", "a.wiki").directives == ()


PIECES = st.sampled_from(
    [COMMENT, JSX, BRACKET, "<!-- citecheck:", "[citecheck:", "\n", "\r\n", "a ", "```", " "]
)


@example(["<!-- citecheck:", "\n", "```", "\n", COMMENT, "\n", COMMENT], "markdown")
@given(st.lists(PIECES, max_size=20), st.sampled_from(["text", "markdown", "html", "wikitext"]))
def test_masking_moves_nothing(pieces: list[str], format: str) -> None:  # noqa: A002
    source = "".join(pieces)
    hidden = masked(source, format)
    assert len(hidden) == len(source)
    assert all(new in (old, " ", "\u200b") for old, new in zip(source, hidden, strict=True))
    assert masked(hidden, format) == hidden


@pytest.mark.parametrize(
    "unit", ["[citecheck:", "<!-- citecheck:", "<!--" + " " * 30, COMMENT, "```\n" + COMMENT]
)
def test_hostile_sources_take_linear_time(unit: str) -> None:
    source = unit * (400_000 // len(unit))
    begun = time.process_time()
    masked(source, "markdown")
    assert time.process_time() - begun < 3
