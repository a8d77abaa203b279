"""A story's page -> Story: every headline it carries, its dates, its text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

from citecheck.fetcher.interface import FetchError
from citecheck.fetcher.page_data import PageData, first_text, names_of, read_data, types_of
from citecheck.fetcher.page_text import read_text
from citecheck.fetcher.page_titles import page_headlines
from citecheck.fetcher.page_tree import decode, parse, squeeze, words_of
from citecheck.fetcher.redact import host_of
from citecheck.fetcher.routes.dates import day_in_url, read_day
from citecheck.fetcher.routes.words import telling_words
from citecheck.fetcher.walls import wall
from citecheck.models import Headline, HeadlineSource, Reason, Story
from citecheck.slug import slug_words

_MISSING = re.compile(
    r"(?:(?:error )?404\b.*|(?:sorry,? )?(?:the |this |that )?(?:page|article|story) "
    r"(?:was |is |you .{0,40} )?(?:not found|no longer available|can(?:no|')t be found|does(?:n't| not) exist"
    r"|unavailable|not available).{0,40}|not found|page not found.{0,40}|we can't find .{0,40})",
    re.I,
)
_CONSENT = re.compile(
    r"\b(?:cookies?|consent|privacy (?:settings|choices|matters)|we value your privacy)\b", re.I
)
_SMALL_TEXT = 80
_WIRES = (
    ("Reuters", re.compile(r"\b(?:thomson )?reuters\b", re.I)),
    ("Associated Press", re.compile(r"(?i:\bassociated press\b)|^(?:the )?AP(?: in\b.*)?$|\(AP\)")),
    ("AFP", re.compile(r"(?i:\bagence[ -]france[ -]presse\b)|\bAFP\b")),
    ("PA Media", re.compile(r"\b(?:PA Media|Press Association)\b|^PA$")),
    ("dpa", re.compile(r"^dpa\b|\bdeutsche presse-agentur\b", re.I)),
    ("Bloomberg", re.compile(r"^bloomberg(?: news)?$", re.I)),
    ("Xinhua", re.compile(r"^xinhua\b", re.I)),
    ("news agencies", re.compile(r"^(?:al jazeera and )?news agencies$", re.I)),
)
_BYLINES = (
    './/*[@rel="author"]',
    './/*[@itemprop="author"]//*[@itemprop="name"]',
    './/*[contains(@class,"byline")]',
    './/*[contains(@class,"article-author")]',
)
_STANDFIRSTS = (
    './/*[@data-gu-name="standfirst"]//p',
    './/*[contains(@class,"content__standfirst")]//p',
    './/*[contains(@class,"article__subhead")]',
    './/*[contains(@class,"article-heading-des")]',
)
_SOURCES = (
    './/*[contains(@class,"article-source")]',
    './/*[contains(@class,"article__source")]',
    './/p[starts-with(normalize-space(.),"SOURCE:") or starts-with(normalize-space(.),"Source:")]',
)
_PAYWALLS = (
    './/*[contains(@class,"gh-post-upgrade-cta")]',
    './/*[@data-testid="paywall" or @id="paywall"]',
    './/*[contains(@class,"gated-content") or contains(@class,"regwall")]',
)


def read_page(html: bytes | str, url: str, outlet: str, *, headers: Mapping[str, str] | None = None) -> Story:
    """Read a story's page.

    Args:
        html: the page, decompressed.
        url: where it was found; for an archived copy the outlet's own address.
        outlet: canonical name of the outlet.
        headers: of the response, names in lower case, for the declared charset.

    Returns:
        The story. `text` is None where the page shows none; `cut` says that it shows only the beginning.

    Raises:
        FetchError: BLOCKED for a captcha or consent page, STATUS for a "not found" page that comes with
            status 200, UNREADABLE for what is not the page of one story.
    """
    content_type = (headers or {}).get("content-type", "")
    raw = html.encode("utf-8", "replace") if isinstance(html, str) else html
    barrier = wall(headers or {}, raw)
    if barrier:
        raise FetchError(Reason.BLOCKED, f"{host_of(url) or outlet} answered with {barrier}")
    tree = parse(decode(html, content_type))
    if tree is None:
        raise _unreadable(url, "is empty or no web page")
    data = read_data(tree)
    headlines = page_headlines(tree, data, outlet)
    text = _text(tree, data)
    own_date = _dates(tree, data, "")[0]
    _check_is_story(tree, data, url, headlines, text)
    if own_date is None and not _fits_address(url, headlines):
        raise _unreadable(url, "shows no story")
    canonical = _canonical(tree, data, url)
    # Sites that answer every address with some page vouch for no word of it; a page with a date does.
    words = slug_words(canonical) if own_date else None
    published, updated = _dates(tree, data, canonical)
    return Story(
        outlet=outlet,
        url=canonical,
        headlines=(*headlines, *([Headline(words, HeadlineSource.SLUG)] if words else [])),
        published=published,
        updated=updated,
        byline=_byline(tree, data),
        standfirst=_standfirst(tree, data),
        text=text,
        syndicated_from=_syndicated(tree, data, outlet),
        cut=_is_cut(tree, data, text) or _breaks_off(raw),
    )


def _check_is_story(
    tree: Any, data: PageData, url: str, headlines: tuple[Headline, ...], text: str | None
) -> None:
    """Refuse pages that stand in for a story, or are none."""
    short = len((text or "").split()) < _SMALL_TEXT
    titles = [h.text for h in headlines] or [squeeze(tree.findtext(".//title"))]
    if short and any(_MISSING.fullmatch(title) for title in titles[:3]):
        raise FetchError(Reason.STATUS, f"{host_of(url)} has no such page (it says so with status 200)")
    if short and not data.ld and any(_CONSENT.search(title) for title in titles[:3]):
        raise FetchError(Reason.BLOCKED, f"{host_of(url)} answered with a consent page")
    if not headlines:
        raise _unreadable(url, "holds no headline")
    is_front = data.meta_text("og:type") == "website" and not data.ld and not types_of(data.ld)
    target = _link(tree) or data.meta_text("og:url") or ""
    if is_front and urlsplit(urljoin(url, target)).path in ("", "/") and target:
        raise _unreadable(url, "is the outlet's front page, not a story")


def _fits_address(url: str, headlines: tuple[Headline, ...]) -> bool:
    """Say whether a page without a date of its own is of the story its address names, if that names any.

    The shell of a site that builds its pages in the browser, or an apology with status 200, has some title
    too: taken for the story's headline, it would speak against every citation of it.
    """
    slug = slug_words(url)
    if slug is None:
        return True
    named = telling_words(slug)
    shown = max(len(named & telling_words(headline.text)) for headline in headlines)
    return shown >= min(2, len(named))


def _text(tree: Any, data: PageData) -> str | None:
    """Return the fullest text among the page's paragraphs and its embedded data."""
    shown = read_text(tree)
    embedded = [_fusion_text(data), _ld_body(data.ld), _live_updates(data.ld)]
    best = max((text for text in embedded if text), key=_count, default=None)
    if best and _count(best) > 1.25 * _count(shown):
        return best
    return shown


def _ld_body(ld: Mapping[str, Any]) -> str | None:
    body = ld.get("articleBody")
    if not isinstance(body, str) or not body.strip():
        return None
    plain = _plain(body) if "<p" in body or "</" in body else body
    return "\n\n".join(squeeze(line) for line in plain.splitlines() if line.strip())


def _live_updates(ld: Mapping[str, Any]) -> str | None:
    updates = ld.get("liveBlogUpdate")
    parts: list[str] = []
    for update in (updates if isinstance(updates, list) else [])[:500]:
        if isinstance(update, dict):
            parts += filter(None, (first_text([update.get("headline")]), _ld_body(update)))
    return "\n\n".join(parts) or None


def _fusion_text(data: PageData) -> str | None:
    elements = data.fusion.get("content_elements")
    parts = []
    for element in (elements if isinstance(elements, list) else [])[:2_000]:
        if isinstance(element, dict) and element.get("type") in ("paragraph", "header", "heading"):
            content = element.get("content")
            parts.append(squeeze(_plain(content)) if isinstance(content, str) else "")
    dateline = data.fusion_text("dateline")
    if parts and dateline and not parts[0].startswith(dateline):
        parts[0] = f"{dateline} - {parts[0]}"
    return "\n\n".join(part for part in parts if part) or None


def _plain(markup: str) -> str:
    tree = parse(f"<div>{markup}</div>")
    if tree is None:
        return ""
    for block in tree.iter("p", "br", "li", "div", "h2", "h3"):
        block.tail = "\n" + (block.tail or "")
    return str(tree.text_content())


def _dates(tree: Any, data: PageData, url: str) -> tuple[str | None, str | None]:
    """Return the days of first publication and last change.

    Outlets swap the two at times; the earlier one is the first publication.
    """
    published = _first_day(
        (
            data.ld_text("datePublished"),
            data.fusion_text("display_time", "published_time"),
            data.meta_text("article:published_time", "og:article:published_time", "datepublished"),
            data.meta_text("parsely-pub-date", "date", "pubdate", "publish-date", "publishdate"),
            data.meta_text(
                "dc.date.issued",
                "dcterms.created",
                "dc.date",
                "sailthru.date",
                "analyticsattributes.articledate",
            ),
            data.ld_text("dateCreated", "uploadDate"),
            *_shown_days(tree),
            day_in_url(url),
        )
    )
    updated = _first_day(
        (
            data.ld_text("dateModified"),
            data.fusion_text("updated_time"),
            data.meta_text(
                "article:modified_time", "og:article:modified_time", "datemodified", "og:updated_time"
            ),
            data.meta_text("lastmod", "last-modified", "dcterms.modified", "revision_date"),
        )
    )
    if published and updated and updated < published:
        return updated, published
    return published, updated


def _shown_days(tree: Any) -> Iterator[str | None]:
    """Yield the days the page shows, those marked as the publication first, then those inside the story."""
    times = [e for e in islice(tree.iter("time"), 50) if e.get("datetime")]
    marked = [e for e in times if e.get("pubdate") is not None or e.get("itemprop") == "datePublished"]
    inside = [e for e in times[:5] if any(True for _ in e.iterancestors("article"))]
    for element in (*marked, *inside):
        yield element.get("datetime")
    for element in tree.xpath('.//*[@itemprop="datePublished"]')[:3]:
        yield element.get("datetime") or element.get("content") or words_of(element)[:60]
    for element in times[:2]:
        yield element.get("datetime")


def _first_day(values: Any) -> str | None:
    return next((day for value in values if value and (day := read_day(value))), None)


def _canonical(tree: Any, data: PageData, url: str) -> str:
    """Return the address the page gives itself, where it is on the same site; else `url`."""
    site = ".".join(host_of(url).split(".")[-2:])
    for target in (_link(tree), data.meta_text("og:url"), data.ld_text("url", "@id")):
        try:
            parts = urlsplit(urljoin(url, target.strip())) if target else None
        except ValueError:
            continue
        if (
            parts
            and parts.scheme in ("http", "https")
            and (not site or (parts.hostname or "").endswith(site))
            and (parts.path.strip("/") or not urlsplit(url).path.strip("/"))
        ):
            return parts._replace(fragment="").geturl()
    return url


def _link(tree: Any) -> str | None:
    for element in tree.iter("link"):
        if (element.get("rel") or "").lower() == "canonical":
            return squeeze(element.get("href")) or None
    return None


def _byline(tree: Any, data: PageData) -> str | None:
    names = names_of(data.ld.get("author")) or names_of(data.fusion.get("authors"))
    if not names:
        meta = data.meta_text(
            "author", "byl", "article:author", "og:article:author", "sailthru.author", "parsely-author"
        )
        names = names_of([meta]) if meta else []
    if not names:
        shown = (words_of(e) for path in _BYLINES for e in tree.xpath(path)[:3])
        names = [name for name in shown if 0 < len(name) < 120][:1]
    return ", ".join(re.sub(r"^by\s+", "", name, flags=re.I) for name in names[:8]) or None


def _standfirst(tree: Any, data: PageData) -> str | None:
    shown = (words_of(e) for path in _STANDFIRSTS for e in tree.xpath(path)[:2])
    return next((text for text in shown if text), None) or (
        data.ld_text("description")
        or data.fusion_text("description")
        or data.meta_text("og:description", "description", "twitter:description")
    )


def _syndicated(tree: Any, data: PageData, outlet: str) -> str | None:
    """Return the wire or outlet a page says its story was taken from."""
    said = [words_of(e)[:120] for path in _SOURCES for e in tree.xpath(path)[:2]]
    said = [re.sub(r"^source:?\s*", "", text, flags=re.I) for text in said]
    said += names_of(data.ld.get("author")) + names_of(data.ld.get("sourceOrganization"))
    said += [
        t for t in (data.meta_text("syndication-source", "original-source", "author", "article:author"),) if t
    ]
    for text in said:
        for name, pattern in _WIRES:
            if pattern.search(text) and name.casefold() not in outlet.casefold():
                return name
    return None


def _is_cut(tree: Any, data: PageData, text: str | None) -> bool:
    """Say whether a paywall shows only the beginning of the text."""
    if any(tree.xpath(path) for path in _PAYWALLS):
        return True
    declared = data.ld.get("wordCount") or data.fusion.get("word_count")
    count = _count(text)
    try:
        if declared is not None and count < 0.5 * int(str(declared).replace(",", "")):
            return True
    except ValueError:
        pass
    closed = str(data.ld.get("isAccessibleForFree")).lower() in ("false", "no", "0")
    return closed and (count < 200 or (text or "").rstrip().endswith(("…", "...")))


def _breaks_off(html: bytes) -> bool:
    """Say whether a page ends before its end tags, as one does that was not sent whole."""
    begins = re.match(rb"\s*<(?:!doctype|html)\b", html[:1000], re.I)
    return bool(begins) and not re.search(rb"</(?:html|body)\s*>", html[-100_000:], re.I)


def _count(text: str | None) -> int:
    return len((text or "").split())


def _unreadable(url: str, what: str) -> FetchError:
    return FetchError(Reason.UNREADABLE, f"{url} {what}")
