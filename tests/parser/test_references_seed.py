# ruff: noqa: E501 - drafts read best as they are
"""The whole path on small drafts: bytes in, references out, each at its place."""

import pytest

from citecheck.errors import ArticleError
from citecheck.models import ReferenceForm, ReferenceKind
from citecheck.outlets import known_outlets
from citecheck.parser import parse


def read(text: str, name: str = "draft.txt"):
    return parse(text.encode(), name=name, outlets=known_outlets(), claims=False)


def test_bullets_on_lines_of_their_own():
    text = (
        "The bridge opened on time, for once.\nReferences:\n-\n"
        '"River bridge opens a day early, to nobody\'s surprise" – Kyiv Independent\n'
        '-\n"Bridge talks: What did the mayors agree to?" – Reuters'
    )
    article = read(text)
    assert [(r.headline, r.outlet, r.span.line, r.span.column) for r in article.references] == [
        ("River bridge opens a day early, to nobody's surprise", "Kyiv Independent", 4, 1),
        ("Bridge talks: What did the mayors agree to?", "Reuters", 6, 1),
    ]
    assert all(r.kind is ReferenceKind.NEWS and r.form is ReferenceForm.ENTRY for r in article.references)


@pytest.mark.parametrize("suffix", ["txt", "md", "html", "wiki"])
def test_a_text_that_cites_nothing_has_no_references(suffix):
    text = 'It rained all day.\n\nThe mayor said "we will see" - and left.\n\nSo did we: wet, cold, late.\n'
    assert read(text, f"draft.{suffix}").references == ()


def test_span_is_the_entry_in_the_file():
    text = "# Title\n\n## Sources\n\n- Old text\n- [Ferry sinks off the coast of Nowhere](https://www.bbc.com/news/world-1234567), BBC News, 3 June 2025\n"
    article = read(text, "draft.md")
    reference = article.references[-1]
    assert article.source[reference.span.start : reference.span.end].startswith(
        "[Ferry sinks"
    ) or article.source[reference.span.start :].startswith("Ferry sinks")
    assert (reference.span.line, reference.outlet, reference.date) == (6, "BBC", "2025-06-03")


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"%PDF-1.7 ...", "not a text"),
        (b"\x00\x01\x02" * 400, "not a text"),
    ],
)
def test_what_is_no_article_is_refused_in_one_line(data, word):
    with pytest.raises(ArticleError, match=word) as caught:
        parse(data, name="x.bin", outlets=known_outlets())
    assert str(caught.value).startswith("x.bin: ")
    assert "\n" not in str(caught.value)
