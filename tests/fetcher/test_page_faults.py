"""read_page on pages that are broken, walled, hostile, or no stories."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citecheck.fetcher.interface import FetchError
from citecheck.fetcher.page import read_page
from citecheck.models import Reason, Story

LONG = " ".join(f"Sentence {n} of a story about a harbour and its boats." for n in range(12))
NODE = {"@type": "NewsArticle", "headline": "Storm shuts harbour", "datePublished": "2024-05-01T10:00:00Z"}
PLAIN = json.dumps(NODE)
REFUSALS = (Reason.UNREADABLE, Reason.BLOCKED, Reason.STATUS)
UMLAUTS = "<h1>Fähre läuft aus – „sofort“</h1>"


def read(html: str | bytes, **options: dict[str, str]) -> Story:
    return read_page(html, "https://www.example.org/a/b", "Daily Gull", **options)


def outcome(html: str | bytes) -> Story | Reason:
    try:
        return read(html)
    except FetchError as error:
        return error.reason


def with_data(script: str) -> str:
    return f'<script type="application/ld+json">{script}</script><p>{LONG}</p>'


@pytest.mark.parametrize(
    "script",
    [
        PLAIN,
        f"[{PLAIN}]",
        f"[[{PLAIN}]]",
        json.dumps({"@graph": [{"@type": "WebPage", "name": "x"}, NODE]}),
        json.dumps({"@type": "WebPage", "mainEntity": NODE}),
        json.dumps(NODE | {"@type": ["NewsArticle", "Thing"]}),
        json.dumps(NODE | {"@type": "http://schema.org/NewsArticle"}),
        f"<![CDATA[{PLAIN}]]>",
        f"//<![CDATA[\n{PLAIN}\n//]]>",
        f"/*<![CDATA[*/{PLAIN}/*]]>*/",
        f"<!-- {PLAIN} -->",
        f"{PLAIN};",
        PLAIN.replace("}", ', "description": "a raw\nline break"}'),
        PLAIN.replace("}", ",}"),
        PLAIN[:-1],
        '{"@context": "x", oops, ' + PLAIN[1:],
    ],
)
def test_json_ld_in_all_its_wrappings(script: str) -> None:
    story = read(with_data(script))
    assert story.headline == "Storm shuts harbour"
    assert story.published == "2024-05-01"


def test_data_about_other_pieces_is_not_taken_for_the_story() -> None:
    other = NODE | {"headline": "Another story", "author": "A"}
    data = {"@type": "WebPage", "hasPart": [other], "mentions": other, "mainEntity": NODE}
    assert [h.text for h in read(with_data(json.dumps(data))).headlines] == ["Storm shuts harbour"]


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (UMLAUTS.encode(), {}),
        (UMLAUTS.encode(), {"content-type": "text/html; charset=iso-8859-1"}),
        (UMLAUTS.encode("cp1252"), {"content-type": "text/html; charset=utf-8"}),
        (UMLAUTS.encode("cp1252"), {"content-type": "text/html; charset=latin-1"}),
        (("<meta charset=windows-1252>" + UMLAUTS).encode("cp1252"), {}),
        (("\ufeff" + UMLAUTS).encode("utf-16"), {}),
        (("<?xml version='1.0' encoding='latin-1'?>" + UMLAUTS).encode(), {}),
        (UMLAUTS.encode(), {"content-type": "text/html; charset=nonsense-9"}),
    ],
)  # fmt: skip
def test_encoding_declared_wrongly_or_not_at_all(body: bytes, headers: dict[str, str]) -> None:
    assert read(body, headers=headers).headline == "Fähre läuft aus – „sofort“"


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("", Reason.UNREADABLE),
        ("   ", Reason.UNREADABLE),
        ("just words", Reason.UNREADABLE),
        ("<html><body></body></html>", Reason.UNREADABLE),
        ("<title>Daily Gull</title><p>Welcome</p>", Reason.UNREADABLE),
        ("<title>Page not found | Daily Gull</title><h1>Page not found</h1>", Reason.STATUS),
        ("<h1>Sorry, this page is no longer available</h1>", Reason.STATUS),
        ("<title>Just a moment...</title><p>Checking</p>", Reason.BLOCKED),
        ("<title>x.org</title><p>Please enable JS and disable any ad blocker</p>", Reason.BLOCKED),
        ("<title>Your privacy choices</title><h1>We value your privacy</h1><p>We and our 812 partners</p>",
         Reason.BLOCKED),
        ("<title>Before you continue to Gull</title><form></form>", Reason.BLOCKED),
        ('<meta property="og:type" content="website"><link rel=canonical href="https://www.example.org/">'
         "<h1>All the news</h1>" f"<p>{LONG}</p>", Reason.UNREADABLE),
    ],
)  # fmt: skip
def test_what_is_no_story_is_refused(html: str, reason: Reason) -> None:
    with pytest.raises(FetchError) as caught:
        read(html)
    assert caught.value.reason is reason


@pytest.mark.parametrize(
    "headline",
    ["Cookies, consent and the law: what is left of privacy settings", "Access denied at the harbour gate",
     "Minister found not guilty", "404 boats counted in the harbour", "Are you human? A robot asks"],
)  # fmt: skip
def test_a_story_about_such_things_is_still_a_story(headline: str) -> None:
    html = f"<title>{headline} | Daily Gull</title><article><h1>{headline}</h1><p>{LONG}</p></article>"
    assert read(html).headline == headline


@pytest.mark.parametrize(
    ("extra", "data", "cut"),
    [
        ("", {}, False),
        ("", {"isAccessibleForFree": True, "wordCount": 12}, False),
        ("", {"isAccessibleForFree": False}, True),
        ("", {"isAccessibleForFree": "False"}, True),
        ("", {"wordCount": "1,200"}, True),
        ('<div class="gh-post-upgrade-cta">This post is for subscribers</div>', {}, True),
    ],
)
def test_text_behind_a_paywall_is_marked_as_cut(extra: str, data: dict[str, object], cut: bool) -> None:
    script = json.dumps(NODE | data)
    assert read(with_data(script) + extra).cut is cut


def test_inline_links_tags_and_comments_do_not_break_a_sentence() -> None:
    html = (
        '<article><h1>Storm</h1><p>Boats in <a class="tag topic" href="/t">Port Lorne</a> and <!-- x -->in '
        '<b class="related">Gull&nbsp;Head</b> broke loose<sup>1</sup>, the <span class="sr-only">hid</span>'
        "harbour<script>1</script> master said.<br><br>Nobody was hurt in the storm on Tuesday night.</p>"
        "</article>"
    )
    assert read(html).text == (
        "Boats in Port Lorne and in Gull Head broke loose1, the harbour master said.\n\n"
        "Nobody was hurt in the storm on Tuesday night."
    )


def test_a_page_older_than_paragraphs() -> None:
    first, second = LONG[:200], LONG[200:400]
    html = f"<h1>Storm</h1><table><tr><td>Menu</td><td>{first}.<br><br>\n{second}.</td></tr></table>"
    assert (read(html).text or "").split("\n\n") == [f"{first.strip()}.", f"{second.strip()}."]


def test_a_layout_named_after_its_sidebar_is_not_a_sidebar() -> None:
    html = f"<main><div class='grid has-sidebar related-layout'><h1>Storm</h1><p>{LONG}</p></div></main>"
    assert read(html).text == LONG


def test_the_anchor_of_a_heading_says_nothing_about_it() -> None:
    html = f"<article><h1>Storm</h1><p>{LONG}</p><h2 id='related-tags'>Care</h2><p id='tags'>Words.</p>"
    assert (read(html).text or "").split("\n\n")[1:] == ["Care", "Words."]


def test_canonical_address_of_another_site_is_not_believed() -> None:
    html = f'<link rel="canonical" href="https://evil.example.com/x"><h1>Storm</h1><p>{LONG}</p>'
    assert read(html).url == "https://www.example.org/a/b"


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000 + "<h1>Storm</h1>" + LONG,
        "<h1>Storm</h1>" + "<p>a</p>" * 40_000,
        "<h1>Storm</h1>" + "<p class='related sidebar'>" * 30_000,
        "<h1>Storm</h1><p>" + "<a href=x>word </a>" * 20_000,
        with_data('{"a":' * 100_000),
        with_data('{"headline": "' + "\\" * 200_000),
        "<title>" + "<" * 500_000,
        "<article>" * 20_000 + f"<h1>Storm</h1><p>{LONG}</p>",
    ],
    ids=["deep", "many", "furniture", "links", "nested-json", "backslashes", "angles", "articles"],
)
def test_hostile_pages_take_no_more_than_seconds(html: str) -> None:
    start = time.process_time()
    try:
        story = read(html)
    except FetchError:
        pass
    else:
        assert story.headline
    assert time.process_time() - start < 5


MARKUP = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<div class='related'>", "</div>", "<article>", "</article>", "<h1>", "</h1>", "<br>",
         "<a href='//x'>", "</a>", "<!--", "-->", "<script type='application/ld+json'>", "</script>", PLAIN,
         "[", "{", "<title>", "</title>", "<meta property='og:title' content='x", "'>", "\x00", "&#0;",
         "<link rel=canonical href='http://[", "<time datetime='2024-13-45'>", "word ", LONG, "<svg>",
         "&nbsp;", "<template>", "<![CDATA[", "\ud83d"]
    ),
    max_size=30,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(MARKUP)
def test_any_markup_is_read_or_refused(parts: list[str]) -> None:
    story = outcome("".join(parts))
    if isinstance(story, Story):
        assert story.headlines
        assert all(h.text == " ".join(h.text.split()) != "" for h in story.headlines)
        assert story.text is None or story.text.strip()
    else:
        assert story in REFUSALS


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=500))
def test_any_bytes_are_read_or_refused(html: bytes) -> None:
    story = outcome(b"<h1>" + html)
    assert isinstance(story, Story) or story in REFUSALS
