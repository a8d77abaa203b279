"""The HTML page: complete, self-contained, accessible in its structure, and safe against its contents."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest
from lxml import html
from sample_report import ARTICLE, CLAIMS, HOSTILE, REFERENCES, REPORT, SOURCE, hostile_report

from citecheck.models import Article, ArticleReport, Report, Span
from citecheck.report.interface import render
from citecheck.report.markup import Html, h, rows


def page(report: Report = REPORT) -> html.HtmlElement:
    return html.document_fromstring(render(report, "html"))


def classes(root: html.HtmlElement, name: str) -> list[html.HtmlElement]:
    return list(root.find_class(name))


def words(element: html.HtmlElement) -> str:
    return re.sub(r"\s+", " ", element.text_content()).strip()


def test_the_rendering_is_the_same_every_time(snapshot: object) -> None:
    text = render(REPORT, "html")
    assert text == render(REPORT, "html")
    body = re.sub(r"<(style|script)>.*?</\1>", r"<\1>", text, flags=re.DOTALL)
    body = re.sub(r"sha256-[\w+/=]+", "sha256", body)
    assert body.replace("><", ">\n<") == snapshot


def test_the_policy_allows_its_own_style_and_script_and_nothing_else() -> None:
    root = page()
    (policy,) = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; ")
    for element in ("style", "script"):
        (only,) = root.xpath(f"//{element}")
        digest = base64.b64encode(hashlib.sha256(only.text.encode()).digest()).decode()
        assert f"{element}-src 'sha256-{digest}'" in policy
    assert "unsafe" not in policy
    assert not root.xpath("//@style | //@src | //@*[starts-with(name(), 'on')] | //link | //iframe")


def test_the_article_stands_there_as_written_with_every_place_marked() -> None:
    root = page()
    (source,) = classes(root, "source")
    for added in classes(source, "symbol") + classes(source, "spoken"):
        added.drop_tree()
    assert source.text_content() == SOURCE
    named = {mark.get("data-for") for mark in classes(source, "mark")}
    assert named == {f"a1-{r.reference.id}" for r in REFERENCES} | {f"a1-{c.claim.id}" for c in CLAIMS} | {
        "a1-f2"
    }


def test_marks_and_cards_lead_to_each_other() -> None:
    root = page()
    ids = [element.get("id") for element in root.xpath("//*[@id]")]
    assert len(ids) == len(set(ids))
    inner = [link[1:] for link in root.xpath("//a/@href") if link.startswith("#")]
    assert inner
    assert set(inner) <= set(ids)
    for card in classes(root, "card"):
        assert card.get("aria-label")
        assert card.get("tabindex") == "-1"


def test_a_remark_leads_to_the_reference_it_is_about() -> None:
    links = page().xpath("//article[@data-what='remark']//p[contains(@class, 'where')]/a/@href")
    assert links == ["#at-a1-r5", "#at-a1-f2"]


def test_cards_say_what_differs_in_words_and_elements() -> None:
    (card,) = page().xpath("//article[@id='a1-r3']")
    assert [words(e) for e in card.iter("del")] == ["40"]
    assert [words(e) for e in card.iter("ins")] == ["4", "after row"]
    assert "altered in meaning" in words(card)
    assert "Routes asked: 1, answered: 1" in words(card)
    assert card.xpath(".//a[@href='https://www.bbc.co.uk/news/articles/c0rla4toll']")
    (quotation,) = page().xpath("//article[@id='a1-c2']//section")
    assert [words(e) for e in quotation.iter("del")] == ["shall"]
    (evidence,) = page().xpath("//article[@id='a1-c1']//figure")
    assert words(evidence).startswith("Engineers found 14 broken bolts on the eastern tower")


def test_cards_stand_worst_first_and_filters_name_what_there_is() -> None:
    root = page()
    keys = [card.get("data-key") for card in root.xpath("//article[@data-what='reference']")]
    assert keys == [
        "not-found",
        "altered-meaning",
        "misattributed",
        "altered-wording",
        "unchecked",
        "verified",
    ]
    filters = Counter(button.get("data-what") for button in classes(root, "filter"))
    assert filters == {"reference": 6, "claim": 5}


def test_landmarks_and_headings_are_there() -> None:
    root = page()
    assert root.get("lang") == "en"
    assert len(root.xpath("//main")) == len(root.xpath("//h1")) == 1
    assert root.xpath("//body/header")
    assert root.xpath("//body/footer")
    assert root.xpath("//a[@class='skip']/@href") == ["#articles"]
    levels = [int(e.tag[1]) for e in root.iter("h1", "h2", "h3", "h4", "h5")]
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_several_articles_have_contents_and_their_own_ids() -> None:
    article = REPORT.articles[0]
    other = replace(article, article=replace(ARTICLE, title=None, path="drafts/other.md"))
    root = page(Report((article, other), errors=("x.bin: not text",)))
    assert [words(link) for link in root.xpath("//nav//a")] == [ARTICLE.title, "drafts/other.md"]
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert "x.bin: not text" in words(root)


def test_an_empty_report_is_a_page() -> None:
    assert words(page(Report(()))).startswith("citecheck")
    empty = Report((ArticleReport(Article("empty.txt", "text", ""), (), (), ()),))
    assert "Nothing was found to check." in words(page(empty))


def test_marks_that_cross_or_lie_outside_lose_no_text() -> None:
    spans = [
        Span(1, 1, 1, 9, 0, 8),
        Span(1, 5, 1, 13, 4, 12),
        Span(1, 6, 1, 8, 5, 7),
        Span(9, 1, 9, 9, 90, 99),
    ]
    source = "abcdefgh\r\njkl\nm\top"
    results = tuple(
        replace(REFERENCES[n], reference=replace(REFERENCES[n].reference, span=span))
        for n, span in enumerate(spans)
    )
    report = Report((ArticleReport(Article("x.txt", "text", source), results, (), ()),))
    (shown,) = classes(page(report), "source")
    for added in classes(shown, "symbol") + classes(shown, "spoken"):
        added.drop_tree()
    assert shown.text_content() == "abcdefgh\njkl\nm\top"


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_leaves_the_page_as_it_is(text: str) -> None:
    shown = render(hostile_report(text), "html")
    shown.encode("utf-8")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e\u2066]", shown)
    root = page(hostile_report(text))
    plain = page(hostile_report("harmless"))
    assert Counter(e.tag for e in root.iter()) - Counter(e.tag for e in plain.iter()) <= Counter(
        {"span": 9, "a": 99}
    )
    assert Counter(e.tag for e in plain.iter())["script"] == 1
    assert {name for e in root.iter() for name in e.attrib} <= {
        name for e in plain.iter() for name in e.attrib
    }
    for link in root.xpath("//@href"):
        assert link.startswith(("#", "https://ok.example/"))


def test_only_markup_made_here_is_markup() -> None:
    assert h("p", "<b>", h("i", "&"), ["x", None], class_='"q"', hidden=True, title=None) == (
        '<p class="&quot;q&quot;" hidden>&lt;b&gt;<i>&amp;</i>x</p>'
    )
    assert isinstance(h("br"), Html)
    assert rows("a  <b>\r\nc\td\x1b") == "a  &lt;b&gt;\nc\td␛"
