"""The report as one HTML page for an editor: the article beside what is said about it.

The page stands alone: no address is loaded, and its content security policy allows its own style
and script by their hashes and nothing else. Without script all is there but filters and keys.
"""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files

from citecheck.codes import CODES
from citecheck.models import ArticleReport, Report
from citecheck.report.counts import count, outcome, plural, summary
from citecheck.report.html_cards import claim_card, finding_card, reference_card
from citecheck.report.html_text import marked_source, marks
from citecheck.report.interface import RenderOptions
from citecheck.report.labels import (
    CLAIM_LABELS,
    REFERENCE_LABELS,
    Label,
    Tone,
    claim_label,
    codes_by_subject,
    reference_label,
    untold,
    worst_claims_first,
    worst_first,
)
from citecheck.report.markup import Html, h, join
from citecheck.report.settled import unsettled

REMARK = Label("remark", "remark", Tone.WARN, "!", "!", 0)
"""The label of a finding that is about neither a reference nor a claim."""


def render(report: Report, options: RenderOptions) -> str:
    """Return the report as a self-contained HTML document."""
    style, script = _data("html.css"), _data("html.js")
    tone, words = outcome(report, count(report, options.fail_on))
    articles = [unsettled(article) for article in report.articles]
    head = h(
        "head",
        h("meta", charset="utf-8"),
        h("meta", http_equiv="Content-Security-Policy", content=_policy(style, script)),
        h("meta", name="viewport", content="width=device-width, initial-scale=1"),
        h("meta", name="referrer", content="no-referrer"),
        h("meta", name="color-scheme", content="light dark"),
        h("title", f"citecheck: {_titles(report)}"),
        h("style", style),
    )
    body = h(
        "body",
        h("a", "Skip to the article", class_="skip", href="#articles"),
        _header(report, options, tone, words),
        h("main", [_article(a, f"a{n}-") for n, a in enumerate(articles, 1)], id="articles"),
        _footer(),
        h("script", script),
    )
    return f"<!doctype html>\n{h('html', head, body, lang='en')}\n"


def _data(name: str) -> Html:
    return Html(files("citecheck.report").joinpath(name).read_text(encoding="utf-8"))


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _titles(report: Report) -> str:
    names = [article.article.title or article.article.path for article in report.articles]
    return names[0] if len(names) == 1 else plural(len(names), "article")


def _header(report: Report, options: RenderOptions, tone: Tone, words: str) -> Html:
    counts = count(report, options.fail_on)
    return h(
        "header",
        h("p", "citecheck", class_="tool"),
        h("h1", words, class_=f"outcome {tone}"),
        h("p", "; ".join(summary(report, counts)), ".", class_="counts"),
        [h("p", h("b", "Error: "), error, class_="error") for error in report.errors],
        [h("p", h("b", "Note: "), note, class_="note") for note in report.notes],
        _contents(report),
        _filters(report),
        class_="page",
    )


def _contents(report: Report) -> Html | None:
    if len(report.articles) < 2:
        return None
    items = [
        h("li", h("a", a.article.title or a.article.path, href=f"#a{n}-text"))
        for n, a in enumerate(report.articles, 1)
    ]
    return h("nav", h("ol", items), aria_label="Articles")


def _filters(report: Report) -> Html:
    """Return a button for each verdict that occurs; they appear where there is a script."""
    references = [reference_label(r) for a in report.articles for r in a.references]
    claims = [claim_label(c) for a in report.articles for c in a.claims]
    groups = [
        _filter_group("References", "reference", REFERENCE_LABELS, references),
        _filter_group("Claims", "claim", CLAIM_LABELS, claims),
    ]
    keys = h(
        "p",
        h("button", "Keys on", type="button", id="keys", aria_pressed="true"),
        [[" ", h("kbd", key), f" {what}"] for key, what in _KEYS],
        class_="keys",
    )
    shows = h(
        "div",
        h("span", "Show", class_="group"),
        h("button", "Problems only", type="button", id="problems", aria_pressed="false"),
        role="group",
        aria_label="Show",
    )
    return h(
        "div", shows, groups, keys, class_="tools", hidden=True, role="group", aria_label="Show and step"
    )


_KEYS = (
    ("j", "next"),
    ("k", "previous"),
    ("t", "to the text"),
    ("c", "to the card"),
    ("p", "problems only"),
    ("a", "show all"),
)


def _filter_group(name: str, what: str, labels: dict[str, Label], found: list[Label]) -> Html | None:
    buttons = [
        h(
            "button",
            h("span", label.symbol, class_="symbol", aria_hidden="true"),
            f"{label.words} ",
            h("span", str(found.count(label)), class_="number"),
            type="button",
            class_=f"filter {label.tone}",
            aria_pressed="true",
            data_what=what,
            data_key=label.key,
        )
        for label in labels.values()
        if label in found
    ]
    return (
        h("div", h("span", name, class_="group"), buttons, role="group", aria_label=name) if buttons else None
    )


def _article(report: ArticleReport, prefix: str) -> Html:
    article = report.article
    title = article.title or article.path
    text = h(
        "section",
        h("h2", title, dir="auto", id=f"{prefix}title"),
        h("p", article.path, class_="path"),
        h("div", marked_source(report, marks(report, prefix, REMARK)), class_="source", dir="auto",
          lang=article.language),
        class_="text",
        id=f"{prefix}text",
        aria_labelledby=f"{prefix}title",
    )  # fmt: skip
    return h("div", text, _panel(report, prefix), class_="article")


def _panel(report: ArticleReport, prefix: str) -> Html:
    codes = codes_by_subject(report)
    references = [
        reference_card(r, codes.get(r.reference.id, []), prefix) for r in worst_first(report.references)
    ]
    claims = [claim_card(c, codes.get(c.claim.id, []), prefix) for c in worst_claims_first(report.claims)]
    others = [finding_card(f, n, prefix, REMARK) for n, f in enumerate(untold(report), 1)]
    sections = [
        h("section", h("h3", name), cards)
        for name, cards in (("References", references), ("Claims", claims), ("Also", others))
        if cards
    ]
    empty = None if sections else h("p", "Nothing was found to check.")
    return h("section", sections, empty, class_="panel", aria_label="What is said about it", tabindex="0")


def _footer() -> Html:
    items = [join([h("dt", code.code, " ", code.name), h("dd", code.summary)]) for code in CODES.values()]
    return h("footer", h("details", h("summary", "What the codes mean"), h("dl", items)))
